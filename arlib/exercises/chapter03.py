"""Exercises for chapter 3, loop termination; those in which an argument for yes is found have a file of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from arlib.certificates.nontermination import UndefinedRun
from arlib.certificates.termination import TerminationProof, assumptions
from arlib.checking import Accepted
from arlib.exercises.base import Exercise, Feedback, Unreadable
from arlib.exercises.ranking_exercises import (
    COUNTDOWN,
    FASTER,
    SECONDS,
    SHARE,
    THROW,
    countdown,
    faster,
    multipliers,
    no_single,
    share,
    throw,
)
from arlib.exercises.reading import in_words, read_assignment, read_text
from arlib.integers import Unbounded
from arlib.programs.interpreter import OutOfSteps, run
from arlib.programs.python_program import python_program
from arlib.programs.syntax import Program
from arlib.termination import guess_recurrence, judge, terminates
from arlib.verdict import Proved, Refuted

# ---- 3.1 ----------------------------------------------------------------------------------

LOOPS = (
    """
def a(x):
    while x != 0:
        x = x - 2
""",
    """
def b(x, y):
    while x < y:
        x = x + 1
        y = y - 1
""",
    """
def c(x, y):
    while x > 0:
        x = x - y
""",
    """
def d(x, y):
    while x > y:
        x = x + 1
        y = y + 2
""",
    """
def e(x):
    while x != 0:
        x = x // 2
""",
)
MOST_SHOWN = 4


def _grade_predict(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) != len(LOOPS):
        raise Unreadable(f"This is not a list of {len(LOOPS)} values.")
    for value, source in zip(answer, LOOPS, strict=True):
        if not isinstance(value, bool):
            raise Unreadable("Each of the values should be True or False.")
        program = python_program(source)
        match terminates(program):
            case Proved(proof) if not value:
                return Feedback(False, f"{program.name} always ends. The machine's argument: {proof}.")
            case Refuted(witness) if value:
                begun = witness.entry.inputs
                return Feedback(
                    False, f"{program.name} does not end with {in_words(begun)}: {_unfolds(program, begun)}"
                )
    return Feedback(True, "a, c and e run for ever on some input, b and d never do.")


def _unfolds(program: Program, inputs: Mapping[str, int]) -> str:
    """The first states of a run, as a sentence."""
    made = run(program, inputs, steps=100)
    shown = "; then ".join(in_words(visit.state) for visit in made.visits[:MOST_SHOWN])
    return f"it has {shown}; and so on." if len(made.visits) > MOST_SHOWN else f"it has {shown}."


predict = Exercise(
    "3.1",
    "predict",
    1,
    "Which of the five loops a, b, c, d and e end for every input? The integers are Python's.",
    "a list of five values, True for each loop that always ends, such as [True, True, True, True, True]",
    _grade_predict,
    (
        "Try 1, 0 and -1 for each input before you believe that a loop ends.",
        "In Python -1 // 2 is -1.",
    ),
)

# ---- 3.2 ----------------------------------------------------------------------------------

GCD = """
def gcd(x, y):
    while x != y:
        if x > y:
            x = x - y
        else:
            y = y - x
"""
LARGEST, ENOUGH = 1000, 20_000


def _grade_endless(answer: object) -> Feedback:
    pair = read_assignment(answer, ("x", "y"), Unbounded())
    if 0 in pair.values():
        return Feedback(False, "neither of the two numbers should be 0.")
    if max(map(abs, pair.values())) > LARGEST:
        return Feedback(False, f"there is a pair of small numbers; take numbers from -{LARGEST:,} to {LARGEST:,}.")
    program = python_program(GCD)
    made = run(program, pair, steps=ENOUGH)
    if not isinstance(made.outcome, OutOfSteps):
        turns = len(made.visits) - 1
        return Feedback(
            False, f"with {in_words(pair)} it ends after {turns} turn{'s' * (turns != 1)}: {_unfolds(program, pair)}"
        )
    first, *body = GCD.strip().splitlines()
    fixed = "\n".join(["def gcd():", *(f"    {name} = {value}" for name, value in pair.items()), *body])
    match terminates(fixed):
        case Refuted(witness):
            stays = str(witness).partition("it stays where ")[2]
            why = f" The run never leaves the states with {stays}." if stays else ""
            return Feedback(True, f"with {in_words(pair)} {_unfolds(program, pair)}{why}")
    return Feedback(False, f"with {in_words(pair)} it takes more than {ENOUGH:,} steps, and no argument was found.")


endless = Exercise(
    "3.2",
    "endless",
    1,
    "Find an input without a 0 for which gcd runs for ever.",
    'a dict such as {"x": 12, "y": 18}',
    _grade_endless,
    (
        "Both branches subtract. When does subtracting a number make the other one larger?",
        "Let one number be positive and the other negative.",
    ),
)

# ---- 3.7 ----------------------------------------------------------------------------------

BOUNCE = """
def bounce(x, y):
    while x > 0:
        x = x + y
        y = y + 1
"""
START = {"x": 5, "y": -2}


def _grade_bounce(answer: object) -> Feedback:
    found = guess_recurrence(python_program(BOUNCE), START, read_text(answer))
    match judge(found, seconds=SECONDS):
        case Accepted():
            before = found.entry.arrival - 1
            came = f"after {before} turn{'s' * (before != 1)}" if before else "at once"
            return Feedback(True, f"from {in_words(START)} the run comes into the set {came}, and never leaves it.")
        case rejected:
            return Feedback(False, f"{rejected.countermodel}.")


bounce = Exercise(
    "3.7",
    "bounce",
    2,
    "Find a recurrence set for bounce, which the run from x = 5, y = -2 enters.",
    'a text such as "x > 0 and y < x"',
    _grade_bounce,
    (
        "Write down the first five states of the run.",
        "x > 0 is part of it, since otherwise the loop is left. When does x stay positive?",
        "The run need not be in the set from the beginning.",
    ),
)

# ---- 3.8 ----------------------------------------------------------------------------------


def _grade_which_type(answer: object) -> Feedback:
    name = " ".join(read_text(answer).split())
    if not re.fullmatch(r"[A-Za-z_][A-Za-z_0-9 ]{0,30}", name):
        raise Unreadable("This is not the name of a type.")
    match terminates(f"void up({name} x) {{\n   while (x > 0)\n      x = x + 1;\n}}"):
        case Refuted(UndefinedRun(_, entry, line, why)):
            return Feedback(False, f"with {entry} the run of {name} comes to line {line}, where C says nothing: {why}.")
        case Refuted(witness):
            return Feedback(False, f"with {witness.entry} the run of {name} never ends.")
        case Proved(TerminationProof() as proof) if assumptions(proof):
            return Feedback(False, f"it ends if there is {assumptions(proof)[0]}.")
        case Proved(proof):
            return Feedback(True, f"as {name}, it ends for every input, and every operation has a value.")
        case other:
            return Feedback(False, f"this could not be decided: {other.reason}. Try another type.")


which_type = Exercise(
    "3.8",
    "which_type",
    1,
    "Find a type of C in place of int with which up ends for every input, and never does anything undefined.",
    'a text such as "int"',
    _grade_which_type,
    (
        "Overflow is undefined for which types of C, and for which does it wrap?",
        "The loop ends when x becomes 0 or negative. In which type does 1 + 1 + 1 + ... come back to 0?",
    ),
)

EXERCISES = (predict, endless, share, faster, countdown, throw, bounce, which_type, multipliers, no_single)
SOURCES = (*LOOPS, GCD, SHARE, FASTER, COUNTDOWN, THROW, BOUNCE)
