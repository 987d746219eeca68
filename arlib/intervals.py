"""Intervals: between which bounds the value of a term lies, when the bounds of its inputs are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arlib import terms as t
from arlib.integers import Machine
from arlib.terms import Term


@dataclass(frozen=True)
class Interval:
    """The integers from ``low`` to ``high``."""

    low: int
    high: int

    def __contains__(self, value: int) -> bool:
        return self.low <= value <= self.high


def interval_of(integers: Machine) -> Interval:
    """All the values of a type."""
    return Interval(integers.low, integers.high)


def fits(found: Interval | None, integers: Machine) -> bool:
    """Whether every number of an interval is one of the type; not so where no bounds are known."""
    return found is not None and found.low in integers and found.high in integers


def interval(term: Term, inputs: Mapping[str, Interval]) -> Interval | None:
    """Bounds of a term's value over the unbounded integers, wherever it has one; None where none are known.

    Interval arithmetic (Moore 1966): sound, and not always tight.

    >>> from arlib.programs.from_python import parse
    >>> interval(parse("x * y - 1"), {"x": Interval(-2, 3), "y": Interval(0, 5)})
    Interval(low=-11, high=14)
    """
    parts = [interval(child, inputs) for child in term.children if not t.is_formula(child)]
    match term, parts:
        case t.Var(name), _:
            return inputs.get(name)
        case t.Const(value), _:
            return Interval(value, value)
        case t.Wrap(_, integers), [Interval() as a]:
            return a if a.low in integers and a.high in integers else interval_of(integers)
        case t.Wrap(_, integers), _:
            return interval_of(integers)
        case t.Checked(_, integers), [Interval(low, high)]:
            # Where the value exists, it is in both.
            return Interval(max(low, integers.low), min(max(high, integers.low), integers.high))
        case t.Checked(_, integers), _:
            return interval_of(integers)
        case _, _ if None in parts or not parts:
            return None
        case t.Neg(), [Interval(low, high)]:
            return Interval(-high, -low)
        case t.BitNot(), [Interval(low, high)]:
            return Interval(-high - 1, -low - 1)
        case t.Abs(), [Interval(low, high) as a]:
            return Interval(0 if 0 in a else min(abs(low), abs(high)), max(abs(low), abs(high)))
        case t.Add(), [Interval() as a, Interval() as b]:
            return Interval(a.low + b.low, a.high + b.high)
        case t.Sub(), [Interval() as a, Interval() as b]:
            return Interval(a.low - b.high, a.high - b.low)
        case t.Mul(), [Interval() as a, Interval() as b]:
            corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
            return Interval(min(corners), max(corners))
        case t.Min(), [Interval() as a, Interval() as b]:
            return Interval(min(a.low, b.low), min(a.high, b.high))
        case t.Max(), [Interval() as a, Interval() as b]:
            return Interval(max(a.low, b.low), max(a.high, b.high))
        case t.IfThenElse(), [Interval() as a, Interval() as b]:
            return Interval(min(a.low, b.low), max(a.high, b.high))
        case t.Quotient(), [Interval(low, high), Interval()]:
            largest = max(abs(low), abs(high))
            return Interval(-largest, largest)
        case t.Division(), [Interval(), Interval() as b]:
            most = max(abs(b.low), abs(b.high)) - 1
            return Interval(-max(most, 0), max(most, 0))
        case t.BitAnd() | t.BitOr() | t.BitXor(), [Interval() as a, Interval() as b]:
            bits = max(v.bit_length() for v in (a.low, a.high, b.low, b.high))
            below = -(1 << bits) if a.low < 0 or b.low < 0 else 0
            return Interval(below, (1 << bits) - 1)
        case t.ShiftRight(), [Interval(low, high), Interval()]:
            return Interval(min(low, 0), max(high, 0 if low >= 0 else -1))
        case t.ShiftLeft(), [Interval(low, high), Interval(_, amount)] if 0 <= amount <= 4096:
            return Interval(min(low, low << amount), max(high, high << amount))
        case _:
            return None
