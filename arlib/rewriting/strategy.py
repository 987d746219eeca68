"""Simplify a term by rules, one visible step at a time.

The strategy, which always ends. A node is first made smaller where a shrinking rule fits, then its children are
simplified, then it is brought to normal form by the other rules and simplified again. Numbers
become sums of products: products are multiplied out, factors and summands sorted by a fixed order, like summands
collected. Sorting rules are used only where they bring the smaller term forward, and collecting rules only on
constants; so each step either removes an operator, multiplies one product out, or sorts.
What has no variables is computed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from arlib import terms as t
from arlib.certificates import Derivation, Step
from arlib.integers import IntegerModel, Integers, TooWide, Unbounded, Undefined, Unsigned, integer_model
from arlib.intervals import Interval, fits, interval, range_of
from arlib.rules import COLLECTING, COMPARING, EVERYWHERE, FITS, RULES, SORTING, UNFOLDING, Kind, Rule, is_total, match
from arlib.seconds import time_limit
from arlib.terms import Claim, Term

MOST_STEPS = 2_000
WIDEST = 100_000  # a constant of more bits is not computed: it would fill the page


def simplify(
    term: Term,
    integers: Integers = Unbounded(),
    *,
    rules: tuple[Rule, ...] = RULES,
    seconds: float = 5.0,
    most_steps: int = MOST_STEPS,
) -> Derivation:
    """Rewrite a term until no rule applies, or a limit is reached; the steps are in order.

    Other rules than arlib's own are applied as shrinking rules are: wherever they fit.

    >>> from arlib.languages.python.claims import parse
    >>> for formula in simplify(parse("x + y == y + x")).formulas:
    ...     print(formula)
    Eq(Add(Var('x'), Var('y')), Add(Var('y'), Var('x')))
    Eq(Add(Var('x'), Var('y')), Add(Var('x'), Var('y')))
    Truth(True)
    """
    return derive(Claim(term, t.free_variables(term)), integers, rules=rules, seconds=seconds, most_steps=most_steps)


def derive(
    claim: Claim,
    integers: Integers = Unbounded(),
    *,
    rules: tuple[Rule, ...] = RULES,
    seconds: float = 5.0,
    most_steps: int = MOST_STEPS,
) -> Derivation:
    """Simplify what is claimed; conversions whose operand fits are dropped first.

    A formula that may have no value is left as it is: a rule could rewrite the undefined part away.
    """
    integers = integer_model(integers)
    work = _Rewriter(claim.formula, integers, rules, time.perf_counter() + time_limit(seconds), most_steps)
    with suppress(_LimitReached):
        if isinstance(integers, Unbounded):
            bounds = {n: range_of(m) for n, m in zip(claim.inputs, claim.types, strict=False)}
            work.drop_conversions((), work.formula, bounds)
        if is_total(work.formula, integers):
            work.normalize((), work.formula)
    return Derivation(claim, integers, tuple(work.steps))


class _LimitReached(Exception):
    pass


@dataclass
class _Rewriter:
    formula: Term
    integers: IntegerModel
    rules: tuple[Rule, ...]
    deadline: float
    most_steps: int
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        kind = type(self.integers)
        index = _OWN_INDEX[kind] if self.rules is RULES else _index(self.rules, kind)
        self.shrinking, self.ordering = index

    def drop_conversions(self, position: tuple[int, ...], term: Term, bounds: dict[str, Interval]) -> Term:
        """Remove each conversion of a value that fits from the subterm at a position, innermost first."""
        for number, child in enumerate(term.children):
            new = self.drop_conversions((*position, number), child, bounds)
            if new is not child:
                term = t.replace_at(term, (number,), new)
        if isinstance(term, t.Conversion) and fits(interval(term.arg, bounds), term.integers):
            return self.apply(position, FITS, term.arg)
        return term

    def normalize(self, position: tuple[int, ...], term: Term) -> Term:
        """Bring the subterm at a position to normal form, step by step."""
        while True:
            if (smaller := self.shrink(position, term)) is not None:
                term = smaller
                continue
            for number in range(len(term.children)):
                child = self.normalize((*position, number), term.children[number])
                if child is not term.children[number]:
                    term = t.replace_at(term, (number,), child)
            for attempt in (self.compute, self.shrink, self.reorder):
                if (changed := attempt(position, term)) is not None:
                    term = changed
                    break
            else:
                return term

    def apply(self, position: tuple[int, ...], rule: Rule, new: Term) -> Term:
        if len(self.steps) >= self.most_steps or time.perf_counter() > self.deadline:
            raise _LimitReached
        after = t.replace_at(self.formula, position, new)
        self.steps.append(Step(self.formula, rule, position, after))
        self.formula = after
        return new

    def compute(self, position: tuple[int, ...], term: Term) -> Term | None:
        """The value of a term without variables, by the rule that says just this."""
        if not term.children or not all(isinstance(child, t.Const | t.Truth) for child in term.children):
            return None
        try:
            value = t.evaluate(term, {}, self.integers)
        except (Undefined, TooWide):
            return None
        if t.is_formula(term):
            result: Term = t.Truth(bool(value))
        elif value.bit_length() > WIDEST:
            return None
        else:
            result = t.Const(_nearest_zero(value, self.integers))
        return self.apply(position, Rule("arithmetic", term, result), result)

    def shrink(self, position: tuple[int, ...], term: Term) -> Term | None:
        for rule, _ in self.shrinking.get(type(term), ()):
            binding = match(rule.left, term)
            if binding is not None:
                return self.apply(position, rule, t.substitute(rule.right, binding))
        return None

    def reorder(self, position: tuple[int, ...], term: Term) -> Term | None:
        for rule, wanted in self.ordering.get(type(term), ()):
            binding = match(rule.left, term)
            if binding is not None and wanted(rule, binding):
                return self.apply(position, rule, t.substitute(rule.right, binding))
        return None


Guard = Callable[[Rule, dict[str, Term]], bool]
Index = dict[type[Term], list[tuple[Rule, Guard]]]


def _always(rule: Rule, binding: dict[str, Term]) -> bool:
    return True


def _sorts(rule: Rule, binding: dict[str, Term]) -> bool:
    """Whether exchanging the operands brings the smaller one forward."""
    a, b, c = (binding.get(name) for name in "abc")
    match rule.left:
        case t.Mul(_, t.Mul()):
            return _order(a) > _order(b)
        case t.Mul():
            return not isinstance(b, t.Mul) and _order(a) > _order(b)
        case t.Add(t.Add()):
            return _summand(b) > _summand(c)
        case t.Add():
            return not isinstance(a, t.Add) and _summand(a) > _summand(b)
        case t.Binary(left, _) if type(left) is type(rule.left):
            return _order(b) > _order(c)
        case _:
            return type(a) is not type(rule.left) and _order(a) > _order(b)


def _collects(rule: Rule, binding: dict[str, Term]) -> bool:
    """Whether the coefficients b and c are constants, and a is none: `2 + 3` is computed, not made `(1 + 1) * a`."""
    coefficients = (binding[name] for name in "bc" if name in binding)
    return all(isinstance(c, t.Const) for c in coefficients) and not isinstance(binding.get("a"), t.Const)


def _subtracts(rule: Rule, binding: dict[str, Term]) -> bool:
    """Whether the side to be subtracted is not 0 already."""
    return binding["b" if isinstance(rule.left, t.Eq) else "a"] != t.Const(0)


def _guard(rule: Rule) -> Guard:
    if rule in SORTING:
        return _sorts
    if rule in COLLECTING:
        return _collects
    return _subtracts if rule.name.startswith("subtract") else _always


def _index(rules: tuple[Rule, ...], kind: Kind) -> tuple[Index, Index]:
    """The rules for a kind of integers by the operator on their left: those that shrink, and those that order."""
    shrinking: Index = {}
    ordering: Index = {}
    known = {*UNFOLDING, *SORTING, *COLLECTING, *COMPARING}
    for rule in rules:
        if kind in rule.models:
            index = ordering if rule in known else shrinking
            index.setdefault(type(rule.left), []).append((rule, _guard(rule)))
    return shrinking, ordering


_OWN_INDEX = {kind: _index(RULES, kind) for kind in EVERYWHERE}


def _nearest_zero(value: int, integers: IntegerModel) -> int:
    """Of the numbers that mean the same in the model, the one with the smallest absolute value."""
    if isinstance(integers, Unsigned) and value > integers.high // 2:
        return value - integers.high - 1
    return value


Key = tuple[object, ...]


def _order(term: Term | None) -> Key:
    """A total order of terms: constants, then variables by name, then others by size and shape."""
    match term:
        case t.Const(value):
            return (0, value)
        case t.Var(name) | t.Prop(name):
            return (1, name)
        case None:
            return (-1,)
        case _:
            parts = list(t.subterms(term))
            return (2, len(parts), tuple(_leaf(part) for part in parts))


def _leaf(term: Term) -> tuple[str, str]:
    return type(term).__name__, repr(term) if not term.children else ""


def _summand(term: Term | None) -> Key:
    """Summands are sorted by their monomial, constants last."""
    match term:
        case t.Const(value):
            return (9, value)
        case t.Mul(t.Const(), monomial):
            return (*_order(monomial), 1)
        case _:
            return (*_order(term), 0)
