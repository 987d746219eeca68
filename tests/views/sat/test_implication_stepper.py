"""The implication graph stepper without a browser."""

import pytest

pytest.importorskip("ipywidgets")

from example_formulas import pigeons  # noqa: E402

from arlib.clauses import CNF  # noqa: E402
from arlib.sat.events import Backjump, Conflict, Decision, Learned, Model  # noqa: E402
from arlib.views.sat import implication_stepper  # noqa: E402
from arlib.views.sat.implication_stepper import HERE, ImplicationStepper  # noqa: E402
from arlib.views.sat.own_formula import EXAMPLES  # noqa: E402

JUMP = EXAMPLES["a jump over two levels"]


def events_of(stepper):
    return [frame.event for frame in stepper.frames]


def test_it_begins_before_the_first_choice():
    stepper = ImplicationStepper()
    assert stepper.source.value == JUMP == stepper.examples.value
    assert "Nothing is supposed yet" in stepper.says.value and "<svg" in stepper.picture.value
    assert stepper.choice.options[0] == ("¬a (comes next)", -1) and stepper.choice.value == -1
    assert len(stepper.choice.options) == 2 * stepper.own.clauses.variables
    assert repr(stepper).endswith("begins)") and stepper._repr_mimebundle_()["text/plain"] == repr(stepper)


def test_buttons_and_slider_move_along_the_search():
    stepper = ImplicationStepper()
    stepper.previous_button.click()
    assert stepper.step.value == 0
    stepper.next_button.click()
    assert stepper.step.value == 1 and "Suppose <b>¬a</b>" in stepper.says.value
    stepper.go_button.click()
    assert isinstance(stepper.frame.event, Decision) or isinstance(
        stepper.frames[stepper.step.value + 1].event, Decision
    )
    while not isinstance(stepper.frame.event, Conflict):
        stepper.go_button.click()
    assert "✗" in stepper.picture.value and "the cut" not in stepper.picture.value
    stepper.go_button.click()
    assert isinstance(stepper.frame.event, Learned) and "the cut" in stepper.picture.value
    assert "8 -8 1 0" in stepper.says.value  # the line of the proof
    stepper.next_button.click()
    assert stepper.frame.event == Backjump(1) and stepper.frame.level == 1
    stepper.step.value = stepper.step.max
    stepper.next_button.click()
    stepper.go_button.click()
    assert stepper.step.value == stepper.step.max and isinstance(stepper.frame.event, Model)
    assert stepper.table().text.startswith(f"Step {stepper.step.max} of {stepper.step.max}: Every clause is true")


def test_the_reader_supposes_something_else():
    stepper = ImplicationStepper()
    stepper.next_button.click()
    before = stepper.frames[:2]
    assert -5 in [literal for _, literal in stepper.options()] and -1 not in [value for _, value in stepper.options()]
    stepper.choice.value = stepper.own.clauses.variables  # the last letter
    stepper.suppose_button.click()
    assert stepper.frames[:2] == before
    assert stepper.frames[2].event == Decision(stepper.own.clauses.variables, 2)
    assert stepper.step.value > 1


@pytest.mark.parametrize("formula", [JUMP, EXAMPLES["no row at all"], pigeons(3)], ids=str)
def test_played_to_the_end_with_whatever_comes_last_in_the_list(formula):
    stepper = ImplicationStepper(formula)
    for _ in range(2 * len(stepper.frames)):
        if stepper.options():
            stepper.suppose(stepper.options()[-1][1])
        else:
            stepper.go_button.click()
    last = stepper.frame.event
    assert stepper.step.value == stepper.step.max
    assert isinstance(last, Model) == (formula == JUMP) and (isinstance(last, Model) or last.clause == ())


def test_where_nothing_is_to_be_supposed_it_says_so():
    stepper = ImplicationStepper()
    at = next(n for n, event in enumerate(events_of(stepper)) if isinstance(event, Conflict))
    stepper.step.value = at
    assert stepper.options() == [] and stepper.choice.value == 0
    stepper.suppose_button.click()
    assert HERE in stepper.says.value and stepper.step.value == at
    with pytest.raises(ValueError, match="cannot be supposed"):
        stepper.suppose(1)


def test_another_formula_begins_again():
    stepper = ImplicationStepper()
    stepper.step.value = 3
    stepper.examples.value = EXAMPLES["three pigeons, two holes"]
    assert stepper.step.value == 0 and stepper.own.clauses.variables == 6
    stepper.source.value = "p & (q |"
    assert "This formula cannot be read" in stepper.says.value and "^" in stepper.says.value
    assert stepper.parts.layout.display == "none" and stepper.examples.value == ""
    assert "cannot be read" in stepper.table().text and stepper.table() == stepper.says.value
    stepper.source.value = "p & (q | ~p)"
    assert stepper.parts.layout.display == "flex" and isinstance(stepper.frames[-1].event, Model)


def test_decisions_can_be_given():
    stepper = ImplicationStepper(CNF(3, ((1, 2, 3),)), decisions=[3])
    assert events_of(stepper)[1] == Decision(3, 1)


def test_a_long_search_is_told_only_in_part(monkeypatch):
    monkeypatch.setattr(implication_stepper, "MOST_FRAMES", 10)
    stepper = ImplicationStepper(pigeons(3))
    assert len(stepper.frames) == 10
    stepper.step.value = 9
    assert "These were the first 10 steps" in stepper.says.value


def test_literals_of_the_given_formula_can_have_other_names():
    stepper = ImplicationStepper(CNF(2, ((1, 2),)), name=lambda literal: f"<{literal}>")
    stepper.next_button.click()
    assert "Suppose <b>&lt;-1&gt;</b>" in stepper.says.value and "<-1>" in stepper.table().text
    stepper.source.value = "rain | snow"
    stepper.next_button.click()
    assert "Suppose <b>¬rain</b>" in stepper.says.value


def test_a_conflict_is_cut_elsewhere():
    stepper = ImplicationStepper()
    assert stepper.cuts() == [] and stepper.cut.options == (("nothing at this step", None),)
    at = next(n for n, frame in enumerate(stepper.frames) if frame.learned)
    stepper.step.value = at
    assert [words for words, _ in stepper.cut.options] == [
        "as the solver learns",
        "¬g ∨ ¬h",
        "¬h ∨ ¬f ∨ a",
        "¬f ∨ a",
        "a ∨ ¬e",
        "a ∨ d",
    ]
    own = stepper.picture.value
    for number, (words, cut) in enumerate(stepper.cut.options[1:]):
        stepper.cut.value = cut
        assert "This cut gives" in stepper.says.value and stepper.frame.learned == cut
        assert ("makes none true" in stepper.says.value) == (number < 2)
        assert ("after going back to level 1" in stepper.says.value) == (number >= 2)
        assert "the cut" in stepper.picture.value and (stepper.picture.value == own) == (words == "¬f ∨ a")
        assert f"the cut gives {words}" in stepper.table().text
    stepper.cut.value = None
    assert stepper.picture.value == own and "Learned: clause" in stepper.says.value
    stepper.cut.value = stepper.cuts()[0]
    stepper.next_button.click()
    assert stepper.cut.value is None and stepper.frame.learned is None
