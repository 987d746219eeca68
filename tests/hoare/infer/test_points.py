"""Integer points: one is found just where there is one, as trying all of them in a box says."""

import random
from itertools import product

import pytest

from arlib.hoare.infer.points import NoAnswer, NoPoint, Point, find_point
from arlib.polynomials import Polynomial

X, Y, Z = map(Polynomial.variable, "xyz")
BOX = [p for v in (X, Y, Z) for p in (v + 3, -v + 3)]
STATES = [dict(zip("xyz", values, strict=True)) for values in product(range(-3, 4), repeat=3)]


def linear(choose):
    names = [(), ("x",), ("y",), ("z",)]
    return Polynomial({name: choose.choice((0, 0, 1, -1, 2, -2, 3, -5)) for name in names})


def meets(state, constraints, choices):
    def all_hold(case):
        return all(p.evaluate(state) >= 0 for p in case)

    return all_hold(constraints) and all(any(map(all_hold, cases)) for cases in choices)


@pytest.mark.parametrize("part", range(4))
def test_a_point_is_found_just_where_there_is_one(part):
    answers = set()
    for seed in range(part * 60, part * 60 + 60):
        choose = random.Random(seed)
        constraints = [linear(choose) for _ in range(choose.randint(0, 4))]
        if seed % 2:
            equation = linear(choose)
            constraints += [equation, -equation]
        choices = [
            [tuple(linear(choose) for _ in range(choose.randint(1, 2))) for _ in range(choose.randint(1, 3))]
            for _ in range(choose.randint(0, 3))
        ]
        found = find_point([*BOX, *constraints], choices)
        possible = any(meets(state, constraints, choices) for state in STATES)
        assert found == NoPoint() if not possible else isinstance(found, Point), (seed, found)
        if isinstance(found, Point):
            state = {"x": 0, "y": 0, "z": 0, **found.state}
            assert meets(state, [*BOX, *constraints], choices), seed
        answers.add(type(found))
    assert answers == {Point, NoPoint}


def test_equations_without_bounds_are_solved_over_the_integers():
    equation = X * 6 + Y * 10 + Z * 15 - 1
    found = find_point([equation, -equation])
    assert isinstance(found, Point) and equation.evaluate(found.state) == 0
    odd = X * 6 - Y * 4 - 1
    assert find_point([odd, -odd]) == NoPoint()
    even, odd = X - Y * 2, X - Z * 2 - 1
    assert find_point([even, -even, odd, -odd]) == NoPoint()


def test_products_are_left_to_the_solver_and_its_answer_is_evaluated():
    found = find_point([X * Y - 12, -X * Y + 12, X - 3, -X + 5, Y - X])
    assert isinstance(found, Point) and found.state["x"] * found.state["y"] == 12
    assert find_point([X * X - 2, -X * X + 2]) == NoPoint()


def test_what_is_too_hard_is_no_answer():
    fermat = X * X * X + Y * Y * Y - Z * Z * Z
    found = find_point([fermat, -fermat, X - 1, Y - 1, Z - 1])
    assert isinstance(found, NoAnswer) and "z3" in found.why
