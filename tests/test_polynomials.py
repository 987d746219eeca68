import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.python.claims import parse
from arlib.polynomials import Polynomial, constraint_text, constraints_text, formula, negation, opposed, tighten
from arlib.terms import evaluate

NAMES = ("x", "y", "z")
monomials = st.lists(st.sampled_from(NAMES), max_size=3).map(lambda names: tuple(sorted(names)))
polynomials = st.dictionaries(monomials, st.integers(-9, 9), max_size=4).map(Polynomial)
linear = st.dictionaries(
    st.sampled_from([(), *((name,) for name in NAMES)]), st.integers(-30, 30), min_size=1, max_size=4
).map(Polynomial)
states = st.fixed_dictionaries({name: st.integers(-50, 50) for name in NAMES})


@given(polynomials, polynomials, polynomials, st.integers(-9, 9), states)
def test_operations_are_those_of_numbers(p, q, r, n, state):
    a, b = p.evaluate(state), q.evaluate(state)
    assert (p + q).evaluate(state) == a + b
    assert (p - q).evaluate(state) == a - b
    assert (p * q).evaluate(state) == a * b
    assert (-p).evaluate(state) == -a
    assert (p + n).evaluate(state) == a + n and (p * n).evaluate(state) == a * n and (p - n).evaluate(state) == a - n
    assert (p + q) * r == r * q + p * r
    assert p - p == Polynomial.constant(0) and (p - p).known == 0
    assert (p == q) == (p.coefficients == q.coefficients) and (p != q or hash(p) == hash(q))


@given(polynomials, polynomials, polynomials, states)
def test_to_substitute_is_to_evaluate_at_the_values(p, q, r, state):
    after = {**state, "x": q.evaluate(state), "y": r.evaluate(state)}
    assert p.substitute({"x": q, "y": r}).evaluate(state) == p.evaluate(after)
    assert p.substitute({}) == p
    assert p.substitute({name: Polynomial.variable(name) for name in NAMES}) == p


@given(polynomials)
def test_what_is_said_of_a_polynomial(p):
    assert p.variables == {name for monomial in p.coefficients for name in monomial}
    assert (p.known is None) == bool(p.variables)
    assert p.degree == max(map(len, p.coefficients), default=0)
    assert all(p.coefficients.values())


@given(polynomials, states)
def test_a_text_reads_back_as_the_same_number(p, state):
    assert evaluate(parse(str(p)), state) == p.evaluate(state)
    assert evaluate(p.term(), state) == p.evaluate(state)


@given(polynomials, states)
def test_a_constraint_reads_back_as_the_same_constraint(p, state):
    holds = p.evaluate(state) >= 0
    assert evaluate(formula(p), state) == holds
    assert evaluate(parse(constraint_text(p)), state) == holds


@given(st.lists(polynomials, max_size=3), states)
def test_several_constraints_read_as_one_formula(constraints, state):
    text = constraints_text(constraints)
    holds = all(p.evaluate(state) >= 0 for p in constraints)
    assert holds if text == "true" else evaluate(parse(text), state) == holds


@given(polynomials, states)
def test_a_tightened_constraint_is_the_same_over_the_integers(p, state):
    assert (tighten(p).evaluate(state) >= 0) == (p.evaluate(state) >= 0)
    assert tighten(tighten(p)) == tighten(p)


@given(linear, linear, states)
def test_negations_and_opposites(p, q, state):
    assert (negation(p).evaluate(state) >= 0) == (p.evaluate(state) < 0)
    assert negation(negation(p)) == p
    assert opposed(p, negation(p))
    if opposed(p, q):
        assert not (p.evaluate(state) >= 0 and q.evaluate(state) >= 0)
    if p.at_least(q):
        assert p.evaluate(state) >= q.evaluate(state)


@pytest.mark.parametrize("coefficients", list(itertools.product((-2, -1, 0, 1, 2), repeat=3)))
def test_each_form_of_a_text(coefficients):
    """All small shapes, since the text chooses its sides by the signs."""
    p = Polynomial(dict(zip([("x",), ("y",), ()], coefficients, strict=True)))
    for x, y in itertools.product(range(-3, 4), repeat=2):
        state = {"x": x, "y": y}
        assert evaluate(parse(constraint_text(p)), state) == (p.evaluate(state) >= 0)
