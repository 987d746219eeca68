"""Classes of numbers that leave the same remainder, and what they say of polynomials (Granger 1989)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from arlib.polynomials import Polynomial

MOST_CLASSES = 128


@dataclass(frozen=True)
class Residue:
    """The numbers that differ from a remainder by a multiple of the modulus; with the modulus 0 it is one number.

    >>> Residue(6, 1) + Residue(4, 3), Residue(6, 2) * Residue(0, 5)
    (Residue(modulus=2, remainder=0), Residue(modulus=30, remainder=10))
    """

    modulus: int
    remainder: int

    def __add__(self, other: Residue) -> Residue:
        return _residue(math.gcd(self.modulus, other.modulus), self.remainder + other.remainder)

    def __mul__(self, other: Residue) -> Residue:
        (m, r), (n, s) = (self.modulus, self.remainder), (other.modulus, other.remainder)
        return _residue(math.gcd(m * n, m * s, n * r), r * s)

    def __contains__(self, number: int) -> bool:
        return _residue(self.modulus, number) == self

    def meets(self, other: Residue) -> bool:
        """Whether some number is in both.

        >>> Residue(4, 1).meets(Residue(6, 3)), Residue(4, 1).meets(Residue(6, 2))
        (True, False)
        """
        return self.remainder - other.remainder in Residue(math.gcd(self.modulus, other.modulus), 0)


EVERY = Residue(1, 0)
Residues = Mapping[str, Residue]  # of variables; of others nothing is known


def _residue(modulus: int, number: int) -> Residue:
    return Residue(modulus, number % modulus if modulus else number)


def residue(p: Polynomial, known: Residues) -> Residue:
    """A class in which a polynomial's value is, where each variable is in its own.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> residue(x * 2 + y * 6 + 1, {"x": Residue(3, 1)})
    Residue(modulus=6, remainder=3)
    """
    total = Residue(0, 0)
    for monomial, coefficient in p.coefficients.items():
        product = Residue(0, coefficient)
        for name in monomial:
            product = product * known.get(name, EVERY)
        total = total + product
    return total


def sharpened(p: Polynomial, known: Residues) -> Polynomial:
    """The constraint, as strong as the classes of its variables make it: its smallest value is one that it can have.

    >>> x = Polynomial.variable("x")
    >>> sharpened(x - 4, {"x": Residue(3, 0)})                # x >= 4, and x is divisible by 3
    x - 6
    """
    found = residue(p, known)
    return p - found.remainder if found.modulus > 1 else p


def residues_text(known: Residues) -> str:
    """What is known of each variable, as a person writes it.

    >>> residues_text({"x": Residue(3, 1), "y": Residue(2, 0)})
    'x % 3 == 1 and y % 2 == 0'
    """
    return " and ".join(f"{name} % {each.modulus} == {each.remainder}" for name, each in known.items())


@dataclass(frozen=True)
class Classes:
    """A location made several ones, by what a variable leaves when it is divided by the powers of a base.

    There is one for each last digit other than 0, with the number of zeros behind it, of which fewer than ``depth``
    are counted; and one for the multiples of the highest power. With a depth of 1 these are the remainders.
    The location itself is the first of them, and new ones, of the next numbers, are the others.
    """

    location: int
    variable: str
    base: int
    depth: int = 1

    def residues(self) -> list[Residue]:
        """The classes in order; raises ValueError for a base or a depth that makes none, or too many.

        >>> [(each.modulus, each.remainder) for each in Classes(1, "x", 2, 3).residues()]
        [(2, 1), (4, 2), (8, 4), (8, 0)]
        """
        if self.base < 2 or self.depth < 1 or (self.base - 1) * self.depth >= MOST_CLASSES:
            raise ValueError(f"there are no classes of base {self.base} and depth {self.depth}")
        powers = [self.base**k for k in range(self.depth + 1)]
        found = [Residue(powers[k + 1], c * powers[k]) for k in range(self.depth) for c in range(1, self.base)]
        return [*found, Residue(powers[-1], 0)]

    def __str__(self) -> str:
        return f"{self.variable} % {self.base}" + f" ** {self.depth}" * (self.depth > 1)
