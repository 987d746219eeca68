"""The implication graph stepper: follow a search that learns, step by step, or suppose something else at any choice.

It owns no reasoning: ``events`` tells what happens, also after what the reader supposes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the implication graph stepper needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.clauses import CNF, Literal
from arlib.sat.cuts import cuts
from arlib.sat.events import Conflict, Decision, Learned
from arlib.sat.stepping import events
from arlib.terms import Formula
from arlib.verdict import Unsupported
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box, button
from arlib.views.page.html import INK, MONO, Html
from arlib.views.sat.frame_pages import (
    KEY,
    clause_list,
    clause_text,
    cut_words,
    frame_page,
    graph_html,
    happened,
    literal_name,
    trail_table,
)
from arlib.views.sat.frames import MOST_FRAMES, Frame, Names, frames, known, peaks
from arlib.views.sat.own_formula import EXAMPLES, OwnFormula, own_formula, source_text

FITS = {"description_width": "initial"}
HERE = "Nothing is supposed at this step: Go on comes to the next choice."


class ImplicationStepper:
    """A search to step through: what is true level by level, each conflict, and the clause that is learned from it.

    At a choice the reader supposes what the solver would, or something else, and a conflict can be cut elsewhere.
    ``frames`` are the steps, ``frame`` is the one that is shown, and ``table()`` shows it on a page. ``name`` gives the
    literals of this formula other names.

    >>> stepper = ImplicationStepper("(p | q) & (p | ~q) & (~p | q) & (~p | ~q)")
    >>> stepper.suppose(1)
    >>> print(stepper.frame.event)
    clause 4 is false
    """

    def __init__(
        self,
        formula: str | Formula | CNF = EXAMPLES["a jump over two levels"],
        decisions: Iterable[Literal] = (),
        *,
        name: Names | None = None,
    ):
        self._given = source_text(formula), name
        self.own: OwnFormula | None = None
        self.frames: tuple[Frame, ...] = (Frame(),)
        self._peaks: list[Frame] = []
        self._stepping = False
        self._build(source_text(formula))
        self._connect()
        self._read(decisions=tuple(decisions))

    # ---- what its controls do ----------------------------------------------------------------

    def suppose(self, literal: Literal) -> None:
        """Suppose this literal at the choice that is shown, and go on to what comes of it, as the Suppose button does.

        Raises ValueError where nothing is to be supposed, or not this.
        """
        if literal not in (each for _, each in self.options()):
            raise ValueError(f"{literal} cannot be supposed at step {self.step.value}")
        at = self.step.value
        self._record((*self._supposed(at), literal), at)
        self._go_on()

    def _press(self) -> None:
        if self.choice.value:
            self.suppose(self.choice.value)
        else:
            self.says.value = panel.line(HERE)

    def _go_on(self) -> None:
        """To the next conflict, choice or end."""
        at = self.step.value + 1
        while at < len(self.frames) - 1 and not self._stops(at):
            at += 1
        self.step.value = min(at, len(self.frames) - 1)

    def _stops(self, at: int) -> bool:
        return isinstance(self.frames[at].event, Conflict | Learned) or isinstance(self.frames[at + 1].event, Decision)

    def _move(self, by: int) -> None:
        # At either end the buttons stay enabled: disabling one would take the keyboard's focus away.
        self.step.value = min(max(self.step.value + by, 0), self.step.max)

    def _take_example(self, change: dict[str, Any]) -> None:
        self.source.value = change["new"] or self.source.value

    def _read(self, _change: object = None, decisions: tuple[Literal, ...] = ()) -> None:
        """The search for the formula that stands there, from its beginning."""
        # The list of examples never names another formula than the one that is shown.
        self.examples.value = self.source.value if self.source.value in EXAMPLES.values() else ""
        try:
            self.own = own_formula(self.source.value)
        except Unsupported as error:
            self.own = None
            self.says.value = panel.problem(error, "This formula cannot be read")
            self.parts.layout.display = "none"
            return
        self.parts.layout.display = "flex"
        self._record(decisions, 0)

    # ---- what it shows -----------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The step that is shown, with the cut that is shown."""
        at: int = self.step.value
        frame, cut = self.frames[at], self.cut.value
        return frame if cut is None or cut not in self.cuts() else replace(frame, learned=cut)

    def cuts(self) -> list[Learned]:
        """The clauses that other cuts give at this step, if a clause was learned from a conflict."""
        frame = self.frames[self.step.value]
        if frame.learned is None or frame.conflict is None or not frame.learned.clause:
            return []
        return [*cuts(frame.trail, frame.conflict, frame.learned.number)]

    @property
    def name(self) -> Names:
        """What literals are called; a formula that the reader types has names of its own."""
        source, name = self._given
        if name is not None and self.source.value == source:
            return name
        return self.own.name if self.own else literal_name

    def options(self) -> list[tuple[str, Literal]]:
        """What can be supposed at the step that is shown, by name, and first what the solver would."""
        at = self.step.value
        if self.own is None or at + 1 >= len(self.frames):
            return []
        event = self.frames[at + 1].event
        if not isinstance(event, Decision):
            return []
        open_letters = set(range(1, self.own.clauses.variables + 1)) - {abs(step.literal) for step in self.frame.trail}
        literals = [literal for letter in sorted(open_letters) for literal in (letter, -letter)]
        name = self.name
        first = (f"{name(event.literal)} (comes next)", event.literal)
        return [first, *((name(literal), literal) for literal in literals if literal != event.literal)]

    def table(self) -> Html:
        """The step on a page; the twin of the widget."""
        if self.own is None:
            return Html(self.says.value, "This formula cannot be read")
        at = self.step.value
        shown = (*self.frames[:at], self.frame, *self.frames[at + 1 :])
        return frame_page(shown, at, self.own.clauses.clauses, self.name)

    def _supposed(self, at: int) -> tuple[Literal, ...]:
        return tuple(frame.event.literal for frame in self.frames[: at + 1] if isinstance(frame.event, Decision))

    def _record(self, decisions: tuple[Literal, ...], at: int) -> None:
        """The steps of the search that begins with these suppositions."""
        if self.own is None:
            return
        self.frames = frames(events(self.own.clauses, decisions), most=MOST_FRAMES)
        self._peaks = [*peaks(self.frames)]
        self._new_slider(at, len(self.frames) - 1)
        self._step()

    def _step(self, _change: object = None) -> None:
        """Another step, with what can be supposed and how it can be cut."""
        if self.own is None:
            return
        options = self.options()
        self.choice.options = options or [("nothing at this step", 0)]
        self.choice.value = self.choice.options[0][1]
        found = [(clause_text(each.clause, self.name), each) for each in self.cuts()]
        self._stepping = True  # the list would report the change
        self.cut.options = [("as the solver learns" if found else "nothing at this step", None), *found]
        self.cut.value = None
        self._stepping = False
        self._show()

    def _show(self, _change: object = None) -> None:
        if self.own is None or self._stepping:
            return
        at, frame, name = self.step.value, self.frame, self.name
        said = str(happened(frame, name))
        if self.cut.value is not None:
            said = cut_words(frame, name)
        if at == MOST_FRAMES - 1:
            said += f" These were the first {MOST_FRAMES:,} steps: more are not shown."
        # As high as the longest, so that what is below stays where it is.
        self.says.value = f'<div role="status" style="min-height:40px">{panel.line(said)}</div>'
        peak = frame if self.cut.value is not None else self._peaks[at]
        self.picture.value = str(graph_html(frame, peak, name))
        self.trail.value = panel.line(f"<b>What is true, and why</b>{trail_table(frame, name)}")
        clauses = known(self.own.clauses.clauses, self.frames[: at + 1])
        self.clauses.value = panel.line(f"<b>The clauses</b>, under what is true{clause_list(clauses, frame, name)}")

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        said = "begins" if self.frame.event is None else str(self.frame.event)
        return f"ImplicationStepper(step {self.step.value} of {len(self.frames) - 1}: {said})"

    # ---- its parts ---------------------------------------------------------------------------

    def _build(self, source: str) -> None:
        self.examples = w.Dropdown(
            options=[("choose one", ""), *EXAMPLES.items()],
            value=source if source in EXAMPLES.values() else "",
            description="Examples",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="300px"),
        )
        self.source = w.Textarea(
            source,
            description="Formula",
            continuous_update=False,
            rows=min(max(source.count("\n") + 1, 2), 6),
            style=FITS,
            layout=w.Layout(width="auto"),
        )
        self.source.add_class("arlib-code")
        self.previous_button = button("Previous", "Go back one step")
        self.next_button = button("Next", "Go on by one step", "primary")
        self.go_button = button("Go on", "Go on to the next conflict or choice")
        self.choice = w.Dropdown(
            options=[("nothing at this step", 0)],
            description="At this choice",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="300px"),
        )
        self.cut = w.Dropdown(
            options=[("nothing at this step", None)],
            description="Cut",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="300px"),
        )
        self.suppose_button = button("Suppose", "Suppose this literal, and see what comes of it")
        self.says, self.picture, self.trail, self.clauses = (w.HTML() for _ in range(4))
        self.controls = w.HBox(layout=w.Layout(**WRAP))
        self._new_slider(0, 1)
        wrap = w.Layout(**WRAP)
        style = f".arlib-code textarea {{ {MONO}; font-size: 13px }}"
        self.parts = w.VBox(
            [
                self.controls,
                w.HBox([self.choice, self.suppose_button, self.cut], layout=wrap),
                self.picture,
                w.HTML(f'<div style="font-size:12px;line-height:1.4;color:{INK}">{KEY}</div>'),
                self.clauses,
                self.trail,
            ]
        )
        self.box = box(
            w.HTML(f"<style>{style}</style>", layout=w.Layout(display="none")),
            self.examples,
            self.source,
            self.says,
            self.parts,
            width=960,
        )

    def _connect(self) -> None:
        self.examples.observe(self._take_example, "value")
        self.source.observe(self._read, "value")
        self.previous_button.on_click(lambda _button: self._move(-1))
        self.next_button.on_click(lambda _button: self._move(1))
        self.go_button.on_click(lambda _button: self._go_on())
        self.cut.observe(self._show, "value")
        self.suppose_button.on_click(lambda _button: self._press())

    def _new_slider(self, at: int, steps: int) -> None:
        # A slider in a page goes on taking the End key to the maximum that it was made with.
        layout = w.Layout(flex="1 1 260px")
        self.step = w.IntSlider(min(at, steps), min=0, max=steps, description="Step", style=FITS, layout=layout)
        self.step.observe(self._step, "value")
        self.controls.children = [self.previous_button, self.next_button, self.go_button, self.step]
