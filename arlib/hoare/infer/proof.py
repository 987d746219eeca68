"""From invariants that are proposed to evidence: the multipliers of each case of each obligation."""

from __future__ import annotations

from collections.abc import Mapping

from arlib.certificates.invariants import InductiveInvariants, invariant_obligations
from arlib.programs.syntax import Program
from arlib.programs.transitions import Location
from arlib.termination.farkas import follows
from arlib.termination.simplex import FOREVER, Deadline
from arlib.terms import Term


def with_multipliers(
    program: Program, annotations: Mapping[Location, tuple[Term, ...]], deadline: Deadline = FOREVER
) -> InductiveInvariants:
    """The certificate, with None where no sum shows an obligation. Raises ``Malformed``, and ``OutOfTime``."""
    proof = InductiveInvariants(program, annotations)
    proofs = tuple(follows(each.premises, each.goal, deadline) for each in invariant_obligations(proof))
    return InductiveInvariants(program, annotations, proofs)
