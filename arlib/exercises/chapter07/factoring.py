"""An exercise for chapter 7 in which a formula about factors says too much, and is repaired."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from arlib import terms as t
from arlib.circuits.blasting import blast
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.failures import worked_out
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import Operations, read_claim
from arlib.exercises.variants import between
from arlib.integers import Machine, Unsigned
from arlib.languages.python.claims import parse
from arlib.sat import refute
from arlib.terms import Claim, Term, evaluate, substitute
from arlib.verdict import Proved, Refuted, Unknown

# ---- 7.9 ----------------------------------------------------------------------------------

WIDTH, SECONDS = 6, 20.0
PRODUCT = parse("x * y")
PLAIN = Operations(
    "no division, and no remainder",
    never=(t.FloorDiv, t.FloorMod, t.TruncDiv, t.TruncMod, t.EuclidDiv, t.EuclidMod),
)


def halves(width: int) -> str:
    """The formula that gives each factor half the bits of numbers below half of all."""
    return f"x > 1 and y > 1 and x < {2 ** (width // 2)} and y < {2 ** (width // 2)} and x * y == n"


def pairs_of(n: int) -> list[tuple[int, int]]:
    """The pairs of factors of a number, both above 1.

    >>> pairs_of(12)
    [(2, 6), (3, 4), (4, 3), (6, 2)]
    """
    return [(x, n // x) for x in range(2, n) if n % x == 0]


def _found(formula: Term, integers: Machine) -> dict[str, int] | int:
    """Factors for which a formula is true, or the number of steps of the proof that there are none."""
    claim = blast(Claim(formula, ("x", "y")), integers)
    match refute(claim.where_true, seconds=SECONDS):
        case Refuted(values):
            return claim.values(values)
        case Proved(proof):
            return len(proof.steps)
        case Unknown(reason):
            raise Unreadable(f"Of this the solver does not know whether it is right: {reason}.")


def _grade(width: int) -> Grader:
    """A grader: a formula that is true just for the factors of n, for each n below half of all numbers."""
    integers = Unsigned(width)

    def grade(answer: object) -> Feedback:
        claim = read_claim(answer, ("x", "y", "n"), integers)
        PLAIN.demand(claim.formula)
        for n in range(2 ** (width - 1)):
            formula, pairs = substitute(claim.formula, {"n": t.Const(n)}), pairs_of(n)
            right: Term = t.Truth(False)
            for x, y in pairs:
                right = t.Or(right, parse(f"x == {x} and y == {y}"))
            wrong = _found(t.And(formula, t.Not(right)), integers)
            if isinstance(wrong, dict):
                x, y = wrong["x"], wrong["y"]
                told = worked_out([PRODUCT], wrong, integers)
                not_so = f"{x} * {y} is not {n}.\n{told}" if x * y != n else "both should be above 1."
                return Feedback(False, f"with n = {n}, x = {x}, y = {y} yours is true, and {not_so}")
            if not pairs or any(evaluate(formula, {"x": x, "y": y}, integers) for x, y in pairs):
                continue
            if isinstance(steps := _found(formula, integers), int):
                x, y = pairs[0]
                said = f"in {steps} step{'s' * (steps != 1)} the solver proves that yours is true for no x and y"
                return Feedback(False, f"{n} is {x} * {y}, and {said}. The proof is right, and about your clauses.")
        return Feedback(
            True, f"for each n below {2 ** (width - 1)} it is true for the factors of n, and only for them."
        )

    return grade


ASK = (
    "This formula is to say that n, a number below {half}, is the product of two numbers above 1. All numbers have "
    "{width} bits, and products wrap. From its clauses the solver proves that some numbers are prime which are not. "
    "Repair it, without a division or a remainder."
)


def _ask(width: int) -> str:
    return ASK.format(half=2 ** (width - 1), width=width)


def _repaired(width: int) -> str:
    """The lengths of the factors add up to the width at most, so that nothing wraps."""
    lengths = [f"x < {2**bits} and y < {2 ** (width - bits)}" for bits in range(2, width - 1)]
    return f"x > 1 and y > 1 and x * y == n and ({' or '.join(lengths)})"


def _vary(choose: Random) -> Exercise:
    width = between(choose, 5, 6)
    return replace(
        factors,
        question=listed(_ask(width), halves(width)),
        grade=_grade(width),
        key=Solution(f'answer = "{_repaired(width)}"', f"The lengths of the factors add up to at most {width} bits."),
    )


factors = Exercise(
    "7.9",
    "factors",
    3,
    _ask(WIDTH),
    'a formula over x, y and n as a text, such as "x * y == n and x < y"',
    _grade(WIDTH),
    (
        "Which product of two numbers above 1 has a factor that needs more than half of the bits?",
        "If both factors may have many bits, their product wraps, and n is something else. How many bits may they have "
        "together?",
        "The same bound for both factors does not do. Join cases by or: if x has few bits, then y may have more.",
    ),
    _vary,
)
