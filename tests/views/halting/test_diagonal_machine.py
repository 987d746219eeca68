"""The diagonal machine without a browser."""

import asyncio

import pytest

pytest.importorskip("ipywidgets")

from arlib.halting import Decider, all_deciders, diagonal  # noqa: E402
from arlib.views.halting import diagonal_machine  # noqa: E402
from arlib.views.halting.confrontations import confrontation_html  # noqa: E402
from arlib.views.halting.diagonal_machine import OWN, DiagonalMachine  # noqa: E402


def test_before_anything_is_pressed():
    machine = DiagonalMachine()
    assert machine.confrontation is None
    assert "Then press Confront" in machine.prediction.value
    assert "always_yes</b>" in machine.program.value and "③" in machine.program.value
    assert "Every program ends." in machine.says.value
    assert machine.controls.layout.display == machine.own.layout.display == "none"
    assert machine.table().text == "always_yes has not been confronted yet."
    assert repr(machine) == "DiagonalMachine(always_yes)"


@pytest.mark.parametrize("name", [decider.name for decider in all_deciders()])
def test_a_confrontation_unfolds_step_by_step(name):
    machine = DiagonalMachine(name)
    machine.confront_button.click()
    found = machine.confrontation
    assert found.source == diagonal(name)
    assert machine.step.value == 0 and machine.judgement.value == "" and "press Next" in machine.run.value
    for count in range(1, len(found.run.steps) + 1):
        assert machine.judgement.value == ""
        machine.next_button.click()
        assert machine.run.value.count("<tr") == count + 1
        assert machine.program.value.count("▶") == 1
    assert found.verdict in machine.judgement.value and 'role="status"' in machine.judgement.value
    machine.next_button.click()
    assert machine.step.value == len(found.run.steps)
    machine.previous_button.click()
    assert machine.judgement.value == ""
    assert machine.table() == confrontation_html(found)
    machine.confront_button.click()
    assert machine.step.value == 0 and machine.confrontation.inside == found.inside


def test_another_decider_clears_what_was_said():
    machine = DiagonalMachine()
    machine.confront()
    machine.step.value = machine.step.max
    machine.decider.value = "coin"
    assert machine.confrontation is None
    assert machine.run.value == machine.judgement.value == ""
    assert "coin(source)" in machine.program.value and machine.controls.layout.display == "none"


def test_the_reader_writes_a_decider():
    machine = DiagonalMachine(OWN)
    assert machine.own.layout.display == "flex" and "decide(source)" in machine.program.value
    machine.confront()
    assert machine.confrontation.verdict == "wrong"
    machine.own.value = "def decide(source):\n    print('<i>asked')\n    while True: pass"
    assert machine.confrontation is None
    machine.confront()
    assert "did not come back" in machine.prediction.value
    assert machine.printed.value.count("&lt;i&gt;asked") == 2
    machine.step.value = machine.step.max
    assert "did not answer" in machine.judgement.value
    machine.own.value = "def decide(source):\n    return <"
    machine.confront()
    assert machine.confrontation is None and machine.printed.value == ""
    assert "This decider cannot be asked" in machine.prediction.value and "line 2" in machine.prediction.value
    assert "^" in machine.prediction.value


def test_a_text_that_arrives_after_the_press_is_the_one_that_was_meant():
    async def pressed():
        machine = DiagonalMachine(OWN)
        machine.confront_button.click()
        await asyncio.sleep(0)
        assert machine.confrontation is None
        machine.own.value = "def decide(source):\n    return 'yes'"
        first = machine.confrontation
        await machine._task
        return machine, first

    machine, first = asyncio.run(pressed())
    assert machine.confrontation is first and first.inside.answer == "yes"


def test_any_decider_joins_the_list():
    def mine(source):
        return "no"

    for given in (mine, Decider("mine", mine, "All loops.")):
        machine = DiagonalMachine(given)
        assert machine.decider.value == "mine" and len(machine.decider.options) == len(all_deciders()) + 2
        machine.confront()
        assert machine.confrontation.decider == "mine"


def test_stop_ends_it(monkeypatch):
    def interrupted(decider):
        raise KeyboardInterrupt

    machine = DiagonalMachine()
    monkeypatch.setattr(diagonal_machine, "confront", interrupted)
    machine.confront()
    assert "stopped" in machine.prediction.value and machine.confrontation is None


def test_controls_are_described_and_never_disabled():
    machine = DiagonalMachine()
    controls = (machine.decider, machine.own, machine.step, machine.confront_button, machine.next_button)
    assert [control.description for control in controls] == [
        "Decider",
        "Your decider",
        "Steps shown",
        "Confront",
        "Next",
    ]
    assert not any(control.disabled for control in controls)
    assert machine._repr_mimebundle_()["text/plain"] == repr(machine)


def test_a_decider_that_arrives_after_the_press_is_the_one_that_is_asked():
    machine = DiagonalMachine()
    machine.decider.value = "my own"
    machine.own.value = "def decide(source):\n    return 'yes'"
    machine.confront_button.click()
    assert machine.confrontation.inside.answer == "yes"
    machine.own.value = "def decide(source):\n    return 'no'"
    assert machine.confrontation.inside.answer == "no"
