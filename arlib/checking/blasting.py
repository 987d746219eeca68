"""Check that a claim about machine integers is never false: it is translated again, and each step is followed."""

from __future__ import annotations

import time

from arlib.certificates.blasting import BitBlasted
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.refutation import check_refutation
from arlib.circuits.blasting import blast
from arlib.seconds import OutOfTime, until
from arlib.verdict import Unsupported


def check_bit_blasted(found: BitBlasted, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether the clauses that are refuted are those of the claim's counterexamples, and the refutation is one.

    >>> from arlib.certificates.refutation import Addition, Refutation
    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> steps = (Addition(2, (), (1,)),)
    >>> for text in ("x | 1 != 0", "x | 2 != 0"):
    ...     asked = claim(text)
    ...     refutation = Refutation(blast(asked, Unsigned(1)).where_not, steps)
    ...     print(check_bit_blasted(BitBlasted(asked, Unsigned(1), refutation)))
    Accepted(rests_on=())
    Rejected(obligation='step 2', countermodel='its hints lead to no contradiction')
    """
    deadline = time.monotonic() + seconds
    try:
        with until(deadline):
            clauses = blast(found.claim, found.integers).where_not
    except OutOfTime:
        return Rejected("time", f"the limit of {seconds:g} seconds was reached")
    except (Unsupported, ValueError) as error:
        return Rejected("clauses", str(error))
    if clauses != found.refutation.formula:
        return Rejected("clauses", "the clauses that are refuted are not those of the claim")
    return check_refutation(found.refutation, seconds=deadline - time.monotonic())
