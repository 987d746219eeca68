"""Tables that prove claims, as a person would draw them: of residues, and of bits."""

from __future__ import annotations

from html import escape

from arlib.certificates import Residues, TruthTable
from arlib.certificates.drawing import drawn, in_columns
from arlib.checking import Accepted, Rejected, check
from arlib.integers import Unbounded
from arlib.printing import to_text
from arlib.views.page.html import BLUE, MONO, VERMILLION, Html, badge
from arlib.views.rewriting.derivations import grid

SECONDS = 5.0  # for the checker, while a reader waits


def table_html(table: Residues | TruthTable) -> Html:
    """What the checker says of a table, and its rows: the first of them, if they are many.

    >>> from arlib.languages.python.claims import claim
    >>> table_html(Residues(claim("n * n % 4 != 3"), 4))
    ✓ proved: by the 4 residues of n modulo 4, each computed by the checker
    n * n % 4 != 3, over the unbounded integers
      n   n * n % 4
      0   0
      1   1
      2   0
      3   1
    """
    match check(table, seconds=SECONDS):
        case Accepted():
            head = badge("✓", "proved", f"by {table}, each computed by the checker", BLUE)
        case Rejected(obligation, why):
            head = badge("✗", "rejected", f"{obligation}: {why}", VERMILLION)
    integers = Unbounded() if isinstance(table, Residues) else table.integers
    caption = f"{to_text(table.claim.formula)}, over {integers.describe()}"
    top, *rows = drawn(table)
    cells = [[_number(text) for text in row] for row in rows]
    text = [caption, *(f"  {line}" for line in in_columns([top, *rows]))]
    return Html(f"<div>{head!s}</div>{grid(caption, top, cells)}", "\n".join([head.text, *text]))


def _number(text: str) -> Html:
    return Html(f'<span style="{MONO};white-space:nowrap">{escape(text)}</span>', text)
