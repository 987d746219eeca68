"""Exercises for chapter 3 in which a run never ends: an input for one, and a set that one never leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Solution
from arlib.exercises.kinds.programs import endless_input, listed, recurrence_set
from arlib.exercises.variants import between
from arlib.printing import assignment_text

# ---- An input --------------------------------------------------------------------------------

GCD = """
def gcd(x, y):
    while x != y:
        if x > y:
            x = x - y
        else:
            y = y - x
"""


def _no_zero(inputs: Mapping[str, int]) -> str:
    return "neither of the two numbers should be 0." if 0 in inputs.values() else ""


def _vary_endless(choose: Random) -> Exercise:
    apart, goal = between(choose, 2, 5), between(choose, 6, 30)
    up, down = apart * between(choose, 1, 3), apart * between(choose, 1, 3)
    source = (
        f"def hop(n):\n    while n != {goal}:\n        if n < {goal}:\n            n = n + {up}\n"
        f"        else:\n            n = n - {down}"
    )
    return replace(
        endless,
        question=listed("Find an input for which hop runs for ever.", source),
        expects='a dict such as {"n": 12}',
        grade=endless_input(source),
        hints=(
            f"From which numbers does it come to {goal}? Go back from there.",
            f"What do {up} and {down} have in common, and what does that say of the numbers that a run meets?",
        ),
        key=Solution(
            f'answer = {{"n": {goal + 1}}}',
            f"Every step is a multiple of {apart}, so a run that begins 1 above {goal} never comes to {goal}.",
        ),
    )


endless = Exercise(
    "3.2",
    "endless",
    1,
    "Find an input without a 0 for which gcd runs for ever.",
    'a dict such as {"x": 12, "y": 18}',
    endless_input(GCD, _no_zero),
    (
        "Both branches subtract. When does subtracting a number make the other one larger?",
        "Let one number be positive and the other negative.",
    ),
    _vary_endless,
)

# ---- A set -----------------------------------------------------------------------------------

BOUNCE = """
def bounce(x, y):
    while x > 0:
        x = x + y
        y = y + 1
"""
START = {"x": 5, "y": -2}


def _vary_bounce(choose: Random) -> Exercise:
    floor, step, turns = between(choose, 0, 9), between(choose, 1, 4), between(choose, 2, 4)
    y = -step * turns + between(choose, 0, step - 1)
    falls = -sum(range(y, 0, step))
    start = {"x": floor + falls + between(choose, 1, 5), "y": y}
    source = f"def bounce(x, y):\n    while x > {floor}:\n        x = x + y\n        y = y + {step}"
    question = f"Find a recurrence set for bounce, which the run from {assignment_text(start)} enters."
    return replace(
        bounce,
        question=listed(question, source),
        grade=recurrence_set(source, start),
        hints=(
            bounce.hints[0],
            f"x > {floor} is part of it, since otherwise the loop is left. When does x stay above {floor}?",
            bounce.hints[2],
        ),
        key=Solution(
            f'answer = "x > {floor} and y >= 0"',
            f"The run falls by {falls} in all and stays above {floor}; once y is at least 0, x never falls again.",
        ),
    )


bounce = Exercise(
    "3.8",
    "bounce",
    2,
    "Find a recurrence set for bounce, which the run from x = 5, y = -2 enters.",
    'a text such as "x > 0 and y < x"',
    recurrence_set(BOUNCE, START),
    (
        "Write down the first five states of the run.",
        "x > 0 is part of it, since otherwise the loop is left. When does x stay positive?",
        "The run need not be in the set from the beginning.",
    ),
    _vary_bounce,
)
