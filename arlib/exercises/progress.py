"""What a learner has done, in one small JSON file that a person can read; written whole or not at all.

The file is ``~/.arlib/NAME.json``. ``ARLIB_PROGRESS`` names another folder, or says ``memory`` for no file. On Binder,
where nothing outlives the session, there is none either. Nothing is sent anywhere.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from arlib.exercises.base import Exercise, Feedback, Prediction
from arlib.exercises.predictions.guesses import LONGEST, Guess, as_json, guesses_in
from arlib.rewriting.levels import MOST_STARS
from arlib.verdict import Unsupported

FOLDER, SETTING, MEMORY = ".arlib", "ARLIB_PROGRESS", "memory"
NAMES = ("ARLIB_LEARNER", "JUPYTERHUB_USER")
BINDER = ("BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST")
SOMEBODY = "learner"
LONGEST_ANSWER = 2_000
MOST_DIGITS = 18


@dataclass(frozen=True)
class Record:
    """What happened with one exercise.

    >>> Record("midpoint", attempts=2).status
    'tried'
    """

    name: str
    attempts: int = 0
    hints: int = 0
    passed: bool = False
    opened: bool = False  # the solution was
    opened_first: bool = False  # before an answer passed
    when: str = ""  # it was passed
    answer: str = ""  # the last one
    variant: str = ""  # whose numbers it had
    predictions: tuple[Prediction, ...] = ()  # of the first attempt

    @property
    def status(self) -> str:
        """Where the exercise stands, in words."""
        if self.passed:
            return "passed after the solution was opened" if self.opened_first else "passed"
        return "solution opened" if self.opened else "tried" if self.attempts else "not begun"


def who(learner: str = "") -> str:
    """The learner's name: as given, or what the machine says, or "learner"."""
    return learner or next(filter(None, map(os.environ.get, NAMES)), SOMEBODY)


def place(learner: str) -> Path | None:
    """The file of a learner; None where progress is kept in memory."""
    setting = os.environ.get(SETTING, "")
    if setting == MEMORY or (not setting and (any(map(os.environ.get, BINDER)) or sys.platform == "emscripten")):
        return None
    name = quote(learner, safe=" @+,")
    return (Path(setting) if setting else Path.home() / FOLDER) / f"{name}.json"


class Progress:
    """The records of one learner by the exercises' numbers, the stars of the game by level, and the guesses by name.

    Every change reads the file again, so that two notebooks can be open at once, and replaces it in one step: a crash
    leaves the old file or the new one. Where it cannot be written, ``trouble`` says why, and memory keeps the records.
    """

    def __init__(self, learner: str = "", path: Path | None = None):
        self.learner, self.path = who(learner), path
        self.records: dict[str, Record] = {}
        self.stars: dict[int, int] = {}
        self.guesses: dict[str, Guess] = {}
        self.trouble = ""
        self._refresh()

    def of(self, exercise: Exercise) -> Record:
        """The record of an exercise, or a fresh one."""
        return self.records.get(exercise.number, Record(exercise.name))

    def attempted(self, exercise: Exercise, feedback: Feedback, *, answer: str, variant: str = "") -> None:
        """Count an attempt."""

        def count(old: Record) -> Record:
            new = replace(old, attempts=old.attempts + 1, answer=answer[:LONGEST_ANSWER], variant=variant)
            if not old.predictions:
                new = replace(new, predictions=feedback.predictions)
            if feedback.passed and not old.passed:
                now = datetime.now().astimezone().isoformat(" ", "minutes")
                new = replace(new, passed=True, when=now, opened_first=old.opened)
            return new

        self._change(exercise, count)

    def hinted(self, exercise: Exercise, number: int) -> None:
        """Note that a hint was shown."""
        self._change(exercise, lambda old: replace(old, hints=max(old.hints, number)))

    def opened(self, exercise: Exercise) -> None:
        """Note that the solution was opened."""
        self._change(exercise, lambda old: replace(old, opened=True))

    def starred(self, level: int, stars: int) -> None:
        """Keep the stars of a level, if they are more than before."""
        if stars > self.stars.get(level, 0):
            self._write(lambda: self.stars.update({level: max(stars, self.stars.get(level, 0))}))

    def guessed(self, name: str, guess: Guess) -> None:
        """Keep a guess, unless the answer to an earlier one is known."""

        def change() -> None:
            if name not in self.guesses or not self.guesses[name].came:
                self.guesses[name] = guess

        self._write(change)

    def explained(self, name: str, words: str) -> None:
        """Keep the reader's line about an answered prediction."""

        def change() -> None:
            if name in self.guesses:
                self.guesses[name] = replace(self.guesses[name], explained=words[:LONGEST])

        self._write(change)

    def _change(self, exercise: Exercise, change: Callable[[Record], Record]) -> None:
        self._write(lambda: self.records.update({exercise.number: change(self.of(exercise))}))

    def _write(self, change: Callable[[], None]) -> None:
        changed = False
        try:
            with self._alone():
                self._refresh()
                change()
                changed = True
                if self.path is not None and not self.trouble:
                    write_whole(self.path, to_text(self))
        except OSError as error:
            self.trouble = f"{error.strerror or error}: {shown(self.path)}"
            if not changed:
                change()

    def _refresh(self) -> None:
        """Take over what is in the file. One that cannot be read is kept, and nothing is written over it."""
        if self.path is None or self.trouble or not self.path.exists():
            return
        try:
            text = self.path.read_text(encoding="utf-8")
            self.records, self.stars, self.guesses = from_text(text), stars_in(text), guesses_in(text)
        except (OSError, UnicodeDecodeError, Unsupported) as error:
            self.trouble = f"{shown(self.path)} cannot be read. {error}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes the file meanwhile. The system drops the lock of a process that was killed."""
        if self.path is None or self.trouble:
            yield
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            import fcntl
        except ModuleNotFoundError:  # Windows: two notebooks at the very same moment may lose one attempt
            yield
            return
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step: whoever reads it, and whatever crashes, it is the old one or the new one."""
    beside = path.with_suffix(".new")
    # JSON reads back what is written for half a pair of surrogates, which UTF-8 does not have.
    with beside.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def shown(path: Path | None) -> str:
    """A path as a person writes it, ~ for their own folder; with none, what it means."""
    if path is None:
        return "the memory of this kernel"
    with suppress(ValueError, RuntimeError):
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    return str(path)


# ---- JSON ------------------------------------------------------------------------------------


def to_text(progress: Progress) -> str:
    """The file: what is empty is left out.

    >>> from arlib.exercises.chapter01 import midpoint
    >>> progress = Progress("ada")
    >>> progress.hinted(midpoint, 1)
    >>> print(to_text(progress))
    {
      "learner": "ada",
      "exercises": {
        "1.1": {
          "name": "midpoint",
          "status": "not begun",
          "hints": 1
        }
      }
    }
    <BLANKLINE>
    """

    def line(record: Record) -> dict[str, Any]:
        told = {key: value for key, value in asdict(record).items() if value}
        return {"name": told.pop("name"), "status": record.status, **told}

    in_order = sorted(progress.records.items(), key=lambda item: [int(part) for part in item[0].split(".")])
    content = {"learner": progress.learner, "exercises": {number: line(each) for number, each in in_order}}
    game = {"game": {str(level): stars for level, stars in sorted(progress.stars.items())}} if progress.stars else {}
    return json.dumps(content | game | as_json(progress.guesses), indent=2, ensure_ascii=False) + "\n"


def from_text(text: str) -> dict[str, Record]:
    """The records in a file; raises ``Unsupported``, with the place, for a text that ``to_text`` did not write.

    >>> from_text('{"learner": "ada"')
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 18: Expecting ',' delimiter
        {"learner": "ada"
                         ^
    """
    try:
        content = json.loads(text, parse_int=_count)
    except json.JSONDecodeError as error:
        raise Unsupported(error.msg, text, line=error.lineno, column=error.colno - 1) from error
    except (RecursionError, ValueError):
        raise Unsupported("it is nested too deeply, or has too long a number, for a file of progress") from None
    match content:
        case {"exercises": dict(found)}:
            return {number: _record(number, each, text) for number, each in found.items()}
    raise Unsupported('a file of progress is an object with "exercises"', text)


def stars_in(text: str) -> dict[int, int]:
    """The stars of the game in a file that ``from_text`` can read; raises ``Unsupported`` for what are none.

    >>> stars_in('{"exercises": {}, "game": {"1": 3}}')
    {1: 3}
    """
    found = json.loads(text, parse_int=_count).get("game", {})
    if isinstance(found, dict) and all(_is_level(key) and type(stars) is int for key, stars in found.items()):
        return {int(level): max(0, min(stars, MOST_STARS)) for level, stars in found.items()}
    raise Unsupported('"game" gives the stars of each level, such as {"1": 3}', text)


def _is_level(key: str) -> bool:
    return key.isdecimal() and len(key) < 3


def _count(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("nobody attempts anything so often")
    return int(digits)


KINDS = {"attempts": int, "hints": int, "passed": bool, "opened": bool, "opened_first": bool}


def _record(number: str, found: object, text: str) -> Record:
    line = next((n for n, each in enumerate(text.splitlines(), start=1) if f'"{number}"' in each), 1)
    if not all(part.isdecimal() for part in number.split(".")) or not isinstance(found, Mapping):
        raise Unsupported(f"{number} is not an exercise with its record", text, line=line)
    values = {field.name: found[field.name] for field in fields(Record) if field.name in found}
    for name, value in values.items():
        if name != "predictions" and type(value) is not KINDS.get(name, str):
            raise Unsupported(f"{name} of exercise {number} has an unexpected value", text, line=line)
    try:
        values["predictions"] = tuple(Prediction(**each) for each in values.get("predictions", ()))
        return Record(**values)
    except TypeError as error:
        raise Unsupported(f"the record of exercise {number} is not complete", text, line=line) from error
