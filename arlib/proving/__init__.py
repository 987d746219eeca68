"""Prove claims: the ladder of ``prove``, from a derivation to trying all cases (``prover``, last).

The engines are siblings that know nothing of one another. Which of them is asked when is told here, above them.
"""

from arlib.proving.prover import UnsoundRule, prove

__all__ = ["UnsoundRule", "prove"]
