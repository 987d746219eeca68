"""What each reading of C makes of each operation, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from arlib import terms as t
from arlib.integers import Unbounded
from arlib.languages.c.arithmetic import Arithmetic
from arlib.programs.syntax import Reading

# Each reading's arithmetic.
READINGS: dict[Reading, Arithmetic] = {
    "unbounded": Arithmetic(Unbounded()),
    "machine": Arithmetic(None),
    "wrap": Arithmetic(None, overflow=t.Wrap),
}


@dataclass(frozen=True)
class Operation:
    """An operation where the readings may differ, as an example: an expression, and its value in each reading.

    None where it has none: C says nothing of a program that comes to it, so that none is proved to end which may.
    """

    name: str
    expression: str
    values: tuple[int | None, int | None, int | None]  # unbounded, machine, wrap


SMALLEST, LARGEST = "(-2147483647 - 1)", "2147483647"
OPERATIONS = (
    Operation("a sum, difference or product that int does not contain", f"{LARGEST} + x", (2**31, None, -(2**31))),
    Operation("the negation of the smallest int", f"-({SMALLEST} * x)", (2**31, None, -(2**31))),
    Operation("abs of the smallest int", f"abs({SMALLEST} * x)", (2**31, None, -(2**31))),
    Operation("the smallest int divided by -1", f"{SMALLEST} / -x", (2**31, None, None)),
    Operation("the smallest int modulo -1", f"{SMALLEST} % -x", (0, None, None)),
    Operation("a division by zero", "x / (x - 1)", (None, None, None)),
    Operation("a remainder by zero", "x % (x - 1)", (None, None, None)),
    Operation("unsigned arithmetic below 0", "0u - x", (-1, 2**32 - 1, 2**32 - 1)),
    Operation("a shift to the left that int does not contain", "x << 31", (2**31, None, -(2**31))),
    Operation("a shift to the left of a negative number", "-x << 3", (-8, None, -8)),
    Operation("a shift to the left by the width or more", "x << (x + 31)", (2**32, None, None)),
    Operation("a shift to the right by the width or more", "x >> (x + 31)", (0, None, None)),
    Operation("a shift by a negative amount", "x << -x", (None, None, None)),
    Operation("a shift to the right of a negative number", "-9 * x >> 1", (-5, -5, -5)),
    Operation("a conversion to a type that does not contain the number", "(signed char) (x + 199)", (200, -56, -56)),
    Operation("a division that is not exact", "-7 / (x + 1)", (-3, -3, -3)),
)


def table() -> str:
    """The table as text.

    >>> print(table().splitlines()[0].split())
    ['unbounded', 'machine', 'wrap']
    """
    shown = [["no value" if value is None else f"{value:,}" for value in each.values] for each in OPERATIONS]
    rows = [["", *READINGS], *([each.name, *row] for each, row in zip(OPERATIONS, shown, strict=True))]
    rows.append(["a variable that has no value yet, a result without a return", "any number", "no value", "no value"])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([name.ljust(widths[0]), *(cell.rjust(n) for cell, n in zip(cells, widths[1:], strict=True))])
        for name, *cells in rows
    )
