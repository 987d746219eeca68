"""Prove a claim: by a derivation if the rules suffice, else by the solver, else don't know."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from arlib import terms as t
from arlib.certificates import Counterexample, Derivation, Solved
from arlib.checking import Accepted, Rejected, check, check_rule, replay
from arlib.integers import IntegerModel, Integers, Unbounded, integer_model
from arlib.languages.c.claims import c_claim, uniform
from arlib.languages.python.claims import claim as python_claim
from arlib.rewriting.strategy import derive
from arlib.rules import RULES, Rule
from arlib.seconds import time_limit
from arlib.terms import Claim
from arlib.verdict import Explained, Proved, Refuted, Unknown

Verdict = Proved[Derivation | Solved] | Refuted[Counterexample] | Unknown
TESTS = 60


class UnsoundRule(Explained, ValueError):
    """A rule that would prove false claims; the message shows where its sides differ."""


def read(source: str | Claim | Callable[..., object], integers: Integers | None) -> tuple[Claim, IntegerModel]:
    """What is claimed, and in which integers: as given, or else C's own types for C and all integers for the rest.

    A text with a brace is a function in C. Raises ``Unsupported`` for what cannot be read.
    """
    integers = None if integers is None else integer_model(integers)
    if isinstance(source, str) and "{" in source:
        source = c_claim(source, integers=integers)
    if isinstance(source, Claim) and source.types:
        if integers is not None:
            raise ValueError("this claim has types of its own; give the integers when it is read from C")
        return uniform(source) or (source, Unbounded())
    chosen = Unbounded() if integers is None else integers
    return python_claim(source, chosen), chosen


def prove(
    claim: str | Claim | Callable[..., object],
    integers: Integers | None = None,
    *,
    rules: tuple[Rule, ...] = RULES,
    seconds: float = 10.0,
) -> Verdict:
    """Whether a claim is true for all inputs: proved by derivation or solver, refuted by an input, or unknown.

    ``claim`` is text in Python's syntax, a Python function, or a function in C as text. Raises ``Unsupported`` for
    what cannot be read and ``UnsoundRule`` for a rule of yours that the solver refutes or cannot prove. All that is
    tried, rules of yours and the derivation and the solver's proof, shares the ``seconds``.

    >>> print(prove("x + y == y + x").certificate)
    a derivation of 2 steps: commutativity of +, reflexivity of ==
    >>> from arlib.integers import Signed
    >>> prove("x < x + 1", Signed(32)).witness.assignment
    {'x': 2147483647}
    """
    seconds = time_limit(seconds)
    deadline = time.perf_counter() + seconds

    def left() -> float:
        return max(deadline - time.perf_counter(), 0.01)

    read_claim, model = read(claim, integers)
    for rule in rules if rules is not RULES else ():
        if isinstance(rejected := check_rule(rule, model, seconds=left()), Rejected) and type(model) in rule.models:
            raise UnsoundRule(f"{rule} is not sound over {model.describe()}: {rejected.countermodel}")
    derivation = derive(read_claim, model, rules=rules, seconds=min(seconds / 2, left()))
    last = derivation.formulas[-1]
    if last == t.Truth(True):
        match check(derivation, seconds=left()):
            case Accepted():
                return Proved(derivation)
            case rejected:
                return Unknown(f"the checker rejects the derivation: {rejected}")
    for assignment in _tests(read_claim, model):
        failure = replay(read_claim, assignment, model)
        if failure is not None:
            return Refuted(failure)
    solved = Solved(read_claim, model)
    match check(solved, seconds=left()):
        case Accepted():
            return Proved(solved)
        case Rejected(_, _, dict() as assignment):
            failure = replay(read_claim, assignment, model)
            assert failure is not None  # the checker replayed it
            return Refuted(failure)
        case Rejected(_, reason):
            steps = len(derivation.steps)
            return Unknown(
                f"{steps} rewriting steps do not reach True, {TESTS} tests find no counterexample, and {reason}"
            )


def _tests(claim: Claim, integers: IntegerModel) -> Iterator[dict[str, int]]:
    """A few assignments that refute many a false claim: corners, small numbers and random ones, always the same."""
    choose = random.Random(0)
    models = claim.types or (integers,) * len(claim.inputs)
    for _ in range(TESTS):
        yield {name: _sample(model, choose) for name, model in zip(claim.inputs, models, strict=True)}


def _sample(integers: IntegerModel, choose: random.Random) -> int:
    if isinstance(integers, Unbounded):
        return choose.choice((0, 1, -1, 2, choose.randint(-10, 10), choose.randint(-1000, 1000)))
    corners = [value for value in (integers.low, integers.high, 0, 1, -1) if value in integers]
    return choose.choice(
        (*corners, choose.randint(integers.low, integers.high), choose.randint(integers.low, integers.high))
    )
