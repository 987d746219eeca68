"""The checker: it accepts or rejects evidence, and trusts no engine that found it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arlib.certificates import Counterexample, Enumeration
from arlib.integers import IntegerModel, Machine, Undefined
from arlib.terms import Claim, evaluate
from arlib.verdict import NoTruthValue

SPOT_CHECKS = 100


@dataclass(frozen=True)
class Accepted(NoTruthValue):
    """The evidence meets its obligations; ``rests_on`` names what had to be trusted besides the checker."""

    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rejected(NoTruthValue):
    """An obligation fails, and where: the first such shard or state, in words."""

    obligation: str
    countermodel: str


def check(certificate: Enumeration) -> Accepted | Rejected:
    """Check each obligation of the certificate, without repeating the search that found it.

    >>> from arlib.certificates import Shard
    >>> from arlib.integers import Unsigned
    >>> from arlib.programs.from_python import claim
    >>> check(Enumeration(claim("x == x"), Unsigned(2), "python", (Shard(0, 4, 4),)))
    Accepted(rests_on=('the python engine',))
    >>> check(Enumeration(claim("x == x"), Unsigned(2), "python", (Shard(0, 3, 3),)))
    Rejected(obligation='partition', countermodel='case 3 was not tried')
    """
    cases = 1 << certificate.integers.width * len(certificate.claim.inputs)
    expected = 0
    for shard in sorted(certificate.shards, key=lambda shard: shard.start):
        if shard.stop <= shard.start:
            return Rejected("partition", f"{shard} is empty")
        if shard.start > expected:
            return Rejected("partition", f"case {expected:,} was not tried")
        if shard.start < expected:
            return Rejected("partition", f"case {shard.start:,} is counted twice")
        if shard.successes != shard.stop - shard.start:
            return Rejected("successes", f"{shard} counts {shard.successes:,} of {shard.stop - shard.start:,}")
        expected = shard.stop
    if expected < cases:
        return Rejected("partition", f"case {expected:,} was not tried")
    if expected > cases:
        return Rejected("partition", f"there is no case {expected - 1:,}")
    for assignment in _samples(certificate.claim.inputs, certificate.integers):
        failure = replay(certificate.claim, assignment, certificate.integers)
        if failure is not None:
            return Rejected("spot checks", str(failure))
    return Accepted((f"the {certificate.engine} engine",))


def replay(claim: Claim, assignment: Mapping[str, int], integers: IntegerModel) -> Counterexample | None:
    """The counterexample that this assignment is, by the evaluator; None where the claim is true.

    >>> from arlib.integers import Unsigned
    >>> from arlib.programs.from_python import claim
    >>> replay(claim("10 // x >= 0"), {"x": 0}, Unsigned(8))
    Counterexample(assignment={'x': 0}, reason='division by zero', first=True)
    """
    try:
        holds = evaluate(claim.formula, assignment, integers)
    except Undefined as undefined:
        return Counterexample(dict(assignment), str(undefined))
    return None if holds else Counterexample(dict(assignment))


def _samples(inputs: tuple[str, ...], integers: Machine) -> Iterator[dict[str, int]]:
    """Corners of the space, the origin and its neighbours, and random states (with a fixed seed)."""
    corners = [value for value in (integers.low, integers.high, -1, 0, 1) if value in integers]
    choose = random.Random(0)
    for value in corners:
        yield dict.fromkeys(inputs, value)
    for _ in range(SPOT_CHECKS):
        yield {name: choose.choice((*corners, choose.randint(integers.low, integers.high))) for name in inputs}
