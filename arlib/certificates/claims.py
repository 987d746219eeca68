"""What each kind of evidence is, and the obligations that it must meet."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.integers import IntegerModel, Machine
from arlib.printing import assignment_text
from arlib.rules import Rule
from arlib.terms import Claim, Term


@dataclass(frozen=True)
class Shard:
    """A finished run of cases: of those from ``start`` to before ``stop``, ``successes`` were true."""

    start: int
    stop: int
    successes: int


@dataclass(frozen=True)
class Enumeration:
    """Evidence that a claim holds in every case: each case was tried, and each was true.

    Obligations. *partition*: the shards cover the cases from 0 to the last, each exactly once.
    *successes*: every shard counted as many successes as it has cases. *spot checks*: the evaluator,
    which shares no code with the engine, finds the claim true in corner cases and in random ones.
    It rests on the engine for the cases between, or on several, whose names are joined by "and".
    """

    claim: Claim
    integers: Machine
    engine: str
    shards: tuple[Shard, ...]


@dataclass(frozen=True)
class Counterexample:
    """An assignment for which a claim is not true: it is false, or has no value for the given reason.

    ``first`` says that every case before this one, in order, was tried and was true, as ``exhaust`` does.

    >>> print(Counterexample({"x": 0, "y": 1}))
    x = 0, y = 1
    """

    assignment: dict[str, int]
    reason: str = "false"
    first: bool = False

    def __str__(self) -> str:
        shown = assignment_text(self.assignment, "no inputs")
        return shown if self.reason == "false" else f"{shown} ({self.reason})"


@dataclass(frozen=True)
class Step:
    """One rewrite: the subterm at ``position`` of ``before`` matches the rule's left side; ``after`` has the right."""

    before: Term
    rule: Rule
    position: tuple[int, ...]
    after: Term


@dataclass(frozen=True)
class Derivation:
    """Evidence that a claim holds: steps that rewrite its formula to True, each by a rule.

    Obligations. *start*: the first step begins with the claim. *rules*: every rule is sound in the integer
    model. *steps*: every step is an instance of its rule at its position, and begins where the last ended.
    *end*: the last formula is True. *defined*: the formula has a value in every state, so that no step can
    rewrite an undefined term away.
    """

    claim: Claim
    integers: IntegerModel
    steps: tuple[Step, ...]

    @property
    def formulas(self) -> tuple[Term, ...]:
        """The claim and what each step made of it."""
        return (self.claim.formula, *(step.after for step in self.steps))

    def __str__(self) -> str:
        names = [step.rule.name for step in self.steps]
        return f"a derivation of {len(names)} step{'s' * (len(names) != 1)}: {', '.join(dict.fromkeys(names))}"


@dataclass(frozen=True)
class Solved:
    """Evidence that rests on the solver: it finds no assignment for which the claim is not true."""

    claim: Claim
    integers: IntegerModel

    def __str__(self) -> str:
        return "the solver, which finds no counterexample"
