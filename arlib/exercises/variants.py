"""Exercises with numbers of a learner's own: the same name gives the same numbers, on every machine."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from arlib.exercises.base import Exercise, Solution

Item = TypeVar("Item")
MOST_DRAWS = 100


def variant_of(exercise: Exercise, variant: str) -> Exercise:
    """The exercise with the numbers of a variant, such as a student's id; one that does not vary stays as it is.

    Numbers are drawn until the grader, and so the solver behind it, accepts the key that was computed for them.

    >>> from arlib.exercises import chapter01
    >>> variant_of(chapter01.repair, "s1234567") == variant_of(chapter01.repair, "s1234567")
    True
    """
    if exercise.vary is None:
        return exercise
    # Of a Random, only random() gives the same numbers in every version of Python. The seed is a text: hash() is not.
    choose = Random(f"{exercise.number} {variant}")
    for _ in range(MOST_DRAWS):
        drawn = exercise.vary(choose)
        if drawn.key is not None and drawn.grade(value_of(drawn.key)):
            return replace(drawn, vary=exercise.vary)
    raise RuntimeError(f"no numbers with a key that passes were drawn for exercise {exercise.number}")


def value_of(key: Solution) -> object:
    """The value that a key hands in; keys of variants are literals.

    >>> value_of(Solution('answer = {"x": 3}', "why"))
    {'x': 3}
    """
    return ast.literal_eval(key.answer.removeprefix("answer = "))


def between(choose: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(choose.random() * (high - low + 1))


def one_of(choose: Random, items: Sequence[Item]) -> Item:
    """One of the items."""
    return items[between(choose, 0, len(items) - 1)]
