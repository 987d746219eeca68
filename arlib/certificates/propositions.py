"""Evidence about formulas over letters: a table of all rows, one row, and clauses that cannot all be true."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.certificates.refutation import Refutation
from arlib.certificates.sequents import Valuation
from arlib.printing import LONGEST_LIST
from arlib.terms import Formula, free_variables


@dataclass(frozen=True)
class EveryRow:
    """Evidence that a formula is valid: it is true in every row of its truth table, which the checker fills in itself.

    >>> from arlib.terms import Not, Or, Prop
    >>> print(EveryRow(Or(Prop("p"), Not(Prop("p")))))
    a truth table of 2 rows, in p
    """

    formula: Formula

    def __str__(self) -> str:
        return f"a truth table of {self.count:,} row{'s' * (self.count > 1)}, in {named(free_variables(self.formula))}"

    @property
    def count(self) -> int:
        """How many rows the table has."""
        return 1 << len(free_variables(self.formula))


def named(letters: tuple[str, ...]) -> str:
    """Letters by their names, or how many there are."""
    return ", ".join(letters) if 0 < len(letters) <= LONGEST_LIST else f"{len(letters) or 'no'} letters"


@dataclass(frozen=True)
class Model:
    """Evidence that a formula is satisfiable: a row in which it is true."""

    formula: Formula
    row: Valuation

    def __str__(self) -> str:
        return str(self.row)


@dataclass(frozen=True)
class Contradiction:
    """Evidence that a formula is true in no row: its clauses, as ``tseitin`` writes them, are refuted."""

    formula: Formula
    refutation: Refutation

    def __str__(self) -> str:
        return str(self.refutation)
