"""The run widget: choose inputs, and watch a program run while its ranking function falls, or its state is caught.

It owns no reasoning. ``terminates`` is asked once; the interpreter runs the program for a limited number of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import repeat
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the run widget needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet
from arlib.languages.text import Language
from arlib.programs.interpreter import Run, run
from arlib.programs.syntax import Choose, Program, Reading, statements
from arlib.programs.transitions import transition_system
from arlib.termination import terminates
from arlib.termination.prover import read
from arlib.verdict import Proved, Refuted
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box
from arlib.views.page.html import Html
from arlib.views.programs.run_plots import draw_run
from arlib.views.programs.run_table import run_table
from arlib.views.programs.run_words import (
    answer_line,
    has_choices,
    inputs_of,
    inputs_to_begin_with,
    lasting,
    numbered_source,
    outcome_note,
    repetition,
)
from arlib.views.termination.nontermination import follow, unfold
from arlib.views.termination.plane import TURNS, draw_plane, two_variables
from arlib.views.termination.ranks import ranker

STEPS = 2_000  # of the interpreter, a few milliseconds
LIMITS = (-20, 20)
CHOICES = (-5, 5)
FURTHEST = 10**9  # of numbers that are typed
LASTING = 0.4  # seconds for why a run never ends
WIDE = {"description_width": "initial"}


class RunWidget:
    """A program, a slider for each input, its run as a picture, and in words how it ended.

    ``run`` is the run that is shown, ``verdict`` what ``terminates`` says. ``table()`` is the widget as a table.

    >>> g = "def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y"
    >>> widget = RunWidget(g, inputs={"x": 9, "y": 4})
    >>> widget.inputs["x"].value = 17
    >>> [visit.state["x"] for visit in widget.run.visits]
    [17, 13, 9, 5, 1]
    """

    def __init__(
        self,
        program: Program | Callable[..., object] | str,
        function: str | None = None,
        *,
        integers: Reading | None = None,
        language: Language | None = None,
        inputs: Mapping[str, int] | None = None,
        limits: tuple[int, int] = LIMITS,
        seconds: float = 5.0,
        steps: int = STEPS,
    ):
        self.program = program if isinstance(program, Program) else read(program, function, integers, language)
        self.verdict = terminates(self.program, seconds=seconds)
        self.steps = steps
        self._system = transition_system(self.program)
        self._rank = ranker(self.verdict) if isinstance(self.verdict, Proved) else None
        self._replaying = inputs is None and isinstance(self.verdict, Refuted)
        begin = inputs or inputs_of(self.verdict) or inputs_to_begin_with(self.program)
        self._build(begin, limits)
        self._connect()
        self.run = self._make()
        self._show()

    def table(self) -> Html:
        """The run that is shown as a table: the twin of the widget."""
        return run_table(self.run)

    def replay(self) -> None:
        """Show the run of the witness again, with its choices, as the Witness button does."""
        found = inputs_of(self.verdict)
        if found is None:
            return
        self._moving = True  # the sliders would report every change
        for name, value in found.items():
            slider = self.inputs[name]
            slider.min, slider.max = min(slider.min, value), max(slider.max, value)
            slider.value = self.typed[name].value = value
        self._moving = False
        self._replaying = True
        self._show()

    # ---- what it shows ----------------------------------------------------------------------

    def _make(self) -> Run:
        """The run from the inputs as they are; that of the witness with the witness's choices."""
        match self.verdict:
            case Refuted(RecurrenceSet() as found) if self._replaying:
                return unfold(found, TURNS)
            case Refuted(Lasso() as found) if self._replaying:
                return follow(self.program, found.entry, (*found.entry.choices, *found.repeated), found.again)
            case Refuted(AcceleratedRun(_, entry)) if self._replaying:
                return follow(self.program, entry, entry.choices, entry.arrival + TURNS)
            case Refuted(found) if self._replaying:
                return follow(self.program, found.entry, found.entry.choices, None)
            case _:
                inputs = {name: slider.value for name, slider in self.inputs.items()}
                return run(self.program, inputs, choices=repeat(self.choice.value), steps=self.steps)

    def _show(self, _change: object = None) -> None:
        try:
            self.run = self._make()
        except ValueError as error:
            self.message.value = panel.problem(error)
            return
        own = None if self._replaying else self._lasting(self.run)
        self.message.value = outcome_note(self.program, self.run, self.verdict, replayed=self._replaying, own=own)
        self.picture.value = str(self._picture())
        self._show_table()

    def _lasting(self, made: Run) -> Proved[object] | Refuted[object] | None:
        """Whether the run ends, where that is known; asked once for each input."""
        key = tuple(made.inputs.items())
        if key not in self._shown:
            known = isinstance(self.verdict, Proved) or repetition(made.visits) is not None
            self._shown[key] = None if known else lasting(self.program, made, seconds=LASTING)
        return self._shown[key]

    def _picture(self) -> Html:
        again = repetition(self.run.visits)
        # What comes after a repetition is a repetition too.
        shown = self.run if again is None else replace(self.run, visits=self.run.visits[: again[0]])
        if self._rank is not None:
            return draw_run(shown, self._rank(shown))
        own = None if self._replaying else self._lasting(self.run)
        match self.verdict if own is None else own:
            case Refuted(RecurrenceSet() as found) if len(self._system.variables) == 2:
                sets = [phase.constraints for phase in found.phases]
                return draw_plane(self._system, sets, shown, frame=self._frame())
            case Proved() | Refuted(Lasso()) if len(self._system.variables) == 2:
                return draw_plane(self._system, [], shown, frame=self._frame())
            case _:
                return draw_run(shown, ())

    def _frame(self) -> list[tuple[int, int]]:
        """Corners of the plane that the sliders span, so that the picture stays in place while they move."""
        names = two_variables(self._system)
        if not self.inputs.keys() >= set(names):
            return []
        across, up = (self.inputs[name] for name in names)
        return [(across.min, up.min), (across.max, up.max)]

    def _show_table(self, _change: object = None) -> None:
        self.rows.value = str(run_table(self.run)) if self.show_table.value else ""

    def _moved(self, _change: object) -> None:
        if self._moving:
            return
        self._moving = True
        for name, slider in self.inputs.items():
            self.typed[name].value = slider.value
        self._moving = False
        self.hint.value = ""
        self._replaying = False
        self._show()

    def _type(self, name: str, value: int) -> None:
        """Take a number that was typed; a slider becomes longer for it, and what it cannot hold is told."""
        if self._moving:
            return
        slider, kind = self.inputs[name], self.program.types.get(name)
        low, high = (kind.low, kind.high) if kind is not None else (-FURTHEST, FURTHEST)
        low, high = max(low, -FURTHEST), min(high, FURTHEST)
        taken = min(max(value, low), high)
        words = f"{value:,} is not from {low:,} to {high:,}, so {name} is {taken:,}." if taken != value else ""
        if not slider.min <= taken <= slider.max:
            slider.min, slider.max = min(slider.min, taken), max(slider.max, taken)
            words = words or f"The slider of {name} now goes from {slider.min:,} to {slider.max:,}."
        if slider.value == taken:
            self.typed[name].value = taken
        slider.value = taken
        self.hint.value = panel.line(words) if words else ""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={slider.value}" for name, slider in self.inputs.items())
        return f"RunWidget({self.program.name}({values}))"

    # ---- its parts --------------------------------------------------------------------------

    def _build(self, begin: Mapping[str, int], limits: tuple[int, int]) -> None:
        self._moving = False
        self._shown: dict[tuple[tuple[str, int], ...], Proved[object] | Refuted[object] | None] = {}
        self.inputs = {name: self._slider(name, begin[name], limits) for name in self.program.parameters}
        # The number beside a slider of ipywidgets is cut to the slider's range without a word.
        self.typed = {
            name: w.IntText(slider.value, tooltip=f"{name}, as a number", layout=w.Layout(width="96px"))
            for name, slider in self.inputs.items()
        }
        kinds = [each.kind for each in statements(self.program.bodies) if isinstance(each, Choose) and each.kind]
        low = max([CHOICES[0], *(kind.low for kind in kinds)])
        high = min([CHOICES[1], *(kind.high for kind in kinds)])
        self.choice = w.IntSlider(min(max(1, low), high), min=low, max=high, description="Each choice", style=WIDE)
        self.witness_button = w.Button(
            description="Witness",
            tooltip="Show the input that refutes, with its choices",
            layout=w.Layout(width="100px"),
        )
        self.show_table = w.Checkbox(False, description="Show the run as a table", indent=False)
        self.show_table.layout.padding = "2px 4px"  # room for the ring around what has the focus
        self.hint, self.message, self.picture, self.rows = (w.HTML() for _ in range(4))
        self.message.layout.min_height = "24px"
        for slider in (*self.inputs.values(), self.choice):
            slider.layout = w.Layout(flex="1 1 240px", width="240px")
        pairs = [w.HBox([slider, self.typed[name]]) for name, slider in self.inputs.items()]
        controls: list[Any] = [*pairs]
        controls += [self.choice] * has_choices(self.program)
        controls += [self.witness_button] * isinstance(self.verdict, Refuted)
        wrap = w.Layout(**WRAP)
        self.box = box(
            w.HTML(numbered_source(self.program.source)),
            w.HTML(str(answer_line(self.program, self.verdict))),
            w.HBox(controls, layout=wrap),
            self.hint,
            self.message,
            self.picture,
            self.show_table,
            self.rows,
        )

    def _slider(self, name: str, value: int, limits: tuple[int, int]) -> Any:
        """A slider over the limits; where the value is far from them, over a range of the same width around it."""
        low, high = limits
        if not 2 * low - high <= value <= 2 * high - low:
            low, high = value - (high - low) // 2, value + (high - low) // 2
        kind = self.program.types.get(name)
        if kind is not None:
            low, high = max(low, kind.low), min(high, kind.high)
        ends = {"min": min(low, value), "max": max(high, value)}
        return w.IntSlider(value, **ends, description=name, readout=False, style=WIDE)

    def _connect(self) -> None:
        for slider in (*self.inputs.values(), self.choice):
            slider.observe(self._moved, "value")
        for name, field in self.typed.items():
            field.observe(lambda change, name=name: self._type(name, change["new"]), "value")
        self.show_table.observe(self._show_table, "value")
        self.witness_button.on_click(lambda _button: self.replay())
