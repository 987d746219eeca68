"""The evidence that no assignment makes every clause true: clauses that follow, with reasons, up to the empty one.

Each step adds a clause and names, as hints, the clauses that lead to it by unit propagation: suppose that the clause
is false; each hint but the last then has one literal left, which is made true, and the last has none. The format is
LRAT (Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp 2017). Ours are without its RAT steps; the checker knows
what other solvers write: RAT steps, deletions, and DRAT (Wetzler, Heule and Hunt 2014), which leaves out the hints.
"""

from __future__ import annotations

from dataclasses import dataclass

from arlib.clauses import CNF, Clause


@dataclass(frozen=True)
class Addition:
    """A clause that follows, under its own number, and the numbers of the clauses by which it does, in their order."""

    number: int
    clause: Clause
    hints: tuple[int, ...]

    def __str__(self) -> str:
        """The step as a line of LRAT."""
        return " ".join(map(str, (self.number, *self.clause, 0, *self.hints, 0)))


@dataclass(frozen=True)
class Deletion:
    """Clauses that no later step names, by their numbers: a checker can forget them after the step ``number``."""

    number: int
    clauses: tuple[int, ...]

    def __str__(self) -> str:
        """The step as a line of LRAT."""
        return " ".join(map(str, (self.number, "d", *self.clauses, 0)))


@dataclass(frozen=True)
class Lemma:
    """A step of DRAT that adds a clause; what it follows from, the checker finds by unit propagation."""

    clause: Clause


@dataclass(frozen=True)
class Erasure:
    """A step of DRAT after which a clause is not used any more."""

    clause: Clause


@dataclass(frozen=True)
class Refutation:
    """Steps that end with the empty clause; the formula's own clauses have the numbers from 1 on.

    >>> from arlib.clauses import cnf
    >>> found = Refutation(cnf([[1], [-1]]), (Addition(3, (), (1, 2)),))
    >>> print(found, found.steps[0], sep="; ")
    a refutation of 1 step of 2 clauses; 3 0 1 2 0
    """

    formula: CNF
    steps: tuple[Addition, ...]

    def __str__(self) -> str:
        count = f"{len(self.steps):,} step{'s' * (len(self.steps) != 1)}"
        return f"a refutation of {count} of {len(self.formula.clauses):,} clauses"
