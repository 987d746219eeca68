"""What of a refutation is needed: the hints, followed backwards from the empty clause."""

from __future__ import annotations

from arlib.certificates.refutation import Addition, Refutation
from arlib.seconds import timed


def trimmed(found: Refutation) -> Refutation:
    """The steps that the empty clause needs, with new numbers in the same order.

    >>> from arlib.clauses import cnf
    >>> steps = (Addition(4, (2,), (1, 2)), Addition(5, (1,), (1, 3)), Addition(6, (), (4, 3)))
    >>> for step in trimmed(Refutation(cnf([[1, 2], [-1, 2], [-2]]), steps)).steps:
    ...     print(step)
    4 2 0 1 2 0
    5 0 4 3 0
    """
    needed = _needed(found)
    own = len(found.formula.clauses)
    numbers: dict[int, int] = {}
    steps: list[Addition] = []
    for step in timed(found.steps):
        if step.number in needed:
            numbers[step.number] = number = own + len(steps) + 1
            steps.append(Addition(number, step.clause, tuple(numbers.get(hint, hint) for hint in step.hints)))
    return Refutation(found.formula, tuple(steps))


def used(found: Refutation) -> tuple[int, ...]:
    """The numbers of the formula's own clauses that a refutation uses: without any other, there is no model either.

    >>> from arlib.clauses import cnf
    >>> used(Refutation(cnf([[1], [2], [-1]]), (Addition(4, (), (1, 3)),)))
    (1, 3)
    """
    return tuple(sorted(number for number in _needed(found) if number <= len(found.formula.clauses)))


def _needed(found: Refutation) -> set[int]:
    """The numbers of the clauses that the empty clause comes from."""
    needed: set[int] = set()
    for step in timed(reversed(found.steps)):
        if not step.clause or step.number in needed:
            needed.add(step.number)
            needed.update(step.hints)
    return needed
