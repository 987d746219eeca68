"""The finite picture: a table of programs against inputs, its diagonal, and the row that is not in it (Cantor 1891)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import Failed, Returned, Stopped, run
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unsupported


@dataclass(frozen=True)
class Table:
    """Whether each program ends on each input: a row for each program, a column for each, and as many of both.

    The input of a column is the number of a program. ``entries[i][j]`` says whether program i ends on input j.
    Raises ValueError for a table that is not square.
    """

    programs: tuple[str, ...]
    entries: tuple[tuple[bool, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.programs) for row in self.entries) or len(self.entries) != len(self.programs):
            raise ValueError("a table has as many columns as rows")

    @property
    def diagonal(self) -> tuple[bool, ...]:
        """Whether each program ends on its own number."""
        return tuple(row[i] for i, row in enumerate(self.entries))

    @property
    def opposite(self) -> tuple[bool, ...]:
        """What the diagonal program would do: on each number, the opposite of the program of that number.

        >>> table = Table(("a", "b"), ((True, False), (True, True)))
        >>> table.opposite
        (False, False)
        """
        return tuple(not each for each in self.diagonal)

    @property
    def differs(self) -> tuple[int, ...]:
        """For each row a column in which the opposite differs from it: its own, so that the opposite is no row."""
        return tuple(i for i, row in enumerate(self.entries) if row[i] != self.opposite[i])

    def flipped(self, row: int, column: int) -> Table:
        """The table with one entry changed."""
        entries = [list(each) for each in self.entries]
        entries[row][column] = not entries[row][column]
        return Table(self.programs, tuple(map(tuple, entries)))


def halting_table(sources: Sequence[str], *, seconds: float = 5.0) -> Table:
    """The table of some programs with one parameter, on the inputs 0, 1, 2 ...: each entry is seen to end, or refuted.

    Raises ValueError for an entry that ``terminates`` cannot decide, and ``Unsupported`` for what cannot be read.

    >>> halting_table(["def a(n):\\n    while n > 0:\\n        pass", "def b(n):\\n    return n"]).entries
    ((True, False), (True, True))
    """
    rows = []
    for source in sources:
        row = []
        for number in range(len(sources)):
            row.append(_ends(_on(source, number), seconds))
        rows.append(tuple(row))
    names = tuple(source.split("(")[0].removeprefix("def ").strip() for source in sources)
    return Table(names, tuple(rows))


def _ends(source: str, seconds: float) -> bool:
    """Whether a program without inputs ends: it is run, and where that takes too long something must be proved."""
    if isinstance(run(python_program(source), {}).outcome, Returned | Failed | Stopped):
        return True
    match terminates(source, seconds=seconds):
        case Proved():
            return True
        case Refuted():
            return False
        case unknown:
            raise ValueError(f"nobody knows whether this ends: {unknown.reason}\n{source}")


def _on(source: str, number: int) -> str:
    """The program that does what the source does on one input."""
    head, colon, body = source.partition(":")
    name, _, parameter = head.partition("(")
    parameter = parameter.rstrip(") ")
    if not parameter.isidentifier() or not colon:
        raise Unsupported("a program of the table is a function with one parameter", source)
    return f"{name}():\n    {parameter} = {number}{body}"
