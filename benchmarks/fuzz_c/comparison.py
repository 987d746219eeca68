"""The verdicts on random C functions, next to what they do when gcc compiles them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from fuzz_c.programs import Written, random_program
from fuzz_c.running import Call, outcomes

from arlib import Proved, Refuted, Unknown, Unsupported, terminates
from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import UndefinedRun
from arlib.programs.syntax import ANY_READ, taken

GRID = (-(2**31), -5, -1, 0, 1, 2, 3, 6, 2**31 - 1)
BATCH = 50
Verdict = Proved[Any] | Refuted[Any] | Unknown


@dataclass
class Report:
    """What was answered for a file, and what contradicts it."""

    file: Written
    answers: dict[str, str]
    wrong: list[str] = field(default_factory=list)


def compare(files: int, first: int, seconds: float, jobs: int) -> Iterator[Report]:
    """The reports of so many files, compiled by the batch; ``jobs`` is 1."""
    for start in range(first, first + files, BATCH):
        yield from _batch([random_program(seed) for seed in range(start, min(start + BATCH, first + files))], seconds)


def _batch(files: list[Written], seconds: float) -> list[Report]:
    reports, calls = [], list[Call]()
    asked: list[tuple[Report, Verdict | None]] = []
    for file in files:
        verdict: Verdict | None = None
        try:
            verdict = terminates(file.text, file.name, seconds=seconds, language="c")
        except Unsupported as error:
            answer = "refused" if "C does not fix" in error.reason else f"refused: {error.reason}"
        else:
            answer = {Proved: "proved", Refuted: "refuted"}.get(type(verdict), "don't know")
        if isinstance(verdict, Refuted) and taken(verdict.witness.program, ANY_READ):
            answer, verdict = "refuted for other values of what is volatile", None
        reports.append(Report(file, {"terminates": answer}))
        asked.append((reports[-1], verdict))
        match verdict:
            case Proved():
                calls += [(file, inputs) for inputs in product(GRID, repeat=2)]
            case Refuted(witness):
                calls.append((file, (witness.entry.inputs["x"], witness.entry.inputs["y"])))
    found = dict(zip([(file.seed, inputs) for file, inputs in calls], outcomes(calls), strict=True))
    for report, verdict in asked:
        seen = {inputs: how for (seed, inputs), how in found.items() if seed == report.file.seed}
        report.wrong += [
            f"{report.answers}: {inputs} {how}" for inputs, how in seen.items() if not _agrees(verdict, how)
        ]
        if "goes on" in seen.values() and isinstance(verdict, Proved):
            report.answers["terminates"] = "proved, and too long for some inputs"
    return reports


def _agrees(verdict: Verdict | None, how: str) -> bool:
    match verdict:
        case Proved():
            return how != "undefined"  # one that goes on may only take long
        case Refuted(UndefinedRun()):
            return how != "ends"
        case Refuted(AcceleratedRun()):
            return how != "ends"
        case _:
            return how == "goes on"
