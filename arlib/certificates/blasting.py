"""The evidence that a claim holds in machine integers: the clauses of its counterexamples, refuted."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.certificates.refutation import Refutation
from arlib.integers import IntegerModel
from arlib.terms import Claim


@dataclass(frozen=True)
class BitBlasted:
    """Evidence that a claim is true for all inputs: as a circuit of gates, it is never false.

    Obligations. *clauses*: the claim, translated again, has counterexamples just where the refuted clauses have models.
    *steps*: the refutation is one. Nothing else is trusted: the translation is a part of the checker.

    >>> from arlib.circuits import blast
    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> same = claim("x + y == y + x")
    >>> print(BitBlasted(same, Unsigned(8), Refutation(blast(same, Unsigned(8)).where_not, ())))
    a circuit of 31 wires that is never false: a refutation of 0 steps of 100 clauses
    """

    claim: Claim
    integers: IntegerModel
    refutation: Refutation

    @property
    def types(self) -> dict[str, IntegerModel]:
        """The type of each input."""
        types = self.claim.types or (self.integers,) * len(self.claim.inputs)
        return dict(zip(self.claim.inputs, types, strict=True))

    def __str__(self) -> str:
        return f"a circuit of {self.refutation.formula.variables:,} wires that is never false: {self.refutation}"
