"""An exercise for chapter 7 about rows of a truth table: a formula that is true in some number of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import cast

from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.documents import read_one_text
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import shown
from arlib.exercises.variants import between
from arlib.languages.propositions import proposition
from arlib.terms import Formula, Prop, Term, evaluate, is_formula, subterms

# ---- 7.1 ----------------------------------------------------------------------------------

LETTERS, COUNT = ("p", "q", "r"), 3
NAMES = ("p", "q", "r", "s")
MOST_PARTS, MOST_LETTERS = 40, 200
IN_WORDS = ("no", "one", "two", "three", "four")


def true_rows(formula: Formula, letters: tuple[str, ...]) -> list[dict[str, int]]:
    """The rows in which a formula is true, with 1 for true and 0 for false.

    >>> true_rows(proposition("p and not q"), ("p", "q"))
    [{'p': 1, 'q': 0}]
    """
    rows = (dict(zip(letters, values, strict=True)) for values in product((0, 1), repeat=len(letters)))
    return [row for row in rows if evaluate(formula, row)]


def _read(answer: object, letters: tuple[str, ...]) -> Formula:
    text = cast(Formula, answer) if isinstance(answer, Term) and is_formula(answer) else read_one_text(answer)
    if isinstance(text, str) and len(text) > MOST_LETTERS:
        raise Unreadable(f"This has {len(text):,} letters, and a short answer exists.")
    formula = proposition(text)
    parts = [*subterms(formula)]
    if len(parts) > MOST_PARTS:
        raise Unreadable(f"{shown(answer)} has {len(parts)} parts, and a short answer exists.")
    if others := [part.name for part in parts if isinstance(part, Prop) and part.name not in letters]:
        raise Unreadable(f"This speaks of {others[0]}; it should speak of {', '.join(letters)} only.")
    return formula


def _occurrences(formula: Term, letter: str) -> int:
    if isinstance(formula, Prop):
        return int(formula.name == letter)
    return sum(_occurrences(child, letter) for child in formula.children)


def _grade(letters: tuple[str, ...], count: int) -> Grader:
    """A grader: a formula that has each letter once, and is true in so many rows."""
    in_all = 2 ** len(letters)

    def grade(answer: object) -> Feedback:
        formula = _read(answer, letters)
        found = true_rows(formula, letters)
        told = "\n".join(", ".join(f"{name} = {value}" for name, value in row.items()) for row in found)
        rows = f"{len(found)} of {in_all} rows"
        if len(found) != count:
            said = f"it is true in {rows}, and {count} are asked for{'. These are:' if found else '.'}"
            return Feedback(False, listed(said, told) if found else said)
        for letter in letters:
            if (times := _occurrences(formula, letter)) != 1:
                said = f"{letter} stands in it {times} times, and should stand in it once"
                return Feedback(False, f"it is true in {rows}, but {said}.")
        return Feedback(True, listed(f"it is true in {rows}, and each letter stands in it once. The rows:", told))

    return grade


def _ask(letters: tuple[str, ...], count: int) -> str:
    return (
        f"Write a formula with {', '.join(letters[:-1])} and {letters[-1]}, each of them once, that is true in exactly "
        f"{count} of the {2 ** len(letters)} rows."
    )


def _formula(letters: tuple[str, ...], count: int) -> str:
    """A formula that is true in an odd number of rows: the first letter adds half of them, or takes half of them."""
    first, *rest = letters
    if not rest:
        return first
    half = 2 ** len(rest)
    below = _formula(tuple(rest), count - half if count > half else count)
    return f"{first} {'or' if count > half else 'and'} {f'({below})' if rest[1:] else below}"


def _vary(choose: Random) -> Exercise:
    letters = NAMES[: between(choose, 3, 4)]
    count = 2 * between(choose, 1, 2 ** (len(letters) - 1) - 2) + 1
    return replace(
        rows,
        question=_ask(letters, count),
        grade=_grade(letters, count),
        key=Solution(
            f'answer = "{_formula(letters, count)}"',
            "With and, the first letter takes half of the rows away; with or, it adds them.",
        ),
    )


rows = Exercise(
    "7.1",
    "rows",
    1,
    _ask(LETTERS, COUNT),
    'a formula as a text, such as "p and not q"',
    _grade(LETTERS, COUNT),
    (
        "A formula with two letters and or between them is true in three of four rows. What does a third letter do?",
        "With and, a further letter doubles the number of rows, and not the number of those in which it is true.",
    ),
    _vary,
)
