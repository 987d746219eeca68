"""A search as a tree: a leaf for each conflict, and nothing lost of what happened."""

import pytest
from example_formulas import FORMULAS, pigeons
from hypothesis import given
from hypothesis import strategies as st

from arlib.sat.dpll import dpll
from arlib.sat.events import Conflict, Decision, Flip, Learned, Model, Propagation, Restart
from arlib.sat.rows import rows
from arlib.sat.stepping import events
from arlib.views.sat.branches import MOST_LINES, outline, search_tree, walk
from arlib.views.sat.frame_pages import literal_name

SEARCHES = st.sampled_from((dpll, events))


@given(FORMULAS, SEARCHES)
def test_every_event_is_in_the_tree_once(formula, search):
    known = [*search(formula)]
    root, counts = search_tree(known)
    branches = [branch for branch, _ in walk(root)]
    number = {
        kind: sum(isinstance(each, kind) for each in known) for kind in (Decision, Propagation, Conflict, Learned)
    }
    assert counts.suppositions == number[Decision]
    assert counts.consequences == number[Propagation]
    assert counts.conflicts == number[Conflict] and counts.proof == number[Learned]
    assert sum(each.literal is not None and not each.learned for each in branches) == number[Decision]
    assert sum(len(each.implied) + each.learned for each in branches) == number[Propagation]
    assert sum(each.end.startswith("clause") for each in branches) == number[Conflict]
    assert counts.answer == isinstance(known[-1], Model) == any(each.end == "a row" for each in branches)
    assert not any(each.end and each.below for each in branches)


@given(FORMULAS, SEARCHES)
def test_the_way_to_a_conflict_makes_its_clause_false(formula, search):
    """What begins and follows along a way, without learned clauses, suffices to make the clause at its end false."""
    known, clauses = [], {}
    for event in search(formula):
        known.append(event)
        if isinstance(event, Conflict):
            clauses[event.number] = event.clause
    root, _ = search_tree(known)

    def follow(branch, true):
        here = true | set(branch.implied) | ({branch.literal} - {None})
        if branch.end.startswith("clause"):
            assert {-each for each in clauses[int(branch.end.split()[1])]} <= here
        for each in branch.below:
            follow(each, here)

    follow(root, set())


def test_a_tree_in_words():
    root, _ = search_tree(events(pigeons(2)))
    assert outline(root, literal_name).splitlines() == [
        "at first",
        "  ¬x1, so x2, ¬x4, ¬x6, x3, x5  ✗ clause 6 fails",
        "  learned ¬x2, so x1, ¬x3, ¬x5, x4, x6  ✗ clause 9 fails",
    ]
    long, _ = search_tree(dpll(pigeons(4)))
    assert outline(long, literal_name).splitlines()[MOST_LINES:] == ["and more"]


def test_rows_and_restarts():
    _, counts = search_tree(rows(pigeons(2)))
    assert counts.conflicts == 64 and counts.answer is False
    root, counts = search_tree([Decision(1, 1), Restart(), Decision(2, 1)])
    assert [each.literal for each in root.below] == [1, 2] and counts.restarts == 1 and counts.answer is None
    with pytest.raises(TypeError, match="no event"):
        search_tree([Flip(1, 3)])
