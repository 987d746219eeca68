"""The exercise of chapter 3 in which an obligation has lost its multipliers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from numbers import Rational
from random import Random

from arlib.certificates.farkas import Farkas
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.programs import Grader
from arlib.exercises.kinds.reading import MOST_BITS
from arlib.exercises.kinds.words import read_row
from arlib.exercises.variants import between
from arlib.polynomials import Polynomial
from arlib.printing import assignment_text

X, Y = Polynomial.variable("x"), Polynomial.variable("y")
STATES = ({"x": 0, "y": 0}, {"x": 1, "y": 0}, {"x": 0, "y": 1})  # two linear functions that agree there are the same


def multipliers_for(premises: tuple[Polynomial, Polynomial], goal: Polynomial) -> Grader:
    """A grader: three numbers, none negative, that make the goal of two premises and 1 (Farkas 1902).

    >>> grade = multipliers_for((X - Y, Y - 3), X - 2)
    >>> grade([1, 1, 1])
    Passed: 1 * (x - y) + 1 * (y - 3) + 1 is x - 2, so x - 2 is at least 0.
    >>> grade([1, 0, 0])  # doctest: +NORMALIZE_WHITESPACE
    Not yet: with x = 0, y = 0 the premises are 0 and -3. Your sum is 0 there, and x - 2 is -2.
    The two should be equal for all x and y.
    """

    def grade(answer: object) -> Feedback:
        a, b, c = read_row(answer, ("a", "b", "c"), _fraction, "a number")
        for name, value in (("a", a), ("b", b), ("c", c)):
            if value < 0:
                return Feedback(
                    False, f"{name} is {value}. What is at least 0 may be at most 0 when it is multiplied by that."
                )
        if Farkas({(0,): a, (1,): b, (): c}).shows(premises, goal):
            return Feedback(True, f"{_sum(a, b, c, premises)} is {goal}, so {goal} is at least 0.")
        for state in STATES:
            first, second = (p.evaluate(state) for p in premises)
            total, wanted = a * first + b * second + c, goal.evaluate(state)
            if total != wanted:
                break
        return Feedback(
            False,
            f"with {assignment_text(state)} the premises are {first} and {second}. "
            f"Your sum is {total} there, and {goal} is {wanted}. The two should be equal for all x and y.",
        )

    return grade


def _sum(a: object, b: object, c: object, premises: tuple[Polynomial, Polynomial]) -> str:
    return f"{a} * ({premises[0]}) + {b} * ({premises[1]}) + {c}"


def _fraction(answer: object) -> Fraction:
    try:
        if isinstance(answer, Rational | float) or (
            isinstance(answer, str) and len(answer) < 40 and "e" not in answer.lower()
        ):
            over, under = map(int, Fraction(answer).as_integer_ratio())  # numpy's integers have no number of bits
            if max(over.bit_length(), under.bit_length()) <= MOST_BITS:
                return Fraction(over, under)
    except (ValueError, OverflowError, ZeroDivisionError):
        pass
    raise Unreadable(f"Each of the three should be a number, of at most {MOST_BITS} bits.")


def _asked(premises: tuple[Polynomial, Polynomial], goal: Polynomial) -> str:
    wanted = f"{_sum('a', 'b', 'c', premises)} is {goal}"
    return f"Find numbers a, b and c, none negative, for which {wanted} for all x and y."


def _vary(choose: Random) -> Exercise:
    p, q, r, s = (between(choose, 2, 9) for _ in range(4))
    premises = (X * p - Y * q - r, Y - s)
    a, b = Fraction(1, p), Fraction(q, p)
    least = a * r + b * s  # what x is at least, by the premises
    goal = X - (least.numerator // least.denominator)
    c = least % 1
    return replace(
        multipliers,
        question=_asked(premises, goal),
        grade=multipliers_for(premises, goal),
        key=Solution(
            f'answer = ["{a}", "{b}", "{c}"]',
            f"Before x that is {p} * {a} = 1, before y it is -{q} * {a} + {b} = 0, and c makes the rest equal.",
        ),
    )


PREMISES, GOAL = (X * 2 - Y - 3, Y - 5), X - 3

multipliers = Exercise(
    "3.10",
    "multipliers",
    2,
    _asked(PREMISES, GOAL),
    'a list of three numbers such as [1, "2/3", 0]',
    multipliers_for(PREMISES, GOAL),
    (
        "Compare what stands before x on both sides. That gives a.",
        "y must cancel. That gives b.",
        "Now everything but c is known.",
    ),
    _vary,
)
