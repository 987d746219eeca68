"""Check evidence about formulas over letters: a truth table is filled in, a row is tried, clauses are written again."""

from __future__ import annotations

import time

from arlib import terms as t
from arlib.certificates.propositions import Contradiction, EveryRow, Model
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.refutation import check_refutation
from arlib.circuits.tseitin import tseitin
from arlib.seconds import OutOfTime, until
from arlib.terms import Term, free_variables
from arlib.verdict import Unsupported

MOST_LETTERS = 20  # of a truth table: a column of a million rows


def check_every_row(table: EveryRow, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether a formula is true in every row; the first row in which it is not is named.

    A column of the table is one number with a bit for each row, so that a connective takes one step for all of them.
    The first letter changes slowest, and is false first.

    >>> p, q = t.Prop("p"), t.Prop("q")
    >>> check_every_row(EveryRow(t.Implies(t.And(p, q), p)))
    Accepted(rests_on=())
    >>> check_every_row(EveryRow(t.Implies(p, t.And(p, q))))
    Rejected(obligation='rows', countermodel='p = True, q = False')
    """
    letters = free_variables(table.formula)
    if len(letters) > MOST_LETTERS:
        return Rejected("rows", f"{len(letters):,} letters are more than {MOST_LETTERS}")
    deadline, count = time.perf_counter() + seconds, 1 << len(letters)
    every = (1 << count) - 1
    columns = {name: _letter(count >> place + 1, count) for place, name in enumerate(letters)}

    def column(formula: Term) -> int:
        if time.perf_counter() > deadline:
            raise TimeoutError
        match formula:
            case t.Prop(name):
                return columns[name]
            case t.Truth(value):
                return every if value else 0
            case t.Not(arg):
                return every ^ column(arg)
            case t.And(left, right):
                return column(left) & column(right)
            case t.Or(left, right):
                return column(left) | column(right)
            case t.Implies(left, right):
                return every ^ column(left) | column(right)
            case t.Iff(left, right):
                return every ^ column(left) ^ column(right)
            case _:
                raise Unsupported(f"{type(formula).__name__} is no part of a formula over letters")

    try:
        false = every ^ column(table.formula)
    except TimeoutError:
        return Rejected("rows", "out of time")
    except Unsupported as error:
        return Rejected("letters", error.reason)
    if not false:
        return Accepted()
    row = (false & -false).bit_length() - 1
    values = {name: bool(row >> len(letters) - 1 - place & 1) for place, name in enumerate(letters)}
    shown = ", ".join(f"{name} = {value}" for name, value in values.items())
    return Rejected("rows", shown or "it is false", dict(values))


def _letter(run: int, count: int) -> int:
    """The column of a letter which is false in ``run`` rows, then true in as many, and so on."""
    column, rows = (1 << run) - 1 << run, 2 * run
    while rows < count:
        column, rows = column | column << rows, 2 * rows
    return column


def check_model(model: Model) -> Accepted | Rejected:
    """Whether the row has one value for each letter, and the evaluator finds the formula true in it."""
    letters = [name for name, _ in model.row.values]
    if sorted(letters) != sorted(free_variables(model.formula)):
        return Rejected("letters", "the row's letters are not those of the formula")
    try:
        return Accepted() if model.row.makes_true(model.formula) else Rejected("row", f"it is false where {model.row}")
    except TypeError as error:
        return Rejected("letters", str(error))


def check_contradiction(found: Contradiction, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether the clauses that are refuted are those of the formula, and the refutation is one."""
    deadline = time.monotonic() + seconds
    try:
        with until(deadline):
            clauses = tseitin(found.formula).clauses
    except OutOfTime:
        return Rejected("time", f"the limit of {seconds:g} seconds was reached")
    except Unsupported as error:
        return Rejected("clauses", error.reason)
    if clauses != found.refutation.formula:
        return Rejected("clauses", "the clauses that are refuted are not those of the formula")
    return check_refutation(found.refutation, seconds=deadline - time.monotonic())
