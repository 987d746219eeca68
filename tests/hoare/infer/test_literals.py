"""Literals: their cases and their formulas say the same as their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.hoare.infer.literals import Literal, Relation, clause_formula
from arlib.polynomials import Polynomial
from arlib.terms import evaluate

X, Y = Polynomial.variable("x"), Polynomial.variable("y")
FORMS = [X, -X, X - Y, X + Y * 2, X * X - Y, -X - Y]
small = st.integers(-6, 6)
literals = st.one_of(
    st.builds(Literal, st.sampled_from(FORMS), st.sampled_from([Relation.AT_LEAST, Relation.EQUAL]), small),
    st.builds(Literal, st.sampled_from(FORMS), st.just(Relation.CONGRUENT), small, st.integers(2, 5)),
)


def met(cases, state):
    """Whether some number for the quotient meets a case."""
    return any(all(p.evaluate({**state, "q": q}) >= 0 for p in case) for case in cases for q in range(-60, 61))


@given(literals, small, small)
def test_a_literal_is_true_in_its_true_cases_and_false_in_its_false_ones(literal, x, y):
    state = {"x": x, "y": y}
    assert met(literal.true_cases("q"), state) == literal.holds(state)
    assert met(literal.false_cases("q"), state) == (not literal.holds(state))
    assert evaluate(literal.formula(), state) == literal.holds(state)


@given(st.lists(literals, min_size=1, max_size=3), small, small)
def test_a_clause_is_true_where_one_of_its_literals_is(clause, x, y):
    state = {"x": x, "y": y}
    assert evaluate(clause_formula(tuple(clause)), state) == any(literal.holds(state) for literal in clause)


@given(literals, small, small)
def test_before_an_update_a_literal_says_what_it_says_after_it(literal, x, y):
    update = {"x": X + Y, "y": Y * 3 - 1}
    state = {"x": x, "y": y}
    after = {name: p.evaluate(state) for name, p in update.items()}
    assert literal.after(update).holds(state) == literal.holds(after)


@pytest.mark.parametrize("modulus", [2, 7])
def test_a_congruence_is_printed_with_the_least_remainder(modulus):
    from arlib.printing import to_text

    assert to_text(Literal(X, Relation.CONGRUENT, -1, modulus).formula()) == f"x % {modulus} == {modulus - 1}"
