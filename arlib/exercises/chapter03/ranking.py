"""Exercises for chapter 3 in which a loop is shown to end, by ranking functions and invariants."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Solution
from arlib.exercises.kinds.invariants import invariant
from arlib.exercises.kinds.programs import listed
from arlib.exercises.kinds.rankings import lexicographic, phases, ranking_function
from arlib.exercises.variants import between, one_of

# ---- A ranking function ----------------------------------------------------------------------

SHARE = """
def share(x, y):
    while x > 0 and y > 0:
        if x > y:
            x = x - y
        else:
            y = y - x
"""
EITHER = "it decreases in both branches, and is not negative while the loop goes on."


def _vary_share(choose: Random) -> Exercise:
    p, q, gain, other_gain = (between(choose, 1, 5) for _ in range(4))
    loss, other_loss = q * gain // p + between(choose, 1, 3), p * other_gain // q + between(choose, 1, 3)
    source = (
        "def share(x, y):\n    while x > 0 and y > 0:\n        if x > y:\n"
        f"            x = x - {loss}\n            y = y + {gain}\n        else:\n"
        f"            x = x + {other_gain}\n            y = y - {other_loss}"
    )
    return replace(
        share,
        question=listed(share.question, source),
        grade=ranking_function(source, EITHER),
        hints=(
            "Each turn makes one of the two numbers smaller, and the other one larger, by less than that or by more.",
            "Try a sum of both numbers, each multiplied by a number of its own, and let the judge say in which branch "
            "it does not decrease.",
        ),
        key=Solution(
            f'answer = "{p} * x + {q} * y"',
            f"The first branch changes it by {p} * -{loss} + {q} * {gain}, the other one by {p} * {other_gain} + "
            f"{q} * -{other_loss}, and both are negative.",
        ),
    )


share = Exercise(
    "3.3",
    "share",
    2,
    "Find a ranking function for share.",
    'a text such as "x - y"',
    ranking_function(SHARE, EITHER),
    (
        "Each turn takes something away from one of the two numbers, and leaves the other as it is.",
        "A function of both that goes down whichever of them does: what is the simplest one?",
    ),
    _vary_share,
)

# ---- An invariant ----------------------------------------------------------------------------

FASTER = """
def faster(x, y, z):
    if y > 0 and z > 0:
        while x > 0:
            x = x - y
            y = y + z - 1
"""


def _vary_faster(choose: Random) -> Exercise:
    least, step = between(choose, 1, 9), between(choose, 2, 9)
    source = (
        f"def faster(x, y, z):\n    if y > {least} and z > {step}:\n        while x > 0:\n"
        f"            x = x - y + {least}\n            y = y + z - {step}"
    )
    return replace(
        faster,
        question=listed(faster.question, source),
        grade=invariant(source, "x"),
        hints=(
            faster.hints[0],
            f"y > {least} alone is not kept: look at the state that the checker shows. What else is true when the loop "
            "begins?",
            faster.hints[2],
        ),
        key=Solution(
            f'answer = "y > {least} and z > {step}"',
            f"x decreases since y is more than {least}, y does not decrease since z is more than {step}, and z stays.",
        ),
    )


faster = Exercise(
    "3.5",
    "faster",
    2,
    "Find an invariant of the loop of faster with which x is a ranking function.",
    'a text such as "x > 0 and y > x"',
    invariant(FASTER, "x"),
    (
        "What must be true of y so that x decreases?",
        "y > 0 alone is not kept: look at the state that the checker shows. What else is true when the loop begins?",
        "An invariant may join several comparisons with and.",
    ),
    _vary_faster,
)

# ---- Lexicographic ---------------------------------------------------------------------------

COUNTDOWN = """
def countdown(h, m, s):
    while h >= 0 and m >= 0 and s >= 0:
        if s > 0:
            s = s - 1
        elif m > 0:
            m = m - 1
            s = 59
        else:
            h = h - 1
            m = 59
            s = 59
"""

countdown = Exercise(
    "3.6",
    "countdown",
    2,
    "Find ranking functions for countdown: each turn decreases one of them and increases none that stands before it.",
    'a list of texts such as ["h + m", "s"]',
    lexicographic(COUNTDOWN),
    (
        "Which number is the most important one on a clock?",
        "When h decreases, m and s may do what they like, if they stand behind it.",
    ),
)

# ---- Phases ----------------------------------------------------------------------------------

THROW = """
def throw(x, y, z):
    while x > 0:
        x = x + y
        y = y + z
        z = z - 1
"""


def _vary_throw(choose: Random) -> Exercise:
    a, b, c = between(choose, 1, 9), between(choose, 1, 9), between(choose, 1, 4)
    source = (
        f"def throw(x, y, z):\n    while x > 0:\n        x = x + y + {a}\n        y = y + z + {b}\n        z = z - {c}"
    )
    return replace(
        throw,
        question=listed(throw.question, source),
        grade=phases(source),
        key=Solution(
            f'answer = ["z + {b + 1}", "y + {a + 1}", "x"]',
            f"x grows by y + {a}, which is less than y + {a + 1}, and that grows by z + {b}, which is less than "
            f"z + {b + 1}, which decreases in every turn.",
        ),
    )


throw = Exercise(
    "3.7",
    "throw",
    3,
    "Find ranking functions for the phases of throw, the first phase first.",
    'a list of texts such as ["x", "y"]',
    phases(THROW),
    (
        "Only one of the three variables decreases in every turn, whatever the others are.",
        "Once z is negative enough, y decreases. Once y is negative enough as well, x does.",
        "In this chapter's example y + 1 served x: there the change of x is smaller than y + 1. Such functions are "
        "nested. A function may also wait, as long as those before it are not below 0.",
    ),
    _vary_throw,
)

# ---- An invariant that an assertion needs ----------------------------------------------------

TAXI = """
def taxi(n):
    fare = 4
    i = 0
    if n >= 0:
        while i < n:
            fare = fare + 3
            i = i + 1
        assert fare == 3 * n + 4
"""


def _vary_taxi(choose: Random) -> Exercise:
    start, each = between(choose, 2, 9), between(choose, 2, 9)
    first, test, change, driven, ranking, bound = one_of(
        choose, (("0", "i < n", "i + 1", "i", "n - i", "i <= n"), ("n", "i > 0", "i - 1", "(n - i)", "i", "i >= 0"))
    )
    source = (
        f"def taxi(n):\n    fare = {start}\n    i = {first}\n    if n >= 0:\n        while {test}:\n"
        f"            fare = fare + {each}\n            i = {change}\n        assert fare == {each} * n + {start}"
    )
    return replace(
        taxi,
        question=listed(taxi.question, source),
        grade=invariant(source, ranking),
        hints=(taxi.hints[0], f"{taxi.hints[1]} What does {bound} say?"),
        key=Solution(
            f'answer = "fare == {each} * {driven} + {start} and {bound}"',
            f"When {test} is false, {bound} says that the way is done, and then the equation is the assertion.",
        ),
    )


taxi = Exercise(
    "3.12",
    "taxi",
    2,
    "Find an invariant of the loop of taxi which shows that the assertion in the last line never fails.",
    'a text such as "fare > i"',
    invariant(TAXI, "n - i"),
    (
        "What is the fare after i turns? Write it as an equation.",
        "The equation alone allows states in which the loop is left too late.",
    ),
    _vary_taxi,
)
