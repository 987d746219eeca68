"""Terms to straight-line code over machine words, the same for numpy arrays and for a compiled loop.

A lane is a machine word of 8, 16, 32 or 64 bits, at least as wide as the integers. Every value in a
lane is one of the integer model; where the lane is wider, each result is brought back by a mask or,
if signed, by a shift up and down. Nothing branches: an operation without a value computes something
harmless and notes in ``undefined`` where it did.
"""

from __future__ import annotations

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


class Lanes:
    """Writes code for one formula; ``read`` names the operand for each occurrence of an input.

    ``constant`` names the operand for a constant of the formula, which is a literal unless told otherwise.

    The code expects ``T`` (make a lane) and ``where`` (choose); ``lines`` assign to v0, v1, ...

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import parse
    >>> lanes = Lanes(Unsigned(7), read=str)
    >>> lanes.success(parse("x + y == y")), lanes.lines
    ('v1', ['v0 = T(T(x + y) & T(127))', 'v1 = v0 == y'])
    """

    def __init__(self, integers: Machine, read: Callable[[str], str], constant: Callable[[int], str] = "T({})".format):
        self.integers, self.read, self.constant = integers, read, constant
        self.spare = lane_width(integers) - integers.width
        self.lines: list[str] = []

    def success(self, formula: Term) -> str:
        """The name of the truth value "the formula is defined and true"."""
        value, undefined = self._term(formula)
        return value if undefined is None else self._let(f"{value} & ({undefined} ^ True)")

    def _let(self, expression: str) -> str:
        name = f"v{len(self.lines)}"
        self.lines.append(f"{name} = {expression}")
        return name

    def _wrapped(self, expression: str) -> str:
        if not self.spare:
            return self._let(f"T({expression})")
        if isinstance(self.integers, Signed):
            return self._let(f"T(T(T({expression}) << T({self.spare})) >> T({self.spare}))")
        return self._let(f"T(T({expression}) & T({self.integers.high}))")

    def _any(self, *undefined: str | None) -> str | None:
        some = [u for u in undefined if u is not None]
        return self._let(" | ".join(some)) if some else None

    def _term(self, term: Term) -> tuple[str, str | None]:
        """The names of the value and, if there can be none, of the truth value "undefined"."""
        match term:
            case t.Var(name):
                return self.read(name), None
            case t.Const(number):
                return self.constant(self.integers.wrap(number)), None
            case t.Truth(truth):
                return str(truth), None
            case t.IfThenElse(test, then, orelse):
                (c, bad), (a, bad_a), (b, bad_b) = map(self._term, (test, then, orelse))
                if bad_a or bad_b:
                    bad = self._any(bad, self._let(f"where({c}, {bad_a or False}, {bad_b or False})"))
                return self._let(f"where({c}, {a}, {b})"), bad
            case t.Not(arg):
                a, bad = self._term(arg)
                return self._let(f"{a} ^ True"), bad
            case t.And(left, right) | t.Or(left, right) | t.Implies(left, right):
                (a, bad_a), (b, bad_b) = self._term(left), self._term(right)
                no = self._let(f"{a} ^ True")
                # The right side counts only where the left one does not decide.
                reached = no if isinstance(term, t.Or) else a
                bad = self._any(bad_a, self._let(f"{reached} & {bad_b}") if bad_b else None)
                match term:
                    case t.And():
                        return self._let(f"{a} & {b}"), bad
                    case t.Or():
                        return self._let(f"{a} | {b}"), bad
                    case _:
                        return self._let(f"{no} | {b}"), bad
            case t.Iff(left, right) | t.Comparison(left, right):
                (a, bad_a), (b, bad_b) = self._term(left), self._term(right)
                return self._let(f"{a} {INFIX[type(term)][0]} {b}"), self._any(bad_a, bad_b)
            case t.Unary(arg):
                a, bad = self._term(arg)
                return self._unary(term, a), bad
            case t.Binary(left, right):
                a, bad_a = self._term(left)
                if isinstance(right, t.Const) and isinstance(term, t.Division | t.Shift):
                    # Dividing and shifting by a literal is much faster, and no less an evaluation.
                    b, bad_b = f"T({self.integers.wrap(right.value)})", None
                else:
                    b, bad_b = self._term(right)
                value, bad = self._binary(term, a, b)
                return value, self._any(bad_a, bad_b, bad)
            case _:
                raise TypeError(f"not a term: {term!r}")

    def _unary(self, term: Term, a: str) -> str:
        match term:
            case t.Neg():
                return self._wrapped(f"T(0) - {a}")
            case t.BitNot():
                return self._wrapped(f"~{a}")
            case t.Abs():
                return self._wrapped(f"where({a} < T(0), T(T(0) - {a}), {a})")
            case _:
                raise TypeError(f"no code for {type(term).__name__}")

    def _binary(self, term: Term, a: str, b: str) -> tuple[str, str | None]:
        match term:
            case t.Add() | t.Sub() | t.Mul() | t.BitAnd() | t.BitOr() | t.BitXor():
                return self._wrapped(f"{a} {INFIX[type(term)][0]} {b}"), None
            case t.Min():
                return self._let(f"where({a} < {b}, {a}, {b})"), None
            case t.Max():
                return self._let(f"where({a} < {b}, {b}, {a})"), None
            case t.ShiftLeft() | t.ShiftRight():
                return self._shift(term, a, b)
            case _:
                return self._division(term, a, b)

    def _shift(self, term: Term, a: str, b: str) -> tuple[str, str | None]:
        """A machine shifts by less than the width of its word, so longer shifts are cut off first."""
        signed = isinstance(self.integers, Signed)
        bad = self._let(f"{b} < T(0)") if signed else None
        width = self.integers.width
        fits = [f"({b} < T({width}))"] * (width in self.integers) + [f"({b} >= T(0))"] * signed
        inside = self._let(" & ".join(fits)) if fits else "True"
        amount = self._let(f"where({inside}, {b}, T(0))")
        if isinstance(term, t.ShiftLeft):
            return self._wrapped(f"where({inside}, T({a} << {amount}), T(0))"), bad
        emptied = f"where({a} < T(0), T(-1), T(0))" if signed else "T(0)"
        return self._wrapped(f"where({inside}, T({a} >> {amount}), {emptied})"), bad

    def _division(self, term: Term, a: str, b: str) -> tuple[str, str]:
        """All divisions from the one that rounds down, by correcting quotient q and remainder r."""
        bad = self._let(f"{b} == T(0)")
        if not isinstance(self.integers, Signed):
            divisor = self._let(f"where({bad}, T(1), {b})")
            symbol = "//" if isinstance(term, t.Quotient) else "%"
            return self._let(f"T({a} {symbol} {divisor})"), bad
        # Dividing the smallest number by -1 overflows and traps: that quotient is a negation.
        minus = self._let(f"{b} == T(-1)")
        divisor = self._let(f"where({bad} | {minus}, T(1), {b})")
        q = self._let(f"T({a} // {divisor})")
        r = self._let(f"where({minus}, T(0), T({a} - T({q} * {divisor})))")
        q = self._wrapped(f"where({minus}, T(T(0) - {a}), {q})")
        match term:
            case t.FloorDiv() | t.FloorMod():
                corrected = None
            case t.TruncDiv() | t.TruncMod():
                corrected = self._let(f"({r} != T(0)) & (({a} < T(0)) != ({b} < T(0)))")
            case t.EuclidDiv() | t.EuclidMod():
                corrected = self._let(f"{r} < T(0)")
            case _:
                raise TypeError(f"no code for {type(term).__name__}")
        quotient = isinstance(term, t.Quotient)
        if corrected is None:
            return (q if quotient else r), bad
        changed = f"{q} + T(1)" if quotient else f"{r} - {b}"
        return self._wrapped(f"where({corrected}, T({changed}), {q if quotient else r})"), bad
