"""The rewriting game: a reader chooses a place in a claim's tree, and one of the rules that fit there.

It owns no reasoning: what fits is asked of ``rewriting``, what the reader derives is judged by ``checking``, and
whether a claim of their own is false by ``prove``.
"""

from __future__ import annotations

from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the rewriting widgets need ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib import terms as t
from arlib.certificates import Derivation
from arlib.checking import Accepted, Rejected
from arlib.exercises.progress import Progress, place, who
from arlib.integers import IntegerModel, Integers, Unbounded, integer_model
from arlib.languages.python.claims import claim as read_claim
from arlib.printing import to_text
from arlib.proving import prove
from arlib.rewriting.levels import LEVELS, Level
from arlib.rewriting.moves import Move, Position, places
from arlib.rewriting.play import Play
from arlib.rules import is_total
from arlib.verdict import Refuted, Unsupported
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box, button
from arlib.views.page.html import BLUE, ORANGE, VERMILLION, Html
from arlib.views.page.panel import note
from arlib.views.rewriting.derivation_widget import DerivationWidget, formula_markup
from arlib.views.rewriting.derivations import derivation_table, replayed
from arlib.views.rewriting.levels import level_options, offer_markup, reward, steps_ago, task_markup
from arlib.views.rewriting.own_rules import SECONDS, OwnRules
from arlib.views.rewriting.tree_buttons import TreeButtons

__all__ = ["DerivationWidget", "RewriteWidget"]

TYPES = ("unbounded", "uint8", "int8", "uint32", "int32")
FREE = 0  # the list of levels ends with a claim of one's own
HOW = "Choose a place: click on a node of the tree, or move <b>Place</b> with the arrow keys."


class RewriteWidget:
    """Levels to play, or a claim of one's own that is proved by choosing a place and a rule that fits there.

    ``derivation`` holds the steps so far and ``table()`` shows them. At True the checker is asked: ``answer``. Stars
    are kept with the learner's progress. A claim of one's own that is false is answered with its counterexample.

    >>> widget = RewriteWidget("x + y == y + x")
    >>> widget.choose("y + x")
    >>> widget.apply("commutativity of +")
    >>> widget.choose("x + y == x + y")
    >>> widget.apply("reflexivity of ==")
    >>> widget.answer
    Accepted(rests_on=())
    """

    def __init__(
        self, claim: str = "", integers: Integers = Unbounded(), *, level: int = 0, progress: Progress | None = None
    ):
        model = integer_model(integers)
        self.progress = progress if progress is not None else Progress(who(), place(who()))
        self.chosen: Position | None = None
        self.offers: list[Move] = []
        self.answer: Accepted | Rejected | None = None
        self._refuted, self._filling = "", False
        if claim:
            self._play = Play(read_claim(claim, model), model)
        else:
            without = (each.number for each in LEVELS if each.number not in self.progress.stars)
            level = level or next(without, LEVELS[-1].number)
        self._build(claim or "x + y == y + x", model, FREE if claim else level)
        self._begin()

    @property
    def playing(self) -> Level | None:
        """The level; None for a claim of one's own."""
        number: int = self.level.value
        return LEVELS[number - 1] if number != FREE else None

    @property
    def derivation(self) -> Derivation:
        """The steps taken so far."""
        return self._play.derivation

    def table(self) -> Html:
        """The steps so far as a table: the twin of the widget."""
        return derivation_table(self.derivation)

    # ---- what its controls do ---------------------------------------------------------------

    def choose(self, text: str) -> None:
        """Choose the first place with this text, as a click on its node does."""
        found = [position for position, part in places(self._play.formula) if to_text(part) == text]
        if not found:
            raise ValueError(f"{text} is not a part of {to_text(self._play.formula)}")
        self._choose(found[0])

    def apply(self, name: str) -> None:
        """Rewrite the chosen place by the first rule of this name that fits there, as the rule's button does."""
        for move in self.offers:
            if move.rule.name == name:
                self._take(move)
                return
        raise ValueError(f"{name} does not fit " + ("here" if self.chosen is not None else "anywhere: choose a place"))

    def undo(self) -> None:
        """Take back the last step, as the Undo button does."""
        self._play = self._play.undone()
        self._choose(self.chosen)

    def reset(self) -> None:
        """Begin again, as the Reset button does; a claim of one's own is read, and sound rules are kept."""
        self._begin()

    def next_level(self) -> None:
        """Go to the next level; after the last one comes a claim of one's own."""
        self.level.value = (self.level.value + 1) % (len(LEVELS) + 1)

    def _begin(self) -> None:
        level = self.playing
        for part in (self.free, self.own.box):
            part.layout.display = "none" if level else None
        if level:
            self._play, self._refuted = level.begin(), ""
        else:
            try:
                model = integer_model(self.integers.value)
                claim = read_claim(self.claim.value, model)
            except (Unsupported, ValueError) as error:
                # The formula that was there stays, with its steps.
                self.message.value = panel.problem(error)
                return
            self.own.move_to(model)
            self._play = Play(claim, model, own=self.own.rules)
            self._refuted = _refutation(claim, model)
        self._choose(None)

    def _choose(self, position: Position | None) -> None:
        """Show the formula with this place chosen, and offer the rules that fit there."""
        if position not in dict(places(self._play.formula)):
            position = None
        self.chosen = position
        self.offers = [] if position is None else self._play.offers(position)
        self.answer = self._play.answer()
        if self.playing and isinstance(self.answer, Accepted):
            self.progress.starred(self.playing.number, self.playing.stars(len(self._play.steps)))
        self._show()

    def _take(self, move: Move) -> None:
        self._play = self._play.take(move)
        self._choose(move.position)
        self.tree.focus(move.position)  # the button that was pressed may be gone

    # ---- what it shows ----------------------------------------------------------------------

    def _show(self) -> None:
        formula = self._play.formula
        self._list_levels()
        self.task.value = task_markup(self.playing) if self.playing else ""
        self.formula.value = formula_markup(formula, self.chosen)
        self.tree.show(formula, self.chosen)
        self.history.value = str(derivation_table(self.derivation)) if self._play.steps else ""
        while len(self._rows) < len(self.offers):
            self._rows.append(self._row(len(self._rows)))
        for (name, words), move in zip(self._rows, self.offers, strict=False):
            name.description, name.tooltip = move.rule.name, f"{move.place} becomes {move.result}"
            words.value = offer_markup(move)
        self.rules.children = [part for row in self._rows[: len(self.offers)] for part in row]
        self.message.value = "".join(self._messages())

    def _messages(self) -> list[str]:
        formula, ago = self._play.formula, self._play.circle()
        match self.answer:
            case Accepted(rests_on):
                trust = f"; it rests on {', '.join(rests_on)}" * bool(rests_on)
                words = escape(f"the checker accepts {self.derivation}{trust}")
                if level := self.playing:
                    words += reward(level, len(self._play.steps), self.progress.stars.get(level.number, 0))
                return [note("✓", "accepted", words, BLUE)]
            case Rejected(obligation, reason):
                return [note("✗", "rejected", escape(f"by the checker: {obligation}: {reason}"), VERMILLION)]
        said = []
        if self._refuted:
            words = f"{escape(self._refuted)}. No steps lead to True"
            said.append(note("✗", "refuted", words, VERMILLION))
        elif formula == t.Truth(False):
            said.append(
                note("✗", "False", "every step keeps the value, so the claim is false for all inputs", VERMILLION)
            )
        if ago:
            said.append(note("?", "a circle", f"you were here {steps_ago(ago)}; Undo takes a step back", ORANGE))
        if not is_total(formula, self._play.integers):
            words = "the formula may have no value, and a rule could rewrite that away"
            return [*said, note("?", "stuck", words, ORANGE)]
        if self.chosen is None:
            return [*said, panel.line(HOW)]
        count, part = len(self.offers), escape(to_text(t.subterm(formula, self.chosen)))
        fitting = f"{count} way{'s' * (count != 1)} to go on" if count else "No rule that you have fits"
        return [*said, panel.line(f"{fitting} at <b>{part}</b>{':' if count else '. Choose another place.'}")]

    def _list_levels(self) -> None:
        options = [*level_options(self.progress.stars), ("A claim of your own", FREE)]
        if list(self.level.options) != options:
            value, self._filling = self.level.value, True  # the list would report a selection of its own
            self.level.options = options
            self.level.value = value
            self._filling = False

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return (
            f"RewriteWidget(level={self.playing.number})"
            if self.playing
            else (f"RewriteWidget({self.claim.value!r}, {self.integers.value})")
        )

    # ---- its parts --------------------------------------------------------------------------

    def _build(self, claim: str, integers: IntegerModel, level: int) -> None:
        self._rows: list[tuple[Any, Any]] = []
        wide, wrap = {"description_width": "64px"}, w.Layout(**WRAP)
        grow = w.Layout(flex="1 1 340px", width="auto")
        self.level: Any = w.Dropdown(
            options=[("", number) for number in range(len(LEVELS) + 1)],
            value=level,
            description="Level",
            tooltip=panel.OPENS,
            style=wide,
            layout=grow,
        )
        self.claim = w.Text(claim, description="Claim", continuous_update=False, style=wide, layout=grow)
        self.integers = w.Dropdown(
            options=list(dict.fromkeys((*TYPES, str(integers)))),
            value=str(integers),
            description="Integers",
            tooltip=panel.OPENS,
            style={"description_width": "initial"},
            layout=w.Layout(width="190px"),
        )
        self.next_button = button("Next level", "Go to the next level")
        self.undo_button = button("Undo", "Take back the last step")
        self.reset_button = button("Reset", "Begin again with the claim")
        self.tree, self.own = TreeButtons(self._choose), OwnRules(integers, self._own_added)
        self.task, self.formula, self.message, self.history = (w.HTML() for _ in range(4))
        self.message.layout.min_height = "52px"  # two lines, so that little moves when there is one
        columns = "minmax(150px, max-content) minmax(0, 1fr)"
        self.rules = w.GridBox([], layout=w.Layout(grid_template_columns=columns, grid_gap="2px 12px", width="100%"))
        self.free = w.HBox([self.claim, self.integers], layout=w.Layout(**WRAP))  # hidden in a level
        side_by_side = w.Layout(flex_flow="row wrap", align_items="flex-start", width="100%", grid_gap="2px 40px")
        self.box = box(
            w.HBox([self.level, self.next_button], layout=wrap),
            self.free,
            self.task,
            self.formula,
            w.HBox([self.tree.box, self.history], layout=side_by_side),
            w.HBox([self.tree.walk, self.undo_button, self.reset_button], layout=wrap),
            self.message,
            self.rules,
            self.own.box,
        )
        self.next_button.on_click(lambda _button: self.next_level())
        self.undo_button.on_click(lambda _button: self.undo())
        self.reset_button.on_click(lambda _button: self.reset())
        for control in (self.level, self.claim, self.integers):
            control.observe(lambda _change: None if self._filling else self._begin(), "value")

    def _row(self, number: int) -> tuple[Any, Any]:
        """A rule's button and what it does; rows are used again, so that none is left behind in the kernel."""
        name = w.Button(layout=w.Layout(width="auto", margin="0"))
        name.on_click(lambda _button: self._take(self.offers[number]))
        return name, w.HTML(layout=w.Layout(margin="0"))

    def _own_added(self) -> None:
        self._play = Play(self._play.claim, self._play.integers, own=self.own.rules, steps=self._play.steps)
        self._choose(self.chosen)


def _refutation(claim: t.Claim, integers: IntegerModel) -> str:
    """The counterexample to a claim, with both sides; nothing if none is found."""
    match prove(claim, integers, seconds=SECONDS):
        case Refuted(witness):
            return f"{witness}{replayed(claim.formula, witness, integers)}"
        case _:
            return ""
