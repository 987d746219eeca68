"""Exercises for chapter 1, exhaustive testing."""

from __future__ import annotations

from collections.abc import Mapping

from arlib import terms as t
from arlib.certificates import Counterexample
from arlib.exercises.base import Exercise, Feedback
from arlib.exercises.reading import in_words, read_assignment, read_claim, read_integer, read_number
from arlib.exhaustive import exhaust
from arlib.exhaustive.engines import counter
from arlib.integers import Signed, Undefined, Unsigned
from arlib.printing import to_text
from arlib.programs.from_python import parse
from arlib.terms import Claim, Term, evaluate, substitute, subterms
from arlib.verdict import Proved, Refuted

PAIR = ("x", "y")


# ---- 1.1 ----------------------------------------------------------------------------------


def _grade_midpoint(answer: object) -> Feedback:
    pair = read_assignment(answer, PAIR, Signed(8))
    if min(pair.values()) <= 0:
        return Feedback(False, f"{in_words(pair)} are not both positive.")
    total = evaluate(parse("x + y"), pair, Signed(8))
    middle = evaluate(parse("(x + y) // 2"), pair, Signed(8))
    if middle >= 0:
        return Feedback(
            False, f"with {in_words(pair)} the sum {total} still fits in int8, and the midpoint is {middle}."
        )
    exact = pair["x"] + pair["y"]
    return Feedback(True, f"with {in_words(pair)} the sum {exact} wraps to {total}, and the midpoint is {middle}.")


midpoint = Exercise(
    "1.1",
    "midpoint",
    1,
    "Find two positive numbers x and y in int8 for which (x + y) // 2 is negative.",
    'a dict such as {"x": 3, "y": 4}',
    _grade_midpoint,
    (
        "int8 goes from -128 to 127. What happens to a sum above 127?",
        "The division is innocent. Find a sum of two positive numbers that is itself negative.",
    ),
)

# ---- 1.2 ----------------------------------------------------------------------------------

_COUNTS = {
    48: "the number of bits that an assignment has. Each bit doubles the number of cases",
    3 * 16**3: "three times 16 cubed. 16 is the number of bits, not the number of values",
    16**3: "16 cubed. 16 is the number of bits, not the number of values",
    3**16: "3 to the power of 16. The base is what each bit can be, and that is two things",
    2**16: "the number of values of one input",
    3 * 2**16: "three times the values of one input. The inputs vary independently, so they multiply",
    2**32: "the number of cases for two inputs",
    2**47: "half of the cases. Is one bit set aside for a sign? uint16 has none",
    2**49: "twice as many as there are",
    (2**16 - 1) ** 3: "one value short for each input: from 0 to 65,535 there are 65,536 values",
    2**64: "the number of cases for two 32-bit inputs",
}


def _grade_cases(answer: object) -> Feedback:
    number = read_integer(answer)
    expected = 1 << 3 * Unsigned(16).width
    if number == expected:
        return Feedback(True, f"each of 3 * 16 = 48 bits doubles the number, so there are 2^48 = {expected:,} cases.")
    if number in _COUNTS:
        return Feedback(False, f"{number:,} is {_COUNTS[number]}.")
    small = 1 << 3 * 1
    size = "small" if number < expected else "large"
    return Feedback(
        False,
        f"{number:,} is too {size}. Try it smaller: three inputs of 1 bit have {small} cases, "
        f"of 2 bits {small**2}. What do you count for those?",
    )


cases = Exercise(
    "1.2",
    "cases",
    1,
    "A claim has three inputs, each in uint16. How many cases does it have?",
    "a number, such as 3 * 5 or 2 ** 10",
    _grade_cases,
    (
        "How many values has one input? For each of them the second input has all of its values again.",
        "Count bits: an assignment of the three inputs is a row of 16 + 16 + 16 bits.",
    ),
)

# ---- 1.3 ----------------------------------------------------------------------------------


def _grade_one_pair(answer: object) -> Feedback:
    claim = read_claim(answer, PAIR, Unsigned(8))
    for part in subterms(claim.formula):
        if isinstance(part, t.Connective | t.Not | t.IfThenElse):
            return Feedback(False, f"{to_text(part)} is more than one comparison. One is enough.")
    in_all = 1 << 2 * 8
    failing = in_all - counter("python", claim, Unsigned(8))(0, in_all)
    verdict = exhaust(claim, Unsigned(8), engine="python").verdict
    if not isinstance(verdict, Refuted):
        return Feedback(False, f"your claim is true for all {in_all:,} pairs, and should be false for one.")
    first = verdict.witness
    if failing > 1:
        second = exhaust(_apart_from(first, claim), Unsigned(8), engine="python").verdict
        return Feedback(
            False,
            f"your claim is not true for {failing:,} pairs, and should fail for exactly one. "
            f"Two of them: {first}, and {second.witness if isinstance(second, Refuted) else second}.",
        )
    if first.reason != "false":
        return Feedback(False, f"only one pair fails, but there your claim has no value: {first}. Make it false.")
    return Feedback(True, f"your claim is false with {first} and true for the {in_all - 1:,} other pairs.")


def _apart_from(pair: Counterexample, claim: Claim) -> Claim:
    """The claim, with this pair excused: it is the pair, or the claim is true."""
    x, y = (t.Eq(t.Var(name), t.Const(pair.assignment[name])) for name in PAIR)
    return Claim(t.Or(t.Not(t.Or(t.Not(x), t.Not(y))), claim.formula), PAIR)


one_pair = Exercise(
    "1.3",
    "one_pair",
    2,
    "Write a claim about x and y in uint8 that is false for exactly one of the 65,536 pairs. "
    "Use a single comparison: no and, or, not, implies or if.",
    'a text such as "x + y < 10"',
    _grade_one_pair,
    (
        "Which pairs are special, so that no other pair is like them? Think of the ends of the range.",
        "Only one pair has nothing in it at all: x = 0, y = 0. Which operation notices a single bit in x or in y?",
        "x + y will not do, since 1 + 255 is 0 too. Look at | or at max.",
    ),
)

# ---- 1.4 ----------------------------------------------------------------------------------

_TRIED, _LARGER = (3, 4, 5, 6), 8


def _grade_widths(answer: object) -> Feedback:
    claims = {width: read_claim(answer, ("x",), Unsigned(width)) for width in (*_TRIED, _LARGER)}
    for width in _TRIED:
        result = exhaust(claims[width], Unsigned(width), engine="python")
        if isinstance(result.verdict, Refuted):
            return Feedback(False, f"in uint{width} your claim is not true with {result.verdict.witness}.")
    larger = exhaust(claims[_LARGER], Unsigned(_LARGER), engine="python")
    if isinstance(larger.verdict, Proved):
        return Feedback(
            False,
            f"your claim is true for all {larger.cases_in_all} values of uint{_LARGER} too, and should fail there.",
        )
    return Feedback(
        True,
        f"proved at {', '.join(map(str, _TRIED[:-1]))} and {_TRIED[-1]} bits, and at {_LARGER} bits refuted by "
        f"{in_words(larger.counterexample or {})}. A proof for small widths is a proof for small widths.",
    )


widths = Exercise(
    "1.4",
    "widths",
    2,
    "Write a claim about x that is true for every x in uint3, uint4, uint5 and uint6, and false for some x in uint8. "
    "The numbers in it must fit in uint3, so from 0 to 7.",
    'a text such as "x * x >= x"',
    _grade_widths,
    (
        "What is true of every number below 64, and not of every number below 256?",
        "x < 64 says it, but 64 does not fit in uint3. Which operation makes a large number small?",
        "A right shift drops bits. How many must it drop until nothing is left of a number with 6 bits?",
    ),
)

# ---- 1.5 ----------------------------------------------------------------------------------


# What the midpoint m is, said without a sum that could wrap: it lies between x and y, and from there
# the way up is as long as the way down, or one step longer.
_IS_MIDPOINT = parse(
    "min(x, y) <= m and m <= max(x, y) and m - min(x, y) <= max(x, y) - m and max(x, y) - m - (m - min(x, y)) <= 1"
)


def is_midpoint(term: Term) -> Term:
    """The formula that a term is the midpoint of x and y, rounded down; exact also where x + y would wrap.

    >>> evaluate(is_midpoint(parse("(x + y) // 2")), {"x": 1, "y": 255}, Unsigned(8))
    False
    """
    return substitute(_IS_MIDPOINT, {"m": term})


def _grade_repair(answer: object) -> Feedback:
    term = read_number(answer, PAIR, Unsigned(8))
    claim = Claim(is_midpoint(term), PAIR)
    result = exhaust(claim, Unsigned(8))
    if not isinstance(result.verdict, Refuted):
        return Feedback(True, f"for all {result.cases:,} pairs your expression gives the exact midpoint.")
    pair = result.verdict.witness.assignment
    wrong = result.cases_in_all - counter(result.engine, claim, Unsigned(8))(0, result.cases_in_all)
    ordered = exhaust(Claim(t.Implies(parse("x <= y"), claim.formula), PAIR), Unsigned(8))
    return Feedback(
        False,
        f"with {in_words(pair)} your expression gives {_value(term, pair)} "
        f"and the midpoint is {sum(pair.values()) // 2}. It is wrong for {wrong:,} of {result.cases_in_all:,} pairs"
        f"{', all with x > y' if isinstance(ordered.verdict, Proved) else ''}.",
    )


def _value(term: Term, pair: Mapping[str, int]) -> str:
    try:
        return str(evaluate(term, pair, Unsigned(8)))
    except Undefined as reason:
        return f"no value ({reason})"


repair = Exercise(
    "1.5",
    "repair",
    3,
    "Write an expression for the midpoint of x and y in uint8, rounded down, that is right for every pair: "
    "equal to (x + y) // 2 over the unbounded integers. Every operation in it still wraps at 8 bits.",
    'a text such as "(x + y) // 2"',
    _grade_repair,
    (
        "First suppose x <= y. How far is it from x to y, and where is half of the way?",
        "x + (y - x) // 2 is right for x <= y. min and max tell you which of the two is smaller.",
        "There is a way without min and max: x + y is twice the bits that both have, plus the bits that one has.",
    ),
)

EXERCISES = (midpoint, cases, one_pair, widths, repair)
