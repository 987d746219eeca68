"""Candidates at a loop: every clause of one or two literals that is true in all the states that are known there.

A state that becomes known takes away the clauses that it violates, so the candidates are never listed: a literal keeps
one bit for each state, and two literals are a candidate together where their bits together are all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from arlib.hoare.infer.literals import Clause, Literal, Relation
from arlib.polynomials import Polynomial, tighten
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.termination.equalities import MOST_MONOMIALS as MOST_COLUMNS
from arlib.termination.equalities import kernel

State = Mapping[str, int]
MODULI = (2, 3, 4, 5, 6, 8, 10)
MOST_FORMS, MOST_MONOMIALS, MOST_TERMS, WIDEST = 80, 6, 10, 40  # bits of a number that a candidate mentions


@dataclass(slots=True, eq=False)
class _Entry:
    """A literal, what it costs to choose it, and the states in which it holds, as bits."""

    literal: Literal
    cost: int
    holds: int


class Pool:
    """The candidates at a location."""

    def __init__(self, forms: Mapping[Polynomial, Sequence[int]], variables: Sequence[str], pairs: bool, degree: int):
        self.forms, self.variables, self.pairs, self.degree = forms, variables, pairs, degree
        self.states: dict[tuple[int, ...], State] = {}
        self.entries: dict[Polynomial, list[_Entry]] = {}  # by their forms
        self.banned: set[Clause] = set()

    def begin(self, states: Sequence[State]) -> None:
        """Make the literals, once some states are known."""
        self.states = {tuple(state[name] for name in self.variables): state for state in states}
        for form, numbers in self.forms.items():
            self.offer(form, _literals(form, numbers, [form.evaluate(state) for state in self.states.values()]))
        self.equate()

    def offer(self, form: Polynomial, offered: Iterable[tuple[Literal, int]]) -> None:
        """More literals about a form, each with its cost."""
        values = [form.evaluate(state) for state in self.states.values()]
        here = self.entries.setdefault(form, [])
        known = {entry.literal for entry in here}
        for literal, cost in offered:
            if literal.number.bit_length() <= WIDEST and literal not in known:
                accepts = literal.accepts
                here.append(_Entry(literal, cost, sum(1 << i for i, value in enumerate(values) if accepts(value))))

    def equate(self) -> None:
        """Offer the polynomial equalities that are true in all the states."""
        sizes = range(self.degree + 1)
        monomials = [m for size in sizes for m in combinations_with_replacement(sorted(self.variables), size)]
        if len(monomials) > MOST_COLUMNS or len(self.states) < 2:
            return
        for p in kernel(monomials, self.states.values()):
            form, number = p.without_constant, -p.coefficients.get((), 0)
            if len(p.coefficients) <= MOST_TERMS:
                self.offer(form, [(Literal(form, Relation.EQUAL, number), len(p.coefficients))])

    def add(self, state: State) -> None:
        """Take away what the state violates."""
        key = tuple(state[name] for name in self.variables)
        if key in self.states:
            return
        full, bit = self.full, 1 << len(self.states)
        self.states[key] = state
        lost = False
        for form, entries in self.entries.items():
            value = form.evaluate(state)
            for entry in entries:
                if entry.literal.accepts(value):
                    entry.holds |= bit
                elif entry.holds == full and entry.literal.relation is Relation.EQUAL:
                    lost = True
        if lost:
            self.equate()

    @property
    def full(self) -> int:
        """The bits of all the states."""
        return (1 << len(self.states)) - 1

    def alive(self, clause: Clause) -> bool:
        """Whether it is still a candidate."""
        holds = 0
        for literal in clause:
            holds |= next(entry.holds for entry in self.entries[literal.form] if entry.literal == literal)
        return holds == self.full and clause not in self.banned

    def violated(self, state: State) -> Clause | None:
        """The shortest candidate that is false in the state, if there is one."""
        false = []
        for form, entries in self.entries.items():
            value = form.evaluate(state)
            false += [entry for entry in entries if not entry.literal.accepts(value)]
        false.sort(key=lambda entry: entry.cost)
        full = self.full
        for entry in false:
            if entry.holds == full and (entry.literal,) not in self.banned:
                return (entry.literal,)
        return self._pair([entry for entry in false if not entry.literal.modulus], full) if self.pairs else None

    def _pair(self, false: Sequence[_Entry], full: int) -> Clause | None:
        best: Clause | None = None
        least = sum(entry.cost for entry in false[-2:]) + 1
        for i, one in enumerate(false):
            if 2 * one.cost >= least:
                break
            lacking = full & ~one.holds
            for other in false[i + 1 :]:
                if one.cost + other.cost >= least:
                    break
                if not lacking & ~other.holds and (one.literal, other.literal) not in self.banned:
                    best, least = (one.literal, other.literal), one.cost + other.cost
                    break
        return best


def _literals(form: Polynomial, numbers: Sequence[int], values: Sequence[int]) -> Iterator[tuple[Literal, int]]:
    """The literals about a form, each with its cost: short forms and numbers near 0 are cheap."""
    size = 2 * len(form.coefficients) + sum(abs(c) > 1 for c in form.coefficients.values())
    bounds = dict.fromkeys(numbers, 0)
    if values:
        bounds.setdefault(min(values), 1)
    for number, more in bounds.items():
        cost = size + more + (abs(number) > 1)
        yield Literal(form, Relation.AT_LEAST, number), cost
        if _positive(form):
            yield Literal(form, Relation.EQUAL, number), cost
    if _positive(form) and len(values) > 3 and len(set(values)) > 2:
        for modulus in MODULI:
            remainders = {value % modulus for value in values}
            if len(remainders) == 1:
                yield Literal(form, Relation.CONGRUENT, remainders.pop(), modulus), size + 3


def _positive(form: Polynomial) -> bool:
    """Whether its first coefficient is: of a form and its negation, one is enough for equalities."""
    return form.coefficients[min(form.coefficients)] > 0


def forms(system: TransitionSystem, location: Location, constants: Sequence[int]) -> dict[Polynomial, list[int]]:
    """Sums whose bounds may matter at a location, with the numbers to bound them by.

    Variables, with and without a minus, and sums and differences of two; what the guards on the way from there
    compare, and what that was a turn or two before.
    """
    found: dict[Polynomial, dict[int, None]] = {}

    def offer(p: Polynomial, *numbers: int) -> None:
        if p.coefficients and len(p.coefficients) <= MOST_MONOMIALS:
            found.setdefault(p, {}).update(dict.fromkeys(numbers))

    variables = [Polynomial.variable(name) for name in system.variables]
    for p in pulled_back(system, location):
        form, number = p.without_constant, -p.coefficients.get((), 0)
        offer(form, number, number + 1, number - 1)
        offer(-form, -number, 1 - number, -number - 1)
    near = dict.fromkeys([0, 1, *(c + d for c in constants for d in (0, 1, -1)), *(-c for c in constants)])
    for x in variables:
        offer(x, *near)
        offer(-x, *(-n for n in near))
    for x, y in combinations(variables, 2):
        for form in (x - y, y - x, x + y, -x - y):
            offer(form, 0, 1, -1)
    return {form: list(numbers) for form, numbers in list(found.items())[:MOST_FORMS]}


def pulled_back(system: TransitionSystem, location: Location) -> list[Polynomial]:
    """The constraints of the guards that leave a location, and what they were a turn or two before."""
    own = set(system.variables)
    ways = (*system.transitions, *system.exits)
    found = {
        at: dict.fromkeys(tighten(p) for way in ways if way.source == at for p in way.guard if p.variables <= own)
        for at in system.locations
    }
    for _ in range(2):
        behind = {at: list(constraints)[:MOST_FORMS] for at, constraints in found.items()}
        for way in system.transitions:
            if way.source != ENTRY and len(found[way.source]) < MOST_FORMS:
                found[way.source] |= dict.fromkeys(_before(behind[way.target], way, own))
    return [p for p in found[location] if p.variables]


def _before(constraints: Iterable[Polynomial], way: Transition, own: set[str]) -> Iterator[Polynomial]:
    for p in constraints:
        before = tighten(p.substitute(way.update))
        if before.variables <= own and len(before.coefficients) <= MOST_MONOMIALS and before.degree <= 2:
            yield before
