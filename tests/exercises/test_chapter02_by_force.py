"""What chapter 2's exercises judge, against trying every case."""

import random
import re

import pytest

from arlib import Signed, Unbounded, Unsigned, evaluate, parse
from arlib.exercises.chapter02.bits import TASKS, bit_by_bit
from arlib.exercises.chapter02.questions import (
    division,
    square,
)
from arlib.exercises.kinds.claims import claim_with, equivalent, sound_rule
from arlib.exercises.kinds.failures import failure_of
from arlib.exercises.variants import value_of, variant_of
from arlib.languages.python.claims import claim
from arlib.verdict import Unknown


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
