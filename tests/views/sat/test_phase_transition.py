"""The phase transition without a browser: in an event loop, as a kernel has one."""

import asyncio
import time

import pytest

pytest.importorskip("ipywidgets")

from arlib.halting import apart  # noqa: E402
from arlib.halting.apart import STOPPABLE  # noqa: E402
from arlib.sat.transition import sample  # noqa: E402
from arlib.views.page import panel as page_panel  # noqa: E402
from arlib.views.sat import phase_transition  # noqa: E402
from arlib.views.sat.phase_transition import PhaseTransition, samples  # noqa: E402
from arlib.views.sat.transition_chart import RATIOS, transition_html  # noqa: E402


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(page_panel, "SETTLE", 0.01)


def test_before_it_starts_it_says_what_to_do():
    transition = PhaseTransition()
    assert "press Start" in transition.message.value and "<svg" in transition.chart.value
    assert (
        repr(transition)
        == "PhaseTransition(Random clauses of 3 letters, 50 letters in all: 0 formulas at each of 13 ratios)"
    )
    assert transition._repr_mimebundle_()["text/plain"] == repr(transition)


@pytest.mark.parametrize("stoppable", [True, False])
def test_it_measures_what_its_twin_measures(monkeypatch, stoppable):
    monkeypatch.setattr(apart, "STOPPABLE", stoppable and STOPPABLE)
    transition = PhaseTransition(20, 3)
    asyncio.run(transition.measure())
    assert transition.table() == transition_html(20, 3)
    assert f"All {3 * len(RATIOS)} formulas were searched" in transition.message.value
    assert "20 letters in all: 3 formulas" in transition.chart.value and transition.rows.value


def test_it_draws_as_it_goes(monkeypatch):
    monkeypatch.setattr(phase_transition, "TURN", -1.0)  # each formula comes back at once

    async def watched():
        transition = PhaseTransition(20, 1)
        seen = []
        transition.chart.observe(lambda change: seen.append(change["new"].count("<circle")), "value")
        transition.start_button.click()
        while transition.task is None or not transition.task.done():
            await asyncio.sleep(0.01)
        return seen

    assert asyncio.run(watched()) == [*range(1, len(RATIOS) + 1)]


def test_formulas_come_back_together_but_at_least_one(monkeypatch):
    jobs = ((2.0, 0), (4.25, 1), (7.0, 2))
    assert samples((15, jobs)) == [sample(15, *job) for job in jobs]
    monkeypatch.setattr(phase_transition, "TURN", -1.0)
    assert len(samples((15, jobs))) == 1


def test_stop_keeps_what_was_found(monkeypatch):
    if not STOPPABLE:
        pytest.skip("there are no processes here")

    def some_and_then_none(asked):
        letters, jobs = asked
        if jobs[0][1] == 1:
            time.sleep(10**6)
        return [sample(letters, *job) for job in jobs[: len(RATIOS)]]

    monkeypatch.setattr(phase_transition, "samples", some_and_then_none)

    async def pressed():
        transition = PhaseTransition(20, 5)
        transition.start_button.click()
        while "13 of 65 formulas" not in transition.message.value:
            await asyncio.sleep(0.01)
        transition.stop_button.click()
        await asyncio.wait([transition.task])
        return transition

    transition = asyncio.run(pressed())
    assert "stopped" in transition.message.value and {point.formulas for point in transition.points} == {1}
    assert "1 formula at each of 13 ratios" in transition.table().text
