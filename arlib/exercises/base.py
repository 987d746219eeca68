"""What an exercise is, what feedback is, and what a solution is."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Integral
from random import Random

from arlib.verdict import Unsupported

MINUTES_FOR_A_STAR = 5
MOST_DIGITS = 20
MOST_LETTERS = 10_000  # of a text that may be a list or a dictionary
STARS = ("no stars", "one star", "two stars", "three stars", "four stars")


def whole_number(given: object) -> int | None:
    """The whole number that a person means who writes 1, 1.0 or "1"; None for anything else.

    >>> whole_number(2.0), whole_number("2"), whole_number("two"), whole_number(True)
    (2, 2, None, None)
    """
    match given:
        case bool():
            return None
        case Integral():
            return int(given)
        case float() if given.is_integer():
            return int(given)
        case str() if given.strip().isdecimal() and len(given) < MOST_DIGITS:
            return int(given)
    return None


def written(given: object) -> list[object] | tuple[object, ...] | dict[object, object] | None:
    """The list, tuple or dictionary that a text writes down, as Python or JSON do; None for anything else.

    >>> written("[1, 2]"), written("{'x': 1}"), written('{"x": true}'), written("(x + y) * 2"), written("7")
    ([1, 2], {'x': 1}, {'x': True}, None, None)
    """
    if not isinstance(given, str) or len(given) > MOST_LETTERS:
        return None
    for read in (ast.literal_eval, json.loads):
        try:
            value = read(given.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        return value if isinstance(value, list | tuple | dict) else None
    return None


class Unreadable(Exception):
    """An answer of the wrong kind; says which kind is expected."""


@dataclass(frozen=True)
class Prediction:
    """One thing that a learner foresaw, and what came: a verdict, how sure (in percent), and seconds.

    >>> Prediction("x * x >= 0 in int8", "yes", 90, 1.0, "no", 0.01).right
    False
    """

    question: str
    said: str
    sure: int
    seconds: float
    came: str
    took: float

    @property
    def right(self) -> bool:
        """Whether the verdict is the one that was foreseen."""
        return self.said == self.came


@dataclass(frozen=True, repr=False)
class Feedback:
    """Whether an answer passed, and what there is to say about it; nothing was attempted if nothing was handed in.

    A line that begins with four spaces is to be shown as it is, letter under letter.

    >>> Feedback(False, "with x = 0 your claim is false.")
    Not yet: with x = 0 your claim is false.
    """

    passed: bool
    text: str
    attempted: bool = True
    predictions: tuple[Prediction, ...] = ()

    def __bool__(self) -> bool:
        return self.passed

    @property
    def word(self) -> str:
        """The verdict in a word or two."""
        return "Passed" if self.passed else "Not yet" if self.attempted else "No answer yet"

    def __repr__(self) -> str:
        return f"{self.word}: {self.text}"


@dataclass(frozen=True, repr=False)
class Hint:
    """A hint, or why there is none now."""

    text: str
    number: int = 0
    of: int = 0

    def __repr__(self) -> str:
        return f"Hint {self.number} of {self.of}: {self.text}" if self.number else self.text


@dataclass(frozen=True, repr=False)
class Solution:
    """The cell that passes, as text, and why it does.

    >>> Solution("answer = 42", "It is 2 * 21.")
    A solution:
        answer = 42
    It is 2 * 21.
    """

    answer: str
    why: str

    def __repr__(self) -> str:
        cell = "\n".join(f"    {line}" for line in self.answer.splitlines())
        return f"A solution:\n{cell}\n{self.why}"


@dataclass(frozen=True, repr=False)
class Exercise:
    """A question, the function that grades its answers, and hints, the mildest first.

    ``vary`` makes the same exercise with other numbers, drawn from a source of randomness, and with its own ``key``.

    >>> double = Exercise("0.1", "double", 1, "What is 2 * 21?", "a number",
    ...                   lambda answer: Feedback(answer == 42, f"{answer} was your answer."), ("Try 2 * 20.",))
    >>> double
    Exercise 0.1, one star (about 5 minutes). What is 2 * 21?
    >>> double.check(...)
    No answer yet: it is expected to be a number.
    >>> double.check(42)
    Passed: 42 was your answer.
    """

    number: str
    name: str
    stars: int
    question: str
    expects: str
    grade: Callable[[object], Feedback] = field(compare=False)
    hints: tuple[str, ...]
    vary: Callable[[Random], Exercise] | None = field(default=None, compare=False)
    key: Solution | None = None

    def check(self, answer: object = None) -> Feedback:
        """Grade an answer; one that cannot be read is told why and is never an error."""
        if answer is None or answer is ...:
            return Feedback(False, f"it is expected to be {self.expects}.", attempted=False)
        try:
            try:
                return self.grade(answer)
            except (Unreadable, Unsupported):
                value = written(answer)
                if value is None:
                    raise
                return self.grade(value)
        except Unreadable as problem:
            return Feedback(False, f"{problem} The answer is expected to be {self.expects}.")
        except Unsupported as problem:
            return Feedback(False, f"this cannot be read.\n{problem}")
        except KeyboardInterrupt:
            return Feedback(False, "the check was interrupted, and this answer is not counted.", attempted=False)

    def hint(self, number: int | str = 1) -> Hint:
        """One hint; the same number gives the same hint, so that a cell can be run again."""
        count, wanted = len(self.hints), whole_number(number)
        if wanted is None or not 1 <= wanted <= count:
            return Hint(f"The hints are numbered from hint(1) to hint({count}).")
        after = f" (The next one: {self.call}.hint({wanted + 1}).)" if wanted < count else ""
        return Hint(self.hints[wanted - 1] + after, wanted, count)

    @property
    def call(self) -> str:
        """What it is called in the notebook of its chapter."""
        return f"chapter{int(self.number.partition('.')[0]):02}.{self.name}"

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return MINUTES_FOR_A_STAR * self.stars

    def __repr__(self) -> str:
        return f"Exercise {self.number}, {STARS[self.stars]} (about {self.minutes} minutes). {self.question}"
