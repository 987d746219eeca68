"""Integer points: a state that meets constraints, some of them in cases, or that there is none.

The rational numbers decide first (Dantzig's simplex method); where a number is no integer, branch and bound (Land
and Doig 1960). Cases are tried only where the point at hand meets none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arlib.hoare.infer.literals import Case
from arlib.polynomials import Polynomial, tighten
from arlib.termination.simplex import FOREVER, Deadline, solve

MOST_NODES = 200


@dataclass(frozen=True)
class Point:
    """A state that meets all the constraints; it was evaluated."""

    state: Mapping[str, int]


@dataclass(frozen=True)
class NoPoint:
    """No integers meet them: in every case the constraints add up to a contradiction."""


@dataclass(frozen=True)
class NoAnswer:
    """Neither was found."""

    why: str


def find_point(
    constraints: Sequence[Polynomial], choices: Sequence[Sequence[Case]] = (), deadline: Deadline = FOREVER
) -> Point | NoPoint | NoAnswer:
    """Integers that meet all the constraints and one case of every choice. Raises ``OutOfTime``.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> find_point((x - 3, y - x), [[(-y + 2,), (x - 5,)]])
    Point(state={'x': 5, 'y': 5})
    >>> find_point((x * 2 - y * 2 - 1, y * 2 - x * 2 + 1))
    NoPoint()
    """
    search = _Search(deadline)
    found = search.point(_Known().adding(constraints), list(choices))
    if found is None and search.given_up:
        return NoAnswer(search.given_up)
    return NoPoint() if found is None else Point(found)


class _Known:
    """Constraints, of several with the same form only the strongest; None in place of it where they contradict."""

    def __init__(self, bounds: Mapping[Polynomial, int] | None = None):
        self.bounds = bounds or {}  # form + bound >= 0

    def adding(self, constraints: Sequence[Polynomial]) -> _Known | None:
        bounds = dict(self.bounds)
        for constraint in constraints:
            p = tighten(constraint)
            form, number = p.without_constant, p.coefficients.get((), 0)
            if not form.coefficients:
                if number < 0:
                    return None
                continue
            if form in bounds and bounds[form] <= number:
                continue
            bounds[form] = number
            opposite = bounds.get(-form)
            if opposite is not None and opposite + number < 0:
                return None
        return _Known(bounds)

    def holds(self, case: Case) -> bool:
        return all(p.without_constant in self.bounds for p in case)


class _Search:
    def __init__(self, deadline: Deadline):
        self.deadline, self.nodes, self.given_up = deadline, 0, ""

    def point(self, known: _Known | None, choices: list[Sequence[Case]]) -> dict[str, int] | None:
        if known is None:
            return None
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.given_up = f"more than {MOST_NODES} cases"
            return None
        values = _vertex(known.bounds, self.deadline)
        if values is None:
            return None
        for monomial, value in values.items():
            if value.denominator != 1:
                return self._branch(known, choices, Polynomial({monomial: 1}), math.floor(value))
        state = {m[0]: int(value) for m, value in values.items() if len(m) == 1}
        for m, value in values.items():
            if len(m) > 1 and math.prod(state.setdefault(name, 0) for name in m) != value:
                self.given_up = "products are more than this method decides"
                return None
        for choice in choices:
            for case in choice:
                state |= {name: 0 for p in case for name in p.variables if name not in state}
            if not any(all(p.evaluate(state) >= 0 for p in case) for case in choice):
                rest = [each for each in choices if each is not choice]
                found = (self.point(known.adding(case), rest) for case in choice)
                return next((each for each in found if each is not None), None)
        return state

    def _branch(
        self, known: _Known, choices: list[Sequence[Case]], x: Polynomial, below: int
    ) -> dict[str, int] | None:
        parts = ((-x + below,), (x - (below + 1),))
        found = (self.point(known.adding(part), choices) for part in (parts if below >= 0 else parts[::-1]))
        return next((each for each in found if each is not None), None)


def _vertex(bounds: Mapping[Polynomial, int], deadline: Deadline):  # type: ignore[no-untyped-def]
    """Rational values for the monomials at a corner of the constraints; None if there are none."""
    columns = {m: i for i, m in enumerate(dict.fromkeys(m for form in bounds for m in form.coefficients))}
    rows = []
    slack = len(columns)
    done = set()
    for form, number in bounds.items():
        row = {columns[m]: c for m, c in form.coefficients.items()}
        opposite = bounds.get(-form)
        if opposite is not None and opposite == -number:
            if -form in done:
                continue
            done.add(form)
        else:
            row[slack] = -1
            slack += 1
        rows.append((row, -number))
    found = solve(rows, slack, free=range(len(columns)), deadline=deadline)
    return None if found is None else {m: found[i] for m, i in columns.items()}
