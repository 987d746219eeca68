"""Steps in words, clauses under what is true, and the page that is the stepper's twin."""

import pytest
from example_formulas import pigeons

from arlib.certificates.refutation import Addition, Refutation
from arlib.checking.claims import Accepted
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, cnf
from arlib.sat.events import Backjump, Forgotten, Learned, Restart
from arlib.sat.stepping import events
from arlib.views.sat.frame_pages import (
    MOST_CLAUSES,
    clause_list,
    happened,
    implications_html,
    named,
    summary,
    trail_table,
)
from arlib.views.sat.frames import Frame, frames, known

FORMULA = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])


def test_each_step_is_told():
    told = [happened(frame).text for frame in frames(events(FORMULA))]
    assert told == [
        "Nothing is supposed yet.",
        "Suppose ¬x1; level 1 begins.",
        "So x2, by clause 1, x1 ∨ x2: its other literals are false.",
        "Conflict: all literals of clause 2, x1 ∨ ¬x2, are false.",
        "Learned: clause 5, x1. LRAT: 5 1 0 1 2 0",
        "Back to level 0: nothing need be supposed for it.",
        "So x1, by clause 5, x1: it has no other literal.",
        "So x2, by clause 3, ¬x1 ∨ x2: its other literals are false.",
        "Learned: clause 6, x2. LRAT: 6 2 0 5 3 0",
        "Conflict: all literals of clause 4, ¬x1 ∨ ¬x2, are false.",
        "Nothing was supposed, so no row makes every clause true. LRAT: 7 0 5 6 4 0",
    ]
    assert "What was learned" not in happened(Frame(Restart())).text and "stays" in happened(Frame(Restart())).text
    assert "1,000 learned clauses" in happened(Frame(Forgotten(tuple(range(1_000))))).text
    assert "but one" in happened(Frame(Backjump(2))).text
    *_, last = frames(events(cnf([[1], [-1, 2]])))
    assert happened(last).text == "Every clause is true. The row: x1, x2"
    with pytest.raises(TypeError, match="no event"):
        happened(Frame("an event"))


def test_the_lines_that_are_shown_are_a_proof():
    formula = pigeons(3)
    lines = [frame.event for frame in frames(events(formula)) if isinstance(frame.event, Learned)]
    steps = tuple(Addition(each.number, each.clause, each.hints) for each in lines)
    assert isinstance(check_refutation(Refutation(formula, steps)), Accepted)
    for frame in frames(events(formula)):
        if isinstance(frame.event, Learned):
            assert str(Addition(frame.event.number, frame.event.clause, frame.event.hints)) in happened(frame).text


def test_clauses_stand_under_what_is_true():
    found = frames(events(FORMULA))
    listed = clause_list(known(FORMULA.clauses, found[:3]), found[2])
    assert listed.text.splitlines() == ["1  x1 ∨ x2  ✓", "2  x1 ∨ ¬x2  ✗", "3  ¬x1 ∨ x2  ✓", "4  ¬x1 ∨ ¬x2  ✓"]
    assert "<b>x2</b>" in listed and '<i style="opacity:0.7">x1</i>' in listed
    many = CNF(1, ((1,),) * (MOST_CLAUSES + 5))
    assert clause_list(known(many.clauses, ()), Frame()).text.endswith("and 5 more")
    assert "1 left" in clause_list({1: (1,)}, Frame()).text


def test_what_is_true_and_why_is_a_table():
    found = frames(events(FORMULA))
    assert trail_table(found[3]).text.splitlines() == [
        "Level  True        Why",
        "1      ¬x1         supposed",
        "1      x2          by 1: x1 ∨ x2",
        "1      ✗ conflict  2 fails: x1 ∨ ¬x2",
    ]
    assert summary(found[4]) == "Implication graph. level 1: ¬x1, x2; conflict in clause 2; the cut gives x1"
    assert summary(found[0]) == "Implication graph. Nothing is true yet"


def test_the_page_begins_at_the_first_clause_that_is_learned_from_a_conflict():
    page = implications_html(FORMULA, name=named({1: "p<", 2: "q"}))
    assert (
        page.text.startswith("Step 4 of 10: Learned: clause 5, p<. LRAT: 5 1 0 1 2 0, where p< is 1\n")
        and "p&lt;" in page
        and "p<<" not in page
    )
    assert "<svg" in page and "2 fails: p< ∨ ¬q" in page.text and "3  ¬p< ∨ q  ✓" in page.text
    assert implications_html(FORMULA, [2], at=1).text.startswith("Step 1 of 10: Suppose x2")
    assert "Every clause is true. The row: x1" in implications_html(cnf([[1]])).text
    with pytest.raises(ValueError, match="the steps are 0 to 10"):
        implications_html(FORMULA, at=11)


def test_a_graph_that_is_too_wide_to_fit_is_scrolled():
    chain = CNF(40, ((1,), *((-letter, letter + 1) for letter in range(1, 40))))
    assert "overflow-x:auto" in implications_html(chain) and "overflow-x" not in implications_html(FORMULA)
