"""Exercises of chapter 2 about bits: what a compiler or a library writes in the place of a slow operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from arlib import terms as t
from arlib.exercises.base import Exercise, Solution
from arlib.exercises.kinds.claims import equivalent, sound_rule
from arlib.exercises.kinds.reading import Operations
from arlib.exercises.variants import between, one_of
from arlib.integers import Machine, Signed, Unbounded, Unsigned
from arlib.languages.python.claims import parse
from arlib.terms import Term, evaluate

# ---- 2.5 ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """Something to be done with a bit of x: the lowest one that is set, or the lowest one that is not."""

    words: str
    bit: int  # 1: the lowest set bit; 0: the lowest bit that is not set
    result: Callable[[int], str]  # for each place of that bit
    without: str  # where there is no such bit
    key: str


TASKS = (
    Task("with its lowest set bit cleared", 1, lambda n: f"x - {1 << n}", "x", "x & (x - 1)"),
    Task("with everything cleared but its lowest set bit", 1, lambda n: f"{1 << n}", "0", "x & -x"),
    Task("with all bits set below its lowest set bit", 1, lambda n: f"x + {(1 << n) - 1}", "-1", "x | (x - 1)"),
    Task("with its lowest zero bit set", 0, lambda n: f"x + {1 << n}", "x", "x | (x + 1)"),
    Task("with all bits cleared below its lowest zero bit", 0, lambda n: f"x - {(1 << n) - 1}", "0", "x & (x + 1)"),
)
EXAMPLES = {1: (12, 7, 0), 0: (12, 7, 11)}


def bit_by_bit(task: Task, width: int) -> Term:
    """The specification, place by place: if this bit is the one, then so; else look at the next one.

    >>> evaluate(bit_by_bit(TASKS[0], 8), {"x": 12}, Unsigned(8))
    8
    """
    result = parse(task.without)
    for place in reversed(range(width)):
        power = 1 << place
        found = parse(f"x & {power} {'!=' if task.bit else '=='} 0")
        result = t.IfThenElse(found, parse(task.result(place)), result)
    return result


def _bits(task: Task, width: int) -> Exercise:
    integers = Unsigned(width)
    wanted = bit_by_bit(task, width)
    done = [evaluate(wanted, {"x": x}, integers) for x in EXAMPLES[task.bit]]
    shown = [f"{x} becomes {y}" if x != y else f"{x} stays {y}" for x, y in zip(EXAMPLES[task.bit], done, strict=True)]
    beside, bits = ("x - 1", "set") if task.bit else ("x + 1", "zero")
    return Exercise(
        "2.5",
        "clear_bit",
        3,
        f"Write an expression for x in {integers} {task.words}: {shown[0]}, {shown[1]}, and {shown[2]}.",
        'a text such as "x - 1"',
        equivalent(
            wanted, ("x",), integers, name="the wanted number", praise=f"proved for all {2**width:,} values of x."
        ),
        (
            f"Write a number and {beside} in binary, one above the other. Where do they agree?",
            f"{beside} differs from x in the lowest {bits} bit and in all bits below it, and in nothing above.",
            f"Join x with {beside}, or with -x, by one of the operations &, | and ^.",
        ),
        lambda choose: _bits(one_of(choose, TASKS), one_of(choose, (12, 16, 20, 24, 32))),
        Solution(f'answer = "{task.key}"', "Up to that bit, x and its neighbour are each other's opposite."),
    )


clear_bit = replace(_bits(TASKS[0], 32), key=None)

# ---- 2.7 ----------------------------------------------------------------------------------


def _division(power: int, narrow: int, wide: int) -> Exercise:
    number = 1 << power
    models = (Unbounded(), Signed(narrow), Signed(wide), Unsigned(wide))
    return Exercise(
        "2.7",
        "division",
        3,
        f"Write a rewrite rule with the left side tdiv(a, {number}), the division of C, and no division on its right "
        f"side. It should be sound over the unbounded integers, in {models[1]}, in {models[2]} and in {models[3]}.",
        f'a rule such as "tdiv(a, {number}) = a >> {power}", or the pair of its sides',
        sound_rule(
            sound=models,
            left=f"tdiv(a, {number})",
            allowed=Operations("the right side should have no division", never=(t.Division,)),
        ),
        (
            f"a >> {power} rounds down. For which numbers is that not the division of C?",
            "For a negative number, change it before the shift, so that rounding down comes out as rounding toward 0.",
            f"Which is the largest number that can be added to {-number} without changing the result of the division? "
            "A choice is written b if a < 0 else c.",
        ),
        lambda choose: _division(between(choose, 1, 6), between(choose, 8, 20), between(choose, 24, 40)),
        Solution(
            f'answer = ("tdiv(a, {number})", "(a + {number - 1} if a < 0 else a) >> {power}")',
            "The shift rounds down. What is added to a negative number makes that rounding toward 0, and cannot wrap.",
        ),
    )


division = replace(_division(3, 8, 32), key=None)

# ---- 2.8 ----------------------------------------------------------------------------------


def _distance(number: int, integers: Machine) -> Exercise:
    """The absolute value, or how far it is to a number."""
    inner, shift = f"x - {number}" if number else "x", integers.width - 1
    part = f"({inner})" if number else "x"
    sign = f"({part} >> {shift})"
    return Exercise(
        "2.8",
        "no_branch",
        4,
        f"Write an expression that equals abs({inner}) for every x in {integers}. Use no abs, min, max or if.",
        'a text such as "-x"',
        equivalent(
            parse(f"abs({inner})"),
            ("x",),
            integers,
            name=f"abs({inner})",
            praise=f"proved for all {2**integers.width:,} values.",
            allowed=Operations("use no abs, min, max or if", never=(t.Abs, t.Min, t.Max, t.IfThenElse)),
        ),
        (
            f"{part} >> {shift} has only two values. Which ones, and for which x?",
            f"With s for {part} >> {shift}: what do {part} ^ s and {part} + s do if s is 0? And if s is -1?",
            f"-y is ~y + 1, and ~y is y ^ -1. So let y be {inner}, and use s twice: once with ^, and once more.",
        ),
        lambda choose: _distance(between(choose, 2, 99), Signed(one_of(choose, (12, 16, 20, 24, 32)))),
        Solution(
            f'answer = "({part} ^ {sign}) - {sign}"',
            f"The shift leaves 0, or -1 if {inner} is negative. Then ^ turns all bits over, and - adds the missing 1.",
        ),
    )


no_branch = replace(_distance(0, Signed(32)), key=None)
