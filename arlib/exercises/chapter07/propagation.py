"""Exercises for chapter 7 about unit propagation: what follows from a literal, and on which letters to split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from arlib.clauses import Clause, Literal
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.clauses import (
    clause_text,
    clauses_text,
    literals_text,
    open_literals,
    propagated,
    read_literals,
    renamed,
    renaming,
    shuffled,
)
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.variants import between

# ---- 7.3 ----------------------------------------------------------------------------------

FOLLOWING: tuple[Clause, ...] = (
    (8, 9, -7),
    (-5, 6, 3),
    (-2, -3),
    (10, 11, -9),
    (-1, 2),
    (-8, 3),
    (-6, -2, 7),
    (-4, -1, 5),
    (-10, -11),
    (3, 4),
)
FIRST, LETTERS = 1, 11


def _grade_trail(clauses: Sequence[Clause], first: Literal, letters: int) -> Grader:
    """A grader: what follows from a literal by unit propagation, in an order in which it does."""

    def grade(answer: object) -> Feedback:
        given = read_literals(answer, letters)
        trail, told = [first], []
        for literal in given[1:] if given[:1] == (first,) else given:
            if literal in trail:
                return Feedback(False, f"{literal} is there twice, or it is the one that was supposed.")
            by = [n for n, each in enumerate(clauses, 1) if open_literals(each, trail) == [literal]]
            if not by:
                return Feedback(False, _not_yet(clauses, literal, trail))
            trail.append(literal)
            told.append(f"{literal} by clause {by[0]}")
        for number, clause in enumerate(clauses, 1):
            if len(open_literals(clause, trail) or ()) == 1:
                shown = f"clause {number}, {clause_text(clause)}, has a single literal left, which is not in your list."
                return Feedback(False, f"with {literals_text(trail)} true, {shown}")
        return Feedback(True, f"{literals_text(told)}. Then each other clause is true, or has two literals left.")

    return grade


def _not_yet(clauses: Sequence[Clause], literal: Literal, trail: Sequence[Literal]) -> str:
    """Why a literal does not follow from those before it."""
    before = f"after {literals_text(trail)}"
    if -literal in trail:
        return f"{literal} is false {before}."
    with_it = [
        (len(left), number, left)
        for number, clause in enumerate(clauses, 1)
        if literal in (left := open_literals(clause, trail) or [])
    ]
    if not with_it:
        return f"{literal} does not follow {before}: there is no clause with it that is not true already."
    _, number, left = min(with_it)
    shown = f"clause {number}, {clause_text(clauses[number - 1])}, still has {literals_text(left)} left"
    return f"{literal} does not follow {before}: {shown}."


def _ask_trail(first: Literal) -> str:
    return (
        f"The solver supposes that {first} is true. Which literals follow by unit propagation, in an order in which "
        "they follow?"
    )


def _vary_trail(choose: Random) -> Exercise:
    by = renaming(choose, LETTERS)
    clauses, first = shuffled(choose, renamed(FOLLOWING, by)), by[FIRST]
    key = [literal for literal in propagated(clauses, [first])[0] if literal != first]
    return replace(
        trail,
        question=listed(_ask_trail(first), clauses_text(clauses)),
        grade=_grade_trail(clauses, first, LETTERS),
        key=Solution(f"answer = {key}", "Each is the last literal of a clause whose other ones are false."),
    )


trail = Exercise(
    "7.3",
    "trail",
    1,
    _ask_trail(FIRST),
    "a list of literals such as [5, -7]",
    _grade_trail(FOLLOWING, FIRST, LETTERS),
    (
        "A clause makes a literal true if all its other literals are false. Which clauses have the negation of the "
        "one that is supposed?",
        "Each literal that follows makes its negation false: look for that in the other clauses, one after the other.",
        "Two clauses have two literals left in the end. All the others take part.",
    ),
    _vary_trail,
)

# ---- 7.4 ----------------------------------------------------------------------------------

SPLIT: tuple[Clause, ...] = (
    (-3, -4, 6),
    (3, -4, 6),
    (-2, 4, 6),
    (-1, 5, -6),
    (2, 4, 6),
    (1, -3, -4),
    (-1, -5, -6),
    (3, -6),
    (1, 4, -6),
)
OF_SPLIT, MOST_SPLITS = 6, 3
BEST = (4, 6)


def splits(clauses: Sequence[Clause], order: Sequence[int], given: tuple[Literal, ...] = ()) -> int | list[Literal]:
    """How often the tree splits on the letters in this order; a branch that stays open, if there is one.

    >>> splits([(1, 2), (1, -2), (-1, 2), (-1, -2)], [1]), splits([(1, 2), (1, -2), (-1, 2)], [1])
    (1, [1, 2])
    """
    known, conflict = propagated(clauses, given)
    if conflict:
        return 0
    letter = next((each for each in order if not {each, -each} & known.keys()), None)
    if letter is None:
        return [*known]
    count = 1
    for literal in (letter, -letter):
        below = splits(clauses, order, (*given, literal))
        if isinstance(below, list):
            return below
        count += below
    return count


def _grade_order(clauses: Sequence[Clause], letters: int) -> Grader:
    """A grader: letters to split on in their order, such that each branch ends in a false clause after few splits."""

    def grade(answer: object) -> Feedback:
        order = [*map(abs, read_literals(answer, letters))]
        if not order:
            raise Unreadable("There is no letter in it.")
        found = splits(clauses, order)
        if isinstance(found, list):
            return Feedback(
                False, f"a branch stays open: with {literals_text(found)} true, no clause is false or has one left."
            )
        if found > MOST_SPLITS:
            said = f"it ends everywhere, but the tree splits {found} times, and should split {MOST_SPLITS} times."
            return Feedback(False, f"{said}\n{_drawn(clauses, order)}")
        return Feedback(True, f"the tree splits {found} times, and each branch ends.\n{_drawn(clauses, order)}")

    return grade


def _drawn(clauses: Sequence[Clause], order: Sequence[int], given: tuple[Literal, ...] = ()) -> str:
    """The tree, a branch on each line."""
    known, conflict = propagated(clauses, given)
    if conflict:
        return f"    suppose {', '.join(map(str, given))}: clause {conflict} is false"
    letter = next(each for each in order if not {each, -each} & known.keys())
    return "\n".join(_drawn(clauses, order, (*given, literal)) for literal in (letter, -letter))


ASK_ORDER = (
    "No values make all of these clauses true. On which letters do you split, in this order in each branch, so that "
    "the tree splits at most three times? What follows by unit propagation needs no split."
)


def _vary_order(choose: Random) -> Exercise:
    by = renaming(choose, OF_SPLIT)
    clauses = shuffled(choose, renamed(SPLIT, by))
    key = [abs(by[letter]) for letter in BEST]
    if between(choose, 0, 1):
        key.reverse()
    return replace(
        order,
        question=listed(ASK_ORDER, clauses_text(clauses)),
        grade=_grade_order(clauses, OF_SPLIT),
        key=Solution(f"answer = {key}", "With values for these two, unit propagation finds a false clause each time."),
    )


order = Exercise(
    "7.4",
    "order",
    2,
    ASK_ORDER,
    "a list of letters such as [1, 2, 3]",
    _grade_order(SPLIT, OF_SPLIT),
    (
        "Three splits are two letters: one to begin with, and the other one in both branches.",
        "Good letters are in many clauses, and both as they are and negated.",
        "Try a letter that leaves clauses of two literals behind, whichever value it gets.",
    ),
    _vary_order,
)
