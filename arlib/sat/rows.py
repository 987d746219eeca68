"""The rows of the truth table, one after the other; where each is refuted, so is the formula."""

from __future__ import annotations

from collections.abc import Iterator

from arlib.clauses import CNF, Assignment, Clause
from arlib.sat.events import Conflict, Event, Learned, Model
from arlib.seconds import timed


def rows(formula: CNF) -> Iterator[Event]:
    """Try each row, all false first, as one counts in binary.

    A clause is false in each row without a model. Those of two halves that differ in a letter are resolved, unless one
    of them does not have the letter and so refutes both: what is left at the end is the empty clause.

    >>> from arlib.clauses import cnf
    >>> for event in rows(cnf([[1], [-1]])):
    ...     print(event)
    clause 1 is false
    clause 2 is false
    learn the empty clause as clause 3
    """
    letters, following = formula.variables, len(formula.clauses) + 1
    row = [-letter for letter in range(1, letters + 1)]
    halves: list[tuple[int, Clause]] = []  # what refutes the first half, for each letter that is true
    while True:
        true = set(row)
        number, clause = next(
            (each for each in enumerate(timed(formula.clauses), 1) if true.isdisjoint(each[1])), (0, ())
        )
        if not number:
            yield Model(Assignment(tuple(row)))
            return
        yield Conflict(letters, number, clause)
        while clause and row[-1] > 0:
            letter = row.pop()
            first, other = halves.pop()
            if letter not in other:
                number, clause = first, other
            elif -letter in clause:
                clause = tuple(dict.fromkeys(each for each in (*other, *clause) if abs(each) != letter))
                yield Learned(following, clause, (first, number))
                number, following = following, following + 1
        if not clause:
            if number <= len(formula.clauses):
                yield Learned(following, (), (number,))
            return
        halves.append((number, clause))
        row[-1] = -row[-1]
        row += [-letter for letter in range(len(row) + 1, letters + 1)]
