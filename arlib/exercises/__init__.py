"""Graded questions: the checker is the grader, and a wrong answer gets the case in which it fails.

Reading order: ``base`` (what an exercise is, how an answer is read), then one file for each chapter;
``ranking_exercises`` belongs to chapter 3, and ``text_exercises`` to chapter 4.
"""

from arlib.exercises.base import Exercise, Feedback

__all__ = ["Exercise", "Feedback"]
