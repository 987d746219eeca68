"""Rules of the reader's own: what is read, what is accepted, and of which text it is said."""

import asyncio

import pytest

pytest.importorskip("ipywidgets")

from arlib import Unbounded, Unsigned, Unsupported  # noqa: E402
from arlib.views.rewriting import own_rules  # noqa: E402
from arlib.views.rewriting.own_rules import OwnRules, read_rule  # noqa: E402


def rules_in(integers):
    return OwnRules(integers, lambda: None)


def add(own, text):
    own.text.value = text
    own.button.click()


def test_a_sound_rule_is_kept_once():
    told = []
    own = OwnRules(Unbounded(), lambda: told.append(1))
    add(own, "(a + b) - b = a")
    assert "accepted" in own.message.value and told == [1]
    add(own, "a + b - b = a")
    assert [rule.name for rule in own.rules] == ["your rule 1"]


def test_an_unsound_rule_is_refused_with_the_values():
    own = rules_in(Unsigned(8))
    add(own, "a < a + 1 = True")
    assert "refused" in own.message.value and "a = 255" in own.message.value
    assert "the left side is False and the right side True" in own.message.value and own.rules == ()
    own.move_to(Unbounded())
    add(own, "a < a + 1 = True")
    assert "accepted" in own.message.value and len(own.rules) == 1
    own.move_to(Unsigned(8))
    assert own.rules == () and "not all of your rules are sound" in own.message.value


@pytest.mark.parametrize(
    "text, column", [("a + = b", 3), ("a = * b", 4), ("  a b = c", 4), ("", 0), ("a + b", 5), ("a = b = c", 6)]
)
def test_a_rule_that_cannot_be_read_shows_where(text, column):
    with pytest.raises(Unsupported) as caught:
        read_rule(text, "mine")
    assert caught.value.column == column
    own = rules_in(Unbounded())
    add(own, text)
    assert "This rule cannot be read" in own.message.value and "^" in own.message.value


def test_enter_adds_the_rule_that_was_typed(monkeypatch):
    monkeypatch.setattr(own_rules.panel, "SETTLE", 0.001)

    async def scenario():
        own = rules_in(Unbounded())
        own._said(own.text, {"event": "submit"}, None)
        own.text.value = "a + b = b + a"
        await own._task
        return own

    assert len(asyncio.run(scenario()).rules) == 1


def test_what_was_said_of_a_rule_goes_with_the_rule():
    own = rules_in(Unsigned(8))
    for change in (lambda: setattr(own.text, "value", "a + 1"), lambda: own.move_to(Unsigned(8))):
        own.text.value = "a < a + 3 = True"
        own.add()
        assert "is not sound" in own.message.value
        change()
        assert own.message.value == ""


def test_a_text_that_arrives_after_the_press_is_the_one_that_is_judged(monkeypatch):
    monkeypatch.setattr(own_rules, "SECONDS", 60)
    own = rules_in(Unsigned(8))
    add(own, "a < a + 3 = True")
    assert "is not sound" in own.message.value
    own.text.value = "a + b - b = a"
    assert "it is offered as your rule 1" in own.message.value
    assert [rule.name for rule in own.rules] == ["your rule 1"]
