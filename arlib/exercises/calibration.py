"""How good a learner's predictions were: of what they were 90 % sure of, how much came true?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from arlib.exercises.base import Prediction

EVEN, CERTAIN = 50, 100  # percent: below 50, one would have said the opposite
GROUPS = ((50, 65), (66, 80), (81, 95), (96, 100))  # percent, both ends included
SHORTEST = 1e-6  # seconds: nobody foresees less, and a ratio needs something to divide by
LONGEST = 1e100  # seconds: the factor between any two durations is still a number


@dataclass(frozen=True)
class Group:
    """The predictions made with about the same confidence: their number, how many were right, and the mean percent."""

    low: int
    high: int
    count: int
    right: int
    sure: float

    @property
    def share(self) -> float:
        """Percent that were right."""
        return 100 * self.right / self.count


@dataclass(frozen=True)
class Calibration:
    """Confidence against what came: groups, the Brier score, and by which factor times were off.

    The score is the mean of (sure - right)^2 with sure from 0 to 1 and right 0 or 1: 0 is perfect, and always saying
    50 % gives 0.25 (Brier 1950). The factor is the geometric mean: 10 if times were ten times too long, or too short.
    Without predictions there is neither, and both are not a number; nor is the factor where no time was foreseen.
    """

    groups: tuple[Group, ...]
    score: float
    factor: float
    predictions: tuple[Prediction, ...]


def calibrate(predictions: Iterable[Prediction]) -> Calibration:
    """The calibration of some predictions, of which there may be none yet.

    >>> calibrate([Prediction("", "yes", 90, 1.0, "no", 0.1), Prediction("", "no", 50, 0.1, "no", 0.1)]).groups
    (Group(low=50, high=65, count=1, right=1, sure=50.0), Group(low=81, high=95, count=1, right=0, sure=90.0))
    """
    made = tuple(predictions)
    if not made:
        return Calibration((), math.nan, math.nan, ())
    groups = []
    for low, high in GROUPS:
        members = [each for each in made if low <= each.sure <= high]
        if members:
            mean = sum(each.sure for each in members) / len(members)
            groups.append(Group(low, high, len(members), sum(each.right for each in members), mean))
    score = sum((each.sure / 100 - each.right) ** 2 for each in made) / len(made)
    timed = [each for each in made if each.seconds > 0]
    times = [[min(max(time, SHORTEST), LONGEST) for time in (each.seconds, each.took)] for each in timed]
    off = [abs(math.log(foreseen / took)) for foreseen, took in times]
    return Calibration(tuple(groups), score, math.exp(sum(off) / len(off)) if off else math.nan, made)
