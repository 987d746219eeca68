"""Check evidence that no assertion fails: the obligations are made again from the program's text."""

from __future__ import annotations

from arlib.certificates.invariants import InductiveInvariants, invariant_obligations
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.termination import discharge


def check_invariants(proof: InductiveInvariants, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Each case of each obligation by its multipliers; one that has none goes to the solver, and the answer says so.

    >>> from arlib.languages.python.functions import python_program
    >>> text = "def f(x):\\n    while x > 0:\\n        x = x - 1\\n    assert x == 0"
    >>> print(check_invariants(InductiveInvariants(python_program(text), {}, (None,))).obligation)
    never: the way from the loop in line 2 to the assertion is false
    """
    return discharge(invariant_obligations(proof), proof.proofs, seconds)
