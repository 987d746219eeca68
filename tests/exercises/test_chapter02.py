"""Every exercise passes right answers, answers wrong ones with a concrete case, and never raises."""

import random

from grading import *  # noqa: F403

from arlib import Unsigned, evaluate
from arlib.exercises import chapter02
from arlib.exercises.chapter02 import (
    FIRST,
    LAST,
    clear_bit,
    eight,
    lowest_cleared,
    own_rule,
    scratchpad,
    square,
)

LINES = [FIRST, "x * (x - y) + y * (x - y)", "x * x - x * y + (y * x - y * y)", LAST]

RIGHT = [
    (square, 46_341),
    (square, 50_000),
    (square, 50_000.0),
    (own_rule, ("a * 2 // 2", "a")),
    (own_rule, ["(a << 1) >> 1", "a"]),
    (own_rule, ("max(a, a + 1)", "a + 1")),
    (own_rule, ("abs(abs(a) + 1)", "abs(a) + 1")),
    (eight, "4 * 8 * 8 * x == 0"),
    (eight, "x * 15 * 15 == -(2 * 15 + 1) * x"),
    (eight, " * ".join(f"(x - {number})" for number in range(10)) + " == 0"),
    (scratchpad, LINES),
    (scratchpad, (FIRST, "(x + y) * x - (x + y) * y", "x * x + y * x - x * y - y * y", LAST)),
    (clear_bit, "x & x - 1"),
    (clear_bit, "x & (x - 1)"),
    (clear_bit, "x - (x & -x)"),
    (clear_bit, "x ^ x & -x"),
]

WRONG = [
    (square, 46_340, "the square of 46,340 is 2,147,395,600, which still fits in int32"),
    (square, 2**16, "wraps to 0, and that is not negative"),
    (square, -5, "-5 is not positive"),
    (square, 2**31, "2,147,483,648 is not in int32"),
    (own_rule, ("a + b", "b + a"), "sound in int8 too"),
    (own_rule, ("a - b", "b - a"), "over the unbounded integers it is unsound. With a ="),
    (own_rule, ("a < a + 1", "True"), "both sides should be numbers"),
    (own_rule, ("a", "b"), "its right side has a variable that its left side lacks"),
    (own_rule, ("a", "True"), "one side is a number and the other true or false"),
    (own_rule, ("a // b", "a"), "a side may have no value"),
    (own_rule, ("a +", "a"), "cannot be read"),
    (own_rule, ("a" + " + a" * 30, "31 * a"), "more than 40 parts"),
    (own_rule, ("a",), "not a pair"),
    (own_rule, (1, 2), "short text in quotes"),
    (eight, "x * 2 == x + x", "true for all 512 values of uint9 too"),
    (eight, "8 * 8 * x == 0", "in uint8 your equation is not true with x = 1: the sides are 64 and 0"),
    (eight, "256 * x == 0", "256 does not fit in uint4 (0 to 15)"),
    (eight, "x >> 8 == 0", "x >> 8 uses more than ==, +, - and *"),
    (eight, "x <= 15", "x <= 15 uses more than"),
    (scratchpad, [FIRST, LAST], "too many steps in one"),
    (scratchpad, [FIRST, LINES[1], LINES[1], LAST], "line 3 is the line before it again"),
    (scratchpad, LINES[1:], f"the first line should be {FIRST}"),
    (scratchpad, LINES[:-1], f"the last line should be {LAST}"),
    (scratchpad, [], "the first line should be"),
    (scratchpad, [FIRST, "x * (x - y) - y * (x - y)", LAST], "over the unbounded integers: with x ="),
    (scratchpad, [FIRST, f"{FIRST} * 2 // 2", LAST], "does not equal the line before it in int32: with x ="),
    (scratchpad, [FIRST, f"{FIRST} + 65536 * 65536 * x", LAST], "line 2"),
    (scratchpad, [FIRST, f"{FIRST} + x // y - x // y", LAST], "no value (division by zero)"),
    (scratchpad, [FIRST, "x < y", LAST], "true or false, not a number"),
    (scratchpad, [FIRST] * 50, "at most 12 lines"),
    (clear_bit, "x - 1", "with x = 0 your expression gives 4294967295, and 0 is wanted"),
    (clear_bit, "x", "your expression gives"),
    (clear_bit, "0", "is wanted"),
    (clear_bit, "x // x", "no value (division by zero)"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), True, 10**9_000, [10**9_000], b"x == y", object()),
    *("", " ", "x +", "x = y", "x & & y", "import os", "\0", "z == x", "x" + "+x" * 9_000, "-" * 400 + "x", "x" * 400),
    *([], {}, {"x": 1}, ("", ""), ("\0", "a"), ("a", None), [None] * 4, [FIRST, None, LAST], {"x", "y"}, print, len),
    lambda x, y, *z: x == y,
    lambda a, b: a == b,
]


EXAMPLES = [3 * 5, 2**10, ("a + b", "b + a"), "x * 2 == x + x", [FIRST, ..., LAST], "x - 1"]
CHAPTER = chapter02


def test_the_specification_of_the_lowest_bit_is_exact():
    """Every x in 8 bits, and random ones in 32, against the text of the binary numeral."""
    choose = random.Random(0)
    for width, numbers in ((8, range(256)), (32, [choose.randrange(2**32) for _ in range(200)])):
        for x in numbers:
            digits = f"{x:b}"
            last = digits.rfind("1")
            wanted = int(digits[:last] + "0" + digits[last + 1 :], 2) if last >= 0 else 0
            assert evaluate(lowest_cleared(width), {"x": x}, Unsigned(width)) == wanted
