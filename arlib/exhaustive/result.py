"""The result of an exhaustive test, finished or not."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.certificates import Counterexample, Enumeration
from arlib.integers import Machine
from arlib.printing import count_to_text, engines_to_text
from arlib.terms import Claim
from arlib.verdict import NoTruthValue, Proved, Refuted, Unknown

Verdict = Proved[Enumeration] | Refuted[Counterexample] | Unknown


@dataclass(frozen=True, repr=False)
class Exhaustion(NoTruthValue):
    """How far an exhaustive test came: what it tried, how fast, and what that says of the claim.

    ``cases`` counts the cases that the engine evaluated and reported, ``seconds`` the time that this took,
    ``setup`` the seconds before that for loading and compiling the first engine. ``engine`` names the engine, or
    those that tried cases in turn, joined by "and". The verdict is ``Unknown``
    until all cases are tried or one fails.
    """

    claim: Claim
    integers: Machine
    engine: str
    cases: int
    cases_in_all: int
    setup: float
    seconds: float
    verdict: Verdict

    @property
    def rate(self) -> float:
        """Cases a second; 0 before the first are counted."""
        return self.cases / self.seconds if self.seconds > 0 else 0.0

    @property
    def counterexample(self) -> dict[str, int] | None:
        """The first assignment, in order, for which the claim is not true; None if none was found."""
        return self.verdict.witness.assignment if isinstance(self.verdict, Refuted) else None

    def __repr__(self) -> str:
        return f"<Exhaustion: {self}>"

    def __str__(self) -> str:
        match self.verdict:
            case Proved():
                answer = "proved"
            case Refuted(witness):
                remark = "" if witness.first else ", before which not every case was tried"
                answer = f"refuted{' by' if witness.assignment else ':'} {witness}{remark}"
            case Unknown(reason):
                answer = f"don't know: {reason}"
        return f"{answer} ({self.cases:,} of {count_to_text(self.cases_in_all)} cases, {engines_to_text(self.engine)})"
