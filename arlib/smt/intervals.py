"""Between which integers the result of an operation lies, and the bits that hold them all."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import z3

from arlib import terms as t
from arlib.terms import ARITHMETIC, Term
from arlib.verdict import Unsupported

WIDEST = 4096  # bits: the longest constant and the widest bit-vector that z3 is given

Interval = tuple[int, int]


class TooWide(Unsupported):
    """Some numbers need more bits than z3 is given."""


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


class Number:
    """An integer in an interval, of which ``build`` makes as many low bits as are asked for, up to its width.

    C's ``(unsigned)(x * y)`` needs the low 32 of a product's 64 bits, and they depend on the low bits of x
    and y alone: z3 then sees one product of 32 bits, and its laws, as ``x * y == y * x``, need no search.
    """

    def __init__(self, interval: Interval, build: Callable[[int], Any]):
        self.interval, self.build = interval, build
        self.built: dict[int, Any] = {}

    def at(self, bits: int) -> Any:
        """The integer modulo 2^bits."""
        if bits not in self.built:
            low, high = self.interval
            missing = bits - width(self.interval)
            if missing <= 0 or low == high:
                self.built[bits] = self.build(bits)
            else:
                self.built[bits] = (z3.SignExt if low < 0 else z3.ZeroExt)(missing, self.at(bits - missing))
        return self.built[bits]
