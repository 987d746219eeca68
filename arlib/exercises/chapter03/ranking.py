"""Exercises for chapter 3 in which a loop is shown to end: ranking functions, invariants, a program of one's own."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import FunctionType

from arlib.certificates.splits import components, within
from arlib.certificates.termination import TerminationProof
from arlib.exercises.base import Exercise, Solution, Unreadable
from arlib.exercises.kinds.invariants import invariant
from arlib.exercises.kinds.programs import lexicographic, listed, phases, program_with, ranking_function
from arlib.exercises.kinds.reading import read_text
from arlib.exercises.variants import between, one_of
from arlib.languages.python.functions import python_program
from arlib.programs.syntax import Program, loops
from arlib.programs.transitions import transition_system
from arlib.termination.runs import samples, try_runs
from arlib.termination.search import attempts
from arlib.termination.simplex import Deadline

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
    "3.4",
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
    "3.5",
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
    "3.6",
    "throw",
    3,
    "Find ranking functions for the phases of throw, the first phase first.",
    'a list of texts such as ["x", "y"]',
    phases(THROW),
    (
        "Only one of the three variables decreases in every turn, whatever the others are.",
        "Once z is negative enough, y decreases. Once y is negative enough as well, x does.",
        "The change of a function must be smaller than the function before it. "
        "In this chapter's example y + 1 served x, and y did not.",
    ),
    _vary_throw,
)

# ---- A program of one's own ------------------------------------------------------------------


def _read_program(answer: object) -> Program:
    if not isinstance(answer, str | FunctionType):
        raise Unreadable("This is neither a function nor the text of one.")
    return python_program(read_text(answer) if isinstance(answer, str) else answer)


def _not_one_linear_loop(program: Program) -> str:
    count = len(loops(program))
    if count != 1:
        return f"this has {count} loops. Write exactly one."
    for transition in transition_system(program).transitions:
        if not transition.exact or any(p.degree > 1 for p in (*transition.guard, *transition.update.values())):
            return "this is not linear. Use sums, differences and products with numbers only."
    return ""


def _has_single(program: Program) -> str:
    single = _single(program)
    return single and f"{single} alone is a ranking function, with the invariants that are easy to find."


def _single(program: Program) -> str:
    """A linear function that ranks the loop all by itself, with one of the machine's sets of invariants."""
    system = transition_system(program)
    for attempt in attempts(system, samples(list(try_runs(system))), Deadline(5)):
        left = {n: each for n, each in enumerate(system.transitions) if n not in attempt.infeasible}
        for first in attempt.rankings[:1]:
            turns = [n for component in components(left) for n in within(left, component)]
            if len(first.functions) == 1 and first.strict == set(turns):
                return str(next(iter(first.functions[0].values())))
    return ""


def _praise(program: Program, proof: TerminationProof) -> str:
    return f"it ends, by {proof}; and no single linear function decreases in every turn."


no_single = Exercise(
    "3.10",
    "no_single",
    4,
    "Write a function with one loop that ends for every input, "
    "but for whose loop no single linear function is a ranking function. "
    "Use only sums, differences and products with numbers.",
    "a function, or its text in quotes",
    program_with(_read_program, _praise, _not_one_linear_loop, _has_single),
    (
        "The example with two phases in this chapter is such a loop. Find another one.",
        "A loop that goes through phases: first one number decreases, and only then another.",
        "Or a loop with branches, in which one branch resets a number to nondet(), which may be anything.",
    ),
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
    "3.11",
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
