"""A rule of the reader's own: how it is read, and whether it may join those that are offered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the rewriting widgets need ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib import terms as t
from arlib.checking import Accepted, Rejected, check_rule
from arlib.integers import IntegerModel, Undefined
from arlib.printing import to_text
from arlib.rules import Rule, rule
from arlib.terms import Term
from arlib.verdict import Unsupported
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, Press, button
from arlib.views.page.html import BLUE, ORANGE, VERMILLION
from arlib.views.page.panel import note

SECONDS = 5.0  # for the solver, while a reader waits
EXAMPLE = "a + b = b + a"


def read_rule(text: str, name: str) -> Rule:
    """A rule from its two sides with = between; raises ``Unsupported`` with the place in the whole text.

    >>> print(read_rule("a + b = b + a", "mine"))
    mine: a + b = b + a
    """
    signs = list(re.finditer(r"(?<![=!<>])=(?!=)", text))
    if len(signs) != 1:
        column = signs[1].start() if signs else len(text.rstrip())
        raise Unsupported(f"a rule has two sides with one = between, such as {EXAMPLE}", text or " ", 1, column)
    sign = signs[0]
    sides = []
    for start, side in ((0, text[: sign.start()]), (sign.end(), text[sign.end() :])):
        start += len(side) - len(side.lstrip())
        try:
            rule(name, side.strip(), "0")
        except Unsupported as error:
            raise Unsupported(error.reason, text, 1, start + error.column) from None
        sides.append(side.strip())
    return rule(name, sides[0], sides[1])


def accept_rule(text: str, name: str, integers: IntegerModel) -> tuple[Rule | None, str]:
    """The reader's rule if it is sound, and words for them; None with the reason or the counterexample if not."""
    try:
        own = read_rule(text, name)
    except Unsupported as error:
        return None, panel.problem(error).replace("This cannot be tried", "This rule cannot be read")
    shown = f"{to_text(own.left)} = {to_text(own.right)}"
    match check_rule(own, integers, seconds=SECONDS):
        case Accepted():
            words = f"{shown} holds over {integers.describe()}; where it applies it is offered as {name}"
            return own, note("✓", "accepted", escape(words), BLUE)
        case Rejected(_, countermodel, assignment):
            reason = f"{shown} is not sound over {integers.describe()}: {countermodel}"
            if assignment is not None:
                reason += f". Then the left side is {_side(own.left, assignment, integers)}"
                reason += f" and the right side {_side(own.right, assignment, integers)}"
            return None, note("✗", "refused", escape(reason), VERMILLION)


def _side(side: Term, assignment: dict[str, int], integers: IntegerModel) -> str:
    try:
        value = t.evaluate(side, assignment, integers)
    except Undefined as undefined:
        return f"undefined ({undefined})"
    return str(bool(value) if t.is_formula(side) else value)


class OwnRules:
    """A text field, a button, and the sound rules that came of it; ``added`` is called when there is a new one."""

    def __init__(self, integers: IntegerModel, added: Callable[[], None]):
        self.rules: tuple[Rule, ...] = ()
        self._integers, self._added = integers, added
        self._pressed, self._due = Press(), False
        self.text = w.Text(
            placeholder=EXAMPLE,
            description="Your rule",
            continuous_update=False,
            style={"description_width": "64px"},
            layout=w.Layout(flex="1 1 340px", width="auto"),
        )
        self.button = button("Add rule", "Check your rule, and offer it if it is sound")
        self.message = w.HTML()
        self.box = w.VBox([w.HBox([self.text, self.button], layout=w.Layout(**WRAP)), self.message])
        self.button.on_click(lambda _button: self._press())
        self.text.on_msg(self._said)
        self.text.observe(self._changed, "value")

    def add(self) -> None:
        """Check the rule in the text field and keep it if it is sound, as the Add rule button does."""
        self._due = False
        rule, self.message.value = accept_rule(self.text.value, f"your rule {len(self.rules) + 1}", self._integers)
        if rule is None:
            return
        if all((rule.left, rule.right) != (known.left, known.right) for known in self.rules):
            self.rules = (*self.rules, rule)
        self._added()

    def move_to(self, integers: IntegerModel) -> None:
        """Keep the rules that are sound in another integer model; what was said of one is said no longer."""
        self.message.value = ""
        if integers == self._integers:
            return
        self._integers = integers
        sound = tuple(rule for rule in self.rules if isinstance(check_rule(rule, integers, seconds=SECONDS), Accepted))
        if sound != self.rules:
            self.message.value = note("?", "note", f"not all of your rules are sound over {integers}", ORANGE)
        self.rules = sound

    def _said(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("event") == "submit":
            self._press()

    def _press(self) -> None:
        self._pressed.now()
        self._due = True
        try:
            self._task = asyncio.get_running_loop().create_task(self._add_when_settled())
        except RuntimeError:  # pressed by a program
            self.add()

    async def _add_when_settled(self) -> None:
        await asyncio.sleep(panel.SETTLE)
        if self._due:  # or else the text came meanwhile, and was judged
            self.add()

    def _changed(self, _change: object) -> None:
        # What stands there was said of the text before.
        self.message.value = ""
        if self._pressed.lately:
            self.add()
