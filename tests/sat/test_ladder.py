"""Each rung of the ladder against the rows of the truth table, with its proofs and its models."""

import pytest
from cadical import pigeons, random_formula
from hypothesis import given
from small_formulas import formulas, satisfiable

from arlib.certificates.refutation import Addition, Refutation
from arlib.checking import Accepted
from arlib.checking.refutation import check_refutation
from arlib.clauses import satisfies
from arlib.sat import davis_putnam
from arlib.sat.davis_putnam import davis_putnam as resolve
from arlib.sat.dpll import dpll
from arlib.sat.events import Conflict, Decision, GaveUp, Learned, Model
from arlib.sat.rows import rows
from arlib.sat.stepping import events
from arlib.sat.walk import walk
from arlib.sat.watched import watched

COMPLETE = {"rows": rows, "davis-putnam": resolve, "dpll": dpll, "watched": watched, "cdcl": events}


def refutation(formula, told):
    return Refutation(formula, tuple(Addition(e.number, e.clause, e.hints) for e in told if isinstance(e, Learned)))


@pytest.mark.parametrize("rung", COMPLETE.values(), ids=COMPLETE)
@given(formulas(5, 24, 0))
def test_each_rung_agrees_with_the_rows(rung, formula):
    told = [*rung(formula)]
    if satisfiable(formula):
        assert isinstance(told[-1], Model) and satisfies(told[-1].assignment, formula)
    else:
        assert isinstance(told[-1], Learned) and told[-1].clause == ()
        assert check_refutation(refutation(formula, told)) == Accepted()


@pytest.mark.parametrize("rung", [each for name, each in COMPLETE.items() if name != "rows"])
def test_they_agree_with_one_another_beyond_the_rows(rung):
    for seed in range(40):
        formula = random_formula(14, 60, seed)
        *_, last = rung(formula)
        assert isinstance(last, Model) == isinstance([*dpll(formula)][-1], Model)
        assert not isinstance(last, Model) or satisfies(last.assignment, formula)


@given(formulas(5, 12))
def test_a_walk_finds_a_model_where_there_is_one(formula):
    if satisfiable(formula):
        *_, last = walk(formula)
        assert satisfies(last.assignment, formula)


def test_the_same_seed_walks_the_same_way():
    formula = random_formula(40, 120, 1)
    assert [*walk(formula, seed=3)] == [*walk(formula, seed=3)] != [*walk(formula, seed=4)]


def test_a_walk_tells_how_many_clauses_are_false():
    formula = random_formula(20, 60, 2)
    *flips, model = walk(formula)
    true = set(model.assignment.literals)
    for flip in reversed(flips):
        assert flip.literal in true
        assert flip.false == sum(true.isdisjoint(clause) for clause in formula.clauses)
        true = true - {flip.literal} | {-flip.literal}


def test_resolution_gives_up_before_the_memory_is_full(monkeypatch):
    monkeypatch.setattr(davis_putnam, "MOST", 200)
    assert [*resolve(random_formula(20, 90, 1))][-1] == GaveUp("there are more than 200 clauses")


def test_the_rungs_climb():
    formula = pigeons(3)
    conflicts = {name: sum(isinstance(e, Conflict) for e in rung(formula)) for name, rung in COMPLETE.items()}
    assert conflicts["rows"] > conflicts["dpll"] > conflicts["cdcl"] > 0


def test_suppositions_of_dpll_and_of_a_trail_are_counted():
    for rung in (dpll, watched):
        assert all(event.level > 0 for event in rung(pigeons(3)) if isinstance(event, Decision))
