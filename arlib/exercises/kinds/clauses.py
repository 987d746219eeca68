"""How answers that are literals, clauses or values of letters are read, and how clauses are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from random import Random
from typing import SupportsInt, TypeVar, cast

from arlib.clauses import CNF, Assignment, Clause, Literal, cnf
from arlib.exercises.base import Unreadable, whole_number, written
from arlib.exercises.kinds.reading import shown
from arlib.exercises.kinds.words import truth
from arlib.exercises.variants import between
from arlib.sat import refute
from arlib.sat.trail import Trail
from arlib.verdict import Proved, Refuted, Unknown

Item = TypeVar("Item")

LITERAL = re.compile(r"(-|¬|~|!|not\s)?\s*x?_?(\d{1,4})", re.IGNORECASE)
BETWEEN_CLAUSES = re.compile(r"[\n;,]|\band\b|&+|∧|\b0\b")
BETWEEN_LITERALS = re.compile(r"\s+or\s+|\s*(?:\|+|∨)\s*|(?<=\d)\s+")
SECONDS = 20.0  # for a question to the solver; each takes a few milliseconds
MOST_CLAUSES, MOST_LITERALS, MOST_LETTERS, LARGEST = 60, 30, 2_000, 999


# ---- Reading ---------------------------------------------------------------------------------


def read_literal(given: object, letters: int) -> Literal:
    """A letter, or a letter with a minus or a ``not`` before it; the letters are 1 to ``letters``.

    >>> read_literal("not 3", 5), read_literal(-3.0, 5), read_literal("x3", 5)
    (-3, -3, 3)
    >>> read_literal(6, 5)
    Traceback (most recent call last):
    ...
    arlib.exercises.base.Unreadable: 6 is no literal here: the letters are 1 to 5.
    """
    found = whole_number(given)
    if isinstance(given, str) and (match := LITERAL.fullmatch(given.strip())):
        found = int(match[2]) * (-1 if match[1] else 1)
    if found is None or not 0 < abs(found) <= letters:
        raise Unreadable(f"{shown(given)} is no literal here: the letters are 1 to {letters}.")
    return found


def read_literals(answer: object, letters: int) -> tuple[Literal, ...]:
    """Some literals in their order: a list, a text, or an assignment.

    >>> read_literals("1 -2, not 3", 5), read_literals(["1", -2], 5), read_literals("1 or not 2", 5)
    ((1, -2, -3), (1, -2), (1, -2))
    """
    if isinstance(answer, Assignment):
        answer = answer.literals
    if isinstance(answer, str) and len(answer) <= MOST_LETTERS:
        answer = [each for each in BETWEEN_LITERALS.split(_plain(answer).replace(",", " ")) if each]
    if isinstance(answer, Integral) and not isinstance(answer, bool):
        answer = [int(cast(SupportsInt, answer))]
    if not isinstance(answer, list | tuple | set | frozenset) or len(answer) > MOST_LITERALS:
        raise Unreadable(f"{shown(answer)} is not a list of at most {MOST_LITERALS} literals.")
    return tuple(read_literal(each, letters) for each in answer)


def read_clauses(answer: object, letters: int, most: int = MOST_CLAUSES) -> tuple[Clause, ...]:
    """Some clauses: a list of lists, or a text with a clause on each line or with a 0 after each, as in DIMACS.

    >>> read_clauses([[1, -2], 3], 5), read_clauses("1 -2 0 3 0", 5), read_clauses("1 or not 2, 3", 5)
    (((1, -2), (3,)), ((1, -2), (3,)), ((1, -2), (3,)))
    """
    if isinstance(answer, CNF):
        answer = answer.clauses
    if isinstance(answer, str):
        answer = written(answer) or answer
    if isinstance(answer, str) and len(answer) <= MOST_LETTERS:
        lines = [each for each in answer.splitlines() if not each.startswith(("c ", "p "))]
        answer = [each for each in BETWEEN_CLAUSES.split("\n".join(lines)) if each.strip()]
    if not isinstance(answer, list | tuple | set | frozenset):
        raise Unreadable(f"{shown(answer)} is not a list of clauses.")
    if len(answer) > most:
        raise Unreadable(f"These are {len(answer):,} clauses, and {most} are enough.")
    return tuple(read_literals(each, letters) for each in answer)


def read_values(answer: object, letters: int) -> Assignment:
    """A value for each letter: the literals that are true in any order, or a dict with a value for each letter.

    >>> read_values([-2, 1], 2) == read_values({1: True, "2": 0}, 2) == read_values("v 1 -2 0", 2)
    True
    """
    if isinstance(answer, str):
        answer = re.sub(r"^\s*v\s", "", answer)
    if isinstance(answer, Mapping) and len(answer) <= MOST_LITERALS:
        answer = [_valued(letter, value, letters) for letter, value in answer.items()]
    literals = read_literals(answer, letters)
    if missing := [letter for letter in range(1, letters + 1) if {letter, -letter}.isdisjoint(literals)]:
        raise Unreadable(f"The letter {missing[0]} has no value.")
    if twice := [literal for literal in literals if -literal in literals]:
        raise Unreadable(f"The letter {abs(twice[0])} cannot be both true and false.")
    return Assignment(tuple(sorted(set(literals), key=abs)))


def read_numbers(answer: object, what: str) -> tuple[int, ...]:
    """Some whole numbers in their order: a list, or a text with commas or spaces; ``what`` is what they count.

    >>> read_numbers("1, 2 3", "a step"), read_numbers([1.0, "2"], "a step"), read_numbers(7, "a step")
    ((1, 2, 3), (1, 2), (7,))
    """
    if isinstance(answer, str) and len(answer) <= MOST_LETTERS:
        answer = answer.strip("[]() \n").replace(",", " ").split()
    if isinstance(answer, Integral) and not isinstance(answer, bool):
        answer = [int(cast(SupportsInt, answer))]
    if not isinstance(answer, list | tuple | set | frozenset) or len(answer) > MOST_LITERALS:
        raise Unreadable(f"{shown(answer)} is not a list of at most {MOST_LITERALS} numbers.")
    found = [whole_number(each) for each in answer]
    for each, number in zip(answer, found, strict=True):
        if number is None or not 0 < number <= LARGEST:
            raise Unreadable(f"{shown(each)} is not the number of {what}.")
    return tuple(number for number in found if number is not None)


def _valued(letter: object, value: object, letters: int) -> Literal:
    literal, true = read_literal(letter, letters), truth(value)
    if true is None:
        raise Unreadable(f"{shown(value)} is neither true nor false.")
    return literal if true else -literal


def _plain(text: str) -> str:
    """A clause as a text without its brackets, and without the 0 at its end."""
    return re.sub(r"\s+0\s*$", "", text.strip("[](){} \n"))


# ---- Showing ---------------------------------------------------------------------------------


def clause_text(clause: Sequence[Literal]) -> str:
    """A clause as people write one.

    >>> clause_text((1, -2)), clause_text(())
    ('1 or -2', 'the empty clause')
    """
    return " or ".join(map(str, clause)) or "the empty clause"


def clauses_text(clauses: Iterable[Clause]) -> str:
    """Clauses with their numbers, one on a line.

    >>> print(clauses_text([(1, -2), (2,)]))
    clause 1:  1 or -2
    clause 2:  2
    """
    return "\n".join(f"clause {str(number) + ':':3} {clause_text(each)}" for number, each in enumerate(clauses, 1))


def literals_text(literals: Iterable[object]) -> str:
    """Literals, or what is said of them, as a sentence goes on.

    >>> literals_text([1, -2, 3]), literals_text([])
    ('1, -2 and 3', 'none')
    """
    texts = [*map(str, literals)]
    return " and ".join([*([", ".join(texts[:-1])] if texts[1:] else []), *texts[-1:]]) or "none"


# ---- Unit propagation ------------------------------------------------------------------------


def open_literals(clause: Clause, true: Iterable[Literal]) -> list[Literal] | None:
    """The literals of a clause that have no value yet; None if one of them is true.

    >>> open_literals((1, -2, 3), {-1}), open_literals((1, -2, 3), {-2})
    ([-2, 3], None)
    """
    known = {*true}
    if not known.isdisjoint(clause):
        return None
    return [literal for literal in dict.fromkeys(clause) if -literal not in known]


def propagated(clauses: Iterable[Clause], supposed: Iterable[Literal]) -> tuple[dict[Literal, int], int]:
    """What follows from some literals by unit propagation, one after the other, and the number of a false clause, or 0.

    Each literal comes with the number of its clause, or 0 where it was supposed, in the order in which they follow.

    >>> propagated([(-1, 2), (-2, 3), (-3, -1)], [1])
    ({1: 0, 2: 1, -3: 3}, 2)
    """
    search = Trail(cnf(clauses))
    conflict = search.falsified or search.propagate()
    for literal in supposed:
        if not conflict and search.values[literal] is None:
            search.suppose(literal)
            conflict = search.propagate()
    return {literal: search.reasons[literal] for literal in search.trail}, conflict


def model(clauses: Iterable[Clause], letters: int) -> Assignment | None:
    """Values with which all the clauses are true, by the solver; None if it proved that there are none.

    >>> print(model([(1, 2), (-1,)], 2), model([(1,), (-1,)], 1))
    -1 2 None
    """
    match refute(CNF(letters, tuple(clauses)), seconds=SECONDS):
        case Proved():
            return None
        case Refuted(values):
            return values
        case Unknown(reason):
            raise Unreadable(f"Of this the solver does not know whether it is right: {reason}.")


# ---- Variants --------------------------------------------------------------------------------


def renaming(choose: Random, letters: int) -> dict[Literal, Literal]:
    """Other letters for the letters, and some of them the other way round.

    >>> sorted(map(abs, renaming(Random("doc"), 3).values()))
    [1, 1, 2, 2, 3, 3]
    """
    left = [*range(1, letters + 1)]
    renamed: dict[Literal, Literal] = {}
    for letter in range(1, letters + 1):
        other = left.pop(between(choose, 0, len(left) - 1)) * (1 - 2 * between(choose, 0, 1))
        renamed |= {letter: other, -letter: -other}
    return renamed


def renamed(clauses: Iterable[Clause], by: Mapping[Literal, Literal]) -> tuple[Clause, ...]:
    """The clauses with other letters; those of a clause are in order.

    >>> renamed([(1, -2)], {1: -2, -1: 2, 2: 1, -2: -1})
    ((-1, -2),)
    """
    return tuple(tuple(sorted((by[literal] for literal in clause), key=abs)) for clause in clauses)


def shuffled(choose: Random, items: Iterable[Item]) -> list[Item]:
    """The items in another order."""
    left = [*items]
    return [left.pop(between(choose, 0, len(left) - 1)) for _ in range(len(left))]
