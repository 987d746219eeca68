"""Exercises for chapter 2, algebraic simplification."""

from __future__ import annotations

from collections.abc import Mapping

from arlib import terms as t
from arlib.checking import Accepted, Rejected, check_rule
from arlib.exercises.base import Exercise, Feedback, Unreadable
from arlib.exercises.reading import in_words, read_claim, read_integer, read_number
from arlib.exhaustive import exhaust
from arlib.integers import IntegerModel, Signed, Unbounded, Undefined, Unsigned
from arlib.printing import to_text
from arlib.programs.from_python import parse
from arlib.rewriting import prove
from arlib.rules import Rule, rule
from arlib.terms import Claim, Term, evaluate, is_formula, subterms
from arlib.verdict import Refuted, Unknown

SECONDS = 3.0  # for each question to the solver


def _value(term: Term, state: Mapping[str, int], integers: IntegerModel) -> str:
    try:
        return str(evaluate(term, state, integers))
    except Undefined as reason:
        return f"no value ({reason})"


# ---- 2.1 ----------------------------------------------------------------------------------


def _grade_square(answer: object) -> Feedback:
    x = read_integer(answer)
    if x not in Signed(32):
        return Feedback(False, f"{x:,} is not in {Signed(32).describe()}.")
    if x <= 0:
        return Feedback(False, f"{x:,} is not positive.")
    square, exact = evaluate(parse("x * x"), {"x": x}, Signed(32)), x * x
    if square == exact:
        return Feedback(False, f"the square of {x:,} is {exact:,}, which still fits in int32.")
    if square >= 0:
        return Feedback(False, f"the square of {x:,} is {exact:,}. It wraps to {square:,}, and that is not negative.")
    return Feedback(True, f"the square of {x:,} is {exact:,}, which wraps to {square:,}.")


square = Exercise(
    "2.1",
    "square",
    1,
    "Find a positive number x in int32 for which x * x is negative.",
    "a number, such as 3 * 5 or 2 ** 10",
    _grade_square,
    (
        "int32 ends at 2,147,483,647. Which number is the first whose square is larger?",
        "The square root of 2,147,483,647 is about 46,340.95. You may also ask prove, with the claim negated.",
    ),
)

# ---- 2.2 ----------------------------------------------------------------------------------


def _grade_rule(answer: object) -> Feedback:
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Unreadable("This is not a pair of a left side and a right side.")
    for side in answer:
        if not isinstance(side, str) or len(side) > 200:
            raise Unreadable("Each side should be a short text in quotes.")
    yours = rule("your rule", *answer)
    if len(list(subterms(yours.left))) + len(list(subterms(yours.right))) > 40:
        raise Unreadable("This has more than 40 parts, and a short answer exists.")
    if is_formula(yours.left):
        return Feedback(False, f"{to_text(yours.left)} is true or false. Here both sides should be numbers.")
    over_all, over_int8 = (check_rule(yours, integers, seconds=SECONDS) for integers in (Unbounded(), Signed(8)))
    for verdict in (over_all, over_int8):
        if isinstance(verdict, Rejected) and verdict.assignment is None:
            return Feedback(False, f"the checker does not take it for a rule: {verdict.countermodel}.")
    if isinstance(over_all, Rejected):
        return Feedback(False, f"over the unbounded integers it is unsound. {_apart(yours, over_all, Unbounded())}")
    if isinstance(over_int8, Accepted):
        return Feedback(False, "it is sound in int8 too: no number there tells the sides apart.")
    return Feedback(True, f"sound over the unbounded integers, unsound in int8. {_apart(yours, over_int8, Signed(8))}")


def _apart(rule: Rule, rejected: Rejected, integers: IntegerModel) -> str:
    state = rejected.assignment or {}
    sides = [f"{to_text(side)} is {_value(side, state, integers)}" for side in (rule.left, rule.right)]
    return f"With {in_words(state)}, {' and '.join(sides)}."


own_rule = Exercise(
    "2.2",
    "own_rule",
    2,
    "Write a rewrite rule that is sound over the unbounded integers and unsound in int8. "
    "Both of its sides must be numbers.",
    'a pair of texts for the left and the right side, such as ("a + b", "b + a")',
    _grade_rule,
    (
        "Do something to a that loses its highest bit in int8, and undo it again.",
        "Over the integers a * 2 // 2 is a, and so is (a << 1) >> 1. Which of -128 to 127 come back in int8?",
        "Another way: a + 1 is the larger one of a and a + 1, where there is always a larger number.",
    ),
)

# ---- 2.3 ----------------------------------------------------------------------------------

_LITERALS = Unsigned(4)
_ALGEBRA = (t.Eq, t.Add, t.Sub, t.Mul, t.Neg, t.Var, t.Const)


def _grade_eight(answer: object) -> Feedback:
    read_claim(answer, ("x",), _LITERALS)  # refuses numbers above 15
    claim = read_claim(answer, ("x",), Unsigned(8))
    for part in subterms(claim.formula):
        if not isinstance(part, _ALGEBRA):
            return Feedback(False, f"{to_text(part)} uses more than ==, +, - and *.")
    narrow, wide = (exhaust(claim, Unsigned(width), engine="python").verdict for width in (8, 9))
    if isinstance(narrow, Refuted):
        return Feedback(
            False, f"in uint8 your equation is not true with {_sides(claim, narrow.witness.assignment, Unsigned(8))}."
        )
    if not isinstance(wide, Refuted):
        return Feedback(False, "your equation is true for all 512 values of uint9 too.")
    failing = _sides(claim, wide.witness.assignment, Unsigned(9))
    return Feedback(True, f"true for all 256 values of uint8; in uint9 it is not true with {failing}.")


def _sides(claim: Claim, state: Mapping[str, int], integers: IntegerModel) -> str:
    left, right = (_value(side, state, integers) for side in claim.formula.children)
    return f"{in_words(state)}: the sides are {left} and {right}"


eight = Exercise(
    "2.3",
    "eight",
    2,
    "Write an equation about x that holds for every x in uint8 and fails for some x in uint9. "
    "Use only ==, +, - and *, and numbers from 0 to 15.",
    'a text such as "x * 2 == x + x"',
    _grade_eight,
    (
        "An equation that holds over the integers holds in both types, so yours must be false over the integers.",
        "In uint8 the number 256 is 0. In uint9 it is not.",
        "256 is too large a number to write here. It is a product of smaller ones.",
    ),
)

# ---- 2.4 ----------------------------------------------------------------------------------

FIRST, LAST = "(x + y) * (x - y)", "x * x - y * y"
_MOST_LINES = 12


def _grade_scratchpad(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) > _MOST_LINES:
        raise Unreadable(f"This is not a list of at most {_MOST_LINES} lines.")
    lines = [read_number(line, ("x", "y"), Signed(32)) for line in answer]
    for name, wanted, line in (("first", FIRST, lines[:1]), ("last", LAST, lines[-1:])):
        if line != [parse(wanted)]:
            return Feedback(False, f"the {name} line should be {wanted}.")
    for number, (before, after) in enumerate(zip(lines, lines[1:], strict=False), start=2):
        if before == after:
            return Feedback(False, f"line {number} is the line before it again.")
        for integers in (Unbounded(), Signed(32)):
            said = _compare(before, after, integers)
            if said:
                return Feedback(False, f"line {number}, {to_text(after)}, {said}")
    if len(lines) < 4:
        return Feedback(False, "every line is right, but there are too many steps in one. Write at least 4 lines.")
    return Feedback(True, f"each of the {len(lines)} lines equals the one before, over the integers and in int32.")


def _compare(before: Term, after: Term, integers: IntegerModel) -> str:
    """What tells two lines apart; nothing if they are equal."""
    claim = Claim(t.Eq(before, after), ("x", "y"))
    match prove(claim, integers, seconds=SECONDS):
        case Refuted(witness):
            here, there = (_value(term, witness.assignment, integers) for term in (after, before))
            where = "over the unbounded integers" if isinstance(integers, Unbounded) else "in int32"
            return (
                f"does not equal the line before it {where}: "
                f"with {in_words(witness.assignment)} it is {here}, and the line before it is {there}."
            )
        case Unknown(reason):
            return f"may or may not equal the line before it: {reason}. Try smaller steps."
        case _:
            return ""


scratchpad = Exercise(
    "2.4",
    "scratchpad",
    2,
    f"Rewrite {FIRST} to {LAST} in at least 4 lines. "
    "Each line must equal the one before it, over the unbounded integers and in int32.",
    f'a list of texts, such as ["{FIRST}", ..., "{LAST}"]',
    _grade_scratchpad,
    (
        "Use distributivity on the sum on the left: a * c + b * c for (a + b) * c.",
        "Multiply out both products. Two of the four results are the same product, once added and once subtracted.",
    ),
)

# ---- 2.5 ----------------------------------------------------------------------------------


def lowest_cleared(width: int) -> Term:
    """The specification, bit by bit: subtract 1 if bit 0 is set; else 2 if bit 1 is set; and so on; else x is 0.

    >>> evaluate(lowest_cleared(8), {"x": 12}, Unsigned(8))
    8
    """
    result = parse("x")
    for bit in reversed(range(width)):
        power = t.Const(1 << bit)
        is_set = t.Ne(t.BitAnd(t.Var("x"), power), t.Const(0))
        result = t.IfThenElse(is_set, t.Sub(t.Var("x"), power), result)
    return result


def _grade_bits(answer: object) -> Feedback:
    term, wanted = read_number(answer, ("x",), Unsigned(32)), lowest_cleared(32)
    match prove(Claim(t.Eq(term, wanted), ("x",)), Unsigned(32), seconds=SECONDS):
        case Refuted(witness):
            x = witness.assignment
            given, right = _value(term, x, Unsigned(32)), _value(wanted, x, Unsigned(32))
            return Feedback(False, f"with {in_words(x)} your expression gives {given}, and {right} is wanted.")
        case Unknown(reason):
            return Feedback(False, f"this could not be decided: {reason}. A shorter expression exists.")
        case _:
            return Feedback(True, "proved for all 4,294,967,296 values of x.")


clear_bit = Exercise(
    "2.5",
    "clear_bit",
    3,
    "Write an expression for x in uint32 with its lowest set bit cleared: 12 becomes 8, 7 becomes 6, and 0 stays 0.",
    'a text such as "x - 1"',
    _grade_bits,
    (
        "Write 12 and 11 in binary, one above the other. Where do they agree?",
        "Subtracting 1 turns the lowest set bit off and the zeros below it on, and changes nothing above.",
        "Which operation keeps only the bits that x and x - 1 both have?",
    ),
)

EXERCISES = (square, own_rule, eight, scratchpad, clear_bit)
