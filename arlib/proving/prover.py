"""Prove a claim: by a derivation, by a table, by gates, by the solver, by trying all cases, or don't know.

A ladder. Each step trusts more than the last, or takes longer: a derivation, a table and gates rest on the checker
alone, a solver's proof on the solver, and an enumeration of more cases than the checker tries itself on the engine
that counted.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from arlib import terms as t
from arlib.certificates import Counterexample, Derivation, Enumeration, Residues, Solved, TruthTable
from arlib.certificates.blasting import BitBlasted
from arlib.checking import Accepted, Rejected, check, check_rule, replay
from arlib.integers import IntegerModel, Integers, TooWide, Unbounded, integer_model
from arlib.languages.c.claims import c_claim, uniform
from arlib.languages.python.claims import claim as python_claim
from arlib.languages.python.claims import is_python
from arlib.proving.blasting import LONGEST_TURN as LONGEST_BY_GATES
from arlib.proving.blasting import by_gates, has_few_bits
from arlib.proving.enumeration import try_all, worth_trying
from arlib.proving.tables import tables
from arlib.rewriting import derive
from arlib.rules import RULES, Rule
from arlib.seconds import time_limit
from arlib.terms import Claim
from arlib.verdict import Explained, Proved, Refuted, Unknown

Evidence = Derivation | TruthTable | Residues | BitBlasted | Solved | Enumeration
Verdict = Proved[Evidence] | Refuted[Counterexample] | Unknown
TESTS = 60
FIRST_TURN = 0.15  # of the time that is left, for the solver, before all cases are tried
LONGEST_TURN = 2.0  # seconds: in the same time an engine tries a billion cases


class UnsoundRule(Explained, ValueError):
    """A rule that would prove false claims; the message shows where its sides differ."""


def read(source: str | Claim | Callable[..., object], integers: Integers | None) -> tuple[Claim, IntegerModel]:
    """What is claimed, and in which integers: as given, or else C's own types for C and all integers for the rest.

    A text with a brace is a function in C, unless it is an expression in Python. Raises ``Unsupported`` for what
    cannot be read.
    """
    integers = None if integers is None else integer_model(integers)
    if isinstance(source, str) and "{" in source and not is_python(source):
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
    """Whether a claim is true for all inputs: proved by one of six kinds of evidence, refuted by an input, or unknown.

    ``claim`` is text in Python's syntax, a Python function, or a function in C as text. Raises ``Unsupported`` for
    what cannot be read and ``UnsoundRule`` for a rule of yours that the solver refutes or cannot prove. All that is
    tried, from rules of yours to all the cases of the claim, shares the ``seconds``.

    >>> print(prove("x + y == y + x").certificate)
    a derivation of 2 steps: commutativity of +, reflexivity of ==
    >>> from arlib.integers import Signed
    >>> prove("x < x + 1", Signed(32)).witness.assignment
    {'x': 2147483647}
    >>> print(prove("(x & y) + (x | y) == x + y").certificate)
    a truth table of 4 rows, where x, y are 0 or -1
    >>> print(prove("implies(n % 2 == 1, n * n % 8 == 1)").certificate)
    the 8 residues of n modulo 8
    """
    try:
        return _prove(claim, integers, rules, time_limit(seconds))
    except TooWide as error:
        return Unknown(error.reason)
    except RecursionError:
        return Unknown("this is nested too deeply")


def _prove(
    claim: str | Claim | Callable[..., object], integers: Integers | None, rules: tuple[Rule, ...], seconds: float
) -> Verdict:
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
        if time.perf_counter() > deadline:
            return Unknown("out of time")
        failure = replay(read_claim, assignment, model)
        if failure is not None:
            return Refuted(failure)
    reasons = []
    for table in tables(read_claim, model):
        verdict = _judge(table, left())
        if not isinstance(verdict, Unknown):
            return verdict
        reasons.append(verdict.reason)
    if has_few_bits(read_claim, model):
        gates = by_gates(read_claim, model, seconds=min(LONGEST_BY_GATES, left()))
        if not isinstance(gates, Unknown):
            return gates
        reasons.append(gates.reason)
    solved = Solved(read_claim, model)
    few = worth_trying(read_claim, model, left())
    verdict = _judge(solved, min(left() * FIRST_TURN, LONGEST_TURN) if few else left())
    if few and isinstance(verdict, Unknown):
        verdict = try_all(read_claim, model, seconds=left())
        if isinstance(verdict, Unknown):
            reasons.append(verdict.reason)
            verdict = _judge(solved, left())
    if not isinstance(verdict, Unknown):
        return verdict
    steps = len(derivation.steps)
    told = [f"{steps} rewriting steps do not reach True", f"{TESTS} tests find no counterexample", *reasons]
    return Unknown(f"{', '.join(told)}, and {verdict.reason}")


def _judge(evidence: TruthTable | Residues | Solved, seconds: float) -> Verdict:
    """What the checker says of the evidence; a state that it rejects is replayed."""
    match check(evidence, seconds=seconds):
        case Accepted():
            return Proved(evidence)
        case Rejected(_, _, dict() as assignment):
            integers = Unbounded() if isinstance(evidence, Residues) else evidence.integers
            failure = replay(evidence.claim, assignment, integers)
            assert failure is not None  # the checker replayed it
            return Refuted(failure)
        case Rejected(_, reason):
            return Unknown(reason)


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
