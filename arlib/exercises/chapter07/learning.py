"""An exercise for chapter 7 in which a conflict teaches a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from arlib.clauses import Clause, Literal
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable, whole_number
from arlib.exercises.kinds.clauses import (
    clause_text,
    clauses_text,
    literals_text,
    model,
    propagated,
    read_literals,
    renamed,
    renaming,
)
from arlib.exercises.kinds.documents import read_members
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import shown

# ---- 7.5 ----------------------------------------------------------------------------------

CLAUSES: tuple[Clause, ...] = (
    (1, 6, -10),
    (-5, 6),
    (-6, -8, 10),
    (-3, -9, -10),
    (-6, 7),
    (-1, -2, 3),
    (-1, -6, 8),
    (5, -6, -10),
    (-7, 9),
    (2, -7, 8),
    (4, 5),
)
DECISIONS: tuple[Literal, ...] = (1, 2, 4, 5)
LETTERS = 10


@dataclass(frozen=True)
class Stuck:
    """Where a search is at a conflict: the reason and the level of each true literal, in order, and a false clause."""

    clauses: tuple[Clause, ...]
    reasons: dict[Literal, int]
    levels: dict[Literal, int]
    conflict: int

    @property
    def last(self) -> int:
        """The level of the conflict."""
        return max(self.levels.values())

    def level(self, false: Literal) -> int:
        """The level at which a literal became false."""
        return self.levels[-false]

    def resolved(self) -> list[Clause]:
        """The false clause, and what it becomes as each literal of the last level is replaced by its reason.

        It stops at what was supposed; the first one with a single literal of the last level is the clause that is
        learned.
        """
        clause = set(self.clauses[self.conflict - 1])
        found = [tuple(sorted(clause, key=abs))]
        for literal in reversed(self.reasons):
            if -literal in clause and self.reasons[literal] and self.levels[literal] == self.last:
                clause = (clause - {-literal}) | (set(self.clauses[self.reasons[literal] - 1]) - {literal})
                found.append(tuple(sorted(clause, key=abs)))
        return found

    def single(self, clause: Clause) -> bool:
        """Whether one literal of a clause became false at the last level."""
        return sum(self.level(each) == self.last for each in clause) == 1

    def __str__(self) -> str:
        lines = []
        for level in range(1, self.last + 1):
            made = [literal for literal in self.reasons if self.levels[literal] == level]
            why = [f"{each} by clause {self.reasons[each]}" for each in made[1:]]
            lines.append(f"level {level}:  {', '.join([f'{made[0]} is supposed', *why])}")
        return "\n".join([*lines, f"clause {self.conflict} is false"])


def stuck(clauses: tuple[Clause, ...], decisions: Sequence[Literal]) -> Stuck:
    """The conflict that these decisions lead to.

    >>> print(stuck(((-1, 2), (-2, 3), (-3, -1)), [1]))
    level 1:  1 is supposed, 2 by clause 1, -3 by clause 3
    clause 2 is false
    """
    reasons, conflict = propagated(clauses, decisions)
    levels: dict[Literal, int] = {}
    for literal, reason in reasons.items():
        levels[literal] = len(set(levels.values())) + (not reason)
    return Stuck(clauses, reasons, levels, conflict)


def learned(here: Stuck) -> tuple[Clause, int]:
    """The clause at the first unique implication point, and the level to go back to.

    >>> learned(stuck(CLAUSES, DECISIONS))
    ((-1, -3, -6), 2)
    """
    clause = next(each for each in here.resolved() if here.single(each))
    return clause, max((here.level(each) for each in clause if here.level(each) < here.last), default=0)


def _wrong_clause(here: Stuck, given: Clause) -> str:
    """Why this is not the clause that is learned; nothing if it is."""
    if true := [each for each in given if -each not in here.levels]:
        word = "true" if true[0] in here.levels else "open"
        return f"{true[0]} is {word} at the conflict, and the clause that is learned is false there."
    if values := model((*here.clauses, *((-each,) for each in given)), LETTERS):
        return f"it does not follow: with {values} each clause is true, and yours is false."
    here_now = [each for each in given if here.level(each) == here.last]
    if len(here_now) != 1:
        has = f"it has {literals_text(here_now)}"
        return f"one literal of level {here.last} should be in it, which is then true after going back: {has}."
    wanted, _ = learned(here)
    if set(given) == set(wanted):
        return ""
    if set(given) > set(wanted):
        return "it follows, but you can leave out a literal, and it follows as well."
    if here_now[0] not in wanted:
        last = f"{here_now[0]} is the only literal of level {here.last}"
        return f"it follows, and {last}. But there was another only one before: you went back too far."
    return (
        f"it follows, but a literal of an earlier level was replaced by its reason. Replace those of level {here.last}."
    )


def _wrong_level(here: Stuck, clause: Clause, level: int) -> str:
    """Why this is not the level to go back to, for the clause that is learned; nothing if it is."""
    left = [each for each in clause if here.level(each) > level]
    if len(left) != 1:
        return f"the clause is right. At level {level} its literals {clause_text(left)} are open, so none follows yet."
    if not any(here.level(each) == level for each in clause) and level:
        return f"the clause is right. One literal is left at level {level}, and at an earlier level as well."
    return ""


def _grade_learned(here: Stuck) -> Grader:
    """A grader: the clause of the first unique implication point, and the level to which the search goes back."""

    def grade(answer: object) -> Feedback:
        given, level = read_members(answer, ("clause", "level"))
        clause = tuple(dict.fromkeys(read_literals(given, LETTERS)))
        number = whole_number(level)
        if number is None or not 0 <= number < here.last:
            raise Unreadable(f"{shown(level)} is not a level from 0 to {here.last - 1}.")
        if said := _wrong_clause(here, clause) or _wrong_level(here, clause, number):
            return Feedback(False, said)
        (now,) = (each for each in clause if here.level(each) == here.last)
        return Feedback(True, f"it follows from the clauses, and at level {number} it makes {now} true at once.")

    return grade


ASK = (
    "The solver has come to a conflict. Which clause does it learn, as soon as a single literal of the last level is "
    "left, and to which level does it go back?"
)


def _vary(choose: Random) -> Exercise:
    by = renaming(choose, LETTERS)
    here = stuck(renamed(CLAUSES, by), [by[literal] for literal in DECISIONS])
    clause, level = learned(here)
    return replace(
        conflict,
        question=listed(ASK, clauses_text(here.clauses), str(here)),
        grade=_grade_learned(here),
        key=Solution(
            f"answer = {[[*clause], level]}",
            "From the false clause backwards, each literal of the last level was replaced by its reason, until one was "
            "left.",
        ),
    )


BASE = stuck(CLAUSES, DECISIONS)

conflict = Exercise(
    "7.5",
    "conflict",
    2,
    ASK,
    "a list with the clause and the level, such as [[-4, 7], 3]",
    _grade_learned(BASE),
    (
        "Begin with the false clause. Of its literals of the last level take the one that became false last, and put "
        "the rest of its reason in its place.",
        "Stop as soon as a single literal of the last level is left. It need not be the one that was supposed.",
        "The solver goes back to where all literals of the clause but one are false: that is the second latest level.",
    ),
    _vary,
)
