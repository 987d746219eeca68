"""Wang's tree: a reader chooses the connective, the premises grow, and a leaf closes or shows a row.

It owns no reasoning: the rules are those of ``sequents``, the finished tree is judged by ``checking``, and a row that
refutes the formula is tried before it is shown.
"""

from __future__ import annotations

from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("Wang's tree needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.certificates.sequents import Inference, Sequent
from arlib.checking import Accepted, Rejected, check
from arlib.languages.propositions import proposition, to_symbols
from arlib.sequents.growing import Path, grown, next_leaf, open_leaves, planted, refuting_row
from arlib.sequents.rules import Place, places, reduce
from arlib.sequents.search import wang
from arlib.terms import Formula
from arlib.verdict import Proved, Unsupported
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, button
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, VERMILLION, Html
from arlib.views.page.panel import line, note
from arlib.views.sat.sequent_tree import sequent_tree

MOST = 300  # sequents that are grown at once
SECONDS = 1.0  # for Wang's own tree, to compare
EXAMPLE = "(p -> q) -> (~q -> ~p)"
HOW = "Choose a connective of the marked sequent. What it follows from grows above it."


class WangTree:
    """A formula's tree of sequents, grown by choosing which connective is taken away next.

    ``tree`` is the tree so far and ``table()`` shows it as it is on a page. When every leaf is closed, the checker is
    asked: ``answer``.

    >>> widget = WangTree("p | ~p")
    >>> widget.choose("p ∨ ¬p")
    >>> widget.choose("¬p")
    >>> widget.answer
    Accepted(rests_on=())
    """

    def __init__(self, formula: str | Formula = EXAMPLE):
        self._buttons: list[Any] = []
        self._texts: list[Any] = []
        self._past: list[Inference] = []
        self._places: tuple[Place, ...] = ()
        self.answer: Accepted | Rejected | None = None
        read = proposition(formula)
        self.tree = planted(Sequent((), (read,)))
        self._build(formula if isinstance(formula, str) else to_symbols(read))
        self._show()

    @property
    def here(self) -> Path | None:
        """Where the sequent is from which a connective is taken away next; None if there is none."""
        found = next_leaf(self.tree)
        return found[0] if found else None

    def table(self) -> Html:
        """The tree so far on a page: the twin of the widget."""
        return sequent_tree(self.tree, self.here)

    # ---- what its controls do ---------------------------------------------------------------

    def choose(self, text: str) -> None:
        """Take away the last connective of the first formula with this text, as a press of its button does."""
        shown = [each.description for each in self._buttons[: len(self._places)]]
        if text not in shown:
            raise ValueError(f"{text} is not offered; there are {', '.join(shown) or 'none left'}")
        self._grow(self._places[shown.index(text)])

    def step(self) -> None:
        """Take away the connective that Wang takes, the first one on the left or else on the right."""
        if self._places:
            self._grow(self._places[0])

    def finish(self) -> None:
        """Grow the tree in Wang's order until no connective is left, or it is as large as is shown."""
        self._past.append(self.tree)
        while (found := next_leaf(self.tree)) and self.tree.size < MOST:
            self.tree = grown(self.tree, found[0], places(found[1])[0])
        self._show()

    def undo(self) -> None:
        """Take back the last step."""
        if self._past:
            self.tree = self._past.pop()
            self._show()

    def _begin(self, _change: object = None) -> None:
        try:
            read = proposition(self.formula.value)
        except Unsupported as error:
            self.message.value = panel.problem(error, "This cannot be read")
            return
        self.tree, self._past = planted(Sequent((), (read,))), []
        self._show()

    def _grow(self, place: Place) -> None:
        found = next_leaf(self.tree)
        assert found is not None  # a place was offered
        self._past.append(self.tree)
        self.tree = grown(self.tree, found[0], place)
        rule, premises = reduce(found[1], place)
        self._show(f"By <b>{rule}</b> it follows from {'these two' if len(premises) == 2 else 'this'}.")
        # The button that was pressed may be gone.
        (self._buttons[0] if self._places else self.undo_button).focus()

    # ---- what it shows ----------------------------------------------------------------------

    def _show(self, told: str = "") -> None:
        found = next_leaf(self.tree)
        self.drawing.value = f'<div style="padding:8px 0;overflow-x:auto">{self.table()}</div>'
        self.choices.children = self._choices(found[1]) if found else []
        self.answer = None if [*open_leaves(self.tree)] else check(self.tree)
        self.message.value = self._message(told)

    def _choices(self, leaf: Sequent) -> list[Any]:
        """The sequent in a row: a button for each formula with a connective."""
        self._places, row, texts = places(leaf), list[Any](), 0
        for side, formulas in (("left", leaf.left), ("right", leaf.right)):
            for number, each in enumerate(formulas):
                place = next((p for p in self._places if p == (side, number)), None)
                if place is None:
                    row.append(self._text(texts, to_symbols(each)))
                    texts += 1
                else:
                    shown = self._button(self._places.index(place))
                    shown.description = to_symbols(each)
                    shown.tooltip = f"on the {side}, rule {reduce(leaf, place)[0]}"
                    row.append(shown)
            if side == "left":
                row.append(self._text(texts, "⊢"))
                texts += 1
        return row

    def _button(self, number: int) -> Any:
        """Buttons are used again, so that none is left behind in the kernel."""
        if number == len(self._buttons):
            made = w.Button(layout=w.Layout(width="auto", max_width="100%"))
            made.style.font_family = "monospace"
            made.on_click(lambda _button: self._grow(self._places[number]))
            self._buttons.append(made)
        return self._buttons[number]

    def _text(self, number: int, text: str) -> Any:
        while len(self._texts) <= number:
            self._texts.append(w.HTML())
        self._texts[number].value = f'<span style="{MONO};color:{INK};font-size:15px">{escape(text)}</span>'
        return self._texts[number]

    def _message(self, told: str) -> str:
        row = refuting_row(self.tree)
        match self.answer:
            case Accepted():
                words = f"the checker accepts {escape(str(self.tree.size))} sequents{self._wangs()}"
                return note("✓", "a tautology", words, BLUE)
            case Rejected(obligation, reason):
                return note("✗", "rejected", escape(f"by the checker: {obligation}: {reason}"), VERMILLION)
        if row is not None and row.refutes(self.tree.conclusion):
            words = f"a leaf of letters has none of them on both sides, so that it is false where {escape(str(row))}"
            return note("✗", "no tautology", words, VERMILLION)
        if self.tree.size >= MOST:
            return note("?", "large", f"a tree of {MOST} sequents or more is not grown at once", ORANGE)
        return line(f"{told} {HOW}")

    def _wangs(self) -> str:
        """How large Wang's own tree is, closed as early as this one."""
        match wang(self.tree.conclusion.right[0], close="early", seconds=SECONDS):
            case Proved(tree) if tree.size != self.tree.size:
                return f"; in Wang's order there are {tree.size:,}"
            case Proved():
                return ", as many as in Wang's order"
            case _:
                return ""

    # ---- its parts --------------------------------------------------------------------------

    def _build(self, formula: str) -> None:
        wrap = w.Layout(**WRAP)
        self.formula = w.Text(
            formula,
            description="Formula",
            continuous_update=False,
            style={"description_width": "64px"},
            layout=w.Layout(flex="1 1 340px", width="auto"),
        )
        self.step_button = button("Wang's step", "Take away the connective that Wang takes")
        self.finish_button = button("Finish", "Grow the tree in Wang's order to its end")
        self.undo_button = button("Undo", "Take back the last step")
        self.drawing, self.message = w.HTML(), w.HTML()
        self.choices = w.HBox([], layout=w.Layout(flex_flow="row wrap", align_items="center", grid_gap="2px 8px"))
        self.box = w.VBox(
            [
                w.HBox([self.formula, self.step_button, self.finish_button, self.undo_button], layout=wrap),
                self.drawing,
                self.message,
                self.choices,
            ],
            layout=w.Layout(width="100%", max_width="1060px", overflow="hidden", padding="4px 0"),
        )
        self.formula.observe(self._begin, "value")
        self.step_button.on_click(lambda _button: self.step())
        self.finish_button.on_click(lambda _button: self.finish())
        self.undo_button.on_click(lambda _button: self.undo())

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"WangTree({self.formula.value!r})"
