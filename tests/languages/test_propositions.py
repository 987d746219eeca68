"""Propositional text against Python's own parser, against a truth table, and against what it is printed as."""

import ast
import random

import pytest
from hypothesis import given
from propositions import formulas, random_formula, rows, value

from arlib.languages.propositions import DEEPEST, proposition, to_symbols
from arlib.printing import to_text
from arlib.terms import And, Eq, Iff, Implies, Not, Or, Prop, Truth, Var, evaluate
from arlib.verdict import Unsupported

p, q, r = map(Prop, "pqr")


@given(formulas())
def test_what_is_printed_is_read_back(formula):
    assert proposition(to_text(formula)) == formula
    assert proposition(to_symbols(formula)) == formula


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("~p", Not(p)),
        ("¬p ∧ q", And(Not(p), q)),
        ("p & q | r", Or(And(p, q), r)),
        ("p | q & r", Or(p, And(q, r))),
        ("p ∨ q ⊃ r", Implies(Or(p, q), r)),
        ("p -> q -> r", Implies(p, Implies(q, r))),
        ("p -> q <-> r", Iff(Implies(p, q), r)),
        ("p ≡ q → r", Iff(p, Implies(q, r))),
        ("p | q | r", Or(Or(p, q), r)),
        ("p or q and not r", Or(p, And(q, Not(r)))),
        ("not p == q", Not(Iff(p, q))),
        ("~p == q", Iff(Not(p), q)),
        ("!p == q", Iff(Not(p), q)),
        ("p != q", Not(Iff(p, q))),
        ("not not p", Not(Not(p))),
        ("p or q == q or p", Or(Or(p, Iff(q, q)), p)),
        ("p & q == r", Iff(And(p, q), r)),
        ("(p == q) == r", Iff(Iff(p, q), r)),
        ("p && q || r", Or(And(p, q), r)),
        ("implies(p, q -> r)", Implies(p, Implies(q, r))),
        ("implies -> p", Implies(Prop("implies"), p)),
        ("⊤ → ⊥ <=> False", Iff(Implies(Truth(True), Truth(False)), Truth(False))),
        ("rain_1\n  -> Été", Implies(Prop("rain_1"), Prop("Été"))),
    ],
)
def test_connectives_bind_as_they_are_listed(text, formula):
    assert proposition(text) == formula


WORDS = ["p", "q", "r", "not", "and", "or", "==", "!=", "|", "&", "(", ")", "True"]


def test_text_in_pythons_syntax_means_what_python_evaluates_it_to():
    choose, read = random.Random(1), 0
    for _ in range(20_000):
        text = " ".join(choose.choice(WORDS) for _ in range(choose.randint(1, 9)))
        try:
            tree = ast.parse(text, mode="eval")
        except SyntaxError:
            with pytest.raises(Unsupported):
                proposition(text)
            continue
        if any(isinstance(node, ast.Call | ast.Tuple) for node in ast.walk(tree)):
            continue
        code = compile(tree, "", "eval")
        try:
            formula = proposition(text)
        except Unsupported as error:
            assert "write the brackets" in error.reason, text
            continue
        read += 1
        assert all(value(formula, row) is bool(eval(code, {}, dict(row))) for row in rows("pqr")), text
    assert read > 500


@pytest.mark.parametrize(
    ("text", "reason", "column"),
    [
        ("", "a letter is missing", 0),
        ("p q", "a connective is missing", 2),
        ("p -> ", "a letter is missing", 4),
        ("(p & q", "a bracket is still open", 6),
        ("p & q)", "a bracket opens nowhere", 5),
        ("p = q", "'=' is neither a letter nor a connective; write == or <->", 2),
        ("p + q", "'+' is neither a letter nor a connective", 2),
        ("p & 1", "'1' is neither a letter nor a connective", 4),
        ("p <-> q <-> r", "a chain of <-> means one thing in logic and another in Python: write the brackets", 8),
        ("p == q != r", "a chain of != means one thing in logic and another in Python: write the brackets", 7),
        ("p and q | r", "Python reads | before and, and logic after it: write the brackets", 8),
        ("p ∨ q and r", "Python reads ∨ before and, and logic after it: write the brackets", 2),
        ("not p & q", "Python reads & before not, and logic after it: write the brackets", 6),
        ("p & not q", "not binds less tightly than what stands before it: write the brackets", 4),
        ("if -> p", "if is a word of Python's, and no letter", 0),
        ("p & 𝑝", "write p for 𝑝, which looks like it", 4),
        ("implies(p)", "implies takes two formulas, with a comma between them", 9),
        ("p² & q", "p² is no name of a letter", 0),
        ("p\0", "a null character, which no source text has", 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(text, reason, column):
    with pytest.raises(Unsupported) as refused:
        proposition(text)
    assert (refused.value.reason, refused.value.line, refused.value.column) == (reason, 1, column)


def test_the_place_is_in_the_line_in_which_it_stands():
    with pytest.raises(Unsupported) as refused:
        proposition("p and\n  q +\nr")
    assert str(refused.value) == "line 2, column 5: '+' is neither a letter nor a connective\n      q +\n        ^"


@pytest.mark.parametrize("text", ["(" * 3000 + "p" + ")" * 3000, "~" * 3000 + "p", " & ".join("p" * 3000), "p->" * 999])
def test_what_is_nested_too_deeply_is_refused(text):
    with pytest.raises(Unsupported, match=f"nested more than {DEEPEST} levels deep"):
        proposition(text)


def test_what_is_nested_as_deeply_as_can_be_is_read_and_printed():
    for text in ("~" * (DEEPEST - 1) + "p", " & ".join("p" * DEEPEST)):
        formula = proposition(text)
        assert proposition(to_symbols(formula)) == proposition(to_text(formula)) == formula
        assert hash(formula) and repr(formula) and evaluate(formula, {"p": True}) in (True, False)


def test_a_formula_is_one_over_letters_or_refused():
    assert proposition(And(p, q)) == And(p, q)
    with pytest.raises(Unsupported, match="Eq is no part of a formula over letters"):
        proposition(And(p, Eq(Var("x"), Var("x"))))
    shared = p
    for _ in range(DEEPEST):
        shared = And(shared, shared)
    with pytest.raises(Unsupported, match="parts"):
        proposition(shared)
    with pytest.raises(TypeError):
        proposition(3)


def test_random_formulas_are_read_back():
    choose = random.Random(2)
    for _ in range(500):
        formula = random_formula(choose, connectives=choose.randrange(40))
        assert proposition(to_symbols(formula)) == proposition(to_text(formula)) == formula
