"""The exercise of chapter 3 in which a proof is built of its four obligations, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from arlib import terms as t
from arlib.certificates import Counterexample
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.failures import failure_of
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import read_claim
from arlib.exercises.variants import between
from arlib.integers import Unbounded
from arlib.languages.python.claims import parse
from arlib.printing import to_text
from arlib.terms import Claim, Term
from arlib.verdict import Unknown

G = """
def g(x, y):
    if y > 0:
        while x > y:
            x = x - y
"""
INPUTS = ("x", "y")
TICK, OPEN = "[x]", "[ ]"


@dataclass(frozen=True)
class Part:
    """An obligation: what is known, and what must follow from it."""

    known: str
    wanted: str

    def __str__(self) -> str:
        return f"implies({self.known}, {self.wanted})"


def one_at_a_time(parts: Mapping[str, Part]) -> Grader:
    """A grader: a claim for each obligation of a proof; each that is handed in is ticked off, or met with a case.

    A claim must be true, it may assume no more than is known, and its conclusion must say what is wanted. Each of the
    three is asked of the prover.

    >>> grade = one_at_a_time({"bound": Part("x > y", "x - y >= 0")})
    >>> texts = "implies(x > y, x - y >= 0)", "x - y >= 0", "implies(x > 9, x > 0)", "implies(x > y, x == x)"
    >>> [grade({"bound": text}).passed for text in texts]
    [True, False, False, False]
    """

    def grade(answer: object) -> Feedback:
        given = dict(zip(parts, answer, strict=False)) if isinstance(answer, list | tuple) else answer
        if not isinstance(given, Mapping) or not given or not set(given) <= set(parts):
            raise Unreadable(f"This is not a dict with some of {', '.join(parts)}.")
        lines, done = [], 0
        for name, part in parts.items():
            if name not in given or given[name] is None or given[name] is ...:
                lines.append(f"{OPEN} {name}: not handed in yet")
                continue
            wrong = _wrong(read_claim(given[name], INPUTS, Unbounded()).formula, part)
            done += not wrong
            lines.append(f"{OPEN} {name}: {wrong}" if wrong else f"{TICK} {name}")
        complete = done == len(parts)
        said = f"all {done} are proved, so every run ends." if complete else f"{done} of {len(parts)} are ticked off."
        return Feedback(complete, listed(said, "\n".join(lines)))

    return grade


def _wrong(formula: Term, part: Part) -> str:
    """Why a claim is not this obligation, with a case; nothing if it is."""
    known, wanted = parse(part.known), parse(part.wanted)
    assumed, concluded = formula.children if isinstance(formula, t.Implies) else (t.Truth(True), formula)
    for claim, why in (
        (t.Implies(known, assumed), f"it assumes more than is known: {to_text(assumed)} need not be true"),
        (formula, "it is false"),
        # What is known implies what is wanted, so the conclusion must say that by itself: it could be True otherwise.
        (t.Implies(concluded, wanted), f"it says too little: {to_text(concluded)} without {part.wanted}"),
    ):
        match failure_of(Claim(claim, INPUTS), Unbounded()):
            case Counterexample() as case:
                return f"{why}, with {case}."
            case Unknown(reason):
                return f"this could not be decided: {reason}."
    return ""


def _exercise(least: int, across: int, up: int) -> Exercise:
    """The obligations of ``g`` for the invariant that y is at least so much, and a linear ranking function."""
    source = G.replace("y > 0", f"y >= {least}")
    f = " + ".join(text if number == 1 else f"{number} * {text}" for text, number in (("x", across), ("y", up)))
    after = f.replace("x", "(x - y)")
    invariant = f"y >= {least}"
    parts = {
        "initiation": Part(f"y >= {least}", invariant),
        "consecution": Part(f"{invariant} and x > y", invariant),
        "decrease": Part(f"{invariant} and x > y", f"{after} <= {f} - 1"),
        "bound": Part(f"{invariant} and x > y", f"{f} >= 0"),
    }
    texts = [f'"{name}": "{part}"' for name, part in parts.items()]
    question = (
        f"Prove that g ends, with the invariant {invariant} and the ranking function {f}, one obligation at a time. "
        "Write each as a claim about x and y, the values before a turn: what is known implies what must be so."
    )
    return Exercise(
        "3.4",
        "obligations",
        1,
        question if (least, across, up) == (1, 1, 1) else listed(question, source),
        'a dict with some or all of "initiation", "consecution", "decrease" and "bound", such as '
        '{"bound": "x + y >= 0"}',
        one_at_a_time(parts),
        (
            "Initiation: the test before the loop is known, and the invariant must follow. Is x changed on the way?",
            "In the other three the invariant and the test of the loop are known: implies(... and x > y, ...).",
            "After a turn x - y stands in the place of x, and y is as it was. Decrease compares the two values of the "
            "ranking function, bound looks at the one before.",
        ),
        lambda choose: _exercise(between(choose, 1, 9), between(choose, 1, 5), between(choose, 1, 5)),
        Solution(
            f"answer = {{{', '.join(texts)}}}",
            "After a turn the ranking function has x - y in the place of x. The bound needs the test of the loop.",
        ),
    )


obligations = replace(_exercise(1, 1, 1), key=None)
