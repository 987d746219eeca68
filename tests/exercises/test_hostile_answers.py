"""Whatever a learner hands in, a check gives feedback on it, and never an error."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from arlib.exercises.calibration import calibrate
from arlib.exercises.solutions import solution
from arlib.exercises.workbook import CHAPTERS, exercises_of

EXERCISES = [exercise for chapter in CHAPTERS for exercise in exercises_of(chapter)]


class Hostile:
    """An object that can neither be compared nor printed."""

    __hash__ = None

    def __eq__(self, other):
        raise RuntimeError("compared")

    def __repr__(self):
        raise RuntimeError("printed")


VALUES = [
    *(float("nan"), float("inf"), -float("inf"), 1e308, -1e308, 5e-324, 0, -1, 10**400, -(10**400), 10**5000, True),
    *("", "1", "nan", "x" * 1000, "\ud800", b"1", None, [], {}, set(), [[[]]], {1: 2}, range(10**9), len, int, 1j),
    *(Fraction(1, 3), Fraction(10**400, 3), Decimal("sNaN"), Decimal("Infinity")),
    *(np.float64("nan"), np.int64(3), np.bool_(True), np.array([1, 2]), Hostile()),
]


def spoilt(answer, depth=0):
    """The answer with one of its parts, or all of it, replaced by each hostile value."""
    yield from VALUES
    if depth < 3 and isinstance(answer, list | tuple):
        yield from (answer[:-1], [*answer, *answer])
        for number, part in enumerate(answer[:2]):
            for other in spoilt(part, depth + 1):
                yield type(answer)([*answer[:number], other, *answer[number + 1 :]])
    if depth < 3 and isinstance(answer, dict):
        for name in list(answer)[:2]:
            for other in spoilt(answer[name], depth + 1):
                yield {**answer, name: other}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.number)
def test_every_value_in_every_place_gets_feedback(exercise):
    names = {}
    exec(solution(exercise.number).answer, names)
    for answer in spoilt(names.get("answer")):
        feedback = exercise.check(answer)
        assert repr(feedback)
        assert calibrate(feedback.predictions).factor is not None
