"""The termination panel: type a program, see whether it always ends and why, and offer an argument of one's own.

It owns no reasoning. Programs are read, searched and judged in a process of its own, which Stop ends; a task on the
kernel's event loop waits for it, so that cells and other widgets go on working.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from itertools import count
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the termination panel needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.halting.apart import awaited
from arlib.termination.prover import Verdict
from arlib.views.page import panel
from arlib.views.page.asking import Asking
from arlib.views.page.controls import WRAP, Press, box, button
from arlib.views.page.html import MONO, Html
from arlib.views.page.sheets import plain, sheet
from arlib.views.termination.own_argument import SECONDS as EACH
from arlib.views.termination.own_argument import Row, after, rows_table, stepwise
from arlib.views.termination.own_program import EXAMPLES, SECONDS, Answer, Integers, answer_values, read_text

READINGS = (
    ("those of the language", ""),
    ("C: overflow is undefined", "machine"),
    ("C: they wrap around", "wrap"),
    ("unbounded", "unbounded"),
)
FITS = {"description_width": "initial"}
FIRST = EXAMPLES["g, in Python"]
MARGIN = 20.0  # seconds beyond a search's own limit, for reading a program and drawing its page
PAUSE = 0.25  # seconds between two obligations, so that an eye can follow
SHORT, GROWS = 9, 20  # lines of the field for a program
PROGRAM, GRAPH, OWN = "Your program", "Its control graph", "Your own argument"
BEGIN = "Press Check: the answer comes with its steps."
OFFER = (
    "A ranking function, such as <code>n - i</code>, falls in each turn and has a bottom; several, with commas, are "
    "lexicographic. An invariant, such as <code>i >= 0 and n > i</code>, is always true at the loop. Of several "
    "loops, say of each: <code>n - i in loop 1 | n - j in loop 2</code>, with the numbers of the graph."
)


class TerminationPanel(Asking):
    """A program to type, its verdict with the steps and the control graph, and fields for an argument of one's own.

    ``answer`` is what was said of the program as it stands there, or None, and ``verdict`` the same with its evidence;
    ``rows`` are the obligations of the reader's argument. ``table()`` shows all of it on a page.

    >>> import asyncio
    >>> own = TerminationPanel("def f(x):\\n    while x > 0:\\n        x = x - 2")
    >>> asyncio.run(own.check()).word
    'proved'
    >>> own.ranking.value = "x - 5"
    >>> [row.holds for row in asyncio.run(own.judge())]
    [True, False]
    """

    def __init__(
        self,
        program: str = FIRST,
        integers: Integers = "",
        *,
        ranking: str = "",
        invariant: str = "",
        seconds: float = SECONDS,
    ):
        self.answer: Answer | None = None
        self.rows: list[Row] = []
        self._whole = plain("")
        self._build(program, integers, ranking, invariant, seconds)
        self._connect()
        self._clear()

    # ---- what its buttons do -----------------------------------------------------------------

    async def check(self) -> Answer | None:
        """Ask whether the program always ends, as the Check button does; None if it was stopped."""
        self._clear()
        asked = self.source.value, self.integers.value, self.seconds.value
        limit = self.seconds.value + MARGIN
        say = partial(setattr, self.message, "value")
        with self._working(say, "the answer"), awaited(answer_values, seconds=limit) as ask:
            words = f"Searching, for at most {self.seconds.value:g} seconds"
            self.answer = Answer(*await self._ticking(ask(asked), self.message, words))
            self._show()
        return self.answer

    async def judge(self) -> list[Row]:
        """Judge the reader's argument, as the Judge button does, and tick off its obligations one at a time."""
        self._clear_argument()
        asked = self.source.value, self.integers.value, self.ranking.value, self.invariant.value, EACH
        limit = self.seconds.value + MARGIN
        say = partial(setattr, self.whole, "value")
        with self._working(say, "the whole argument was judged"), awaited(stepwise(), seconds=limit) as ask:
            step = await self._ticking(ask(asked), self.whole, "Reading your argument")
            while step:
                self.rows, self._whole = after(self.rows, step)
                self.duties.value = str(sheet([rows_table(self.rows)])) if self.rows else ""
                self.whole.value = str(self._whole) or panel.line("The checker takes them one after the other.")
                await asyncio.sleep(PAUSE if not self._whole else 0)
                step = await ask(asked)
        return self.rows

    async def _ticking(self, answer: Awaitable[Any], place: Any, words: str) -> Any:
        """The answer; until it comes, how long it was waited for."""
        waiting = asyncio.ensure_future(answer)
        try:
            for second in count():
                place.value = panel.line(f"{words}: {second} s. Stop ends it.")
                done, _ = await asyncio.wait([waiting], timeout=1)
                if done:
                    break
            return waiting.result()
        finally:
            waiting.cancel()

    # ---- what it shows -----------------------------------------------------------------------

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the program, with the evidence that the checker accepted."""
        if self.answer is None or self.answer.word == "unread":
            return None
        return self.answer.verdict(read_text(self.source.value, self.integers.value))

    def table(self) -> Html:
        """The program, the answer and the reader's argument on a page; the twin of the widget."""
        answer = self.answer or Answer("unread", panel.line(BEGIN), BEGIN)
        own = [rows_table(self.rows)] * bool(self.rows) + [self._whole] * bool(self._whole)
        return sheet([answer.page(self.source.value), *own])

    def _show(self) -> None:
        assert self.answer is not None
        readable = self.answer.word != "unread"
        said = f'<div role="status">The answer is <b>{self.answer.word}</b>; its steps are below.</div>' * readable
        self.message.value, self.page.value, self.graph.value = panel.line(said), self.answer.markup, self.answer.graph
        self.graph_title.layout.display = self.graph.layout.display = "flex" if self.answer.graph else "none"

    def _clear(self) -> None:
        """What is shown is of the program in the field, or nothing is."""
        self.answer = None
        self.message.value, self.page.value, self.graph.value = panel.line(BEGIN), "", ""
        self.graph_title.layout.display = self.graph.layout.display = "none"
        self._clear_argument()

    def _clear_argument(self) -> None:
        self.rows, self._whole = [], plain("")
        self.duties.value = self.whole.value = ""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        said = self.answer.word if self.answer else "not checked"
        return f"TerminationPanel({self.source.value.splitlines()[:1]!r}, {said})"

    # ---- its parts ---------------------------------------------------------------------------

    def _build(self, program: str, integers: str, ranking: str, invariant: str, seconds: float) -> None:
        wide = w.Layout(width="auto")
        self.examples = w.Dropdown(
            options=[("choose one", ""), *EXAMPLES.items()],
            value=program if program in EXAMPLES.values() else "",
            description="Examples",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="250px"),
        )
        self.integers = w.Dropdown(
            options=READINGS,
            value=integers,
            description="Integers",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="250px"),
        )
        self.seconds = w.BoundedFloatText(
            seconds,
            min=0.1,
            max=600,
            step=5,
            description="Time limit (seconds)",
            style=FITS,
            layout=w.Layout(width="200px"),
        )
        self.source = w.Textarea(
            program,
            description=PROGRAM,
            continuous_update=False,
            rows=min(max(SHORT, len(program.splitlines()) + 1), GROWS),
            style=FITS,
            layout=wide,
        )
        self.ranking, self.invariant = (
            w.Text(text, description=name, continuous_update=False, style=FITS, layout=w.Layout(flex="1 1 480px"))
            for name, text in (("Ranking function", ranking), ("Invariant", invariant))
        )
        self.ranking.placeholder, self.invariant.placeholder = "a sum of variables", "comparisons, joined by and"
        self.check_button = button("Check", "Ask whether this program always ends", "primary")
        self.judge_button = button("Judge", "Judge your argument, one obligation after the other", "primary")
        self.stop_button = button("Stop", "End what is going on")
        self.message, self.page, self.graph, self.duties, self.whole = (w.HTML() for _ in range(5))
        self.graph_title = w.HTML(panel.line(f"<b>{GRAPH}</b>: where a run can be, when it goes on, and what changes"))
        for field in (self.source, self.ranking, self.invariant):
            field.add_class("arlib-code")
        font = f"<style>.arlib-code :is(textarea, input) {{ {MONO}; font-size: 13px }}</style>"
        offer = w.HTML(panel.line(f"<b>{OWN}</b>: can you show that it always ends? {OFFER}"))
        wrap = w.Layout(**WRAP)
        self.box = box(
            w.HTML(font, layout=w.Layout(display="none")),
            w.HBox([self.examples, self.integers, self.seconds], layout=wrap),
            self.source,
            w.HBox([self.check_button, self.stop_button, self.message], layout=wrap),
            self.page,
            self.graph_title,
            self.graph,
            offer,
            w.HBox([self.ranking, self.invariant, self.judge_button], layout=wrap),
            self.duties,
            self.whole,
        )

    def _connect(self) -> None:
        self._checks, self._judges = Press(), Press()
        self.check_button.on_click(lambda _button: self._press(self._checks, self.check))
        self.judge_button.on_click(lambda _button: self._press(self._judges, self.judge))
        self.stop_button.on_click(lambda _button: self.stop())
        self.examples.observe(self._take_example, "value")
        for control in (self.source, self.integers):
            control.observe(self._program_changed, "value")
        for field in (self.ranking, self.invariant):
            field.observe(self._argument_changed, "value")
            field.on_msg(self._submitted)

    def _press(self, pressed: Press, what: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        pressed.now()
        self._start(what)

    def _take_example(self, change: dict[str, Any]) -> None:
        self.source.value = change["new"] or self.source.value

    def _program_changed(self, _change: object) -> None:
        # The list of examples never names another program than the one that would be checked.
        self.examples.value = self.source.value if self.source.value in EXAMPLES.values() else ""
        self.stop()
        self._clear()
        for pressed, what in ((self._checks, self.check), (self._judges, self.judge)):
            if pressed.lately:
                self._start(what)

    def _argument_changed(self, _change: object) -> None:
        self._clear_argument()
        if self._judges.lately:
            self._start(self.judge)

    def _submitted(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("event") == "submit":
            self._press(self._judges, self.judge)
