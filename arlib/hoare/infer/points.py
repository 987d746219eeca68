"""Integer points: a state that meets constraints, some of them in cases, or that there is none.

The rational numbers decide first, by Dantzig's simplex method. Where a number is no integer, equations are solved over
the integers, and then one branches and bounds (Land and Doig 1960). Cases are tried only where the point at hand meets
none. What this does not decide, such as products, z3 is asked. Nobody believes the answers: points are evaluated, and
the checker has its own evidence for what follows from what.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from arlib import terms as t
from arlib.hoare.infer.literals import Case
from arlib.polynomials import Monomial, Polynomial, formula, tighten
from arlib.termination.simplex import FOREVER, Deadline, solve

MOST_NODES, MOST_EQUATIONS = 120, 40
RESOURCES = 500_000  # of z3: about a tenth of a second, and the same answer on every machine

State = dict[str, int]
Choices = Sequence[Sequence[Case]]


@dataclass(frozen=True)
class Point:
    """A state that meets all the constraints; it was evaluated."""

    state: Mapping[str, int]


@dataclass(frozen=True)
class NoPoint:
    """No integers meet them."""


@dataclass(frozen=True)
class NoAnswer:
    """Neither was found."""

    why: str


def find_point(
    constraints: Sequence[Polynomial], choices: Choices = (), deadline: Deadline = FOREVER
) -> Point | NoPoint | NoAnswer:
    """Integers that meet all the constraints and one case of every choice. Raises ``OutOfTime``.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> find_point((x - 3, y - x), [[(-y + 2,), (x - 5,)]])
    Point(state={'x': 5, 'y': 5})
    >>> find_point((x * 2 - y * 2 - 1, y * 2 - x * 2 + 1))
    NoPoint()
    """
    try:
        found = _Search(deadline).point(_adding({}, constraints), choices)
    except _GaveUp:
        return _ask(constraints, choices, deadline)
    return NoPoint() if found is None else Point(found)


class _GaveUp(Exception):
    """This method does not decide."""


Bounds = Mapping[Polynomial, int]  # form + number >= 0; of several with the same form only the strongest


def _adding(bounds: Bounds | None, constraints: Sequence[Polynomial]) -> Bounds | None:
    """The bounds with these constraints; None where two of them contradict each other."""
    if bounds is None:
        return None
    found = dict(bounds)
    for constraint in constraints:
        p = tighten(constraint)
        form, number = p.without_constant, p.coefficients.get((), 0)
        if not form.coefficients:
            if number < 0:
                return None
        elif form not in found or number < found[form]:
            found[form] = number
            opposite = found.get(-form)
            if opposite is not None and opposite + number < 0:
                return None
    return found


class _Search:
    def __init__(self, deadline: Deadline):
        self.deadline, self.nodes, self.fresh = deadline, 0, 0

    def point(self, bounds: Bounds | None, choices: Choices) -> State | None:
        """A state, or None if there is none. Raises ``_GaveUp``."""
        if bounds is None:
            return None
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _GaveUp
        values = _corner(bounds, self.deadline)
        if values is None:
            return None
        broken = next((m for m, value in values.items() if value.denominator != 1), None)
        if broken is not None:
            equation = _equation(bounds)
            if equation is not None and self.fresh < MOST_EQUATIONS:
                return self.without(equation, bounds, choices)
            return self.branch(bounds, choices, Polynomial({broken: 1}), math.floor(values[broken]))
        state = {m[0]: int(value) for m, value in values.items() if len(m) == 1}
        for m, value in values.items():
            if len(m) > 1 and math.prod(state.setdefault(name, 0) for name in m) != value:
                raise _GaveUp
        for choice in choices:
            state |= {name: 0 for case in choice for p in case for name in p.variables if name not in state}
            if not any(all(p.evaluate(state) >= 0 for p in case) for case in choice):
                rest = [each for each in choices if each is not choice]
                return self.first((_adding(bounds, case) for case in choice), rest)
        return state

    def first(self, several: Iterable[Bounds | None], choices: Choices) -> State | None:
        """A state that meets one of several bounds."""
        found = (self.point(bounds, choices) for bounds in several)
        return next((each for each in found if each is not None), None)

    def branch(self, bounds: Bounds, choices: Choices, x: Polynomial, below: int) -> State | None:
        """Below the broken number, or above it; first on the side of 0."""
        parts = [(-x + below,), (x - (below + 1),)]
        return self.first((_adding(bounds, part) for part in (parts if below >= 0 else parts[::-1])), choices)

    def without(self, equation: Polynomial, bounds: Bounds, choices: Choices) -> State | None:
        """Replace a variable by what an equation makes it, or, as Euclid would, make the equation's numbers smaller."""
        (name,) = min((m for m in equation.coefficients if m), key=lambda m: (abs(equation.coefficients[m]), m))
        factor = equation.coefficients[name,]
        self.fresh += 1
        if abs(factor) == 1:
            value = (equation - Polynomial({(name,): factor})) * -factor
        else:
            quotients = {m: -(c // factor) for m, c in equation.coefficients.items() if m != (name,)}
            value = Polynomial({**quotients, (f"#e{self.fresh}",): 1})
        instead = {name: value}
        left = _adding({}, [(form + number).substitute(instead) for form, number in bounds.items()])
        cases = [[tuple(p.substitute(instead) for p in case) for case in choice] for choice in choices]
        state = self.point(left, cases)
        if state is None:
            return None
        return {**state, name: value.evaluate({**dict.fromkeys(value.variables, 0), **state})}


def _equation(bounds: Bounds) -> Polynomial | None:
    """A linear form that is equal to a number."""
    for form, number in bounds.items():
        if bounds.get(-form) == -number and form.degree == 1:
            return form + number
    return None


def _corner(bounds: Bounds, deadline: Deadline) -> dict[Monomial, Fraction] | None:
    """Rational values for the monomials at a corner of the constraints; None if there are none."""
    columns = {m: i for i, m in enumerate(dict.fromkeys(m for form in bounds for m in form.coefficients))}
    rows, slack, done = [], len(columns), set()
    for form, number in bounds.items():
        row = {columns[m]: c for m, c in form.coefficients.items()}
        if bounds.get(-form) == -number:
            if -form in done:
                continue
            done.add(form)
        else:
            row[slack] = -1
            slack += 1
        rows.append((row, -number))
    found = solve(rows, slack, free=range(len(columns)), deadline=deadline)
    return None if found is None else {m: found[i] for m, i in columns.items()}


def _ask(constraints: Sequence[Polynomial], choices: Choices, deadline: Deadline) -> Point | NoPoint | NoAnswer:
    """What z3 finds."""
    from arlib import smt

    deadline.check()
    parts = [formula(p) for p in constraints if p.variables]
    parts += [reduce(t.Or, (_all([formula(p) for p in case if p.variables]) for case in each)) for each in choices]
    if any(p.known is not None and p.known < 0 for p in constraints):
        return NoPoint()
    whole = _all(parts)
    claim = t.Claim(whole, t.free_variables(whole))
    match smt.find_model(claim, seconds=max(0.01, deadline.left), resources=RESOURCES):
        case smt.Model(state):
            return Point(state) if t.evaluate(whole, state) else NoAnswer("z3's model is none")
        case smt.NoModel():
            return NoPoint()
        case smt.Undecided(reason):
            return NoAnswer(reason)


def _all(parts: Sequence[t.Term]) -> t.Term:
    return reduce(t.And, parts) if parts else t.Truth(True)
