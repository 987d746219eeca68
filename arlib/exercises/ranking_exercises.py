"""Exercises for chapter 3 in which a loop is shown to end: ranking functions, invariants, multipliers."""

from __future__ import annotations

from fractions import Fraction
from numbers import Rational
from types import FunctionType

from arlib.certificates.farkas import Farkas
from arlib.certificates.termination import components, within
from arlib.checking import Accepted
from arlib.exercises.base import Exercise, Feedback, Unreadable
from arlib.exercises.reading import in_words, read_text, read_texts
from arlib.polynomials import Polynomial
from arlib.programs.python_program import python_program
from arlib.programs.syntax import Program, loops
from arlib.programs.transitions import transition_system
from arlib.termination import guess, judge, terminates
from arlib.termination.runs import samples, try_runs
from arlib.termination.search import attempts
from arlib.termination.simplex import Deadline
from arlib.verdict import Proved, Refuted

SECONDS = 3.0  # for each question to the solver

SHARE = """
def share(x, y):
    while x > 0 and y > 0:
        if x > y:
            x = x - y
        else:
            y = y - x
"""

FASTER = """
def faster(x, y, z):
    if y > 0 and z > 0:
        while x > 0:
            x = x - y
            y = y + z - 1
"""

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

THROW = """
def throw(x, y, z):
    while x > 0:
        x = x + y
        y = y + z
        z = z - 1
"""


def judged(program: Program, praise: str, **guessed: object) -> Feedback:
    """What the checker says of a guess."""
    proof = guess(program, **guessed)  # type: ignore[arg-type]
    answer = judge(proof, seconds=SECONDS)
    if isinstance(answer, Accepted):
        by = " and the solver" if answer.rests_on else ""
        count = len(proof.proofs)
        return Feedback(True, f"{praise} The checker{by} accepted {count} obligation{'s' * (count > 1)}.")
    where = (
        f"{answer.countermodel}." if answer.assignment is not None else f"{answer.obligation}: {answer.countermodel}."
    )
    return Feedback(False, where)


# ---- A ranking function ----------------------------------------------------------------------


def _grade_share(answer: object) -> Feedback:
    text = read_text(answer)
    praise = f"{text} decreases in both branches, and is not negative while the loop goes on."
    return judged(python_program(SHARE), praise, ranking=text)


share = Exercise(
    "3.3",
    "share",
    2,
    "Find a ranking function for share.",
    'a text such as "x - y"',
    _grade_share,
    (
        "Each turn takes something away from one of the two numbers, and leaves the other as it is.",
        "A function of both that goes down whichever of them does: what is the simplest one?",
    ),
)

# ---- An invariant ----------------------------------------------------------------------------


def _grade_faster(answer: object) -> Feedback:
    text = read_text(answer)
    return judged(python_program(FASTER), f"{text} holds whenever the loop is reached.", ranking="x", invariant=text)


faster = Exercise(
    "3.4",
    "faster",
    2,
    "Find an invariant of the loop of faster with which x is a ranking function.",
    'a text such as "x > 0 and y > x"',
    _grade_faster,
    (
        "What must be true of y so that x decreases?",
        "y > 0 alone is not kept: look at the state that the checker shows. What else is true when the loop begins?",
        "An invariant may join several comparisons with and.",
    ),
)

# ---- Lexicographic ---------------------------------------------------------------------------


def _grade_countdown(answer: object) -> Feedback:
    texts = read_texts(answer, 5)
    return judged(python_program(COUNTDOWN), f"{', then '.join(texts)}.", ranking=texts)


countdown = Exercise(
    "3.5",
    "countdown",
    2,
    "Find ranking functions for countdown: each turn decreases one of them and increases none that stands before it.",
    'a list of texts such as ["h + m", "s"]',
    _grade_countdown,
    (
        "Which number is the most important one on a clock?",
        "When h decreases, m and s may do what they like, if they stand behind it.",
    ),
)

# ---- Phases ----------------------------------------------------------------------------------


def _grade_throw(answer: object) -> Feedback:
    texts = read_texts(answer, 5)
    return judged(python_program(THROW), f"first {', then '.join(texts)}.", phases=texts)


throw = Exercise(
    "3.6",
    "throw",
    3,
    "Find ranking functions for the phases of throw, the first phase first.",
    'a list of texts such as ["x", "y"]',
    _grade_throw,
    (
        "Only one of the three variables decreases in every turn, whatever the others are.",
        "Once z is negative, y decreases. Once y is negative as well, x does.",
        "The change of a function must be smaller than the function before it. "
        "In this chapter's example y + 1 served x, and y did not.",
    ),
)

# ---- Multipliers -----------------------------------------------------------------------------

_X, _Y = Polynomial.variable("x"), Polynomial.variable("y")
PREMISES = (_X * 2 - _Y - 3, _Y - 5)
GOAL = _X - 3


def _grade_multipliers(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) != 3:
        raise Unreadable("This is not a list of three numbers.")
    a, b, c = (_fraction(each) for each in answer)
    for name, value in (("a", a), ("b", b), ("c", c)):
        if value < 0:
            return Feedback(
                False, f"{name} is {value}. What is at least 0 may be at most 0 when it is multiplied by that."
            )
    if Farkas({(0,): a, (1,): b, (): c}).shows(PREMISES, GOAL):
        return Feedback(True, f"{a} * (2 * x - y - 3) + {b} * (y - 5) + {c} is x - 3, so x - 3 is at least 0.")
    for state in ({"x": 0, "y": 0}, {"x": 1, "y": 0}, {"x": 0, "y": 1}):
        first, second = (p.evaluate(state) for p in PREMISES)
        total, wanted = a * first + b * second + c, GOAL.evaluate(state)
        if total != wanted:
            break
    return Feedback(
        False,
        f"with {in_words(state)} the premises are {first} and {second}. "
        f"Your sum is {total} there, and x - 3 is {wanted}. The two should be equal for all x and y.",
    )


def _fraction(answer: object) -> Fraction:
    try:
        if isinstance(answer, Rational | float) or (
            isinstance(answer, str) and len(answer) < 40 and "e" not in answer.lower()
        ):
            return Fraction(answer)
    except (ValueError, OverflowError, ZeroDivisionError):
        pass
    raise Unreadable("Each of the three should be a number.")


multipliers = Exercise(
    "3.9",
    "multipliers",
    2,
    "Find numbers a, b and c, none negative, for which a * (2 * x - y - 3) + b * (y - 5) + c is x - 3 for all x and y.",
    'a list of three numbers such as [1, "2/3", 0]',
    _grade_multipliers,
    (
        "Compare what stands before x on both sides. That gives a.",
        "y must cancel. That gives b.",
        "Now everything but c is known.",
    ),
)

# ---- A program of one's own ------------------------------------------------------------------


def _grade_no_single(answer: object) -> Feedback:
    if not isinstance(answer, str | FunctionType):
        raise Unreadable("This is neither a function nor the text of one.")
    program = python_program(read_text(answer) if isinstance(answer, str) else answer)
    found = loops(program)
    if len(found) != 1:
        return Feedback(False, f"this has {len(found)} loops. Write exactly one.")
    system = transition_system(program)
    for transition in system.transitions:
        if not transition.exact or any(p.degree > 1 for p in (*transition.guard, *transition.update.values())):
            return Feedback(False, "this is not linear. Use sums, differences and products with numbers only.")
    match terminates(program, seconds=5):
        case Refuted(witness):
            return Feedback(False, f"it does not end for every input: {witness}.")
        case Proved(proof):
            single = _single(program)
            if single:
                return Feedback(
                    False, f"{single} alone is a ranking function, with the invariants that are easy to find."
                )
            return Feedback(True, f"it ends, by {proof}; and no single linear function decreases in every turn.")
        case other:
            return Feedback(False, f"whether it ends could not be decided: {other.reason}.")


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


no_single = Exercise(
    "3.10",
    "no_single",
    4,
    "Write a function with one loop that ends for every input, "
    "but for whose loop no single linear function is a ranking function. "
    "Use only sums, differences and products with numbers.",
    "a function, or its text in quotes",
    _grade_no_single,
    (
        "The example with two phases in this chapter is such a loop. Find another one.",
        "A loop that goes through phases: first one number decreases, and only then another.",
        "Or a loop with branches, in which one branch resets a number to nondet(), which may be anything.",
    ),
)
