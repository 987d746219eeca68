"""Find multipliers: does a constraint follow from others by adding them up (Farkas 1902)?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from arlib.certificates.farkas import Farkas
from arlib.polynomials import Monomial, Polynomial
from arlib.termination.simplex import FOREVER, Deadline, solve

MOST_PRODUCTS = 120

Key = tuple[int, ...]


def follows(premises: Sequence[Polynomial], goal: Polynomial, deadline: Deadline = FOREVER) -> Farkas | None:
    """Multipliers by which the goal is a sum of the premises, or None if it is no such sum.

    Where something is not linear, products of two premises are premises too. Complete for linear constraints over
    the rational numbers, except where the premises contradict one another. Raises ``OutOfTime``.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> follows((x - y - 1, y - 2), x)      # x > y and y >= 2 implies x >= 0
    Farkas(multipliers={(): Fraction(3, 1), (0,): Fraction(1, 1), (1,): Fraction(1, 1)})
    >>> follows((x - y - 1,), x) is None
    True
    """
    number = goal.known
    if number is not None and number >= 0:
        return Farkas({(): Fraction(number)} if number else {})
    columns = sums(premises, goal)
    rows: dict[Monomial, dict[int, int]] = {(): {}}
    for column, (_, p) in enumerate(columns):
        for monomial, coefficient in p.coefficients.items():
            rows.setdefault(monomial, {})[column] = coefficient
    if not goal.coefficients.keys() <= rows.keys():
        return None
    equations = [(row, goal.coefficients.get(monomial, 0)) for monomial, row in rows.items()]
    found = solve(equations, len(columns), deadline=deadline)
    if found is None:
        return None
    return Farkas({columns[column][0]: value for column, value in enumerate(found) if value})


def sums(premises: Sequence[Polynomial], *goals: Polynomial) -> list[tuple[Key, Polynomial]]:
    """What may be added up: 1, the premises, and where something is not linear also their products."""
    columns: list[tuple[Key, Polynomial]] = [((), Polynomial.constant(1))]
    columns += [((i,), p) for i, p in enumerate(premises)]
    wanted = max([goal.degree for goal in goals] + [p.degree for p in premises], default=0)
    if wanted > 1:
        products = [
            ((i, j), p * q)
            for i, p in enumerate(premises)
            for j, q in enumerate(premises[: i + 1])
            if p.degree + q.degree <= max(wanted, 2)
        ]
        columns += products[:MOST_PRODUCTS]
    return columns


def contradictory(premises: Sequence[Polynomial], deadline: Deadline = FOREVER) -> Farkas | None:
    """Multipliers by which the premises add up to -1, so that no state meets them all; None if there are none.

    >>> x = Polynomial.variable("x")
    >>> contradictory((x - 3, -x + 2))
    Farkas(multipliers={(0,): Fraction(1, 1), (1,): Fraction(1, 1)})
    """
    return follows(premises, Polynomial.constant(-1), deadline)
