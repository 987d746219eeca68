"""DIMACS, the format of the SAT competitions: ``p cnf 2 1`` announces letters and clauses, and 0 ends each clause.

Clauses may run over lines. Lines that begin with c are comments. The files of SATLIB end with % and a 0 of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from arlib.clauses import CNF, Clause
from arlib.languages.lines import lines_in, lines_of, refuse, unpacked
from arlib.verdict import Unsupported

# What is read is kept in memory: these bound it to some hundreds of megabytes.
MOST_LITERALS, MOST_VARIABLES = 10_000_000, 1_000_000
HEADER = re.compile(rb"\s*p\s+cnf\s+([0-9]{1,19})\s+([0-9]{1,19})\s*")
LITERAL = re.compile(rb"-?[1-9][0-9]{0,9}|0")
SPACES = re.compile(rb"\S+")


class _Wrong(Exception):
    """A word that is no literal, and why."""


class _Literals(dict[bytes, int]):
    """Each word's literal: who comes again is not read again, and is the same object."""

    def __init__(self, variables: int):
        super().__init__()
        self.variables = variables

    def __missing__(self, word: bytes) -> int:
        if not LITERAL.fullmatch(word):
            long = re.fullmatch(rb"-?[0-9]+", word) and len(word) > 10
            raise _Wrong("a number that no letter has" if long else "here should be a number such as 3 or -3")
        if abs(number := int(word)) > self.variables:
            raise _Wrong(f"the header announces the letters 1 to {self.variables:,}")
        self[word] = number
        return number


def read_dimacs(text: str) -> CNF:
    """The clauses that a text in DIMACS means; raises ``Unsupported``, with the place, for any other text.

    >>> read_dimacs("c two clauses\\np cnf 3 2\\n1 -3 0\\n2 0\\n")
    CNF(variables=3, clauses=((1, -3), (2,)))
    >>> read_dimacs("p cnf 3 1\\n1 4 0")
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 2, column 3: the header announces the letters 1 to 3
        1 4 0
          ^
    """
    return _Reader(lines_in(text)).formula()


def read_dimacs_file(path: str | Path) -> CNF:
    """The clauses in a file, also one that is packed by gzip or xz; raises ``Unsupported``, and for what is too large.

    The file is read line by line.
    """
    with unpacked(path) as file:
        try:
            return _Reader(lines_of(file)).formula()
        except Unsupported as error:
            raise Unsupported(f"{path} is no DIMACS: {error.reason}", "", error.line, error.column) from None


class _Reader:
    """What was read of a file so far."""

    def __init__(self, lines: Iterable[bytes]):
        self.lines = enumerate(lines, 1)
        self.number, self.line = 0, b""  # of the last line with something in it

    def formula(self) -> CNF:
        """The whole of it."""
        variables, count = self._header()
        literals, clauses, open_, size = _Literals(variables), list[Clause](), list[int](), 0
        announced = f"the header announces {count:,} clause{'s' * (count != 1)}"
        for begin in self._meant():
            if begin == b"%":
                self._tail()
                break
            try:
                row = [*map(literals.__getitem__, self.line.split())]
            except _Wrong:
                self._wrong(literals)
            size += len(row)
            if size > MOST_LITERALS:
                self._fail(f"more than {MOST_LITERALS:,} literals; that is more than is read")
            while 0 in row:
                end = row.index(0)
                clauses.append((*open_, *row[:end]))
                open_, row = [], row[end + 1 :]
            if len(clauses) > count:
                self._fail(f"{announced}, and here ends clause {len(clauses):,}")
            open_ += row
        if open_:
            self._fail("the last clause has no 0 at its end; the file may be cut off", len(self.line.rstrip()))
        if len(clauses) < count:
            self._fail(f"{announced}, and here ends the last of {len(clauses):,}", len(self.line.rstrip()))
        return CNF(variables, tuple(clauses))

    def _header(self) -> tuple[int, int]:
        for begin in self._meant():
            if begin != b"p":
                self._fail('the first line is the header, such as "p cnf 3 2"')
            found = HEADER.fullmatch(self.line)
            if found is None:
                self._fail('a header is "p cnf", a number of letters and a number of clauses')
            variables, count = int(found[1]), int(found[2])
            if variables > MOST_VARIABLES:
                self._fail(f"{MOST_VARIABLES:,} letters are the most that are read", found.start(1))
            if count > MOST_LITERALS:
                self._fail(f"{MOST_LITERALS:,} clauses are the most that are read", found.start(2))
            return variables, count
        self._fail('there is no header, such as "p cnf 3 2"')

    def _meant(self) -> Iterator[bytes]:
        """The first letter of each line that is no comment and not empty."""
        for number, line in self.lines:
            begin = line.lstrip()[:1]
            if begin not in (b"", b"c"):
                self.number, self.line = number, line
                yield begin

    def _tail(self) -> None:
        """SATLIB's: nothing but a % and then a 0."""
        if self.line.split() != [b"%"] or any(self.line.split() != [b"0"] for _ in self._meant()):
            self._fail("after the % of SATLIB comes nothing but a 0")

    def _wrong(self, literals: _Literals) -> NoReturn:
        for found in SPACES.finditer(self.line):
            try:
                literals[found[0]]
            except _Wrong as error:
                self._fail(str(error), found.start())
        raise AssertionError("every word of the line is a literal")

    def _fail(self, reason: str, column: int | None = None) -> NoReturn:
        if column is None:
            column = len(self.line) - len(self.line.lstrip())
        refuse(reason, self.line, max(self.number, 1), column)


def dimacs_lines(formula: CNF) -> Iterator[str]:
    """The lines of the clauses in DIMACS, the header first."""
    yield f"p cnf {formula.variables} {len(formula.clauses)}"
    for clause in formula.clauses:
        yield " ".join(map(str, (*clause, 0)))


def dimacs_text(formula: CNF) -> str:
    """The clauses in DIMACS.

    >>> print(dimacs_text(CNF(3, ((1, -3), (2,)))), end="")
    p cnf 3 2
    1 -3 0
    2 0
    """
    return "\n".join((*dimacs_lines(formula), ""))
