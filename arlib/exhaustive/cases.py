"""The cases of a claim: every assignment of its inputs, numbered in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arlib.integers import Machine

# How many of the cases from a start to before a stop satisfy a claim.
Counter = Callable[[int, int], int]

# A case number can have any number of bits, a loop counter of the machine has 64:
# the engines are given runs of cases that agree in all but the lowest bits.
_ROW_BITS = 40


@dataclass(frozen=True)
class Cases:
    """All assignments of ``inputs``; the first input changes slowest, each ascends from its lowest value.

    Case numbers are the inputs' bits side by side, so decoding one takes shifts and masks only.

    >>> from arlib.integers import Signed
    >>> cases = Cases(("x", "y"), Signed(8))
    >>> cases.count, cases.assignment(0), cases.assignment(256)
    (65536, {'x': -128, 'y': -128}, {'x': -127, 'y': -128})
    """

    inputs: tuple[str, ...]
    integers: Machine

    @property
    def count(self) -> int:
        """How many cases there are."""
        return 1 << self.integers.width * len(self.inputs)

    def assignment(self, case: int) -> dict[str, int]:
        """What each input is in the case with this number."""
        values = {}
        for name in reversed(self.inputs):
            values[name] = (case & (1 << self.integers.width) - 1) + self.integers.low
            case >>= self.integers.width
        return dict(reversed(values.items()))


@dataclass(frozen=True)
class Grid:
    """A run of cases as a grid: ``rows`` rows, and in each the columns from ``first`` to before ``last``.

    A column number is the lowest bits of the last input; all other bits belong to the row.
    Row r of the grid has case number (base + r) << column_bits.
    """

    base: int
    rows: int
    first: int
    last: int


def grids(start: int, stop: int, column_bits: int) -> Iterator[Grid]:
    """The cases from ``start`` to before ``stop`` as few grids: a part of a row, whole rows, a part of a row.

    >>> for grid in grids(3, 18, column_bits=3):
    ...     print(grid)
    Grid(base=0, rows=1, first=3, last=8)
    Grid(base=1, rows=1, first=0, last=8)
    Grid(base=2, rows=1, first=0, last=2)
    """
    columns = 1 << column_bits
    while start < stop:
        row, first = divmod(start, columns)
        if first or stop - start < columns:
            last = min(columns, first + stop - start)
            yield Grid(row, 1, first, last)
            start += last - first
        else:
            rows = min((stop - start) // columns, (1 << _ROW_BITS) - row % (1 << _ROW_BITS))
            yield Grid(row, rows, 0, columns)
            start += rows * columns


@dataclass(frozen=True)
class Place:
    """Where an input stands in a row number: its bits are ``(row >> shift & mask) << scale``."""

    shift: int
    mask: int
    scale: int

    def value(self, row: int) -> int:
        """The bits of the input that the row number gives."""
        return (row >> self.shift & self.mask) << self.scale

    def low_part(self) -> Place:
        """The same for a row number of which only the lowest bits are kept."""
        kept = max(_ROW_BITS - self.shift, 0)
        return Place(min(self.shift, _ROW_BITS), self.mask & (1 << kept) - 1, self.scale)


def places(cases: Cases, column_bits: int) -> list[Place]:
    """The place of every input."""
    width, number = cases.integers.width, len(cases.inputs)
    found = []
    for i in range(number):
        shift = width * (number - 1 - i) - column_bits
        if shift >= 0:
            found.append(Place(shift, (1 << width) - 1, 0))
        else:
            found.append(Place(0, (1 << width - column_bits) - 1, column_bits))
    return found


def split_row(row: int) -> tuple[int, int]:
    """A row number as its high part, in place, and its lowest bits."""
    low = row % (1 << _ROW_BITS)
    return row - low, low
