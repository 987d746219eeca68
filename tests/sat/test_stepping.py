"""The events of a search that learns: its answers against all rows, and each event against the clauses it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_formulas import formulas, literals, satisfiable

from arlib.clauses import cnf, satisfies
from arlib.sat.events import Backjump, Conflict, Decision, Learned, Model, Propagation, Restart
from arlib.sat.stepping import events

FORMULAS = formulas()
DECISIONS = st.lists(literals(6), max_size=8)


@given(FORMULAS, DECISIONS)
def test_the_events_end_with_a_model_or_the_empty_clause(formula, decisions):
    *_, last = events(formula, decisions)
    if satisfiable(formula):
        assert isinstance(last, Model) and satisfies(last.assignment, formula)
    else:
        assert isinstance(last, Learned) and last.clause == ()


@given(FORMULAS, DECISIONS)
def test_every_event_follows_from_those_before(formula, decisions):
    clauses = dict(enumerate(map(set, formula.clauses), 1))
    trail: list[tuple[int, int]] = []
    for event in events(formula, decisions):
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


@given(FORMULAS, DECISIONS)
def test_what_is_given_is_supposed_first_unless_it_has_a_value(formula, decisions):
    wanted, true = list(decisions), set()
    for event in events(formula, decisions):
        match event:
            case Decision(literal):
                while wanted and {wanted[0], -wanted[0]} & true:
                    wanted.pop(0)
                assert not wanted or literal == wanted.pop(0)
                true.add(literal)
            case Propagation(literal):
                true.add(literal)
            case Conflict():
                return  # from here on values are taken back


@pytest.mark.parametrize("literal", [0, 3, -3])
def test_a_letter_that_is_not_there_is_not_supposed(literal):
    with pytest.raises(ValueError, match="the letters are 1 to 2"):
        list(events(cnf([[1, 2]]), [literal]))
