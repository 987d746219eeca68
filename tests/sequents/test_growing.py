"""Trees grown in any order: they are accepted, or show a row, just as the truth table says."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from propositions import formulas, inferences, random_formula, rows, sequent, true_in, value

from arlib.certificates.sequents import Sequent
from arlib.checking import Accepted, Rejected, check
from arlib.sequents import wang
from arlib.sequents.growing import OPEN, grown, next_leaf, open_leaves, planted, refuting_row
from arlib.sequents.rules import places
from arlib.terms import Not, Or, Prop

p, q = Prop("p"), Prop("q")


@given(formulas(leaves=6), st.randoms(use_true_random=False))
def test_whatever_the_order_the_answer_is_that_of_the_truth_table(formula, choose):
    whole = Sequent((), (formula,))
    tree = planted(whole)
    while growing := [(path, leaf) for path, leaf in open_leaves(tree) if places(leaf)]:
        assert isinstance(check(tree), Rejected)
        path, leaf = choose.choice(growing)
        tree = grown(tree, path, choose.choice(places(leaf)))
    row = refuting_row(tree)
    if all(value(formula, row) for row in rows("pqr")):
        assert row is None and check(tree) == Accepted()
    else:
        assert row.refutes(whole) and not value(formula, dict(row.values))
        assert isinstance(check(tree), Rejected)


def test_in_wangs_order_it_is_the_tree_of_the_search():
    choose, seen = random.Random(6), Counter()
    for _ in range(200):
        formula = random_formula(choose, connectives=choose.randrange(9))
        tree = planted(Sequent((), (formula,)))
        while found := next_leaf(tree):
            tree = grown(tree, found[0], places(found[1])[0])
        answer = wang(formula, close="early")
        seen[type(answer)] += 1
        closed = not [*open_leaves(tree)]
        assert closed is (getattr(answer, "certificate", None) == tree)
        if not closed:
            assert answer.witness == refuting_row(tree)
    assert min(seen.values()) > 20


def test_every_row_that_refutes_the_root_refutes_a_leaf():
    tree = planted(sequent([Or(p, q)], [Not(p)]))
    while found := next_leaf(tree):
        tree = grown(tree, found[0], places(found[1])[-1])
    leaves = [step.conclusion for step in inferences(tree) if not step.premises]
    for row in rows("pq"):
        assert true_in(tree.conclusion, row) is all(true_in(leaf, row) for leaf in leaves)


def test_only_an_open_leaf_grows():
    tree = planted(Sequent((p,), (p, Not(q))))
    assert tree.rule == "P1"
    with pytest.raises(ValueError, match="follows already, by P1"):
        grown(tree, (), ("right", 1))
    tree = planted(Sequent((p,), (q, Not(q))))
    assert tree.rule == OPEN and next_leaf(tree) == ((), tree.conclusion)
    with pytest.raises(ValueError, match="no connective stands in place 0 on the left"):
        grown(tree, (), ("left", 0))
    with pytest.raises(ValueError, match="there is no premise 2"):
        grown(tree, (2,), ("right", 1))
