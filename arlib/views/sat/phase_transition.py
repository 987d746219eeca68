"""The phase transition, live: random formulas at each ratio, drawn as they are searched.

It owns no reasoning: the searches run in a process of their own, a few formulas at a time, and Stop ends them.
"""

from __future__ import annotations

import time
from itertools import product
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the phase transition needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.halting.apart import awaited
from arlib.sat.transition import Point, sample
from arlib.views.page import panel
from arlib.views.page.asking import Asking
from arlib.views.page.controls import WRAP, box, button
from arlib.views.page.html import Html
from arlib.views.sat.transition_chart import RATIOS, summary, transition_chart, transition_page, transition_table

FITS = {"description_width": "initial"}
LETTERS, FORMULAS = (20, 150), (1, 100)
TOGETHER, TURN = 200, 0.15  # formulas that are sent, and seconds after which those that are done come back
LONGEST = 120.0  # seconds for one answer: a formula of 150 letters takes a few
BEGIN = "Choose how many letters and formulas, and press Start. It draws as it goes."

Job = tuple[float, int]


class PhaseTransition(Asking):
    """Sliders for letters and formulas, and the chart, which grows while formulas are searched.

    ``points`` is what was found so far, one for each ratio, and ``table()`` shows it on a page.

    >>> import asyncio
    >>> transition = PhaseTransition(letters=20, formulas=2)
    >>> asyncio.run(transition.measure())
    >>> {point.formulas for point in transition.points}
    {2}
    """

    def __init__(self, letters: int = 50, formulas: int = 20):
        self.points = [Point(ratio) for ratio in RATIOS]
        self.about = letters
        self._build(letters, formulas)
        self.start_button.on_click(lambda _button: self._press())
        self.stop_button.on_click(lambda _button: self.stop())
        self._show(BEGIN)

    # ---- what its controls do ----------------------------------------------------------------

    async def measure(self) -> None:
        """Search the formulas, first one at each ratio, then a second, as the Start button does."""
        self.about, formulas = self.letters.value, self.formulas.value
        self.points = [Point(ratio) for ratio in RATIOS]
        jobs = [(ratio, seed) for seed, ratio in product(range(formulas), RATIOS)]
        done, begin = 0, time.monotonic()
        self._show("Searching. Stop ends it.")
        with self._working(self._say, "all formulas were searched"), awaited(samples, seconds=LONGEST) as ask:
            while done < len(jobs):
                found = await ask((self.about, tuple(jobs[done : done + TOGETHER])))
                for (ratio, _), (satisfiable, conflicts) in zip(jobs[done:], found, strict=False):
                    at = RATIOS.index(ratio)
                    self.points[at] = self.points[at].after(satisfiable, conflicts)
                done += len(found)
                spent = f"{time.monotonic() - begin:.1f} s"
                head = f"Searching: {done:,} of {len(jobs):,} formulas, {spent}. Stop ends it."
                self._show(head if done < len(jobs) else f"All {len(jobs):,} formulas were searched, in {spent}.")

    def _press(self) -> None:
        try:
            self._start(self.measure, panel.SETTLE)
        except RuntimeError:  # nobody could wait, as in a script
            self.task = None

    # ---- what it shows -----------------------------------------------------------------------

    def table(self) -> Html:
        """What was found so far on a page; the twin of the widget."""
        return transition_page(self.points, self.about)

    def _say(self, message: str) -> None:
        self.message.value = message

    def _show(self, message: str) -> None:
        self._say(panel.line(f'<span role="status">{message}</span>'))
        self.chart.value = transition_chart(self.points, summary(self.points, self.about))
        self.rows.value = str(transition_table(self.points))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"PhaseTransition({summary(self.points, self.about)})"

    # ---- its parts ---------------------------------------------------------------------------

    def _build(self, letters: int, formulas: int) -> None:
        def slider(value: int, ends: tuple[int, int], step: int, name: str) -> Any:
            least, most = min(ends[0], value), max(ends[1], value)
            layout = w.Layout(flex="1 1 260px")
            return w.IntSlider(value, min=least, max=most, step=step, description=name, style=FITS, layout=layout)

        self.letters = slider(letters, LETTERS, 5, "Letters")
        self.formulas = slider(formulas, FORMULAS, 1, "Formulas at each ratio")
        self.start_button = button("Start", "Search random formulas at each ratio", "primary")
        self.stop_button = button("Stop", "End what is going on")
        self.message, self.chart, self.rows = (w.HTML() for _ in range(3))
        wrap = w.Layout(**WRAP)
        self.box = box(
            w.HBox([self.letters, self.formulas], layout=wrap),
            w.HBox([self.start_button, self.stop_button, self.message], layout=wrap),
            self.chart,
            self.rows,
        )


def samples(asked: tuple[int, tuple[Job, ...]]) -> list[tuple[bool | None, int]]:
    """What becomes of the first of these formulas, as many as are done in a turn, but at least one."""
    letters, jobs = asked
    begin, found = time.monotonic(), []
    for ratio, seed in jobs:
        found.append(sample(letters, ratio, seed))
        if time.monotonic() - begin > TURN:
            break
    return found
