"""Polynomial equalities that are true in all of some states, by linear algebra (Sharma and others 2013, ESOP).

A polynomial vanishes in a state where the sum of its coefficients times the values of the monomials does. So those of
bounded degree that vanish in all the states are the kernel of a matrix.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement

from arlib.polynomials import Polynomial

MOST_MONOMIALS, SPARE, WIDEST = 60, 2, 100


def equalities(variables: Sequence[str], states: Iterable[Mapping[str, int]], degree: int) -> list[Polynomial]:
    """Polynomials of at most this degree that are 0 in all the states and span all such polynomials.

    Each has a leading monomial that no other one contains. None where the states are too few to say.

    >>> equalities(("n", "s"), [{"n": n, "s": n * n} for n in range(10)], 2)
    [n * n - s]
    """
    monomials = [m for size in range(degree + 1) for m in combinations_with_replacement(sorted(variables), size)]
    rows = [state for state in states if all(state[name].bit_length() <= WIDEST for name in variables)]
    if len(monomials) > MOST_MONOMIALS or len(rows) < min(len(monomials), SPARE):
        return []
    kernel = [Polynomial({monomial: 1}) for monomial in monomials]
    for state in rows:
        values = [p.evaluate(state) for p in kernel]
        pivot = next((i for i, value in enumerate(values) if value), None)
        if pivot is not None:
            kernel = [
                _reduced(p * values[pivot] - kernel[pivot] * value) if value else p
                for i, (p, value) in enumerate(zip(kernel, values, strict=True))
                if i != pivot
            ]
    return [p for p in kernel if all(c.bit_length() <= WIDEST for c in p.coefficients.values())]


def _reduced(p: Polynomial) -> Polynomial:
    divisor = math.gcd(*p.coefficients.values())
    return Polynomial({m: c // divisor for m, c in p.coefficients.items()})
