"""Exercises for chapter 6 about patterns: a text that one reads and another does not."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.documents import read_one_text
from arlib.exercises.kinds.programs import Grader
from arlib.exercises.variants import one_of
from arlib.languages.iam.globs import glob, matches

# ---- 6.2 ----------------------------------------------------------------------------------

READS, READS_NOT = "team-*-log*", "team-?*-log*"
LONGEST = 200
WORDS = ("team", "user", "site", "batch", "region", "client", "vendor")
ENDS = ("log", "data", "keys", "backup", "invoice", "report")


def taken(pattern: str, text: str) -> str:
    """What each wildcard of a pattern takes of a text that it reads.

    >>> taken("a?*c", "abbc")
    "? takes 'b', * takes 'b'"
    """
    wildcards = [letter for letter in pattern if letter in "*?"]
    expression = "".join({"*": "(.*)", "?": "(.)"}.get(letter, re.escape(letter)) for letter in pattern)
    found = re.fullmatch(expression, text, re.DOTALL)
    parts = found.groups() if found else ()
    return ", ".join(f"{wildcard} takes {part!r}" for wildcard, part in zip(wildcards, parts, strict=False))


def _grade_apart(reads: str, reads_not: str) -> Grader:
    """A grader: a text that the first pattern reads and the second does not."""

    def grade(answer: object) -> Feedback:
        text = read_one_text(answer)
        if len(text) > LONGEST:
            raise Unreadable(f"This has {len(text):,} letters, and a short answer exists.")
        if not matches(glob(reads), text):
            return Feedback(False, f"{reads} does not match {text!r}.")
        if matches(glob(reads_not), text):
            return Feedback(False, f"{reads_not} matches {text!r} as well: {taken(reads_not, text)}.")
        return Feedback(True, f"{reads} matches {text!r}, where {taken(reads, text)}; and {reads_not} does not.")

    return grade


def _ask_apart(reads: str, reads_not: str) -> str:
    return f"Find a text that the pattern {reads} matches and the pattern {reads_not} does not."


def _vary_apart(choose: Random) -> Exercise:
    word, end = one_of(choose, WORDS), one_of(choose, ENDS)
    reads, reads_not = (each.replace("team", word).replace("log", end) for each in (READS, READS_NOT))
    return replace(
        apart,
        question=_ask_apart(reads, reads_not),
        grade=_grade_apart(reads, reads_not),
        key=Solution(f'answer = "{word}--{end}"', "The first star may take nothing, and ? takes one letter."),
    )


apart = Exercise(
    "6.2",
    "apart",
    1,
    _ask_apart(READS, READS_NOT),
    "a text",
    _grade_apart(READS, READS_NOT),
    (
        "The two differ in one place: ?* is a letter and then any text.",
        "So in the first pattern the first star takes no letter at all. Which text is that?",
    ),
    _vary_apart,
)
