"""Why one constraint follows from others: multipliers, which anyone can multiply out (Farkas 1902)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from arlib.polynomials import Monomial, Polynomial, constraint_text, constraints_text


@dataclass(frozen=True)
class Obligation:
    """What must be shown: wherever all the premises are at least 0, the goal is.

    The premises begin with what is known ``at`` a location or a phase; ``keeps`` is the constraint, known at
    another, that the obligation shows, if it shows one.
    """

    name: str
    premises: tuple[Polynomial, ...]
    goal: Polynomial
    at: int
    keeps: tuple[int, Polynomial] | None = None

    def __str__(self) -> str:
        return f"{self.name}: {constraints_text(self.premises)} implies {constraint_text(self.goal)}"


@dataclass(frozen=True)
class Farkas:
    """Multipliers, none negative: the goal is the sum of the premises, each times its own, and a number.

    The key (i,) is the premise of that number, (i, j) the product of two, which is not negative either
    (Handelman 1988), and () is 1.
    """

    multipliers: Mapping[tuple[int, ...], Fraction]

    def shows(self, premises: tuple[Polynomial, ...], goal: Polynomial) -> bool:
        """Whether the multipliers are what they should be; only rational arithmetic.

        >>> x = Polynomial.variable("x")
        >>> half = Farkas({(0,): Fraction(1, 2)})
        >>> half.shows((x * 2 - 4,), x - 2), half.shows((x * 2 - 4,), x - 3)
        (True, False)
        """
        total: dict[Monomial, Fraction] = {}
        for key, multiplier in self.multipliers.items():
            # A float would be rounded, and then what does not add up may seem to.
            if not isinstance(multiplier, Fraction | int) or multiplier < 0:
                return False
            if len(key) > 2 or not all(0 <= number < len(premises) for number in key):
                return False
            product = Polynomial.constant(1)
            for number in key:
                product = product * premises[number]
            for monomial, coefficient in product.coefficients.items():
                total[monomial] = total.get(monomial, Fraction(0)) + coefficient * multiplier
        return {m: c for m, c in total.items() if c} == goal.coefficients
