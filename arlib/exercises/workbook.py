"""A chapter's exercises as a learner meets them: attempts are counted, hints come after one, progress is kept."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import FunctionType

from arlib.exercises.base import Exercise, Feedback, Hint, Solution, whole_number
from arlib.exercises.calibration import Calibration, calibrate
from arlib.exercises.kinds.reading import shown as shortly
from arlib.exercises.progress import Progress, Record, place, shown, who
from arlib.exercises.solutions import solution
from arlib.exercises.variants import variant_of

CHAPTERS = {
    1: "Exhaustive testing",
    2: "Algebraic simplification",
    3: "Proving that loops end",
    4: "The halting problem",
    6: "Policies and networks",
    7: "Hard problems",
}


@dataclass(frozen=True)
class Row:
    """One line of a summary."""

    exercise: Exercise
    record: Record


@dataclass(frozen=True)
class Summary:
    """Where a learner stands in a chapter, and where that is kept."""

    chapter: int
    learner: str
    rows: tuple[Row, ...]
    kept: str  # the file, or the kernel's memory
    trouble: str  # why it is not kept in the file

    @property
    def passed(self) -> int:
        """How many exercises are."""
        return sum(row.record.passed for row in self.rows)

    @property
    def minutes(self) -> int:
        """About how long the others take."""
        return sum(row.exercise.minutes for row in self.rows if not row.record.passed)

    def __repr__(self) -> str:
        lines = [f"Chapter {self.chapter}: {self.passed} of {len(self.rows)} exercises passed"]
        for row in self.rows:
            exercise, record = row.exercise, row.record
            attempts = f", {record.attempts} attempt{'s' * (record.attempts != 1)}" * (record.attempts > 0)
            hints = f", {record.hints} hint{'s' * (record.hints != 1)}" * (record.hints > 0)
            lines.append(
                f"{exercise.number:5}{exercise.name:14}{'*' * exercise.stars:5}{record.status}{attempts}{hints}"
            )
        return "\n".join(
            [*lines, f"Kept in: {self.kept}", *([f"Not kept in a file: {self.trouble}"] * bool(self.trouble))]
        )


@dataclass(frozen=True)
class Standing:
    """Where a learner stands in the course: the chapters with exercises."""

    chapters: tuple[Summary, ...]

    def __repr__(self) -> str:
        return "\n".join(
            f"{each.chapter}. {CHAPTERS[each.chapter]:26}{each.passed} of {len(each.rows)} exercises passed"
            for each in self.chapters
        )


class Task:
    """An exercise in a learner's workbook."""

    def __init__(self, exercise: Exercise, progress: Progress, variant: str):
        self.exercise, self._progress, self._variant = exercise, progress, variant

    def check(self, answer: object = None) -> Feedback:
        """Grade an answer, and count the attempt; where it does not pass, say how to go on."""
        feedback = self.exercise.check(answer)
        if feedback.attempted:
            self._progress.attempted(self.exercise, feedback, answer=as_text(answer), variant=self._variant)
        return feedback if feedback.passed else replace(feedback, text=f"{feedback.text}{self._further(feedback)}")

    def _further(self, feedback: Feedback) -> str:
        """After an attempt the command for the next hint; where the numbers are one's own, the question with them."""
        lines = []
        if feedback.attempted:
            number = self._progress.of(self.exercise).hints + 1
            call = f"{self.exercise.call}.hint({number})" if number <= len(self.exercise.hints) else ""
            lines += [f"A hint: {call}" if call else f"The solution: {self.exercise.call}.solution()"]
        if self._variant and self.exercise.vary is not None:
            lines += [f"Your own question: {self.exercise.question}"]
        return "".join(f"\n{line}" for line in lines)

    def hint(self, number: int | str = 1) -> Hint:
        """One hint, after an attempt; the next one after the one before."""
        exercise, record = self.exercise, self._progress.of(self.exercise)
        if not record.attempts:
            return Hint("A hint comes after a first attempt. Any answer will do: a wrong one shows where it fails.")
        wanted = whole_number(number)
        if wanted is not None and record.hints + 1 < wanted <= len(exercise.hints):
            return Hint(f"The hints come one at a time. The next one is {exercise.call}.hint({record.hints + 1}).")
        hint = exercise.hint(number)
        if hint.number:
            self._progress.hinted(exercise, hint.number)
        return hint

    def solution(self) -> Solution:
        """The solution, which is then noted as opened."""
        self._progress.opened(self.exercise)
        return self.exercise.key or solution(self.exercise.number)

    def __repr__(self) -> str:
        return repr(self.exercise)


class Workbook:
    """The exercises of a chapter by name, such as ``chapter01.midpoint``, with a learner's progress."""

    def __init__(self, chapter: int, exercises: Mapping[str, Exercise], progress: Progress, variant: str = ""):
        self._chapter, self._progress = chapter, progress
        self._tasks = {name: Task(exercise, progress, variant) for name, exercise in exercises.items()}

    def __getattr__(self, name: str) -> Task:
        try:
            return self.__dict__["_tasks"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(f"chapter {self._chapter} has no exercise {name}", name=name, obj=self) from None

    def __dir__(self) -> list[str]:
        return [*self._tasks, "calibration", "summary"]

    def summary(self) -> Summary:
        """Which exercises are passed, with how many attempts, and where that is kept."""
        rows = tuple(Row(task.exercise, self._progress.of(task.exercise)) for task in self._tasks.values())
        progress = self._progress
        kept = shown(None if progress.trouble else progress.path)
        return Summary(self._chapter, progress.learner, rows, kept, progress.trouble)

    def calibration(self) -> Calibration:
        """How the learner's predictions, in all chapters so far, compare with what came."""
        in_exercises = [each for record in self._progress.records.values() for each in record.predictions]
        kept = [guess.foreseen(name) for name, guess in self._progress.guesses.items() if guess.came]
        return calibrate([*in_exercises, *kept])

    def __repr__(self) -> str:
        return repr(self.summary())


def chapter_number(given: object) -> int:
    """The chapter that is meant by 1, 1.0 or "1"; raises ValueError if there is none.

    >>> chapter_number("3")
    3
    """
    number = whole_number(given)
    if number not in CHAPTERS:
        chapters = ", ".join(map(str, CHAPTERS))
        raise ValueError(f"no chapter with exercises is called {shortly(given)}; they are {chapters}")
    return number


def exercises_of(chapter: int) -> Sequence[Exercise]:
    """The exercises of a chapter, in order.

    >>> exercises_of(1)[0].name
    'midpoint'
    """
    found: Sequence[Exercise] = import_module(f"arlib.exercises.chapter{chapter:02}").EXERCISES
    return found


def open_chapter(
    chapter: int | float | str, *, learner: str = "", variant: str = "", path: Path | None = None
) -> Workbook:
    """The workbook of a chapter.

    ``learner`` names the file of progress; by default it is ``ARLIB_LEARNER`` or, on a hub, the user. ``variant``, such
    as a student's id, gives numbers of one's own. ``path`` is another file for the progress.

    >>> chapter01 = open_chapter(1, learner="ada")
    >>> chapter01.cases
    Exercise 1.2, one star (about 5 minutes). A claim has three inputs, each in uint16. How many cases does it have?
    """
    chapter = chapter_number(chapter)
    exercises = {each.name: variant_of(each, variant) if variant else each for each in exercises_of(chapter)}
    name = who(learner)
    return Workbook(chapter, exercises, Progress(name, path or place(name)), variant)


def standing(*, learner: str = "") -> Standing:
    """Where a learner stands in each chapter.

    >>> [each.chapter for each in standing(learner="ada").chapters]
    [1, 2, 3, 4, 6, 7]
    """
    name = who(learner)
    progress = Progress(name, place(name))
    chapters = {chapter: {each.name: each for each in exercises_of(chapter)} for chapter in CHAPTERS}
    return Standing(tuple(Workbook(*chapter, progress).summary() for chapter in chapters.items()))


def as_text(answer: object) -> str:
    """An answer as it is kept: the text of a function, or what Python prints.

    >>> as_text({"x": 3})
    "{'x': 3}"
    """
    try:
        if isinstance(answer, FunctionType):
            return inspect.getsource(answer)
        if isinstance(answer, str | int | float | list | tuple | set | dict):
            return repr(answer)
    except (OSError, TypeError, ValueError):  # no source, or an integer that Python refuses to print
        pass
    return f"an answer of type {type(answer).__name__}"
