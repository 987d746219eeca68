"""Every exercise passes right answers, answers wrong ones with a concrete case, and never raises."""

import random
import re

import pytest
from grading import *  # noqa: F403

from arlib import Signed, Unbounded, Unsigned, evaluate, parse
from arlib.exercises import chapter02
from arlib.exercises.chapter02.bits import TASKS, bit_by_bit
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
from arlib.exercises.kinds.claims import claim_with, equivalent, sound_rule
from arlib.exercises.kinds.failures import failure_of
from arlib.exercises.variants import value_of, variant_of
from arlib.languages.python.claims import claim
from arlib.rules import rule
from arlib.verdict import Unknown

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


def by_text(task, x, width):
    """What is asked for, by the text of the binary numeral."""
    digits = f"{x:0{width}b}"
    last = digits.rfind(str(task.bit))
    head, below = (digits[:last], width - last - 1) if last >= 0 else ("", width)
    low = {
        "with its lowest set bit cleared": "0" + "0" * below,
        "with everything cleared but its lowest set bit": "1" + "0" * below,
        "with all bits set below its lowest set bit": "1" + "1" * below,
        "with its lowest zero bit set": "1" + "1" * below,
        "with all bits cleared below its lowest zero bit": "0" + "0" * below,
    }[task.words]
    if last < 0:
        nothing = {TASKS[2].words: "1" * width, TASKS[3].words: "1" * width}
        return int(nothing.get(task.words, "0"), 2)
    if task is TASKS[1]:
        head = "0" * len(head)
    return int(head + low, 2)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.words)
def test_the_specification_of_bits_is_exact(task):
    """Every x in 8 bits, and random ones in 32, against the text of the binary numeral."""
    choose = random.Random(0)
    for width, numbers in ((8, range(256)), (32, [choose.randrange(2**32) for _ in range(100)])):
        wanted = bit_by_bit(task, width)
        for x in numbers:
            right = by_text(task, x, width)
            assert evaluate(wanted, {"x": x}, Unsigned(width)) == right
            assert evaluate(parse(task.key), {"x": x}, Unsigned(width)) == right


SIDES = [
    "a",
    "a + 1",
    "-a",
    "a >> 1",
    "a * 2",
    "abs(a)",
    "max(a, a + 1)",
    "a & 3",
    "a ^ 1",
    "~a",
    "a << 1 >> 1",
    "2 - a",
]


def differing(left, right, integers):
    return [
        a
        for a in range(integers.low, integers.high + 1)
        if evaluate(parse(left), {"a": a}, integers) != evaluate(parse(right), {"a": a}, integers)
    ]


def test_rules_are_judged_as_by_brute_force():
    grade = sound_rule(sound=(Signed(3),), unsound=(Unsigned(4),))
    for left in SIDES:
        for right in SIDES[::5]:
            feedback = grade((left, right))
            in_signed, in_unsigned = differing(left, right, Signed(3)), differing(left, right, Unsigned(4))
            assert feedback.passed == (not in_signed and bool(in_unsigned))
            found = re.search(r"with a = (-?\d+)", feedback.text)
            if in_signed:
                assert "in int3 it is unsound" in feedback.text
                assert int(found[1]) in in_signed
            elif in_unsigned:
                assert int(found[1]) in in_unsigned
            else:
                assert "sound in uint4 too" in feedback.text


def test_equal_expressions_are_judged_as_by_brute_force():
    for wanted in ("abs(a)", "a + 1"):
        grade = equivalent(parse(wanted), ("a",), Signed(4), name="it", praise="equal")
        for guess in SIDES:
            feedback, wrong = grade(guess), differing(guess, wanted, Signed(4))
            assert feedback.passed == (not wrong)
            assert not wrong or int(re.search(r"with a = (-?\d+)", feedback.text)[1]) in wrong


def test_claims_with_a_property_are_judged_as_by_brute_force():
    grade = claim_with(("a",), holds=(Unsigned(3),), fails=(Unsigned(5),), numbers=Unsigned(2), praise="So it is.")
    for left in ("a", "a >> 3", "a * a", "a - 1", "a & 3", "a // 3"):
        for right in ("0", "3", "a", "a + 1"):
            text = f"{left} <= {right}"
            narrow, wide = (
                [a for a in range(1 << width) if not evaluate(parse(text), {"a": a}, Unsigned(width))]
                for width in (3, 5)
            )
            feedback = grade(text)
            assert feedback.passed == (not narrow and bool(wide))
            failing = narrow or wide
            assert not failing or f"with a = {failing[0]}" in feedback.text


@pytest.mark.parametrize("integers", [Unbounded(), Signed(32), Unsigned(40)], ids=str)
def test_a_failure_is_one_and_has_small_numbers_where_some_do(integers):
    for text in ("x * y == 0", "x < y or x > 10", "x // y == 3", "x * x != 25", "x - y <= x", "x < x + y - y + 1"):
        found = failure_of(claim(text), integers)
        if isinstance(integers, Unbounded) and text == "x < x + y - y + 1":
            assert found is None
            continue
        assert not isinstance(found, Unknown)
        assert found.reason != "false" or not evaluate(parse(text), found.assignment, integers)
        assert all(abs(number) < 20 for number in found.assignment.values()) or "<" in text


def test_the_division_of_c_is_that_of_python_rounded_toward_zero():
    left, right = value_of(variant_of(division, "ada").key)
    number = int(re.search(r"\d+", left)[0])
    integers = Signed(8)
    for a in range(integers.low, integers.high + 1):
        toward_zero = int(a / number)
        assert evaluate(parse(left), {"a": a}, integers) == evaluate(parse(right), {"a": a}, integers) == toward_zero


def test_squares_of_a_variant_are_judged_as_by_python():
    varied = variant_of(square, "ada")
    least = int(re.search(r"less than ([\d,]+),", varied.question)[1].replace(",", ""))
    for x in range(least - 3, least + 30):
        assert varied.check(x).passed == (x >= least and (x * x) % 2**32 >= 2**31)
