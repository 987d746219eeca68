"""A claim whose inputs have types of their own, as one about a single word of 64 bits, for which engines have code.

The lowest bits of the word are the last input's, those above them the input's before it, and so on. Results are
computed in 64 bits, which is the same as computing them exactly where they fit, or where only their lowest bits count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from arlib import terms as t
from arlib.integers import Machine, Signed, Unsigned
from arlib.intervals import Interval, fits, interval, range_of
from arlib.terms import Claim, Term

WORDS: tuple[Machine, ...] = (Signed(64), Unsigned(64))
WORD = "the word"  # no text that a person types becomes this variable
UNDEFINED = t.FloorDiv(t.Const(1), t.Const(0))
LOW_BITS = (t.Add, t.Sub, t.Mul, t.Neg, t.BitNot, t.BitAnd, t.BitOr, t.BitXor)


def packed(claim: Claim) -> tuple[Claim, Machine] | None:
    """The same claim about one word, and the integers of 64 bits in which to compute; None if there are none such.

    The inputs that a word stands for make the new claim true, false or undefined just where they make the old one so.

    >>> from arlib.languages.c.claims import c_claim
    >>> from arlib.printing import to_text
    >>> found, integers = packed(c_claim("bool f(unsigned char x, unsigned char y) { return x + y >= x; }"))
    >>> to_text(found.formula).replace(WORD, "w"), str(integers)
    ('(w >> 8 & 255) + (w & 255) >= w >> 8 & 255', 'int64')
    """
    for integers in WORDS:
        if sum(kind.width for kind in claim.types) <= 62:
            found = _Packing(claim, integers).exact(claim.formula)
            if found is not None:
                return Claim(found, (WORD,)), integers
    return None


def unpacked(claim: Claim, word: int) -> dict[str, int]:
    """What each input is in a word.

    >>> unpacked(Claim(t.Truth(True), ("x", "y"), (Signed(8), Unsigned(4))), 0xFF3)
    {'x': -1, 'y': 3}
    """
    values = {}
    for name, kind in reversed([*zip(claim.inputs, claim.types, strict=True)]):
        values[name] = kind.wrap(word)
        word >>= kind.width
    return dict(reversed(values.items()))


@dataclass
class _Packing:
    claim: Claim
    integers: Machine
    inputs: dict[str, Term] = field(default_factory=dict)
    bounds: dict[str, Interval] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shift = 0
        for name, kind in reversed([*zip(self.claim.inputs, self.claim.types, strict=True)]):
            bits: Term = t.Var(WORD) if shift == 0 else t.ShiftRight(t.Var(WORD), t.Const(shift))
            found = self.wrapped(bits, kind)
            # A signed input makes an unsigned word impossible.
            self.inputs |= {} if found is None else {name: found}
            self.bounds[name] = range_of(kind)
            shift += kind.width

    def wrapped(self, bits: Term, kind: Machine) -> Term | None:
        """The value of a type that has the lowest bits of a word."""
        if kind == self.integers:
            return bits
        if isinstance(kind, Unsigned):
            return t.BitAnd(bits, t.Const(kind.high)) if kind.high in self.integers else None
        if isinstance(self.integers, Unsigned) or kind.width > self.integers.width:
            return None
        rest = t.Const(self.integers.width - kind.width)
        return t.ShiftRight(t.ShiftLeft(bits, rest), rest)

    def exact(self, term: Term) -> Term | None:
        """A term that has the value of this one, and none where this has none."""
        match term:
            case t.Var(name):
                return self.inputs.get(name)
            case t.Truth():
                return term
            case t.Wrap(arg, kind):
                bits = self.low(arg)
                return None if bits is None else self.wrapped(bits, kind)
            case t.Checked(arg, kind):
                value = self.exact(arg)
                if value is None or fits(interval(arg, self.bounds), kind):
                    return value
                if kind.low not in self.integers or kind.high not in self.integers:
                    return None
                inside = t.And(t.Le(t.Const(kind.low), value), t.Le(value, t.Const(kind.high)))
                return t.IfThenElse(inside, value, UNDEFINED)
            case t.Comparison() | t.Connective() | t.Not() | t.IfThenElse():
                return self.each(term, [self.exact(child) for child in term.children])
            case _ if not fits(interval(term, self.bounds), self.integers):
                return None
            case _ if isinstance(term, LOW_BITS):
                return self.low(term)
            case _:
                return self.each(term, [self.exact(child) for child in term.children])

    def low(self, term: Term) -> Term | None:
        """A term whose lowest 64 bits are those of this one, and that has no value where this has none."""
        match term:
            case t.Const():
                return term
            case t.ShiftLeft(arg, t.Const(amount)) if 0 <= amount < self.integers.width:
                return self.each(term, [self.low(arg), t.Const(amount)])
            case t.IfThenElse(test, then, orelse):
                return self.each(term, [self.exact(test), self.low(then), self.low(orelse)])
            case _ if isinstance(term, LOW_BITS):
                return self.each(term, [self.low(child) for child in term.children])
            case _:
                return self.exact(term)

    def each(self, term: Term, children: list[Term | None]) -> Term | None:
        """The operation on other operands, if there are all."""
        found = [child for child in children if child is not None]
        return t.rebuild(term, tuple(found)) if len(found) == len(children) else None
