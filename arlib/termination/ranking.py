"""Linear ranking functions, found by linear programming (Podelski and Rybalchenko 2004).

The unknown function is c . x + d at each location, with unknown c and d. That it decreases in every state that meets
a guard is a claim about infinitely many states. Farkas' lemma turns it into equations between the unknowns and
some multipliers, one for each constraint of the guard; and both sides of these are linear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from arlib.certificates.termination import RankingFunction
from arlib.polynomials import Monomial, Polynomial
from arlib.programs.transitions import Transition
from arlib.termination.farkas import sums
from arlib.termination.simplex import FOREVER, Deadline, solve

Template = Mapping[Monomial, int]  # the unknown column of each monomial's coefficient
Linear = dict[Monomial, dict[int, int]]  # for each monomial, its coefficient as a sum of unknown columns
NUMBER = -1  # stands for a coefficient that is known


@dataclass
class Equations:
    """Linear equations between unknown columns, which claims about all states are turned into."""

    columns: int = 0
    free: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, int], int]] = field(default_factory=list)

    def column(self, free: bool = False) -> int:
        """A new unknown, at least 0 unless it is free."""
        self.columns += 1
        if free:
            self.free.append(self.columns - 1)
        return self.columns - 1

    def template(self, monomials: Sequence[Monomial]) -> Template:
        """An unknown sum: a free unknown for each monomial, and one for the constant."""
        return {monomial: self.column(free=True) for monomial in (*monomials, ())}

    def always(self, premises: Sequence[Polynomial], goal: Linear) -> None:
        """Demand that the goal is at least 0 wherever the premises are: it is a sum of them (Farkas' lemma)."""
        degree = max((len(monomial) for monomial in goal), default=0)
        likely = [Polynomial({m: 1}) for m in goal if len(m) == degree]
        row: dict[Monomial, dict[int, int]] = {m: dict(parts) for m, parts in goal.items()}
        for _, p in sums(premises, *likely):
            multiplier = self.column()
            for monomial, coefficient in p.coefficients.items():
                row.setdefault(monomial, {})[multiplier] = -coefficient
        for parts in row.values():
            self.rows.append(({c: a for c, a in parts.items() if c != NUMBER and a}, -parts.get(NUMBER, 0)))


def plus(goal: Linear, template: Template, sign: int, update: Mapping[str, Polynomial] | None = None) -> None:
    """Add an unknown function of the state, or of the state after an update, to a goal."""
    for own, column in template.items():
        value = Polynomial({own: 1}).substitute(update or {})
        for monomial, coefficient in value.coefficients.items():
            parts = goal.setdefault(monomial, {})
            parts[column] = parts.get(column, 0) + sign * coefficient


def add(goal: Linear, column: int, sign: int) -> Linear:
    """Add an unknown number to a goal."""
    parts = goal.setdefault((), {})
    parts[column] = parts.get(column, 0) + sign
    return goal


def scaled(values: Sequence[Fraction], templates: Sequence[Template], least: Fraction) -> list[Polynomial]:
    """The functions that the templates became, times a factor that makes them integer and ``least`` 1 or more."""
    used = [values[column] for template in templates for column in template.values()]
    factor = lcm(*(value.denominator for value in used), 1)
    while factor * least < 1:
        factor *= 2
    return [
        Polynomial({monomial: int(values[column] * factor) for monomial, column in template.items()})
        for template in templates
    ]


def linear_ranking(
    transitions: Mapping[int, Transition],
    premises: Mapping[int, Sequence[Polynomial]],
    monomials: Sequence[Monomial],
    alone: int = 100,
    deadline: Deadline = FOREVER,
) -> RankingFunction | None:
    """A function that decreases on as many transitions of a component as possible, and increases on none.

    First all transitions are asked to bound it from below; if then it decreases on none, and they are no more than
    ``alone``, one at a time is.
    """
    found = _ranking(transitions, premises, monomials, frozenset(transitions), deadline)
    if found is not None or not 1 < len(transitions) <= alone:
        return found
    for n in transitions:
        found = _ranking(transitions, premises, monomials, frozenset({n}), deadline)
        if found is not None:
            return found
    return None


def _ranking(
    transitions: Mapping[int, Transition],
    premises: Mapping[int, Sequence[Polynomial]],
    monomials: Sequence[Monomial],
    bounded: frozenset[int],
    deadline: Deadline,
) -> RankingFunction | None:
    unknown = Equations()
    locations = sorted({t.source for t in transitions.values()})
    templates = {location: unknown.template(monomials) for location in locations}
    strictly: dict[int, int] = {}
    for n, transition in transitions.items():
        decrease: Linear = {}
        plus(decrease, templates[transition.source], 1)
        plus(decrease, templates[transition.target], -1, transition.update)
        if n in bounded:
            strictly[n] = unknown.column()
            add(decrease, strictly[n], -1)
            unknown.rows.append(({strictly[n]: 1, unknown.column(): 1}, 1))  # at most 1
            value: Linear = {}
            plus(value, templates[transition.source], 1)
            unknown.always(premises[n], value)
        unknown.always(premises[n], decrease)
    objective = dict.fromkeys(strictly.values(), 1)
    values = solve(unknown.rows, unknown.columns, free=unknown.free, objective=objective, deadline=deadline)
    strict = {n: values[column] for n, column in strictly.items() if values[column] > 0} if values else {}
    if not values or not strict:
        return None
    functions = scaled(values, [templates[location] for location in locations], min(strict.values()))
    return RankingFunction((dict(zip(locations, functions, strict=True)),), frozenset(strict))


def nested_ranking(
    transitions: Mapping[int, Transition],
    premises: Mapping[int, Sequence[Polynomial]],
    monomials: Sequence[Monomial],
    depth: int,
    deadline: Deadline = FOREVER,
) -> RankingFunction | None:
    """Functions of which each begins to decrease once the one before is negative (Leike and Heizmann 2015).

    All transitions of the component are strict.
    """
    unknown = Equations()
    locations = sorted({t.source for t in transitions.values()})
    templates = [{location: unknown.template(monomials) for location in locations} for _ in range(depth)]
    for n, transition in transitions.items():
        for level, functions in enumerate(templates):
            goal: Linear = {(): {NUMBER: -1}}
            plus(goal, functions[transition.source], 1)
            plus(goal, functions[transition.target], -1, transition.update)
            if level > 0:
                plus(goal, templates[level - 1][transition.source], 1)
            unknown.always(premises[n], goal)
        last: Linear = {}
        plus(last, templates[-1][transition.source], 1)
        unknown.always(premises[n], last)
    values = solve(unknown.rows, unknown.columns, free=unknown.free, deadline=deadline)
    if values is None:
        return None
    flat = scaled(values, [functions[location] for functions in templates for location in locations], Fraction(1))
    size = len(locations)
    levels = [flat[i * size : (i + 1) * size] for i in range(depth)]
    return RankingFunction(tuple(dict(zip(locations, level, strict=True)) for level in levels), frozenset(transitions))
