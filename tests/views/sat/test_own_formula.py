"""A formula that a reader types: its clauses have a model where it has a row, and its letters keep their names."""

from itertools import product

import pytest

from arlib.clauses import CNF, Assignment, satisfies
from arlib.languages.propositions import proposition
from arlib.terms import evaluate, free_variables
from arlib.verdict import Unsupported
from arlib.views.sat import own_formula as module
from arlib.views.sat.own_formula import EXAMPLES, own_formula, source_text


def has_model(formula):
    rows = product(*((-letter, letter) for letter in range(1, formula.variables + 1)))
    return any(satisfies(Assignment(row), formula) for row in rows)


def true_in(formula, wanted=True):
    names = free_variables(formula)
    rows = product((False, True), repeat=len(names))
    return any(evaluate(formula, dict(zip(names, row, strict=True))) == wanted for row in rows)


@pytest.mark.parametrize("text", [*EXAMPLES.values(), "p", "p & ~p", "(p -> q) & (q <-> r)", "True"], ids=str)
def test_clauses_have_a_model_where_the_formula_has_a_row(text):
    found = own_formula(text)
    if found.formula is None:
        assert found.clauses.variables == 6 and not has_model(found.clauses)
        return
    assert has_model(found.clauses) == true_in(found.formula)
    assert has_model(own_formula(text, opposite=True).clauses) == true_in(found.formula, False)


def test_letters_keep_their_names_and_added_ones_have_numbers():
    found = own_formula("(rain & cold) | snow")
    assert [found.name(n) for n in (1, -2, 3, -4)] == ["rain", "¬cold", "snow", "¬x4"]
    assert own_formula("p cnf 2 1\n1 -2 0\n").name(-2) == "¬x2"
    assert own_formula(CNF(1, ((1,),))).clauses == CNF(1, ((1,),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ", "no formula yet"),
        ("p & (q", "still open"),
        ("p cnf 2 1\n1 5 0\n", "line 2"),
        ("1 -2 0\n", "line 1"),
        ("p & cnf and", "missing"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_place(text, words):
    with pytest.raises(Unsupported, match=words):
        own_formula(text)


def test_a_letter_called_p_is_no_header():
    assert own_formula("p & cnf").formula == proposition("p & cnf")


def test_what_is_too_large_to_be_seen_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_CLAUSES", 3)
    with pytest.raises(Unsupported, match="arlib sat takes more"):
        own_formula("(p | q) & (p | r) & (q | r) & (p | ~q)")
    with pytest.raises(Unsupported, match="not asked here"):
        own_formula(CNF(1, ((1,),)), opposite=True)


def test_a_formula_is_a_text_again():
    assert source_text("p") == "p" and source_text(CNF(2, ((1, -2),))) == "p cnf 2 1\n1 -2 0\n"
    assert proposition(source_text(proposition("p & (q -> r)"))) == proposition("p & (q -> r)")
