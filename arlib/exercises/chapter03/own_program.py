"""The exercise of chapter 3 in which a learner writes a loop for which no single linear function will do."""

from __future__ import annotations

from types import FunctionType

from arlib.certificates.splits import components, within
from arlib.certificates.termination import TerminationProof
from arlib.exercises.base import Exercise, Unreadable
from arlib.exercises.kinds.programs import program_with
from arlib.exercises.kinds.reading import C_FUNCTION, MOST_LETTERS
from arlib.languages.python.functions import python_program
from arlib.programs.syntax import Program, loops
from arlib.programs.transitions import transition_system
from arlib.termination.runs import samples, try_runs
from arlib.termination.search import attempts
from arlib.termination.simplex import Deadline


def _read_program(answer: object) -> Program:
    if isinstance(answer, str) and len(answer) > MOST_LETTERS:
        raise Unreadable(f"This has {len(answer):,} letters, and a short answer exists.")
    if not isinstance(answer, Program | str | FunctionType):
        raise Unreadable("This is neither a function nor the text of one.")
    if isinstance(answer, Program):
        return answer
    if isinstance(answer, str) and C_FUNCTION.search(answer):
        # while (x > 0 && y > 0)               2**32 * x + y decreases in every turn of this loop, as of any in which
        #     if (y > 1) y--; else x--, y = n  only one number at a time goes up: an int has a largest value.
        raise Unreadable(
            "This is C, where numbers have a largest value, and a single function with a large factor is "
            "then often enough. Write it in Python."
        )
    return python_program(answer)


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
    "3.11",
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
