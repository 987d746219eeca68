"""Every exercise passes right answers, answers wrong ones with a concrete case, and never raises."""

import itertools
import re

import numpy as np
import pytest
from grading import *  # noqa: F403

from arlib import Signed, Unbounded, Unsigned, evaluate, parse
from arlib.exercises import chapter01
from arlib.exercises.chapter01 import cases, foresee, halfway, midpoint, one_pair, overflow, repair, widths
from arlib.exercises.kinds.claims import exact
from arlib.exercises.kinds.failures import values, wrapping
from arlib.exercises.variants import variant_of
from arlib.integers import Undefined, integer_model

SURE = [("yes", 90, 0.1), ("no", 90, 0.1), ("no", 60, 2), ["yes", 100, 0.1], ("no", 50, 1e-3), ("don't know", 99, 0.1)]


def two_parameters(x, y):
    return max(x, y) > 0


def halfway_up_the_smaller(x, y):
    low = min(x, y)
    return low + (max(x, y) - low) // 2


def overflows(x, y):
    if x >= 0:
        return y >= 0 and x + y < 0
    return y < 0 and x + y >= 0


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
    (midpoint, "x = 100, y = 100"),
    (midpoint, (1, 127)),
    (cases, "2 ** 48"),
    (cases, "281,474,976,710,656"),
    (one_pair, lambda x, y: x | y != 0),
    (one_pair, "lambda x, y: max(x, y) > 0"),
    (one_pair, "def f(x, y):\n    return max(x, y) > 0"),
    (one_pair, parse("x | y != 0")),
    (widths, lambda x: x >> 6 == 0),
    (repair, lambda x, y: (x & y) + ((x ^ y) >> 1)),
    (repair, halfway_up_the_smaller),
    (
        foresee,
        [("Proved", "90 %", "0.1 s"), ("refuted", 0.9, "10 ms"), ("no", 60.0, "2"), *SURE[3:5], ("unknown", 99, 1)],
    ),
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
    (foresee, SURE),
    (foresee, tuple(SURE)),
    (overflow, "(x < 0) == (y < 0) and (x + y < 0) != (x < 0)"),
    (overflow, "(x ^ x + y) & (y ^ x + y) < 0"),
    (overflow, "x + y < x if y >= 0 else x + y > x"),
    (overflow, overflows),
    (halfway, "(x & y) + ((x ^ y) >> 1) + ((x ^ y) & 1 if x > y else 0)"),
    (halfway, "(x & y) + ((x ^ y) >> 1) if x <= y else (x | y) - ((x ^ y) >> 1)"),
    (halfway, "x // 2 + y // 2 + (x % 2 + y % 2 + (1 if x > y else 0)) // 2"),
]

WRONG = [
    (midpoint, {"x": 3, "y": 4}, "with x = 3, y = 4 the midpoint is not negative.\n    x + y        = 7\n"),
    (midpoint, {"x": 63, "y": 64}, "(x + y) // 2 = 63"),
    (midpoint, {"x": -128, "y": -128}, "with x = -128, y = -128, the numbers are not both positive"),
    (midpoint, {"x": 0, "y": 127}, "not both positive"),
    (cases, 65_536, "65,536 is the number of values of one input"),
    (cases, 3 * 65_536, "multiply"),
    (cases, 2**32, "the number of cases for one input less"),
    (cases, 65_535**3, "one value short for each input"),
    (cases, 48, "number of bits"),
    (cases, 17, "17 is too small"),
    (cases, "2 ^ 48", "In Python ^ is no power"),
    (cases, "3 * 65536", "multiply"),
    (cases, "a lot", "invalid syntax"),
    (midpoint, "x = 3, y = 4", "the midpoint is not negative"),
    (midpoint, (3, 4), "the midpoint is not negative"),
    (midpoint, (1, 2, 3), "is not a dict"),
    (midpoint, "x = 3", "The names in the answer are ['x']"),
    (one_pair, lambda x, y: x + y > 0, "not true for 256 pairs"),
    (one_pair, "x | y != 0 && x > 0", "This is written as in C"),
    (one_pair, "bool f(int x, int y) { return x | y; }", "This is written as in C"),
    (one_pair, lambda x, y: x + y, "A claim is true or false"),
    (widths, "(1 << 7) == 0", "this is no claim about x"),
    (widths, parse("x < 64"), "64 is not from 0 to 7"),
    (widths, lambda x: x < 64, "64 is not from 0 to 7"),
    (repair, lambda x, y: (x + y) // 2, "the midpoint is 128"),
    (repair, "lambda x, y: x < y", "is true or false, not a number"),
    (cases, 10**30, "is too large"),
    (cases, -1, "-1 counts nothing"),
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
    (widths, "x == x", "true for all of uint8 (0 to 255) too. It should fail there"),
    (widths, "x < 64", "64 is not from 0 to 7, and a number in it should be"),
    (repair, "(x + y) // 2", "with x = 1, y = 255 your expression gives 0, and the midpoint is 128"),
    (repair, "x + (y - x) // 2", "wrong for 32,640 of 65,536 pairs, all with x > y"),
    (repair, "x // 2 + y // 2", "with x = 1, y = 1 your expression gives 0, and the midpoint is 1"),
    (repair, "x // y", "with x = 0, y = 0 your expression has no value (division by zero), and the midpoint is 0"),
    (repair, "(x + y) >> 1", "\n    x + y      = 256, which wraps to 0\n    x + y >> 1 = 0"),
    (foresee, [("yes", 90, 0.1)] * 6, "abs(x) >= 0 in int16? The answer is no: x = -32768. And 3 more are different."),
    (foresee, [*SURE[:5], ("yes", 60, 0.1)], "The answer is don't know: the time limit of 0.1 s was reached."),
    (foresee, [("no", 90, 0.1), *SURE[1:]], "x * (y + 1) == x * y + x in uint8? The answer is yes: all 65,536 cases"),
    (foresee, SURE[:5], "is not a list of 6 predictions"),
    (foresee, [*SURE[:5], ("no", 40, 0.1)], "40 in prediction 6 is not a number of percent from 50 to 100"),
    (foresee, [*SURE[:5], ("maybe", 50, 0.1)], "'maybe' in prediction 6 is none of"),
    (
        overflow,
        "x + y > 127",
        "with x = 1, y = 127 your formula is false, and it should be true. It is wrong for 16,384",
    ),
    (overflow, "x > 0 and y > 0 and x + y < 0", "with x = -128, y = -1 your formula is false, and it should be true"),
    (overflow, "(x < 0) == (y < 0)", "with x = 0, y = 0 your formula is true, and it should be false"),
    (overflow, "x // y == 1", "with x = 0, y = 0 your formula has no value (division by zero), and it should be false"),
    (overflow, "x + y > 128", "128 does not fit in int8"),
    (overflow, "x + y", "A claim is true or false"),
    (halfway, "x + tdiv(y - x, 2)", "with x = -128, y = 0 your expression gives 64, and the midpoint is -64"),
    (halfway, "(x & y) + ((x ^ y) >> 1)", "with x = 0, y = -1 your expression gives -1, and the midpoint is 0"),
    (halfway, "(x & y) + ((x ^ y) >> 1)", "It is wrong for 16,384 of 65,536 pairs, all with x > y"),
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
EXAMPLES += ["x + y > 127", "x + tdiv(y - x, 2)", [("yes", 80, 0.1), ("no", 55, 2)]]
CHAPTER = chapter01


FIT = "x + y < -8 or x + y > 7"
GUESSES = [
    *("x", "x + y", "(x + y) // 2", "x - y * 3", "-x", "abs(x)", "~x", "x << y", "x << 2", "x >> 1", "x // y", "x % y"),
    *("tdiv(x, y)", "ediv(x, y)", "tmod(x, y)", "emod(x, y)", "min(x, y)", "max(x, -y)", "x & y", "x | y", "x ^ y"),
    *("x if x < y else y * y", "(x & y) + ((x ^ y) >> 1)", "x + tdiv(y - x, 2)", "y - (y - x) // 2"),
]


@pytest.mark.parametrize("integers", [Signed(4), Unsigned(3)], ids=str)
@pytest.mark.parametrize("text", [*GUESSES, *(f"({guess}) < 3" for guess in GUESSES)])
def test_a_term_that_says_that_it_wraps_has_the_values_of_the_evaluator(text, integers):
    term = parse(text)
    cases = [{"x": x, "y": y} for x, y in itertools.product(range(integers.low, integers.high + 1), repeat=2)]
    given = values(wrapping(term, integers), ("x", "y"), integers)
    assert list(given) == [value_or_none(term, case, integers) for case in cases]


def value_or_none(term, state, integers):
    try:
        return evaluate(term, state, integers)
    except Undefined:
        return None


@pytest.mark.parametrize("wanted", ["(x + y) // 2", "x + tdiv(y - x, 2)", "tdiv(x + y, 2)"])
def test_exactness_is_judged_as_by_brute_force(wanted):
    grade = exact(parse(wanted), ("x", "y"), Signed(3), praise="right", name="this")
    for guess in GUESSES[::2]:
        wrong = [
            (x, y)
            for x, y in itertools.product(range(-4, 4), repeat=2)
            if value_or_none(parse(guess), {"x": x, "y": y}, Signed(3))
            != evaluate(parse(wanted), {"x": x, "y": y}, Unbounded())
        ]
        feedback = grade(guess)
        assert feedback.passed == (not wrong)
        if wrong:
            assert f"It is wrong for {len(wrong)} of 64 pairs" in feedback.text
            x, y = min(wrong, key=lambda pair: abs(pair[0]) + abs(pair[1]))
            assert feedback.text.startswith(f"with x = {x}, y = {y} your expression")
            assert ("all with x > y" in feedback.text) == all(x > y for x, y in wrong)


def test_a_hidden_formula_is_judged_as_by_brute_force():
    grade = exact(parse(FIT), ("x", "y"), Signed(4), praise="right")
    for guess in (
        "(x < 0) == (y < 0) and (x + y < 0) != (x < 0)",
        "x + y > 7",
        "(x ^ x + y) & (y ^ x + y) < 0",
        "x < y",
    ):
        pairs = itertools.product(range(-8, 8), repeat=2)
        wrong = [
            (x, y) for x, y in pairs if evaluate(parse(guess), {"x": x, "y": y}, Signed(4)) != (x + y not in Signed(4))
        ]
        feedback = grade(guess)
        assert feedback.passed == (not wrong)
        assert not wrong or f"It is wrong for {len(wrong)} of 256 pairs" in feedback.text


def test_the_negative_midpoint_is_judged_as_by_python():
    for name in ("ada", "grace", "emmy"):
        varied = variant_of(midpoint, name)
        number = int(re.search(r"at most (\d+)", varied.question)[1])
        integers = integer_model(re.search(r"in (int\d+)", varied.question)[1])
        for x, y in itertools.product((1, number - 1, number, number + 1), (0, 1, integers.high // 2, integers.high)):
            meant = 0 < x <= number and y > 0 and integers.wrap(x + y) // 2 < 0
            assert varied.check({"x": x, "y": y}).passed == meant


def test_predictions_come_back_for_the_calibration():
    made = foresee.check(SURE).predictions
    assert [(each.said, each.sure, each.seconds, each.right) for each in made] == [
        (*each, True) for each in map(tuple, SURE)
    ]
    assert all(each.took >= 0 for each in made)
