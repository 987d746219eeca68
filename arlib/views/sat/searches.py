"""One formula, three searches side by side: the rows of its truth table, splitting, and learning from conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from html import escape
from itertools import islice, product
from typing import Literal as Choice

from arlib.certificates.refutation import Addition, Refutation
from arlib.checking.claims import Accepted
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, satisfies
from arlib.sat.dpll import dpll
from arlib.sat.events import Conflict, Event, Learned, Model
from arlib.sat.rows import rows
from arlib.sat.stepping import events
from arlib.terms import Formula, evaluate, free_variables
from arlib.verdict import Unsupported
from arlib.views.page import panel
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, VERMILLION, Cell, Html, badge
from arlib.views.page.sheets import fold, join, sheet, table
from arlib.views.plots.scale import count
from arlib.views.sat.branches import Branch, Counts, outline, search_tree
from arlib.views.sat.own_formula import OwnFormula, own_formula
from arlib.views.sat.tree_picture import WIDTH, rows_picture, tree_picture

Question = Choice["satisfiable", "valid"]
MOST_ROWS, MOST_EVENTS = 1 << 14, 50_000
KEY = (
    "A cross is a row that is not looked for, or a branch in which a clause fails; a ring is a row that is. "
    "Full lines are suppositions, dashed lines what a learned clause makes true."
)


@dataclass(frozen=True)
class Answer:
    """What the three searches said of a formula, as plain values, which can come from another process."""

    markup: str
    text: str
    read: bool = True

    @property
    def word(self) -> str:
        """The answer in a few words."""
        return self.text.partition(":")[0]


def searches_html(source: str | Formula | CNF, question: Question = "satisfiable") -> Html:
    """The three searches for a row in which a formula is true, or false where one asks whether it is ``valid``.

    A text that cannot be read is shown with the place.

    >>> print(searches_html("p & (q | ~p)").text.splitlines()[0])
    ✓ satisfiable: p, q (2 letters, 2 clauses)
    """
    found = answer(source, question)
    return Html(found.markup, found.text)


def answer(source: str | Formula | CNF, question: Question) -> Answer:
    """What the three searches say of a formula."""
    if question not in ("satisfiable", "valid"):
        raise ValueError(f"the questions are satisfiable and valid, not {question!r}")
    try:
        own = own_formula(source, opposite=question == "valid")
    except Unsupported as error:
        heading = "This formula cannot be read"
        return Answer(panel.problem(error, heading), f"✗ {heading}: {error}", False)
    page = _page(own, question)
    return Answer(str(page), page.text)


def answer_values(asked: tuple[str, Question]) -> tuple[object, ...]:
    """The answer as values that can be sent; what else goes wrong is said in it too."""
    try:
        return astuple(answer(*asked))
    except Exception as error:
        return astuple(Answer(panel.problem(error), f"✗ The search failed: {error}", False))


@dataclass(frozen=True)
class _Rows:
    """How many of the rows were tried, and whether the last of them is the one that was looked for."""

    letters: int
    tried: int
    found: bool

    @property
    def answer(self) -> bool | None:
        return True if self.found else False if self.tried == 2**self.letters else None

    def __str__(self) -> str:
        return f"{self.tried:,} of {count(2**self.letters)} row{'s' * (self.letters > 0)} tried"


def _rows(own: OwnFormula, wanted: bool) -> _Rows:
    """Rows over the letters that the reader wrote, all false first."""
    tried, true = 0, False
    if own.formula is None:
        for event in rows(own.clauses):
            tried += isinstance(event, Conflict | Model)
            true = isinstance(event, Model)
            if tried == MOST_ROWS:
                break
        return _Rows(own.clauses.variables, tried, true)
    names = free_variables(own.formula)
    for values in islice(product((False, True), repeat=len(names)), MOST_ROWS):
        tried += 1
        true = bool(evaluate(own.formula, dict(zip(names, values, strict=True)))) == wanted
        if true:
            break
    return _Rows(len(names), tried, true)


@dataclass(frozen=True)
class _Search:
    """A search that was followed: its name, its tree, and what happened; ``checked`` says that its answer was."""

    title: str
    root: Branch
    counts: Counts
    checked: bool

    def __str__(self) -> str:
        many = f"{self.counts.conflicts:,} conflict{'s' * (self.counts.conflicts != 1)}"
        return many if self.counts.answer is not None else f"{many}, not finished"


def _search(title: str, clauses: CNF, happened: Iterable[Event]) -> _Search:
    """The tree of a search, whose model is replayed, and whose proof is checked."""
    known = [*islice(happened, MOST_EVENTS)]
    root, counts = search_tree(known)
    checked = counts.answer is None
    if counts.model:
        checked = satisfies(counts.model.assignment, clauses)
    elif counts.closed:
        steps = (Addition(each.number, each.clause, each.hints) for each in known if isinstance(each, Learned))
        checked = isinstance(check_refutation(Refutation(clauses, tuple(steps))), Accepted)
    return _Search(title, root, counts, checked)


def _page(own: OwnFormula, question: Question) -> Html:
    tried = _rows(own, question == "satisfiable")
    splitting = _search("Splitting", own.clauses, dpll(own.clauses))
    learning = _search("Learning", own.clauses, events(own.clauses))
    answers = {each for each in (tried.answer, splitting.counts.answer, learning.counts.answer) if each is not None}
    if len(answers) > 1 or not (splitting.checked and learning.checked):
        raise AssertionError("an answer does not agree with another, or with the checker")
    model = learning.counts.model or splitting.counts.model
    head = _head(own, question, answers, model)
    letters = f"{tried.letters:,} letter{'s' * (tried.letters != 1)}"
    added = own.clauses.variables - tried.letters
    about = f"{letters}, {len(own.clauses.clauses):,} clause{'s' * (len(own.clauses.clauses) != 1)}"
    about += f", for which {added:,} letter{'s were' if added > 1 else ' was'} added" if added else ""
    pictures = [
        _panel(
            "Rows of the truth table",
            str(tried),
            rows_picture(tried.letters, tried.tried, tried.found, f"Truth table: {tried}"),
        )
    ]
    for each, name in ((splitting, "Splitting (DPLL)"), (learning, "Learning (CDCL)")):
        pictures.append(_panel(name, str(each), tree_picture(each.root, own.name, f"{name}: {each}")))
    side_by_side = f'<div style="display:flex;flex-wrap:wrap;gap:4px 16px">{"".join(pictures)}</div>'
    told = [
        fold(f"{each.title}, branch by branch", plain_lines(outline(each.root, own.name)), opened=False)
        for each in (splitting, learning)
    ]
    parts = [
        join(head, f" ({about})"),
        Html(side_by_side, ""),
        Html(f'<div style="font-size:12px">{escape(KEY)}</div>', ""),
        _counters(tried, splitting, learning),
        *told,
    ]
    shown = sheet(parts)
    return Html(str(shown), "\n".join(part.text for part in parts if part.text))


def _head(own: OwnFormula, question: Question, answers: set[bool], model: Model | None) -> Html:
    """The answer to the question, and the row or why there is none."""
    row = _row(own, model)
    match question, answers:
        case _, a if not a:
            return badge("?", "don't know", f"no search came to its end within {MOST_EVENTS:,} events", ORANGE)
        case "satisfiable", a if True in a:
            return badge("✓", "satisfiable", row, BLUE)
        case "satisfiable", _:
            return badge("✗", "not satisfiable", "no row makes it true, and the checker agrees", VERMILLION)
        case _, a if True in a:
            return badge("✗", "not valid", f"it is false for {row}", VERMILLION)
        case _:
            return badge("✓", "valid", "no row makes it false, and the checker agrees", BLUE)


def _row(own: OwnFormula, model: Model | None) -> str:
    if model is None:
        return "a row"
    kept = [literal for literal in model.assignment.literals if not own.letters or abs(literal) in own.letters]
    return ", ".join(map(own.name, kept)) or "every row"


def _panel(title: str, words: str, picture: str) -> str:
    return (
        f'<div role="group" aria-label="{escape(title)}" style="flex:0 1 {WIDTH}px;min-width:220px">'
        f"<b>{escape(title)}</b><br>{escape(words)}{picture}</div>"
    )


def plain_lines(text: str) -> Html:
    """A text with its lines and their indentation."""
    style = f"margin:0;{MONO};color:{INK};white-space:pre-wrap;max-height:320px;overflow:auto"
    return Html(f'<pre tabindex="0" style="{style}">{escape(text)}</pre>', text)


def _counters(tried: _Rows, splitting: _Search, learning: _Search) -> Html:
    """What each search did, in numbers."""
    searches = (splitting.counts, learning.counts)
    said = {True: "✓ a row", False: "✗ no row", None: "? not finished"}
    lines: list[list[Cell]] = [
        ["answer", said[tried.answer], *(said[each.answer] for each in searches)],
        ["rows tried", f"{tried.tried:,}", "", ""],
        ["suppositions", "", *(f"{each.suppositions:,}" for each in searches)],
        ["consequences", "", *(f"{each.consequences:,}" for each in searches)],
        ["conflicts", "", *(f"{each.conflicts:,}" for each in searches)],
        ["clauses of the proof", "", *(f"{each.proof:,}" for each in searches)],
    ]
    return table(["", "Rows", "Splitting", "Learning"], lines, "what each search did")
