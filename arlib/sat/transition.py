"""Random formulas, and what they cost: with few clauses nearly all have a model, with many nearly none."""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import median

from arlib.certificates.refutation import Refutation
from arlib.checking.claims import Accepted
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, satisfies
from arlib.sat.cdcl import Search, Step

MOST_CONFLICTS = 20_000  # in one formula; a search that needs more is given up
THRESHOLD = 4.267  # clauses of three literals for each letter
THRESHOLD_SOURCE = "Mertens, Mézard and Zecchina 2006"


def random_formula(letters: int, clauses: int, seed: int, *, width: int = 3) -> CNF:
    """Clauses of ``width`` different letters, each of them negated or not with equal chance; the same for each seed.

    >>> random_formula(5, 2, seed=1)
    CNF(variables=5, clauses=((-2, -3, 5), (1, 2, -3)))
    """
    if not 0 < width <= letters:
        raise ValueError(f"a clause has 1 to {letters} letters, not {width}")
    chance = random.Random(f"{letters} {clauses} {width} {seed}")
    numbers = range(1, letters + 1)
    return CNF(
        letters,
        tuple(
            tuple(chance.choice((letter, -letter)) for letter in sorted(chance.sample(numbers, width)))
            for _ in range(clauses)
        ),
    )


def sample(letters: int, ratio: float, seed: int, *, most: int = MOST_CONFLICTS) -> tuple[bool | None, int]:
    """Whether a random formula with so many clauses for each letter has a model, and after how many conflicts.

    The model is replayed, and the refutation checked; None where the search was given up.
    """
    formula = random_formula(letters, round(ratio * letters), seed)
    search, conflicts = Search(formula), 0
    for step in search.run():
        match step:
            case Step.CONFLICT:
                conflicts += 1
                if conflicts > most:
                    return None, most
            case Step.MODEL if satisfies(search.assignment(), formula):
                return True, conflicts
            case Step.REFUTED:
                proof = Refutation(formula, tuple(search.steps()))
                if isinstance(check_refutation(proof, seconds=float("inf")), Accepted):
                    return False, conflicts
    raise AssertionError("an answer that nothing bears out")


@dataclass(frozen=True)
class Point:
    """What was found at one ratio of clauses to letters."""

    ratio: float
    satisfiable: int = 0
    conflicts: tuple[int, ...] = ()
    given_up: int = 0

    @property
    def formulas(self) -> int:
        """How many formulas were decided."""
        return len(self.conflicts)

    @property
    def share(self) -> float:
        """The share of those with a model."""
        return self.satisfiable / len(self.conflicts)

    @property
    def median(self) -> float:
        """The median of their conflicts."""
        return median(self.conflicts)

    def after(self, found: bool | None, conflicts: int) -> Point:
        """The point with one formula more.

        >>> Point(4.26).after(True, 7).after(False, 9)
        Point(ratio=4.26, satisfiable=1, conflicts=(7, 9), given_up=0)
        """
        if found is None:
            return Point(self.ratio, self.satisfiable, self.conflicts, self.given_up + 1)
        return Point(self.ratio, self.satisfiable + found, (*self.conflicts, conflicts), self.given_up)
