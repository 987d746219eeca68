"""Check evidence for claims: enumerations, derivations, and what the solver found."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from numbers import Integral

from arlib.certificates.claims import EVALUATOR, Counterexample, Derivation, Enumeration, Solved, cases, count_cases
from arlib.integers import IntegerModel, Integers, Unbounded, Undefined, integer_model
from arlib.intervals import fits, interval, range_of
from arlib.printing import engines_to_text, to_text
from arlib.rules import FITS, TRUSTED, Rule, is_total
from arlib.rules import match as match_pattern
from arlib.terms import (
    Claim,
    Const,
    Conversion,
    Eq,
    Iff,
    Ne,
    Prop,
    Term,
    Truth,
    Var,
    evaluate,
    free_variables,
    is_formula,
    replace_at,
    substitute,
    subterm,
    subterms,
)
from arlib.verdict import NoTruthValue

SPOT_CHECKS = 100
RULE_SET = frozenset(TRUSTED)


@dataclass(frozen=True)
class Accepted(NoTruthValue):
    """The evidence meets its obligations; ``rests_on`` names what had to be trusted besides the checker."""

    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rejected(NoTruthValue):
    """An obligation fails, and where: the first such shard, step or state, in words.

    ``assignment`` is the state in which it fails, where the solver found one.
    """

    obligation: str
    countermodel: str
    assignment: dict[str, int] | None = field(default=None, repr=False)


def check_claim(certificate: Enumeration | Derivation | Solved, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Check evidence for a claim."""
    match certificate:
        case Enumeration():
            return _check_enumeration(certificate, seconds)
        case Derivation():
            return _check_derivation(certificate, seconds)
        case Solved(claim, integers):
            return _solve(claim, integers, "validity", seconds)
        case _:
            raise TypeError(f"not a certificate: {certificate!r}")


def _check_enumeration(certificate: Enumeration, seconds: float) -> Accepted | Rejected:
    claim, integers = certificate.claim, certificate.integers
    if claim.types and not isinstance(integers, Unbounded):
        return Rejected("partition", "a claim with types of its own is one over the unbounded integers")
    count = count_cases(claim, integers)
    if count is None:
        return Rejected("partition", "the unbounded integers cannot all be tried")
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
    if expected < count:
        return Rejected("partition", f"case {expected:,} was not tried")
    if expected > count:
        return Rejected("partition", f"there is no case {expected - 1:,}")
    itself = certificate.engine == EVALUATOR
    deadline = time.perf_counter() + seconds
    for number, assignment in enumerate(cases(claim, integers) if itself else _samples(claim, integers)):
        if itself and time.perf_counter() > deadline:
            return Rejected("cases", f"the limit of {seconds:.2g} seconds was reached after {number:,}")
        failure = replay(claim, assignment, integers)
        if failure is not None:
            return Rejected("cases" if itself else "spot checks", str(failure), assignment)
    return Accepted(() if itself else (f"the {engines_to_text(certificate.engine)}",))


def replay(claim: Claim, assignment: Mapping[str, int], integers: Integers) -> Counterexample | None:
    """The counterexample that this assignment is, by the evaluator; None where the claim is true.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> replay(claim("10 // x >= 0"), {"x": 0}, Unsigned(8))
    Counterexample(assignment={'x': 0}, reason='division by zero', first=False)
    """
    integers = integer_model(integers)
    for name, model in zip(claim.inputs, claim.types or (integers,) * len(claim.inputs), strict=True):
        value = assignment.get(name)
        if not isinstance(value, Integral) or value not in model:
            raise ValueError(f"the assignment is to give {name} a value of {model.describe()}")
    try:
        holds = evaluate(claim.formula, assignment, integers)
    except Undefined as undefined:
        return Counterexample(dict(assignment), str(undefined))
    return None if holds else Counterexample(dict(assignment))


def _check_derivation(certificate: Derivation, seconds: float) -> Accepted | Rejected:
    claim, integers = certificate.claim, certificate.integers
    if claim.types and not isinstance(integers, Unbounded):
        return Rejected("start", "a claim with types of its own is one over the unbounded integers")
    bounds = {name: range_of(model) for name, model in zip(claim.inputs, claim.types, strict=False)}
    formula = claim.formula
    rests_on: dict[str, None] = {}
    judged: dict[Rule, Accepted | Rejected] = {}
    total, deadline = False, time.monotonic() + seconds
    for number, step in enumerate(certificate.steps, start=1):
        where = f"step {number} ({step.rule.name})"
        if time.monotonic() > deadline:
            return Rejected("time", f"there was none left for {where}")
        if step.before != formula:
            return Rejected("steps" if number > 1 else "start", f"{where} does not begin where the last one ended")
        try:
            part = subterm(formula, step.position)
        except IndexError:
            return Rejected("steps", f"{where}: there is no position {step.position}")
        if step.rule == FITS:
            # Bounds are reckoned without wrapping, so they mean nothing in a machine model.
            unbounded = isinstance(integers, Unbounded)
            if not unbounded or not isinstance(part, Conversion) or not fits(interval(part.arg, bounds), part.integers):
                return Rejected("steps", f"{where}: {to_text(part)} may not fit")
            new: Term = part.arg
        else:
            if not total and not is_total(formula, integers):
                return Rejected("defined", f"{to_text(formula)} may have no value")
            total = True
            if step.rule not in judged:  # a rule of the reader's own costs a query, and may be used in many steps
                judged[step.rule] = check_rule(step.rule, integers, seconds=seconds)
            match judged[step.rule]:
                case Rejected() as rejected:
                    return rejected
                case Accepted(names):
                    rests_on |= dict.fromkeys(names)
            binding = match_pattern(step.rule.left, part)
            if binding is None:
                return Rejected("steps", f"{where}: {to_text(part)} is not of the form {to_text(step.rule.left)}")
            new = substitute(step.rule.right, binding)
        if step.after != replace_at(formula, step.position, new):
            return Rejected("steps", f"{where} does not give {to_text(step.after)}")
        formula = step.after
    if formula != Truth(True):
        return Rejected("end", f"the last formula is {to_text(formula)}")
    return Accepted(tuple(rests_on))


def check_rule(rule: Rule, integers: Integers, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether both sides of a rule have the same value in the integer model, whatever its variables are.

    arlib's own rules are accepted at once, since a test proves each of them. A rule without variables is computed.
    For another rule the solver decides, and a wrong one comes back with the values that betray it.

    >>> from arlib.integers import Unbounded, Unsigned
    >>> from arlib.rules import rule
    >>> check_rule(rule("my rule", "(a + b) - b", "a"), Unbounded())
    Accepted(rests_on=('z3, for the rule my rule',))
    >>> check_rule(rule("my rule", "a < a + 1", "True"), Unsigned(8))
    Rejected(obligation='the rule "my rule" is sound', countermodel='a = 255')
    """
    integers = integer_model(integers)
    if type(integers) not in rule.models:
        return Rejected(f'the rule "{rule.name}" is sound', f"it is not a rule of {integers.describe()}")
    if rule in RULE_SET:
        return Accepted()
    obligation = f'the rule "{rule.name}" is sound'
    if is_formula(rule.left) != is_formula(rule.right):
        return Rejected(obligation, "one side is a number and the other true or false")
    if not {*free_variables(rule.right)} <= {*free_variables(rule.left)}:
        return Rejected(obligation, "its right side has a variable that its left side lacks")
    if not (is_total(rule.left, integers) and is_total(rule.right, integers)):
        return Rejected(obligation, "a side may have no value")
    # A formula can be anything, and so can "v is not 0" for a number v.
    anything = {p.name: Ne(Var(p.name), Const(0)) for p in subterms(rule.left) if isinstance(p, Prop)}
    equation = (Iff if is_formula(rule.left) else Eq)(rule.left, rule.right)
    claim = Claim(substitute(equation, anything), free_variables(rule.left))
    if not claim.inputs:
        return Accepted() if replay(claim, {}, integers) is None else Rejected(obligation, "its sides differ")
    found = _solve(claim, integers, obligation, seconds)
    return Accepted((f"z3, for the rule {rule.name}",)) if isinstance(found, Accepted) else found


def _solve(claim: Claim, integers: IntegerModel, obligation: str, seconds: float) -> Accepted | Rejected:
    """An obligation that the solver discharges: only its "valid" accepts, and its counterexample is replayed."""
    from arlib import smt

    match smt.is_valid(claim, integers, seconds=seconds):
        case smt.Valid():
            return Accepted(("z3",))
        case smt.Invalid(assignment):
            failure = replay(claim, assignment, integers)
            if failure is None:
                return Rejected(obligation, f"the solver rejects {assignment}, and the evaluator does not")
            return Rejected(obligation, str(failure), assignment)
        case smt.Undecided(reason):
            return Rejected(obligation, f"the solver does not know: {reason}")


def _samples(claim: Claim, integers: IntegerModel) -> Iterator[dict[str, int]]:
    """Corners of the space, the origin and its neighbours, and random states (with a fixed seed)."""
    types = claim.types or (integers,) * len(claim.inputs)
    ranges = [(kind, kind.low, kind.high) for kind in types if not isinstance(kind, Unbounded)]
    corners = [[value for value in (low, high, -1, 0, 1) if value in kind] for kind, low, high in ranges]
    choose = random.Random(0)
    for number in range(max(map(len, corners), default=0)):
        yield dict(zip(claim.inputs, (values[number % len(values)] for values in corners), strict=True))
    for _ in range(SPOT_CHECKS):
        values = [
            choose.choice((*some, choose.randint(low, high)))
            for some, (_, low, high) in zip(corners, ranges, strict=True)
        ]
        yield dict(zip(claim.inputs, values, strict=True))
