"""Exercises for chapter 2, algebraic simplification."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from arlib import terms as t
from arlib.exercises.base import Exercise, Solution
from arlib.exercises.chapter02.bits import clear_bit, division, no_branch
from arlib.exercises.kinds.claims import Grade, claim_with, counterexample, sound_rule
from arlib.exercises.kinds.derivations import derivation
from arlib.exercises.kinds.predictions import EXPECTS, Question, prediction
from arlib.exercises.kinds.reading import Operations
from arlib.exercises.variants import between
from arlib.integers import IntegerModel, Signed, Unbounded, Unsigned
from arlib.proving import prove
from arlib.verdict import Proved, Refuted, Unknown

# ---- 2.1 ----------------------------------------------------------------------------------


def _negative_square(least: int) -> Grade:
    unmet = f"x is less than {least:,}" if least > 1 else "x is not positive"
    words = {"fails": "the square is negative", "holds": "the square is not negative", "unmet": unmet}
    return counterexample("x * x >= 0", f"x >= {least}", Signed(32), **words)


def _vary_square(choose: Random) -> Exercise:
    least = between(choose, 50_000, 2_000_000_000)
    found = next(x for x in range(least, least + 1_000_000) if Signed(32).wrap(x * x) < 0)
    return replace(
        square,
        question=f"Find a number x in int32, not less than {least:,}, for which x * x is negative.",
        grade=_negative_square(least),
        hints=(
            "The square is far too large for int32, and what is left looks like chance. How often is that negative?",
            "Ask prove, with the claim that there is no such x. Or try some numbers, with Signed(32).wrap.",
        ),
        key=Solution(f"answer = {found}", "About half of the squares that do not fit are negative after they wrapped."),
    )


square = Exercise(
    "2.1",
    "square",
    1,
    "Find a positive number x in int32 for which x * x is negative.",
    "a number, such as 3 * 5 or 2 ** 10",
    _negative_square(1),
    (
        "int32 ends at 2,147,483,647. Which number is the first whose square is larger?",
        "The square root of 2,147,483,647 is about 46,340.95. You may also ask prove, with the claim negated.",
    ),
    _vary_square,
)

# ---- 2.2 ----------------------------------------------------------------------------------

own_rule = Exercise(
    "2.2",
    "own_rule",
    2,
    "Write a rewrite rule that is sound over the unbounded integers and unsound in int8. "
    "Both of its sides must be numbers.",
    'a rule such as "a + b = b + a", or the pair of its sides',
    sound_rule(sound=(Unbounded(),), unsound=(Signed(8),)),
    (
        "Do something to a that loses its highest bit in int8, and undo it again.",
        "Over the integers a * 2 // 2 is a, and so is (a << 1) >> 1. Which of -128 to 127 come back in int8?",
        "Another way: a + 1 is the larger one of a and a + 1, where there is always a larger number.",
    ),
)

# ---- 2.3 ----------------------------------------------------------------------------------

_ALGEBRA = Operations("use only ==, +, - and *", only=(t.Eq, t.Add, t.Sub, t.Mul, t.Neg, t.Var, t.Const))


def _equation(width: int) -> Exercise:
    """True in all types up to one, and not in the next one."""
    narrow, wide, power = Unsigned(width), Unsigned(width + 1), 1 << width
    factors = ["8"] * (width // 3) + [str(1 << width % 3)] * (width % 3 > 0)
    return Exercise(
        "2.3",
        "eight",
        2,
        f"Write an equation about x that holds for every x in {narrow} and fails for some x in {wide}. "
        "Use only ==, +, - and *, and numbers from 0 to 15.",
        'a text such as "x * 2 == x + x"',
        claim_with(
            ("x",),
            holds=(narrow,),
            fails=(wide,),
            numbers=Unsigned(4),
            praise="Equations of sums and products hold in a wide type only if they hold in each narrower one.",
            allowed=_ALGEBRA,
        ),
        (
            "An equation that holds over the integers holds in both types, so yours must be false over the integers.",
            f"In {narrow} the number {power} is 0. In {wide} it is not.",
            f"{power} is too large a number to write here. It is a product of smaller ones.",
        ),
        lambda choose: _equation(between(choose, 6, 13)),
        Solution(f'answer = "{" * ".join(factors)} * x == 0"', f"The product is {power}, and that is 0 in {narrow}."),
    )


eight = replace(_equation(8), key=None)

# ---- 2.4 ----------------------------------------------------------------------------------

_EACH_LINE = "Each line is made from the one before it by one rule of arlib at one place, read from left or from right."


def _vary_scratchpad(choose: Random) -> Exercise:
    a = between(choose, 2, 19)
    b = a + between(choose, 1, 19)
    first, last = f"(x + {a}) * (x + {b})", f"x * x + {a + b} * x + {a * b}"
    lines = (
        first,
        f"x * (x + {b}) + {a} * (x + {b})",
        f"x * x + x * {b} + {a} * (x + {b})",
        f"x * x + x * {b} + ({a} * x + {a} * {b})",
        f"x * x + x * {b} + {a} * x + {a} * {b}",
        f"x * x + {b} * x + {a} * x + {a} * {b}",
        f"x * x + {b} * x + {a} * x + {a * b}",
        f"x * x + ({b} + {a}) * x + {a * b}",
        last,
    )
    return replace(
        scratchpad,
        question=f"Rewrite {first} to {last}. {_EACH_LINE}",
        expects=f'a list of texts, such as ["{first}", ..., "{last}"]',
        grade=derivation(first, last, ("x",)),
        hints=(scratchpad.hints[0], "Multiply out both products, and move the brackets. Two results are like terms."),
        key=Solution(
            "answer = [\n" + "".join(f'    "{line}",\n' for line in lines) + "]",
            "Distributivity three times, brackets, and then like terms.",
        ),
    )


FIRST, LAST = "(x + y) * (x - y)", "x * x - y * y"
scratchpad = Exercise(
    "2.4",
    "scratchpad",
    2,
    f"Rewrite {FIRST} to {LAST}. {_EACH_LINE}",
    f'a list of texts, such as ["{FIRST}", ..., "{LAST}"]',
    derivation(FIRST, LAST, ("x", "y")),
    (
        "Use distributivity on the sum on the left: a * c + b * c for (a + b) * c.",
        "Multiply out both products, one after the other: a * (b - c) is a * b - a * c. "
        "Two of the four results are the same product, once added and once subtracted, after a swap of factors.",
        "Move the brackets with a + (b - c) = a + b - c. Then a - b + b = a, which is called cancellation.",
    ),
    _vary_scratchpad,
)

# ---- 2.6 ----------------------------------------------------------------------------------


def _ask(claim: str, integers: IntegerModel) -> Question:
    def ask() -> Proved[object] | Refuted[object] | Unknown:
        match prove(claim, integers, seconds=5):
            case Proved(certificate):
                return Proved(certificate)
            case verdict:
                return verdict

    where = "over the unbounded integers" if isinstance(integers, Unbounded) else f"in {integers}"
    return Question(f"{claim} {where}?", ask)


CLAIMS = (
    _ask("x - (y - z) == x - y + z", Unsigned(32)),
    _ask("2 * x // 2 == x", Unbounded()),
    _ask("2 * x // 2 == x", Unsigned(32)),
    _ask("x & y <= max(x, y)", Signed(32)),
    _ask("x & y <= max(x, y)", Unbounded()),
    _ask("implies(x <= y, x + 1 <= y + 1)", Unsigned(8)),
)

foresee = Exercise(
    "2.6",
    "foresee",
    2,
    "What will prove answer about each of six claims, how sure are you, and how long will it take? "
    f"The claims: {'; '.join(f'{n}. {claim.text[:-1]}' for n, claim in enumerate(CLAIMS, start=1))}. "
    "Rules and the solver are all that prove has, and the solver knows & only for numbers with a fixed number of bits.",
    EXPECTS,
    prediction(
        CLAIMS,
        "all six are right. The fifth claim is true, and the tool cannot show it: its solver "
        "has no & for numbers of any length, and a truth table says nothing of <=.",
    ),
    (
        "An equation of sums and differences keeps its truth when it wraps. A division and a <= need not.",
        "Which way leads to an answer: rules, a number that refutes the claim, or bits that the solver can list?",
        "The unbounded integers have no list of bits. Which claim needs one?",
    ),
)

EXERCISES = (square, own_rule, eight, scratchpad, clear_bit, foresee, division, no_branch)
