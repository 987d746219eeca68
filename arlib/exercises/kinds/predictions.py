"""The kind of exercise in which a learner foresees answers: the verdict, how sure one is, and how long it takes."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from arlib.exercises.base import Feedback, Prediction, Unreadable, whole_number
from arlib.exercises.calibration import CERTAIN, EVEN, LONGEST
from arlib.exercises.kinds.reading import shown
from arlib.exercises.kinds.words import word
from arlib.verdict import Proved, Refuted, Unknown

YES, NO, OPEN = "yes", "no", "don't know"
EXPECTS = (
    'a list with three values for each question: "yes", "no" or "don\'t know", how sure you are (50 to 100), and how '
    'many seconds it takes, such as [("yes", 80, 0.1), ("no", 55, 2)]'
)


@dataclass(frozen=True)
class Question:
    """A question in words, and the call that answers it."""

    text: str
    ask: Callable[[], Proved[object] | Refuted[object] | Unknown]


def prediction(questions: Sequence[Question], praise: str) -> Callable[[object], Feedback]:
    """A grader: passes if all verdicts are right; what was foreseen goes into the feedback, for the calibration.

    >>> grade = prediction([Question("is 1 == 2?", lambda: Refuted("1 is not 2"))], "So it is.")
    >>> grade([("yes", 90, 0.1)])
    Not yet: is 1 == 2? The answer is no: 1 is not 2.
    >>> grade([("no", 90, 0.1)])
    Passed: So it is.
    """

    def grade(answer: object) -> Feedback:
        foreseen = _read(answer, len(questions))
        made, wrong = [], []
        for question, (said, sure, seconds) in zip(questions, foreseen, strict=True):
            begun = time.perf_counter()
            verdict = question.ask()
            took = time.perf_counter() - begun
            came, why = _in_words(verdict)
            made.append(Prediction(question.text, said, sure, seconds, came, took))
            if said != came:
                wrong.append(f"{question.text} The answer is {came}: {why}.")
        if not wrong:
            return Feedback(True, praise, predictions=tuple(made))
        more = f" And {len(wrong) - 1} more {'is' if len(wrong) == 2 else 'are'} different." if len(wrong) > 1 else ""
        return Feedback(False, wrong[0] + more, predictions=tuple(made))

    return grade


def _in_words(verdict: Proved[object] | Refuted[object] | Unknown) -> tuple[str, str]:
    match verdict:
        case Proved(certificate):
            return YES, str(certificate)
        case Refuted(witness):
            return NO, str(witness)
        case Unknown(reason):
            return OPEN, reason


def _read(answer: object, count: int) -> list[tuple[str, int, float]]:
    if not isinstance(answer, list | tuple) or len(answer) != count:
        raise Unreadable(f"{shown(answer)} is not a list of {count} predictions.")
    return [_read_one(number, each) for number, each in enumerate(answer, start=1)]


def _read_one(number: int, answer: object) -> tuple[str, int, float]:
    match answer:
        case [given, surely, long]:
            said, sure, seconds = word(given), _percent(surely), _seconds(long)
            if said is None:
                raise Unreadable(f'{shown(given)} in prediction {number} is none of "yes", "no" and "don\'t know".')
            if sure is None or not EVEN <= sure <= CERTAIN:
                raise Unreadable(f"{shown(surely)} in prediction {number} is not a number of percent from 50 to 100.")
            if seconds is None or not 0 < seconds < math.inf:
                raise Unreadable(f"{shown(long)} in prediction {number} is not a number of seconds above 0.")
            return said, sure, min(seconds, LONGEST)
    raise Unreadable(f"Prediction {number} does not have three values.")


def _percent(given: object) -> int | None:
    """How sure, in percent: 90, 90.0, "90 %", or 0.9."""
    if isinstance(given, str) and len(given) < MOST_LETTERS:
        given = given.strip().removesuffix("%").strip()
    if isinstance(given, float) and EVEN / CERTAIN <= given < 1:
        return round(given * CERTAIN)
    return whole_number(given)


def _seconds(given: object) -> float | None:
    """How many seconds: 0.1, "0.1", "0.1 s" or "100 ms"."""
    if isinstance(given, str) and (found := DURATION.fullmatch(given.strip())):
        return float(found[1]) / (1000 if found[2] == "ms" else 1)
    if isinstance(given, bool) or not isinstance(given, Real):
        return None
    return _float(given)


MOST_LETTERS = 20
DURATION = re.compile(r"([0-9]{1,12}(?:\.[0-9]{0,12})?) ?(ms|s|seconds?)?")


def _float(number: Any) -> float:
    """A real number, or the largest float: nothing takes that long, and it is a number of seconds all the same."""
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max if number > 0 else -1.0
