"""Truth values and numbers in Python, each used as the other."""

from __future__ import annotations

from arlib import terms as t
from arlib.terms import Const, Term, Truth, is_formula


def as_formula(term: Term) -> Term:
    """Python's truth of a number: whether it differs from 0.

    >>> as_formula(t.Var("x")), as_formula(Const(0))
    (Ne(Var('x'), Const(0)), Truth(False))
    """
    match term:
        case Const(value):
            return Truth(value != 0)
        case _:
            return term if is_formula(term) else t.Ne(term, Const(0))


def as_number(term: Term) -> Term:
    """Python's number for a truth value: 1 or 0.

    >>> as_number(t.Lt(t.Var("x"), t.Var("y")))
    IfThenElse(Lt(Var('x'), Var('y')), Const(1), Const(0))
    """
    match term:
        case Truth(value):
            return Const(int(value))
        case _:
            return t.IfThenElse(term, Const(1), Const(0)) if is_formula(term) else term


def if_then_else(test: Term, then: Term, orelse: Term) -> Term:
    """The one or the other, with ``and`` and ``or`` written as such; numbers, unless both are formulas."""
    if test in (Truth(True), Truth(False)):
        return then if test == Truth(True) else orelse
    if not (is_formula(then) and is_formula(orelse)):
        return t.IfThenElse(test, as_number(then), as_number(orelse))
    match then, orelse:
        case Truth(True), Truth(False):
            return test
        case _, Truth(False):
            return t.And(test, then)
        case Truth(True), _:
            return t.Or(test, orelse)
    return t.IfThenElse(test, then, orelse)
