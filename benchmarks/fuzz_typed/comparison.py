"""Compares what is answered for a function with what Python does."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool

from fuzz_typed.running import goes_on
from fuzz_typed.writer import Writer

from arlib import Proved, Refuted, Unknown, Unsupported, terminates

LONG, LONGER = 4_000, 40_000  # lines after which a run that was proved to end is looked at, once and again
AFTER = 2_000  # lines of a witness's run
NUMBERS = (-3, -1, 0, 1, 2, 4)
ROWS: tuple[list[int], ...] = ([], [0], [2, 1], [3, 1, 2])


@dataclass
class Report:
    """What was answered for one program, and what is wrong with it."""

    seed: int
    text: str
    answer: str
    seconds: float
    wrong: str = ""


def inputs_of(text: str) -> Iterator[dict[str, object]]:
    """Small inputs; two lists may be one."""
    found = re.search(r"def f\((.*)\):", text)
    names = found[1].split(", ") if found else []
    values = [NUMBERS if name in ("n", "m") else ROWS for name in names]
    for combination in itertools.product(*values):
        yield dict(zip(names, combination, strict=True))
    if {"xs", "ys"} <= set(names):
        for row, n in itertools.product(ROWS, NUMBERS):
            yield {name: row if name in ("xs", "ys") else n for name in names}


def judge(task: tuple[int, bool, float]) -> Report:
    """Write the program of a seed, ask whether it ends, and compare."""
    seed, lists, seconds = task
    text = Writer(seed, lists).program()
    begun = time.perf_counter()
    try:
        verdict = terminates(text, "f", seconds=seconds)
    except Unsupported as error:
        return Report(seed, text, f"refused: {re.sub('[`(].*', '', error.reason)[:60]}", time.perf_counter() - begun)
    except Exception as error:
        return Report(seed, text, "error", time.perf_counter() - begun, f"raises {error!r}")
    took = time.perf_counter() - begun
    match verdict:
        case Unknown():
            return Report(seed, text, "don't know", took)
        case Proved():
            for inputs in inputs_of(text):
                if goes_on(text, inputs, LONG) and goes_on(text, inputs, LONGER):
                    return Report(
                        seed, text, "yes", took, f"yes, and from {inputs} it has not ended after {LONGER} lines"
                    )
            return Report(seed, text, "yes", took)
        case Refuted(witness):
            inputs: dict[str, object] = {}
            for name, value in witness.entry.inputs.items():
                row = re.fullmatch(r"len\((.*)\)", name)
                inputs[row[1] if row else name] = [0] * value if row else value
            if not goes_on(text, inputs, AFTER):
                return Report(seed, text, "no", took, f"no, but from {inputs} it ends")
            return Report(seed, text, "no", took)
        case _:
            raise TypeError(f"not a verdict: {verdict!r}")


def compare(count: int, first: int, seconds: float, jobs: int, *, lists: bool = True) -> Iterator[Report]:
    """A report of each program."""
    tasks = [(seed, lists, seconds) for seed in range(first, first + count)]
    if jobs == 1:
        yield from map(judge, tasks)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(judge, tasks, chunksize=4)
