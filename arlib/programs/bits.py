"""Bit by bit along paths: a | b is a + b - (a & b), and a ^ b is a + b - 2 * (a & b), so that & is all there is.

An & with 2^k - 1 is a remainder, exactly. Of another one only bounds are known: it sets no bit that an operand lacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlib import terms as t
from arlib.polynomials import Polynomial, negation
from arlib.programs.paths import Path, interval
from arlib.terms import Term

MOST_UNSURE = 2  # operations on a path whose operands may have either sign, and are looked at sign by sign
AND = t.BitAnd(t.Const(0), t.Const(0))


def from_and(term: Term, a: Polynomial, b: Polynomial, both: Polynomial) -> Polynomial:
    """The value of a bitwise operation, from that of ``a & b``: at each place, 1 + 1 is 2 times what both have.

    >>> x, y, both = map(Polynomial.variable, ("x", "y", "x & y"))
    >>> from_and(t.BitXor(t.Var("x"), t.Var("y")), x, y, both)
    x - 2 * x & y + y
    """
    match term:
        case t.BitAnd():
            return both
        case t.BitOr():
            return a + b - both
        case t.BitXor():
            return a + b - both * 2
        case _:
            raise TypeError(f"not a bitwise operation: {term!r}")


def mask(p: Polynomial) -> int | None:
    """The k for which p is 2^k - 1, so that ``a & p`` is the remainder of a by 2^k, rounded down; None if none is.

    >>> mask(Polynomial.constant(7)), mask(Polynomial.constant(0)), mask(Polynomial.constant(6))
    (3, 0, None)
    """
    number = p.known
    return number.bit_length() if number is not None and number >= 0 and number & (number + 1) == 0 else None


def bounded_and(a: Polynomial, b: Polynomial, path: Path) -> Iterator[tuple[Path, Polynomial]]:
    """``a & b`` as a variable that may be anything between its bounds, which the signs of a and b decide."""
    unsure = any(low is None or low < 0 <= (0 if high is None else high) for low, high in _ranges(a, b, path))
    if unsure and len(path.computed) >= MOST_UNSURE:
        yield path.computing(AND, (a, b))
        return
    for a_side, b_side in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        there = path.where(a if a_side > 0 else negation(a), b if b_side > 0 else negation(b))
        if there is None:
            continue
        there, both = there.computing(AND, (a, b))
        bounds = [both] if 1 in (a_side, b_side) else []  # some operand has no sign bit
        bounds += [a - both] if a_side > 0 or b_side < 0 else []
        bounds += [b - both] if b_side > 0 or a_side < 0 else []
        bounds += [both - a - b - 1] if -1 in (a_side, b_side) else []  # a | b has a sign bit, and so is below 0
        last = there.where(*bounds)
        if last is not None:
            yield last, both


def _ranges(a: Polynomial, b: Polynomial, path: Path) -> Iterator[tuple[int | None, int | None]]:
    return (interval(p, path.bounds) for p in (a, b))


def shifted(term: Term, a: Polynomial, b: Polynomial, path: Path) -> Iterator[tuple[Path, Polynomial]]:
    """A shift of a by b, which is at least 0, as a variable with bounds, where the sign of a is known."""
    low, high = interval(a, path.bounds)
    there, result = path.computing(term, (a, b))
    bounds: list[Polynomial] = []
    if isinstance(term, t.ShiftRight):
        bounds += [result, a - result] if low is not None and low >= 0 else []
        bounds += [result - a, negation(result)] if high is not None and high < 0 else []
    elif low is not None and low >= 0:
        bounds += [result - a, *([result - a - b] if low > 0 else [])]  # a * 2^b >= a * (1 + b) >= a + b
    last = there.where(b, *bounds)
    if last is not None:
        yield last, result
