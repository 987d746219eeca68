"""Graded questions: the checker is the grader, and a wrong answer gets the case in which it fails.

Reading order: ``base`` (what an exercise is) and ``reading`` (how an answer is read); ``calibration``, ``progress``,
``variants`` and ``workbook`` (what a learner holds); ``failures`` (what a wrong answer is told); ``predictions``,
``claim_kinds``, ``program_kinds`` and ``invariant_kind`` (graders for each kind of question); then the chapters, each
of which has its longer exercises in files of its own. ``solutions`` stands apart from the questions, and
``assignments`` makes them work for nbgrader.
"""

from arlib.exercises.base import Exercise, Feedback, Hint, Solution
from arlib.exercises.calibration import Calibration
from arlib.exercises.workbook import Standing, Summary, Workbook, open_chapter, standing

__all__ = [
    "Calibration",
    "Exercise",
    "Feedback",
    "Hint",
    "Solution",
    "Standing",
    "Summary",
    "Workbook",
    "open_chapter",
    "standing",
]
