"""Graded questions: the checker is the grader, and a wrong answer gets the case in which it fails.

Reading order: ``base`` (what an exercise is); ``calibration``, ``progress``, ``variants`` and ``workbook`` (what a
learner holds); ``kinds`` (how an answer is read and each kind of question graded); then ``chapter01`` and its
followers, with the questions and the longer exercises in files of their own. ``solutions`` stands apart from the
questions, and ``assignments`` makes them work for nbgrader.
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
