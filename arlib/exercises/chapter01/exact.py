"""Exercises of chapter 1 in which an answer must be exact, although each of its operations wraps."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Solution
from arlib.exercises.kinds.claims import exact
from arlib.exercises.variants import between, one_of
from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.python.claims import parse

PAIR = ("x", "y")

# ---- 1.5 ----------------------------------------------------------------------------------


def _vary_repair(choose: Random) -> Exercise:
    integers, parts = Unsigned(between(choose, 5, 7)), one_of(choose, (4, 8))
    a = 1 + 2 * between(choose, 0, parts // 2 - 1)
    b = parts - a
    wanted = f"({_times(a, 'x')} + {_times(b, 'y')}) // {parts}"
    quotients = f"{_times(a, f'(x // {parts})')} + {_times(b, f'(y // {parts})')}"
    remainders = f"({_times(a, f'(x % {parts})')} + {_times(b, f'(y % {parts})')}) // {parts}"
    return replace(
        repair,
        question=f"Write an expression for the weighted mean of x and y in {integers}, rounded down, that is right for "
        f"every pair: equal to {wanted} over the unbounded integers. "
        f"Every operation in it still wraps at {integers.width} bits.",
        expects=f'a text such as "{wanted}"',
        grade=exact(parse(wanted), PAIR, integers, name="the weighted mean", praise=_EVERY_PAIR),
        hints=(
            f"{_times(max(a, b), 'x' if a > b else 'y')} may wrap. Which smaller numbers could you multiply instead?",
            f"x is {parts} * (x // {parts}) + x % {parts}. Multiply the quotients by {a} and {b}: can that wrap?",
            "What is missing is the same mean, for the remainders instead of x and y.",
        ),
        key=Solution(
            f'answer = "{quotients} + {remainders}"',
            "Quotients and remainders are so small that no product and no sum wraps.",
        ),
    )


def _times(number: int, factor: str) -> str:
    return factor if number == 1 else f"{number} * {factor}"


_EVERY_PAIR = "your expression is right for every pair."
repair = Exercise(
    "1.5",
    "repair",
    3,
    "Write an expression for the midpoint of x and y in uint8, rounded down, that is right for every pair: "
    "equal to (x + y) // 2 over the unbounded integers. Every operation in it still wraps at 8 bits.",
    'a text such as "(x + y) // 2"',
    exact(
        parse("(x + y) // 2"),
        PAIR,
        Unsigned(8),
        name="the midpoint",
        praise="for all 65,536 pairs your expression gives the exact midpoint.",
    ),
    (
        "First suppose x <= y. How far is it from x to y, and where is half of the way?",
        "x + (y - x) // 2 is right for x <= y. min and max tell you which of the two is smaller.",
        "There is a way without min and max: x + y is twice the bits that both have, plus the bits that one has.",
    ),
    _vary_repair,
)

# ---- 1.7 ----------------------------------------------------------------------------------


def _overflow(operation: str, integers: Machine) -> Exercise:
    """When does a sum or a difference not fit?"""
    low, high = integers.low, integers.high
    plus = "+" in operation
    first, _, second = operation.split()
    signs = f"({first} < 0) {'==' if plus else '!='} ({second} < 0)"
    return Exercise(
        "1.7",
        "overflow",
        3,
        f"Write a formula about x and y in {integers} that is true exactly where {operation} does not fit: where, over "
        f"the unbounded integers, it is less than {low} or more than {high}. Every operation in your formula wraps.",
        f'a text such as "{operation} > {high}"',
        exact(
            parse(f"{operation} < {low} or {operation} > {high}"),
            PAIR,
            integers,
            praise=f"for all {1 << 2 * integers.width:,} pairs your formula says whether {operation} fits.",
        ),
        (
            f"{operation} > {high} is never true in {integers}, since {high} is the largest number there. "
            "What can be seen of a result that has wrapped?",
            f"With which signs of x and y can {operation} be too large, and which sign has it after it wrapped?",
            f"{'Two numbers with the same sign' if plus else 'Two numbers with different signs'} can give a result "
            f"that does not fit, and then the sign of {operation} is not that of {first}.",
        ),
        lambda choose: _overflow(one_of(choose, ("x + y", "x - y", "y - x")), Signed(between(choose, 5, 7))),
        Solution(
            f'answer = "{signs} and ({operation} < 0) != ({first} < 0)"',
            f"Only {'equal' if plus else 'different'} signs can lead out of the range, and then the sign turns over.",
        ),
    )


overflow = replace(_overflow("x + y", Signed(8)), key=None)

# ---- 1.8 ----------------------------------------------------------------------------------

_DOWN = "(x & y) + ((x ^ y) >> 1)"
_ODD = "(x ^ y) & 1"
_WAYS = {
    "toward x": ("x + tdiv(y - x, 2)", "x > y"),
    "toward y": ("y + tdiv(x - y, 2)", "x < y"),
    "toward zero": ("tdiv(x + y, 2)", f"{_DOWN} < 0"),
}


def _halfway(way: str, integers: Machine) -> Exercise:
    """The midpoint with a sign, rounded one way or another."""
    wanted, upward = _WAYS[way]
    return Exercise(
        "1.8",
        "halfway",
        4,
        f"Write an expression for the midpoint of x and y in {integers} that is right for every pair. Halfway between "
        f"two numbers it is rounded {way}: it equals {wanted} over the unbounded integers. "
        "Every operation in it still wraps.",
        f'a text such as "{wanted}"',
        exact(
            parse(wanted),
            PAIR,
            integers,
            name="the midpoint",
            praise=f"for all {1 << 2 * integers.width:,} pairs your expression gives the midpoint, rounded {way}.",
        ),
        (
            f"Even max(x, y) - min(x, y) can be {integers.high - integers.low}, which does not fit in {integers}. "
            "Which answer to exercise 1.5 needs no sum and no difference of x and y?",
            f"{_DOWN} is the midpoint rounded down, for numbers with a sign too. "
            f"For which pairs is rounding {way} the same as rounding down?",
            f"{_ODD} is 1 where x + y is odd, and no sum can wrap in it. Add it where rounding {way} is rounding up.",
        ),
        lambda choose: _halfway(one_of(choose, tuple(_WAYS)), Signed(between(choose, 5, 7))),
        Solution(
            f'answer = "{_DOWN} + ({_ODD} if {upward} else 0)"',
            "The bits that both have, and half of the bits that one has, make the midpoint rounded down. "
            f"Where that is not rounding {way}, the half that was lost is put back.",
        ),
    )


halfway = replace(_halfway("toward x", Signed(8)), key=None)
