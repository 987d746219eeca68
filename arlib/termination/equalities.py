"""Polynomial equalities that were true in every state of the runs, by linear algebra (Sharma and others 2013, ESOP).

A polynomial vanishes in a state where the sum of its coefficients times the values of the monomials does. So those of
bounded degree that vanish in all the states are the kernel of a matrix. They are guesses, as all that runs suggest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement

from arlib.polynomials import Monomial, Polynomial
from arlib.programs.transitions import Location, TransitionSystem
from arlib.termination.simplex import FOREVER, Deadline

DEGREES = (3, 2, 1)
MOST_MONOMIALS = 60
SPARE = 4  # states beyond the number of monomials, so that what vanishes in all is no accident
WIDEST = 100  # bits: states with wider numbers are left out, and so are wider coefficients
MOST = 16  # equalities at a place


def equalities(
    variables: Sequence[str], states: Iterable[Mapping[str, int]], deadline: Deadline = FOREVER
) -> list[Polynomial]:
    """Polynomials that are 0 in all the states, of the highest degree for which these are enough.

    Each has a leading monomial that no other one contains, and they span all such polynomials. Raises ``OutOfTime``.

    >>> equalities(("n", "s"), [{"n": n, "s": n * n} for n in range(10)])
    [n * n - s]
    """
    rows = {tuple(state[name] for name in variables): state for state in states}
    rows = {values: state for values, state in rows.items() if all(v.bit_length() <= WIDEST for v in values)}
    for degree in DEGREES:
        monomials = [m for size in range(degree + 1) for m in combinations_with_replacement(sorted(variables), size)]
        if len(monomials) <= min(MOST_MONOMIALS, len(rows) - SPARE):
            return kernel(monomials, rows.values(), deadline)
    return []


def kernel(
    monomials: Sequence[Monomial], states: Iterable[Mapping[str, int]], deadline: Deadline = FOREVER
) -> list[Polynomial]:
    """The sums of these monomials that vanish in all the states.

    Each state takes one polynomial away, and makes the others vanish there too.
    """
    kernel = [Polynomial({monomial: 1}) for monomial in monomials]
    for state in states:
        deadline.check()
        values = [p.evaluate(state) for p in kernel]
        pivot = next((i for i, value in enumerate(values) if value), None)
        if pivot is not None:
            # What is subtracted leads with an earlier monomial, so that every other one keeps its own.
            kernel = [
                _reduced(p * values[pivot] - kernel[pivot] * value) if value else p
                for i, (p, value) in enumerate(zip(kernel, values, strict=True))
                if i != pivot
            ]
    return [p for p in kernel if all(c.bit_length() <= WIDEST for c in p.coefficients.values())]


def _reduced(p: Polynomial) -> Polynomial:
    """Without a common divisor of its coefficients."""
    divisor = math.gcd(*p.coefficients.values())
    return Polynomial({m: c // divisor for m, c in p.coefficients.items()})


def leading(p: Polynomial) -> Monomial:
    """The monomial of the highest degree, the last one by its names."""
    return max(p.coefficients, key=lambda monomial: (len(monomial), monomial))


def equal_everywhere(
    system: TransitionSystem,
    places: Sequence[tuple[Location, Sequence[Mapping[str, int]]]],
    deadline: Deadline = FOREVER,
) -> list[list[Polynomial]]:
    """For each place, a location with some states of it, equalities that seem to keep one another; as constraints.

    These are the linear ones, those that say what a product in some guard is, and what these become before a
    transition is a sum of. Of the rest, such as ``n * x == n * y`` where ``x == y``, there are too many. Raises
    ``OutOfTime``.
    """
    asked = {m for each in (*system.transitions, *system.exits) for p in each.guard for m in p.coefficients}
    found = [{leading(p): p for p in equalities(system.variables, states, deadline)} for _, states in places]
    waiting = [(i, m) for i, own in enumerate(found) for m in own if len(m) == 1 or m in asked]
    wanted = dict.fromkeys(waiting)
    while waiting:
        deadline.check()
        i, m = waiting.pop()
        for t in system.transitions:
            if t.target != places[i][0]:
                continue
            before = found[i][m].substitute(t.update)
            for j, own in enumerate(found):
                if places[j][0] == t.source:
                    new = [(j, n) for n in before.coefficients if n in own and (j, n) not in wanted]
                    wanted |= dict.fromkeys(new)
                    waiting += new
    return [[*_both([own[m] for j, m in wanted if j == i][:MOST])] for i, own in enumerate(found)]


def _both(equal: Sequence[Polynomial]) -> Iterator[Polynomial]:
    """Each polynomial is at least 0, and at most 0."""
    for p in equal:
        yield from (p, -p)
