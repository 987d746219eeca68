"""Where an answer fails: a case with small numbers, and that case worked out, operation by operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, product

from arlib import terms as t
from arlib.certificates import Counterexample
from arlib.checking import replay
from arlib.exercises.kinds.reading import MOST_BITS
from arlib.exhaustive import exhaust
from arlib.exhaustive.cases import Cases
from arlib.integers import IntegerModel, Machine, Unbounded, Undefined
from arlib.printing import to_text
from arlib.programs.compiled_terms import compiled
from arlib.proving import prove
from arlib.terms import Claim, Term, evaluate, free_variables, is_formula, rebuild
from arlib.verdict import Proved, Refuted, Unknown

SECONDS = 3.0  # for each question to the solver
MOST_CASES = 1 << 16  # to try one after the other
MOST_TRIALS = 120
UNDEFINED = "no value"
MOST_LINES, LONGEST_LINE = 8, 48


def value(term: Term, state: Mapping[str, int], integers: IntegerModel) -> str:
    """The value of a term in words, or why it has none.

    >>> from arlib.languages.python.claims import parse
    >>> value(parse("10 // x"), {"x": 0}, Unbounded())
    'no value (division by zero)'
    """
    try:
        found = evaluate(term, state, integers)
    except Undefined as reason:
        return f"{UNDEFINED} ({reason})"
    if is_formula(term):
        return str(bool(found)).lower()
    return f"{found:,}" if found.bit_length() <= MOST_BITS else f"a number of {found.bit_length():,} bits"


def worked_out(terms: Iterable[Term], state: Mapping[str, int], integers: IntegerModel) -> str:
    """The operations in some terms one after the other, each with its value, and where a number wraps.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import parse
    >>> print(worked_out([parse("(x + y) // 2")], {"x": 1, "y": 255}, Unsigned(8)))
        x + y        = 256, which wraps to 0
        (x + y) // 2 = 0
    """
    evaluated = (part for term in terms for part in _evaluated(term, state, integers))
    parts = dict.fromkeys(part for part in evaluated if part.children and free_variables(part))
    told = [(to_text(part), _outcome(part, state, integers)) for part in parts][-MOST_LINES:]
    texts = [text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 3] + "..." for text, _ in told]
    width = max(map(len, texts), default=0)
    return "\n".join(f"    {text:{width}} = {said}" for text, (_, said) in zip(texts, told, strict=True))


def _evaluated(term: Term, state: Mapping[str, int], integers: IntegerModel) -> Iterator[Term]:
    """The subterms that get a value, innermost first; what is not looked at, as after ``False and``, is left out."""

    def decides(test: Term, when: bool) -> bool:
        return value(test, state, integers) == str(when).lower()

    looked_at: tuple[Term, ...] = term.children
    match term:
        case t.IfThenElse(test, then, orelse):
            looked_at = (test, then if decides(test, True) else orelse)
        case t.And(left, right) | t.Implies(left, right):
            looked_at = (left, right) if decides(left, True) else (left,)
        case t.Or(left, right):
            looked_at = (left, right) if decides(left, False) else (left,)
    for part in looked_at:
        yield from _evaluated(part, state, integers)
    yield term


def _outcome(part: Term, state: Mapping[str, int], integers: IntegerModel) -> str:
    """The value of one operation, and the exact one where that wraps."""
    found = value(part, state, integers)
    if not isinstance(part, t.Neg | t.Abs | t.Add | t.Sub | t.Mul | t.ShiftLeft) or UNDEFINED in found:
        return found
    operands = [t.Const(evaluate(child, state, integers)) for child in part.children]
    exact = value(rebuild(part, tuple(operands)), {}, Unbounded())
    return found if exact == found or UNDEFINED in exact else f"{exact}, which wraps to {found}"


def first_failure(claim: Claim, integers: IntegerModel) -> Counterexample | None:
    """A counterexample with small numbers, or with those at the ends of the range, if there is one."""
    near = [0, 1, -1, 2, -2, 3, -3, 5, 7, -7, 8, 10, -10, 15, 100]
    if not isinstance(integers, Unbounded):
        near += [integers.high, integers.low, integers.high - 1, integers.low + 1, integers.high // 2]
    values = [number for number in dict.fromkeys(near) if number in integers]
    for numbers in islice(product(values, repeat=len(claim.inputs)), MOST_TRIALS):
        failure = replay(claim, dict(zip(claim.inputs, numbers, strict=True)), integers)
        if failure is not None:
            return failure
    return None


def failure_of(claim: Claim, integers: IntegerModel) -> Counterexample | Unknown | None:
    """A counterexample, by trying every case if they are few, else by the solver; None if the claim is true.

    >>> from arlib.languages.python.claims import claim
    >>> print(failure_of(claim("x < x + 1"), Unbounded()))
    None
    """
    if not isinstance(integers, Unbounded) and Cases(claim.inputs, integers).count <= MOST_CASES:
        return _failure_in(exhaust(claim, integers, engine="python").verdict)
    found = first_failure(claim, integers)
    return _failure_in(prove(claim, integers, seconds=SECONDS)) if found is None else found


def _failure_in(verdict: Proved[object] | Refuted[Counterexample] | Unknown) -> Counterexample | Unknown | None:
    match verdict:
        case Proved():
            return None
        case Refuted(witness):
            return witness
        case Unknown():  # also a search that was interrupted: what was not tried is not true
            return verdict


# What can leave the range of its operands; the rest, such as & and min, stays within.
_LEAVES = t.Neg | t.Abs | t.BitNot | t.Add | t.Sub | t.Mul | t.ShiftLeft | t.Quotient


def wrapping(term: Term, integers: Machine) -> Term:
    """The term as one over the unbounded integers, in which each operation says itself that it wraps.

    >>> from arlib.integers import Signed
    >>> from arlib.languages.python.claims import parse
    >>> evaluate(wrapping(parse("x + 1"), Signed(8)), {"x": 127})
    -128
    """
    inner = rebuild(term, tuple(wrapping(child, integers) for child in term.children))
    return t.Wrap(inner, integers) if isinstance(term, _LEAVES) else inner


@lru_cache(maxsize=8)
def values(term: Term, inputs: tuple[str, ...], integers: Machine) -> tuple[int | None, ...]:
    """The value of a term over the unbounded integers in each case, in order; None where it has none.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import parse
    >>> values(parse("6 // x"), ("x",), Unsigned(2))
    (None, 6, 3, 2)
    """
    function = compiled(term)

    def value_in(numbers: tuple[int, ...]) -> int | None:
        try:
            return function(dict(zip(inputs, numbers, strict=True)))
        except Undefined:
            return None

    return tuple(map(value_in, all_cases(inputs, integers)))


def all_cases(inputs: tuple[str, ...], integers: Machine) -> list[tuple[int, ...]]:
    """All values of the inputs, in the order in which ``exhaust`` tries them.

    >>> from arlib.integers import Signed
    >>> all_cases(("x", "y"), Signed(1))
    [(-1, -1), (-1, 0), (0, -1), (0, 0)]
    """
    return list(product(range(integers.low, integers.high + 1), repeat=len(inputs)))
