"""Clauses: what a SAT solver is asked about, and what satisfies them.

Letters are the numbers from 1 on, as in DIMACS. The literal n says that letter n is true, and -n that it is false.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Literal: TypeAlias = int
Clause: TypeAlias = tuple[Literal, ...]


@dataclass(frozen=True)
class CNF:
    """A conjunction of clauses over the letters 1 to ``variables``; each clause says that one of its literals is true.

    Raises ValueError for a literal that is 0 or beyond the letters.

    >>> str(CNF(2, ((1, 2), (-1,))))
    '2 variables, 2 clauses'
    >>> CNF(2, ((1, 3),))
    Traceback (most recent call last):
    ...
    ValueError: clause 1 has the literal 3, and the letters are 1 to 2
    """

    variables: int
    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        for number, clause in enumerate(self.clauses, 1):
            for literal in clause:
                if not 0 < abs(literal) <= self.variables:
                    raise ValueError(
                        f"clause {number} has the literal {literal}, and the letters are 1 to {self.variables}"
                    )

    def __str__(self) -> str:
        return f"{self.variables:,} variables, {len(self.clauses):,} clauses"


def is_tautology(clause: Iterable[Literal]) -> bool:
    """Whether a clause has a literal and its complement, and so is always true.

    >>> is_tautology((1, -2, 2)), is_tautology((1, 2))
    (True, False)
    """
    literals = frozenset(clause)  # a long tuple would be searched once for each literal
    return any(-literal in literals for literal in literals)


def cnf(clauses: Iterable[Iterable[Literal]]) -> CNF:
    """The clauses, over as many letters as they name.

    >>> cnf([[1, -3], [2]])
    CNF(variables=3, clauses=((1, -3), (2,)))
    """
    rows = tuple(map(tuple, clauses))
    return CNF(max((abs(literal) for clause in rows for literal in clause), default=0), rows)


@dataclass(frozen=True)
class Assignment:
    """A value for each letter, as the literals that are true, in the order of their letters.

    >>> print(Assignment((1, -2, 3)))
    1 -2 3
    >>> Assignment((1, -2, 3))[2]
    False
    """

    literals: tuple[Literal, ...]

    def __getitem__(self, letter: int) -> bool:
        if not 0 < letter <= len(self.literals):
            raise IndexError(f"the letters are 1 to {len(self.literals)}")
        return self.literals[letter - 1] > 0

    def __str__(self) -> str:
        return " ".join(map(str, self.literals))


def satisfies(assignment: Assignment, formula: CNF) -> bool:
    """Whether the assignment names each letter once, in order, and makes each clause true: what replays a model.

    >>> satisfies(Assignment((-1, 2)), CNF(2, ((1, 2), (-1,)))), satisfies(Assignment((2,)), CNF(2, ((2,),)))
    (True, False)
    """
    if [*map(abs, assignment.literals)] != [*range(1, formula.variables + 1)]:
        return False
    true = set(assignment.literals)
    return all(not true.isdisjoint(clause) for clause in formula.clauses)
