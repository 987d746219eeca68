"""A widget that steps through a finished derivation."""

from __future__ import annotations

from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the rewriting widgets need ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib import terms as t
from arlib.certificates import Derivation
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box, button
from arlib.views.page.html import INK, Html
from arlib.views.page.trees import term_tree
from arlib.views.rewriting.derivations import derivation_table, formula_html, rule_html


def formula_markup(term: t.Term, position: tuple[int, ...] | None) -> str:
    """A formula with a place in it, as markup."""
    return f'<div style="font-size:17px;line-height:1.8;padding:4px 0;color:{INK}">{formula_html(term, position)}</div>'


def tree_markup(term: t.Term, position: tuple[int, ...] | None) -> str:
    """Its tree, as markup."""
    return f'<div style="padding:8px 0">{term_tree(term, position)}</div>'


class DerivationWidget:
    """A finished derivation, step by step: the formula, the place that is rewritten next, the rule, and the tree.

    ``step`` is the slider, the number of steps taken. ``table()`` is the widget as a table.

    >>> from arlib.proving import prove
    >>> widget = DerivationWidget(prove("x + y == y + x").certificate)
    >>> widget.next_button.click()
    >>> widget.step.value, widget.step.max
    (1, 2)
    """

    def __init__(self, derivation: Derivation):
        self.derivation = derivation
        self.step = w.IntSlider(
            0,
            min=0,
            max=len(derivation.steps),
            description="Steps shown",
            style={"description_width": "initial"},
            layout=w.Layout(flex="1 1 300px"),
        )
        self.previous_button = button("Previous", "Go back one step")
        self.next_button = button("Next", "Take one step", "primary")
        self.formula, self.message, self.tree = (w.HTML() for _ in range(3))
        controls = w.HBox([self.previous_button, self.next_button, self.step], layout=w.Layout(**WRAP))
        self.box = box(controls, self.formula, self.message, self.tree)
        self.previous_button.on_click(lambda _button: self._move(-1))
        self.next_button.on_click(lambda _button: self._move(1))
        self.step.observe(self._show, "value")
        self._show()

    def table(self) -> Html:
        """The derivation as a table: the twin of the widget."""
        return derivation_table(self.derivation)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"DerivationWidget({self.derivation})"

    def _move(self, by: int) -> None:
        # At either end the buttons stay enabled: disabling one would take the keyboard's focus away.
        self.step.value = min(max(self.step.value + by, 0), self.step.max)

    def _show(self, _change: object = None) -> None:
        steps, number = self.derivation.steps, self.step.value
        formula = self.derivation.formulas[number]
        position = steps[number].position if number < len(steps) else None
        self.formula.value = formula_markup(formula, position)
        self.tree.value = tree_markup(formula, position)
        before = f"Reached by <b>{escape(steps[number - 1].rule.name)}</b>." if number else "This is where it begins."
        if position is not None:
            rule = steps[number].rule
            after = f"Next, where it is underlined: {rule_html(rule, t.subterm(formula, position))}"
        elif formula == t.Truth(True):
            after = "<b>The formula has become True: the derivation is complete.</b>"
        else:
            after = "<b>Here the derivation ends.</b>"
        self.message.value = panel.waiting(f"Step {number} of {len(steps)}. {before}", after)
