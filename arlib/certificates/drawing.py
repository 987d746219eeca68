"""A table that is evidence, as a person would draw it: rows of texts, the headings first."""

from __future__ import annotations

from itertools import islice

from arlib import terms as t
from arlib.certificates.tables import Residues, TruthTable
from arlib.integers import IntegerModel, TooWide, Unbounded, Undefined
from arlib.printing import to_text
from arlib.terms import Term, evaluate, free_variables, subterms

BITWISE = (t.BitAnd, t.BitOr, t.BitXor)
MOST_DRAWN = 16  # rows, or columns of a square
MOST_COLUMNS = 8  # besides the inputs

Rows = list[tuple[str, ...]]


def drawn(table: Residues | TruthTable) -> Rows:
    """The inputs, the parts of the claim that matter, and their values; the first rows, if there are many.

    A remainder of two inputs becomes a square, with one of them on each side.

    >>> from arlib.languages.python.claims import claim
    >>> for line in in_columns(drawn(Residues(claim("(a * a + b * b) % 4 != 3"), 4))):
    ...     print(line)
    (a * a + b * b) % 4   b = 0   b = 1   b = 2   b = 3
    a = 0                 0       1       0       1
    a = 1                 1       2       1       2
    a = 2                 0       1       0       1
    a = 3                 1       2       1       2
    """
    integers = Unbounded() if isinstance(table, Residues) else table.integers
    inputs, parts = table.claim.inputs, columns(table)
    if isinstance(table, Residues) and len(inputs) == 2 and len(parts) == 1 and table.modulus <= MOST_DRAWN:
        first, second = inputs
        numbers = range(table.modulus)
        square: Rows = [(to_text(parts[0]), *(f"{second} = {n}" for n in numbers))]
        for m in numbers:
            values = (_value(parts[0], {first: m, second: n}, integers) for n in numbers)
            square.append((f"{first} = {m}", *values))
        return square
    rows: Rows = [(*inputs, *map(to_text, parts))]
    for row in islice(table.rows(), MOST_DRAWN):
        rows.append((*(str(row[name]) for name in inputs), *(_value(part, row, integers) for part in parts)))
    if table.count > MOST_DRAWN:
        rows.append(("…",) * len(rows[0]))
    return rows


def columns(table: Residues | TruthTable) -> list[Term]:
    """What there is to compute in a row: the bitwise expressions, and the sides of each comparison."""
    found: dict[Term, None] = {}
    for part in subterms(table.claim.formula):
        if isinstance(part, t.Comparison):
            sides = dict.fromkeys(side for side in part.children if free_variables(side) and side.children)
            if isinstance(table, TruthTable):
                found |= dict.fromkeys(bits for side in sides for bits in subterms(side) if isinstance(bits, BITWISE))
            found |= sides
    return [*found][:MOST_COLUMNS]


def in_columns(rows: Rows) -> list[str]:
    """Rows as lines of text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["   ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _value(term: Term, row: dict[str, int], integers: IntegerModel) -> str:
    try:
        return str(int(evaluate(term, row, integers)))
    except Undefined:
        return "no value"
    except TooWide:
        return "a wide number"
