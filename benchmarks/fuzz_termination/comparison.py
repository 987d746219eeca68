"""Compares what is answered for a program with what it does."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool

from fuzz_termination.programs import Source, Writer
from fuzz_termination.search import explore, follow, grid, inside
from fuzz_termination.steps import Steps, counted
from fuzz_termination.texts import text_of

from arlib import Proved, Refuted, Unknown, Unsupported, terminates
from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.programs.transitions import transition_system

READINGS = ("machine", "wrap", "unbounded", "python")
MOST_STEPS = {"machine": 250_000, "wrap": 250_000, "unbounded": 20_000, "python": 20_000}


@dataclass
class Report:
    """What was answered for one program, and what is wrong with it."""

    seed: int
    text: str
    answer: str
    seconds: float
    truth: str
    wrong: str = ""


def judge(task: tuple[int, str, float]) -> Report:
    """Write the program of a seed, ask whether it ends, and compare."""
    seed, reading, seconds = task
    program = Writer(seed, reading).source()
    text = text_of(program)
    begun = time.perf_counter()
    try:
        verdict = terminates(text, "f", integers=None if reading == "python" else reading, seconds=seconds)
    except Unsupported as error:
        assert "paths" in error.reason, text  # everything else that is written here can be read
        return Report(seed, text, "too many paths", time.perf_counter() - begun, "")
    except Exception as error:
        return Report(seed, text, "error", time.perf_counter() - begun, "", f"raises {error!r}")
    took = time.perf_counter() - begun
    steps = Steps(counted(program) if reading == "python" else program)
    match verdict:
        case Unknown():
            return Report(seed, text, "don't know", took, "")
        case Proved():
            found = explore(steps, grid(program), MOST_STEPS[reading])
            wrong = f"yes, but it goes on for ever from {found.cycle}" if found.cycle is not None else ""
            if found.undefined and reading in ("machine", "wrap"):  # elsewhere it ends by an exception
                wrong = wrong or "yes, but a run comes to an operation without a value"
            truth = "loops" if found.cycle is not None else "ends" if found.complete else "?"
            return Report(seed, text, "yes", took, truth, wrong)
        case Refuted(witness):
            inputs = tuple(witness.entry.inputs[name] for name in program.parameters)
            found = explore(steps, [inputs] if inside(program, inputs) else [], MOST_STEPS[reading])
            if isinstance(witness, AcceleratedRun):
                made = follow(steps, inputs, summed_up(witness), 3_000)
                if witness.failure is None:
                    wrong = f"no, but the run {made}" if made != "goes on" else ""
                    return Report(seed, text, "no", took, "loops" if found.cycle is not None else "?", wrong)
                wrong = "undefined, but the run ends" if made == "ends" or reading in ("unbounded", "python") else ""
                return Report(seed, text, "undefined", took, "undefined" if found.undefined else "?", wrong)
            if isinstance(witness, UndefinedRun):
                wrong = "" if found.undefined or not found.complete else f"undefined from {inputs}, but it is not"
                if reading == "python":
                    wrong = "undefined, but Python's integers have no such operations"
                return Report(seed, text, "undefined", took, "undefined" if found.undefined else "?", wrong)
            truth = "loops" if found.cycle is not None else "ends" if found.complete else "?"
            wrong = f"no, but it ends from {inputs}" if truth == "ends" else ""
            if truth == "?" and not wrong:
                made = follow(steps, inputs, replayed(witness, program), 3_000)
                wrong = f"no, but the run from {inputs} with its choices {made}" if made != "goes on" else ""
            return Report(seed, text, "no", took, truth, wrong)
    raise TypeError(verdict)


def replayed(witness: Lasso | RecurrenceSet, program: Source) -> Iterator[int]:
    """The choices that a witness makes, as far as they are numbers written down in it."""
    yield from witness.entry.choices
    if isinstance(witness, Lasso):
        yield from itertools.cycle(witness.repeated) if witness.repeated else ()
    elif not any(phase.choices for phase in witness.phases):
        yield from itertools.repeat(0)


def summed_up(witness: AcceleratedRun) -> Iterator[int]:
    """The choices along a run that is summed up, turn by turn."""
    yield from witness.entry.choices
    system = transition_system(witness.program)
    every = (*system.transitions, *system.exits)
    for turns in witness.phases:
        for k in itertools.count() if turns.count is None else range(turns.count):
            for step in turns.steps:
                yield from (step.first[c.name] + k * step.change[c.name] for c in every[step.transition].chosen)
    yield from itertools.repeat(0)


def compare(programs: int, reading: str, first: int, seconds: float, jobs: int) -> Iterator[Report]:
    """The reports of so many programs, in order."""
    tasks = [(seed, reading, seconds) for seed in range(first, first + programs)]
    if jobs == 1:
        yield from map(judge, tasks)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(judge, tasks, chunksize=8)
