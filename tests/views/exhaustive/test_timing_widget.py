"""The timing widget without a browser: its runs, its ends, and what it then shows."""

import asyncio
import re

import pytest

pytest.importorskip("ipywidgets")

from arlib import Proved, Refuted, Unknown, Unsigned  # noqa: E402
from arlib.views.exhaustive import timing_widget  # noqa: E402
from arlib.views.exhaustive.timing_widget import EXAMPLES, SIGNED_TYPES, TYPES, TimingWidget  # noqa: E402
from arlib.views.page.html import timing_table  # noqa: E402


def ran(widget):
    return asyncio.run(widget.run())


def endless(**choices):
    """A widget whose run ends only when it is told to."""
    return TimingWidget("x + y == y + x", Unsigned(32), engine="python", seconds=600, **choices)


async def begun(widget):
    """Start as the button does, and return once cases are counted."""
    widget.run_button.click()
    while widget.result is None or widget.result.cases == 0:
        await asyncio.sleep(0.005)


def idle(widget):
    styles = widget.run_button.button_style, widget.stop_button.button_style
    return not widget.running and styles == ("primary", "")


def test_before_a_run_it_explains_itself():
    widget = TimingWidget()
    assert idle(widget) and widget.result is None
    assert "65,536 cases" in widget.message.value
    assert "Press Run" in widget.status.value
    assert "1,360 years" in widget.chart.value
    assert "essay" in widget.caption.value
    assert "Nothing was run yet" in widget.table()


def test_a_run_to_the_end():
    widget = TimingWidget("x + y == y + x", Unsigned(8))
    result = ran(widget)
    assert isinstance(result.verdict, Proved) and result is widget.result
    assert idle(widget)
    assert "<b>65,536</b> of 65,536 cases" in widget.status.value
    assert "✓" in widget.status.value and "proved" in widget.status.value
    assert 'aria-valuenow="100"' in widget.progress.value
    assert "all of uint8 took" in widget.chart.value
    assert widget.table() == timing_table(result)


def test_a_counterexample_is_shown():
    widget = TimingWidget("x - y == y - x", Unsigned(8))
    assert isinstance(ran(widget).verdict, Refuted)
    assert "✗" in widget.status.value and "refuted" in widget.status.value
    assert "x = 0, y = 1" in widget.status.value


def test_stop_keeps_the_count():
    async def scenario():
        widget = endless()
        await begun(widget)
        assert widget.running and not idle(widget)
        # A control that is disabled loses the focus, and JupyterLab takes what is typed next for commands.
        assert not any(part.disabled for part in (*widget.controls, widget.run_button, widget.stop_button))
        before = widget.result.cases
        widget.stop_button.click()
        return widget, before, await widget.task

    widget, before, result = asyncio.run(scenario())
    assert idle(widget)
    assert isinstance(result.verdict, Unknown) and result.verdict.reason.startswith("stopped after")
    assert result.cases >= before > 0
    assert f"<b>{result.cases:,}</b> of 18,446,744,073,709,551,616 cases" in widget.status.value
    assert "don't know" in widget.table().text
    assert "all of uint32 would take" in widget.chart.value


def test_run_again_after_stop():
    async def scenario():
        widget = endless()
        await begun(widget)
        widget.stop()
        await widget.task
        widget.integers.value = "uint4"
        widget.start()
        return widget, await widget.task

    widget, result = asyncio.run(scenario())
    assert isinstance(result.verdict, Proved) and result.cases == 256
    assert idle(widget)


def test_stop_without_a_run_stops_nothing_later():
    widget = TimingWidget("x == x", Unsigned(4))
    widget.stop()
    assert isinstance(ran(widget).verdict, Proved)


def test_stop_in_the_last_moment_takes_nothing_from_a_verdict(monkeypatch):
    explore = timing_widget.explore

    def stopped_late(*args, **choices):
        *_, last = explore(*args, **choices)
        widget.stop()
        yield last

    monkeypatch.setattr(timing_widget, "explore", stopped_late)
    widget = TimingWidget("x == x", Unsigned(4))
    assert isinstance(ran(widget).verdict, Proved)


def test_a_second_start_during_a_run_does_nothing():
    async def scenario():
        widget = endless()
        await begun(widget)
        first = widget.task
        widget.start()
        assert widget.task is first
        assert await widget.run() is widget.result
        widget.stop()
        return await first

    assert isinstance(asyncio.run(scenario()).verdict, Unknown)


def test_the_time_limit():
    widget = TimingWidget("x + y == y + x", Unsigned(64), engine="python", seconds=0.2)
    result = ran(widget)
    assert result.verdict == Unknown("the time limit of 0.2 s was reached")
    assert idle(widget)
    assert "the time limit of 0.2 s was reached" in widget.status.value


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, asyncio.CancelledError])
def test_an_interrupt_keeps_the_count_and_ends_the_run_only(monkeypatch, interrupt):
    explore = timing_widget.explore

    def interrupted(*args, **choices):
        snapshots = explore(*args, **choices)
        for _ in range(3):
            last = next(snapshots)
            yield last
        raise interrupt

    monkeypatch.setattr(timing_widget, "explore", interrupted)
    widget = endless()
    result = ran(widget)
    assert result.verdict.reason.startswith("stopped after") and result.cases > 0
    assert idle(widget)


def test_a_failure_is_shown_and_not_hidden(monkeypatch):
    def broken(*args, **choices):
        raise RuntimeError("no memory <left>")

    monkeypatch.setattr(timing_widget, "explore", broken)
    widget = TimingWidget()
    with pytest.raises(RuntimeError):
        ran(widget)
    assert idle(widget)
    assert "RuntimeError: no memory &lt;left&gt;" in widget.message.value


def test_a_malformed_claim_is_shown_in_place_with_a_caret():
    widget = TimingWidget()
    widget.claim.value = "x + * y == <script>"
    assert ran(widget) is None
    assert idle(widget)
    shown = re.search("<pre[^>]*>(.*)</pre>", widget.message.value, re.DOTALL)[1]
    _, source, caret = shown.splitlines()
    assert source.strip() == "x + * y == &lt;script&gt;"
    assert source[caret.index("^")] == "*"
    assert 'role="alert"' in widget.message.value
    widget.claim.value = "x == x"
    assert "alert" not in widget.message.value and "<b>256 cases</b>" in widget.message.value


@pytest.mark.parametrize(
    ("claim", "integers", "engine", "reason"),
    [
        ("x + 1", "uint8", "auto", "a claim is true or false"),
        ("", "uint8", "auto", "nothing to read"),
        ("x < 300", "uint8", "auto", "300 does not fit"),
        ("x = y", "uint8", "auto", "write == to compare"),
    ],
)
def test_what_cannot_be_tried_says_why(claim, integers, engine, reason):
    widget = TimingWidget()
    widget.integers.value, widget.engine.value, widget.claim.value = integers, engine, claim
    assert ran(widget) is None
    assert reason in widget.message.value


@pytest.mark.parametrize("claim", ["x - y == y - x", "x == x"])
@pytest.mark.parametrize(("control", "value"), [("claim", "x < 3"), ("claim", "1 <"), ("integers", "int16")])
def test_a_verdict_goes_when_the_question_changes(claim, control, value):
    widget = TimingWidget(claim, Unsigned(4))
    ran(widget)
    assert "proved" in widget.status.value or "refuted" in widget.status.value
    getattr(widget, control).value = value
    assert widget.result is None and "Press Run" in widget.status.value
    assert 'aria-valuenow="0"' in widget.progress.value
    assert "Nothing was run yet" in widget.table()
    assert ("This cannot be tried" in widget.message.value) == (value == "1 <")


def test_the_verdict_stays_when_only_the_engine_or_the_limit_change():
    widget = TimingWidget("x == x", Unsigned(4))
    result = ran(widget)
    widget.engine.value, widget.seconds.value = "python", 3
    assert widget.result is result and "proved" in widget.status.value


@pytest.mark.parametrize(("control", "value"), [("claim", "x < 3"), ("claim", "1 <"), ("integers", "int16")])
def test_a_run_ends_when_the_question_changes(control, value):
    async def scenario():
        widget = endless()
        await begun(widget)
        getattr(widget, control).value = value
        return widget, await widget.task

    widget, result = asyncio.run(scenario())
    assert result is None and widget.result is None and idle(widget)
    assert "Press Run" in widget.status.value


def test_before_a_case_is_tried_the_engine_is_being_prepared(monkeypatch):
    snapshot = next(timing_widget.explore("x == x", Unsigned(4)))
    seen = []

    def preparing(*args, **choices):
        for _ in range(3):
            yield snapshot
            seen.append(widget.status.value)

    monkeypatch.setattr(timing_widget, "explore", preparing)
    monkeypatch.setattr(timing_widget, "TEXT_EVERY", 0)
    widget = TimingWidget("x == x", Unsigned(4))
    ran(widget)
    assert len(seen) == 3 and all("being prepared" in text and "cases" not in text for text in seen)


def test_an_engine_that_cannot_take_the_type_says_why():
    widget = TimingWidget("x == x", Unsigned(65), engine="numpy")
    assert ran(widget) is None and idle(widget)
    assert "use the python engine" in widget.message.value


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("integers", ["uint4", "int4"])
def test_every_example_has_a_verdict(example, integers):
    widget = TimingWidget(example)
    widget.integers.value = integers
    assert isinstance(ran(widget).verdict, Proved | Refuted)


def test_every_type_can_be_chosen_and_one_that_is_not_in_the_list_too():
    widget = TimingWidget("x == x", Unsigned(5))
    for name in (*TYPES, *SIGNED_TYPES):
        widget.integers.value = name
        assert "cases" in widget.message.value
    widget.integers.value = "uint5"
    assert ran(widget).cases == 32
