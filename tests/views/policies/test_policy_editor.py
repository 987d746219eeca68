"""The policy editor without a browser: in an event loop, as a kernel has one."""

import asyncio
import time

import pytest

pytest.importorskip("ipywidgets")

from arlib.halting.apart import STOPPABLE  # noqa: E402
from arlib.views.page import panel as page_panel  # noqa: E402
from arlib.views.policies import own_policy, policy_editor  # noqa: E402
from arlib.views.policies.own_policy import EXAMPLES, REQUEST  # noqa: E402
from arlib.views.policies.policy_editor import OTHERS, QUESTIONS, PolicyEditor  # noqa: E402

DENY = EXAMPLES["a Deny that lets one endpoint in"]
OPEN = EXAMPLES["everybody but Bob"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(policy_editor, "PAUSE", 0.02)
    monkeypatch.setattr(page_panel, "SETTLE", 0.01)


def shown(editor):
    return [each for each, field in editor.others.items() if field.layout.display == "flex"]


def endless(*_):
    time.sleep(10**6)


def test_before_a_question_it_says_what_to_do():
    editor = PolicyEditor()
    assert editor.answer is None and "press Check" in editor.message.value and "press Check" in editor.table().text
    assert editor.examples.value == editor.source.value and shown(editor) == []
    assert repr(editor) == "PolicyEditor('public': not asked)"
    assert editor._repr_mimebundle_()["text/plain"] == repr(editor)


def test_a_check_shows_the_answer_and_the_lines_that_decide():
    editor = PolicyEditor(OPEN)
    found = asyncio.run(editor.check())
    assert found.text.startswith("✗ public") and "the request" in editor.page.value
    assert 'aria-current="true"' in editor.listing.value and "✗ public" in editor.message.value
    assert editor.table().text == found.text and repr(editor) == "PolicyEditor('public': ✗ public)"


@pytest.mark.parametrize("question", [each for _, each in QUESTIONS])
def test_every_question_can_be_asked(question):
    editor = PolicyEditor(DENY, question)
    assert shown(editor) == [question] * (question in OTHERS)
    found = asyncio.run(editor.check())
    assert found.read and found.text[0] in "✓✗S"


def test_each_question_keeps_its_own_second_text():
    editor = PolicyEditor(DENY, "request", REQUEST.replace("anonymous", "Service:s3.amazonaws.com"))
    second, request = editor.others["at most"], editor.others["request"]
    assert "Service:s3" in request.value and request.description == "Request" and shown(editor) == ["request"]
    editor.question.value = "at most"
    assert second.description == "Second policy" and second.value == EXAMPLES["photos for one account"]
    request.value = REQUEST  # which a browser held back until the question was another one
    assert second.value == EXAMPLES["photos for one account"] and shown(editor) == ["at most"]
    second.value = OPEN
    for question in ("public", "request", "at most"):
        editor.question.value = question
    assert second.value == OPEN and request.value == REQUEST


def test_what_is_typed_is_answered_after_a_pause():
    async def typed():
        editor = PolicyEditor(DENY)
        await editor.task
        first = editor.answer
        editor.source.value = OPEN[:20]
        assert editor.answer is None and "after a pause" in editor.message.value
        assert "arlib-stale" in editor.page._dom_classes and editor.examples.value == ""
        interrupted = editor.task
        editor.source.value = OPEN
        await editor.task
        assert interrupted.cancelled() or interrupted.done()
        return first, editor

    first, editor = asyncio.run(typed())
    assert first.text.startswith("✓ not public") and editor.answer.text.startswith("✗ public")
    assert "arlib-stale" not in editor.page._dom_classes and editor.examples.value == OPEN


def test_an_example_is_asked_about():
    async def chosen():
        editor = PolicyEditor()
        editor.examples.value = OPEN
        await editor.task
        return editor

    assert asyncio.run(chosen()).answer.text.startswith("✗ public")


def test_what_cannot_be_read_has_a_caret():
    editor = PolicyEditor(DENY.replace('"Deny"', '"deny"'))
    found = asyncio.run(editor.check())
    assert not found.read and "line 8, column 17" in editor.page.value and "^" in editor.page.value
    assert editor.listing.value == ""


def test_stop_ends_it(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")
    monkeypatch.setattr(own_policy, "answer", endless)  # which a process that is started from here has too

    async def pressed():
        editor = PolicyEditor(OPEN)
        editor.check_button.click()
        while "Asking" not in editor.message.value:
            await asyncio.sleep(0.01)
        editor.stop_button.click()
        await asyncio.wait([editor.task])
        return editor

    editor = asyncio.run(pressed())
    assert "stopped" in editor.message.value and editor.answer is None and editor.stop_button.button_style == ""


def test_what_takes_too_long_is_ended(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")
    monkeypatch.setattr(own_policy, "answer", endless)
    editor = PolicyEditor(OPEN, seconds=0.2)
    assert asyncio.run(editor.check()) is None
    assert "it did not come back within 0.2" in editor.message.value
