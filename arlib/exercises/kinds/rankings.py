"""Graders for ranking functions: a single one, several in an order, and those of phases."""

from __future__ import annotations

from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted, Rejected
from arlib.exercises.base import Feedback
from arlib.exercises.kinds.programs import SECONDS, Grader, program_of
from arlib.exercises.kinds.reading import read_expression, read_expressions
from arlib.exercises.kinds.turns import is_polynomial, what_fails
from arlib.termination import guess, judge

MOST_FUNCTIONS = 5
SOLVED = "The prover showed it for every turn, whatever the numbers are."


def ranking_function(source: str, because: str) -> Grader:
    """A grader: the text of one function that decreases in every turn, and is not negative while the loop goes on.

    >>> grade = ranking_function("def f(x, y):\\n    while x > y:\\n        x = x - 1", "x comes nearer to y.")
    >>> grade("x - y")
    Passed: x - y is a ranking function: x comes nearer to y. The checker accepted 2 obligations.
    >>> grade("y")  # doctest: +NORMALIZE_WHITESPACE
    Not yet: with x = 1, y = 0, a turn of the loop in line 2 leads to x = 0, y = 0:
    y goes from 0 to 0, and should decrease. A run from x = 1, y = 0 comes to this state.
    """
    program = program_of(source)

    def grade(answer: object) -> Feedback:
        text = read_expression(answer)
        if not is_polynomial(text):
            failing = what_fails(program, [text])
            praise = f"{text} is a ranking function: {because} {SOLVED}"
            return Feedback(not failing, f"{failing}." if failing else praise)
        return judged(guess(program, text), f"{text} is a ranking function: {because}")

    return grade


def lexicographic(source: str) -> Grader:
    """A grader: a list of functions, of which each turn decreases one and increases none that stands before it.

    >>> grade = lexicographic("def f(x, y):\\n    while x > 0:\\n        if y > 0:\\n            y = y - 1\\n"
    ...                       "        else:\\n            x = x - 1\\n            y = nondet()")
    >>> grade(["x", "y"]).passed, grade(["y", "x"]).passed
    (True, False)
    """
    program = program_of(source)

    def grade(answer: object) -> Feedback:
        texts = read_expressions(answer, MOST_FUNCTIONS)
        return judged(guess(program, texts), f"{', then '.join(texts)}.")

    return grade


def phases(source: str) -> Grader:
    """A grader: a list of functions, each of which decreases once the one before it has been used up.

    The checker takes those that are nested. Whether others are multiphase, the prover says.

    >>> grade = phases("def f(x, y):\\n    while x > 0:\\n        x = x + y\\n        y = y - 1")
    >>> [grade(each).passed for each in (["y + 1", "x"], ["y", "x"], ["x", "y"])]
    [True, True, False]
    """
    program = program_of(source)

    def grade(answer: object) -> Feedback:
        texts = read_expressions(answer, MOST_FUNCTIONS)
        order = f"first {', then '.join(texts)}."
        if all(map(is_polynomial, texts)):
            nested = judged(guess(program, phases=texts), order)
            if nested.passed:
                return nested
        failing = what_fails(program, texts)
        return Feedback(not failing, f"{failing}." if failing else f"{order} {SOLVED}")

    return grade


def judged(proof: TerminationProof, praise: str) -> Feedback:
    """What the checker says of a proof."""
    match judge(proof, seconds=SECONDS):
        case Accepted(rests_on):
            return Feedback(True, f"{praise} {accepted(proof, rests_on)}")
        case rejected:
            return Feedback(False, f"{told(rejected)}.")


def accepted(proof: TerminationProof, rests_on: tuple[str, ...]) -> str:
    """That a proof was accepted, and how much of it."""
    count = len(proof.proofs)
    return f"The checker{' and the solver' * bool(rests_on)} accepted {count} obligation{'s' * (count != 1)}."


def told(rejected: Rejected) -> str:
    """The state in which an obligation fails; where none was found, the obligation with the reason."""
    found = rejected.assignment is not None
    return rejected.countermodel if found else f"{rejected.obligation}: {rejected.countermodel}"
