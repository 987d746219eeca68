"""The termination panel without a browser: in an event loop, as a kernel has one."""

import asyncio
import time

import pytest

pytest.importorskip("ipywidgets")

from views.termination.test_proofs import G, tags  # noqa: E402

from arlib import Proved, check, terminates  # noqa: E402
from arlib.checking import Accepted  # noqa: E402
from arlib.halting.apart import STOPPABLE  # noqa: E402
from arlib.views.page import panel as page_panel  # noqa: E402
from arlib.views.termination import own_program, termination_panel  # noqa: E402
from arlib.views.termination.own_program import EXAMPLES  # noqa: E402
from arlib.views.termination.termination_panel import TerminationPanel  # noqa: E402


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(termination_panel, "PAUSE", 0)
    monkeypatch.setattr(page_panel, "SETTLE", 0.01)


def endless(*_):
    time.sleep(10**6)


def test_before_a_check_it_says_what_to_do():
    panel = TerminationPanel()
    assert panel.answer is None and panel.verdict is None and panel.rows == []
    assert "Press Check" in panel.message.value and panel.graph.layout.display == "none"
    assert panel.examples.value == EXAMPLES["g, in Python"] == panel.source.value
    assert "Press Check" in panel.table().text
    assert repr(panel) == "TerminationPanel(['def g(x, y):'], not checked)"
    assert panel._repr_mimebundle_()["text/plain"] == repr(panel)


def test_a_check_shows_the_answer_and_the_graph():
    panel = TerminationPanel(G)
    found = asyncio.run(panel.check())
    assert found.word == "proved" and "always ends" in panel.page.value and "<svg" in panel.graph.value
    assert "The answer is <b>proved</b>" in panel.message.value
    assert isinstance(panel.verdict, Proved) and isinstance(check(panel.verdict.certificate), Accepted)
    assert str(panel.verdict.certificate) == str(terminates(G).certificate)
    assert "Control graph of g(x, y)" in panel.table().text and tags(panel.table()).count("svg") == 1


def test_another_program_takes_the_answer_away():
    panel = TerminationPanel(G, ranking="x - y", invariant="y > 0")
    asyncio.run(panel.check())
    assert all(row.holds for row in asyncio.run(panel.judge())) and "proved" in panel.whole.value
    assert "your argument shows" in panel.table().text
    panel.examples.value = EXAMPLES["g2, which forgets a test"]
    assert panel.answer is None and panel.page.value == panel.graph.value == panel.duties.value == ""
    asyncio.run(panel.check())
    assert panel.answer.word == "refuted" and "The run" in panel.page.value
    panel.source.value = panel.source.value + "\n"
    assert panel.examples.value == "" and panel.answer is None
    panel.integers.value = "wrap"
    asyncio.run(panel.check())
    assert panel.answer.word == "unread" and panel.verdict is None and "a C function" in panel.page.value
    assert panel.graph.layout.display == "none"


def test_another_argument_takes_the_judgement_away():
    panel = TerminationPanel(G, ranking="x")
    assert [row.holds for row in asyncio.run(panel.judge())] == [False, False]
    assert "no proof yet" in panel.whole.value and "✗ rejected" in panel.duties.value
    panel.ranking.value = "x +"
    assert panel.rows == [] and panel.duties.value == panel.whole.value == ""
    assert asyncio.run(panel.judge()) == []
    assert "This argument cannot be read" in panel.whole.value and "^" in panel.whole.value


def test_buttons_start_tasks_and_stop_ends_them(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")
    monkeypatch.setattr(own_program, "decide", endless)  # which a process that is started from here has too

    async def pressed():
        panel = TerminationPanel(G)
        panel.check_button.click()
        while "Searching" not in panel.message.value:
            await asyncio.sleep(0.01)
        panel.stop_button.click()
        await asyncio.wait([panel.task])
        return panel

    panel = asyncio.run(pressed())
    assert "stopped" in panel.message.value and panel.answer is None and panel.stop_button.button_style == ""


def test_a_search_that_does_not_end_by_itself_is_ended(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")
    monkeypatch.setattr(own_program, "decide", endless)
    monkeypatch.setattr(termination_panel, "MARGIN", 0.2)
    panel = TerminationPanel(G, seconds=0.1)
    assert asyncio.run(panel.check()) is None
    assert "it did not come back within 0.3" in panel.message.value


def test_a_text_that_arrives_after_the_press_is_the_one_that_was_meant():
    async def pressed():
        panel = TerminationPanel(G)
        panel.check_button.click()
        panel.source.value = EXAMPLES["g2, which forgets a test"]
        await asyncio.wait([panel.task])
        panel.judge_button.click()
        panel.ranking.value = "x - y"
        await asyncio.wait([panel.task])
        return panel

    panel = asyncio.run(pressed())
    assert panel.answer.word == "refuted" and [row.kind for row in panel.rows] == ["Decrease", "Bound"]


def test_enter_in_a_field_judges():
    async def submitted():
        panel = TerminationPanel(G, ranking="x - y", invariant="y > 0")
        panel.ranking._handle_custom_msg({"event": "submit"}, [])
        await asyncio.wait([panel.task])
        return panel

    assert "proved" in asyncio.run(submitted()).whole.value
