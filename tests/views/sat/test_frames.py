"""A search as frames: the trail after each event, and a cut that says what the learned clause says."""

from example_formulas import FORMULAS, LITERALS
from hypothesis import given
from hypothesis import strategies as st

from arlib.clauses import CNF
from arlib.sat.events import Decision, Learned, Propagation
from arlib.sat.stepping import events
from arlib.views.sat.frames import antecedents, frames, known, peaks


@given(FORMULAS)
def test_a_frame_for_each_event_and_each_step_follows_from_the_trail_before_it(formula):
    found = frames(events(formula))
    assert [frame.event for frame in found[1:]] == [*events(formula)]
    for frame in found:
        true = set()
        for step in frame.trail:
            assert set(antecedents(step)) <= true
            true.add(step.literal)
        if frame.conflict:
            assert set(antecedents(frame.conflict)) <= true


@given(FORMULAS)
def test_the_cut_divides_the_graph_and_its_boundary_is_the_learned_clause(formula):
    for frame in frames(events(formula)):
        side = frame.side
        if frame.learned is None or not frame.learned.clause:
            assert not side
            continue
        boundary = {-literal for literal in frame.learned.clause}
        true = {step.literal for step in frame.trail}
        assert boundary <= true and not boundary & side
        implied = boundary | {step.literal for step in frame.trail if step.level == 0}
        for step in frame.trail:
            if isinstance(step, Propagation) and set(antecedents(step)) <= implied:
                implied.add(step.literal)
        for step in (*frame.trail, frame.conflict):
            if isinstance(step, Decision) or (isinstance(step, Propagation) and step.literal not in side):
                assert not side & set(antecedents(step))  # no arrow goes back over the line
            elif step.number in frame.learned.hints:
                # What crosses the line is in the clause, or follows from those that are.
                assert set(antecedents(step)) - side <= implied


@given(FORMULAS, st.integers(0, 40), LITERALS)
def test_what_is_supposed_later_changes_nothing_before(formula, at, other):
    whole = frames(events(formula))
    at = min(at, len(whole) - 1)
    supposed = [frame.event.literal for frame in whole[: at + 1] if isinstance(frame.event, Decision)]
    assert frames(events(formula, [*supposed, other]))[: at + 1] == whole[: at + 1]


@given(FORMULAS)
def test_places_are_kept_until_something_is_taken_back(formula):
    found = frames(events(formula))
    for frame, peak in zip(found, peaks(found), strict=True):
        assert peak.trail[: len(frame.trail)] == frame.trail


def test_no_more_frames_than_are_wanted_and_learned_clauses_are_known():
    formula = CNF(2, ((1, 2), (1, -2), (-1, 2), (-1, -2)))
    found = frames(events(formula), most=5)
    assert len(found) == 5 and isinstance(found[-1].event, Learned)
    assert known(formula.clauses, found) == {1: (1, 2), 2: (1, -2), 3: (-1, 2), 4: (-1, -2), 5: (1,)}
