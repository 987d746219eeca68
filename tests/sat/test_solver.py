"""The question: three answers, checked and replayed; limits, and engines that lie."""

import time

import pytest
from cadical import pigeons, random_formula
from hypothesis import given, settings
from pysat.solvers import Solver
from small_formulas import formulas, satisfiable

from arlib.certificates.refutation import Addition
from arlib.checking import Accepted
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, Assignment, cnf, satisfies
from arlib.sat import ENGINES, cdcl, industrial, refute, solver, used
from arlib.verdict import Proved, Refuted, Unknown

LONG = 600.0


def right(found, formula):
    match found:
        case Proved(proof):
            assert proof.formula == formula and check_refutation(proof) == Accepted()
            return False
        case Refuted(model):
            assert satisfies(model, formula)
            return True
    raise AssertionError(found)


@pytest.mark.parametrize("engine", [name for name in ENGINES if name not in ("walk", "industrial")])
@given(formulas(5, 20, 0))
def test_an_answer_is_checked(engine, formula):
    assert right(refute(formula, engine=engine, seconds=LONG), formula) == satisfiable(formula)


@settings(max_examples=10, deadline=None)
@given(formulas(5, 20, 0))
def test_so_is_that_of_cadical(formula):
    assert right(refute(formula, engine="industrial", seconds=LONG), formula) == satisfiable(formula)


@pytest.mark.parametrize("often", [False, True])
def test_python_sat_says_the_same_of_random_formulas(often, monkeypatch):
    if often:  # restart after each conflict and forget after two
        monkeypatch.setattr(cdcl, "RESTART", 1)
        monkeypatch.setattr(cdcl, "FORGET", 2)
        monkeypatch.setattr(cdcl, "LATER", 1)
    for seed in range(1000):
        variables = 10 + seed % 30
        formula = random_formula(variables, round(variables * 4.3), seed)
        with Solver("minisat22", bootstrap_with=formula.clauses) as other:
            assert right(refute(formula, seconds=LONG), formula) == other.solve()


def test_what_is_left_of_a_proof_names_the_clauses_that_matter():
    formula = random_formula(30, 200, 5)
    match refute(formula, seconds=LONG):
        case Proved(proof):
            core = CNF(formula.variables, tuple(formula.clauses[number - 1] for number in used(proof)))
    assert len(core.clauses) < len(formula.clauses)
    assert isinstance(refute(core, seconds=LONG), Proved)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_limit_ends_every_search(engine):
    begun = time.monotonic()
    found = refute(pigeons(11), engine=engine, seconds=0.2)
    assert isinstance(found, Unknown) and time.monotonic() - begun < 20
    assert "0.2 seconds" in found.reason or engine == "davis-putnam"


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), "2"])
def test_a_limit_is_positive(seconds):
    with pytest.raises(ValueError, match="limit"):
        refute(cnf([[1]]), seconds=seconds)


def test_an_engine_has_a_name():
    with pytest.raises(ValueError, match="no engine is called 'minisat'; there are rows, davis-putnam"):
        refute(cnf([[1]]), engine="minisat")


@pytest.mark.parametrize(
    "lie",
    [
        Assignment((1, -2)),
        Assignment((1,)),
        (Addition(3, (), (1, 2)),),
        (Addition(3, (2,), ()), Addition(4, (), (3, 2))),
        (),
    ],
)
def test_an_engine_that_lies_is_not_believed(lie, monkeypatch):
    def liar(formula):
        return lie
        yield

    monkeypatch.setitem(solver.ENGINES, "cdcl", liar)
    assert isinstance(refute(cnf([[1, 2], [2]])), Unknown)


def test_a_proof_has_room(monkeypatch):
    monkeypatch.setattr(cdcl, "MOST_NUMBERS", 1000)
    assert refute(pigeons(6), seconds=LONG) == Unknown("the proof has more than 1,000 literals and hints")
    monkeypatch.setattr(solver, "MOST_NUMBERS", 1000)
    assert refute(pigeons(5), engine="dpll", seconds=LONG) == Unknown(
        "the proof has more than 1,000 literals and hints"
    )
    monkeypatch.setattr(industrial, "MOST_BYTES", 1000)
    assert refute(pigeons(5), engine="industrial", seconds=LONG) == Unknown("the proof has more than 1,000 bytes")


def test_a_formula_has_room(monkeypatch):
    monkeypatch.setattr(cdcl, "MOST_LITERALS", 3)
    assert refute(cnf([[1, 2], [2, 3]])) == Unknown("the clauses have more than 3 literals")


def test_without_python_sat_it_says_so(monkeypatch):
    monkeypatch.setattr(industrial, "find_spec", lambda name: None)
    found = refute(cnf([[1]]), engine="industrial")
    assert found == Unknown("CaDiCaL is not here; it comes with pip install python-sat")


def test_a_process_that_fails_is_no_answer(monkeypatch, tmp_path):
    broken = tmp_path / "cadical.py"
    broken.write_text("import sys\nprint('s UNSATISFIABLE but')\nsys.exit(3)\n")
    monkeypatch.setattr(industrial, "CADICAL", broken)
    found = refute(cnf([[1]]), engine="industrial", seconds=LONG)
    assert found == Unknown("CaDiCaL ended without an answer, with status 3")


def test_an_interrupt_ends_the_process_of_cadical(monkeypatch):
    started = []

    class Recorded(industrial.Popen):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            started.append(self)

    def interrupted(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(industrial, "Popen", Recorded)
    monkeypatch.setattr(industrial.time, "sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        refute(pigeons(10), engine="industrial", seconds=LONG)
    assert [each.returncode is not None for each in started] == [True]


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "industrial"])
def test_a_long_clause_is_not_searched_once_for_each_literal(engine):
    class Row(tuple):  # a clause that counts how often it is searched
        searched = 0

        def __contains__(self, literal):
            Row.searched += 1
            return tuple.__contains__(self, literal)

    formula = CNF(300, (Row([*range(1, 301), 1]),))
    assert right(refute(formula, engine=engine, seconds=LONG), formula)
    assert Row.searched < 300
