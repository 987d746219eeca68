"""Intervals: between which integers the value of a term lies, when the bounds of its inputs are known.

Interval arithmetic (Moore 1966): sound, and not always tight.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from arlib import terms as t
from arlib.integers import Machine, TooWide
from arlib.terms import ARITHMETIC, Term

WIDEST = 4096  # bits: wider numbers are not reckoned with

Interval = tuple[int, int]


def hull(*intervals: Interval) -> Interval:
    """The smallest interval that contains them all.

    >>> hull((0, 9), (-1, 3))
    (-1, 9)
    """
    return min(low for low, _ in intervals), max(high for _, high in intervals)


def width(interval: Interval) -> int:
    """The bits that hold every integer of an interval: in two's complement if there are negative ones.

    >>> width((0, 255)), width((-1, 255))
    (8, 9)
    """
    low, high = interval
    bits = max(~low, high).bit_length() + 1 if low < 0 else max(1, high.bit_length())
    if bits > WIDEST:
        raise TooWide(f"some results would need {bits:,} bits, more than {WIDEST:,}")
    return bits


def result(term: Term, *operands: Interval) -> Interval:
    """Where the exact result of an operation lies, if it has one and its operands lie in these.

    >>> result(t.Mul(t.Var("x"), t.Var("y")), (-2, 3), (-5, 5))
    (-15, 15)
    """
    low, high = operands[0]
    low2, high2 = operands[-1]
    match term:
        case t.Abs():
            return 0, max(-low, high)
        case t.Quotient():
            return 0 if low >= 0 and low2 >= 0 else -max(-low, high), max(-low, high)
        case t.Division():
            least = low2 if isinstance(term, t.FloorMod) else low
            largest = max(-low2, high2, 1) - 1
            return 0 if isinstance(term, t.EuclidMod) or least >= 0 else -largest, largest
        case t.BitAnd() if low >= 0 or low2 >= 0:
            return 0, min(top for bottom, top in operands if bottom >= 0)
        case t.BitAnd() | t.BitOr() | t.BitXor():
            both = hull(*operands)
            bits = width(both)
            return (-(1 << bits - 1), (1 << bits - 1) - 1) if both[0] < 0 else (0, (1 << bits) - 1)
        case t.Shift():  # by a negative amount, there is no result
            if isinstance(term, t.ShiftLeft) and high2 > WIDEST:
                raise TooWide(f"a shift may be by more than {WIDEST:,} bits")
            operands = operands[0], (max(low2, 0), max(high2, 0))
    # The others go up, or down, with each operand while the others stay, so that they are extreme at corners.
    apply = (ARITHMETIC | {t.ShiftLeft: lambda a, b: a << b})[type(term)]
    corners = [apply(*corner) for corner in itertools.product(*operands)]
    return min(corners), max(corners)


def range_of(integers: Machine) -> Interval:
    """All the values of a type.

    >>> from arlib.integers import Signed
    >>> range_of(Signed(8))
    (-128, 127)
    """
    return integers.low, integers.high


def interval(term: Term, inputs: Mapping[str, Interval]) -> Interval | None:
    """Where the value of a term over the unbounded integers lies, if it has one; None where no bounds are known.

    >>> from arlib.languages.python.claims import parse
    >>> interval(parse("x * y - 1"), {"x": (-2, 3), "y": (0, 5)})
    (-11, 14)
    """
    match term:
        case t.Var(name):
            return inputs.get(name)
        case t.Const(value):
            return value, value
        case t.Conversion(arg, integers):
            found = interval(arg, inputs)
            # Where a checked value exists it is one of the type; a wrapped one always is.
            return found if fits(found, integers) else range_of(integers)
        case t.IfThenElse(_, then, orelse):
            operands = [interval(then, inputs), interval(orelse, inputs)]
        case _:
            operands = [interval(child, inputs) for child in term.children]
    known = [operand for operand in operands if operand is not None]
    if len(known) < len(operands):
        return None
    try:
        return hull(*known) if isinstance(term, t.IfThenElse) else result(term, *known)
    except TooWide:
        return None


def fits(found: Interval | None, integers: Machine) -> bool:
    """Whether every number of an interval is one of the type; not so where no bounds are known."""
    return found is not None and found[0] in integers and found[1] in integers
