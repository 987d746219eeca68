"""Polynomials with integer coefficients; a constraint is a polynomial, and says that it is not negative."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce

from arlib import terms as t
from arlib.terms import Term

Monomial = tuple[str, ...]  # the variables that it multiplies, sorted: () is 1, ("x", "x", "y") is x * x * y


class Polynomial:
    """A sum of monomials with their coefficients, none of which is 0. Immutable.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> (x + y) * (x - y)
    x * x - y * y
    """

    def __init__(self, coefficients: Mapping[Monomial, int]):
        self.coefficients = {m: c for m, c in coefficients.items() if c}

    @staticmethod
    def constant(value: int) -> Polynomial:
        """A number."""
        return Polynomial({(): value})

    @staticmethod
    def variable(name: str) -> Polynomial:
        """A variable."""
        return Polynomial({(name,): 1})

    def __add__(self, other: Polynomial | int) -> Polynomial:
        result = dict(self.coefficients)
        for monomial, coefficient in _of(other).coefficients.items():
            result[monomial] = result.get(monomial, 0) + coefficient
        return Polynomial(result)

    def __neg__(self) -> Polynomial:
        return Polynomial({m: -c for m, c in self.coefficients.items()})

    def __sub__(self, other: Polynomial | int) -> Polynomial:
        return self + -_of(other)

    def __mul__(self, other: Polynomial | int) -> Polynomial:
        if isinstance(other, int):
            return Polynomial({m: c * other for m, c in self.coefficients.items()})
        result: dict[Monomial, int] = {}
        for m, c in self.coefficients.items():
            for n, d in other.coefficients.items():
                product = tuple(sorted(m + n)) if m and n else m or n
                result[product] = result.get(product, 0) + c * d
        return Polynomial(result)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.coefficients == other.coefficients

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self.coefficients.items()))

    def __repr__(self) -> str:
        from arlib.printing import to_text

        return to_text(self.term())

    @cached_property
    def variables(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(name for monomial in self.coefficients for name in monomial)

    def at_least(self, other: Polynomial) -> bool:
        """Whether it is larger by a number that is at least 0, whatever the variables are.

        >>> x = Polynomial.variable("x")
        >>> (x + 1).at_least(x), x.at_least(x * 2)
        (True, False)
        """
        known = (self - other).known
        return known is not None and known >= 0

    @property
    def without_constant(self) -> Polynomial:
        """Its monomials with variables.

        >>> (Polynomial.variable("x") * 2 - 1).without_constant
        2 * x
        """
        return Polynomial({m: c for m, c in self.coefficients.items() if m})

    @property
    def degree(self) -> int:
        """How many variables its longest monomial multiplies."""
        return max(map(len, self.coefficients), default=0)

    @property
    def known(self) -> int | None:
        """The number that it is, if it has no variables.

        >>> Polynomial.constant(3).known, Polynomial.variable("x").known
        (3, None)
        """
        return self.coefficients.get((), 0) if not self.variables else None

    def evaluate(self, state: Mapping[str, int]) -> int:
        """Its value in a state.

        >>> (Polynomial.variable("x") * 2 - 1).evaluate({"x": 5})
        9
        """
        total = 0
        for monomial, coefficient in self.coefficients.items():
            for name in monomial:
                coefficient *= state[name]
            total += coefficient
        return total

    def substitute(self, values: Mapping[str, Polynomial]) -> Polynomial:
        """Every variable replaced at once; one without a replacement stays.

        >>> x = Polynomial.variable("x")
        >>> (x * x).substitute({"x": x + 1})
        x * x + 2 * x + 1
        """
        result: dict[Monomial, int] = {}
        for monomial, coefficient in self.coefficients.items():
            if not any(name in values for name in monomial):
                result[monomial] = result.get(monomial, 0) + coefficient
                continue
            factors = [values[name] if name in values else Polynomial.variable(name) for name in monomial]
            for m, c in reduce(Polynomial.__mul__, factors).coefficients.items():
                result[m] = result.get(m, 0) + c * coefficient
        return Polynomial(result)

    def term(self) -> Term:
        """The polynomial as a term, the monomials by falling degree and then by name."""
        parts = sorted(self.coefficients.items(), key=lambda part: (-len(part[0]), part[0]))
        # A sum that begins with a minus reads better the other way round.
        positive_first = sorted(parts, key=lambda part: part[1] < 0) if parts and parts[0][1] < 0 else parts
        result: Term | None = None
        for monomial, coefficient in positive_first:
            size = _product(monomial, abs(coefficient))
            if result is None:
                result = size if coefficient > 0 else _product(monomial, coefficient)
            else:
                result = (t.Add if coefficient > 0 else t.Sub)(result, size)
        return result if result is not None else t.Const(0)


def _of(value: Polynomial | int) -> Polynomial:
    return value if isinstance(value, Polynomial) else Polynomial.constant(value)


def _product(monomial: Monomial, coefficient: int) -> Term:
    factors: list[Term] = [t.Var(name) for name in monomial]
    if coefficient == -1 and factors:
        factors[0] = t.Neg(factors[0])
    elif coefficient != 1 or not factors:
        factors.insert(0, t.Const(coefficient))
    return reduce(t.Mul, factors)


# ---- Constraints -----------------------------------------------------------------------------


def negation(constraint: Polynomial) -> Polynomial:
    """The constraint that is true where this one is false: over the integers, p < 0 is -p - 1 >= 0.

    >>> negation(Polynomial.variable("x"))
    -x - 1
    """
    return -constraint - 1


def opposed(p: Polynomial, q: Polynomial) -> bool:
    """Whether two constraints contradict each other at sight: they add up to a negative number.

    >>> x = Polynomial.variable("x")
    >>> opposed(x - 3, -x + 2)
    True
    """
    known = (p + q).known
    return known is not None and known < 0


def tighten(constraint: Polynomial) -> Polynomial:
    """The same constraint over the integers, divided by its coefficients' common divisor: 2x - 1 >= 0 is x - 1 >= 0.

    Sound because an integer combination that is at least 1/2 is at least 1 (Gomory 1958, a cut).

    >>> tighten(Polynomial.variable("x") * 2 - 1)
    x - 1
    """
    divisor = math.gcd(*(c for m, c in constraint.coefficients.items() if m))
    if divisor <= 1:
        return constraint
    return Polynomial({m: c // divisor for m, c in constraint.coefficients.items()})


def constraints_text(constraints: Iterable[Polynomial]) -> str:
    """Constraints as a person writes them, joined by "and"; "true" if there are none."""
    return " and ".join(map(constraint_text, constraints)) or "true"


def constraint_text(constraint: Polynomial) -> str:
    """A constraint as a person writes it.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> constraint_text(x - y - 1), constraint_text(-x + 5), constraint_text(x)
    ('x > y', 'x <= 5', 'x >= 0')
    """
    from arlib.printing import to_text

    return to_text(formula(constraint))


def formula(constraint: Polynomial) -> Term:
    """The comparison that a constraint is, with no minus sign where two sides can do without."""
    number = constraint.coefficients.get((), 0)
    left = Polynomial({m: c for m, c in constraint.coefficients.items() if m and c > 0})
    right = Polynomial({m: -c for m, c in constraint.coefficients.items() if m and c < 0})
    if not left.coefficients and right.coefficients:
        return (t.Lt if number == -1 else t.Le)(right.term(), t.Const(0 if number == -1 else number))
    if number == -1:
        return t.Gt(left.term(), right.term())
    if number >= 0 and right.coefficients:
        return t.Ge((left + number).term(), right.term())
    return t.Ge(left.term(), (right - number).term())
