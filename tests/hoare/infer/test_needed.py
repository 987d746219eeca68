"""Conjuncts that are needed: what the multipliers use, and nothing that they do without."""

from arlib.hoare.infer.literals import Literal, Relation
from arlib.hoare.infer.needed import Premise, needed, used
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial
from arlib.programs.transitions import UNDEFINED, transition_system

X, Y = Polynomial.variable("x"), Polynomial.variable("y")


def at_least(form, number):
    return (Literal(form, Relation.AT_LEAST, number),)


def premise(clause):
    return Premise(tuple(case for literal in clause for case in literal.true_cases("q")), clause)


def test_only_what_contradicts_is_used():
    one, other, idle = at_least(X, 5), at_least(-X, -3), at_least(Y, 0)
    assert used([premise(idle), premise(one), premise(other)]) == {one, other}
    assert used([premise(idle), premise(one)]) is None


def test_a_clause_is_used_where_each_of_its_cases_contradicts_something():
    clause = (*at_least(X, 5), *at_least(Y, 5))
    low, flat, idle = at_least(-X, 0), at_least(-Y, 0), (*at_least(X, 0), *at_least(Y, 0))
    assert used([premise(clause), premise(low), premise(flat)]) == {clause, low, flat}
    assert used([premise(idle), premise(low), premise(at_least(X, 1))]) == {low, at_least(X, 1)}
    assert used([premise(clause), premise(low)]) is None


def test_what_no_sum_shows_is_none():
    even = (Literal(X, Relation.CONGRUENT, 0, 2),)
    odd = Premise(Literal(X, Relation.CONGRUENT, 0, 2).false_cases("r"), None)
    assert used([premise(even), odd]) is None


def test_the_conjuncts_behind_those_that_are_needed_are_needed_too():
    text = "def f(n):\n    x, y = 0, 1\n    while x < n:\n        x, y = x + y, y + 1\n    return 1 // (x + 1)"
    system = transition_system(python_program(text))
    bad = [way for way in system.exits if way.target == UNDEFINED]
    x, y, idle = at_least(X, 0), at_least(Y, 1), at_least(Y, 0)
    found = needed(system, bad, {1: (x, y, idle)})
    assert set(found.conjuncts[1]) in ({x, y}, {x, idle})
    assert found.by_sums == found.obligations
