"""Exercises for chapter 1, exhaustive testing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from arlib import terms as t
from arlib.certificates import Counterexample
from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.chapter01.exact import PAIR, halfway, overflow, repair
from arlib.exercises.kinds.claims import Grade, claim_with, counterexample
from arlib.exercises.kinds.failures import failure_of
from arlib.exercises.kinds.predictions import EXPECTS, Question, prediction
from arlib.exercises.kinds.reading import read_claim, read_integer
from arlib.exercises.variants import between
from arlib.exhaustive import exhaust
from arlib.exhaustive.engines import counter
from arlib.integers import Machine, Signed, Unsigned
from arlib.printing import to_text
from arlib.terms import Claim, subterms
from arlib.verdict import Proved, Refuted, Unknown

IN_WORDS = {2: "two", 3: "three", 4: "four"}


# ---- 1.1 ----------------------------------------------------------------------------------


def _negative_midpoint(integers: Machine, given: str, unmet: str) -> Grade:
    words = {"fails": "the midpoint is negative", "holds": "the midpoint is not negative", "unmet": unmet}
    return counterexample("(x + y) // 2 >= 0", given, integers, **words)


def _vary_midpoint(choose: Random) -> Exercise:
    integers = Signed(between(choose, 6, 14))
    most = between(choose, 2, integers.high // 2)
    return replace(
        midpoint,
        question=f"Find two positive numbers x and y in {integers}, with x at most {most}, "
        "for which (x + y) // 2 is negative.",
        grade=_negative_midpoint(
            integers,
            f"x > 0 and y > 0 and x <= {most}",
            f"it is not true that both are positive and x is at most {most}",
        ),
        hints=(
            f"{integers} goes from {integers.low} to {integers.high}. What happens to a sum above {integers.high}?",
            midpoint.hints[1],
        ),
        key=Solution(
            f'answer = {{"x": {most}, "y": {integers.high}}}', "Added to the largest number, any positive one wraps."
        ),
    )


midpoint = Exercise(
    "1.1",
    "midpoint",
    1,
    "Find two positive numbers x and y in int8 for which (x + y) // 2 is negative.",
    'a dict such as {"x": 3, "y": 4}',
    _negative_midpoint(Signed(8), "x > 0 and y > 0", "the numbers are not both positive"),
    (
        "int8 goes from -128 to 127. What happens to a sum above 127?",
        "The division is innocent. Find a sum of two positive numbers that is itself negative.",
    ),
    _vary_midpoint,
)

# ---- 1.2 ----------------------------------------------------------------------------------


def _count(inputs: int, width: int) -> Grade:
    expected = 1 << inputs * width
    known = {
        inputs * width: "the number of bits that an assignment has. Each bit doubles the number of cases",
        inputs * width**inputs: f"{inputs} * {width} ** {inputs}. {width} is the number of bits, not of values",
        width**inputs: f"{width} ** {inputs}. {width} is the number of bits, not the number of values",
        inputs**width: f"{inputs} ** {width}. The base is what each bit can be, and that is two things",
        2**width: "the number of values of one input",
        inputs
        * 2
        ** width: f"{IN_WORDS[inputs]} times the values of one input. The inputs vary independently, so they multiply",
        2 ** (width * (inputs - 1)): "the number of cases for one input less",
        expected // 2: f"half of the cases. Is one bit set aside for a sign? {Unsigned(width)} has none",
        expected * 2: "twice as many as there are",
        (2**width - 1) ** inputs: f"one value short for each input: from 0 to {2**width - 1:,} there are {2**width:,}",
    }

    def grade(answer: object) -> Feedback:
        number = read_integer(answer)
        if number == expected:
            bits = f"each of {inputs} * {width} = {inputs * width} bits doubles the number"
            return Feedback(True, f"{bits}, so there are 2^{inputs * width} = {expected:,} cases.")
        if number in known:
            return Feedback(False, f"{number:,} is {known[number]}.")
        if number < 1:
            return Feedback(False, f"{number:,} counts nothing. There is at least one case, with 0 for every input.")
        return Feedback(
            False,
            f"{number:,} is too {'small' if number < expected else 'large'}. Count where it is easy: "
            f"{IN_WORDS[inputs]} inputs of 1 bit have {2**inputs} cases, of 2 bits {4**inputs}. What doubles there?",
        )

    return grade


def _vary_cases(choose: Random) -> Exercise:
    inputs, width = between(choose, 2, 4), between(choose, 5, 40)
    return replace(
        cases,
        question=f"A claim has {IN_WORDS[inputs]} inputs, each in {Unsigned(width)}. How many cases does it have?",
        grade=_count(inputs, width),
        hints=(
            "How many values has one input? For each of them the next input has all of its values again.",
            f"Count bits: an assignment of the {IN_WORDS[inputs]} inputs is a row of {inputs} * {width} bits.",
        ),
        key=Solution(f"answer = {1 << inputs * width}", f"It is 2 ** {inputs * width}: each bit doubles the number."),
    )


cases = Exercise(
    "1.2",
    "cases",
    1,
    "A claim has three inputs, each in uint16. How many cases does it have?",
    "a number, such as 3 * 5 or 2 ** 10",
    _count(3, 16),
    (
        "How many values has one input? For each of them the second input has all of its values again.",
        "Count bits: an assignment of the three inputs is a row of 16 + 16 + 16 bits.",
    ),
    _vary_cases,
)

# ---- 1.3 ----------------------------------------------------------------------------------


def _grade_one_pair(answer: object) -> Feedback:
    claim = read_claim(answer, PAIR, Unsigned(8))
    for part in subterms(claim.formula):
        if isinstance(part, t.Connective | t.Not | t.IfThenElse):
            return Feedback(False, f"{to_text(part)} is more than one comparison. One is enough.")
    in_all = 1 << 2 * 8
    match failure_of(claim, Unsigned(8)):
        case None:
            return Feedback(False, f"your claim is true for all {in_all:,} pairs, and should be false for one.")
        case Unknown(reason):
            return Feedback(False, f"this could not be decided: {reason}.")
        case first:
            failing = in_all - counter("python", claim, Unsigned(8))(0, in_all)
    if failing > 1:
        second = failure_of(_apart_from(first, claim), Unsigned(8))
        return Feedback(
            False,
            f"your claim is not true for {failing:,} pairs, and should fail for exactly one. "
            f"Two of them: {first}, and {second}.",
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


def _widths(most: int, larger: int) -> Exercise:
    """True up to ``most`` bits, and false at ``larger``."""
    tried = [Unsigned(width) for width in range(3, most + 1)]
    return Exercise(
        "1.4",
        "widths",
        2,
        f"Write a claim about x that is true for every x in {', '.join(map(str, tried[:-1]))} and {tried[-1]}, "
        f"and false for some x in uint{larger}. The numbers in it must fit in uint3, so from 0 to 7.",
        'a text such as "x * x >= x"',
        claim_with(
            ("x",),
            holds=tuple(tried),
            fails=(Unsigned(larger),),
            numbers=Unsigned(3),
            praise="A proof for small widths is a proof for small widths.",
        ),
        (
            f"What is true of every number below {1 << most}, and not of every number below {1 << larger}?",
            f"x < {1 << most} says it, but {1 << most} does not fit in uint3. Which operation makes numbers small?",
            f"A right shift drops bits. How many must it drop until nothing is left of a number with {most} bits?",
        ),
        lambda choose: _widths(between(choose, 4, 7), between(choose, 8, 11)),
        Solution(f'answer = "x >> {most} == 0"', f"The shift drops {most} bits, and a small number has no more."),
    )


widths = replace(_widths(6, 8), key=None)

# ---- 1.6 ----------------------------------------------------------------------------------


def _ask(claim: str, integers: Machine, seconds: float | None = None) -> Question:
    limit = f" with {seconds} seconds to try" if seconds else ""

    def ask() -> Proved[object] | Refuted[object] | Unknown:
        result = exhaust(claim, integers, engine="python", seconds=seconds)
        match result.verdict:
            case Proved():
                return Proved(f"all {result.cases:,} cases were tried")
            case verdict:
                return verdict

    return Question(f"{claim} in {integers}{limit}?", ask)


CLAIMS = (
    _ask("x * (y + 1) == x * y + x", Unsigned(8)),
    _ask("abs(x) >= 0", Signed(16)),
    _ask("implies(x < y, x - y < 0)", Signed(8)),
    _ask("x & (x - 1) <= x", Unsigned(16)),
    _ask("x * x >= x", Unsigned(8)),
    _ask("x + y == y + x", Unsigned(32), 0.1),
)

foresee = Exercise(
    "1.6",
    "foresee",
    2,
    "What will exhaust answer about each of six claims, how sure are you, and how long will it take with the engine "
    f"python? The claims: {'; '.join(f'{n}. {claim.text[:-1]}' for n, claim in enumerate(CLAIMS, start=1))}.",
    EXPECTS,
    prediction(
        CLAIMS,
        "all six are right. The laws of + and * survive wrapping. Those of < and of abs do not.",
    ),
    (
        "In a machine type, a claim with only +, - and * on both sides of == holds if it holds over the integers. "
        "For a claim with < look at the ends of the range.",
        "abs(-128) in int8 was in the chapter. What is 16 * 16 in uint8, and what is -128 - 1 in int8?",
        "Multiply the number of cases by what the chapter measured for one case. A limit of time is a bound as well.",
    ),
)

EXERCISES = (midpoint, cases, one_pair, widths, repair, foresee, overflow, halfway)
