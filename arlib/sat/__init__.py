"""Has a formula of clauses a model? A ladder of methods, from rows of a truth table to a solver that learns."""

from arlib.circuits import blast, tseitin
from arlib.sat.solver import ENGINES, refute
from arlib.sat.trimming import trimmed, used

__all__ = ["ENGINES", "blast", "refute", "trimmed", "tseitin", "used"]
