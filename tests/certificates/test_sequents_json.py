"""Trees of sequents as JSON: they come back, and nothing else is taken for them."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.certificates.json_values import parse
from arlib.certificates.sequents import Inference, Sequent
from arlib.certificates.sequents_json import MOST_PARTS, sequents_json, sequents_of
from arlib.checking import Accepted, check
from arlib.terms import And, Eq, Iff, Implies, Not, Or, Prop, Truth, Var

LETTERS = st.sampled_from([Prop("p"), Prop("q"), Prop("not"), Prop("and"), Truth(True), Truth(False)])
FORMULAS = st.recursive(
    LETTERS,
    lambda part: (
        st.builds(Not, part)
        | st.sampled_from([And, Or, Implies, Iff]).flatmap(lambda each: st.builds(each, part, part))
    ),
    max_leaves=8,
)
SIDES = st.lists(FORMULAS, max_size=3).map(tuple)
SEQUENTS = st.builds(Sequent, SIDES, SIDES)
RULES = st.sampled_from(["P1", "P2a", "P5b", "no rule"])
TREES = st.recursive(
    st.builds(Inference, RULES, SEQUENTS),
    lambda part: st.builds(Inference, RULES, SEQUENTS, st.lists(part, max_size=2).map(tuple)),
    max_leaves=6,
)
P, Q = Prop("p"), Prop("q")
LEAF = Inference("P1", Sequent((P,), (P, Q)))
PROOF = Inference("P4a", Sequent((P,), (Or(P, Q),)), (LEAF,))


@given(TREES)
def test_a_tree_comes_back(tree):
    data = parse(json.dumps(sequents_json(tree)))
    assert sequents_of(data) == tree


def test_a_proof_comes_back_and_is_checked():
    data = sequents_json(PROOF)
    assert data["says"] == "where all on the left are true, one on the right is: p ⊢ p or q"
    assert check(sequents_of(data)) == Accepted()


def test_a_deep_tree_comes_back():
    tree = LEAF
    for _ in range(3_000):
        tree = Inference("P4a", PROOF.conclusion, (tree,))
    data = parse(json.dumps(sequents_json(tree)))
    assert len(data["proof"]) == 3_001 and sequents_json(sequents_of(data)) == data


def test_a_table_of_which_a_formula_would_fill_the_memory_is_refused():
    rows = [["p"], *(["and", n, n] for n in range(100))]
    data = {**sequents_json(PROOF), "formulas": rows, "proof": [["P1", [100], [100], 0]]}
    with pytest.raises(ValueError, match=f"a formula of at most {MOST_PARTS:,} parts"):
        sequents_of(data)
    rows = [["p"], *(["not", n] for n in range(50_000))]
    with pytest.raises(ValueError, match="nested too deeply"):
        sequents_of({**data, "formulas": rows, "proof": [["P1", [50_000], [50_000], 0]]})


def test_what_is_no_formula_over_letters_is_not_written():
    with pytest.raises(ValueError, match="Var is no part"):
        sequents_json(Inference("P1", Sequent((Eq(Var("x"), Var("x")),), ())))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("version", 1, "version"),
        ("says", "p", "says"),
        ("formulas", [["p"], ["q"], ["or", 0, 1], ["r"]], "formulas"),
        ("formulas", [["p"], ["q"], ["or", 0, 2]], "a number below 2"),
        ("formulas", [["p"], ["q"], ["or", 0, -1]], "a number from 0 on"),
        ("formulas", [["p"], ["q"], ["xor", 0, 1]], "a list such as"),
        ("formulas", [["p"], ["q"], [["or"], 0, 1]], "a list such as"),
        ("formulas", [["p"], ["q"], [1]], "a text"),
        ("formulas", [["p"], ["p"], ["or", 0, 1]], "says should be"),
        ("proof", [], "one tree"),
        ("proof", [["P4a", [0], [2], 1]], "at most 0"),
        ("proof", [["P4a", [0], [2], 1], ["P1", [0], [0, 1], 0], ["P1", [0], [0, 1], 0]], "one tree"),
        ("proof", [["P4a", [0], [2], True], ["P1", [0], [0, 1], 0]], "a number"),
        ("proof", [["P4a", [0], [3], 1], ["P1", [0], [0, 1], 0]], "a number below 3"),
        ("proof", [["P4a", [0], 1], ["P1", [0], [0, 1], 0]], "a list such as"),
        ("proof", [[4, [0], [2], 1], ["P1", [0], [0, 1], 0]], "a text"),
    ],
)
def test_other_data_are_refused(key, value, said):
    data = {**copy.deepcopy(sequents_json(PROOF)), key: value}
    with pytest.raises(ValueError, match=said):
        sequents_of(data)
