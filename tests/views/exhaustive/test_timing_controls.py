"""The controls of the timing widget, and what is typed and chosen in them."""

import asyncio

import pytest

pytest.importorskip("ipywidgets")

from arlib import Unsigned  # noqa: E402
from arlib.views.exhaustive import timing_widget  # noqa: E402
from arlib.views.exhaustive.timing_widget import TimingWidget  # noqa: E402


def test_enter_in_the_claim_runs_it():
    async def scenario():
        widget = TimingWidget("x == x", Unsigned(4))
        widget.claim._handle_custom_msg({"event": "submit"}, [])
        await asyncio.sleep(0)
        widget.claim.value = "x == 3"  # a browser sends the new text after the Enter
        return await widget.task

    assert asyncio.run(scenario()).counterexample == {"x": 0}


def test_an_example_becomes_the_claim_and_a_claim_of_ones_own_is_no_example():
    widget = TimingWidget()
    assert widget.examples.value == "x + y == y + x"
    widget.examples.value = "x + 1 > x"
    assert widget.claim.value == "x + 1 > x"
    assert "<b>256 cases</b>: every value of x" in widget.message.value
    widget.claim.value = "x == 3"
    assert widget.examples.value == ""
    assert widget.claim.value == "x == 3"


def test_every_control_has_a_description_and_none_is_cut_off():
    widget = TimingWidget()
    for control in (*widget.controls, widget.run_button, widget.stop_button):
        assert control.description


def test_the_display_is_short_in_plain_text():
    bundle = TimingWidget("x == x", Unsigned(4))._repr_mimebundle_()
    assert bundle["text/plain"] == "TimingWidget('x == x', uint4)"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_a_long_run_is_drawn_seldom(monkeypatch):
    """However many snapshots come, the page is given only what it can show."""
    *_, snapshot, _ = timing_widget.explore("x + y == y + x", Unsigned(8), engine="python")
    assert snapshot.cases > 0
    clock = iter(range(10**9))
    monkeypatch.setattr(timing_widget.time, "perf_counter", lambda: next(clock) * 1e-5)
    monkeypatch.setattr(timing_widget, "explore", lambda *args, **choices: iter([snapshot] * 20_000))
    widget = TimingWidget()
    drawn = []
    monkeypatch.setattr(widget, "_show", lambda result, chart: drawn.append(chart))
    asyncio.run(widget.run())
    assert 1 <= len(drawn) <= 10
    assert sum(drawn) <= 2
