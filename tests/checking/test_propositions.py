"""The checker of truth tables, rows and contradictions, against every row by Python's own operators."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from propositions import formulas, random_formula, rows, value

from arlib.certificates.propositions import Contradiction, EveryRow, Model
from arlib.certificates.refutation import Addition, Refutation
from arlib.certificates.sequents import Valuation
from arlib.checking import Accepted, Rejected, check
from arlib.checking.propositions import MOST_LETTERS
from arlib.circuits import tseitin
from arlib.clauses import cnf
from arlib.terms import And, Eq, Iff, IfThenElse, Not, Or, Prop, Truth, Var, free_variables

p, q = Prop("p"), Prop("q")


@given(formulas("pqrst", leaves=12))
def test_a_table_is_accepted_just_if_every_row_is_true_and_else_the_first_other_is_named(formula):
    letters = free_variables(formula)
    false = [row for row in rows(letters) if not value(formula, row)]
    answer = check(EveryRow(formula))
    assert isinstance(answer, Accepted) is (false == [])
    if false:
        assert answer.assignment == false[0]


def test_as_many_letters_as_there_may_be_and_one_more():
    letters = [Prop(f"p{n}") for n in range(MOST_LETTERS + 1)]
    parity = Truth(False)
    for each in letters[:-1]:
        parity = Iff(parity, Not(each))
    assert check(EveryRow(Or(parity, Not(parity)))) == Accepted()
    answer = check(EveryRow(parity))
    assert not value(parity, answer.assignment)
    assert check(EveryRow(Or(letters[-1], parity))).countermodel == "21 letters are more than 20"
    assert check(EveryRow(Truth(True))) == Accepted()
    assert check(EveryRow(Truth(False))).assignment == {}
    assert check(EveryRow(Or(parity, p)), seconds=-1).countermodel.endswith(("out of time", "more than 20"))


@pytest.mark.parametrize("formula", [Eq(Var("x"), Var("x")), IfThenElse(p, p, p), Var("p")])
def test_what_is_no_formula_over_letters_is_rejected(formula):
    assert check(EveryRow(Or(formula, Truth(True)))).obligation == "letters"
    assert isinstance(check(Model(Eq(Var("x"), Var("x")), Valuation((("y", True),)))), Rejected)


def test_a_model_is_accepted_just_if_its_row_is_one_of_the_formula_and_true():
    choose = random.Random(1)
    for _ in range(300):
        formula = random_formula(choose, connectives=choose.randrange(6))
        letters = free_variables(formula)
        for row in rows(letters):
            model = Model(formula, Valuation(tuple(row.items())))
            assert isinstance(check(model), Accepted) is value(formula, row)
            for wrong in (row | {"z": True}, dict(list(row.items())[1:])):
                if wrong != row:
                    assert check(replace(model, row=Valuation(tuple(wrong.items())))).obligation == "letters"


def test_a_contradiction_is_about_the_clauses_of_its_formula_and_no_others():
    formula = And(p, Not(p))
    refutation = Refutation(cnf([[1], [-1]]), (Addition(3, (), (1, 2)),))
    assert tseitin(formula).clauses == refutation.formula
    assert check(Contradiction(formula, refutation)) == Accepted()
    assert check(Contradiction(And(p, q), refutation)).obligation == "clauses"
    assert check(Contradiction(And(p, Not(q)), refutation)).obligation == "clauses"
    assert check(Contradiction(formula, replace(refutation, steps=()))).obligation == "the end"
    assert check(Contradiction(Eq(Var("x"), Var("x")), refutation)).obligation == "clauses"
