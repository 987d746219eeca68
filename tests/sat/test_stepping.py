"""The events of a search that learns: its answers against all rows, and each event against the clauses it names."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from arlib.clauses import CNF, Assignment, cnf, satisfies
from arlib.sat.stepping import events
from arlib.sat.events import Backjump, Conflict, Decision, Learned, Model, Propagation, Restart

LITERALS = st.integers(1, 6).flatmap(lambda letter: st.sampled_from((letter, -letter)))
FORMULAS = st.lists(st.lists(LITERALS, min_size=1, max_size=4), max_size=30).map(cnf)


def satisfiable(formula: CNF) -> bool:
    rows = product(*((-letter, letter) for letter in range(1, formula.variables + 1)))
    return any(satisfies(Assignment(row), formula) for row in rows)


@given(FORMULAS)
def test_the_events_end_with_a_model_or_the_empty_clause(formula):
    *_, last = events(formula)
    if satisfiable(formula):
        assert isinstance(last, Model) and satisfies(last.assignment, formula)
    else:
        assert isinstance(last, Learned) and last.clause == ()


@given(FORMULAS)
def test_every_event_follows_from_those_before(formula):
    clauses = dict(enumerate(map(set, formula.clauses), 1))
    trail: list[tuple[int, int]] = []
    for event in events(formula):
        true = {literal for literal, _ in trail}
        match event:
            case Decision(literal, level):
                assert level == max((each for _, each in trail), default=0) + 1 and not {literal, -literal} & true
                trail.append((literal, level))
            case Propagation(literal, level, number, clause):
                assert set(clause) == clauses[number]
                assert literal in clause and all(-other in true for other in clause if other != literal)
                trail.append((literal, level))
            case Conflict(_, number, clause):
                assert set(clause) == clauses[number] and all(-literal in true for literal in clause)
            case Learned(number, clause, hints):
                assert number not in clauses and all(hint in clauses for hint in hints)
                clauses[number] = set(clause)
            case Backjump(level):
                trail = [each for each in trail if each[1] <= level]
            case Restart():
                trail = [each for each in trail if each[1] == 0]
