"""The diagonal machine: choose or write a decider, and confront it with the program built against it.

It owns no reasoning: ``confront`` builds the program, asks and runs. A reader's decider is code as in any cell.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from html import escape
from typing import Any, TextIO

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the diagonal machine needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.halting.deciders import all_deciders
from arlib.halting.diagonal import Confrontation, Decider, confront, diagonal
from arlib.halting.own_functions import EXAMPLE, own_decider, own_name
from arlib.halting.texts import Loops
from arlib.verdict import Unsupported
from arlib.views.halting.confrontations import (
    confrontation_html,
    ending_html,
    judgement_html,
    legend,
    prediction_html,
    program_html,
    steps_html,
)
from arlib.views.halting.table_widget import FITS, TableWidget
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, Press, box, button
from arlib.views.page.html import INK, MONO, ORANGE, Html
from arlib.views.page.one_thread import interruptible
from arlib.views.page.panel import note

__all__ = ["DiagonalMachine", "TableWidget"]

OWN = "my own"
MOST_PRINTED = 1_000  # letters


class DiagonalMachine:
    """Choose a decider or write one, confront it with the program built against it, and step through what happens.

    ``decider`` is the name of a ready-made one, or any decider, which then joins the list. ``confrontation`` is None
    before Confront is pressed, and ``table()`` shows it on a page.

    >>> machine = DiagonalMachine("always_no")
    >>> machine.confront()
    >>> print(machine.confrontation)
    always_no is wrong: it says that it runs for ever, and the program ends
    """

    def __init__(self, decider: str | Decider | Callable[[str], object] = "always_yes"):
        self.confrontation: Confrontation | None = None
        self._given = None if isinstance(decider, str) else decider
        begin = decider if isinstance(decider, str) else _name(decider)
        names = [*([begin] if self._given else []), *(each.name for each in all_deciders()), OWN]
        self._build(list(dict.fromkeys(names)), begin)
        self._connect()
        self._choose()

    # ---- its parts --------------------------------------------------------------------------

    def _build(self, names: list[str], begin: str) -> None:
        self._pressed, self._due = Press(), False
        self.decider = w.Dropdown(
            options=names,
            value=begin,
            description="Decider",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="280px"),
        )
        self.confront_button = button("Confront", "Ask the decider about its program, and run the program", "primary")
        self.own = w.Textarea(
            EXAMPLE,
            description="Your decider",
            continuous_update=False,
            rows=6,
            style=FITS,
            layout=w.Layout(width="100%", max_width="760px"),
        )
        self.own.add_class("arlib-code")
        font = w.HTML(f"<style>.arlib-code textarea {{ {MONO}; font-size: 13px }}</style>")
        self.previous_button = button("Previous", "Go back one step")
        self.next_button = button("Next", "Show the next step of the run", "primary")
        self.says, self.program, self.prediction, self.run, self.judgement, self.printed = (w.HTML() for _ in range(6))
        self.controls = w.HBox(layout=w.Layout(**WRAP))
        self._new_slider(1)
        choice = w.HBox([self.decider, self.confront_button, self.says], layout=w.Layout(**WRAP))
        parts = [font, choice, self.own, self.program, self.prediction, self.printed]
        self.box = box(*parts, self.controls, self.run, self.judgement)

    def _connect(self) -> None:
        self.confront_button.on_click(lambda _button: self._press())
        self.previous_button.on_click(lambda _button: self._move(-1))
        self.next_button.on_click(lambda _button: self._move(1))
        self.decider.observe(self._choose, "value")
        self.own.observe(self._own_changed, "value")

    def _new_slider(self, steps: int) -> None:
        # A slider in a page goes on taking the End key to the maximum that it was made with.
        layout = w.Layout(flex="1 1 300px")
        self.step = w.IntSlider(0, min=0, max=steps, description="Steps shown", style=FITS, layout=layout)
        self.step.observe(self._show, "value")
        self.controls.children = [self.previous_button, self.next_button, self.step]

    # ---- what its controls do ---------------------------------------------------------------

    def confront(self) -> None:
        """Ask the decider about the program and run it, as the Confront button does."""
        self._due = False
        printed = io.StringIO()
        try:
            with interruptible():
                self.confrontation = confront(self._chosen(printed))
        except Unsupported as error:
            self._clear(panel.problem(error).replace("This cannot be tried", "This decider cannot be asked"))
            return
        except KeyboardInterrupt:
            self._clear(note("?", "stopped", "before the decider had answered", ORANGE))
            return
        self.printed.value = _output(printed.getvalue())
        self._new_slider(len(self.confrontation.run.steps))
        self.controls.layout.display = "flex"
        self._show()

    def _own_changed(self, _change: object) -> None:
        # What is shown was said by the decider as it was before.
        self._clear()
        self._due = False
        if self._pressed.lately:
            self.confront()

    def _press(self) -> None:
        if self.decider.value != OWN:
            self.confront()
            return
        self._pressed.now()
        self._due = True
        try:
            self._task = asyncio.get_running_loop().create_task(self._confront_when_settled())
        except RuntimeError:  # pressed by a program
            self.confront()

    async def _confront_when_settled(self) -> None:
        # The text that was left for the button may arrive after the press.
        await asyncio.sleep(panel.SETTLE)
        if self._due:
            self.confront()

    def _chosen(self, printed: TextIO) -> Decider | Callable[[str], object]:
        """The reader's decider, or that of the list: a fresh one, so that a second confrontation is as the first."""
        name = self.decider.value
        if name == OWN:
            return own_decider(self.own.value, printed)
        if self._given is not None and _name(self._given) == name:
            return self._given
        return next(each for each in all_deciders() if each.name == name)

    def _choose(self, _change: object = None) -> None:
        """Show the program against the decider of the list, which can be built before anybody is asked."""
        own = self.decider.value == OWN
        self.own.layout.display = "flex" if own else "none"
        chosen = None if own else self._chosen(io.StringIO())
        says = chosen.says if isinstance(chosen, Decider) else ""
        hint = "Write it below, under any name: from the text of a program to yes, no or don't know. Tab leaves it."
        self.says.value = panel.line(hint if own else f"It says: “{escape(says)}”" if says else "")
        self._clear()

    def _clear(self, message: str = "") -> None:
        self.confrontation = None
        self.controls.layout.display = "none"
        self.run.value = self.judgement.value = self.printed.value = ""
        name = own_name(self.own.value) if self.decider.value == OWN else self.decider.value
        self._show_program(diagonal(name), name)
        ask = f"What will {escape(name)} say of it, and what will the program do then?"
        self.prediction.value = message or panel.line(f"<b>Predict:</b> {ask} Then press Confront.")

    # ---- what it shows ----------------------------------------------------------------------

    def table(self) -> Html:
        """The confrontation on a page, with all its steps; the twin of the widget."""
        if self.confrontation is None:
            words = f"{self.decider.value} has not been confronted yet."
            return Html(f"<p>{escape(words)}</p>", words)
        return confrontation_html(self.confrontation)

    def _show(self, _change: object = None) -> None:
        found = self.confrontation
        if found is None:
            return
        count, steps = self.step.value, found.run.steps
        ended = count == len(steps)
        line = steps[count - 1].line if count else None
        if ended and isinstance(found.ending, Loops):
            line = found.ending.line
        self._show_program(found.source, found.decider, line)
        self.prediction.value = panel.line(f"<b>Prediction:</b> {prediction_html(found)}")
        if count:
            self.run.value = panel.line(str(steps_html(found, count)))
        else:
            self.run.value = panel.line("<b>Now run it:</b> press Next, or move the slider.")
        ending = f"{ending_html(found)}<div style='height:6px'></div>{judgement_html(found)}"
        self.judgement.value = f'<div role="status" style="line-height:1.5;color:{INK}">{ending}</div>' * ended

    def _show_program(self, source: str, name: str, line: int | None = None) -> None:
        title = f"<b>The program built against {escape(name)}</b>"
        self.program.value = panel.line(f"{title}{program_html(source, name, line=line)}{legend(source, name)}")

    def _move(self, by: int) -> None:
        # At either end the buttons stay enabled: disabling one would take the keyboard's focus away.
        self.step.value = min(max(self.step.value + by, 0), self.step.max)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"DiagonalMachine({self.confrontation or self.decider.value})"


def _name(decider: Decider | Callable[[str], object]) -> str:
    return decider.name if isinstance(decider, Decider) else getattr(decider, "__name__", "decider")


def _output(text: str) -> str:
    if not text:
        return ""
    shown = escape(text[:MOST_PRINTED])
    style = f"margin:0;{MONO};color:{INK};white-space:pre-wrap;max-height:120px;overflow:auto"
    block = f'<pre tabindex="0" aria-label="what it printed" style="{style}">{shown}</pre>'
    return panel.line(f"It was asked twice, by us and by the program, and printed:{block}")
