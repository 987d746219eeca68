"""Asks about C files in two readings, and compares the answers with what gcc makes of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pool

from fuzz_scopes.compiling import Call, Done, run
from fuzz_scopes.expressions import TYPES
from fuzz_scopes.files import File, written

from arlib import Proved, Refuted, Unknown, Unsupported, c_claim, c_program, prove, terminates
from arlib.certificates.nontermination import UndefinedRun

BATCH = 200
ONE = (0, 1, 2, 3, 4, 5, 7, 8, -1, -2, -5, 31, 32, 33, 40, 2**31 - 1, -(2**31), 2**30)
TWO = (0, 1, 3, 5, -1, 32, -(2**31), 2**31 - 1)
OTHERS = (0, 3, -(2**31), 2**31 - 1)
PATTERNS = (0, 7, -1)
READINGS = ("machine", "wrap")


@dataclass
class Question:
    """A question about a file, its answer, and what must not happen when these calls are made."""

    name: str
    reading: str
    answer: str
    calls: list[Call] = field(default_factory=list)
    wrong: Callable[[Done], str] = lambda done: ""
    fault: str = ""


@dataclass
class Report:
    """What was answered about one file, each question by its name, and what is wrong with it."""

    file: File
    answers: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def grid(file: File) -> list[tuple[int, ...]]:
    values = ONE if len(file.parameters) == 1 else TWO
    ranges = [[n for n in values if TYPES[kind][0] <= n <= TYPES[kind][1]] for kind in file.parameters.values()]
    return list(itertools.product(*ranges))


def calls(file: File, *inputs: tuple[int, ...], also: Sequence[str] = ()) -> list[Call]:
    """The inputs on each stack; ``also`` are global variables that get numbers behind those of the parameters."""
    count = len(file.parameters)
    rows = [(each[:count], tuple(zip(also, each[count:], strict=True))) for each in inputs]
    patterns = PATTERNS if file.loose else PATTERNS[:1]
    return [Call(file, given, pattern, changed) for given, changed in rows for pattern in patterns]


def ask(file: File, seconds: float) -> Iterator[Question]:
    """The questions about a file, answered."""
    kinds: list[tuple[str, str, Callable[[], Question]]] = []
    if file.claims:
        kinds.append(("prove", "machine", lambda: proving(file, seconds)))
    if "⟪" not in file.marked.splitlines()[-2]:  # f needs no value where it is asked whether it ends
        for reading in READINGS:
            kinds.append((f"terminates, {reading}", reading, lambda reading=reading: ending(file, reading, seconds)))
    for name, reading, answer in kinds:
        try:
            yield answer()
        except Unsupported:
            yield Question(name, reading, "unsupported")
        except Exception as error:
            yield Question(name, reading, "fault", fault=f"{name} raises {type(error).__name__}: {error}")


def proving(file: File, seconds: float) -> Question:
    read = c_claim(file.text, "f")
    match prove(read, seconds=seconds):
        case Proved():
            return Question("prove", "machine", "proved", calls(file, *grid(file)), false)
        case Refuted(witness):
            inputs = tuple(witness.assignment[name] for name in read.inputs)
            return Question("prove", "machine", "refuted", calls(file, inputs), true)
        case Unknown():
            return Question("prove", "machine", "unknown")


def ending(file: File, reading: str, seconds: float) -> Question:
    name, program = f"terminates, {reading}", c_program(file.text, "f", reading)
    # A global variable that may have changed before is an input, too, of its name or v.2 where f has a v of its own.
    also = [each.partition(".")[0] for each in program.parameters[len(file.parameters) :]]
    match terminates(program, seconds=seconds):
        case Proved():
            rows = [(*given, *others) for given in grid(file) for others in itertools.product(OTHERS, repeat=len(also))]
            return Question(name, reading, "proved", calls(file, *rows, also=also), endless_or_undefined)
        case Refuted(witness):
            inputs = tuple(witness.entry.inputs[name] for name in program.parameters)
            undefined = isinstance(witness, UndefinedRun)
            judged = not witness.entry.choices and not (undefined and file.loose)
            asked = calls(file, inputs, also=also) if judged else []
            return Question(name, reading, "refuted", asked, defined if undefined else ended)
        case Unknown():
            return Question(name, reading, "unknown")


# What contradicts an answer


def false(done: Done) -> str:
    return "" if done.how == "returned" and done.true else f"it is {done.how}, {done.true}"


def true(done: Done) -> str:
    return "it is true" if done.how == "returned" and done.true else ""


def endless_or_undefined(done: Done) -> str:
    return f"it {done.how}" if done.how in ("comes back", "undefined") else ""


def ended(done: Done) -> str:
    return "it ends" if done.how in ("returned", "undefined") else ""


def defined(done: Done) -> str:
    return f"it {done.how}" if done.how in ("returned", "comes back") else ""


def judge(task: tuple[range, float]) -> list[Report]:
    """Write the files of some seeds, ask, compile what was answered, and compare."""
    seeds, seconds = task
    reports = [Report(written(seed)) for seed in seeds]
    asked = [(report, question) for report in reports for question in ask(report.file, seconds)]
    for report, question in asked:
        report.answers[question.name] = question.answer
        if question.fault:
            report.wrong.append(question.fault)
    for reading, more in itertools.product(READINGS, ((), ("-trigraphs",))):
        wanted = [each for each in asked if each[1].reading == reading and (not more or "??" in each[0].file.text)]
        done = iter(run([call for _, question in wanted for call in question.calls], reading, more))
        for report, question in wanted:
            found = list(itertools.islice(done, len(question.calls)))
            report.wrong += contradictions(report.file, question, found)
    return reports


def contradictions(file: File, question: Question, found: list[Done | None]) -> Iterator[str]:
    """What contradicts the answer; a refutation is one if some stack bears it out."""
    if None in found:
        yield f"{question.name}: {question.answer}, but gcc refuses this"
        return
    wrong = [(call, question.wrong(done)) for call, done in zip(question.calls, found, strict=True) if done]
    if question.wrong is true and not all(why for _, why in wrong):
        return
    for call, why in [each for each in wrong if each[1]][:1]:
        inputs = ", ".join(f"{name} = {value}" for name, value in zip(file.parameters, call.inputs, strict=True))
        yield f"{question.name}: {question.answer}, but for {inputs} {why} (stack {call.pattern})"


def compare(files: int, first: int, seconds: float, jobs: int) -> Iterator[Report]:
    """The reports of so many files, in order."""
    last = first + files
    tasks = [(range(seed, min(seed + BATCH, last)), seconds) for seed in range(first, last, BATCH)]
    if jobs == 1:
        yield from itertools.chain.from_iterable(map(judge, tasks))
        return
    with Pool(jobs) as pool:
        yield from itertools.chain.from_iterable(pool.imap(judge, tasks))
