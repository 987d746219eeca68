"""An exercise for chapter 7 in which clauses make an easy question of a hard one, without loss of generality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from arlib.clauses import CNF, Clause
from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.kinds.clauses import model, propagated, read_clauses
from arlib.exercises.kinds.programs import Grader
from arlib.exercises.variants import between
from arlib.sat.cdcl import Search, Step

# ---- 7.12 ---------------------------------------------------------------------------------

HOLES = 5
LARGEST = 99  # of the letters
IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def letter(pigeon: int, hole: int) -> int:
    """The letter that says that a pigeon is in a hole, as two digits.

    >>> letter(2, 3)
    23
    """
    return 10 * pigeon + hole


def one_each(holes: int) -> list[Clause]:
    """Each of one more pigeons than there are holes is in a hole."""
    return [tuple(letter(pigeon, hole) for hole in range(1, holes + 1)) for pigeon in range(1, holes + 2)]


def alone(holes: int) -> list[Clause]:
    """No two of them are in the same hole."""
    pairs = [(one, other) for other in range(2, holes + 2) for one in range(1, other)]
    return [(-letter(one, hole), -letter(other, hole)) for hole in range(1, holes + 1) for one, other in pairs]


def conflicts(clauses: Sequence[Clause]) -> int:
    """How many conflicts the solver comes to."""
    return sum(step is Step.CONFLICT for step in Search(CNF(LARGEST, tuple(clauses))).run())


def _grade(holes: int) -> Grader:
    """A grader: few clauses by which unit propagation finds the contradiction, and not by their own fault."""
    most, they = holes * (holes - 1) // 2, IN_WORDS[holes]

    def grade(answer: object) -> Feedback:
        extra = read_clauses(answer, LARGEST)
        if len(extra) > most:
            return Feedback(False, f"these are {len(extra)} clauses, and {most} are enough.")
        some = one_each(holes)
        for pigeon, clause in enumerate(some, 1):
            left = [each for each in some if each != clause]
            if not model([*left, *alone(holes), *extra], LARGEST):
                said = f"without pigeon {pigeon} the other {they} fit into the {they} holes"
                return Feedback(False, f"{said}, and with your clauses they do not any more.")
        known, conflict = propagated([*some, *alone(holes), *extra], ())
        if not conflict:
            open_ones = {
                pigeon: [hole for hole in range(1, holes + 1) if -letter(pigeon, hole) not in known]
                for pigeon, clause in enumerate(some, 1)
                if not set(clause) & known.keys()
            }
            pigeon, where = min(open_ones.items(), key=lambda each: len(each[1]))
            said = f"pigeon {pigeon} may be in hole {' or '.join(map(str, where))}, and for no pigeon fewer are left"
            return Feedback(False, f"whoever is missing, the others fit, but unit propagation stops: {said}.")
        needed = conflicts([*some, *alone(holes)])
        return Feedback(True, f"unit propagation finds it. Without your clauses the solver needs {needed} conflicts.")

    return grade


def _ask(holes: int) -> str:
    more, they, most = IN_WORDS[holes + 1], IN_WORDS[holes], holes * (holes - 1) // 2
    return (
        f"{more.capitalize()} pigeons do not fit into {they} holes. The clauses say that each is in a hole, and that "
        "no two are in the same one, where the letter 23 says that pigeon 2 is in hole 3. Pigeons are alike, and so "
        f"are holes. Add at most {most} clauses, so that unit propagation alone finds the contradiction. Whichever "
        f"pigeon flies away, the other {they} must still fit with your clauses."
    )


def _vary(choose: Random) -> Exercise:
    holes = between(choose, 4, 6)  # of seven it takes seconds to count the conflicts
    key = [[-letter(pigeon, hole)] for hole in range(2, holes + 1) for pigeon in range(1, hole)]
    return replace(
        pigeons,
        question=_ask(holes),
        grade=_grade(holes),
        key=Solution(f"answer = {key}", "The holes get their numbers in the order in which pigeons look for one."),
    )


pigeons = Exercise(
    "7.12",
    "pigeons",
    4,
    _ask(HOLES),
    "a list of clauses such as [[11, 12], [45]]",
    _grade(HOLES),
    (
        "Whoever arranges the pigeons may number the holes afterwards. What can then be said of pigeon 1?",
        "To say that pigeon 1 is in hole 1 is too much, since it may fly away. Say where it is not.",
        "Unit propagation begins with clauses of one literal. How many holes are there for pigeon 2, if it is numbered "
        "next?",
    ),
    _vary,
)
