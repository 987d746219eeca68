"""Candidates at a loop: every clause of one or two literals that is true in all the states that are known there.

A state that becomes known takes away the clauses that it violates, so the candidates are never listed: a literal keeps
one bit for each state, and two literals are a candidate together where their bits together are all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from arlib.hoare.infer.equalities import equalities
from arlib.hoare.infer.literals import Clause, Literal, Relation
from arlib.polynomials import Polynomial, tighten
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem

State = Mapping[str, int]
MODULI = (2, 3, 4, 5, 6, 8, 10)
MOST_FORMS, MOST_MONOMIALS, WIDEST = 80, 6, 40  # bits of a number that a candidate mentions


class Pool:
    """The candidates at a location."""

    def __init__(self, forms: Mapping[Polynomial, Sequence[int]], variables: Sequence[str], pairs: bool, degree: int):
        self.forms = list(forms)
        self.numbers = {form: list(numbers) for form, numbers in forms.items()}
        self.variables, self.pairs, self.degree = variables, pairs, degree
        self.states: dict[tuple[int, ...], State] = {}
        self.literals: dict[Literal, int] = {}  # with the states in which they hold, as bits
        self.costs: dict[Literal, int] = {}
        self.banned: set[Clause] = set()

    def begin(self, states: Sequence[State]) -> None:
        """Make the literals, once some states are known."""
        for form in self.forms:
            values = [form.evaluate(state) for state in states]
            for literal, cost in self._literals(form, values):
                self.offer(literal, cost)
        for state in states:
            self.add(state)
        self.equate()

    def _literals(self, form: Polynomial, values: Sequence[int]) -> Iterator[tuple[Literal, int]]:
        size, seen = 2 * len(form.coefficients), sorted(set(values))
        size += sum(abs(c) > 1 for c in form.coefficients.values())
        numbers = dict.fromkeys(self.numbers[form], 0)
        numbers |= dict.fromkeys([n for n in seen[:1] if n not in numbers], 1)
        for number, more in numbers.items():
            yield Literal(form, Relation.AT_LEAST, number), size + more + (abs(number) > 1)
            if _positive(form):
                yield Literal(form, Relation.EQUAL, number), size + more + (abs(number) > 1)
        if _positive(form) and len(values) > 3 and len(seen) > 2:
            for modulus in MODULI:
                remainders = {value % modulus for value in values}
                if len(remainders) == 1:
                    yield Literal(form, Relation.CONGRUENT, remainders.pop(), modulus), size + 3

    def offer(self, literal: Literal, cost: int) -> None:
        """One more literal."""
        if literal.number.bit_length() <= WIDEST and literal not in self.literals:
            self.literals[literal] = sum(1 << i for i, state in enumerate(self.states.values()) if literal.holds(state))
            self.costs[literal] = cost

    def equate(self) -> None:
        """Offer the polynomial equalities that are true in all the states."""
        for p in equalities(self.variables, list(self.states.values()), self.degree):
            number = -p.coefficients.get((), 0)
            if len(p.coefficients) <= MOST_MONOMIALS + 4:
                self.offer(Literal(p.without_constant, Relation.EQUAL, number), len(p.coefficients))

    def add(self, state: State) -> bool:
        """Take away what the state violates; False if it was known."""
        key = tuple(state[name] for name in self.variables)
        if key in self.states:
            return False
        bit = 1 << len(self.states)
        self.states[key] = state
        lost, full = False, bit - 1
        values = {form: form.evaluate(state) for form in dict.fromkeys(each.form for each in self.literals)}
        for literal, mask in self.literals.items():
            if literal.accepts(values[literal.form]):
                self.literals[literal] = mask | bit
            elif literal.relation is Relation.EQUAL and mask == full:
                lost = True
        if lost:
            self.equate()
        return True

    def alive(self, clause: Clause) -> bool:
        """Whether it is still a candidate."""
        mask = 0
        for literal in clause:
            mask |= self.literals[literal]
        return mask == (1 << len(self.states)) - 1 and clause not in self.banned

    def violated(self, state: State) -> Clause | None:
        """The shortest candidate that is false in the state, if there is one."""
        values = {form: form.evaluate(state) for form in dict.fromkeys(each.form for each in self.literals)}
        false = [each for each in self.literals if not each.accepts(values[each.form])]
        false.sort(key=lambda each: self.costs[each])
        full = (1 << len(self.states)) - 1
        for literal in false:
            if self.literals[literal] == full and (literal,) not in self.banned:
                return (literal,)
        if not self.pairs:
            return None
        best: tuple[int, Clause] | None = None
        masks = [(self.costs[each], self.literals[each], each) for each in false if each.modulus == 0]
        for i, (cost, mask, one) in enumerate(masks):
            if best is not None and 2 * cost >= best[0]:
                break
            for other_cost, other_mask, other in masks[i + 1 :]:
                if best is not None and cost + other_cost >= best[0]:
                    break
                if mask | other_mask == full and (one, other) not in self.banned:
                    best = cost + other_cost, (one, other)
                    break
        return None if best is None else best[1]


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
        for way in system.transitions:
            if way.source != ENTRY:
                found[way.source] |= dict.fromkeys(_before(found[way.target], way, own))
    return [p for p in found[location] if p.variables]


def _before(constraints: Mapping[Polynomial, None], way: Transition, own: set[str]) -> Iterator[Polynomial]:
    for p in constraints:
        before = tighten(p.substitute(way.update))
        if before.variables <= own and len(before.coefficients) <= MOST_MONOMIALS and before.degree <= 2:
            yield before
