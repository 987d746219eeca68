"""The parts of which invariants are made: a bound, an equality or a congruence of a form, and clauses of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce

from arlib import terms as t
from arlib.polynomials import Polynomial, formula

Case = tuple[Polynomial, ...]  # constraints that hold together


class Relation(Enum):
    """What a literal says of its form."""

    AT_LEAST, EQUAL, CONGRUENT = ">=", "==", "%"


@dataclass(frozen=True)
class Literal:
    """The form is at least the number, equal to it, or congruent to it modulo ``modulus``.

    >>> x = Polynomial.variable("x")
    >>> Literal(x, Relation.AT_LEAST, 2).holds({"x": 1}), Literal(x, Relation.CONGRUENT, 1, 3).holds({"x": 4})
    (False, True)
    """

    form: Polynomial
    relation: Relation
    number: int
    modulus: int = 0

    def accepts(self, value: int) -> bool:
        """Whether it holds where the form has this value."""
        match self.relation:
            case Relation.AT_LEAST:
                return value >= self.number
            case Relation.EQUAL:
                return value == self.number
            case Relation.CONGRUENT:
                return (value - self.number) % self.modulus == 0

    def holds(self, state: Mapping[str, int]) -> bool:
        """Whether it holds in a state."""
        return self.accepts(self.form.evaluate(state))

    def true_cases(self, fresh: str) -> tuple[Case, ...]:
        """The cases in which it is true; ``fresh`` may stand in them for a quotient.

        >>> Literal(Polynomial.variable("x"), Relation.EQUAL, 2).true_cases("q")
        ((x - 2, 2 - x),)
        """
        p = self.form - self.number
        match self.relation:
            case Relation.AT_LEAST:
                return ((p,),)
            case Relation.EQUAL:
                return ((p, -p),)
            case Relation.CONGRUENT:
                rest = p - Polynomial.variable(fresh) * self.modulus
                return ((rest, -rest),)

    def false_cases(self, fresh: str) -> tuple[Case, ...]:
        """The cases in which it is false."""
        p = self.form - self.number
        match self.relation:
            case Relation.AT_LEAST:
                return ((-p - 1,),)
            case Relation.EQUAL:
                return ((p - 1,), (-p - 1,))
            case Relation.CONGRUENT:
                rest = p - Polynomial.variable(fresh) * self.modulus
                return ((rest - 1, -rest + (self.modulus - 1)),)

    def formula(self) -> t.Term:
        """What it says, as a formula over the unbounded integers.

        >>> from arlib.printing import to_text
        >>> to_text(Literal(Polynomial.variable("x"), Relation.CONGRUENT, 1, 3).formula())
        'x % 3 == 1'
        """
        match self.relation:
            case Relation.AT_LEAST:
                return formula(self.form - self.number)
            case Relation.EQUAL:
                return _equation(self.form - self.number)
            case Relation.CONGRUENT:
                remainder = t.FloorMod(self.form.term(), t.Const(self.modulus))
                return t.Eq(remainder, t.Const(self.number % self.modulus))

    def after(self, update: Mapping[str, Polynomial]) -> Literal:
        """What must be so before the update for it to be so after it."""
        return Literal(self.form.substitute(update), self.relation, self.number, self.modulus)


def _equation(p: Polynomial) -> t.Term:
    number = p.coefficients.get((), 0)
    left = Polynomial({m: c for m, c in p.coefficients.items() if m and c > 0})
    right = Polynomial({m: -c for m, c in p.coefficients.items() if m and c < 0})
    if not left.coefficients:
        return t.Eq(right.term(), t.Const(number))
    return t.Eq(left.term(), (right - number).term())


Clause = tuple[Literal, ...]  # one of them holds


def clause_formula(clause: Clause) -> t.Term:
    """The disjunction."""
    return reduce(t.Or, (literal.formula() for literal in clause))


def true_somewhere(clause: Clause, fresh: str) -> Iterator[Case]:
    """The cases in which a clause is true."""
    for literal in clause:
        yield from literal.true_cases(fresh)
