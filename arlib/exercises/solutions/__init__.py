"""One answer to each exercise that passes, and why: what ``solution()`` opens. The notebooks of solutions say more."""

from __future__ import annotations

from importlib import import_module

from arlib.exercises.base import Solution


def solution(number: str) -> Solution:
    """The solution of an exercise.

    >>> solution("1.2").answer
    'answer = 2 ** 48'
    """
    chapter = int(number.partition(".")[0])
    found: dict[str, Solution] = import_module(f"arlib.exercises.solutions.chapter{chapter:02}").SOLUTIONS
    return found[number]
