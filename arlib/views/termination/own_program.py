"""The answer about a reader's own program as a page: the verdict with its steps, and the control graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Literal

from arlib.certificates.serialisation import from_json, to_json
from arlib.languages.text import text_program
from arlib.programs.syntax import Program, Reading
from arlib.programs.transitions import transition_system
from arlib.termination.prover import Verdict, decide
from arlib.termination.simplex import Deadline
from arlib.verdict import Proved, Refuted, Unknown, Unsupported
from arlib.views.page import panel
from arlib.views.page.html import ORANGE, Html, badge
from arlib.views.page.sheets import reading, signature
from arlib.views.programs.run_words import numbered_source
from arlib.views.termination.arguments import argument_html
from arlib.views.termination.control_graph import control_graph

SECONDS = 10.0
UNREAD = "This cannot be read"
Integers = Reading | Literal[""]
EXAMPLES: Mapping[str, str] = {
    "g, in Python": "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y\n",
    "g, in C": "void g(int x, int y) {\n   if (y > 0)\n      while (x > y)\n         x = x - y;\n}\n",
    "g2, which forgets a test": "def g2(x, y):\n    while x > y:\n        x = x - y\n",
    "two loops": "def table(rows, columns):\n    row = 0\n    while row < rows:\n        column = 0\n"
    "        while column < columns:\n            column = column + 1\n        row = row + 1\n",
    "factorial": "def factorial(n):\n    if n == 0:\n        return 1\n    return n * factorial(n - 1)\n",
    "up to n, in C": "void up_to(int n) {\n   for (int i = 0; i <= n; i++) {\n   }\n}\n",
    "Collatz": "def collatz(n):\n    while n > 1:\n        if n % 2 == 0:\n            n = n // 2\n"
    "        else:\n            n = 3 * n + 1\n",
}


@dataclass(frozen=True)
class Answer:
    """What was said of a program, as plain values, which can come from another process."""

    word: Literal["proved", "refuted", "don't know", "unread"]
    markup: str
    text: str
    graph: str = ""
    graph_text: str = ""
    reason: str = ""  # of a don't know
    evidence: dict[str, object] | None = None

    def page(self, source: str) -> Html:
        """The program, its verdict and its graph under one another: what the panel shows, without a kernel."""
        parts = [self.markup, self.graph] if self.graph else [self.markup]
        text = "\n".join([source.rstrip(), "", self.text, *([self.graph_text] * bool(self.graph_text))])
        return Html(
            numbered_source(source) + "".join(f'<div style="margin:8px 0">{part}</div>' for part in parts), text
        )

    def verdict(self, program: Program) -> Verdict | None:
        """The verdict, with its evidence; None where the program could not be read."""
        match self.word:
            case "proved":
                return Proved(from_json(self.evidence, program))  # type: ignore[arg-type]
            case "refuted":
                return Refuted(from_json(self.evidence, program))  # type: ignore[arg-type]
            case "don't know":
                return Unknown(self.reason)
            case _:
                return None


def termination_html(source: str, integers: Integers = "", *, seconds: float = SECONDS) -> Html:
    """Whether a program always ends, with the steps of the argument and its control graph: the panel as a page.

    A text that cannot be read is shown with the place. ``integers`` are those of the language, if none are named.
    Lines count from the first that is not empty.

    >>> page = termination_html("def f(x):\\n    while x > 0:\\n        x = x - 1")
    >>> print(page.text.splitlines()[4])
    ✓ proved: f(x) always ends, over the unbounded integers. Checked by rational arithmetic alone
    """
    source = source.lstrip("\n")
    return answer(source, integers, seconds).page(source)


def answer(source: str, integers: Integers, seconds: float) -> Answer:
    """The verdict on the program in a text, as a page."""
    deadline = Deadline(seconds)
    try:
        program = read_text(source, integers)
        verdict = decide(program, deadline)
        graph = control_graph(transition_system(program))
    except (Unsupported, ValueError) as error:
        return Answer("unread", panel.problem(error, UNREAD), f"✗ {UNREAD}: {error}")
    match verdict:
        case Proved(found) | Refuted(found):
            page = argument_html(verdict)
            word: Literal["proved", "refuted"] = "proved" if isinstance(verdict, Proved) else "refuted"
            return Answer(word, str(page), page.text, str(graph), graph.text, "", to_json(found))
        case Unknown(reason):
            claim = f"whether {signature(program)} always ends, {reading(program)}: {reason}"
            page = badge("?", "don't know", claim, ORANGE)
            return Answer("don't know", str(page), page.text, str(graph), graph.text, reason)
        case _:
            raise TypeError(f"not a verdict: {verdict!r}")


def read_text(source: str, integers: Integers) -> Program:
    """The program in a text that is not empty; raises ``Unsupported`` and ValueError."""
    if not source.strip():
        raise Unsupported("there is no program yet: type one, or choose an example")
    return text_program(source, None, integers or None)


def answer_values(asked: tuple[str, Integers, float]) -> tuple[object, ...]:
    """The answer as values that can be sent; what else goes wrong is said in it too."""
    try:
        return astuple(answer(*asked))
    except Exception as error:
        return astuple(Answer("unread", panel.problem(error), f"✗ The run failed: {type(error).__name__}: {error}"))
