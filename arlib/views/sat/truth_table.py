"""A truth table as a person draws it: the letters, the parts of the formula, and the formula, in every row."""

from __future__ import annotations

from html import escape
from itertools import islice, product

from arlib.certificates.drawing import in_columns
from arlib.certificates.propositions import EveryRow
from arlib.languages.propositions import proposition, to_symbols
from arlib.printing import count_to_text
from arlib.terms import Formula, Term, evaluate, free_variables, subterms
from arlib.verdict import Proved, Refuted
from arlib.views.page.html import BLUE, MONO, VERMILLION, Html, badge
from arlib.views.rewriting.derivations import grid

MOST_ROWS, MOST_PARTS, MOST_LETTERS = 16, 6, 8  # that are drawn
LONGEST = 60  # letters of a heading


def truth_table(formula: str | Formula) -> Html:
    """The truth table of a formula: the first rows, if there are many, and the smallest parts first.

    >>> truth_table("p -> q & p")
    Truth table of p → q ∧ p, with 4 rows
      p       q       q ∧ p   p → q ∧ p
      False   False   False   True
      False   True    False   True
      True    False   False   False
      True    True    True    True
    """
    read = proposition(formula)
    letters = free_variables(read)
    count = 1 << len(letters)
    caption = f"Truth table of {to_symbols(read)}, with {count_to_text(count)} row{'s' * (count > 1)}"
    if len(letters) > MOST_LETTERS:
        return Html(f"<p>{escape(caption)}</p>", caption)
    columns = [*_parts(read), read]
    every = product((False, True), repeat=len(letters))
    rows = [dict(zip(letters, values, strict=True)) for values in islice(every, MOST_ROWS)]
    shown = [to_symbols(each) for each in columns]
    top = (*letters, *(each if len(each) <= LONGEST else "the formula" for each in shown))
    body = [
        (*(str(row[name]) for name in letters), *(str(bool(evaluate(part, row))) for part in columns)) for row in rows
    ]
    if count > MOST_ROWS:
        body.append(("…",) * len(top))
    cells = [[_cell(text, number == len(top) - 1) for number, text in enumerate(row)] for row in body]
    text = [caption, *(f"  {line}" for line in in_columns([top, *body]))]
    return Html(str(grid(caption, top, cells)), "\n".join(text))


def every_row_html(answer: Proved[EveryRow] | Refuted[EveryRow]) -> Html:
    """A verdict that rests on a truth table, with the table: that the formula is valid, or that its negation is.

    >>> from arlib.proving import satisfiable
    >>> print(every_row_html(satisfiable("p & ~p")).text.splitlines()[0])
    ✗ refuted: ¬(p ∧ ¬p) is true in every row of its table, each computed by the checker
    """
    table = answer.certificate if isinstance(answer, Proved) else answer.witness
    words = f"{to_symbols(table.formula)} is true in every row of its table, each computed by the checker"
    yes = isinstance(answer, Proved)
    head = badge("✓", "proved", words, BLUE) if yes else badge("✗", "refuted", words, VERMILLION)
    drawn = truth_table(table.formula)
    return Html(f"<div>{head!s}</div>{drawn!s}", f"{head.text}\n{drawn.text}")


def _parts(formula: Formula) -> list[Term]:
    """The parts with connectives, each once and after its own parts; none if there are too many to be read."""
    found = dict.fromkeys(part for part in reversed([*subterms(formula)]) if part.children and part is not formula)
    parts = [part for part in found if part != formula]
    return parts if len(parts) <= MOST_PARTS and all(len(to_symbols(part)) <= LONGEST for part in parts) else []


def _cell(text: str, last: bool) -> Html:
    weight = "bold" if last and text == "False" else "normal"
    return Html(f'<span style="{MONO};font-weight:{weight}">{escape(text)}</span>', text)
