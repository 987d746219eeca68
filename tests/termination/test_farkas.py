"""Farkas' lemma: multipliers are found just where the goal follows over the rational numbers."""

import random
from fractions import Fraction

import pytest
import z3

from arlib.certificates.farkas import Farkas
from arlib.polynomials import Polynomial
from arlib.termination.farkas import contradictory, follows

X, Y, Z = map(Polynomial.variable, "xyz")
ONE = Polynomial.constant(1)


def linear(choose):
    names = [(), ("x",), ("y",), ("z",)]
    return Polynomial({name: choose.choice((0, 0, 1, -1, 2, -2, 3)) for name in names})


def over_the_rationals(premises, goal):
    """Whether the goal follows, and whether the premises hold anywhere."""

    def number(p):
        return z3.Sum(
            [c * z3.Product([z3.Real(n) for n in m]) if m else z3.RealVal(c) for m, c in p.coefficients.items()]
        )

    solver = z3.Solver()
    solver.add(*(number(p) >= 0 for p in premises))
    possible = solver.check() == z3.sat
    solver.add(number(goal) < 0)
    return solver.check() == z3.unsat, possible


@pytest.mark.parametrize("part", range(6))
def test_multipliers_are_found_just_where_the_goal_follows(part):
    shown = 0
    for seed in range(part * 80, part * 80 + 80):
        choose = random.Random(seed)
        premises = tuple(linear(choose) for _ in range(choose.randint(0, 4)))
        goal = linear(choose)
        if choose.random() < 0.4 and premises:
            goal = sum((p * choose.randint(0, 2) for p in premises), Polynomial.constant(choose.randint(0, 3)))
        found, (true, possible) = follows(premises, goal), over_the_rationals(premises, goal)
        if found is not None:
            assert found.shows(premises, goal) and true
            shown += 1
        elif possible:
            assert not true, (premises, goal)
        nowhere = contradictory(premises)
        assert (nowhere is not None) == (not possible)
        assert nowhere is None or nowhere.shows(premises, -ONE)
    assert shown > 10


def test_products_of_premises_show_what_is_not_linear():
    assert follows((X - 1, Y - 1), X * Y - 1) is not None
    assert follows((X, Y), X * Y) is not None
    assert follows((X, -Y), X * Y) is None
    found = follows((X - 2,), X * X - 4)
    assert found is not None and found.shows((X - 2,), X * X - 4)


@pytest.mark.parametrize(
    ("multipliers", "goal", "right"),
    [
        ({(0,): Fraction(1)}, X - 1, True),
        ({(0,): Fraction(1), (): Fraction(1)}, X, True),
        ({(0,): Fraction(1), (): Fraction(-1)}, X - 2, False),
        ({(0,): Fraction(-1)}, ONE - X, False),
        ({(1,): Fraction(1)}, Y, True),
        ({(2,): Fraction(1)}, X - 1, False),
        ({(-1,): Fraction(1)}, Y, False),
        ({(0, 1): Fraction(1)}, (X - 1) * Y, True),
        ({(0, 0): Fraction(2)}, (X - 1) * (X - 1) * 2, True),
        ({(0, 0, 0): Fraction(1)}, (X - 1) * (X - 1) * (X - 1), False),
        ({}, Polynomial.constant(0), True),
        ({}, -ONE, False),
        ({(0,): 1.0}, X - 1, False),
    ],
)
def test_multipliers_are_multiplied_out(multipliers, goal, right):
    assert Farkas(multipliers).shows((X - 1, Y), goal) is right
