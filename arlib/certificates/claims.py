"""What each kind of evidence is, and the obligations that it must meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from arlib.integers import IntegerModel, Unbounded
from arlib.printing import assignment_text
from arlib.rules import Rule
from arlib.terms import Claim, Term


@dataclass(frozen=True)
class Shard:
    """A finished run of cases: of those from ``start`` to before ``stop``, ``successes`` were true."""

    start: int
    stop: int
    successes: int


EVALUATOR = "evaluator"  # the engine of an enumeration whose cases the checker tries itself


@dataclass(frozen=True)
class Enumeration:
    """Evidence that a claim holds in every case: each case was tried, and each was true.

    Obligations. *partition*: the shards cover the cases from 0 to the last, each exactly once.
    *successes*: every shard counted as many successes as it has cases. *spot checks*: the evaluator,
    which shares no code with the engine, finds the claim true in corner cases and in random ones.
    It rests on the engine for the cases between, or on several, whose names are joined by "and". *cases*: where the
    engine is the evaluator, the checker tries every case again, and nothing else is trusted.
    """

    claim: Claim
    integers: IntegerModel
    engine: str
    shards: tuple[Shard, ...]

    def __str__(self) -> str:
        by = "checker itself" if self.engine == EVALUATOR else f"{self.engine} engine"
        return f"all {sum(shard.stop - shard.start for shard in self.shards):,} cases, tried by the {by}"


def count_cases(claim: Claim, integers: IntegerModel) -> int | None:
    """How many assignments the inputs have; None if they are not finitely many.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> count_cases(claim("x == y"), Unsigned(8)), count_cases(claim("x == y"), Unbounded())
    (65536, None)
    """
    types = claim.types or (integers,) * len(claim.inputs)
    widths = [kind.width for kind in types if not isinstance(kind, Unbounded)]
    return 1 << sum(widths) if len(widths) == len(types) else None


def cases(claim: Claim, integers: IntegerModel) -> Iterator[dict[str, int]]:
    """The assignments, in order: the first input changes slowest, each ascends from its lowest value."""
    types = claim.types or (integers,) * len(claim.inputs)
    ranges = [range(kind.low, kind.high + 1) for kind in types if not isinstance(kind, Unbounded)]
    return (dict(zip(claim.inputs, values, strict=True)) for values in product(*ranges))


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
        if not self.assignment:
            return "it is false" if self.reason == "false" else f"it has no value ({self.reason})"
        shown = assignment_text(self.assignment)
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
