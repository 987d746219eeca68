"""``arlib bench contracts``: prove the assertions of every program of a collection, or run into one that fails."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.certificates.serialisation import READINGS
from arlib.commands.arguments import text_of
from arlib.exhaustive import humanize
from arlib.hoare.infer.safety import safe
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.syntax import Program, Reading
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

SOLVED, WRONG, SOME = 0, 1, 2
EXPECTED = {"safe": "proved", "unsafe": "refuted"}


@dataclass(frozen=True)
class Asked:
    """A program of the collection; ``expected`` is the answer, if one is known for sure."""

    name: str
    suite: str
    source: str
    language: str
    reading: Reading
    expected: str | None

    def program(self) -> Program:
        """The program; raises ``Unsupported``."""
        if self.language == "Python":
            return python_program(self.source)
        return c_program(self.source, None, self.reading)


@dataclass
class Tally:
    """What was answered, and in which times of the processor."""

    answers: dict[str, list[str]] = field(default_factory=lambda: {"proved": [], "refuted": []})
    unknown: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    obligations: int = 0
    by_sums: int = 0


def execute(path: str, *, suite: str | None, seconds: float, json_: bool) -> int:
    """Ask for each program and print what came of it; the exit status."""
    tally = Tally()
    asked = [each for each in _records(Path(path)) if suite in (None, each.suite)]
    if not asked:
        raise Unsupported(f"{path} has no programs" + (f" of the suite {suite}" if suite else ""))
    for each in asked:
        begun = time.process_time()
        answer = _answer(each, seconds, tally)
        tally.seconds.append(time.process_time() - begun)
        if answer != "unknown" and each.expected not in (None, answer):
            tally.wrong.append(each.name)
        if not json_:
            print(f"{each.name}: {answer} in {humanize(tally.seconds[-1])}", flush=True)
    shown = _summary(tally)
    print(json.dumps(shown) if json_ else "\n".join(_lines(shown)))
    if tally.wrong:
        return WRONG
    return SOME if tally.unknown else SOLVED


def _answer(asked: Asked, seconds: float, tally: Tally) -> str:
    """The answer to one; every proof was accepted by the checker, and every run was run again."""
    try:
        found = safe(asked.program(), seconds=seconds)
    except Unsupported as error:
        tally.unknown[asked.name] = f"it cannot be read: {error.reason}"
        return "unknown"
    match found:
        case Proved(proof):
            tally.answers["proved"].append(asked.name)
            tally.obligations += len(proof.proofs)
            tally.by_sums += sum(each is not None for each in proof.proofs)
            return "proved"
        case Refuted():
            tally.answers["refuted"].append(asked.name)
            return "refuted"
        case Unknown(reason):
            tally.unknown[asked.name] = reason
            return "unknown"


def _records(path: Path) -> Iterator[Asked]:
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        if line.strip():
            try:
                yield _record(Value(parse(line)))
            except ValueError as error:
                raise Unsupported(f"{path}, line {number}: {error}") from None


def _record(value: Value) -> Asked:
    name, source, language = (value.at(key).string() for key in ("name", "source", "language"))
    suite = value.at("suite").string() if "suite" in value.keys else ""
    reading = next((each for each in READINGS if value.at("reading").value == each), None)
    if reading is None:
        value.at("reading").fail("unbounded, machine or wrap")
    sure = "sure" not in value.keys or value.at("sure").value is True
    verdict = value.at("verdict").value
    if verdict is not None and verdict not in EXPECTED:
        value.at("verdict").fail("safe, unsafe or null")
    return Asked(name, suite, source, language, reading, EXPECTED[str(verdict)] if verdict and sure else None)


def _summary(tally: Tally) -> Json:
    return {
        "programs": len(tally.seconds),
        "proved": len(tally.answers["proved"]),
        "refuted": len(tally.answers["refuted"]),
        "wrong": tally.wrong,
        "unknown": tally.unknown,
        "processor_seconds": {
            "sum": round(sum(tally.seconds), 3),
            "median": round(statistics.median(tally.seconds), 6),
            "max": round(max(tally.seconds), 3),
        },
        "obligations": tally.obligations,
        "by_multipliers": tally.by_sums,
    }


def _lines(shown: Json) -> Iterator[str]:
    """The same for a person."""
    for key, value in shown.items():
        name = f"{key.replace('_', ' '):20}"
        match value:
            case dict() if key == "unknown":
                yield f"{name}{len(value)}"
                yield from (f"  {each}: {reason}" for each, reason in value.items())
            case dict():
                yield name + ", ".join(f"{each} {humanize(number)}" for each, number in value.items())
            case list():
                yield f"{name}{len(value)} {' '.join(value)}".rstrip()
            case _:
                yield f"{name}{value}"
