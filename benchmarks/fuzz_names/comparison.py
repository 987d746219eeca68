"""Asks about files, in every way there is to ask, and compares the answers with what Python does."""

from __future__ import annotations

import itertools
import linecache
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path
from types import FunctionType

from fuzz_names.files import File, Writer
from fuzz_names.running import Gave, GoesOn, Loaded, Raised
from fuzz_names.small import Small

from arlib import Proved, Refuted, Signed, Unknown, Unsupported, exhaust, prove, python_program, terminates
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.languages.python.claims import claim, function_claim
from arlib.terms import Conversion, subterms

ENDLESS, MOST = 5_000, 200_000  # lines of Python: of a run that shall go on, and of one that shall end
# What only claims know, and means the same in every one.
IN_CLAIMS: dict[str, object] = {
    "tdiv": lambda a, b: abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1),
    "uint8": lambda a: a & 255,
    "implies": lambda a, b: not a or b,
}
VALUES = (0, 1, 2, 3, 4, -1, -2, -3, 7, 12, -9)
FEWER = (0, 1, 2, 4, -1, -3, 9)

Source = str | FunctionType


@dataclass
class Report:
    """What was answered about one file, each question by its name, and what is wrong with it."""

    file: File
    answers: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def judge(task: tuple[int, float]) -> Report:
    """Write the file of a seed, ask, and compare."""
    seed, seconds = task
    report = Report(Writer(seed).file())
    text = report.file.text
    with tempfile.TemporaryDirectory(prefix="fuzz_names") as folder:
        path = Path(folder) / f"names{seed}.py"
        path.write_text(text, encoding="utf-8")
        Judge(report, text, path, seconds).ask_all()
    linecache.clearcache()
    return report


class Judge:
    """Asks about one file."""

    def __init__(self, report: Report, text: str, path: Path, seconds: float):
        self.report, self.text, self.path, self.seconds = report, text, path, seconds
        self.name = report.file.name

    def ask_all(self) -> None:
        self.ask("prove, the file", lambda: self.prove(self.text))
        self.ask("terminates, the file", lambda: self.terminates(self.text))
        loaded = Loaded(self.text, self.path)
        function = loaded.function(self.name)
        if function is None or loaded.changed:
            return
        self.ask("prove, the function", lambda: self.prove(function))
        self.ask("exhaust, the function", lambda: self.exhaust(function))
        self.ask("terminates, the function", lambda: self.terminates(function))
        loaded.forget()

    def ask(self, question: str, answer: Callable[[], tuple[str, str]]) -> None:
        """Note the answer to a question, and what is wrong with it."""
        try:
            what, wrong = answer()
        except Unsupported:
            what, wrong = "unsupported", ""
        except Exception as error:
            what, wrong = "fault", f"raises {type(error).__name__}: {error}"
        self.report.answers[question] = what
        if wrong:
            self.report.wrong.append(f"{question}: {what}, but {wrong}")

    # Questions

    def prove(self, source: Source) -> tuple[str, str]:
        read = function_claim(source, self.name) if isinstance(source, str) else claim(source)
        match prove(read, seconds=self.seconds):
            case Proved():
                return "proved", self.not_true(read.inputs)
            case Refuted(witness):
                return "refuted", self.not_false(witness.assignment)
            case Unknown():
                return "unknown", ""

    def exhaust(self, function: FunctionType) -> tuple[str, str]:
        read = claim(function, Signed(8))
        if len(read.inputs) > 2:
            return "too many inputs", ""
        if any(isinstance(part, Conversion) for part in subterms(read.formula)):
            return "converts", ""
        match exhaust(function, Signed(8)).verdict:
            case Proved():
                return "proved", self.not_true(read.inputs, Small)
            case Refuted(witness):
                return "refuted", self.not_false(witness.assignment, Small)
            case Unknown():
                return "unknown", ""

    def terminates(self, source: Source) -> tuple[str, str]:
        program = python_program(source, self.name if isinstance(source, str) else "")
        match terminates(program, seconds=self.seconds):
            case Proved():
                return "proved", self.not_ending(program.parameters)
            case Refuted(witness):
                return "refuted", self.ending(witness)
            case Unknown():
                return "unknown", ""

    # What Python says

    def load(self, more: Mapping[str, object]) -> Loaded:
        """The file, imported anew."""
        return Loaded(self.text, self.path, more)

    def not_true(self, inputs: tuple[str, ...], kind: type[int] = int) -> str:
        """The first of small inputs for which the claim is not true."""
        loaded = self.load(IN_CLAIMS)
        if not loaded.runs:
            return self.no_file(loaded)
        for given in grid(inputs, kind):
            Small.left = False
            outcome = loaded.call(self.name, given, MOST)
            if not (isinstance(outcome, Gave) and outcome.true) and not Small.left:
                return f"{shown(given)} gives {outcome}"
        return ""

    def not_false(self, assignment: Mapping[str, int], kind: type[int] = int) -> str:
        loaded = self.load(IN_CLAIMS)
        if not loaded.runs:
            return self.no_file(loaded)
        Small.left = False
        outcome = loaded.call(self.name, {name: kind(value) for name, value in assignment.items()}, MOST)
        if isinstance(outcome, Gave) and outcome.true and not Small.left:
            return f"{shown(assignment)} gives {outcome}"
        return ""

    def not_ending(self, inputs: tuple[str, ...]) -> str:
        for choices in CHOICES if "nondet" in self.text else CHOICES[:1]:
            loaded = self.load(choosing(itertools.cycle(choices)))
            if not loaded.runs:
                return self.no_file(loaded)
            for given in grid(inputs, int):
                if isinstance(loaded.call(self.name, given, MOST), GoesOn):
                    return f"{shown(given)} goes on"
        return ""

    def ending(self, witness: Lasso | RecurrenceSet | UndefinedRun) -> str:
        if isinstance(witness, UndefinedRun):
            return "Python's integers have no such operations"
        if isinstance(witness, RecurrenceSet) and any(phase.choices for phase in witness.phases):
            return ""  # what it chooses depends on the state
        repeated = witness.repeated if isinstance(witness, Lasso) else ()
        choices = [*witness.entry.choices, *(repeated * (ENDLESS // len(repeated)) if repeated else ())]
        loaded = self.load(choosing(iter(choices)))
        if not loaded.runs:
            return self.no_file(loaded)
        outcome = loaded.call(self.name, witness.entry.inputs, ENDLESS)
        return "" if isinstance(outcome, GoesOn) else f"{witness} gives {outcome}"

    def no_file(self, loaded: Loaded) -> str:
        """What is wrong with an answer about a file that cannot be imported: only that it has no meaning at all."""
        outcome = loaded.outcome
        return "this is not Python" if isinstance(outcome, Raised) and outcome.error == "SyntaxError" else ""


def choosing(choices: Iterator[int]) -> dict[str, object]:
    return {"nondet": lambda: next(choices)}


CHOICES = ((0,), (1,), (-1,), (2, -2, 0, 1))


def grid(inputs: tuple[str, ...], kind: type[int]) -> Iterator[dict[str, int]]:
    values = [kind(each) for each in (VALUES if len(inputs) < 2 else FEWER)]
    for row in itertools.islice(itertools.product(values, repeat=len(inputs)), 60):
        yield dict(zip(inputs, row, strict=True))


def shown(inputs: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in inputs.items()) or "no inputs"


def compare(files: int, first: int, seconds: float, jobs: int) -> Iterator[Report]:
    """The reports of so many files, in order."""
    tasks = [(seed, seconds) for seed in range(first, first + files)]
    if jobs == 1:
        yield from map(judge, tasks)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(judge, tasks, chunksize=20)
