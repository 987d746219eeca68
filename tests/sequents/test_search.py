"""Wang's method: his two printed proofs, word for word, and thousands of formulas against their truth tables."""

import random
from itertools import pairwise, product

import pytest
from hypothesis import given
from propositions import drawn, formulas, inferences, random_formula, rows, sequent, true_in, value

from arlib.checking import Accepted, check
from arlib.languages.propositions import proposition
from arlib.sequents import prove_sequent, wang
from arlib.terms import And, Eq, Iff, Implies, Not, Or, Prop, Truth, Var
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

p, q, r = map(Prop, "pqr")


def test_2_45_is_proved_as_wang_printed_it():
    found = wang("~(p | q) -> ~p")
    assert drawn(found.certificate) == (
        "⊢ implies(not (p or q), not p)  P5a\n"
        "  not (p or q) ⊢ not p  P2b\n"
        "    ⊢ not p, p or q  P2a\n"
        "      p ⊢ p or q  P4a\n"
        "        p ⊢ p, q  P1\n"
    )


def test_5_21_is_proved_as_wang_printed_it():
    found = wang("(~p & ~q) -> (p <-> q)")
    assert drawn(found.certificate) == (
        "⊢ implies(not p and not q, p == q)  P5a\n"
        "  not p and not q ⊢ p == q  P3b\n"
        "    not p, not q ⊢ p == q  P2b\n"
        "      not q ⊢ p == q, p  P2b\n"
        "        ⊢ p == q, p, q  P6a\n"
        "          p ⊢ q, p, q  P1\n"
        "          q ⊢ p, p, q  P1\n"
    )


@given(formulas())
def test_it_agrees_with_the_truth_table(formula):
    match wang(formula):
        case Proved(tree):
            assert all(value(formula, row) for row in rows("pqr"))
            assert check(tree) == Accepted()
            assert all(true_in(step.conclusion, row) for step in inferences(tree) for row in rows("pqr"))
        case Refuted(row):
            assert not value(formula, dict(row.values))
        case other:
            pytest.fail(str(other))


@pytest.mark.parametrize(("first", "close"), [*product(["left", "right"], ["last", "early"])])
def test_sequents_agree_with_their_rows_whatever_comes_first(first, close):
    choose, seen = random.Random(1), {Proved: 0, Refuted: 0}
    for _ in range(500):
        left, right = (
            [random_formula(choose, connectives=choose.randrange(5)) for _ in range(choose.randrange(4))]
            for _ in range(2)
        )
        asked = sequent(left, right)
        found = prove_sequent(asked, first=first, close=close)
        seen[type(found)] += 1
        assert isinstance(found, Proved) is all(true_in(asked, row) for row in rows("pqr"))
        if isinstance(found, Refuted):
            assert not true_in(asked, {"p": False, "q": False, "r": False} | dict(found.witness.values))
    assert min(seen.values()) > 100


def test_a_row_names_every_letter_in_its_order():
    assert wang("q -> p | r").witness.values == (("q", True), ("p", False), ("r", False))
    assert wang("False").witness.values == ()
    assert str(wang("False")) == "refuted by no letters"


def test_truth_values_close_branches():
    assert wang("True").certificate.rule == wang("p -> (q -> True)").certificate.premises[0].premises[0].rule == "truth"
    assert isinstance(prove_sequent(sequent([Truth(False)], [])), Proved)
    assert isinstance(prove_sequent(sequent([Truth(True)], [Truth(False)])), Refuted)
    assert isinstance(prove_sequent(sequent([], [])), Refuted)


def test_limits_hold_and_say_which():
    chain = [Implies(Prop(f"p{n}"), Prop(f"p{n + 1}")) for n in range(12)]
    asked = sequent([Prop("p0"), *chain], [Prop("p12")])
    assert isinstance(prove_sequent(asked), Proved)
    assert prove_sequent(asked, inferences=20) == Unknown("20 inferences are not enough")
    assert prove_sequent(asked, seconds=0) == Unknown("out of time")
    with pytest.raises(ValueError, match="not nan"):
        prove_sequent(asked, seconds=float("nan"))
    with pytest.raises(ValueError, match="not 'middle' and 'last'"):
        prove_sequent(asked, first="middle")


def test_a_tree_of_wide_sequents_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("arlib.sequents.search.MOST_FORMULAS", 10_000)
    wide = sequent([Prop(f"p{n}") for n in range(500)], [*[Or(p, q)] * 20, *[And(p, q)] * 20])
    assert prove_sequent(wide).reason == "the sequents of the tree have more than 10,000 formulas"


def test_the_order_of_connectives_is_a_heuristic():
    pigeons, holes = 3, 2
    sits = [[Prop(f"p{i}{j}") for j in range(holes)] for i in range(pigeons)]
    each = [Or(*row) for row in sits]
    clash = [And(sits[i][j], sits[k][j]) for j in range(holes) for i in range(pigeons) for k in range(i)]
    asked = sequent(each, clash)
    sizes = [prove_sequent(asked, first=side, close="early").certificate.size for side in ("left", "right")]
    assert sizes[0] < sizes[1] < prove_sequent(asked).certificate.size


def test_what_is_no_formula_over_letters_is_refused():
    with pytest.raises(Unsupported, match="Eq is no part"):
        prove_sequent(sequent([Eq(Var("x"), Var("x"))], []))


def test_equivalence_of_many_letters_grows_with_each():
    sizes = []
    for count in range(2, 6):
        letters = [Prop(f"p{n}") for n in range(count)]
        left = right = letters[0]
        for each in letters[1:]:
            left, right = Iff(left, each), Iff(each, right)
        sizes.append(wang(Iff(left, right)).certificate.size)
    assert all(before * 3 < after for before, after in pairwise(sizes))


def test_deep_formulas_have_an_answer():
    deep = "~" * 198 + "p"
    assert isinstance(wang(f"{deep} -> p"), Proved)
    assert isinstance(wang(f"{deep} & ~p"), Refuted)
    assert isinstance(wang(Not(Not(proposition("p | ~p")))), Proved)
