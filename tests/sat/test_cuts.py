"""Cuts through an implication graph: each clause follows, and what the solver learns is among them or shorter."""

from itertools import product

from example_formulas import FORMULAS
from hypothesis import given

from arlib.clauses import Assignment, satisfies
from arlib.sat.cuts import cuts
from arlib.sat.events import Propagation
from arlib.sat.stepping import events
from arlib.views.sat.frames import frames


@given(FORMULAS)
def test_each_clause_follows_and_is_false_at_the_conflict(formula):
    rows = (Assignment(row) for row in product(*((-letter, letter) for letter in range(1, formula.variables + 1))))
    models = [set(row.literals) for row in rows if satisfies(row, formula)]
    for frame in frames(events(formula)):
        if frame.conflict is None or frame.learned is not None:
            continue
        true = {step.literal for step in frame.trail}
        for each in cuts(frame.trail, frame.conflict, 99):
            assert all(-literal in true for literal in each.clause)
            assert all(not model.isdisjoint(each.clause) for model in models)


@given(FORMULAS)
def test_what_the_solver_learns_is_the_first_with_one_literal_of_the_level(formula):
    for frame in frames(events(formula)):
        if frame.learned is None or not frame.learned.clause:
            continue
        level = {step.literal: step.level for step in frame.trail}
        top = frame.conflict.level
        first = next(
            each
            for each in cuts(frame.trail, frame.conflict, frame.learned.number)
            if sum(level[-literal] == top for literal in each.clause) == 1
        )
        # What is false at level 0, or whenever the others are, is left out of it.
        assert set(frame.learned.clause) <= set(first.clause)
        assert [each for each in first.clause if level[-each] == top] == [frame.learned.clause[0]]


@given(FORMULAS)
def test_the_last_is_about_what_was_supposed(formula):
    for frame in frames(events(formula)):
        if frame.conflict and frame.conflict.level and not frame.learned:
            *_, last = cuts(frame.trail, frame.conflict, 99)
            reasons = {step.literal for step in frame.trail if isinstance(step, Propagation)}
            of_level = {step.literal for step in frame.trail if step.level == frame.conflict.level}
            assert not {-literal for literal in last.clause} & reasons & of_level
