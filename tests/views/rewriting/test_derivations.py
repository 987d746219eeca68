"""Derivations and models as tables, and formulas with a marked place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import formulas, numbers

from arlib import Proved, Refuted, Unbounded, Unknown, Unsigned
from arlib import terms as t
from arlib.certificates import Counterexample, Derivation, Solved
from arlib.languages.python.claims import claim, parse
from arlib.printing import to_text
from arlib.proving import prove
from arlib.rewriting import simplify
from arlib.rules import rule
from arlib.views.page.html import verdict_html
from arlib.views.rewriting import derivations
from arlib.views.rewriting.derivations import (
    derivation_table,
    formula_html,
    models_table,
    replayed,
    rule_html,
    split_at,
)


@given(numbers("xy") | formulas("xy"), st.data())
def test_the_three_parts_make_the_text(term, data):
    position, part = (), term
    while part.children and data.draw(st.booleans()):
        number = data.draw(st.integers(0, len(part.children) - 1))
        position, part = (*position, number), part.children[number]
    before, inside, after = split_at(term, position)
    assert before + inside + after == to_text(term)
    assert inside == to_text(part)
    opened = before.count("(") - before.count(")")
    assert opened == after.count(")") - after.count("(")


def test_the_right_one_of_equal_places_is_marked():
    term = parse("x + 1 == x + 1")
    assert formula_html(term, (0,)).text == "[x + 1] == x + 1"
    assert formula_html(term, (1,)).text == "x + 1 == [x + 1]"
    assert formula_html(term, (1, 1)).text == "x + 1 == x + [1]"
    assert formula_html(t.Add(t.Var("x"), t.Const(-1)), (1,)).text == "x + [-1]"
    assert formula_html(t.Add(t.Var("\ue000"), t.Var("y")), (1,)).text == "\ue000 + [y]"


def test_a_table_of_a_derivation():
    table = derivation_table(prove("x + y == y + x", Unsigned(8)).certificate)
    assert table.text.splitlines() == [
        "x + y == y + x, over uint8 (0 to 255)",
        "  0  x + y == [y + x]",
        "  1  [x + y == x + y]   by commutativity of +",
        "  2  True               by reflexivity of ==",
    ]
    assert table.count("<tr") == 4 and table.count("<u ") == 2
    assert "commutativity of +" in table and "underline" in table


def test_long_derivations_leave_out_the_middle():
    derivation = simplify(parse("(x + y + z) * (x + y) * (x + y) == 0"))
    steps = len(derivation.steps)
    short, full = derivation_table(derivation), derivation_table(derivation, full=True)
    assert f"… {steps - 18} more steps …" in short and f"… {steps - 18} more steps …" in short.text
    assert len(full.text.splitlines()) == steps + 2 and "more steps" not in full


def test_text_is_escaped():
    name = "<img src=x>"
    derivation = simplify(t.Eq(t.Var(name), t.Add(t.Var(name), t.Const(0))))
    hostile = rule("<b>", "a", "a")
    for markup in (derivation_table(derivation), formula_html(t.Var(name), ()), rule_html(hostile, t.Var(name))):
        assert "<img" not in markup and "&lt;" in markup
    assert "<b><b>" not in rule_html(hostile)


def test_a_claim_in_five_models():
    table = models_table("x < x + 1")
    lines = table.text.splitlines()
    assert lines[0] == "x < x + 1" and len(lines) == 6
    assert re.fullmatch(r"  unbounded  ✓ proved    a derivation of \d+ steps", lines[1])
    assert lines[2] == "  uint8      ✗ refuted   x = 255: then 255 < 0 is false"
    assert lines[5] == "  int32      ✗ refuted   x = 2147483647: then 2147483647 < -2147483648 is false"
    assert table.count("<tr") == 6 and "second" not in table


def test_a_claim_that_some_models_cannot_hold():
    assert "300 does not fit in uint8" in models_table("x + 300 == 300 + x", (Unsigned(8),)).text


def test_the_other_answers(monkeypatch):
    answers = iter([Proved(Solved(claim("x == x"), Unbounded())), Unknown("<why>")])
    monkeypatch.setattr(derivations, "prove", lambda *_, **__: next(answers))
    table = models_table("x == x", (Unbounded(), Unsigned(8)))
    assert "the solver, which finds no counterexample" in table
    assert "? don&#x27;t know" in table and "&lt;why&gt;" in table


@pytest.mark.parametrize(
    "text, assignment, words",
    [
        ("x - y == y - x", {"x": 0, "y": 1}, ": then 255 == 1 is false"),
        ("(x > 0) == (y > 0)", {"x": 0, "y": 1}, ": then False == True is false"),
        ("x > 0 and y > 0", {"x": 0, "y": 1}, ""),
        ("1 // x == 1", {"x": 0}, ""),
    ],
)
def test_both_sides_are_computed_again(text, assignment, words):
    assert replayed(parse(text), Counterexample(assignment), Unsigned(8)) == words


def test_a_rule_says_what_its_variables_are():
    distributivity = rule("distributivity", "a * (b + c)", "a * b + a * c")
    assert rule_html(distributivity, parse("2 * (x + y)")).text == (
        "distributivity: a * (b + c) = a * b + a * c, where a is 2, b is x and c is y"
    )
    assert rule_html(distributivity).text == "distributivity: a * (b + c) = a * b + a * c"
    assert rule_html(rule("arithmetic", "1 + 2", "3"), parse("1 + 2")).text == "arithmetic: 1 + 2 = 3"


def test_verdicts_say_what_they_rest_on():
    assert verdict_html(prove("x + y == y + x")).text == (
        "✓ proved: by a derivation of 2 steps: commutativity of +, reflexivity of =="
    )
    solved = Proved(Solved(claim("x == x"), Unbounded()))
    assert verdict_html(solved).text == "✓ proved: it rests on the solver, which finds no counterexample"
    assert verdict_html(prove("x < x + 1", Unsigned(8))).text == "✗ refuted: not true for x = 255"
    assert isinstance(prove("x < x + 1", Unsigned(8)), Refuted)
    assert verdict_html(prove("True")).text == "✓ proved: by a derivation of 0 steps: the claim is True itself"
    many = prove("(x + y) * (x - y) == x * x - y * y")
    assert isinstance(many.certificate, Derivation)
    assert re.search(r"and \d more rules$", verdict_html(many).text)
