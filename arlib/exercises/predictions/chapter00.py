"""What Start here asks its readers to foresee."""

from __future__ import annotations

from dataclasses import replace

from arlib.certificates.claims import Enumeration
from arlib.checking import Accepted, check
from arlib.exercises.predictions.guesses import Ask
from arlib.exhaustive import exhaust
from arlib.integers import Unsigned
from arlib.verdict import Proved

YES_OR_NO = ("yes", "no")


def _holds(claim: str) -> str:
    return "yes" if isinstance(exhaust(claim, Unsigned(8), engine="python").verdict, Proved) else "no"


def _one_less() -> str:
    match exhaust("x + y == y + x", Unsigned(8), engine="python").verdict:
        case Proved(Enumeration() as certificate):
            last = certificate.shards[-1]
            shorter = replace(last, stop=last.stop - 1, successes=last.successes - 1)
            found = check(replace(certificate, shards=(*certificate.shards[:-1], shorter)))
            return "it accepts" if isinstance(found, Accepted) else "it rejects"
    raise AssertionError("every pair was tried")


ASKS = (
    Ask(
        "0.1",
        "Inputs of 8 bits without a sign: is x + y == y + x true for every pair?",
        YES_OR_NO,
        lambda: _holds("x + y == y + x"),
        "Who says no often thinks of sums above 255. They wrap, but both sides wrap to the same number.",
    ),
    Ask(
        "0.2",
        "One case is taken out of the certificate. What does the checker say?",
        ("it accepts", "it rejects"),
        _one_less,
        "Who expects that it accepts thinks of the claim, which is still true. "
        "The checker is asked another question: do these cases leave none out?",
    ),
    Ask(
        "0.3",
        "Inputs of 8 bits without a sign: is x - y == y - x true for every pair?",
        YES_OR_NO,
        lambda: _holds("x - y == y - x"),
        "Who says yes may carry a rule of sums over to differences. One pair is enough to see that it does not hold.",
    ),
)
