"""Exercises for chapter 3, loop termination; those with arguments of one kind have files of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random

from arlib.certificates.termination import TerminationProof
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.chapter03.farkas import multipliers
from arlib.exercises.chapter03.obligations import obligations
from arlib.exercises.chapter03.own_program import no_single
from arlib.exercises.chapter03.ranking import (
    COUNTDOWN,
    FASTER,
    SHARE,
    TAXI,
    THROW,
    countdown,
    faster,
    share,
    taxi,
    throw,
)
from arlib.exercises.chapter03.recurrence_sets import BOUNCE, GCD, bounce, endless
from arlib.exercises.kinds.predictions import EXPECTS, Question, prediction
from arlib.exercises.kinds.programs import (
    Grader,
    listed,
    program_of,
    program_with,
    what_happens,
)
from arlib.exercises.kinds.reading import read_text
from arlib.exercises.kinds.words import read_row, truth
from arlib.exercises.variants import between, one_of
from arlib.languages.c.functions import c_program
from arlib.programs.syntax import Program
from arlib.termination import terminates
from arlib.termination.prover import Verdict
from arlib.verdict import Proved, Refuted, Unknown

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


@lru_cache(maxsize=64)
def _verdict(source: str) -> Verdict:
    return terminates(program_of(source))


def _verdicts(sources: Sequence[str]) -> Grader:
    """A grader: for each program, whether it ends for every input."""
    programs = [program_of(source) for source in sources]
    names = [program.name for program in programs]

    def grade(answer: object) -> Feedback:
        values = read_row(answer, names, truth, "True or False")
        for value, source, program in zip(values, sources, programs, strict=True):
            match _verdict(source):
                case Proved(proof) if not value:
                    return Feedback(False, f"{program.name} always ends. The machine's argument: {proof}.")
                case Refuted(witness) if value:
                    said = what_happens(program, witness)
                    return Feedback(False, f"{program.name} does not end for every input: {said}")
                case Unknown(reason):
                    return Feedback(False, f"whether {program.name} always ends could not be decided: {reason}.")
        ending = [program.name for program, value in zip(programs, values, strict=True) if value]
        others = [program.name for program in programs if program.name not in ending]
        return Feedback(
            True, f"for every input ends: {', '.join(ending)}. On some input runs for ever: {', '.join(others)}."
        )

    return grade


def _vary_predict(choose: Random) -> Exercise:
    ends = [False] * 5
    while not any(ends) or all(ends):
        ends = [one_of(choose, (True, False)) for _ in ends]
    less, more, step = between(choose, 1, 4), between(choose, 5, 9), between(choose, 2, 9)
    up, down = (more, less) if ends[1] else (less, more)
    left, right = (less, more) if ends[3] else (more, less)
    test, indent = ("    if y > 0:\n", "    ") if ends[2] else ("", "")
    sources = (
        f"def a(x):\n    while x {'>' if ends[0] else '!='} {less}:\n        x = x - {step}",
        f"def b(x, y):\n    while x < y:\n        x = x + {up}\n        y = y + {down}",
        f"def c(x, y):\n{test}{indent}    while x > {more}:\n{indent}        x = x - y",
        f"def d(x, y):\n    while x > y:\n        x = x + {left}\n        y = y + {right}",
        f"def e(x):\n    while x {'>' if ends[4] else '!='} 0:\n        x = x // {step}",
    )
    why = (
        f"In a x falls, and {'stops below' if ends[0] else 'may step over'} {less}",
        f"in b {'x catches up with y' if ends[1] else 'y runs away from x'}",
        f"in c y {'is positive' if ends[2] else 'may be 0'}",
        f"in d {'y catches up with x' if ends[3] else 'x runs away from y'}",
        f"in e -1 // {step} is -1, which {'ends it' if ends[4] else 'never is 0'}",
    )
    return replace(
        predict,
        question=listed(predict.question, *sources),
        grade=_verdicts(sources),
        hints=(predict.hints[0], f"In Python -1 // {step} is -1."),
        key=Solution(f"answer = {ends}", f"{'; '.join(why)}."),
    )


predict = Exercise(
    "3.1",
    "predict",
    1,
    "Which of the five loops a, b, c, d and e end for every input? The integers are Python's.",
    "a list of five values, True for each loop that always ends, such as [True, True, True, True, True]",
    _verdicts(LOOPS),
    (
        "Try 1, 0 and -1 for each input before you believe that a loop ends.",
        "In Python -1 // 2 is -1.",
    ),
    _vary_predict,
)

# ---- 3.9 ----------------------------------------------------------------------------------

UP = "void up({} x) {{\n   while (x > 0)\n      x = x + 1;\n}}"


def _with_type(answer: object) -> Program:
    name = " ".join(read_text(answer).split()).rstrip("; ")
    if whole := re.fullmatch(re.escape(" ".join(UP.format("@").split())).replace("@", "([A-Za-z_0-9 ]+)"), name):
        name = whole[1]  # the text of up, with the type in its place
    if name.endswith(" x"):
        name = name.removesuffix(" x")
    if not re.fullmatch(r"[A-Za-z_][A-Za-z_0-9 ]{0,30}", name):
        raise Unreadable("This is not the name of a type.")
    return c_program(UP.format(name))


def _praise_type(program: Program, proof: TerminationProof) -> str:
    name = program.source.partition("(")[2].partition(" x)")[0]
    return f"as {name}, it ends for every input, and every operation has a value."


which_type = Exercise(
    "3.9",
    "which_type",
    1,
    "Find a type of C in place of int with which up ends for every input, and never does anything undefined.",
    'a text such as "int"',
    program_with(_with_type, _praise_type),
    (
        "Overflow is undefined for which types of C, and for which does it wrap?",
        "The loop ends when x becomes 0 or negative. In which type does 1 + 1 + 1 + ... come back to 0?",
    ),
)

# ---- 3.13 ---------------------------------------------------------------------------------

FORESEEN = (
    """
def turn(x, y):
    while x > 0 and y > 0:
        x, y = y, x - 1
""",
    """
def rest(x, y):
    while y != 0:
        x, y = y, x % y
""",
    """
def half_or_up(n):
    while n > 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = n + 1
""",
    """
void down(unsigned int x) {
   while (x >= 0)
      x = x - 1;
}
""",
    """
void chase(int x, int y) {
   while (x < y) {
      x = x + 1;
      y = y + 2;
   }
}
""",
)


def _ask(source: str) -> Question:
    program = program_of(source)
    return Question(f"Does {program.name} always end?", lambda: terminates(program, seconds=2))


foresee = Exercise(
    "3.13",
    "foresee",
    1,
    "What will terminates answer for each of the five programs turn, rest, half_or_up, down and chase, how sure are "
    "you, and how long will it take, if it has two seconds for each?",
    EXPECTS,
    prediction([_ask(source) for source in FORESEEN], "you foresaw all five answers. Your times are kept as well."),
    (
        "Three of them are Python, where integers are unbounded, and two are C. What happens at the ends of int?",
        "Ask whether each turn brings the program nearer to its end. If only every second turn does, one function "
        "for odd numbers and another for even ones may do.",
    ),
)

ENDING = (share, obligations, faster, countdown, throw)
EXERCISES = (predict, endless, *ENDING, bounce, which_type, multipliers, no_single, taxi, foresee)
SOURCES = (*LOOPS, GCD, SHARE, FASTER, COUNTDOWN, THROW, BOUNCE, TAXI, *FORESEEN)
