"""Terms as Python functions of a state: what ``evaluate`` does over the unbounded integers, many times faster."""

from __future__ import annotations

import operator
from collections.abc import Callable

from arlib import integers as z
from arlib import terms as t
from arlib.integers import Machine
from arlib.programs.syntax import State
from arlib.terms import Term

# More than a number can reach by doubling once a step in the steps of a usual run; wider ones would only take time.
WIDEST = 20_000  # bits

Value = Callable[[State], int]


class TooWide(Exception):
    """A number is wider than is reckoned with, which says nothing about the program."""


def narrow(number: int) -> int:
    """The number itself; raises ``TooWide`` where it needs too many bits."""
    if number.bit_length() > WIDEST:
        raise TooWide(f"a number needs {number.bit_length():,} bits, more than {WIDEST:,}")
    return number


def compiled(term: Term) -> Value:
    """A function that evaluates the term in a state, as ``evaluate`` does over the unbounded integers.

    Raises ``Undefined`` where an operation has no value, and ``TooWide`` for a shift by too many bits.

    >>> compiled(t.Add(t.Var("x"), t.Const(1)))({"x": 41})
    42
    """
    match term:
        case t.Var(name) | t.Prop(name):
            return operator.itemgetter(name)
        case t.Const(value) | t.Truth(value):
            return lambda state: value
        case t.IfThenElse(test, then, orelse):
            holds, yes, no = compiled(test), compiled(then), compiled(orelse)
            return lambda state: yes(state) if holds(state) else no(state)
        case t.Not(arg):
            positive = compiled(arg)
            return lambda state: not positive(state)
        case t.Wrap(arg, integers):
            inner, wrap = compiled(arg), integers.wrap
            return lambda state: wrap(inner(state))
        case t.Checked(arg, integers):
            return _check(compiled(arg), integers)
        case t.Unary(arg):
            inner, one = compiled(arg), t.ARITHMETIC[type(term)]
            return lambda state: one(inner(state))
        case t.Binary(left, right):
            return _joined(term, compiled(left), compiled(right))
        case _:
            raise TypeError(f"not a term: {term!r}")


def _joined(term: t.Binary, left: Value, right: Value) -> Value:
    match term:
        case t.And():
            return lambda state: bool(left(state) and right(state))
        case t.Or():
            return lambda state: bool(left(state) or right(state))
        case t.Implies():
            return lambda state: bool(not left(state) or right(state))
        case t.Iff():
            return lambda state: left(state) == right(state)
        case t.ShiftLeft():
            return lambda state: _shifted(left(state), right(state))
        case t.Comparison():
            compare = t.COMPARE[type(term)]
            return lambda state: compare(left(state), right(state))
        case _:
            both = t.ARITHMETIC[type(term)]
            return lambda state: both(left(state), right(state))


def _shifted(number: int, amount: int) -> int:
    if amount > WIDEST:
        raise TooWide(f"a shift by more than {WIDEST:,} bits")
    return z.shift_left(number, amount, z.Unbounded())


def _check(inner: Value, integers: Machine) -> Value:
    low, high = integers.low, integers.high

    def value(state: State) -> int:
        number = inner(state)
        if not low <= number <= high:
            # Python refuses to write a number of thousands of digits.
            shown = f"{number:,}" if number.bit_length() < 1000 else f"a number of {number.bit_length():,} bits"
            raise z.Undefined(f"overflow: {shown} does not fit in {integers.as_declared()}")
        return number

    return value
