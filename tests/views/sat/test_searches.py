"""Three searches side by side: they agree with all rows, and an answer that nothing bears out is not shown."""

from itertools import product

import pytest
from example_formulas import pigeons
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib import terms as t
from arlib.clauses import CNF
from arlib.terms import evaluate, free_variables
from arlib.views.sat import searches
from arlib.views.sat.searches import answer, answer_values, searches_html

LETTERS = st.sampled_from([*map(t.Prop, "pqrs"), t.Truth(True)])
PAIRS = st.sampled_from([t.And, t.Or, t.Implies, t.Iff])
PROPOSITIONS = st.recursive(
    LETTERS,
    lambda each: st.one_of(each.map(t.Not), st.builds(lambda pair, a, b: pair(a, b), PAIRS, each, each)),
    max_leaves=8,
)


def values(formula):
    names = free_variables(formula)
    return [evaluate(formula, dict(zip(names, row, strict=True))) for row in product((False, True), repeat=len(names))]


@settings(max_examples=60)
@given(PROPOSITIONS)
def test_the_answer_is_that_of_all_rows(formula):
    assert answer(formula, "satisfiable").word.endswith("not satisfiable") != any(values(formula))
    assert answer(formula, "valid").word.endswith("not valid") != all(values(formula))


@settings(max_examples=30)
@given(PROPOSITIONS)
def test_the_row_that_is_shown_makes_the_formula_true(formula):
    found = answer(formula, "satisfiable")
    if found.word == "✓ satisfiable":
        row = found.text.split(": ", 1)[1].partition(" (")[0].split(", ")
        state = {name: f"¬{name}" not in row for name in free_variables(formula)}
        assert evaluate(formula, state)


def test_the_page_compares_the_three():
    page = searches_html(pigeons(2))
    lines = page.text.splitlines()
    assert lines[0] == "✗ not satisfiable: no row makes it true, and the checker agrees (6 letters, 9 clauses)"
    assert "Rows      Splitting  Learning" in lines[1] and lines[3].split() == ["rows", "tried", "64"]
    assert page.count("<svg") == 3 and "Learning, branch by branch" in page.text and "64 of 64 rows tried" in page
    assert "for which 1 letter was added" in searches_html("(p & q) | r").text


def test_what_is_not_finished_is_said(monkeypatch):
    monkeypatch.setattr(searches, "MOST_ROWS", 5)
    monkeypatch.setattr(searches, "MOST_EVENTS", 6)
    assert searches_html(pigeons(3)).text.startswith("? don't know: no search came to its end within 6 events")
    assert "5 of 4,096 rows tried" in searches_html(pigeons(3))
    monkeypatch.setattr(searches, "MOST_EVENTS", 50_000)
    assert "? not finished" in searches_html(pigeons(3)).text and searches_html(pigeons(3)).text.startswith("✗")
    assert "5 of 64 rows tried" in searches_html("(a | b | c | d | e | f) & ~(a | b | c | d | e | f)")


def test_an_answer_that_the_checker_does_not_accept_is_not_shown(monkeypatch):
    wrong = [
        each for each in searches.events(pigeons(2)) if getattr(each, "number", 0) != 10 or not hasattr(each, "hints")
    ]
    monkeypatch.setattr(searches, "events", lambda _formula: iter(wrong))
    markup, text, read = answer_values(
        ("p cnf 6 9\n1 2 0 3 4 0 5 6 0 -1 -3 0 -1 -5 0 -3 -5 0 -2 -4 0 -2 -6 0 -4 -6 0", "satisfiable")
    )
    assert not read and "does not agree" in text and 'role="alert"' in markup


@pytest.mark.parametrize("text", ["", "p & (q", "p cnf 1 1\n2 0"])
def test_a_text_that_cannot_be_read_is_shown_with_the_place(text):
    markup, said, read = answer_values((text, "satisfiable"))
    assert not read and said.startswith("✗ This formula cannot be read") and 'role="alert"' in markup


def test_a_question_that_does_not_make_sense():
    assert "not asked here" in searches_html(CNF(1, ((1,),)), "valid").text
    with pytest.raises(ValueError, match="the questions are"):
        answer("p", "true")
