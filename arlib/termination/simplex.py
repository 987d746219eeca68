"""Linear programming in exact arithmetic: the simplex method (Dantzig 1951) on rows of integers.

Floating point would be faster and could not be trusted: a multiplier that is nearly right proves nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from arlib.seconds import time_limit

Row = Mapping[int, int]  # the coefficients by column


class OutOfTime(Exception):
    """The deadline has passed."""


class Deadline:
    """A moment, in the seconds of a monotonic clock, after which a search gives up.

    >>> Deadline(60).check()
    """

    def __init__(self, seconds: float):
        self.moment = time.monotonic() + time_limit(seconds)

    @property
    def left(self) -> float:
        """The seconds that are left, or 0."""
        return max(0.0, self.moment - time.monotonic())

    def check(self) -> None:
        """Raise ``OutOfTime`` if the moment has passed."""
        if time.monotonic() > self.moment:
            raise OutOfTime

    def part(self, seconds: float) -> Deadline:
        """A deadline of its own for one attempt, never later than this one."""
        return Deadline(min(seconds, self.left))


FOREVER = Deadline(float("inf"))
DEGENERATE = 40  # pivots without progress, after which the choice that cannot cycle takes over


def solve(
    rows: Sequence[tuple[Row, int]],
    columns: int,
    *,
    free: Collection[int] = (),
    objective: Row | None = None,
    deadline: Deadline = FOREVER,
) -> list[Fraction] | None:
    """Values for the columns that satisfy every equation ``row . values == number`` and maximise the objective.

    Columns are at least 0, except the free ones. None if there are no such values. If the objective has no
    largest value, some values that satisfy the equations. Raises ``OutOfTime``.

    >>> solve([({0: 2, 1: 1}, 4)], 2, objective={1: 1})   # 2 a + b == 4: the largest b
    [Fraction(0, 1), Fraction(4, 1)]
    >>> solve([({0: 1, 1: 1}, -1)], 2) is None            # a + b == -1 has no solution with a, b >= 0
    True
    """
    table = []
    for row, number in rows:
        line = [0] * (columns + 1)
        for column, coefficient in row.items():
            line[column] += coefficient
        line[columns] = number
        table.append(line)
    goal = [0] * (columns + 1)
    for column, coefficient in (objective or {}).items():
        goal[column] = -coefficient
    tableau = _Tableau(table, goal, columns, deadline)
    tableau.eliminate(free)
    if not tableau.make_feasible():
        return None
    tableau.maximise()
    return tableau.values()


class _Tableau:
    """Equations in which each basic column occurs once. A row may be multiplied by any number but 0."""

    def __init__(self, rows: list[list[int]], goal: list[int], columns: int, deadline: Deadline):
        self.rows, self.goal, self.columns, self.deadline = rows, goal, columns, deadline
        self.basic: list[int | None] = [None] * len(rows)  # the column that each row gives a value
        self.aside: list[tuple[int, list[int]]] = []  # rows that only say what a free column is

    def eliminate(self, free: Collection[int]) -> None:
        """Solve for the free columns, which then are whatever the others make them."""
        for column in free:
            having = [row for row in self.rows if row[column]]
            if not having:
                continue
            chosen = min(having, key=lambda row: sum(map(bool, row)))
            self.rows = [_without(row, chosen, column) for row in self.rows if row is not chosen]
            self.goal = _without(self.goal, chosen, column)
            self.aside = [(other, _without(row, chosen, column)) for other, row in self.aside]
            self.aside.append((column, chosen))
        self.barred = set(free)
        self.rows = [row for row in self.rows if any(row)]
        self.basic = [None] * len(self.rows)

    def make_feasible(self) -> bool:
        """Phase one: bring the sum of what the rows still lack down to 0."""
        for i, row in enumerate(self.rows):
            if row[-1] < 0:
                self.rows[i] = [-x for x in row]
        lacking = [-sum(column) for column in zip(*self.rows, strict=True)] or [0] * (self.columns + 1)
        lacking = self._optimise(lacking)
        if lacking[-1] != 0:
            return False
        for i in range(len(self.rows)):  # a row that lacks nothing and has no column of its own yet
            row = self.rows[i]
            if self.basic[i] is None:
                column = next((j for j in range(self.columns) if row[j] and j not in self.barred), None)
                if column is not None:
                    if row[column] < 0:
                        self.rows[i] = [-x for x in row]
                    self._pivot(i, column)
        kept = [i for i in range(len(self.rows)) if self.basic[i] is not None]
        self.rows, self.basic = [self.rows[i] for i in kept], [self.basic[i] for i in kept]
        return True

    def maximise(self) -> None:
        """Phase two."""
        for i, column in enumerate(self.basic):
            if column is not None and self.goal[column]:
                self.goal = _without(self.goal, self.rows[i], column)
        self._optimise(self.goal)

    def values(self) -> list[Fraction]:
        """The value of every column; those that are not basic are 0."""
        found = [Fraction(0)] * self.columns
        for row, column in zip(self.rows, self.basic, strict=True):
            if column is not None:
                found[column] = Fraction(row[-1], row[column])
        for column, row in self.aside:
            others = sum(row[j] * found[j] for j in range(self.columns) if j != column and row[j] and found[j])
            found[column] = Fraction(row[-1] - others) / row[column]
        return found

    def _optimise(self, cost: list[int]) -> list[int]:
        """Pivot until no column has a negative cost, or one could grow without end."""
        stalled = 0
        while True:
            self.deadline.check()
            entering = self._entering(cost, bland=stalled > DEGENERATE)
            if entering is None:
                return cost
            leaving = self._leaving(entering)
            if leaving is None:
                return cost
            stalled = stalled + 1 if self.rows[leaving][-1] == 0 else 0
            self._pivot(leaving, entering)
            cost = _without(cost, self.rows[leaving], entering)

    def _entering(self, cost: list[int], bland: bool) -> int | None:
        """The column of the lowest cost, or by Bland's rule (1977), which cannot cycle, the first of negative cost."""
        best, column = 0, None
        for j in range(self.columns):
            if cost[j] < best and j not in self.barred:
                if bland:
                    return j
                best, column = cost[j], j
        return column

    def _leaving(self, entering: int) -> int | None:
        """The row that bounds the column first. Rows without a column of their own go first among equals."""
        best: tuple[int, int, int] | None = None
        found = None
        for i, row in enumerate(self.rows):
            if row[entering] <= 0:
                continue
            basic = self.basic[i]
            candidate = (row[-1], row[entering], -1 if basic is None else basic)
            if best is not None:
                difference = candidate[0] * best[1] - best[0] * candidate[1]
                if difference > 0 or (difference == 0 and candidate[2] >= best[2]):
                    continue
            best, found = candidate, i
        return found

    def _pivot(self, i: int, column: int) -> None:
        pivot = self.rows[i]
        self.rows = [
            row if j == i or not row[column] else _without(row, pivot, column) for j, row in enumerate(self.rows)
        ]
        self.basic[i] = column


def _without(row: list[int], pivot: list[int], column: int) -> list[int]:
    """The row less as much of the pivot row as makes its coefficient of the column 0; its sign is kept."""
    b = row[column]
    if not b:
        return row
    a = pivot[column]
    if a < 0:
        a, b = -a, -b
    common = math.gcd(a, b)
    a, b = a // common, b // common
    result = [a * x - b * y for x, y in zip(row, pivot, strict=True)]
    divisor = math.gcd(*result)
    return [x // divisor for x in result] if divisor > 1 else result
