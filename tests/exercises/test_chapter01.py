"""Every exercise passes right answers, answers wrong ones with a concrete case, and never raises."""

import itertools

import numpy as np
from grading import *  # noqa: F403

from arlib import Unsigned, evaluate
from arlib.exercises import chapter01
from arlib.exercises.chapter01 import cases, is_midpoint, midpoint, one_pair, repair, widths
from arlib.terms import Var


def two_parameters(x, y):
    return max(x, y) > 0


def doubling(x, y):
    for_ever = x + y
    for_ever = for_ever + for_ever
    for_ever = for_ever + for_ever
    for_ever = for_ever + for_ever
    for_ever = for_ever + for_ever
    for_ever = for_ever + for_ever
    for_ever = for_ever + for_ever
    for_ever = for_ever + for_ever
    return for_ever == 0


RIGHT = [
    (midpoint, {"x": 100, "y": 100}),
    (midpoint, {"y": 127, "x": 1}),
    (midpoint, {"x": np.int8(64), "y": 64.0}),
    (cases, 2**48),
    (cases, 65_536**3),
    (cases, 2.0**48),
    (one_pair, "x | y != 0"),
    (one_pair, "x & y != 255"),
    (one_pair, "max(x, y) > 0"),
    (one_pair, two_parameters),
    (widths, "x >> 6 == 0"),
    (widths, "x >> 6 < 1"),
    (widths, "x // 7 // 7 <= 1"),
    (repair, "(x & y) + ((x ^ y) >> 1)"),
    (repair, "min(x, y) + (max(x, y) - min(x, y)) // 2"),
    (repair, "x // 2 + y // 2 + (x & y & 1)"),
]

WRONG = [
    (midpoint, {"x": 3, "y": 4}, "with x = 3, y = 4 the sum 7 still fits in int8, and the midpoint is 3"),
    (midpoint, {"x": 63, "y": 64}, "the sum 127 still fits"),
    (midpoint, {"x": -128, "y": -128}, "x = -128, y = -128 are not both positive"),
    (midpoint, {"x": 0, "y": 127}, "not both positive"),
    (cases, 65_536, "65,536 is the number of values of one input"),
    (cases, 3 * 65_536, "multiply"),
    (cases, 2**32, "the number of cases for two inputs"),
    (cases, 65_535**3, "one value short for each input"),
    (cases, 48, "number of bits"),
    (cases, 17, "17 is too small"),
    (cases, 10**30, "is too large"),
    (cases, -1, "too small"),
    (
        one_pair,
        "x != 7",
        "not true for 256 pairs, and should fail for exactly one. Two of them: x = 7, y = 0, and x = 7, y = 1",
    ),
    (one_pair, "x + y > 0", "not true for 256 pairs"),
    (one_pair, "x * y < 10 // x", "Two of them: x = 0, y = 0 (division by zero), and x = 0, y = 1 (division by zero)"),
    (one_pair, "x + y == y + x", "true for all 65,536 pairs"),
    (one_pair, "not (x == 7 and y == 200)", "not (x == 7 and y == 200) is more than one comparison"),
    (one_pair, "0 < x < y", "0 < x and x < y is more than one comparison"),
    (one_pair, "10 // (x | y) >= 0", "has no value: x = 0, y = 0 (division by zero)"),
    (widths, "x < 7", "in uint3 your claim is not true with x = 7"),
    (widths, "x >> 5 == 0", "in uint6 your claim is not true with x = 32"),
    (widths, "x == x", "true for all 256 values of uint8 too"),
    (widths, "x < 64", "64 does not fit in uint3 (0 to 7)"),
    (repair, "(x + y) // 2", "with x = 1, y = 255 your expression gives 0 and the midpoint is 128"),
    (repair, "x + (y - x) // 2", "wrong for 32,640 of 65,536 pairs, all with x > y"),
    (repair, "x // 2 + y // 2", "with x = 1, y = 1 your expression gives 0 and the midpoint is 1"),
    (repair, "x // y", "with x = 0, y = 0 your expression gives no value (division by zero)"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), True, 10**9_000, [10**9_000], b"x == y", object(), np.array([1, 2])),
    *("", " ", "x +", "x = y", "x & & y", "import os", "\0", "z == x", "x" + "+x" * 9_000, "-" * 400 + "x", "x" * 400),
    *([], {}, {"x": 1}, {"x": 1, "y": "2"}, {"x": 1, "y": 10**9_000}, {"x": None, "y": None}, {1: 2, "y": 3}),
    *({"x": 1_000, "y": 1}, {"x", "y"}, print, len, int, doubling, lambda: True),
    lambda x, y, *z: x == y,
    lambda a, b: a == b,
]


EXAMPLES = [{"x": 3, "y": 4}, "x + y < 10", "x * x >= x", "(x + y) // 2", 3 * 5, 2**10]
CHAPTER = chapter01


def test_the_specification_of_the_midpoint_is_exact():
    """All 2^12 values of x, y and m in 4 bits, and a grid in 8 bits around the right m."""
    formula = is_midpoint(Var("m"))
    for x, y, m in itertools.product(range(16), repeat=3):
        assert evaluate(formula, {"x": x, "y": y, "m": m}, Unsigned(4)) == (m == (x + y) // 2)
    for x, y in itertools.product((*range(0, 256, 17), 1, 2, 127, 128, 254), repeat=2):
        for m in {(x + y) // 2 + step & 255 for step in (-1, 0, 1, 127, 128, 129)} | {0, 255}:
            assert evaluate(formula, {"x": x, "y": y, "m": m}, Unsigned(8)) == (m == (x + y) // 2)
