"""Search trees side by side: type a formula, and compare its rows, splitting and learning.

It owns no reasoning: the searches run in a process of their own, and the page that comes back is shown.
"""

from __future__ import annotations

from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the search trees need ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.clauses import CNF
from arlib.halting.apart import awaited
from arlib.terms import Formula
from arlib.views.page import panel
from arlib.views.page.asking import Asking
from arlib.views.page.controls import WRAP, Press, box, button
from arlib.views.page.html import MONO, Html
from arlib.views.sat.own_formula import EXAMPLES, source_text
from arlib.views.sat.searches import Answer, Question, answer_values

QUESTIONS: tuple[tuple[str, Question], ...] = (
    ("Is there a row that makes it true?", "satisfiable"),
    ("Is it true in every row?", "valid"),
)
FITS = {"description_width": "initial"}
SECONDS = 30.0  # for an answer
PAUSE = 0.8  # seconds without a key, after which what stands there is searched
BEGIN = "Change the formula, or press Search. Tab leaves the text."
STALE = "The text has changed; the answer comes after a pause."


class SearchTrees(Asking):
    """A formula to type, and three searches for a row: the truth table, splitting, and learning from conflicts.

    ``answer`` is what was found for the formula as it stands there, or None, and ``table()`` shows it on a page.

    >>> import asyncio
    >>> trees = SearchTrees("p & (q | ~p)")
    >>> print(asyncio.run(trees.search()).text.splitlines()[0])
    ✓ satisfiable: p, q (2 letters, 2 clauses)
    """

    def __init__(
        self,
        formula: str | Formula | CNF = EXAMPLES["three pigeons, two holes"],
        question: Question = "satisfiable",
        *,
        seconds: float = SECONDS,
    ):
        self.answer: Answer | None = None
        self.limit = seconds
        self._pressed = Press()
        self._build(source_text(formula), question)
        self._connect()
        self._clear()
        self._ask(panel.SETTLE)

    # ---- what its controls do ----------------------------------------------------------------

    async def search(self) -> Answer | None:
        """Run the searches, as the Search button does; None if they were stopped."""
        asked = self.source.value, self.question.value
        self.message.value = panel.line("Searching. Stop ends it.")
        with self._working(self._clear, "there was an answer"), awaited(answer_values, seconds=self.limit) as ask:
            markup, text, read = await ask(asked)
            self.answer = Answer(str(markup), str(text), bool(read))
            self._show(self.answer)
        return self.answer

    # ---- what it shows -----------------------------------------------------------------------

    def table(self) -> Html:
        """The searches on a page; the twin of the widget."""
        if self.answer is None:
            return Html(panel.line(BEGIN), BEGIN)
        return Html(self.answer.markup, self.answer.text)

    def _show(self, found: Answer) -> None:
        self.page.remove_class("arlib-stale")
        self.message.value = panel.line(f'<span role="status"><b>{found.word}</b></span>' * found.read)
        self.page.value = found.markup

    def _clear(self, message: str = "") -> None:
        """Nothing is shown that was said of another formula."""
        self.answer = None
        self.message.value = message or panel.line(BEGIN)
        self.page.value = ""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"SearchTrees({self.answer.word if self.answer else 'not searched'})"

    # ---- its parts ---------------------------------------------------------------------------

    def _build(self, source: str, question: Question) -> None:
        self.examples = w.Dropdown(
            options=[("choose one", ""), *EXAMPLES.items()],
            value=source if source in EXAMPLES.values() else "",
            description="Examples",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="300px"),
        )
        self.question = w.Dropdown(
            options=QUESTIONS,
            value=question,
            description="Question",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="380px"),
        )
        self.source = w.Textarea(source, description="Formula", rows=3, style=FITS, layout=w.Layout(width="auto"))
        self.source.add_class("arlib-code")
        self.search_button = button("Search", "Search for a row in three ways", "primary")
        self.stop_button = button("Stop", "End what is going on")
        self.message, self.page = w.HTML(), w.HTML()
        style = f".arlib-code textarea {{ {MONO}; font-size: 13px }} .arlib-stale {{ opacity: 0.4 }}"
        wrap = w.Layout(**WRAP)
        self.box = box(
            w.HTML(f"<style>{style}</style>", layout=w.Layout(display="none")),
            w.HBox([self.examples, self.question], layout=wrap),
            self.source,
            w.HBox([self.search_button, self.stop_button, self.message], layout=wrap),
            self.page,
            width=960,
        )

    def _connect(self) -> None:
        self.search_button.on_click(lambda _button: self._press())
        self.stop_button.on_click(lambda _button: self.stop())
        self.examples.observe(self._take_example, "value")
        for control in (self.source, self.question):
            control.observe(self._changed, "value")

    def _press(self) -> None:
        self._pressed.now()
        self._ask(panel.SETTLE)

    def _ask(self, pause: float) -> None:
        """Search after a pause, unless something else happens before."""
        try:
            self._start(self.search, pause)
        except RuntimeError:  # nobody could wait, as in a script
            self.task = None

    def _take_example(self, change: dict[str, Any]) -> None:
        self.source.value = change["new"] or self.source.value

    def _changed(self, change: dict[str, Any]) -> None:
        # The list of examples never names another formula than the one that is searched.
        self.examples.value = self.source.value if self.source.value in EXAMPLES.values() else ""
        self.answer = None
        if self.page.value:
            self.page.add_class("arlib-stale")
        self.message.value = panel.line(STALE)
        typed = change["owner"] is self.source and not self.examples.value and not self._pressed.lately
        self._ask(PAUSE if typed else panel.SETTLE)
