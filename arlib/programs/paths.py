"""Paths through a program: what must hold to take one, and what each variable is then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from arlib.integers import Machine
from arlib.polynomials import Monomial, Polynomial, opposed, tighten
from arlib.terms import Term

Bounds = tuple[int | None, int | None]  # None: not bounded on this side


@dataclass(frozen=True)
class Choice:
    """An arbitrary integer, or one of a type, that is chosen on a path and goes by this name there."""

    name: str
    kind: Machine | None

    @property
    def bounds(self) -> tuple[Polynomial, ...]:
        """The constraints that its type puts on it."""
        return () if self.kind is None else in_type(self.name, self.kind)


def in_type(name: str, kind: Machine) -> tuple[Polynomial, ...]:
    """The constraints that a variable of a type meets.

    >>> from arlib.integers import Unsigned
    >>> in_type("x", Unsigned(8))
    (x, 255 - x)
    """
    x = Polynomial.variable(name)
    return x - kind.low, -x + kind.high


Computed = tuple[Term, tuple[Polynomial, ...]]  # an operation, with its operands as polynomials


@dataclass(frozen=True)
class Path:
    """The way so far: its guard, and the variables' values in terms of those at its start."""

    values: Mapping[str, Polynomial] = field(default_factory=dict)
    guard: tuple[Polynomial, ...] = ()
    bounds: Mapping[str, Bounds] = field(default_factory=dict)  # of the variables at the start and the path's own
    own: int = 0
    chosen: tuple[Choice, ...] = ()
    exact: bool = True
    over: bool = False  # whether it goes over a call
    lines: tuple[int, ...] = ()
    why: str = ""
    computed: Mapping[str, Computed] = field(default_factory=dict)  # what variables are that nothing is known of
    approximate: Mapping[str, str] = field(default_factory=dict)  # variables of its own that may be anything, and why

    def at(self, line: int) -> Path:
        """The path, gone on to a line."""
        return self if line in self.lines else replace(self, lines=(*self.lines, line))

    def assign(self, values: Mapping[str, Polynomial]) -> Path:
        """The path with new values."""
        return replace(self, values={**self.values, **values})

    def choose(self, target: str, kind: Machine | None) -> Path:
        """The path with an arbitrary value, a variable of its own."""
        choice = Choice(f"{target}#{self.own + 1}", kind)
        path = replace(self, own=self.own + 1, chosen=(*self.chosen, choice), guard=self.guard + choice.bounds)
        bounds = path.bounds if kind is None else {**path.bounds, choice.name: (kind.low, kind.high)}
        return replace(path, bounds=bounds).assign({target: Polynomial.variable(choice.name)})

    def approximately(self, target: str, kind: Machine | None, why: str) -> Path:
        """The path with a value, perhaps of a type, that the program determines, and that is not known."""
        path, value = self.fresh()
        (name,) = value.variables
        path = replace(path, approximate={**path.approximate, name: why})
        if kind is not None:
            path = replace(path, bounds={**path.bounds, name: (kind.low, kind.high)})
        return path.assign({target: value})

    def bounded(self, guard: Sequence[Polynomial], update: Mapping[str, Polynomial]) -> Iterator[Polynomial]:
        """A guard, and the bounds of the approximate values that stand in it or in an update."""
        yield from guard
        for name in sorted(
            self.approximate.keys() & {name for p in (*guard, *update.values()) for name in p.variables}
        ):
            low, high = self.bounds.get(name, (None, None))
            yield from [] if low is None else [Polynomial.variable(name) - low]
            yield from [] if high is None else [-Polynomial.variable(name) + high]

    def fresh(self, exact: bool = True) -> tuple[Path, Polynomial]:
        """A variable of the path that its guard is to determine; if not exact, it may be anything."""
        name = f"#{self.own + 1}"
        return replace(self, own=self.own + 1, exact=self.exact and exact), Polynomial.variable(name)

    def computing(self, operation: Term, operands: Sequence[Polynomial]) -> tuple[Path, Polynomial]:
        """A variable for the result of an operation of which no constraint is known, only how to compute it."""
        path, result = self.fresh(exact=False)
        (name,) = result.variables
        return replace(path, computed={**path.computed, name: (operation, tuple(operands))}), result

    def where(self, *constraints: Polynomial) -> Path | None:
        """The path if these constraints hold too; None where that clearly cannot be."""
        guard, bounds = list(self.guard), self.bounds
        for constraint in constraints:
            p = tighten(constraint)
            if p.known is not None:
                if p.known < 0:
                    return None
                continue
            if any(p.at_least(q) for q in guard):
                continue  # it says no more than one that is there
            if any(opposed(p, q) for q in guard):
                return None
            guard = [q for q in guard if not q.at_least(p)]  # those that say less go
            guard.append(p)
            if len(p.coefficients) <= 2 and p.degree == 1 and len(p.variables) == 1:
                (name,) = p.variables
                low, high = bounds.get(name, (None, None))
                number = -p.coefficients.get((), 0)
                if p.coefficients[name,] == 1:
                    low = number if low is None else max(low, number)
                else:
                    high = -number if high is None else min(high, -number)
                if low is not None and high is not None and low > high:
                    return None
                bounds = {**bounds, name: (low, high)}
            low, high = interval(p, bounds)
            if high is not None and high < 0:
                return None
        return replace(self, guard=tuple(guard), bounds=bounds)


def interval(p: Polynomial, bounds: Mapping[str, Bounds]) -> Bounds:
    """Between which numbers a polynomial lies if its variables keep their bounds (Moore 1966).

    >>> x = Polynomial.variable("x")
    >>> interval(x * 2 + 1, {"x": (0, None)})
    (1, None)
    """
    low: int | None = 0
    high: int | None = 0
    for monomial, coefficient in p.coefficients.items():
        a, b = _scaled(_monomial(monomial, bounds), coefficient)
        low = None if low is None or a is None else low + a
        high = None if high is None or b is None else high + b
    return low, high


def _scaled(found: Bounds, factor: int) -> Bounds:
    low, high = found
    low, high = (None if low is None else low * factor), (None if high is None else high * factor)
    return (low, high) if factor >= 0 else (high, low)


def _monomial(monomial: Monomial, bounds: Mapping[str, Bounds]) -> Bounds:
    low, high = 1, 1
    for name in monomial:
        a, b = bounds.get(name, (None, None))
        if a is None or b is None:
            return None if len(monomial) > 1 else a, None if len(monomial) > 1 else b
        corners = [low * a, low * b, high * a, high * b]
        low, high = min(corners), max(corners)
    return low, high
