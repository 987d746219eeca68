"""Circuits: what is asked about formulas, numbers and choices, as clauses for a SAT solver.

The files, in reading order: gates, formulas, arithmetic, claims about machine integers.
"""

from arlib.circuits.blasting import Blasted, blast
from arlib.circuits.gates import FALSE, TRUE, Circuit, TooLarge
from arlib.circuits.tseitin import Encoded, tseitin

__all__ = ["FALSE", "TRUE", "Blasted", "Circuit", "Encoded", "TooLarge", "blast", "tseitin"]
