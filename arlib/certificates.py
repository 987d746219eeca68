"""What each kind of evidence is, and the obligations that it must meet."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.integers import Machine
from arlib.terms import Claim


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
    It rests on the engine for the cases between.
    """

    claim: Claim
    integers: Machine
    engine: str
    shards: tuple[Shard, ...]


@dataclass(frozen=True)
class Counterexample:
    """An assignment for which a claim is not true: it is false, or has no value for the given reason.

    ``first`` says that every case before this one, in order, was tried and was true.

    >>> print(Counterexample({"x": 0, "y": 1}))
    x = 0, y = 1
    """

    assignment: dict[str, int]
    reason: str = "false"
    first: bool = True

    def __str__(self) -> str:
        shown = ", ".join(f"{name} = {value}" for name, value in self.assignment.items()) or "no inputs"
        remarks = [self.reason] * (self.reason != "false") + ["not every earlier case was tried"] * (not self.first)
        return f"{shown} ({'; '.join(remarks)})" if remarks else shown
