"""Sets of numbers as ordered intervals: numbers, moments, addresses and truth values, as conditions compare them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, inf

from arlib.languages.iam.syntax import Comparison

Number = Fraction | int | float  # the floats are the two infinities
Cut = tuple[Number, int]  # a place between numbers: before one (0), or after it (1)
Intervals = tuple[tuple[Cut, Cut], ...]  # apart from one another, in ascending order

EVERY: Intervals = (((-inf, 0), (inf, 0)),)
IPV6 = 1 << 32  # where the addresses of 128 bits begin, after those of 32
ADDRESSES: Intervals = (((0, 0), (IPV6 + (1 << 128), 0)),)
TRUTH: Intervals = (((0, 0), (2, 0)),)  # 0 and 1


def compared(comparison: Comparison, value: Fraction) -> Intervals:
    """The numbers that compare so with a value.

    >>> contains(compared("<", Fraction(2)), 2), contains(compared("<=", Fraction(2)), 2)
    (False, True)
    """
    before, after, lowest, highest = (value, 0), (value, 1), (-inf, 0), (inf, 0)
    match comparison:
        case "=":
            return ((before, after),)
        case "<":
            return ((lowest, before),)
        case "<=":
            return ((lowest, after),)
        case ">":
            return ((after, highest),)
        case ">=":
            return ((before, highest),)


def addresses(bits: int, first: int, last: int) -> Intervals:
    """The addresses from the first to the last, of 32 bits (IPv4) or 128 (IPv6), on one line.

    >>> union(addresses(32, 0, (1 << 31) - 1), addresses(32, 1 << 31, IPV6 - 1)) == addresses(32, 0, IPV6 - 1)
    True
    """
    begin = IPV6 if bits == 128 else 0
    return (((begin + first, 0), (begin + last + 1, 0)),)


def truths(values: set[bool]) -> Intervals:
    """Some of the two truth values, as 0 and 1."""
    return union(*((((int(value), 0), (int(value) + 1, 0)),) for value in values))


def union(*sets: Intervals) -> Intervals:
    """The numbers that are in one of the sets."""
    found: list[tuple[Cut, Cut]] = []
    for begin, end in sorted(interval for each in sets for interval in each):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return tuple(found)


def intersection(one: Intervals, other: Intervals) -> Intervals:
    """The numbers that are in both sets.

    >>> intersection(compared(">", Fraction(1)), compared("<=", Fraction(1)))
    ()
    """
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((begin, end) for begin, end in both if begin < end))


def complement(intervals: Intervals, within: Intervals = EVERY) -> Intervals:
    """The other numbers of a whole.

    >>> complement(addresses(32, 0, 9), addresses(32, 0, 19)) == addresses(32, 10, 19)
    True
    """
    ends: list[Cut] = [(-inf, 0), *(cut for interval in intervals for cut in interval), (inf, 0)]
    outside = tuple((a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if a < b)
    return intersection(outside, within)


def contains(intervals: Intervals, value: Number) -> bool:
    """Whether a number is in the set."""
    return any(_inside(begin, value, end) for begin, end in intervals)


def _inside(begin: Cut, value: Number, end: Cut) -> bool:
    return begin <= (value, 0) < end


def some(intervals: Intervals) -> Fraction | None:
    """A number of the set, whole if that can be; None if there is none.

    >>> some(intersection(compared(">", Fraction(1, 2)), compared("<", Fraction(2)))), some(())
    (Fraction(1, 1), None)
    """
    found = [_between(begin, end) for begin, end in intervals]
    return next((each for each in found if each.denominator == 1), found[0] if found else None)


def _between(begin: Cut, end: Cut) -> Fraction:
    (low, after), (high, closed) = begin, end
    if low == -inf and high == inf:
        return Fraction(0)
    if low == -inf:
        return Fraction(ceil(high) - 1)
    whole = Fraction(floor(low) + 1 if after or floor(low) != low else floor(low))
    if _inside(begin, whole, end):
        return whole
    if not after:
        return Fraction(low)
    return Fraction(high) if closed else (Fraction(low) + Fraction(high)) / 2
