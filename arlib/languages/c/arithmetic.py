"""What C's operators mean as terms over the unbounded integers (C11 6.3 and 6.5, as gcc defines what C leaves open).

Unsigned arithmetic wraps: ``Wrap``. Signed arithmetic that overflows is undefined: ``Checked``.
"""

from __future__ import annotations

from dataclasses import dataclass

from arlib import terms as t
from arlib.integers import IntegerModel, Machine, Unsigned
from arlib.languages.c.types import BOOL, INT, common, promoted
from arlib.terms import Term

RING: dict[str, type[t.Binary]] = {"+": t.Add, "-": t.Sub, "*": t.Mul}
DIVISION: dict[str, type[t.Binary]] = {"/": t.TruncDiv, "%": t.TruncMod}
BITWISE: dict[str, type[t.Binary]] = {"&": t.BitAnd, "|": t.BitOr, "^": t.BitXor}
SHIFT: dict[str, type[t.Binary]] = {"<<": t.ShiftLeft, ">>": t.ShiftRight}
COMPARE: dict[str, type[t.Comparison]] = {"==": t.Eq, "!=": t.Ne, "<": t.Lt, "<=": t.Le, ">": t.Gt, ">=": t.Ge}


@dataclass(frozen=True)
class Value:
    """An expression's term and type, and bounds that its value keeps, to leave out conversions that do nothing.

    A comparison stays a formula while its type is int, so that conditions read as they were written.
    """

    term: Term
    type: Machine
    low: int
    high: int


def typed(term: Term, kind: Machine) -> Value:
    """A term of which no more is known than its type."""
    return Value(term, kind, kind.low, kind.high)


def constant(value: int, kind: Machine = INT) -> Value:
    """A known number."""
    return Value(t.Const(value), kind, value, value)


def truth(formula: Term, kind: Machine = INT) -> Value:
    """A formula as the number 1 or 0 that it is in C."""
    return Value(formula, kind, 0, 1)


def condition(value: Value) -> Term:
    """The formula that the value is not 0."""
    return value.term if t.is_formula(value.term) else t.Ne(value.term, t.Const(0))


def number(value: Value) -> Term:
    """The value as a number where it is a formula."""
    match value.term:
        case t.Truth(known):
            return t.Const(int(known))
        case term:
            return t.IfThenElse(term, t.Const(1), t.Const(0)) if t.is_formula(term) else term


@dataclass(frozen=True)
class Arithmetic:
    """C's operators; with ``integers``, each computes in that one model and no conversion is written.

    ``overflow`` is what becomes of a sum, difference or product that its signed type does not contain:
    ``Checked`` as in the standard, or ``Wrap`` as with gcc -fwrapv, which defines << of negative numbers too.
    """

    integers: IntegerModel | None
    overflow: type[t.Conversion] = t.Checked

    def convert(self, value: Value, target: Machine) -> Value:
        """The value converted to a type, as by a cast or an assignment (6.3.1.2, 6.3.1.3)."""
        if target == BOOL:
            return value if value.type == BOOL else truth(condition(value), BOOL)
        if self.integers is not None or target.low <= value.low <= value.high <= target.high:
            return Value(value.term, target, value.low, value.high)
        # C leaves it to the compiler what a signed type makes of a number it does not contain; gcc wraps.
        return typed(t.Wrap(number(value), target), target)

    def promote(self, value: Value) -> Value:
        """The integer promotion."""
        return self.convert(value, promoted(value.type))

    def unify(self, left: Value, right: Value) -> tuple[Value, Value]:
        """The usual arithmetic conversions."""
        kind = common(left.type, right.type)
        return self.convert(left, kind), self.convert(right, kind)

    def _fit(self, term: Term, kind: Machine, low: int, high: int) -> Value:
        """The result of arithmetic that gives numbers from ``low`` to ``high`` before it is brought into the type."""
        if self.integers is not None:
            return typed(term, kind)
        if isinstance(kind, Unsigned):
            # Written even where the bounds spare it, so that `uniform` sees each operation in its model.
            return typed(t.Wrap(term, kind), kind)
        if kind.low <= low and high <= kind.high:
            return Value(term, kind, low, high)
        return typed(self.overflow(term, kind), kind)

    def negative(self, value: Value) -> Value:
        """-x."""
        value = self.promote(value)
        return self._fit(t.Neg(number(value)), value.type, -value.high, -value.low)

    def complement(self, value: Value) -> Value:
        """~x, which is -x - 1."""
        value = self.promote(value)
        return self._fit(t.BitNot(number(value)), value.type, ~value.high, ~value.low)

    def absolute(self, value: Value, kind: Machine) -> Value:
        """The library's abs, for one signed type: undefined for its smallest number, which gcc -fwrapv wraps."""
        value = self.convert(value, kind)
        return self._fit(t.Abs(number(value)), kind, 0, max(abs(value.low), abs(value.high)))

    def binary(self, symbol: str, left: Value, right: Value) -> Value:
        """The operators with two operands except && and ||."""
        if symbol in SHIFT:
            return self._shift(symbol, self.promote(left), self.promote(right))
        if symbol in COMPARE:
            return self._compare(symbol, left, right)
        left, right = self.unify(left, right)
        kind, a, b = left.type, number(left), number(right)
        if symbol in DIVISION:
            return self._divide(symbol, left, right)
        if symbol in BITWISE:
            return typed(BITWISE[symbol](a, b), kind)
        match symbol:
            case "+":
                corners = [left.low + right.low, left.high + right.high]
            case "-":
                corners = [left.low - right.high, left.high - right.low]
            case "*":
                corners = [x * y for x in (left.low, left.high) for y in (right.low, right.high)]
            case _:
                raise ValueError(f"not an operator of C: {symbol}")
        return self._fit(RING[symbol](a, b), kind, min(corners), max(corners))

    def _compare(self, symbol: str, left: Value, right: Value) -> Value:
        if t.is_formula(left.term) and t.is_formula(right.term) and symbol in ("==", "!="):
            same = t.Iff(left.term, right.term)
            return truth(same if symbol == "==" else t.Not(same))
        left, right = self.unify(left, right)
        return truth(COMPARE[symbol](number(left), number(right)))

    def _divide(self, symbol: str, left: Value, right: Value) -> Value:
        """6.5.5p6: a % b is a - a/b*b, and undefined where a/b is: -2147483648 % -1 traps, although 0 would fit."""
        kind, a, b = left.type, number(left), number(right)
        overflows = left.low == kind.low < 0 and right.low <= -1 <= right.high
        if self.integers is not None or not overflows:
            return typed(DIVISION[symbol](a, b), kind)
        quotient = t.Checked(t.TruncDiv(a, b), kind)
        return typed(quotient if symbol == "/" else t.Sub(a, t.Mul(quotient, b)), kind)

    def _shift(self, symbol: str, left: Value, right: Value) -> Value:
        """6.5.7: undefined by the width or more, and to the left also for a negative number or one that leaves."""
        kind, a, amount = left.type, number(left), number(right)
        if self.integers is not None:
            return typed(SHIFT[symbol](a, amount), kind)
        if not 0 <= right.low <= right.high < kind.width:
            # The amounts 0 to 31 are the unsigned numbers of 5 bits, and 0 to 63 those of 6.
            amount = t.Checked(amount, Unsigned((kind.width - 1).bit_length()))
        if symbol == ">>":
            return typed(t.ShiftRight(a, amount), kind)
        if left.low < 0 and self.overflow is t.Checked:
            a = t.Checked(a, Unsigned(kind.width - 1))
        longest = min(max(right.high, 0), kind.width - 1)
        lowest = 0 if self.overflow is t.Checked else min(left.low, 0) << longest
        return self._fit(t.ShiftLeft(a, amount), kind, lowest, max(left.high, 0) << longest)

    def choose(self, test: Value, then: Value, orelse: Value) -> Value:
        """test ? then : orelse."""
        return self.branch(test, *self.unify(then, orelse))

    def branch(self, test: Value, then: Value, orelse: Value) -> Value:
        """The same of two values of one type."""
        a, b = then.term, orelse.term
        if not (t.is_formula(a) and t.is_formula(b)):
            a, b = number(then), number(orelse)
        choice = t.IfThenElse(condition(test), a, b)
        return Value(choice, then.type, min(then.low, orelse.low), max(then.high, orelse.high))
