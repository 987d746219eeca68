"""Terms, formulas, claims, and what they mean: ``free_variables``, ``substitute``, ``evaluate``."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from arlib import integers as z
from arlib.integers import Integers, Machine, Unbounded


class Term:
    """An integer expression, or a formula: an expression that is true or false. Immutable."""

    @property
    def children(self) -> tuple[Term, ...]:
        """The subterms, left to right.

        >>> Add(Var("x"), Const(1)).children
        (Var('x'), Const(1))
        """
        return tuple(value for value in self._parts() if isinstance(value, Term))

    def _parts(self) -> tuple[object, ...]:
        return tuple(vars(self).values())  # in the order of the fields

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._parts()))})"


class Formula(Term):
    """A term that is true or false."""


@dataclass(frozen=True, repr=False)
class Var(Term):
    """An integer variable."""

    name: str


@dataclass(frozen=True, repr=False)
class Const(Term):
    """An integer constant."""

    value: int


@dataclass(frozen=True, repr=False)
class Unary(Term):
    """One operand, named ``arg``."""

    arg: Term


@dataclass(frozen=True, repr=False)
class Binary(Term):
    """Two operands, ``left`` and ``right``."""

    left: Term
    right: Term


# fmt: off
class Neg(Unary): ...
class Abs(Unary): ...
class BitNot(Unary): ...
class Add(Binary): ...
class Sub(Binary): ...
class Mul(Binary): ...
class Division(Binary): ...
class Quotient(Division): ...
class FloorDiv(Quotient): ...
class TruncDiv(Quotient): ...
class EuclidDiv(Quotient): ...
class FloorMod(Division): ...
class TruncMod(Division): ...
class EuclidMod(Division): ...
class BitAnd(Binary): ...
class BitOr(Binary): ...
class BitXor(Binary): ...
class Shift(Binary): ...
class ShiftLeft(Shift): ...
class ShiftRight(Shift): ...
class Min(Binary): ...
class Max(Binary): ...
# fmt: on


@dataclass(frozen=True, repr=False)
class Conversion(Unary):
    """A number brought into ``integers``; only where integers of several models meet, as in C."""

    integers: Machine


class Wrap(Conversion):
    """The number modulo 2^width, as C converts to an unsigned type."""


class Checked(Conversion):
    """The number itself; undefined where ``integers`` do not contain it, as C's signed arithmetic is."""


@dataclass(frozen=True, repr=False)
class IfThenElse(Term):
    """``then`` where ``test`` is true, ``orelse`` where it is false; the other is not evaluated."""

    test: Term
    then: Term
    orelse: Term


@dataclass(frozen=True, repr=False)
class Truth(Formula):
    """The formula that is always true, or the one that is always false."""

    value: bool


@dataclass(frozen=True, repr=False)
class Prop(Formula):
    """A propositional variable: it stands for any formula."""

    name: str


class Comparison(Binary, Formula):
    """Two integers compared."""


# fmt: off
class Eq(Comparison): ...
class Ne(Comparison): ...
class Lt(Comparison): ...
class Le(Comparison): ...
class Gt(Comparison): ...
class Ge(Comparison): ...
class Not(Unary, Formula): ...


class Connective(Binary, Formula):
    """Two formulas joined; ``And``, ``Or`` and ``Implies`` evaluate the right one only when it matters."""
class And(Connective): ...
class Or(Connective): ...
class Implies(Connective): ...
class Iff(Connective): ...
# fmt: on


@dataclass(frozen=True)
class Claim:
    """A formula with its inputs, in order: what is said to be true whatever they are.

    ``types``, if given, restricts each input to the integers of a type of its own, as C's parameters are;
    the formula is then one over the unbounded integers, and says itself where they are converted.
    """

    formula: Term
    inputs: tuple[str, ...]
    types: tuple[Machine, ...] = ()


def subterms(term: Term) -> Iterator[Term]:
    """Every subterm, the term itself first, left to right.

    >>> list(subterms(Neg(Var("x"))))
    [Neg(Var('x')), Var('x')]
    """
    waiting = [term]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


def free_variables(term: Term) -> tuple[str, ...]:
    """The names of the variables, each once, in the order in which they first occur.

    >>> free_variables(Eq(Add(Var("y"), Var("x")), Var("y")))
    ('y', 'x')
    """
    return tuple(dict.fromkeys(t.name for t in subterms(term) if isinstance(t, Var | Prop)))


def rebuild(term: Term, children: tuple[Term, ...]) -> Term:
    """The same operator over other operands."""
    if isinstance(term, Conversion):
        return type(term)(children[0], term.integers)
    return type(term)(*children) if children else term


def subterm(term: Term, position: tuple[int, ...]) -> Term:
    """The subterm at a position: the path of child numbers that leads to it; IndexError if there is none.

    >>> subterm(Add(Var("x"), Neg(Var("y"))), (1, 0))
    Var('y')
    """
    for child in position:
        if child < 0:
            raise IndexError("a position has no negative numbers")
        term = term.children[child]
    return term


def replace_at(term: Term, position: tuple[int, ...], new: Term) -> Term:
    """The term with the subterm at a position replaced.

    >>> replace_at(Add(Var("x"), Neg(Var("y"))), (1, 0), Const(2))
    Add(Var('x'), Neg(Const(2)))
    """
    path = [term]
    for child in position:
        path.append(path[-1].children[child])
    for child, parent in zip(reversed(position), reversed(path[:-1]), strict=True):
        new = rebuild(parent, (*parent.children[:child], new, *parent.children[child + 1 :]))
    return new


def substitute(term: Term, replacement: Mapping[str, Term]) -> Term:
    """The term with every variable replaced at once; a variable without a replacement stays.

    >>> substitute(Add(Var("x"), Var("y")), {"x": Var("y"), "y": Const(1)})
    Add(Var('y'), Const(1))
    """
    if isinstance(term, Var | Prop):
        return replacement.get(term.name, term)
    return rebuild(term, tuple(substitute(child, replacement) for child in term.children))


def is_formula(term: Term) -> bool:
    """Whether the term is true or false, rather than a number."""
    return is_formula(term.then) if isinstance(term, IfThenElse) else isinstance(term, Formula)


# fmt: off
COMPARE: dict[type[Term], Callable[[int, int], bool]] = {
    Eq: operator.eq, Ne: operator.ne, Lt: operator.lt, Le: operator.le, Gt: operator.gt, Ge: operator.ge,
}
ARITHMETIC: dict[type[Term], Callable[..., int]] = {
    Neg: operator.neg, Abs: abs, BitNot: operator.invert,
    Add: operator.add, Sub: operator.sub, Mul: operator.mul,
    FloorDiv: z.floor_div, TruncDiv: z.trunc_div, EuclidDiv: z.euclid_div,
    FloorMod: z.floor_mod, TruncMod: z.trunc_mod, EuclidMod: z.euclid_mod,
    BitAnd: operator.and_, BitOr: operator.or_, BitXor: operator.xor, ShiftRight: z.shift_right,
    Min: min, Max: max,
}
# fmt: on


def evaluate(term: Term, state: Mapping[str, int], integers: Integers = Unbounded()) -> int:
    """The value of a term in a state; every operation wraps as the integer model says.

    A formula's is True or False. Every engine must agree with this. Raises ``Undefined`` where there is no value.

    >>> evaluate(Gt(Add(Var("x"), Const(1)), Var("x")), {"x": 255})
    True
    >>> evaluate(Gt(Add(Var("x"), Const(1)), Var("x")), {"x": 255}, z.Unsigned(8))
    False
    """
    integers = z.integer_model(integers)

    def value(term: Term) -> int:
        match term:
            case Var(name) | Prop(name):
                return state[name]
            case Const(number):
                return integers.wrap(number)
            case Truth(truth):
                return truth
            case IfThenElse(test, then, orelse):
                return value(then) if value(test) else value(orelse)
            case Not(arg):
                return not value(arg)
            case And(left, right):
                return bool(value(left) and value(right))
            case Or(left, right):
                return bool(value(left) or value(right))
            case Implies(left, right):
                return bool(not value(left) or value(right))
            case Iff(left, right):
                return value(left) == value(right)
            case Comparison(left, right):
                return COMPARE[type(term)](value(left), value(right))
            case ShiftLeft(left, right):
                return z.shift_left(value(left), value(right), integers)
            case Wrap(arg, target):
                return integers.wrap(target.wrap(value(arg)))
            case Checked(arg, target):
                number = value(arg)
                if number not in target:
                    raise z.Undefined(f"overflow: {number:,} does not fit in {target.as_declared()}")
                return integers.wrap(number)
            case Unary() | Binary():
                return integers.wrap(ARITHMETIC[type(term)](*map(value, term.children)))
            case _:
                raise TypeError(f"not a term: {term!r}")

    return value(term)
