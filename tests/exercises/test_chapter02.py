"""Every exercise passes right answers, answers wrong ones with a concrete case, and never raises."""

from grading import *  # noqa: F403

from arlib.exercises import chapter02
from arlib.exercises.chapter02.questions import (
    FIRST,
    LAST,
    clear_bit,
    division,
    eight,
    foresee,
    no_branch,
    own_rule,
    scratchpad,
    square,
)
from arlib.rules import rule

SURE = [("yes", 90, 0.1), ("yes", 60, 0.1), ("no", 60, 2), ("yes", 51, 1), ("don't know", 50, 1), ("no", 99, 0.1)]

LINES = [
    FIRST,
    "x * (x - y) + y * (x - y)",
    "x * x - x * y + y * (x - y)",
    "x * x - x * y + (y * x - y * y)",
    "x * x - x * y + (x * y - y * y)",
    "x * x - x * y + x * y - y * y",
    LAST,
]
OTHER_LINES = (
    FIRST,
    "(x + y) * x - (x + y) * y",
    "x * x + y * x - (x + y) * y",
    "x * x + y * x - (x * y + y * y)",
    "x * x + y * x - x * y - y * y",
    "x * x + x * y - x * y - y * y",
    LAST,
)
JUMP = "and no single rule at a single place leads there"

RIGHT = [
    (square, 46_341),
    (square, 50_000),
    (square, 50_000.0),
    (own_rule, ("a * 2 // 2", "a")),
    (own_rule, ["(a << 1) >> 1", "a"]),
    (own_rule, ("max(a, a + 1)", "a + 1")),
    (own_rule, ("abs(abs(a) + 1)", "abs(a) + 1")),
    (square, "46341"),
    (square, "x = 46_341"),
    (own_rule, "a * 2 // 2 = a"),
    (own_rule, "a * 2 // 2 -> a"),
    (own_rule, rule("mine", "a * 2 // 2", "a")),
    (own_rule, ("mine", "a * 2 // 2", "a")),
    (eight, lambda x: 4 * 8 * 8 * x == 0),
    (clear_bit, lambda x: x & x - 1),
    (clear_bit, "def f(x):\n    below = x - 1\n    return x & below"),
    (division, "tdiv(a, 8) = (a + 7 if a < 0 else a) >> 3"),
    (no_branch, lambda x: (x ^ (x >> 31)) - (x >> 31)),
    (
        foresee,
        [("proved", 90, 1), ("TRUE", 60, 1), ("refuted", 60, 2), ("Yes", 51, 1), ("unknown", 50, 1), (False, 99, 1)],
    ),
    (eight, "4 * 8 * 8 * x == 0"),
    (eight, "x * 15 * 15 == -(2 * 15 + 1) * x"),
    (eight, " * ".join(f"(x - {number})" for number in range(10)) + " == 0"),
    (scratchpad, LINES),
    (scratchpad, OTHER_LINES),
    (scratchpad, [FIRST, FIRST + " + 0", *LINES]),  # a detour, and each line of it is a step
    (clear_bit, "x & x - 1"),
    (clear_bit, "x & (x - 1)"),
    (clear_bit, "x - (x & -x)"),
    (clear_bit, "x ^ x & -x"),
    (foresee, SURE),
    (division, ("tdiv(a, 8)", "(a + 7 if a < 0 else a) >> 3")),
    (division, ["tdiv(a, 8)", "a + (7 if a < 0 else 0) >> 3"]),
    (division, ("tdiv(a, 8)", "a - (a & 7) >> 3 if a >= 0 or a & 7 == 0 else (a >> 3) + 1")),
    (no_branch, "(x ^ (x >> 31)) - (x >> 31)"),
    (no_branch, "x + (x >> 31) ^ x >> 31"),
    (no_branch, "x * (x >> 31 | 1)"),
    (no_branch, "x - (2 * x & x >> 31)"),
]

WRONG = [
    (square, 46_340, "with x = 46340 the square is not negative.\n    x * x = 2,147,395,600"),
    (square, 2**16, "x * x = 4,294,967,296, which wraps to 0"),
    (square, -5, "with x = -5, x is not positive"),
    (square, 2**31, "x = 2,147,483,648 is not in int32"),
    (own_rule, ("a + b", "b + a"), "sound in int8 too"),
    (
        own_rule,
        ("a - b", "b - a"),
        "over the unbounded integers it is unsound: with a = 0, b = 1, a - b is -1 and b - a is 1",
    ),
    (own_rule, ("a < a + 1", "True"), "both sides should be numbers"),
    (own_rule, ("a", "b"), "its right side has a variable that its left side lacks"),
    (own_rule, ("a", "True"), "True is true or false. Here both sides should be numbers"),
    (own_rule, ("a // b", "a"), "a side may have no value"),
    (own_rule, ("a +", "a"), "cannot be read"),
    (own_rule, ("a" + " + a" * 30, "31 * a"), "more than 40 parts"),
    (own_rule, ("a",), "not a pair"),
    (own_rule, "a + b = b + a", "sound in int8 too"),
    (own_rule, "a + b", "not a pair"),
    (own_rule, "a = b = a", "not a pair"),
    (own_rule, rule("mine", "a + b", "b + a"), "sound in int8 too"),
    (eight, "8 * 8 * 4 == 0", "this is no claim about x"),
    (eight, lambda x: 8 * 8 * x == 0, "in uint8 your claim is not true with x = 1"),
    (clear_bit, lambda x: x - 1, "with x = 0 your expression gives 4,294,967,295"),
    (no_branch, lambda x: abs(x), "abs(x) is not allowed here"),
    (own_rule, (1, 2), "short text in quotes"),
    (eight, "x * 2 == x + x", "true for all of uint9 (0 to 511) too"),
    (eight, "8 * 8 * x == 0", "in uint8 your claim is not true with x = 1.\n    8 * 8 * x      = 64\n"),
    (eight, "256 * x == 0", "256 is not from 0 to 15, and a number in it should be"),
    (eight, "x >> 8 == 0", "x >> 8 is not allowed here: use only ==, +, - and *"),
    (eight, "x <= 15", "x <= 15 is not allowed here"),
    (scratchpad, [FIRST, LAST], f"line 2, {LAST}, equals the line before it, {JUMP}"),
    (scratchpad, [FIRST, FIRST + "+0", FIRST + "+0+0", FIRST + "+0", FIRST, LAST], f"line 6, {LAST}, equals"),
    (scratchpad, [*LINES[:2], *LINES[3:]], f"line 3, {LINES[3]}, equals the line before it, {JUMP}"),
    (scratchpad, [*LINES[:2], *LINES[3:]], f"The steps before it are right:\n     2  {LINES[1]}  by distributivity"),
    (scratchpad, [FIRST, LINES[1], LINES[1], *LINES[2:]], f"line 3, {LINES[1]}, is the line before it again"),
    (scratchpad, LINES[1:], f"the first line should be {FIRST}"),
    (scratchpad, LINES[:-1], f"the last line should be {LAST}"),
    (scratchpad, [], "the first line should be"),
    (scratchpad, [FIRST, "x * (x - y) - y * (x - y)", LAST], "over the unbounded integers: with x = 0, y = 1 it is 1"),
    (scratchpad, [FIRST, f"{FIRST} * 2 // 2", LAST], "does not equal the line before it in int32: with x ="),
    (scratchpad, [FIRST, f"{FIRST} + 65536 * 65536 * x", LAST], "line 2"),
    (scratchpad, [FIRST, f"{FIRST} + x // y - x // y", LAST], "no value (division by zero)"),
    (scratchpad, [FIRST, "x < y", LAST], "true or false, not a number"),
    (scratchpad, [FIRST] * 50, "at most 24 lines"),
    (clear_bit, "x - 1", "with x = 0 your expression gives 4,294,967,295, and the wanted number is 0"),
    (clear_bit, "x", "your expression gives"),
    (clear_bit, "0", "with x = 3 your expression gives 0, and the wanted number is 2"),
    (clear_bit, "x << 999999", "x << 999999 = a number of 1,000,001 bits, which wraps to 0"),
    (clear_bit, "x // x", "no value (division by zero)"),
    (foresee, [("yes", 90, 0.1)] * 6, "2 * x // 2 == x in uint32? The answer is no: x = "),
    (
        foresee,
        [*SURE[:4], ("yes", 80, 1), SURE[5]],
        "over the unbounded integers? The answer is don't know: 2 rewriting",
    ),
    (foresee, [("no", 90, 0.1), *SURE[1:]], "The answer is yes: a derivation of"),
    (foresee, SURE * 2, "is not a list of 6 predictions"),
    (division, ("tdiv(a, 8)", "a >> 3"), "over the unbounded integers it is unsound: with a = -1, tdiv(a, 8) is 0 and"),
    (
        division,
        ("tdiv(a, 8)", "-(-a >> 3) if a < 0 else a >> 3"),
        "in int8 it is unsound: with a = -128, tdiv(a, 8) is -16",
    ),
    (
        division,
        ("tdiv(a, 8)", "-(-a >> 3) if a < 0 else a >> 3"),
        "    -a                              = 128, which wraps",
    ),
    (division, ("tdiv(a, 8)", "a + (a >> 31 & 7) >> 3"), "over the unbounded integers it is unsound: with a = -"),
    (division, ("tdiv(a, 8)", "a // 8"), "a // 8 is not allowed here: the right side should have no division"),
    (division, ("tdiv(a, 8)", "tdiv(a, 8)"), "tdiv(a, 8) is not allowed here"),
    (division, ("a", "a"), "the left side should be tdiv(a, 8), and yours is a"),
    (division, ("tdiv(a, 8)", "a >> b"), "its right side has a variable that its left side lacks"),
    (division, ("tdiv(a, 8)", "a >> a"), "a side may have no value"),
    (no_branch, "x", "with x = -1 your expression gives -1, and abs(x) is 1"),
    (no_branch, "-x", "with x = 1 your expression gives -1, and abs(x) is 1"),
    (no_branch, "max(x, -x)", "max(x, -x) is not allowed here: use no abs, min, max or if"),
    (no_branch, "-x if x < 0 else x", "-x if x < 0 else x is not allowed here"),
    (no_branch, "x * x // x", "your expression has no value (division by zero), and abs(x) is 0"),
    (no_branch, "x ^ (x >> 31)", "with x = -1 your expression gives 0, and abs(x) is 1.\n    x >> 31     = -1"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), True, 10**9_000, [10**9_000], b"x == y", object()),
    *("", " ", "x +", "x = y", "x & & y", "import os", "\0", "z == x", "x" + "+x" * 9_000, "-" * 400 + "x", "x" * 400),
    *([], {}, {"x": 1}, ("", ""), ("\0", "a"), ("a", None), [None] * 4, [FIRST, None, LAST], {"x", "y"}, print, len),
    lambda x, y, *z: x == y,
    lambda a, b: a == b,
]


EXAMPLES = [3 * 5, 2**10, ("a + b", "b + a"), "x * 2 == x + x", [FIRST, ..., LAST], "x - 1", "-x"]
EXAMPLES += [("tdiv(a, 8)", "a >> 3"), [("yes", 80, 0.1), ("no", 55, 2)]]
CHAPTER = chapter02
