"""Graders for the kinds of question about claims; a wrong answer gets a case, and the case worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from arlib import terms as t
from arlib.certificates import Counterexample
from arlib.checking import Rejected, check_rule, replay
from arlib.exercises.base import Feedback, Unreadable
from arlib.exercises.kinds.failures import (
    SECONDS,
    UNDEFINED,
    all_cases,
    failure_of,
    first_failure,
    value,
    values,
    worked_out,
    wrapping,
)
from arlib.exercises.kinds.reading import (
    ANY,
    Operations,
    read_assignment,
    read_claim,
    read_integer,
    read_number,
    read_rule,
)
from arlib.integers import IntegerModel, Machine, Unbounded
from arlib.languages.python.claims import claim as read_formula
from arlib.languages.python.claims import parse
from arlib.printing import assignment_text, to_text
from arlib.rules import Rule, rule
from arlib.terms import Claim, Term, free_variables, is_formula, subterms
from arlib.verdict import Unknown

Grade = Callable[[object], Feedback]


# ---- An expression or a formula equal to a hidden one ----------------------------------------


def equivalent(
    wanted: Term,
    inputs: tuple[str, ...],
    integers: IntegerModel,
    *,
    praise: str,
    name: str = "",
    allowed: Operations = ANY,
) -> Grade:
    """A grader: passes if the answer equals ``wanted`` in these integers, whatever the inputs are.

    ``name`` is what to call ``wanted``, where that is a number.

    >>> from arlib.integers import Signed
    >>> grade = equivalent(parse("abs(x)"), ("x",), Signed(32), name="the absolute value", praise="Proved.")
    >>> grade("-x")
    Not yet: with x = 1 your expression gives -1, and the absolute value is 1.
        -x = -1
    >>> grade("max(x, -x)")
    Passed: Proved.
    """
    kind, right_is = _kind(wanted), f"{name} is" if name else "it should be"

    def grade(answer: object) -> Feedback:
        term = kind.read(answer, inputs, integers)
        allowed.demand(term)
        match failure_of(Claim(kind.equal(term, wanted), inputs), integers):
            case None:
                return Feedback(True, praise)
            case Unknown(reason):
                return Feedback(False, f"this could not be decided: {reason}. A shorter {kind.word} exists.")
            case failure:
                right = value(wanted, failure.assignment, integers)
                return _differs(term, failure.assignment, integers, kind, f"{right_is} {right}.")

    return grade


def exact(
    wanted: Term, inputs: tuple[str, ...], integers: Machine, *, praise: str, name: str = "", allowed: Operations = ANY
) -> Grade:
    """As ``equivalent``, but ``wanted`` means the unbounded integers, where nothing wraps; every case is tried.

    >>> from arlib.integers import Unsigned
    >>> exact(parse("(x + 1) // 2"), ("x",), Unsigned(8), name="half", praise="Right.")("(x + 1) >> 1")
    Not yet: with x = 255 your expression gives 0, and half is 128. It is wrong for 1 of 256 cases.
        x + 1      = 256, which wraps to 0
        x + 1 >> 1 = 0
    """
    kind, right_is = _kind(wanted), f"{name} is" if name else "it should be"
    cases = all_cases(inputs, integers)

    def grade(answer: object) -> Feedback:
        term = kind.read(answer, inputs, integers)
        allowed.demand(term)
        given, rightly = values(wrapping(term, integers), inputs, integers), values(wanted, inputs, integers)
        wrong = [case for case, one, other in zip(cases, given, rightly, strict=True) if one != other]
        if not wrong:
            return Feedback(True, praise)
        nearest = dict(zip(inputs, min(wrong, key=lambda case: sum(map(abs, case))), strict=True))
        ordered = len(inputs) == 2 and all(x > y for x, y in wrong)
        where = f", all with {inputs[0]} > {inputs[1]}" if ordered else ""
        what = "pairs" if len(inputs) == 2 else "cases"
        count = f"It is wrong for {len(wrong):,} of {len(cases):,} {what}{where}."
        return _differs(term, nearest, integers, kind, f"{right_is} {value(wanted, nearest, Unbounded())}. {count}")

    return grade


@dataclass(frozen=True)
class _Kind:
    """How an answer is read, what it is called and does, and what says that two of them are equal."""

    word: str
    does: str
    read: Callable[[object, tuple[str, ...], IntegerModel], Term]
    equal: Callable[[Term, Term], Term]


def _kind(wanted: Term) -> _Kind:
    if is_formula(wanted):
        return _Kind("formula", "is", lambda *given: read_claim(*given).formula, t.Iff)
    return _Kind("expression", "gives", read_number, t.Eq)


def _differs(term: Term, state: Mapping[str, int], integers: IntegerModel, kind: _Kind, right: str) -> Feedback:
    found = value(term, state, integers)
    verb = "has" if UNDEFINED in found else kind.does
    lines = worked_out([term], state, integers)
    return Feedback(
        False, f"with {assignment_text(state)} your {kind.word} {verb} {found}, and {right}\n{lines}".rstrip()
    )


# ---- A counterexample ------------------------------------------------------------------------


def counterexample(claim: str, given: str, integers: IntegerModel, *, fails: str, holds: str, unmet: str) -> Grade:
    """A grader: passes an input with which ``given`` is true and the claim is false; the rest is what to call that.

    A claim with one input may be answered with a number.

    >>> from arlib.integers import Signed
    >>> words = {"fails": "the square is negative", "holds": "the square is not negative", "unmet": "x is not positive"}
    >>> grade = counterexample("x * x >= 0", "x > 0", Signed(8), **words)
    >>> grade(11), grade(-1)
    (Not yet: with x = 11 the square is not negative.
        x * x = 121, Not yet: with x = -1, x is not positive.)
    >>> grade({"x": 12})
    Passed: with x = 12 the square is negative.
        x * x = 144, which wraps to -112
    """
    wanted, needed = read_formula(claim), parse(given)

    def grade(answer: object) -> Feedback:
        numeral = not isinstance(answer, str) or "=" not in answer
        if len(wanted.inputs) == 1 and numeral and not isinstance(answer, Mapping | Counterexample):
            answer = {wanted.inputs[0]: read_integer(answer)}
        state = read_assignment(answer, wanted.inputs, integers)
        if replay(Claim(needed, wanted.inputs), state, integers) is not None:
            return Feedback(False, f"with {assignment_text(state)}, {unmet}.")
        passed = replay(wanted, state, integers) is not None
        lines = worked_out(wanted.formula.children, state, integers)
        return Feedback(passed, f"with {assignment_text(state)} {fails if passed else holds}.\n{lines}".rstrip())

    return grade


# ---- A claim with a property -----------------------------------------------------------------


def claim_with(
    inputs: tuple[str, ...],
    *,
    holds: tuple[IntegerModel, ...],
    fails: tuple[IntegerModel, ...],
    numbers: Machine,
    praise: str,
    allowed: Operations = ANY,
) -> Grade:
    """A grader: passes a claim that is true in each model of ``holds`` and in none of ``fails``; numbers in it fit.

    >>> from arlib.integers import Unsigned
    >>> grade = claim_with(("x",), holds=(Unsigned(3),), fails=(Unsigned(8),), numbers=Unsigned(3), praise="A proof.")
    >>> grade("x < 7")
    Not yet: in uint3 your claim is not true with x = 7.
        x < 7 = false
    >>> grade("x <= 7")
    Passed: true in uint3, and in uint8 not true with x = 8. A proof.
    """

    def grade(answer: object) -> Feedback:
        claim = read_claim(answer, inputs, Unbounded())
        allowed.demand(claim.formula)
        for part in subterms(claim.formula):
            if isinstance(part, t.Const) and part.value not in numbers:
                first, last = numbers.low, numbers.high
                return Feedback(False, f"{part.value:,} is not from {first} to {last}, and a number in it should be.")
        if missing := [name for name in inputs if name not in free_variables(claim.formula)]:
            return Feedback(False, f"this is no claim about {' and '.join(missing)}, since it does not occur in it.")
        for integers in holds:
            match failure_of(claim, integers):
                case Counterexample() as failure:
                    said = f"in {integers} your claim is not true with {failure}."
                    replayed = worked_out([claim.formula], failure.assignment, integers)
                    return Feedback(False, f"{said}\n{replayed}")
                case Unknown(reason):
                    return Feedback(False, f"in {integers} this could not be decided: {reason}.")
        told = []
        for integers in fails:
            match failure_of(claim, integers):
                case None:
                    return Feedback(False, f"your claim is true for all of {integers.describe()} too. {_SHOULD_FAIL}")
                case Unknown(reason):
                    return Feedback(False, f"in {integers} this could not be decided: {reason}.")
                case failure:
                    told.append(f"in {integers} not true with {failure}")
        return Feedback(True, f"true in {', '.join(map(str, holds))}, and {', '.join(told)}. {praise}")

    return grade


_SHOULD_FAIL = "It should fail there."

# ---- A rule ----------------------------------------------------------------------------------


def sound_rule(
    *,
    sound: tuple[IntegerModel, ...],
    unsound: tuple[IntegerModel, ...] = (),
    left: str = "",
    allowed: Operations = ANY,
) -> Grade:
    """A grader: passes a rule between numbers that is sound in some models and unsound in others.

    ``left`` is the left side that it must have, if any; ``allowed`` restricts the right side.

    >>> from arlib.integers import Signed
    >>> grade = sound_rule(sound=(Unbounded(),), unsound=(Signed(8),))
    >>> grade(("a + b", "b + a"))
    Not yet: it is sound in int8 too: no numbers there tell the sides apart.
    >>> grade(("max(a, a + 1)", "a + 1"))
    Passed: sound over the unbounded integers, unsound in int8: with a = 127, max(a, a + 1) is 127 and a + 1 is -128.
        a + 1         = 128, which wraps to -128
        max(a, a + 1) = 127
    """

    def grade(answer: object) -> Feedback:
        yours = read_rule(answer)
        if left and yours.left != rule("", left, left).left:
            return Feedback(False, f"the left side should be {left}, and yours is {to_text(yours.left)}.")
        allowed.demand(yours.right)
        for integers in sound:
            rejected = _rejected(yours, integers)
            if rejected is not None:
                return Feedback(False, f"{_where(integers)} it is unsound: {_apart(yours, rejected, integers)}")
        told = []
        for integers in unsound:
            rejected = _rejected(yours, integers)
            if rejected is None:
                return Feedback(False, f"it is sound in {integers} too: no numbers there tell the sides apart.")
            told.append(f", unsound in {integers}: {_apart(yours, rejected, integers)}")
        return Feedback(True, f"sound {', '.join(map(_where, sound))}{''.join(told) or '.'}")

    return grade


def _rejected(yours: Rule, integers: IntegerModel) -> Rejected | None:
    """Why the checker rejects a rule, with small numbers if some do; None for a rule that is sound."""
    verdict = check_rule(yours, integers, seconds=SECONDS)
    if not isinstance(verdict, Rejected):
        return None
    if verdict.assignment is None:
        raise Unreadable(f"The checker does not take it for a rule {_where(integers)}: {verdict.countermodel}.")
    claim = Claim(t.Eq(yours.left, yours.right), free_variables(yours.left))
    small = first_failure(claim, integers)
    return replace(verdict, assignment=small.assignment) if small else verdict


def _apart(yours: Rule, rejected: Rejected, integers: IntegerModel) -> str:
    state = rejected.assignment or {}
    left, right = (f"{to_text(side)} is {value(side, state, integers)}" for side in (yours.left, yours.right))
    lines = worked_out((yours.left, yours.right), state, integers)
    return f"with {assignment_text(state)}, {left} and {right}.\n{lines}".rstrip()


def _where(integers: IntegerModel) -> str:
    return "over the unbounded integers" if isinstance(integers, Unbounded) else f"in {integers}"
