"""The policy editor: type a policy, and see what it allows, the request behind the answer, the statement that decides.

It owns no reasoning. Questions are answered in a process of its own, which Stop ends; a task on the kernel's event loop
waits for it, after each pause in the typing or at the press of Check.
"""

from __future__ import annotations

from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the policy editor needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.halting.apart import awaited
from arlib.views.page import panel
from arlib.views.page.asking import Asking
from arlib.views.page.controls import WRAP, Press, box, button
from arlib.views.page.html import MONO, Html
from arlib.views.policies.own_policy import EXAMPLES, REQUEST, Answer, Question, answer_values

QUESTIONS: tuple[tuple[str, Question], ...] = (
    ("Is it public?", "public"),
    ("Who can get in?", "who can"),
    ("Is it at most as permissive as a second one?", "at most"),
    ("What does it decide on a request?", "request"),
    ("Which statements are redundant?", "redundant"),
)
OTHERS = {"at most": "Second policy", "request": "Request"}
FITS = {"description_width": "initial"}
SECONDS = 10.0  # for an answer
PAUSE = 0.8  # seconds without a key, after which what stands there is asked about
ROWS, OTHER_ROWS = 14, 7
BEGIN = "Change the policy, or press Check. Tab leaves the text."
STALE = "The text has changed; the answer comes after a pause."


class PolicyEditor(Asking):
    """A policy to type, a question, and the answer with its request and the statement that decides.

    ``answer`` is what was said of the policy as it stands there, or None, and ``table()`` shows it on a page.
    ``others`` are the fields for the second policy and for the request.

    >>> import asyncio
    >>> editor = PolicyEditor('{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}}')
    >>> asyncio.run(editor.check()).text.splitlines()[0]
    '✗ public: it allows this request, which does not come from any of the fixed values that it names'
    """

    def __init__(
        self,
        policy: str = EXAMPLES["photos for one account"],
        question: Question = "public",
        other: str = "",
        *,
        seconds: float = SECONDS,
    ):
        self.answer: Answer | None = None
        self.limit = seconds
        others: dict[str, str] = {"at most": EXAMPLES["photos for one account"], "request": REQUEST}
        if question in others and other:
            others[question] = other
        self._pressed = Press()
        self._build(policy, question, others)
        self._connect()
        self._choose()

    # ---- what its controls do ----------------------------------------------------------------

    async def check(self) -> Answer | None:
        """Ask the question about the policy, as the Check button does; None if it was stopped."""
        question = self.question.value
        asked = self.source.value, question, self.others[question].value if question in OTHERS else ""
        self.message.value = panel.line("Asking. Stop ends it.")
        with self._working(self._clear, "there was an answer"), awaited(answer_values, seconds=self.limit) as ask:
            markup, text, read, listing = await ask(asked)
            self.answer = Answer(str(markup), str(text), bool(read), str(listing))
            self._show(self.answer)
        return self.answer

    # ---- what it shows -----------------------------------------------------------------------

    def table(self) -> Html:
        """The policy and the answer on a page; the twin of the widget."""
        return Html(panel.line(BEGIN), BEGIN) if self.answer is None else self.answer.page()

    def _show(self, found: Answer) -> None:
        self.page.remove_class("arlib-stale")
        self.listing.remove_class("arlib-stale")
        words = f'<span role="status">The answer is below: <b>{found.word}</b></span>' * found.read
        self.message.value = panel.line(words)
        self.page.value = found.markup
        marked = "aria-current" in found.listing
        title = "<b>The statement that decides</b>, in the policy"
        self.listing.value = panel.line(title + found.listing) if marked else ""

    def _clear(self, message: str = "") -> None:
        """Nothing is shown that was said of something else."""
        self.answer = None
        self.message.value = message or panel.line(BEGIN)
        self.page.value = self.listing.value = ""

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        said = self.answer.word if self.answer else "not asked"
        return f"PolicyEditor({self.question.value!r}: {said})"

    # ---- its parts ---------------------------------------------------------------------------

    def _build(self, policy: str, question: Question, others: dict[str, str]) -> None:
        self.examples = w.Dropdown(
            options=[("choose one", ""), *EXAMPLES.items()],
            value=policy if policy in EXAMPLES.values() else "",
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
            layout=w.Layout(width="400px"),
        )
        self.source = _field(policy, "Policy", ROWS)
        # A field for each, since a browser may send the text of one when the other question was asked already.
        self.others = {each: _field(others[each], name, OTHER_ROWS) for each, name in OTHERS.items()}
        self.check_button = button("Check", "Ask the question about this policy", "primary")
        self.stop_button = button("Stop", "End what is going on")
        self.message, self.page, self.listing = (w.HTML() for _ in range(3))
        style = f".arlib-code textarea {{ {MONO}; font-size: 13px }} .arlib-stale {{ opacity: 0.4 }}"
        wrap = w.Layout(**WRAP)
        self.box = box(
            w.HTML(f"<style>{style}</style>", layout=w.Layout(display="none")),
            w.HBox([self.examples, self.question], layout=wrap),
            self.source,
            *self.others.values(),
            w.HBox([self.check_button, self.stop_button, self.message], layout=wrap),
            self.page,
            self.listing,
            width=960,
        )

    def _connect(self) -> None:
        self.check_button.on_click(lambda _button: self._press())
        self.stop_button.on_click(lambda _button: self.stop())
        self.examples.observe(self._take_example, "value")
        self.question.observe(self._choose, "value")
        for field in (self.source, *self.others.values()):
            field.observe(self._changed, "value")

    def _press(self) -> None:
        self._pressed.now()
        self._ask(panel.SETTLE)

    def _ask(self, pause: float) -> None:
        """Ask after a pause, unless something else happens before."""
        try:
            self._start(self.check, pause)
        except RuntimeError:  # nobody could wait, as in a script
            self.task = None

    def _take_example(self, change: dict[str, Any]) -> None:
        self.source.value = change["new"] or self.source.value

    def _choose(self, _change: object = None) -> None:
        """Another question, with the text that it needs beside the policy."""
        for each, field in self.others.items():
            field.layout.display = "flex" if each == self.question.value else "none"
        self._clear()
        self._ask(panel.SETTLE)

    def _changed(self, _change: object) -> None:
        # The list of examples never names another policy than the one that is asked about.
        self.examples.value = self.source.value if self.source.value in EXAMPLES.values() else ""
        self.answer = None
        if self.page.value:
            self.page.add_class("arlib-stale")
            self.listing.add_class("arlib-stale")
        self.message.value = panel.line(STALE)
        self._ask(panel.SETTLE if self._pressed.lately else PAUSE)


def _field(text: str, name: str, rows: int) -> Any:
    field = w.Textarea(text, description=name, rows=rows, style=FITS, layout=w.Layout(width="auto"))
    field.add_class("arlib-code")
    return field
