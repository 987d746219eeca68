"""Rewrite rules, and the ones that arlib trusts: each is proved in every integer model by a test.

In a rule, a, b, c and d stand for any number and p, q for any formula. A rule says that its two sides have the
same value, whatever these are. Numbers wrap in a machine model, so ``a + b = b + a`` is a rule of every
model, and ``0 < b - a`` for ``a < b`` one of the unbounded integers alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from arlib import terms as t
from arlib.integers import IntegerModel, Signed, Unbounded, Unsigned
from arlib.languages.python.claims import parse_rule
from arlib.printing import to_text
from arlib.terms import Term
from arlib.verdict import Unsupported

Kind = type[Unbounded] | type[Signed] | type[Unsigned]
EVERYWHERE: tuple[Kind, ...] = (Unbounded, Signed, Unsigned)


@dataclass(frozen=True)
class Rule:
    """``left`` may be rewritten to ``right`` in the integer models named.

    >>> print(rule("commutativity of +", "a + b", "b + a"))
    commutativity of +: a + b = b + a
    """

    name: str
    left: Term
    right: Term
    models: tuple[Kind, ...] = EVERYWHERE

    def __str__(self) -> str:
        return f"{self.name}: {to_text(self.left)} = {to_text(self.right)}"


def rule(name: str, left: str, right: str = "", models: tuple[Kind, ...] = EVERYWHERE) -> Rule:
    """A rule from text; a to d and other names are numbers, p and q formulas. Raises ``Unsupported``.

    >>> rule("swap", "a + b = b + a") == rule("swap", "a + b", "b + a")
    True
    """
    if not right:
        sides = both_sides(left)
        if sides is None:
            raise Unsupported("a rule has two sides, as in a + b = b + a", left)
        left, right = sides
    return Rule(name, literal(parse_rule(left)), literal(parse_rule(right)), models)


def both_sides(text: str) -> tuple[str, str] | None:
    """The sides of a rule that is written as one is printed, with = (or == or -> ) between them; None without.

    >>> both_sides("a <= b = b >= a"), both_sides("a + b")
    (('a <= b', 'b >= a'), None)
    """
    for sign in ("->", "→", r"(?<![=<>!])=(?!=)", "=="):
        parts = re.split(sign, text)
        if len(parts) > 1:
            return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else None
    return None


def literal(term: Term) -> Term:
    """The term with ``-1`` read as a constant, so that a step need not compute it.

    >>> literal(t.Mul(t.Neg(t.Const(1)), t.Var("x")))
    Mul(Const(-1), Var('x'))
    """
    match term:
        case t.Neg(t.Const(value)):
            return t.Const(-value)
        case _:
            return t.rebuild(term, tuple(map(literal, term.children)))


def match(pattern: Term, term: Term) -> dict[str, Term] | None:
    """What the variables of a pattern stand for in a term of its shape; None for another shape.

    >>> match(t.Add(t.Var("a"), t.Var("a")), t.Add(t.Const(1), t.Const(1)))
    {'a': Const(1)}
    >>> match(t.Add(t.Var("a"), t.Var("a")), t.Add(t.Const(1), t.Const(2))) is None
    True
    """
    found: dict[str, Term] = {}
    waiting = [(pattern, term)]
    while waiting:
        expected, actual = waiting.pop()
        if isinstance(expected, t.Var | t.Prop):
            if t.is_formula(actual) != isinstance(expected, t.Prop):
                return None
            if found.setdefault(expected.name, actual) != actual:
                return None
        elif type(expected) is not type(actual):
            return None
        elif not expected.children:
            if expected != actual:
                return None
        else:
            if isinstance(expected, t.Conversion) and expected != t.rebuild(actual, expected.children):
                return None
            waiting.extend(zip(expected.children, actual.children, strict=True))
    return found


def is_total(term: Term, integers: IntegerModel) -> bool:
    """Whether a term has a value in every state, as its form shows: its divisors and shifts are fitting constants.

    >>> from arlib.languages.python.claims import parse
    >>> is_total(parse("x // 2"), Unbounded()), is_total(parse("2 // x"), Unbounded())
    (True, False)
    """
    for part in t.subterms(term):
        match part:
            case t.Division(_, t.Const(value)):
                if integers.wrap(value) == 0:
                    return False
            case t.Shift(_, t.Const(value)):
                if value < 0 or value > 4096 or value not in integers:
                    return False
            case t.Division() | t.Shift() | t.Checked():
                return False
    return True


UNBOUNDED: tuple[Kind, ...] = (Unbounded,)
UNSIGNED: tuple[Kind, ...] = (Unsigned,)

# Rules that make a term smaller; they apply wherever they fit.
SHRINKING = (
    rule("zero", "a + 0", "a"),
    rule("zero", "0 + a", "a"),
    rule("zero", "a - 0", "a"),
    rule("cancellation", "a - a", "0"),
    rule("one", "a * 1", "a"),
    rule("one", "1 * a", "a"),
    rule("annihilation", "a * 0", "0"),
    rule("annihilation", "0 * a", "0"),
    rule("double negation", "--a", "a"),
    rule("idempotence of &", "a & a", "a"),
    rule("idempotence of |", "a | a", "a"),
    rule("x ^ x", "a ^ a", "0"),
    rule("annihilation of &", "a & 0", "0"),
    rule("annihilation of &", "0 & a", "0"),
    rule("zero of |", "a | 0", "a"),
    rule("zero of |", "0 | a", "a"),
    rule("zero of ^", "a ^ 0", "a"),
    rule("zero of ^", "0 ^ a", "a"),
    rule("complement", "a & ~a", "0"),
    rule("complement", "~a & a", "0"),
    rule("complement", "a | ~a", "-1"),
    rule("complement", "~a | a", "-1"),
    rule("complement", "a ^ ~a", "-1"),
    rule("complement", "~a ^ a", "-1"),
    rule("absorption", "a & (a | b)", "a"),
    rule("absorption", "a | a & b", "a"),
    rule("double complement", "~~a", "a"),
    rule("idempotence of min", "min(a, a)", "a"),
    rule("idempotence of max", "max(a, a)", "a"),
    rule("shift by nothing", "a << 0", "a"),
    rule("shift by nothing", "a >> 0", "a"),
    rule("both branches alike", "a if p else a", "a"),
    rule("the first branch", "a if True else b", "a"),
    rule("the second branch", "a if False else b", "b"),
    rule("an absolute value of an unsigned number", "abs(a)", "a", UNSIGNED),
    rule("reflexivity of ==", "a == a", "True"),
    rule("reflexivity of <=", "a <= a", "True"),
    rule("reflexivity of >=", "a >= a", "True"),
    rule("irreflexivity of !=", "a != a", "False"),
    rule("irreflexivity of <", "a < a", "False"),
    rule("irreflexivity of >", "a > a", "False"),
    rule("no unsigned number is negative", "0 <= a", "True", UNSIGNED),
    rule("no unsigned number is negative", "a < 0", "False", UNSIGNED),
    rule("an absolute value is not negative", "0 <= abs(a)", "True", UNBOUNDED),
    rule("a square is not negative", "0 <= a * a", "True", UNBOUNDED),
    rule("double negation", "not not p", "p"),
    rule("negation of True", "not True", "False"),
    rule("negation of False", "not False", "True"),
    rule("identity of and", "p and True", "p"),
    rule("identity of and", "True and p", "p"),
    rule("annihilation of and", "p and False", "False"),
    rule("annihilation of and", "False and p", "False"),
    rule("idempotence of and", "p and p", "p"),
    rule("contradiction", "p and not p", "False"),
    rule("identity of or", "p or False", "p"),
    rule("identity of or", "False or p", "p"),
    rule("annihilation of or", "p or True", "True"),
    rule("annihilation of or", "True or p", "True"),
    rule("idempotence of or", "p or p", "p"),
    rule("excluded middle", "p or not p", "True"),
    rule("excluded middle", "not p or p", "True"),
    rule("reflexivity of implies", "implies(p, p)", "True"),
    rule("a false premise", "implies(False, p)", "True"),
    rule("a true premise", "implies(True, p)", "p"),
    rule("a true conclusion", "implies(p, True)", "True"),
    rule("reflexivity of ==", "p == p", "True"),
    rule("both branches alike", "q if p else q", "q"),
    rule("the first branch", "p if True else q", "p"),
    rule("the second branch", "p if False else q", "q"),
)

# Rules that bring numbers to sums of products: what they say of -, ~ and <<, and distributivity.
UNFOLDING = (
    rule("definition of -", "a - b", "a + -1 * b"),
    rule("definition of -", "-a", "-1 * a"),
    rule("two's complement", "~a", "-1 * a + -1"),
    rule("shift by one", "a << 1", "2 * a"),
    rule("shift by two", "a << 2", "4 * a"),
    rule("shift by three", "a << 3", "8 * a"),
    rule("distributivity", "a * (b + c)", "a * b + a * c"),
    rule("distributivity", "(a + b) * c", "a * c + b * c"),
    rule("associativity of +", "a + (b + c)", "a + b + c"),
    rule("associativity of *", "a * b * c", "a * (b * c)"),
    rule("associativity of &", "a & (b & c)", "a & b & c"),
    rule("associativity of |", "a | (b | c)", "a | b | c"),
    rule("associativity of ^", "a ^ (b ^ c)", "a ^ b ^ c"),
)

# Rules that sort; the strategy applies them only where they bring the smaller term forward.
SORTING = (
    rule("commutativity of +", "a + b", "b + a"),
    rule("commutativity of +", "a + b + c", "a + c + b"),
    rule("commutativity of *", "a * b", "b * a"),
    rule("commutativity of *", "a * (b * c)", "b * (a * c)"),
    rule("commutativity of &", "a & b", "b & a"),
    rule("commutativity of &", "a & b & c", "a & c & b"),
    rule("commutativity of |", "a | b", "b | a"),
    rule("commutativity of |", "a | b | c", "a | c | b"),
    rule("commutativity of ^", "a ^ b", "b ^ a"),
    rule("commutativity of ^", "a ^ b ^ c", "a ^ c ^ b"),
    rule("commutativity of min", "min(a, b)", "min(b, a)"),
    rule("commutativity of max", "max(a, b)", "max(b, a)"),
)

# Rules that collect like terms; the strategy applies them only where b and c are constants.
COLLECTING = (
    rule("like terms", "a + a", "2 * a"),
    rule("like terms", "a + b * a", "(1 + b) * a"),
    rule("like terms", "b * a + a", "(b + 1) * a"),
    rule("like terms", "b * a + c * a", "(b + c) * a"),
    rule("like terms", "d + a + a", "d + 2 * a"),
    rule("like terms", "d + a + b * a", "d + (1 + b) * a"),
    rule("like terms", "d + b * a + a", "d + (b + 1) * a"),
    rule("like terms", "d + b * a + c * a", "d + (b + c) * a"),
    rule("like terms", "d + b + c", "d + (b + c)"),
    rule("like factors", "b * (c * a)", "b * c * a"),
    rule("repeated bits", "d & a & a", "d & a"),
    rule("repeated bits", "d | a | a", "d | a"),
    rule("repeated bits", "d ^ a ^ a", "d"),
)

# Rules that bring comparisons and formulas to one form.
COMPARING = (
    rule("definition of !=", "a != b", "not a == b"),
    rule("definition of >", "a > b", "b < a"),
    rule("definition of >=", "a >= b", "b <= a"),
    rule("negation of <", "not a < b", "b <= a"),
    rule("negation of <=", "not a <= b", "b < a"),
    rule("subtract the right side", "a == b", "a + -1 * b == 0"),
    rule("subtract the left side", "a < b", "0 < b + -1 * a", UNBOUNDED),
    rule("subtract the left side", "a <= b", "0 <= b + -1 * a", UNBOUNDED),
)

# Rules of school algebra that leave - as it is. The strategy has no use for them, since it writes a - b as
# a + -1 * b; a person who rewrites by hand has.
SCHOOL = (
    rule("distributivity", "a * (b - c)", "a * b - a * c"),
    rule("distributivity", "(a - b) * c", "a * c - b * c"),
    rule("associativity with -", "a + (b - c)", "a + b - c"),
    rule("associativity with -", "a - (b + c)", "a - b - c"),
    rule("associativity with -", "a - (b - c)", "a - b + c"),
    rule("commutativity with -", "a - b + c", "a + c - b"),
    rule("commutativity with -", "a + b - c", "a - c + b"),
    rule("commutativity with -", "a - b - c", "a - c - b"),
    rule("cancellation", "a + b - b", "a"),
    rule("cancellation", "a + b - a", "b"),
    rule("cancellation", "a - b + b", "a"),
)

# A conversion changes nothing where the bounds of its operand, computed from those of the inputs, fit the type.
# It is no equation: the checker computes the bounds.
FITS = Rule("the value fits the type", t.Var("a"), t.Var("a"), UNBOUNDED)

RULES = (*SHRINKING, *UNFOLDING, *SORTING, *COLLECTING, *COMPARING)
TRUSTED = (*RULES, *SCHOOL)
