"""A chapter's exercises for nbgrader: a cell to answer, a locked cell that grades, and a point for each star.

What is made is a *source* notebook, with nbgrader's cell metadata (https://nbgrader.readthedocs.io, schema version 3).
The solutions and the hidden lines are in it, and ``nbgrader generate_assignment`` takes them out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from arlib.exercises.base import STARS, Exercise, Feedback
from arlib.exercises.progress import Progress
from arlib.exercises.solutions import solution
from arlib.exercises.variants import variant_of
from arlib.exercises.workbook import Workbook, exercises_of
from arlib.verdict import Unsupported

Numbers = Literal["same", "own"]
Notebook = dict[str, Any]

SCHEMA = 3
GRADING = ("NBGRADER_EXECUTION", "autograde")  # what nbgrader tells the kernel of
CHECK = re.compile(r"\bchapter(\d\d)\.(\w+)\.check\(")
STAND_IN = "answer = ..."
EVERYONE = "everyone"
PART, ONE = "## Exercises", "### "
RELATIVE_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?://|#)[^)]*\)")
CONFIGURATION = '''"""What nbgrader is told about this course."""

c = get_config()  # noqa: F821

# What stands in the place of a solution. nbgrader's own line would raise an error when it is run.
c.ClearSolutions.code_stub = {"python": "answer = ..."}
'''
INTRODUCTION = """# Exercises of chapter {chapter}

Replace the dots in a cell that begins with `answer`, run it, and then run the cell below it. It says whether the \
answer passes, and if not, a case in which it fails. You can try as often as you like. After an attempt, \
`chapter{chapter:02}.{first}.hint()`, in a cell of your own, gives a hint.

There are {points} points: one for each star."""
OWN = """## Your numbers

Some questions have numbers of your own. Write your id below, exactly as your instructor knows it, and run both cells. \
Grading uses your own numbers, whatever id stands there."""


@dataclass(frozen=True)
class Piece:
    """A cell of code, or the part of a cell of text that stands under one heading."""

    kind: Literal["code", "markdown"]
    text: str

    @property
    def begins_part(self) -> bool:
        """Whether it begins a part of the chapter."""
        return self.kind == "markdown" and self.text.startswith("## ")


def open_assignment(chapter: int, student: str | None = None) -> Workbook:
    """The exercises of a chapter in an assignment; nothing is kept but in memory, since nbgrader keeps the marks.

    With a student's id, the numbers are those of the student. When nbgrader grades, the id is that of the folder
    ``autograded/STUDENT/ASSIGNMENT`` in which the notebook stands, and not what a student wrote in it.

    >>> chapter01 = open_assignment(1)
    >>> chapter01.midpoint.check({"x": 100, "y": 100}).passed
    True
    """
    name, value = GRADING
    if student is not None and os.environ.get(name) == value:
        student = Path.cwd().parent.name
    variant = (student or "").strip()
    exercises = [variant_of(each, variant) if variant else each for each in exercises_of(chapter)]
    quiet = {each.name: replace(each, grade=_quiet(each.grade)) for each in exercises}
    return Workbook(chapter, quiet, Progress(variant or EVERYONE, None), variant)


def _quiet(grade: Callable[[object], Feedback]) -> Callable[[object], Feedback]:
    """The same grader; nbgrader gives no points if anything is written to stderr, be it a warning of a right answer."""

    def graded(answer: object) -> Feedback:
        with redirect_stderr(StringIO()):
            return grade(answer)

    return graded


def assignment(notebook: Mapping[str, Any], *, numbers: Numbers = "same") -> Notebook:
    """The exercises of a chapter's notebook as a source notebook of nbgrader; raises ``Unsupported`` if it has none.

    With ``own`` numbers a student writes an id into a cell, and the exercises that vary ask each for their own.
    """
    pieces = list(_pieces(notebook.get("cells")))
    first = next((piece for piece in pieces if piece.kind == "code"), None)
    part = list(_part(pieces))
    asked = [found for piece in part if piece.kind == "code" for found in CHECK.findall(piece.text)]
    chapters = {int(chapter) for chapter, _ in asked}
    if first is None or len(chapters) != 1:
        raise Unsupported(f'no part "{PART}" with the exercises of one chapter is in this notebook')
    (chapter,) = chapters
    named = {each.name: each for each in exercises_of(chapter)}
    points = sum(named[name].stars for _, name in asked)
    cells = [
        _cell("markdown", INTRODUCTION.format(chapter=chapter, first=asked[0][1], points=points), "introduction"),
        *_setup(first.text, chapter, numbers),
    ]
    for number, piece in enumerate(part):
        names = [name for _, name in CHECK.findall(piece.text)] if piece.kind == "code" else []
        if not names:
            cells.append(_kept(piece, number))
        else:
            cells += _answered(piece.text, named[names[0]], chapter, numbers)
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


# ---- What stands in the chapter --------------------------------------------------------------


def _pieces(cells: object) -> Iterator[Piece]:
    for cell in cells if isinstance(cells, list) else ():
        match cell:
            case {"cell_type": "code", "source": str() | list() as source}:
                yield Piece("code", "".join(source))
            case {"cell_type": "markdown", "source": str() | list() as source}:
                yield from (Piece("markdown", part) for part in _under_headings("".join(source)))


def _under_headings(text: str) -> Iterator[str]:
    """The parts of a text, each with its heading; a # in a listing is none."""
    part: list[str] = []
    listing = False
    for line in text.splitlines():
        if line.startswith(("## ", "### ")) and not listing and part:
            yield "\n".join(part).strip()
            part = []
        listing ^= line.startswith("```")
        part.append(line)
    if part:
        yield "\n".join(part).strip()


def _part(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The exercises, without what the chapter says before the first."""
    inside = begun = False
    for piece in pieces:
        if piece.begins_part:
            inside = piece.text.startswith(PART)
            continue
        begun |= inside and piece.text.startswith(ONE)
        if inside and begun:
            yield piece


# ---- What is handed out ----------------------------------------------------------------------


def _setup(imports: str, chapter: int, numbers: Numbers) -> list[Notebook]:
    """The chapter's imports, and its exercises as ``open_assignment`` has them."""
    name = f"chapter{chapter:02}"
    lines = [each for each in imports.splitlines() if name not in each and "from arlib.exercises import" not in each]
    lines = ["from arlib.exercises.assignments import open_assignment", *lines, ""]
    if numbers == "same":
        return [_cell("code", "\n".join([*lines, f"{name} = open_assignment({chapter})"]), "setup")]
    lines += [f"{name} = open_assignment({chapter}, student)", f'print("numbers of:", {name}.summary().learner)']
    return [
        _cell("markdown", OWN, "own-numbers"),
        _plain("code", 'student = ""  # your id, in the quotes', "student"),
        _cell("code", "\n".join(lines), "setup"),
    ]


def _kept(piece: Piece, number: int) -> Notebook:
    """A text that is not to be changed, without its links into the repository; or a cell to play with."""
    if piece.kind == "markdown":
        return _cell("markdown", RELATIVE_LINK.sub(r"\1", piece.text), f"text-{number}")
    return _plain("code", piece.text, f"code-{number}")


def _answered(text: str, exercise: Exercise, chapter: int, numbers: Numbers) -> Iterator[Notebook]:
    """The cells of one exercise: its own question if it varies, the answer, and the grade."""
    lines = text.splitlines()
    if len(CHECK.findall(text)) != 1 or STAND_IN not in lines:
        raise Unsupported(f'the cell of exercise {exercise.number} has no line "{STAND_IN}" and one check', text)
    name = f"chapter{chapter:02}.{exercise.name}"
    if numbers == "own" and exercise.vary is not None:
        asks = f"# The numbers above are an example. These are yours.\n{name}"
        yield _cell("code", asks, f"question-{exercise.name}")
    rest = [line for line in lines if line != STAND_IN and not CHECK.search(line)]
    begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
    answer = "\n".join([begin, solution(exercise.number).answer, end, *rest])
    yield _cell("code", answer, f"answer-{exercise.name}", solution=True)
    # nbgrader takes the value of the last line as the points. No assertion fails, so that no traceback is shown.
    # An answer cell that ends in an error must not hand in the answer to the exercise before.
    grade = [
        f"# {STARS[exercise.stars]}: run this cell to see what the checker says of your answer",
        f"feedback = {name}.check(answer)",
        "display(feedback)",
        "### BEGIN HIDDEN TESTS",
        STAND_IN,
        f"{exercise.stars} * feedback.passed",
        "### END HIDDEN TESTS",
    ]
    yield _cell("code", "\n".join(grade), f"grade-{exercise.name}", points=exercise.stars)


def _cell(
    kind: Literal["code", "markdown"], text: str, name: str, *, solution: bool = False, points: int = 0
) -> Notebook:
    """A cell that nbgrader knows; it is locked unless it is for the solution."""
    known = {"schema_version": SCHEMA, "grade_id": name, "task": False}
    known |= {"solution": solution, "grade": points > 0, "locked": not solution}
    cell = _plain(kind, text, name)
    cell["metadata"] = {"nbgrader": known | ({"points": points} if points else {})}
    return cell


def _plain(kind: Literal["code", "markdown"], text: str, name: str) -> Notebook:
    """A cell that is the student's own."""
    cell: Notebook = {"cell_type": kind, "id": name, "metadata": {}, "source": text}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
