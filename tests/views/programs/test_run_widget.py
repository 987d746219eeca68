"""The run widget without a browser."""

import re
import time

import pytest

pytest.importorskip("ipywidgets")

from views.termination.test_proofs import tags  # noqa: E402

from arlib import Lasso, Proved, RecurrenceSet, Refuted, Unknown, run  # noqa: E402
from arlib.views.programs import run_widget  # noqa: E402
from arlib.views.programs.run_table import run_table  # noqa: E402
from arlib.views.programs.run_widget import RunWidget  # noqa: E402
from arlib.views.programs.run_words import inputs_to_begin_with, repetition, turns  # noqa: E402

G = "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y"
AWAY = "def away(x, y):\n    while x > y:\n        x = x - y\n        y = y - 1"
WAIT = "def wait(x):\n    while x > 0:\n        if nondet() > 0:\n            x = x - 1"
COLLATZ = "def collatz(n):\n    while n > 1:\n        n = n // 2 if n % 2 == 0 else 3 * n + 1"


def g(x, y):
    if y > 0:
        while x > y:
            x = x - y


def test_it_begins_with_a_run_that_is_worth_a_look():
    widget = RunWidget(G)
    assert isinstance(widget.verdict, Proved)
    assert 4 <= len(widget.run.visits) <= 20
    assert "ended" in widget.message.value and "<svg" in widget.picture.value
    assert "Ranking function x - y - 1" in widget.picture.value
    assert RunWidget(g).run.visits == widget.run.visits


def test_a_slider_changes_the_run_the_picture_and_the_words():
    widget = RunWidget(G, inputs={"x": 17, "y": 5})
    assert "after 3 turns of the loop" in widget.message.value
    before = widget.picture.value
    widget.inputs["y"].value = 4
    assert "after 4 turns of the loop" in widget.message.value and widget.picture.value != before
    assert widget.table() == run_table(run(widget.program, {"x": 17, "y": 4}))
    assert widget.rows.value == ""
    widget.show_table.value = True
    assert widget.rows.value == str(widget.table())
    widget.inputs["y"].value = -3
    assert "after 0 turns" in widget.message.value and "0 arrivals" in widget.picture.value
    assert "It came to no loop" in widget.rows.value
    assert repr(widget) == "RunWidget(g(x=17, y=-3))"
    assert widget._repr_mimebundle_()["text/plain"] == repr(widget)


def test_a_no_begins_with_its_witness_and_returns_to_it():
    widget = RunWidget(AWAY)
    found = widget.verdict.witness
    assert isinstance(found, RecurrenceSet)
    assert {name: slider.value for name, slider in widget.inputs.items()} == found.entry.inputs
    assert "never ends" in widget.message.value and "Recurrence set" in widget.picture.value
    widget.inputs["x"].value, widget.inputs["y"].value = -5, 5
    assert "ended" in widget.message.value and "Recurrence set" in widget.picture.value
    widget.witness_button.click()
    assert "never ends" in widget.message.value
    assert {name: slider.value for name, slider in widget.inputs.items()} == found.entry.inputs


def test_a_repeated_state_is_noticed():
    widget = RunWidget("def swap(x, y):\n    while x != y:\n        x, y = y, x", inputs={"x": 1, "y": 2})
    assert isinstance(widget.verdict, Refuted) and isinstance(widget.verdict.witness, Lasso)
    assert "came back to the same state" in widget.message.value and "arrival 3" in widget.message.value
    widget.inputs["x"].value = 2
    assert "ended" in widget.message.value


def test_choices_have_a_slider():
    widget = RunWidget(WAIT, inputs={"x": 6})
    assert "after 6 turns" in widget.message.value
    widget.choice.value = 0
    assert "came back to the same state" in widget.message.value and "if the choices do too" in widget.message.value
    widget.witness_button.click()
    assert widget.run.choices == (*widget.verdict.witness.entry.choices, *widget.verdict.witness.repeated)
    widget.inputs["x"].value = 4
    widget.choice.value = 2
    assert "ended" in widget.message.value


def test_choices_keep_to_their_type():
    source = (
        "int main() { int x = 9; _Bool b = __VERIFIER_nondet_bool(); while (x > 0) { if (b) x--; else x = x - 2; } }"
    )
    widget = RunWidget(source)
    assert (widget.choice.min, widget.choice.max) == (0, 1)
    assert "ended" in widget.message.value


def test_a_dont_know_still_runs():
    widget = RunWidget(COLLATZ, seconds=0.5)
    assert isinstance(widget.verdict, Unknown) and "whether collatz(n) always ends" in str(widget.box.children[1].value)
    assert "ended" in widget.message.value


@pytest.mark.parametrize(
    "source, words",
    [
        ("def sq(x):\n    while x > 1:\n        x = x * x", "still running|never ends"),
        ("def up(x):\n    while x > 0:\n        x = x + 1", "still running|never ends"),
        ("def half(x):\n    while x != 1:\n        x = x + 7 // x", "came back|stopped|still running|never ends|ended"),
    ],
)
def test_it_never_hangs(source, words):
    widget = RunWidget(source, inputs={"x": 2}, seconds=0.5)
    begin = time.perf_counter()
    for value in (-3, 0, 3, 20):
        widget.inputs["x"].value = value
    assert time.perf_counter() - begin < 2
    widget.inputs["x"].value = 2
    assert any(word in widget.message.value for word in words.split("|"))


def test_a_move_is_quick():
    widget = RunWidget(AWAY)
    took = []
    for value in range(-10, 10):
        begin = time.perf_counter()
        widget.inputs["x"].value = value
        took.append(time.perf_counter() - begin)
    assert sorted(took)[len(took) // 2] < 0.3


def test_machine_integers_keep_to_their_types():
    widget = RunWidget("void up(unsigned x) {\n    while (x > 7) {\n        x = x - 2;\n    }\n}", inputs={"x": 9})
    assert widget.inputs["x"].min == 0
    far = RunWidget("int up(int x) { while (x > 0) { x = x + 1; } return x; }", seconds=2)
    assert far.inputs["x"].max <= 2**31 - 1
    assert "does not fit in int32" in far.message.value


def test_every_control_is_described_and_all_is_markup():
    widget = RunWidget(WAIT)
    controls = [*widget.inputs.values(), widget.choice, widget.show_table, widget.witness_button]
    assert all(control.description for control in controls)
    assert not any(control.disabled for control in controls)
    for part in (widget.message, widget.picture, *widget.box.children[:2]):
        tags(part.value)
    hostile = RunWidget("def f(x):\n    while x > 0:  # <script>\n        x = x - 1")
    assert "<script" not in "".join(str(part.value) for part in hostile.box.children[:2])


def test_words_of_runs():
    widget = RunWidget(G, inputs={"x": 5, "y": 1})
    assert turns(widget.program, widget.run) == 4
    assert repetition(widget.run.visits) is None
    assert set(inputs_to_begin_with(widget.program)) == {"x", "y"}
    assert inputs_to_begin_with(RunWidget("def f():\n    i = 0\n    while i < 3:\n        i += 1").program) == {}


def test_a_number_that_is_typed_is_taken_or_it_is_told_why_not():
    widget = RunWidget(G, inputs={"x": 17, "y": 5})
    widget.typed["x"].value = 500
    assert (widget.inputs["x"].value, widget.run.inputs["x"], widget.inputs["x"].max) == (500, 500, 500)
    assert "The slider of x now goes from -20 to 500." in widget.hint.value
    widget.inputs["x"].value = 12
    assert widget.typed["x"].value == 12 and widget.hint.value == ""
    widget.typed["x"].value = 10**12
    assert widget.run.inputs["x"] == widget.typed["x"].value == 10**9
    assert "1,000,000,000,000 is not from -1,000,000,000 to 1,000,000,000, so x is 1,000,000,000." in widget.hint.value
    byte = RunWidget("void up(unsigned char x) { while (x > 7) x = x - 2; }")
    for given, taken in ((500, 255), (-4, 0), (300, 255)):
        byte.typed["x"].value = given
        assert byte.run.inputs["x"] == byte.inputs["x"].value == byte.typed["x"].value == taken
        assert f"{given} is not from 0 to 255, so x is {taken}." in byte.hint.value


def test_a_run_that_never_ends_shows_the_set_that_it_never_leaves(monkeypatch):
    monkeypatch.setattr(run_widget, "LASTING", 60)
    widget = RunWidget("def g(x, y):\n    while x > 0:\n        x = x - y", inputs={"x": 5, "y": -3}, seconds=20)
    assert "never ends" in widget.message.value
    assert "a set that no run leaves: x &gt; 0 and y &lt; 0" in widget.message.value
    assert "never left: x &gt; 0 and y &lt; 0" in widget.picture.value
    witness = RunWidget("def away(x, y):\n    while x > y:\n        x = x - y\n        y = y - 1", seconds=20)
    assert "in the set that no run leaves: " in witness.message.value


def test_a_long_run_of_a_program_that_ends_is_said_to_end_later():
    widget = RunWidget(G, inputs={"x": 50_000, "y": 1})
    assert "it ends later, as is proved" in widget.message.value


def test_a_loop_that_is_skipped_leaves_no_blank():
    widget = RunWidget(G, inputs={"x": 5, "y": -1})
    assert "<svg" not in widget.picture.value and widget.picture.layout.min_height is None


def test_labels_are_in_the_picture_and_no_axis_of_an_unsigned_variable_goes_below_zero():
    source = "void up(unsigned int x, unsigned int step) { while (x > step) x = x - step; }"
    for inputs in ({"x": 4294967295, "step": 429496729}, {"x": 9, "step": 2}, {"x": 9, "step": 0}):
        for text, begin, end in labels(RunWidget(source, inputs=inputs).picture.value):
            assert not text.startswith("-") and begin > -3 and end < 763, text


def labels(markup):
    """Each text of a picture, with where it begins and ends, about."""
    found = re.findall(r'<text x="([-\d.]+)" y="[-\d.]+" text-anchor="(\w+)"[^>]*>([^<]*)</text>', markup)
    for x, anchor, text in found:
        share = {"start": 0, "middle": 0.5, "end": 1}[anchor]
        begin = float(x) - share * len(text) * 6.2
        yield text, begin, begin + len(text) * 6.2
