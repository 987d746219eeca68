"""Runs programs: statement by statement, with every arrival at a loop, or at a called function, written down."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping

from arlib import integers as z
from arlib.programs.compiled_terms import TooWide
from arlib.programs.instructions import Running, instructions
from arlib.programs.outcomes import (
    Failed,
    NotFollowed,
    Outcome,
    OutOfChoices,
    OutOfSteps,
    Returned,
    Run,
    Stopped,
    TooDeep,
    TooLarge,
    Visit,
)
from arlib.programs.syntax import Program, checked_inputs

__all__ = [
    "Failed",
    "NotFollowed",
    "OutOfChoices",
    "OutOfSteps",
    "Outcome",
    "Returned",
    "Run",
    "Stopped",
    "TooDeep",
    "TooLarge",
    "Visit",
    "run",
]


def run(
    program: Program,
    inputs: Mapping[str, int],
    *,
    choices: Iterable[int] = (),
    steps: int = 10_000,
    arrivals: float = math.inf,
    keep: Container[int] | None = None,
) -> Run:
    """Run a program on inputs for at most so many steps: a step executes a statement or evaluates a loop's test.

    It also stops, out of steps, when it has come to a loop, or to the entry of a function that was called, so many
    times as ``arrivals`` says, and too deep where more than 100,000 calls are active. Every arrival is written down,
    or those whose numbers, from 1 on, are in ``keep``: each is a copy of the whole state.
    ``choices`` are the numbers that its ``Choose`` statements get, taken one by one as they are needed.
    What is chosen by approximation is not known, nor what is reckoned with it: no state has it, and a run stops
    where it decides.
    Raises ValueError for inputs that are not the parameters, and for numbers that are not of their types.

    >>> from arlib.languages.python.functions import python_program
    >>> done = run(python_program("def f(x):\\n    while x > 0:\\n        x -= 2\\n    return x"), {"x": 3})
    >>> done.outcome, [visit.state for visit in done.visits]
    (Returned(value=-1, line=4), [{'x': 3}, {'x': 1}, {'x': -1}])
    """
    given = checked_inputs(program, inputs)
    machine = Running(given.copy(), iter(choices), keep)
    at = instructions(program.body, program.functions)
    try:
        while at is not None:
            if machine.steps >= steps or machine.arrivals >= arrivals:
                machine.outcome = OutOfSteps(at.line)
                break
            machine.steps += 1
            at = at.execute(machine)
    except z.Undefined as error:
        assert at is not None
        machine.outcome = Failed(at.line, str(error))
    except TooWide as error:
        assert at is not None
        machine.outcome = TooLarge(at.line, str(error))
    except KeyError as error:
        assert at is not None
        machine.outcome = NotFollowed(at.line, machine.unknown.get(error.args[0], f"{error.args[0]} has no value"))
    return Run(given, tuple(machine.chosen), tuple(machine.visits), machine.outcome, machine.steps, machine.arrivals)
