"""The rewriting widgets without a browser."""

import asyncio

import pytest

pytest.importorskip("ipywidgets")

from arlib import Accepted, Rejected, Unbounded, Unsigned, Unsupported  # noqa: E402
from arlib.languages.python.claims import parse  # noqa: E402
from arlib.proving import prove
from arlib.rewriting import simplify  # noqa: E402
from arlib.views.page.choices import choices, labels, read_rule  # noqa: E402
from arlib.views.rewriting import stepper  # noqa: E402
from arlib.views.rewriting.derivations import derivation_table  # noqa: E402
from arlib.views.rewriting.stepper import DerivationWidget, RewriteWidget  # noqa: E402


def add(widget, text):
    widget.own.value = text
    widget.add_button.click()


def test_a_derivation_is_stepped_through():
    derivation = prove("x + y == y + x").certificate
    widget = DerivationWidget(derivation)
    assert "Step 0 of 2" in widget.message.value and "This is where it begins" in widget.message.value
    assert "a + b = b + a" in widget.message.value and "commutativity of +" in widget.message.value
    assert "<u " in widget.formula.value and "marked: y + x" in widget.tree.value
    widget.previous_button.click()
    assert widget.step.value == 0
    widget.next_button.click()
    assert "Reached by <b>commutativity of +</b>" in widget.message.value
    assert "Next" in widget.message.value
    for _ in range(3):
        widget.next_button.click()
    assert widget.step.value == 2
    assert "the derivation is complete" in widget.message.value and "<u " not in widget.formula.value
    widget.step.value = 1
    assert "Step 1 of 2" in widget.message.value
    assert widget.table() == derivation_table(derivation)
    assert not (widget.next_button.disabled or widget.previous_button.disabled)
    assert repr(widget) == "DerivationWidget(a derivation of 2 steps: commutativity of +, reflexivity of ==)"


def test_a_derivation_that_ends_elsewhere():
    widget = DerivationWidget(simplify(parse("x + 0")))
    widget.next_button.click()
    assert "Here the derivation ends" in widget.message.value
    assert "Here the derivation ends" in DerivationWidget(simplify(parse("x"))).message.value


def test_the_reader_proves_a_claim():
    widget = RewriteWidget()
    assert widget.answer is None and widget.choices and widget.rule.value == 0
    assert "It turns" in widget.message.value and "<u " in widget.formula.value
    widget.choose("commutativity of +", at="y + x")
    assert "marked: y + x" in widget.tree.value
    widget.apply_button.click()
    assert "x + y == x + y" in widget.table().text
    widget.choose("reflexivity of ==")
    widget.apply_button.click()
    assert widget.answer == Accepted()
    assert "the checker accepts a derivation of 2 steps" in widget.message.value
    assert widget.rule.options == (("no rule applies", stepper.NONE),)
    widget.apply_button.click()
    assert len(widget.steps) == 2
    widget.undo_button.click()
    assert widget.answer is None and len(widget.steps) == 1
    widget.reset_button.click()
    widget.undo_button.click()
    assert widget.steps == [] and widget.history.value == ""
    with pytest.raises(ValueError, match="distributivity does not apply"):
        widget.choose("distributivity")


def test_only_rules_of_the_model_are_offered():
    unsigned = {choice.rule.name for choice in RewriteWidget("0 <= x", Unsigned(8)).choices}
    unbounded = {choice.rule.name for choice in RewriteWidget("0 <= x").choices}
    assert "no unsigned number is negative" in unsigned - unbounded
    assert "subtract the left side" in unbounded - unsigned


def test_every_choice_is_a_step_that_the_checker_takes():
    widget = RewriteWidget("(x + 1 - y) * 2 == 2 * x + (3 - 1) - y * 2 or not x < y")
    assert len(widget.choices) > 5
    for number in range(len(widget.choices)):
        widget.rule.value = number
        widget.apply()
        rejected = stepper.check(widget.derivation)
        assert isinstance(rejected, Rejected) and rejected.obligation == "end"
        widget.undo()


def test_labels_tell_choices_apart():
    for text in ("x + 1 == x + 1", "x + y + z == 0", "x - x == 0 and x - x == 0"):
        found = labels(choices(parse(text), Unbounded()))
        assert len(found) == len(set(found)), found


def test_a_partial_formula_gets_no_rule():
    widget = RewriteWidget("x // y == x // y")
    assert widget.choices == [] and "may have no value" in widget.message.value


def test_false_is_said():
    widget = RewriteWidget("x < x")
    widget.choose("irreflexivity of <")
    widget.apply()
    assert "false for all inputs" in widget.message.value and widget.answer is None


def test_a_sound_rule_of_ones_own_joins_the_list():
    widget = RewriteWidget("(x + y) - y == x")
    add(widget, "(a + b) - b = a")
    assert "accepted" in widget.own_message.value
    widget.choose("your rule 1")
    widget.apply()
    widget.choose("reflexivity of ==")
    widget.apply()
    assert widget.answer == Accepted(("z3, for the rule your rule 1",))
    assert "it rests on z3, for the rule your rule 1" in widget.message.value
    add(widget, "a + b - b = a")
    assert len(widget.own_rules) == 1


def test_an_unsound_rule_is_refused_with_the_values():
    widget = RewriteWidget("x < x + 1", Unsigned(8))
    before = widget.rule.options
    add(widget, "a < a + 1 = True")
    assert "refused" in widget.own_message.value and "a = 255" in widget.own_message.value
    assert "the left side is False and the right side True" in widget.own_message.value
    assert widget.own_rules == [] and widget.rule.options == before
    widget.integers.value = "int"
    add(widget, "a < a + 1 = True")
    assert "accepted" in widget.own_message.value and len(widget.own_rules) == 1
    widget.integers.value = "uint8"
    assert widget.own_rules == [] and "not all of your rules are sound" in widget.own_message.value


@pytest.mark.parametrize(
    "text, column", [("a + = b", 3), ("a = * b", 4), ("  a b = c", 4), ("", 0), ("a + b", 5), ("a = b = c", 6)]
)
def test_a_rule_that_cannot_be_read_shows_where(text, column):
    with pytest.raises(Unsupported) as caught:
        read_rule(text, "mine")
    assert caught.value.column == column
    widget = RewriteWidget()
    add(widget, text)
    assert "This rule cannot be read" in widget.own_message.value and "^" in widget.own_message.value


def test_a_claim_that_cannot_be_read_shows_where_and_changes_nothing():
    widget = RewriteWidget()
    widget.apply()
    widget.claim.value = "x + * <b>"
    assert "This cannot be tried" in widget.message.value and "<b>" not in widget.message.value.split("<pre")[1]
    assert len(widget.steps) == 1
    widget.claim.value = "x == x"
    assert widget.steps == [] and "reflexivity" in str(widget.rule.options)
    with pytest.raises(Unsupported):
        RewriteWidget("x +")


def test_enter_adds_the_rule_that_was_typed(monkeypatch):
    monkeypatch.setattr(stepper.panel, "SETTLE", 0.001)

    async def scenario():
        widget = RewriteWidget()
        widget._own_message(widget.own, {"event": "submit"}, None)
        widget.own.value = "a + b = b + a"
        await widget._task
        return widget

    assert len(asyncio.run(scenario()).own_rules) == 1


def test_controls_are_described_and_never_disabled():
    widget = RewriteWidget()
    assert [c.description for c in (widget.claim, widget.integers, widget.rule, widget.own)] == [
        "Claim",
        "Integers",
        "Rule",
        "Your rule",
    ]
    assert repr(widget) == "RewriteWidget('x + y == y + x', int)"
    assert widget._repr_mimebundle_()["text/plain"] == repr(widget)


def test_what_was_said_of_a_rule_goes_with_the_rule():
    widget = RewriteWidget("x + y == y + x", "uint8")
    for change in (
        lambda: setattr(widget.own, "value", "a + 1"),
        lambda: setattr(widget.claim, "value", "x == x"),
        lambda: setattr(widget.integers, "value", "int8"),
        widget.reset,
    ):
        widget.own.value = "a < a + 3 = True"
        widget.add_rule()
        assert "is not sound" in widget.own_message.value
        change()
        assert widget.own_message.value == ""


def test_a_text_that_arrives_after_the_press_is_the_one_that_is_judged():
    widget = RewriteWidget("x + y == y + x", "uint8")
    widget.own.value = "a < a + 3 = True"
    widget.add_button.click()
    assert "is not sound" in widget.own_message.value
    widget.own.value = "a + b - b = a"
    assert "it is offered as your rule 1" in widget.own_message.value
    assert [rule.name for rule in widget.own_rules] == ["your rule 1"]
