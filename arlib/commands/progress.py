"""``arlib progress``: the files of many learners as one table."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from arlib.commands.arguments import UNREADABLE, text_of
from arlib.exercises.base import Exercise
from arlib.exercises.progress import Record, from_text
from arlib.exercises.workbook import CHAPTERS, exercises_of
from arlib.verdict import Unsupported

HEADER = (
    "learner",
    "chapter",
    "exercises",
    "tried",
    "passed",
    "stars",
    "stars_in_all",
    "attempts",
    "hints",
    "solutions_opened",
    "file",
)
FORMULA = ("=", "+", "-", "@")  # a spreadsheet computes a text that begins so


@dataclass(frozen=True)
class Counts:
    """What a learner did in a chapter.

    Stars are those of exercises that were passed, and not only after the solution was opened.
    """

    chapter: int
    exercises: int
    tried: int
    passed: int
    stars: int
    stars_in_all: int
    attempts: int
    hints: int
    opened: int


@dataclass(frozen=True)
class Learner:
    """A learner's name, file, and what was done in each chapter; and what the file has that is not counted."""

    name: str
    file: str
    chapters: tuple[Counts, ...]
    strange: tuple[str, ...]

    def total(self, what: str) -> int:
        """The sum over the chapters."""
        return sum(int(getattr(each, what)) for each in self.chapters)


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = (
        "One table from the files in which learners' progress is kept. The files are the learners' own, and anyone "
        "can edit theirs: they show a class where it stands, and are no basis for marks."
    )
    parser.epilog = "exit status: 0 all read, 64 usage, 65 some file cannot be read (the others are counted)"
    parser.add_argument("paths", metavar="FOLDER|FILE.json", nargs="+", type=Path, help="files, or folders of files")
    parser.add_argument("--csv", action="store_true", help="a line for each learner and chapter")
    parser.set_defaults(command=execute)


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    files = list(_files(options.paths))
    if not files:
        raise ValueError(f"no file of progress (*.json) is in {', '.join(map(str, options.paths))}")
    course = {chapter: exercises_of(chapter) for chapter in CHAPTERS}
    learners, unreadable = [], 0
    for file in files:
        try:
            learners.append(learner_in(file, course))
        except Unsupported as error:
            unreadable += 1
            said = str(error)
            print(f"arlib: {said if said.startswith(str(file)) else f'{file}: {said}'}", file=sys.stderr)
    learners.sort(key=lambda learner: (learner.name.casefold(), learner.file))
    if options.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows(learners))
    else:
        print("\n".join(lines(learners)))
    for learner in learners:
        for number in learner.strange:
            print(f"arlib: {learner.file}: {number} is no exercise of this course, and is not counted", file=sys.stderr)
    if unreadable:
        print(f"arlib: {unreadable} of {len(files)} files cannot be read, and are not counted", file=sys.stderr)
    return UNREADABLE if unreadable else 0


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are named, and those in folders and their folders; each of them once."""
    found = [file for path in paths for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    yield from dict.fromkeys(found)


def learner_in(file: Path, course: Mapping[int, Sequence[Exercise]]) -> Learner:
    """The learner whose file it is; raises ``Unsupported``, with the place, if it cannot be read."""
    text = text_of(file)
    records = from_text(text)
    name = json.loads(text).get("learner")
    known = {each.number: each.name for exercises in course.values() for each in exercises}
    strange = tuple(number for number, record in records.items() if known.get(number) != record.name)
    counted = {number: record for number, record in records.items() if number not in strange}
    chapters = tuple(_counts(chapter, exercises, counted) for chapter, exercises in course.items())
    return Learner(_printable(name if isinstance(name, str) and name else file.stem), str(file), chapters, strange)


def _counts(chapter: int, exercises: Sequence[Exercise], records: Mapping[str, Record]) -> Counts:
    found = [(each.stars, records[each.number]) for each in exercises if each.number in records]
    return Counts(
        chapter=chapter,
        exercises=len(exercises),
        tried=sum(record.attempts > 0 for _, record in found),
        passed=sum(record.passed for _, record in found),
        stars=sum(stars for stars, record in found if record.passed and not record.opened_first),
        stars_in_all=sum(each.stars for each in exercises),
        attempts=sum(record.attempts for _, record in found),
        hints=sum(record.hints for _, record in found),
        opened=sum(record.opened for _, record in found),
    )


def _printable(name: str) -> str:
    """A name without what would move a terminal's cursor."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def rows(learners: Sequence[Learner]) -> Iterator[tuple[object, ...]]:
    """The table for a spreadsheet, which must not take a name for a formula."""
    yield HEADER
    for learner in learners:
        name, file = (f"'{text}" if text.startswith(FORMULA) else text for text in (learner.name, learner.file))
        for each in learner.chapters:
            counts = (each.exercises, each.tried, each.passed, each.stars, each.stars_in_all)
            yield name, each.chapter, *counts, each.attempts, each.hints, each.opened, file


def lines(learners: Sequence[Learner]) -> list[str]:
    """The table for a person: in each chapter, how many exercises were passed of how many that were tried."""
    chapters = [f"chapter {chapter}" for chapter in CHAPTERS]
    table = [["learner", *chapters, "stars", "hints", "opened"]]
    for learner in learners:
        passed = [f"{each.passed} of {each.tried}" for each in learner.chapters]
        totals = [str(learner.total(what)) for what in ("stars", "hints", "opened")]
        table.append([learner.name, *passed, *totals])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    shown = ["  ".join(f"{cell:{'<' if i == 0 else '>'}{widths[i]}}" for i, cell in enumerate(row)) for row in table]
    some = "s" * (len(learners) != 1)
    return [*shown, f"{len(learners)} learner{some}; exercises passed of those tried"]
