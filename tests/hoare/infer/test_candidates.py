"""Candidates: the one that is chosen is true in all known states and false in the one at hand, and none is missed."""

import random
from itertools import combinations

import pytest

from arlib.hoare.infer.candidates import MOST_FORMS, Pool, forms
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial
from arlib.programs.transitions import transition_system

X, Y = Polynomial.variable("x"), Polynomial.variable("y")
FORMS = {X: [0, 2], -X: [-3, 0], Y: [0], X - Y: [0, 1], Y - X: [0]}


def state(choose):
    return {"x": choose.randint(-4, 4), "y": choose.randint(-4, 4)}


@pytest.mark.parametrize("pairs", [False, True])
def test_a_candidate_is_chosen_just_where_there_is_one(pairs):
    chosen = 0
    for seed in range(60):
        choose = random.Random(seed)
        pool = Pool(FORMS, ("x", "y"), pairs, 1)
        pool.begin([state(choose) for _ in range(choose.randint(0, 5))])
        for _ in range(6):
            pool.add(state(choose))
            at = state(choose)
            clause = pool.violated(at)
            literals = [entry.literal for entries in pool.entries.values() for entry in entries]
            clauses = [(each,) for each in literals]
            if pairs:
                clauses += list(combinations([each for each in literals if not each.modulus], 2))
            candidates = [
                each
                for each in clauses
                if all(any(literal.holds(known) for literal in each) for known in pool.states.values())
                and not any(literal.holds(at) for literal in each)
            ]
            assert (clause is None) == (not candidates), (seed, candidates)
            if clause is not None:
                chosen += 1
                assert all(any(literal.holds(known) for literal in clause) for known in pool.states.values())
                assert not any(literal.holds(at) for literal in clause)
                assert pool.alive(clause)
                pool.add(at)
                assert not pool.alive(clause)
    assert chosen > 20


def test_a_clause_that_is_banned_is_not_chosen_again():
    pool = Pool({X: [0]}, ("x",), False, 1)
    pool.begin([{"x": 0}, {"x": 1}])
    first = pool.violated({"x": -1})
    pool.banned.add(first)
    assert pool.violated({"x": -1}) != first and not pool.alive(first)


def test_equalities_are_those_of_all_states_also_when_one_more_is_known():
    pool = Pool({}, ("x", "y"), False, 1)
    pool.begin([{"x": 0, "y": 0}, {"x": 1, "y": 1}])
    (literal,) = pool.violated({"x": 1, "y": 2})
    assert literal.holds({"x": 7, "y": 7})
    pool.add({"x": 2, "y": 5})
    assert pool.violated({"x": 9, "y": 2}) is None
    pool = Pool({}, ("x", "y"), False, 2)
    pool.begin([{"x": x, "y": x * x} for x in range(8)])
    (literal,) = pool.violated({"x": 3, "y": 10})
    assert literal.holds({"x": 100, "y": 10_000})


def test_forms_are_what_the_program_compares_and_what_that_was_before():
    text = "def f(n):\n    i = j = 0\n    while i < n:\n        i, j = i + 1, j + i\n    return 0"
    system = transition_system(python_program(text))
    found = forms(system, 1, [])
    i, n = Polynomial.variable("i"), Polynomial.variable("n")
    assert {n - i, i - n} <= found.keys() and {0, 1} <= set(found[n - i])


def test_forms_stay_few_where_there_are_many_ways():
    source = "int f(int n) { int y = 2; while (y < n) { y = y + 10; if (2 - y >= 1) y = y + y; } return y; }"
    found = forms(transition_system(c_program(source, "f", "wrap")), 1, [2, 10])
    assert 0 < len(found) <= MOST_FORMS
