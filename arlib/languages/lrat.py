"""Proofs of SAT solvers: LRAT as text, DRAT as text and in its binary form, step by step as a file is read.

LRAT has a step on each line: its number, its literals, 0, its hints, 0; or a number, the letter d, the numbers of
clauses that are deleted, 0. In DRAT, a line has literals and 0, after a d if that clause is deleted. The binary form
has the letter a or d, then each literal l as 2|l|, plus 1 if it is negative, in groups of seven bits, the lowest
first, and 0.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Literal, NoReturn

from arlib.certificates.refutation import Addition, Deletion, Erasure, Lemma, Refutation
from arlib.languages.lines import MOST_BYTES, MOST_IN_LINE, lines_of, refuse, unpacked
from arlib.verdict import Unsupported

Format = Literal["LRAT", "DRAT", "binary DRAT"]
MOST_LETTER = 2**31 - 1
LONGEST = 19
NUMBER, WORD = re.compile(rb"[-0-9]{1,%d}" % LONGEST), re.compile(rb"\S+")
ADDED, DELETED = b"ad"


def proof_format(file: io.BufferedReader, name: str = "") -> Format:
    """In which format a proof is, by its first step; by the name of its file, where that does not show.

    >>> proof_format(io.BufferedReader(io.BytesIO(b"9 1 0 2 3 0")))
    'LRAT'
    >>> proof_format(io.BufferedReader(io.BytesIO(b"1 2 0")))
    'DRAT'
    """
    begin = file.peek(1)
    if begin[:1] == b"a" or (begin[:1] == b"d" and b"\0" in begin):
        return "binary DRAT"
    for line in begin.splitlines(keepends=True):
        words = line.split()
        if words and not words[0].startswith(b"c"):
            if words.count(b"0") > 1 or words[1:2] == [b"d"]:
                return "LRAT"
            if line.endswith(b"\n"):
                return "DRAT"
    return "LRAT" if ".lrat" in name else "DRAT"


def lrat_steps(lines: Iterable[bytes]) -> Iterator[Addition | Deletion]:
    """The steps of a proof in LRAT; raises ``Unsupported``, with the place, where a line is none.

    >>> [*lrat_steps([b"9 1 -2 0 3 4 0", b"9 d 3 4 0"])]
    [Addition(number=9, clause=(1, -2), hints=(3, 4)), Deletion(number=9, clauses=(3, 4))]
    """
    for place, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith(b"c"):
            continue
        deletes = words[1:2] == [b"d"]
        if deletes:
            del words[1]
        numbers = _numbers(words, line, place)
        zeros = numbers[1:].count(0)
        if numbers[0] < 1 - deletes or numbers[-1] != 0 or zeros != 2 - deletes:
            refuse("a step is a number, literals, 0, hints, 0; or a number, d, numbers, 0", line, place)
        if deletes:
            yield Deletion(numbers[0], tuple(numbers[1:-1]))
        else:
            end = numbers.index(0)
            yield Addition(numbers[0], tuple(numbers[1:end]), tuple(numbers[end + 1 : -1]))


def own_numbers(lines: Iterable[bytes]) -> set[int]:
    """The numbers of the clauses that a proof in LRAT adds; of lines that are no steps it does not complain."""
    words = (line.split(None, 2)[:2] for line in lines)
    return {
        int(found[0])
        for found in words
        if found and len(found[0]) < LONGEST and found[0].isdigit() and found[1:] != [b"d"]
    }


def renumbered(steps: Iterable[Addition | Deletion], own: set[int], clauses: int) -> Iterator[Addition | Deletion]:
    """The steps of a solver that counts the formula's clauses and its own together, in the order of their coming.

    CaDiCaL does so where it is used as a library. The formula's clauses have the numbers that no step has: the first
    of these becomes 1, the last one ``clauses``, and the steps come after.

    >>> found = renumbered(lrat_steps([b"2 1 0 1 0", b"2 d 1 0", b"4 0 2 3 0"]), {2, 4}, 2)
    >>> print(*found, sep="; ")
    4 1 0 1 0; 4 d 1 0; 6 0 4 2 0
    """
    names = dict(zip((n for n in count(1) if n not in own), range(1, clauses + 1), strict=False))

    def name(number: int) -> int:
        return -name(-number) if number < 0 else names.get(number, number + clauses)

    for step in steps:
        if isinstance(step, Deletion):
            yield Deletion(name(step.number), tuple(map(name, step.clauses)))
        else:
            yield Addition(name(step.number), step.clause, tuple(map(name, step.hints)))


def lrat_file(path: str | Path, clauses: int) -> Iterator[Addition | Deletion]:
    """The steps of a file in LRAT about so many clauses; renumbered, if its first number is that of one of them."""
    with unpacked(path) as file:
        first = next((step for step in lrat_steps(lines_of(file)) if isinstance(step, Addition)), None)
    own = set[int]()
    if first is not None and first.number <= clauses:
        with unpacked(path) as file:
            own = own_numbers(lines_of(file))
    with unpacked(path) as file:
        steps = lrat_steps(lines_of(file))
        yield from renumbered(steps, own, clauses) if own else steps


def drat_steps(lines: Iterable[bytes]) -> Iterator[Lemma | Erasure]:
    """The steps of a proof in DRAT; raises ``Unsupported``, with the place, where a line is none.

    >>> [*drat_steps([b"1 -2 0", b"d 1 2 0"])]
    [Lemma(clause=(1, -2)), Erasure(clause=(1, 2))]
    """
    for place, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith(b"c"):
            continue
        deletes = words[0] == b"d"
        if deletes:
            del words[0]
        numbers = _numbers(words, line, place)
        if numbers.count(0) != 1 or numbers[-1] != 0:
            refuse("a step is literals and 0, after a d if the clause is deleted", line, place)
        yield Erasure(tuple(numbers[:-1])) if deletes else Lemma(tuple(numbers[:-1]))


def _numbers(words: list[bytes], line: bytes, place: int) -> list[int]:
    """The numbers that words are; one at which Python would read for long is refused like one that is none."""
    if b"".join(words).translate(None, b"-0123456789") or max(map(len, words), default=0) > LONGEST:
        wrong = {word for word in words if not NUMBER.fullmatch(word)}
        column = next(found.start() for found in WORD.finditer(line) if found[0] in wrong)
        refuse(f"here should be a number, of at most {LONGEST} digits", line, place, column)
    try:
        return [*map(int, words)]
    except ValueError:
        refuse("a sign stands before a number, and nowhere else", line, place)


def binary_drat_steps(file: io.BufferedIOBase) -> Iterator[Lemma | Erasure]:
    """The steps of a proof in binary DRAT; raises ``Unsupported``, with the place, where the bytes are none.

    >>> [*binary_drat_steps(io.BytesIO(b"a\\x02\\x05\\x00d\\x80\\x01\\x00"))]
    [Lemma(clause=(1, -2)), Erasure(clause=(64,))]
    """
    kind, literals, here, shift = 0, list[int](), 0, 0
    place = -1
    for place, byte in enumerate(_bytes(file)):
        if not kind:
            if byte not in (ADDED, DELETED):
                _refuse_byte(place, "a step begins with the letter a or d")
            kind = byte
        elif byte & 128:
            here |= (byte & 127) << shift
            shift += 7
            if shift > 28:
                _refuse_byte(place, f"a letter beyond {MOST_LETTER:,}")
        elif byte or shift:
            number = here | byte << shift
            if number < 2 or number >> 1 > MOST_LETTER:
                _refuse_byte(place, "here should be a literal")
            literals.append(-(number >> 1) if number & 1 else number >> 1)
            if len(literals) > MOST_IN_LINE:
                _refuse_byte(place, f"a clause of more than {MOST_IN_LINE:,} literals")
            here = shift = 0
        else:
            yield Lemma(tuple(literals)) if kind == ADDED else Erasure(tuple(literals))
            kind, literals = 0, []
    if kind:
        _refuse_byte(place, "the last step has no 0 at its end; the file may be cut off")


def _bytes(file: io.BufferedIOBase) -> Iterator[int]:
    size = 0
    while piece := file.read(65_536):
        yield from piece
        if (size := size + len(piece)) > MOST_BYTES:
            _refuse_byte(size, f"more than {MOST_BYTES:,} bytes")


def _refuse_byte(place: int, reason: str) -> NoReturn:
    raise Unsupported(f"byte {place + 1:,}: {reason}")


def lrat_lines(proof: Refutation) -> Iterator[str]:
    """The lines of a refutation in LRAT, which any checker reads beside the formula in DIMACS.

    >>> from arlib.clauses import cnf
    >>> [*lrat_lines(Refutation(cnf([[1], [-1]]), (Addition(3, (), (1, 2)),)))]
    ['3 0 1 2 0']
    """
    return map(str, proof.steps)
