"""Prove claims: the ladder of ``prove``, from a derivation to trying all cases (``prover``, last).

``valid`` and ``satisfiable`` ask about formulas over letters (``propositions``). The engines are siblings that know
nothing of one another. Which of them is asked when is told here, above them.
"""

from arlib.proving.propositions import find_model, satisfiable, valid
from arlib.proving.prover import UnsoundRule, prove

__all__ = ["UnsoundRule", "find_model", "prove", "satisfiable", "valid"]
