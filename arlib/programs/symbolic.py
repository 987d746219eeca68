"""Terms followed symbolically along paths: numbers become polynomials, and a path forks where a term has cases.

The cases are those of minima, conditions, the sign of a dividend, how often a number wraps around. A quotient
becomes a variable of the path, which its guard determines exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from arlib import terms as t
from arlib.integers import Machine, Undefined
from arlib.polynomials import Polynomial, negation
from arlib.printing import to_text
from arlib.programs.bits import bounded_and, from_and, mask, shifted
from arlib.programs.paths import Path, in_type, interval
from arlib.terms import Term, evaluate
from arlib.verdict import Unsupported

Cases = list[tuple[Polynomial, ...]]  # constraints that hold together, case by case

MOST_WRAPS = 4
MOST_DEGREE, MOST_MONOMIALS, WIDEST = 8, 60, 4096


class Reader:
    """Reads terms along paths. Variables that have a type keep to it: the front end converts what they are assigned."""

    def __init__(self, types: Mapping[str, Machine]):
        self.types = types
        self.variables: dict[str, None] = {}

    def start(self) -> Path:
        """A path that begins in any state."""
        return Path(bounds={name: (kind.low, kind.high) for name, kind in self.types.items()})

    def ranges(self, names: Sequence[str]) -> tuple[Polynomial, ...]:
        """The constraints that typed variables keep."""
        return tuple(p for name in names if name in self.types for p in in_type(name, self.types[name]))

    def formula(self, term: Term, path: Path) -> Iterator[tuple[Path, bool | None]]:
        """The path where the formula is true and where it is false, each in as many cases as it has.

        None in place of a truth value: an operation has no value there, and the path says why.
        """
        match term:
            case t.Truth(value):
                yield path, value
            case t.Not(arg):
                for after, truth in self.formula(arg, path):
                    yield after, None if truth is None else not truth
            case t.And(left, right) | t.Or(left, right) | t.Implies(left, right):
                for after, truth in self.formula(left, path):
                    if truth is None:
                        yield after, None
                    elif truth == isinstance(term, t.Or):
                        yield after, not isinstance(term, t.And)
                    else:
                        yield from self.formula(right, after)
            case t.Iff(left, right):
                for after, truth in self.formula(left, path):
                    if truth is None:
                        yield after, None
                        continue
                    for last, other in self.formula(right, after):
                        yield last, None if other is None else truth == other
            case t.IfThenElse(test, then, orelse):
                for after, truth in self.formula(test, path):
                    if truth is None:
                        yield after, None
                    else:
                        yield from self.formula(then if truth else orelse, after)
            case t.Comparison(left, right):
                for after, sides in self.numbers((left, right), path):
                    if sides is None:
                        yield after, None
                        continue
                    for truth, cases in _comparison(term, sides[0] - sides[1]):
                        for case in cases:
                            there = after.where(*case)
                            if there is not None:
                                yield there, truth
            case _:
                raise TypeError(f"not a formula: {term!r}")

    def numbers(self, terms: Sequence[Term], path: Path) -> Iterator[tuple[Path, list[Polynomial] | None]]:
        """The values of several terms, left to right, in as many cases as they have; None where one has no value."""
        if not terms:
            yield path, []
            return
        for after, first in self.number(terms[0], path):
            if first is None:
                yield after, None
                continue
            for last, others in self.numbers(terms[1:], after):
                yield last, None if others is None else [first, *others]

    def number(self, term: Term, path: Path) -> Iterator[tuple[Path, Polynomial | None]]:
        """The value of one term, in as many cases as it has; None where it has no value."""
        match term:
            case t.Var(name):
                self.variables[name] = None
                yield path, path.values.get(name, Polynomial.variable(name))
                return
            case t.Const(value):
                yield path, Polynomial.constant(value)
                return
            case t.IfThenElse(test, then, orelse):
                for after, truth in self.formula(test, path):
                    if truth is None:
                        yield after, None
                    else:
                        yield from self.number(then if truth else orelse, after)
                return
        for after, operands in self.numbers(term.children, path):
            if operands is None:
                yield after, None
            else:
                yield from self.operate(term, operands, after)

    def operate(self, term: Term, operands: list[Polynomial], path: Path) -> Iterator[tuple[Path, Polynomial | None]]:
        """The value of an operation on known operands."""
        a, b = operands[0], operands[-1]
        match term:
            case t.Neg():
                yield path, -a
            case t.BitNot():
                yield path, -a - 1
            case t.Add():
                yield path, a + b
            case t.Sub():
                yield path, a - b
            case t.Mul() if a.degree + b.degree <= MOST_DEGREE and _small(a * b):
                yield path, a * b
            case t.Abs():
                yield from _cases(path, ((a,), a), ((negation(a),), -a))
            case t.Min():
                yield from _cases(path, ((b - a,), a), ((a - b - 1,), b))
            case t.Max():
                yield from _cases(path, ((a - b,), a), ((b - a - 1,), b))
            case t.Wrap(_, kind):
                yield from self.wrap(a, kind, path)
            case t.Checked(_, kind):
                yield from _cases(path, ((a - kind.low, -a + kind.high), a))
                for outside in (-a + kind.low - 1, a - kind.high - 1):
                    failing = path.where(outside)
                    if failing is not None:
                        yield (
                            replace(
                                failing,
                                why=f"overflow: {to_text(_bare(term.arg))} does not fit in {kind.as_declared()}",
                            ),
                            None,
                        )
            case t.Division():
                yield from self.divide(term, a, b, path)
            case t.ShiftLeft() if b.known is not None and 0 <= b.known < WIDEST:
                yield path, a * (1 << b.known)
            case t.ShiftLeft() if b.known is not None and b.known >= WIDEST:
                raise Unsupported(f"a shift by {b.known:,} bits needs numbers that are too wide to reason about")
            case t.ShiftRight() if b.known is not None and 0 <= b.known < WIDEST:
                yield from self.divide(t.FloorDiv(t.Const(0), t.Const(0)), a, Polynomial.constant(1 << b.known), path)
            case _ if all(p.known is not None for p in operands) and not isinstance(term, t.ShiftLeft):
                try:
                    value = evaluate(t.rebuild(term, tuple(t.Const(p.known or 0) for p in operands)), {})
                    yield path, Polynomial.constant(value)
                except Undefined as undefined:
                    yield replace(path, why=str(undefined)), None
            case t.BitAnd() | t.BitOr() | t.BitXor():
                for after, both in self.conjoin(a, b, path):
                    yield after, None if both is None else from_and(term, a, b, both)
            case t.Shift():
                failing = path.where(negation(b))
                if failing is not None:
                    yield replace(failing, why="shift by a negative amount"), None
                yield from shifted(term, a, b, path)
            case _:
                yield path.computing(term, operands)

    def conjoin(self, a: Polynomial, b: Polynomial, path: Path) -> Iterator[tuple[Path, Polynomial | None]]:
        """``a & b``: with 2^k - 1 it is a remainder, with the bits above that what the remainder leaves."""
        for one, other in ((a, b), (b, a)):
            for flipped in (False, True):
                k = mask(negation(other) if flipped else other)
                if k is not None:
                    size = Polynomial.constant(1 << k)
                    for after, low in self.divide(t.FloorMod(t.Const(0), t.Const(0)), one, size, path):
                        yield after, one - low if flipped and low is not None else low
                    return
        yield from bounded_and(a, b, path)

    def wrap(self, a: Polynomial, kind: Machine, path: Path) -> Iterator[tuple[Path, Polynomial | None]]:
        """a - 2^n * k, for the one k that brings it into the type: a case for each k that can be, if they are few."""
        low, high = interval(a, path.bounds)
        size = 1 << kind.width
        if low is not None and high is not None:
            first, last = (low - kind.low) // size, (high - kind.low) // size
            if last - first < MOST_WRAPS:
                for k in sorted(range(first, last + 1), key=abs):
                    value = a - size * k
                    yield from _cases(path, ((value - kind.low, -value + kind.high), value))
                return
        path, times = path.fresh()
        value = a - times * size
        yield from _cases(path, ((value - kind.low, -value + kind.high), value))

    def divide(self, term: Term, a: Polynomial, b: Polynomial, path: Path) -> Iterator[tuple[Path, Polynomial | None]]:
        """The quotient is a variable q with ``0 <= remainder < |b|``, and the remainder is a - b * q."""
        for divisor, size in (((b - 1,), b), ((negation(b),), -b)):  # b > 0, b < 0
            whole = path.where(*divisor)
            if whole is None:
                continue
            quotient_is = isinstance(term, t.Quotient)
            for case in self.remainders(term, a, divisor is not None and size is b):
                inside = whole.where(*case[0])
                if inside is None:
                    continue
                inside, q = inside.fresh()
                remainder = a - b * q
                shifted = remainder * case[1]
                # Over the rational numbers a quotient may be anything between 0 and 1: three cases keep it off.
                apart = [(q, -q), (q - 1,), (-q - 1,)] if b.known is not None and not quotient_is else [()]
                for part in apart:
                    last = inside.where(shifted, size - 1 - shifted, *part)
                    if last is not None:
                        yield last, q if quotient_is else a if part == (q, -q) else remainder
        zero = path.where(b, -b)
        if zero is not None:
            yield replace(zero, why="division by zero"), None

    def remainders(self, term: Term, a: Polynomial, positive: bool) -> list[tuple[tuple[Polynomial, ...], int]]:
        """Cases of the dividend, and the remainder's sign in each: the divisor's sign, or the dividend's."""
        match term:
            case t.FloorDiv() | t.FloorMod():
                return [((), 1 if positive else -1)]
            case t.EuclidDiv() | t.EuclidMod():
                return [((), 1)]
            case _:
                return [((a,), 1), ((negation(a),), -1)]


def _bare(term: Term) -> Term:
    """The term without the conversions that a machine's integers need, for a person to read."""
    if isinstance(term, t.Conversion):
        return _bare(term.arg)
    return t.rebuild(term, tuple(map(_bare, term.children))) if term.children else term


def _small(p: Polynomial) -> bool:
    return len(p.coefficients) <= MOST_MONOMIALS and all(c.bit_length() <= WIDEST for c in p.coefficients.values())


def _cases(path: Path, *cases: tuple[tuple[Polynomial, ...], Polynomial]) -> Iterator[tuple[Path, Polynomial]]:
    for constraints, value in cases:
        after = path.where(*constraints)
        if after is not None:
            yield after, value


def _comparison(term: Term, d: Polynomial) -> list[tuple[bool, Cases]]:
    """Where a comparison of two numbers with the difference d is true and where false, as cases of constraints."""
    below: Cases = [(-d - 1,)]
    above: Cases = [(d - 1,)]
    same: Cases = [(d, -d)]
    match term:
        case t.Eq():
            return [(True, same), (False, [*below, *above])]
        case t.Ne():
            return [(True, [*below, *above]), (False, same)]
        case t.Lt():
            return [(True, below), (False, [(d,)])]
        case t.Le():
            return [(True, [(-d,)]), (False, above)]
        case t.Gt():
            return [(True, above), (False, [(-d,)])]
        case t.Ge():
            return [(True, [(d,)]), (False, below)]
        case _:
            raise TypeError(f"not a comparison: {term!r}")
