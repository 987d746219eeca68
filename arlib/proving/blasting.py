"""Prove a claim about few bits by gates: its counterexamples are clauses, which a solver of this package refutes."""

from __future__ import annotations

import time

from arlib.certificates.blasting import BitBlasted
from arlib.certificates.claims import Counterexample
from arlib.checking import Accepted, Rejected, check, replay
from arlib.circuits import blast
from arlib.integers import IntegerModel, Unbounded
from arlib.sat import refute
from arlib.seconds import OutOfTime, until
from arlib.terms import Claim
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

MOST_BITS = 8  # of each input; most claims about wider ones take longer than a second
LONGEST_TURN = 1.0  # seconds

Verdict = Proved[BitBlasted] | Refuted[Counterexample] | Unknown


def has_few_bits(claim: Claim, integers: IntegerModel) -> bool:
    """Whether each input is one of a type of few bits.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> has_few_bits(claim("x == x"), Unsigned(8)), has_few_bits(claim("x == x"), Unbounded())
    (True, False)
    """
    types = claim.types or (integers,)
    return all(not isinstance(kind, Unbounded) and kind.width <= MOST_BITS for kind in types)


def by_gates(claim: Claim, integers: IntegerModel, *, seconds: float) -> Verdict:
    """Whether the claim is true for all inputs, which rests on the checker alone; unknown after ``seconds``.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> found = by_gates(claim("x & y == x + y - (x | y)"), Unsigned(3), seconds=10)
    >>> check(found.certificate)
    Accepted(rests_on=())
    >>> print(by_gates(claim("x * x != 49 or x > 9"), Unsigned(8), seconds=10))
    refuted by x = 7
    """
    deadline = time.monotonic() + seconds
    try:
        with until(deadline):
            circuit = blast(claim, integers)
        found = refute(circuit.where_not, seconds=max(deadline - time.monotonic(), 0.01))
    except OutOfTime:
        return Unknown(f"by gates, the limit of {seconds:g} seconds was reached")
    except Unsupported as error:
        return Unknown(f"by gates, {error.reason}")
    match found:
        case Proved(refutation):
            certificate = BitBlasted(claim, integers, refutation)
            match check(certificate, seconds=max(deadline - time.monotonic(), 0.01)):
                case Accepted():
                    return Proved(certificate)
                case Rejected(obligation, why):
                    return Unknown(f"the checker rejects a refutation: {obligation}: {why}")
        case Refuted(assignment):
            inputs = circuit.values(assignment)
            failure = replay(claim, inputs, integers)
            if failure is None:
                return Unknown(f"the gates reject {inputs}, and the evaluator does not")
            return Refuted(failure)
        case Unknown(reason):
            return Unknown(f"by gates, {reason}")
