import contextlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import formulas, machines, numbers

from arlib import Unbounded, Undefined, Unsigned, evaluate, free_variables, parse, substitute
from arlib import terms as t

NAMES = ["x", "y"]


@given(formulas(NAMES), st.integers(-20, 20), st.integers(-20, 20))
def test_terms_can_be_hashed_pickled_and_rebuilt(formula, x, y):
    assert pickle.loads(pickle.dumps(formula)) == formula
    assert hash(t.rebuild(formula, formula.children)) == hash(formula)
    assert substitute(formula, {}) == formula


@given(numbers(NAMES), numbers(NAMES), st.integers(-20, 20), st.integers(-20, 20), machines())
def test_substituting_is_evaluating_first(term, inner, x, y, integers):
    """The substitution lemma: e[x := f] in a state is e in the state where x is f's value."""
    state = {"x": integers.wrap(x), "y": integers.wrap(y)}
    try:
        expected = evaluate(term, {**state, "x": evaluate(inner, state, integers)}, integers)
    except Undefined:
        return
    assert evaluate(substitute(term, {"x": inner}), state, integers) == expected


@given(numbers(NAMES), st.integers(), st.integers(), machines())
def test_every_value_is_one_of_the_model(term, x, y, integers):
    state = {"x": integers.wrap(x), "y": integers.wrap(y)}
    with contextlib.suppress(Undefined):
        assert evaluate(term, state, integers) in integers


@given(formulas(NAMES), st.integers(0, 15), st.integers(0, 15))
def test_formulas_evaluate_to_truth_values(formula, x, y):
    assert t.is_formula(formula)
    with contextlib.suppress(Undefined):
        assert evaluate(formula, {"x": x, "y": y}, Unsigned(4)) in (True, False)


def test_what_does_not_matter_is_not_evaluated():
    for text in ("x == 0 or 1 // x >= 0", "not (x != 0 and 1 // x > 9)", "(1 // x if x != 0 else 0) >= 0"):
        assert evaluate(parse(text), {"x": 0}) is True
    assert evaluate(parse("implies(x != 0, 1 // x >= 0)"), {"x": 0}) is True
    with pytest.raises(Undefined):
        evaluate(parse("1 // x >= 0 or x == 0"), {"x": 0})


def test_variables_come_in_order_of_appearance():
    assert free_variables(parse("z + a == a * z + b")) == ("z", "a", "b")


def test_a_deep_sum_is_walked_without_recursion():
    term = t.Var("x")
    for _ in range(5000):
        term = t.Add(term, t.Const(1))
    assert free_variables(term) == ("x",)


def test_something_else_is_not_a_term():
    with pytest.raises(TypeError, match="not a term"):
        evaluate("x", {"x": 1}, Unbounded())
