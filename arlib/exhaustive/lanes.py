"""Terms to straight-line code over machine words, the same for numpy arrays and for LLVM's vectors.

A lane is a machine word of 8, 16, 32 or 64 bits, at least as wide as the integers. Every value in a
lane is one of the integer model; where the lane is wider, each result is brought back by a mask or,
if signed, by a shift up and down. Nothing branches: an operation without a value computes something
harmless and notes in ``undefined`` where it did.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from arlib import terms as t
from arlib.integers import Machine, Signed
from arlib.printing import INFIX
from arlib.terms import Term


def lane_width(integers: Machine) -> int:
    """The width of the smallest machine word that holds these integers; ValueError beyond 64 bits."""
    for width in (8, 16, 32, 64):
        if integers.width <= width:
            return width
    raise ValueError(f"machine words have 64 bits at most, and {integers} does not fit; use the python engine")


def define(source: str, name: str, scope: dict[str, Any]) -> Any:
    """Run generated source in a scope of its own and return what it defines."""
    namespace = dict(scope)
    exec(compile(source, f"<arlib {name}>", "exec"), namespace)
    return namespace[name]


class Code(ABC):
    """What a language has for lanes and for truth values; each method returns the name of its result.

    ``lines`` assign to v0, v1, and so on. ``apply`` works on whole lanes and wraps to their width; an amount
    to shift by is less than that width, and ``//`` and ``%``, which round down, never meet a division that traps.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []

    @abstractmethod
    def number(self, value: int) -> str:
        """A literal."""

    @abstractmethod
    def truth(self, value: bool) -> str:
        """A literal truth value."""

    @abstractmethod
    def apply(self, symbol: str, a: str, b: str) -> str:
        """An operation on two lanes: + - * & | ^ << >> // %."""

    @abstractmethod
    def test(self, symbol: str, a: str, b: str) -> str:
        """The truth value of a comparison of two lanes: == != < <= > >=."""

    @abstractmethod
    def logic(self, symbol: str, a: str, b: str) -> str:
        """An operation on two truth values: & | ^."""

    @abstractmethod
    def choose(self, test: str, a: str, b: str) -> str:
        """The first where the test is true, the second elsewhere: two lanes, or two truth values."""


class Lanes:
    """Writes code for one formula; ``read`` names the operand for each occurrence of an input.

    ``constant`` names the operand for a constant of the formula, which is a literal unless told otherwise.
    """

    def __init__(
        self, integers: Machine, code: Code, read: Callable[[str], str], constant: Callable[[int], str] | None = None
    ):
        self.integers, self.code, self.read, self.constant = integers, code, read, constant or code.number
        self.spare = lane_width(integers) - integers.width

    def success(self, formula: Term) -> str:
        """The name of the truth value "the formula is defined and true"."""
        value, undefined = self._term(formula)
        return value if undefined is None else self.code.logic("&", value, self._not(undefined))

    def _not(self, a: str) -> str:
        return self.code.logic("^", a, self.code.truth(True))

    def _any(self, *undefined: str | None) -> str | None:
        some = [u for u in undefined if u is not None]
        for n in range(1, len(some)):
            some[n] = self.code.logic("|", some[n - 1], some[n])
        return some[-1] if some else None

    def _number(self, value: int) -> str:
        return self.code.number(value)

    def _negated(self, a: str) -> str:
        return self.code.apply("-", self._number(0), a)

    def _wrapped(self, value: str) -> str:
        if not self.spare:
            return value
        if isinstance(self.integers, Signed):
            spare = self._number(self.spare)
            return self.code.apply(">>", self.code.apply("<<", value, spare), spare)
        return self.code.apply("&", value, self._number(self.integers.high))

    def _term(self, term: Term) -> tuple[str, str | None]:
        """The names of the value and, if there can be none, of the truth value "undefined"."""
        code = self.code
        match term:
            case t.Var(name):
                return self.read(name), None
            case t.Const(number):
                return self.constant(self.integers.wrap(number)), None
            case t.Truth(truth):
                return code.truth(truth), None
            case t.IfThenElse(test, then, orelse):
                (c, bad), (a, bad_a), (b, bad_b) = map(self._term, (test, then, orelse))
                if bad_a or bad_b:
                    never = code.truth(False)
                    bad = self._any(bad, code.choose(c, bad_a or never, bad_b or never))
                return code.choose(c, a, b), bad
            case t.Not(arg):
                a, bad = self._term(arg)
                return self._not(a), bad
            case t.And(left, right) | t.Or(left, right) | t.Implies(left, right):
                (a, bad_a), (b, bad_b) = self._term(left), self._term(right)
                # The right side counts only where the left one does not decide.
                reached = self._not(a) if isinstance(term, t.Or) else a
                bad = self._any(bad_a, code.logic("&", reached, bad_b) if bad_b else None)
                match term:
                    case t.And():
                        return code.logic("&", a, b), bad
                    case t.Or():
                        return code.logic("|", a, b), bad
                    case _:
                        return code.logic("|", self._not(a), b), bad
            case t.Iff(left, right):
                (a, bad_a), (b, bad_b) = self._term(left), self._term(right)
                return self._not(code.logic("^", a, b)), self._any(bad_a, bad_b)
            case t.Comparison(left, right):
                (a, bad_a), (b, bad_b) = self._term(left), self._term(right)
                return code.test(INFIX[type(term)][0], a, b), self._any(bad_a, bad_b)
            case t.Unary(arg):
                a, bad = self._term(arg)
                return self._unary(term, a), bad
            case t.Binary(left, t.Const(number)) if self.integers.wrap(number) and isinstance(
                term, t.Division | t.Shift
            ):
                # Dividing and shifting by a literal is much faster, and no less an evaluation. A literal 0 stays an
                # operand: LLVM does not come back from x // 0 // (x // x).
                a, bad_a = self._term(left)
                known = self.integers.wrap(number)
                value, bad = self._binary(term, a, self._number(known), known)
                return value, self._any(bad_a, bad)
            case t.Binary(left, right):
                (a, bad_a), (b, bad_b) = self._term(left), self._term(right)
                value, bad = self._binary(term, a, b, None)
                return value, self._any(bad_a, bad_b, bad)
            case _:
                raise TypeError(f"not a term: {term!r}")

    def _unary(self, term: Term, a: str) -> str:
        match term:
            case t.Neg():
                return self._wrapped(self._negated(a))
            case t.BitNot():
                ones = -1 if isinstance(self.integers, Signed) else self.integers.high
                return self.code.apply("^", a, self._number(ones))
            case t.Abs():
                negative = self.code.test("<", a, self._number(0))
                return self._wrapped(self.code.choose(negative, self._negated(a), a))
            case _:
                raise TypeError(f"no code for {type(term).__name__}")

    def _binary(self, term: Term, a: str, b: str, known: int | None) -> tuple[str, str | None]:
        match term:
            case t.Add() | t.Sub() | t.Mul() | t.BitAnd() | t.BitOr() | t.BitXor():
                return self._wrapped(self.code.apply(INFIX[type(term)][0], a, b)), None
            case t.Min():
                return self.code.choose(self.code.test("<", a, b), a, b), None
            case t.Max():
                return self.code.choose(self.code.test("<", a, b), b, a), None
            case t.ShiftLeft() | t.ShiftRight():
                return self._shift(term, a, b)
            case t.Division():
                return self._division(term, a, b, known)
            case _:
                raise TypeError(f"no code for {type(term).__name__}")

    def _shift(self, term: Term, a: str, b: str) -> tuple[str, str | None]:
        """A machine shifts by less than the width of its word, so longer shifts are cut off first."""
        code, width, zero = self.code, self.integers.width, self._number(0)
        signed = isinstance(self.integers, Signed)
        bad = code.test("<", b, zero) if signed else None
        inside = code.truth(True)
        if width in self.integers:
            inside = code.test("<", b, self._number(width))
        if bad is not None:
            inside = code.logic("&", inside, self._not(bad))
        amount = code.choose(inside, b, zero)
        if isinstance(term, t.ShiftLeft):
            return self._wrapped(code.choose(inside, code.apply("<<", a, amount), zero)), bad
        emptied = code.choose(code.test("<", a, zero), self._number(-1), zero) if signed else zero
        return code.choose(inside, code.apply(">>", a, amount), emptied), bad

    def _division(self, term: Term, a: str, b: str, known: int | None) -> tuple[str, str | None]:
        """All divisions from the one that rounds down, by correcting quotient q and remainder r."""
        code, zero, one = self.code, self._number(0), self._number(1)
        signed, quotient = isinstance(self.integers, Signed), isinstance(term, t.Quotient)
        # A literal divisor that is neither 0 nor -1 needs no guards.
        bad = code.test("==", b, zero) if not known else None
        # Dividing the smallest number by -1 overflows and traps: that quotient is a negation.
        minus = code.test("==", b, self._number(-1)) if signed and known in (None, -1) else None
        unsafe = self._any(bad, minus)
        divisor = code.choose(unsafe, one, b) if unsafe else b
        if not signed:
            return code.apply("//" if quotient else "%", a, divisor), bad
        q = code.apply("//", a, divisor)
        r = code.apply("-", a, code.apply("*", q, divisor))
        if minus:
            q, r = self._wrapped(code.choose(minus, self._negated(a), q)), code.choose(minus, zero, r)
        match term:
            case t.FloorDiv() | t.FloorMod():
                return (q if quotient else r), bad
            case t.TruncDiv() | t.TruncMod():
                unlike = code.logic("^", code.test("<", a, zero), code.test("<", b, zero))
                corrected = code.logic("&", code.test("!=", r, zero), unlike)
            case t.EuclidDiv() | t.EuclidMod():
                corrected = code.test("<", r, zero)
            case _:
                raise TypeError(f"no code for {type(term).__name__}")
        changed = code.apply("+", q, one) if quotient else code.apply("-", r, b)
        return self._wrapped(code.choose(corrected, changed, q if quotient else r)), bad
