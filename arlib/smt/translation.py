"""Claims to z3's formulas: a claim becomes its value, and the condition under which it has one.

Over the unbounded integers, numbers are z3's integers. In a machine model they are bit-vectors, and so they
are where every input has a type of its own: the intervals in which they lie say how many bits are enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import z3

from arlib import terms as t
from arlib.integers import IntegerModel, Machine, TooWide, Unbounded, Undefined
from arlib.intervals import WIDEST, Interval, hull, result, width
from arlib.printing import to_text
from arlib.smt.numbers import Number
from arlib.terms import ARITHMETIC, COMPARE, Claim, Term, evaluate
from arlib.verdict import Unsupported


@dataclass(frozen=True)
class Question:
    """A claim in z3's words: where it is defined, and where it is then true, among inputs that meet the premises."""

    context: z3.Context
    variables: dict[str, Any]
    premises: tuple[Any, ...]
    defined: Any
    true: Any
    read: Callable[[str, Any], int]


def question(claim: Claim, integers: IntegerModel) -> Question:
    """The claim for z3; raises ``Unsupported`` for an operation that has no translation.

    >>> from arlib.languages.python.claims import claim
    >>> asked = question(claim("x == 0 or emod(10, x) < 10"), Unbounded())
    >>> asked.defined, asked.true
    (Implies(Not(0 == x), x != 0), Or(0 == x, 10 > 10%x))
    """
    if claim.types and not isinstance(integers, Unbounded):
        raise ValueError("a claim whose inputs have types of their own is one over the unbounded integers")
    machine = None if isinstance(integers, Unbounded) else integers
    types = dict(zip(claim.inputs, claim.types or (machine,) * len(claim.inputs), strict=True))
    try:
        if claim.types or machine is not None:
            try:
                return _Bits(types, machine).question(claim.formula)
            except TooWide:
                if machine is not None:
                    raise
        return _Ints(types, machine).question(claim.formula)
    except RecursionError:
        raise Unsupported("this is nested too deeply to translate") from None


class _Translation:
    """A term to its value and the condition under which it has one, case by case as ``evaluate`` does."""

    # What the two kinds of numbers do in their own ways.
    declare: Any
    read: Any
    variable: Any
    constant: Any
    choose: Any
    compare: Any
    wrap: Any
    check: Any
    operate: Any

    def __init__(self, types: dict[str, Machine | None], machine: Machine | None):
        self.types, self.machine = types, machine
        # A context of its own for each question, which costs a millisecond. z3 keeps for good what it builds in
        # a shared one, and which model it finds there depends on the questions that came before.
        self.context = z3.Context()
        self.true = z3.BoolVal(True, self.context)
        self.variables = {name: self.declare(name) for name in types}
        # By identity: a claim read from a program shares subterms, and as a tree it may be exponentially larger.
        self.done: dict[int, tuple[Any, Any]] = {}

    def __call__(self, term: Term) -> tuple[Any, Any]:
        if id(term) not in self.done:
            self.done[id(term)] = self.translate(term)
        return self.done[id(term)]

    def premises(self) -> tuple[Any, ...]:
        return ()

    def question(self, formula: Term) -> Question:
        value, defined = self(formula)
        return Question(self.context, self.variables, self.premises(), defined, value, self.read)

    def all_of(self, *conditions: Any) -> Any:
        wanted = [condition for condition in conditions if not condition.eq(self.true)]
        return z3.And(*wanted) if len(wanted) > 1 else (*wanted, self.true)[0]

    def translate(self, term: Term) -> tuple[Any, Any]:
        match term:
            case t.Var(name):
                return self.variable(name), self.true
            case t.Const(number):
                return self.constant(self.machine.wrap(number) if self.machine else number), self.true
            case t.Truth(truth):
                return z3.BoolVal(truth, self.context), self.true
            case t.IfThenElse(test, then, orelse):
                (a, if_a), (b, if_b), (c, if_c) = self(test), self(then), self(orelse)
                choose = z3.If if t.is_formula(term) else self.choose
                return choose(a, b, c), self.all_of(if_a, self.implied(a, if_b), self.implied(z3.Not(a), if_c))
            case t.And(left, right) | t.Implies(left, right) | t.Or(left, right):
                (a, if_a), (b, if_b) = self(left), self(right)
                matters = z3.Not(a) if isinstance(term, t.Or) else a
                joined = {t.And: z3.And, t.Or: z3.Or, t.Implies: z3.Implies}[type(term)](a, b)
                return joined, self.all_of(if_a, self.implied(matters, if_b))
        parts = [self(child) for child in term.children]
        values, conditions = [value for value, _ in parts], [condition for _, condition in parts]
        match term:
            case t.Not():
                return z3.Not(*values), conditions[0]
            case t.Iff():
                return values[0] == values[1], self.all_of(*conditions)
            case t.Comparison():
                return self.compare(type(term), *values), self.all_of(*conditions)
            case t.Conversion(_, target):
                convert = self.wrap if isinstance(term, t.Wrap) else self.check
                value, condition = convert(values[0], target)
                return value, self.all_of(*conditions, condition)
            case t.Unary() | t.Binary():
                value, condition = self.operate(term, *values)
                return value, self.all_of(*conditions, condition)
            case _:
                raise TypeError(f"not a term: {term!r}")

    def implied(self, condition: Any, then: Any) -> Any:
        return then if then.eq(self.true) else z3.Implies(condition, then)


class _Ints(_Translation):
    """Numbers are z3's integers, of which ``/`` and ``%`` are the Euclidean ones."""

    def declare(self, name: str) -> Any:
        return z3.Int(name, self.context)

    def premises(self) -> tuple[Any, ...]:
        return tuple(self.check(self.variables[name], kind)[1] for name, kind in self.types.items() if kind is not None)

    def read(self, name: str, value: Any) -> int:
        return _known(value)

    def variable(self, name: str) -> Any:
        return self.variables[name]

    def constant(self, number: int) -> Any:
        width((number, number))
        return z3.IntVal(number, self.context)

    def choose(self, test: Any, then: Any, orelse: Any) -> Any:
        return z3.If(test, then, orelse)

    def compare(self, kind: type[Term], a: Any, b: Any) -> Any:
        return COMPARE[kind](a, b)

    def wrap(self, a: Any, target: Machine) -> tuple[Any, Any]:
        low = self.constant(target.low)
        return (a - low) % self.constant(1 << target.width) + low, self.true

    def check(self, a: Any, target: Machine) -> tuple[Any, Any]:
        return a, z3.And(self.constant(target.low) <= a, a <= self.constant(target.high))

    def operate(self, term: Term, *operands: Any) -> tuple[Any, Any]:
        known = [_known(a) if z3.is_int_value(a) else None for a in operands]
        numbers = tuple(t.Const(k) for k in known if k is not None)
        if len(numbers) == len(known):
            try:
                return self.constant(evaluate(t.rebuild(term, numbers), {})), self.true
            except Undefined:
                return operands[0], z3.BoolVal(False, self.context)
        a, b = operands[0], operands[-1]
        match term, known[-1]:
            case t.BitAnd(), _ if any(k is not None and k >= 0 and k & (k + 1) == 0 for k in known):
                return (b % (a + 1) if known[1] is None else a % (b + 1)), self.true
            case t.Shift(), int(k) if k < 0:
                return a, z3.BoolVal(False, self.context)
            case t.Shift(), int(k) if k < WIDEST:
                return (a * (1 << k) if isinstance(term, t.ShiftLeft) else a / (1 << k)), self.true
            case ((t.BitAnd() | t.BitOr() | t.BitXor() | t.Shift()), _):
                shown = to_text(t.rebuild(term, (t.Var("a"), t.Var("b"))))
                raise Unsupported(f"{shown} has no translation over the unbounded integers, only over machine integers")
            case t.BitNot(), _:
                return -a - 1, self.true
            case t.Division(), _:
                return _divide(term, a, b, a / b, a % b, exact=(t.EuclidDiv, t.EuclidMod)), b != 0
            case t.Abs(), _:
                return z3.If(a >= 0, a, -a), self.true
            case ((t.Min() | t.Max()), _):
                return z3.If(a <= b if isinstance(term, t.Min) else a >= b, a, b), self.true
            case _:
                return ARITHMETIC[type(term)](*operands), self.true


def _known(numeral: Any) -> int:
    # Not as_long(): Python reads no more than 4,300 digits by int(text).
    return int(Decimal(numeral.as_string()))


def _divide(term: Term, a: Any, b: Any, quotient: Any, remainder: Any, exact: tuple[type[Term], ...]) -> Any:
    """One of the three divisions, from the quotient and the remainder that the terms ``exact`` have."""
    wanted = quotient if isinstance(term, t.Quotient) else remainder
    if isinstance(term, exact):
        return wanted
    # a == b * quotient + remainder stays true if the quotient goes down by 1 and the remainder up by b.
    down, up = (wanted - 1, wanted + 1) if isinstance(term, t.Quotient) else (wanted + b, wanted - b)
    match term:
        case t.FloorDiv() | t.FloorMod():
            return z3.If(z3.And(remainder != 0, (remainder < 0) != (b < 0)), down, wanted)
        case t.TruncDiv() | t.TruncMod():  # from the Euclidean one
            return z3.If(z3.And(remainder != 0, a < 0), z3.If(b < 0, down, up), wanted)
        case _:  # the Euclidean one, from the truncating one
            return z3.If(remainder < 0, z3.If(b > 0, down, up), wanted)


class _Bits(_Translation):
    """Numbers are bit-vectors: of the machine model's width, otherwise of widths that no result overflows."""

    def declare(self, name: str) -> Any:
        return z3.BitVec(name, width(self.range_of(self.types[name])), self.context)

    def range_of(self, kind: Machine | None) -> Interval:
        assert kind is not None
        return kind.low, kind.high

    def read(self, name: str, value: Any) -> int:
        kind = self.types[name]
        assert kind is not None
        return kind.wrap(value.as_long())

    def variable(self, name: str) -> Number:
        return self.low_bits(self.range_of(self.types[name]), self.variables[name])

    def low_bits(self, interval: Interval, whole: Any) -> Number:
        if interval[0] == interval[1]:
            return self.constant(interval[0])
        return Number(interval, lambda n: whole if n == whole.size() else z3.Extract(n - 1, 0, whole))

    def constant(self, number: int) -> Number:
        context = self.context  # not through self, which keeps this: a cycle would have to wait for the collector
        return Number((number, number), lambda n: z3.BitVecVal(number, n, context))

    def choose(self, test: Any, then: Number, orelse: Number) -> Number:
        return Number(hull(then.interval, orelse.interval), lambda n: z3.If(test, then.at(n), orelse.at(n)))

    def compare(self, kind: type[Term], a: Number, b: Number) -> Any:
        both = hull(a.interval, b.interval)
        unsigned = {t.Lt: z3.ULT, t.Le: z3.ULE, t.Gt: z3.UGT, t.Ge: z3.UGE}
        return (COMPARE if both[0] < 0 else COMPARE | unsigned)[kind](a.at(width(both)), b.at(width(both)))

    def wrap(self, a: Number, target: Machine | None) -> tuple[Number, Any]:
        for kind in (target, self.machine):
            if kind is not None and hull(a.interval, self.range_of(kind)) != self.range_of(kind):
                a = Number(self.range_of(kind), a.at)
        return a, self.true

    def check(self, a: Number, target: Machine) -> tuple[Number, Any]:
        low, high = self.range_of(target)
        bounds = [self.compare(t.Ge, a, self.constant(low))] if a.interval[0] < low else []
        bounds += [self.compare(t.Le, a, self.constant(high))] if a.interval[1] > high else []
        # Out of bounds, the claim has no value, so that it does not matter which number this then is.
        return self.wrap(a, target)[0], self.all_of(*bounds)

    def operate(self, term: Term, *operands: Number) -> tuple[Number, Any]:
        intervals = [x.interval for x in operands]
        # In a machine model results wrap. Otherwise they are exact: they fit, as all operands do, in `n` bits.
        interval = self.range_of(self.machine) if self.machine else result(term, *intervals)
        both = hull(interval, *intervals)
        n, signed = width(both), both[0] < 0
        match term:
            case t.Abs():
                positive = self.compare(t.Ge, operands[0], self.constant(0))
                return Number(interval, lambda n: z3.If(positive, operands[0].at(n), -operands[0].at(n))), self.true
            case t.Min() | t.Max():
                first = self.compare(t.Le if isinstance(term, t.Min) else t.Ge, *operands)
                return Number(interval, self.choose(first, *operands).at), self.true
            case t.Division() | t.Shift():
                a, b = (x.at(n) for x in operands)
            case _:  # the low bits of these are those of their operands' low bits
                return Number(interval, lambda n: ARITHMETIC[type(term)](*(x.at(n) for x in operands))), self.true
        defined = b != 0 if isinstance(term, t.Division) else b >= 0 if signed else self.true
        match term:
            case t.Division() if signed:
                whole = _divide(term, a, b, a / b, z3.SRem(a, b), exact=(t.TruncDiv, t.TruncMod))
            case t.Division():
                whole = (z3.UDiv if isinstance(term, t.Quotient) else z3.URem)(a, b)
            case t.ShiftLeft():
                whole = a << b
            case _:
                whole = a >> b if signed else z3.LShR(a, b)
        return self.low_bits(interval, whole), defined
