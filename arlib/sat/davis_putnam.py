"""Davis and Putnam (1960): resolve one letter after the other away; what is left decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from arlib.clauses import CNF, Assignment, Literal, is_tautology
from arlib.sat.events import Eliminated, Event, GaveUp, Learned, Model
from arlib.seconds import timed

MOST = 100_000  # clauses
Clauses = dict[frozenset[Literal], int]


def davis_putnam(formula: CNF) -> Iterator[Event]:
    """Take the letter with the fewest resolvents, resolve its clauses with one another, and drop them.

    A clause that another one is part of says nothing more, and is left out.
    Without the empty clause, the letters get their values backwards: one is true where a dropped clause needs it.

    >>> from arlib.clauses import cnf
    >>> for event in davis_putnam(cnf([[1, 2], [-1, 2], [-2]])):
    ...     print(event)
    learn 2 as clause 4
    letter 1 is gone, 2 clauses are left
    learn the empty clause as clause 5
    """
    following = len(formula.clauses) + 1
    left: Clauses = {}
    for number, clause in enumerate(timed(formula.clauses), 1):
        if not clause:
            yield Learned(following, (), (number,))
            return
        if not is_tautology(clause):
            left.setdefault(frozenset(clause), number)
    dropped: list[tuple[int, Clauses]] = []
    while left:
        counts = Counter(literal for clause in timed(left) for literal in clause)
        letter = min({abs(each) for each in counts}, key=lambda each: (counts[each] * counts[-each], each))
        positive, negative = (
            {each: n for each, n in timed(left.items()) if sign in each} for sign in (letter, -letter)
        )
        dropped.append((letter, positive))
        left = {each: n for each, n in left.items() if letter not in each and -letter not in each}
        for one, first in positive.items():
            for other, second in timed(negative.items()):
                found = resolvent(one, other, letter)
                if found is None or any(each <= found for each in timed(left)):
                    continue
                yield Learned(following, tuple(sorted(found, key=abs)), (first, second))
                if not found:
                    return
                left = {each: n for each, n in timed(left.items()) if not found < each}
                left[found] = following
                following += 1
                if following > MOST:
                    yield GaveUp(f"there are more than {MOST:,} clauses")
                    return
        yield Eliminated(letter, len(left))
    yield Model(_model(formula.variables, dropped))


def resolvent(one: Iterable[Literal], other: Iterable[Literal], letter: int) -> frozenset[Literal] | None:
    """What follows from a clause with the letter and one with its negation; None where it is always true.

    >>> sorted(resolvent([1, 2], [-1, 3], 1))
    [2, 3]
    """
    clause = frozenset({*one, *other} - {letter, -letter})
    return None if is_tautology(clause) else clause


def _model(letters: int, dropped: list[tuple[int, Clauses]]) -> Assignment:
    true: set[Literal] = {-letter for letter in range(1, letters + 1)} - {-letter for letter, _ in dropped}
    for letter, positive in reversed(dropped):
        needed = any(true.isdisjoint(clause - {letter}) for clause in positive)
        true.add(letter if needed else -letter)
    return Assignment(tuple(letter if letter in true else -letter for letter in range(1, letters + 1)))
