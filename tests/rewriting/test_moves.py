"""What may be done at a place is what the rules say, and every move is a step that the checker takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import formulas, machines, numbers

from arlib import Claim, Rejected, Unbounded, Unsigned, check, evaluate, parse
from arlib import terms as t
from arlib.certificates import Derivation, Step
from arlib.rewriting.moves import ARITHMETIC, move_between, moves, moves_at, places
from arlib.rules import rule

MODELS = st.one_of(st.just(Unbounded()), machines((1, 2, 3, 4, 8)))


def names(text, position, integers=None):
    return [move.rule.name for move in moves_at(parse(text), position, integers or Unbounded())]


@settings(max_examples=60)
@given(formulas(["x", "y"]), MODELS)
def test_every_move_is_a_step_that_the_checker_takes(formula, integers):
    for move in list(moves(formula, integers))[:12]:
        step = Step(formula, move.rule, move.position, move.after)
        answer = check(Derivation(Claim(formula, ("x", "y")), integers, (step,)))
        assert move.after == t.Truth(True) or (isinstance(answer, Rejected) and answer.obligation == "end"), answer


@settings(max_examples=100)
@given(numbers(["x", "y"]), MODELS, st.integers(-20, 20), st.integers(-20, 20))
def test_no_move_changes_the_value(term, integers, x, y):
    state = {"x": integers.wrap(x), "y": integers.wrap(y)}
    for move in moves(term, integers):
        assert evaluate(move.after, state, integers) == evaluate(term, state, integers)
        assert move.after != term
        assert move_between(term, move.after, integers) is not None


def test_only_what_fits_at_the_place_is_offered():
    assert names("x + y == y + x", ()) == ["subtract the right side"]
    assert names("x + y == y + x", (1,)) == ["commutativity of +"]
    assert names("x + y == y + x", (1, 0)) == []
    assert names("x + x == 0", (0,)) == ["like terms"], "to exchange equal summands is no move"
    assert names("1 + 2 == x", (0,)) == ["commutativity of +", ARITHMETIC]
    assert names("0 <= x", (), Unsigned(8)) == ["no unsigned number is negative"]
    assert names("x // y == x // y", ()) == [], "a rule could rewrite the undefined part away"


def test_a_rule_of_ones_own_comes_first():
    mine = rule("mine", "a + b - b", "a")
    found = moves_at(parse("x + y - y"), (), Unbounded(), [mine])
    assert found[0].rule == mine and found[0].place == "x + y - y" and found[0].result == "x"


@pytest.mark.parametrize(
    ("before", "after", "used"),
    [
        ("x * (y + z)", "x * y + x * z", "distributivity"),
        ("x * (y - z) + 0", "x * y - x * z + 0", "distributivity"),
        ("x * (y - z) + 0", "x * y - x * z", None),
        ("x + y", "x + y", None),
        ("2 * 3 + x", "6 + x", ARITHMETIC),
        ("(x + y) + (x + y)", "(y + x) + (y + x)", None),
    ],
)
def test_one_step_is_told_from_several(before, after, used):
    move = move_between(parse(before), parse(after), Unbounded())
    assert (move and move.rule.name) == used


def test_places_are_in_order_from_the_root():
    assert [position for position, _ in places(parse("x + 1 == y"))] == [(), (0,), (0, 0), (0, 1), (1,)]
