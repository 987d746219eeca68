"""A widget in which a reader rewrites a claim, and chooses every rule.

It owns no reasoning: a rule of the reader's own and what the reader derives are judged by ``checking``.
"""

from __future__ import annotations

import asyncio
from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the rewriting widgets need ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib import terms as t
from arlib.certificates import Derivation, Step
from arlib.checking import Accepted, Rejected, check, check_rule
from arlib.integers import Integers, Unbounded, integer_model
from arlib.languages.python.claims import claim as read_claim
from arlib.rules import Rule, is_total
from arlib.verdict import Unsupported
from arlib.views.page import panel
from arlib.views.page.choices import EXAMPLE, SECONDS, Choice, accept_rule, choices, describe, labels, note
from arlib.views.page.controls import WRAP, Press, button
from arlib.views.page.html import BLUE, ORANGE, VERMILLION, Html
from arlib.views.rewriting.derivation_widget import DerivationWidget, box, formula_markup, tree_markup
from arlib.views.rewriting.derivations import derivation_table

__all__ = ["DerivationWidget", "RewriteWidget"]

TYPES = ("int", "uint8", "int8", "uint32", "int32")
NONE = -1  # the list's value while it is empty


class RewriteWidget:
    """A claim that the reader proves by choosing the rules; only rules that are sound in the integer model.

    ``derivation`` holds the steps so far and ``table()`` shows them. At True the checker is asked: ``answer``.

    >>> widget = RewriteWidget("x + y == y + x")
    >>> widget.choose("commutativity of +", at="y + x")
    >>> widget.apply()
    >>> widget.choose("reflexivity of ==")
    >>> widget.apply()
    >>> widget.answer
    Accepted(rests_on=())
    """

    def __init__(self, claim: str = "x + y == y + x", integers: Integers = Unbounded()):
        integers = integer_model(integers)
        self.steps: list[Step] = []
        self.own_rules: list[Rule] = []
        self.answer: Accepted | Rejected | None = None
        self.choices: list[Choice] = []
        self._claim, self._integers = read_claim(claim, integers), integers
        self._build(claim, str(integers))
        self._connect()
        self._offer()

    @property
    def derivation(self) -> Derivation:
        """The steps taken so far."""
        return Derivation(self._claim, self._integers, tuple(self.steps))

    def table(self) -> Html:
        """The steps so far as a table: the twin of the widget."""
        return derivation_table(self.derivation)

    # ---- what its controls do ---------------------------------------------------------------

    def choose(self, name: str, at: str | None = None) -> None:
        """Select the first rule of that name in the list, or the first that applies at a subterm with that text."""
        for number, choice in enumerate(self.choices):
            if choice.rule.name == name and at in (None, choice.place):
                self.rule.value = number
                return
        raise ValueError(f"{name} does not apply" + (f" at {at}" if at else ""))

    def apply(self) -> None:
        """Rewrite by the selected rule, as the Apply button does."""
        if self.choices:
            choice = self.choices[self.rule.value]
            self.steps.append(Step(self._now, choice.rule, choice.position, choice.after))
            self._offer()

    def undo(self) -> None:
        """Take back the last step, as the Undo button does."""
        del self.steps[-1:]
        self._offer()

    def reset(self) -> None:
        """Read the claim and begin again, as the Reset button does; the reader's own sound rules are kept."""
        try:
            model = integer_model(self.integers.value)
            claim = read_claim(self.claim.value, model)
        except (Unsupported, ValueError) as error:
            # The formula that was there stays, with its steps.
            self.message.value = panel.problem(error)
            return
        self.own_message.value = ""  # what was said of a rule was said in the integers and for the formula before
        if model != self._integers:
            own = [rule for rule in self.own_rules if isinstance(check_rule(rule, model, seconds=SECONDS), Accepted)]
            if own != self.own_rules:
                self.own_message.value = note("?", "note", f"not all of your rules are sound over {model}", ORANGE)
            self.own_rules = own
        self._claim, self._integers, self.steps = claim, model, []
        self._offer()

    def add_rule(self) -> None:
        """Check the rule in the text field and offer it if it is sound, as the Add rule button does."""
        self._due = False
        rule, words = accept_rule(self.own.value, f"your rule {len(self.own_rules) + 1}", self._integers)
        if rule is None:
            self.own_message.value = words
            return
        if all((rule.left, rule.right) != (known.left, known.right) for known in self.own_rules):
            self.own_rules.append(rule)
        self.own_message.value = words
        self._offer()

    # ---- what it shows ----------------------------------------------------------------------

    @property
    def _now(self) -> t.Term:
        return self.steps[-1].after if self.steps else self._claim.formula

    def _offer(self) -> None:
        """List the rules that apply now, and ask the checker where True is reached."""
        self.choices = choices(self._now, self._integers, self.own_rules)
        self.answer = check(self.derivation) if self._now == t.Truth(True) else None
        options = [(line, number) for number, line in enumerate(labels(self.choices))]
        self._filling = True  # the list would report a selection of its own for every change
        self.rule.options = options or [("no rule applies", NONE)]
        self.rule.value = 0 if options else NONE
        self._filling = False
        self.history.value = str(derivation_table(self.derivation)) if self.steps else ""
        self._preview()

    def _preview(self, _change: object = None) -> None:
        """Show where the selected rule would rewrite, and what."""
        if self._filling:
            return
        choice = self.choices[self.rule.value] if self.choices else None
        place = choice.position if choice else None
        self.formula.value = formula_markup(self._now, place)
        self.tree.value = tree_markup(self._now, place)
        self.message.value = self._answer() if choice is None else panel.line(describe(choice))

    def _answer(self) -> str:
        match self.answer:
            case Accepted(rests_on):
                trust = f"; it rests on {', '.join(rests_on)}" * bool(rests_on)
                return note("✓", "accepted", escape(f"the checker accepts {self.derivation}{trust}"), BLUE)
            case Rejected(obligation, reason):
                return note("✗", "rejected", escape(f"by the checker: {obligation}: {reason}"), VERMILLION)
        if self._now == t.Truth(False):
            return note("✗", "False", "every step keeps the value, so the claim is false for all inputs", VERMILLION)
        if not is_total(self._now, self._integers):
            return note("?", "stuck", "the formula may have no value, and a rule could rewrite that away", ORANGE)
        return note("?", "stuck", "no rule applies; undo a step, or add a rule of your own", ORANGE)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"RewriteWidget({self.claim.value!r}, {self.integers.value})"

    # ---- its parts --------------------------------------------------------------------------

    def _build(self, claim: str, integers: str) -> None:
        self._filling = False
        self._pressed, self._due = Press(), False
        wide = {"description_width": "64px"}
        grow = w.Layout(flex="1 1 340px", width="auto")
        self.claim = w.Text(claim, description="Claim", continuous_update=False, style=wide, layout=grow)
        self.integers = w.Dropdown(
            options=list(dict.fromkeys((*TYPES, integers))),
            value=integers,
            description="Integers",
            tooltip=panel.OPENS,
            style={"description_width": "initial"},
            layout=w.Layout(width="190px"),
        )
        self.rule = w.Dropdown(options=[], description="Rule", tooltip=panel.OPENS, style=wide, layout=grow)
        self.apply_button = button("Apply", "Rewrite by the selected rule", "primary")
        self.undo_button = button("Undo", "Take back the last step")
        self.reset_button = button("Reset", "Begin again with the claim")
        self.own = w.Text(
            placeholder=EXAMPLE, description="Your rule", continuous_update=False, style=wide, layout=grow
        )
        self.add_button = button("Add rule", "Check your rule, and offer it if it is sound")
        self.formula, self.message, self.own_message, self.tree, self.history = (w.HTML() for _ in range(5))
        self.message.layout.min_height = "46px"  # two lines, so that nothing moves when there is one
        wrap = w.Layout(**WRAP)
        side_by_side = w.Layout(flex_flow="row wrap", align_items="flex-start", width="100%", grid_gap="2px 40px")
        self.box = box(
            w.HBox([self.claim, self.integers], layout=wrap),
            self.formula,
            w.HBox([self.rule, self.apply_button, self.undo_button, self.reset_button], layout=wrap),
            self.message,
            w.HBox([self.own, self.add_button], layout=wrap),
            self.own_message,
            w.HBox([self.tree, self.history], layout=side_by_side),
        )

    def _connect(self) -> None:
        self.apply_button.on_click(lambda _button: self.apply())
        self.undo_button.on_click(lambda _button: self.undo())
        self.reset_button.on_click(lambda _button: self.reset())
        self.add_button.on_click(lambda _button: self._press())
        self.rule.observe(self._preview, "value")
        for control in (self.claim, self.integers):
            control.observe(lambda _change: self.reset(), "value")
        self.own.on_msg(self._own_message)
        self.own.observe(self._own_changed, "value")

    def _own_message(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("event") == "submit":
            self._press()

    def _press(self) -> None:
        self._pressed.now()
        self._due = True
        try:
            self._task = asyncio.get_running_loop().create_task(self._add_when_settled())
        except RuntimeError:  # pressed by a program
            self.add_rule()

    async def _add_when_settled(self) -> None:
        await asyncio.sleep(panel.SETTLE)
        if self._due:  # or else the text came meanwhile, and was judged
            self.add_rule()

    def _own_changed(self, _change: object) -> None:
        # What stands there was said of the text before.
        self.own_message.value = ""
        if self._pressed.lately:
            self.add_rule()
