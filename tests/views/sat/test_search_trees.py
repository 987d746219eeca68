"""The search trees without a browser: in an event loop, as a kernel has one."""

import asyncio
import time

import pytest

pytest.importorskip("ipywidgets")

from arlib.halting.apart import STOPPABLE  # noqa: E402
from arlib.views.page import panel as page_panel  # noqa: E402
from arlib.views.sat import search_trees, searches  # noqa: E402
from arlib.views.sat.own_formula import EXAMPLES  # noqa: E402
from arlib.views.sat.search_trees import QUESTIONS, SearchTrees  # noqa: E402


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(search_trees, "PAUSE", 0.02)
    monkeypatch.setattr(page_panel, "SETTLE", 0.01)


def endless(*_):
    time.sleep(10**6)


def test_before_a_search_it_says_what_to_do():
    trees = SearchTrees()
    assert trees.answer is None and "press Search" in trees.message.value and "press Search" in trees.table().text
    assert trees.examples.value == trees.source.value
    assert repr(trees) == "SearchTrees(not searched)" and trees._repr_mimebundle_()["text/plain"] == repr(trees)


@pytest.mark.parametrize("question", [each for _, each in QUESTIONS])
def test_every_question_can_be_asked(question):
    trees = SearchTrees("p | ~p", question)
    found = asyncio.run(trees.search())
    assert found.read and found.word in ("✓ satisfiable", "✓ valid") and found.word in trees.message.value
    assert trees.page.value.count("<svg") == 3 and trees.table().text == found.text
    assert repr(trees) == f"SearchTrees({found.word})"


def test_what_is_typed_is_searched_after_a_pause():
    async def typed():
        trees = SearchTrees("p & ~p")
        await trees.task
        first = trees.answer
        trees.source.value = "p & ("
        assert trees.answer is None and "after a pause" in trees.message.value
        assert "arlib-stale" in trees.page._dom_classes
        trees.source.value = "p & q"
        await trees.task
        second = trees.answer
        trees.question.value = "valid"
        await trees.task
        third = trees.answer
        trees.examples.value = EXAMPLES["no row at all"]
        await trees.task
        return first, second, third, trees

    first, second, third, trees = asyncio.run(typed())
    assert [each.word for each in (first, second, third)] == ["✗ not satisfiable", "✓ satisfiable", "✗ not valid"]
    assert trees.answer.word == "✗ not valid" and "arlib-stale" not in trees.page._dom_classes


def test_what_cannot_be_read_has_a_caret():
    trees = SearchTrees("p & & q")
    found = asyncio.run(trees.search())
    assert not found.read and "line 1, column 5" in trees.page.value and "^" in trees.page.value


def test_stop_ends_it(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")
    monkeypatch.setattr(searches, "answer", endless)  # which a process that is started from here has too

    async def pressed():
        trees = SearchTrees()
        trees.search_button.click()
        while "Searching" not in trees.message.value:
            await asyncio.sleep(0.01)
        trees.stop_button.click()
        await asyncio.wait([trees.task])
        return trees

    trees = asyncio.run(pressed())
    assert "stopped" in trees.message.value and trees.answer is None and trees.stop_button.button_style == ""


def test_what_takes_too_long_is_ended(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")
    monkeypatch.setattr(searches, "answer", endless)
    trees = SearchTrees(seconds=0.2)
    assert asyncio.run(trees.search()) is None
    assert "it did not come back within 0.2" in trees.message.value
