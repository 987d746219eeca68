"""Integer models: the unbounded integers, and the machine's signed and unsigned ones.

An answer about the unbounded integers says nothing about a machine's, so every question names
its model. In a machine model each operation is exact arithmetic followed by ``wrap``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from arlib.verdict import Unsupported


class Undefined(ArithmeticError):
    """An operation has no value here: a division by zero, or a shift by a negative amount."""


class TooWide(Unsupported):
    """A number has more bits than are reckoned with here, which says nothing about a claim or a program."""


@dataclass(frozen=True)
class Unbounded:
    """The integers of mathematics, and of Python: nothing ever wraps.

    >>> Unbounded().wrap(2 ** 100) == 2 ** 100
    True
    """

    def wrap(self, value: int) -> int:
        """The value itself."""
        return value

    def __contains__(self, value: int) -> bool:
        return True

    def describe(self) -> str:
        """The name and the range, for a person."""
        return "the unbounded integers"

    def __str__(self) -> str:
        return "unbounded"


@dataclass(frozen=True)
class _Machine:
    width: int

    def __post_init__(self) -> None:
        if not isinstance(self.width, int) or isinstance(self.width, bool) or self.width < 1:
            raise ValueError(f"a machine integer has a width of 1 bit or more, not {self.width!r}")

    @property
    def low(self) -> int:
        """The smallest value."""
        raise NotImplementedError

    @property
    def high(self) -> int:
        """The largest value."""
        return self.low + (1 << self.width) - 1

    def wrap(self, value: int) -> int:
        """The one value of this model that equals ``value`` modulo 2^width.

        >>> Unsigned(8).wrap(256), Signed(8).wrap(128), Signed(8).wrap(-129)
        (0, -128, 127)
        """
        return (value - self.low) % (1 << self.width) + self.low

    def __contains__(self, value: int) -> bool:
        return self.low <= value <= self.high

    def describe(self) -> str:
        """The name and the range, for a person."""
        return f"{self} ({self.low:,} to {self.high:,})"

    def as_declared(self) -> str:
        """The name, if a language has such a type, and else the range, as of the amounts that a shift may have.

        >>> Signed(32).as_declared(), Unsigned(5).as_declared()
        ('int32', '0 to 31')
        """
        return str(self) if self.width in (8, 16, 32, 64) else f"{self.low:,} to {self.high:,}"


@dataclass(frozen=True)
class Unsigned(_Machine):
    """Unsigned integers of ``width`` bits, 0 to 2^width - 1, which wrap as C's do.

    >>> Unsigned(8).low, Unsigned(8).high, str(Unsigned(8))
    (0, 255, 'uint8')
    """

    @property
    def low(self) -> int:
        """0."""
        return 0

    def __str__(self) -> str:
        return f"uint{self.width}"


@dataclass(frozen=True)
class Signed(_Machine):
    """Two's-complement integers of ``width`` bits, -2^(width-1) to 2^(width-1) - 1, which wrap.

    >>> Signed(8).low, Signed(8).high, str(Signed(8))
    (-128, 127, 'int8')
    """

    @property
    def low(self) -> int:
        """-2^(width - 1)."""
        return -(1 << self.width - 1)

    def __str__(self) -> str:
        return f"int{self.width}"


Machine = Signed | Unsigned
IntegerModel = Unbounded | Signed | Unsigned
Integers = IntegerModel | str  # as a person gives it: the model, or its name


def integer_model(name: Integers) -> IntegerModel:
    """The model that a type's name means, or the model itself; raises ValueError for a name that means none.

    >>> integer_model("unbounded"), integer_model("uint16"), integer_model("int7"), integer_model(Signed(7))
    (Unbounded(), Unsigned(width=16), Signed(width=7), Signed(width=7))

    Python's name for the unbounded integers is read as well.

    >>> integer_model("int")
    Unbounded()
    """
    if isinstance(name, IntegerModel):
        return name
    if not isinstance(name, str):
        given = getattr(name, "__name__", type(name).__name__)
        raise TypeError(f"an integer type is one such as Unsigned(8), or a name such as 'uint8', not {given}")
    if name in ("unbounded", "int"):
        return Unbounded()
    match = re.fullmatch(r"(u?)int([1-9][0-9]{0,4})", name)
    if match is None:
        raise ValueError(
            f"no integer type is called {name[:40]!r}; try unbounded, int8, uint8, int32, uint64 or any intN, uintN"
        )
    return (Unsigned if match[1] else Signed)(int(match[2]))


# Three divisions, which differ on negative numbers. Each satisfies a == (a div b) * b + (a mod b);
# they choose the remainder differently (Boute 1992, "The Euclidean definition of the functions div and mod").


def floor_div(a: int, b: int) -> int:
    """The quotient rounded down, as in Python: the remainder has the sign of b.

    >>> floor_div(7, -2), floor_div(-7, 2)
    (-4, -4)
    """
    if b == 0:
        raise Undefined("division by zero")
    return a // b


def floor_mod(a: int, b: int) -> int:
    """What ``floor_div`` leaves.

    >>> floor_mod(7, -2), floor_mod(-7, 2)
    (-1, 1)
    """
    return a - b * floor_div(a, b)


def trunc_div(a: int, b: int) -> int:
    """The quotient rounded toward zero, as in C: the remainder has the sign of a.

    >>> trunc_div(7, -2), trunc_div(-7, 2)
    (-3, -3)
    """
    quotient = floor_div(abs(a), abs(b))
    return quotient if (a < 0) == (b < 0) else -quotient


def trunc_mod(a: int, b: int) -> int:
    """What ``trunc_div`` leaves.

    >>> trunc_mod(7, -2), trunc_mod(-7, 2)
    (1, -1)
    """
    return a - b * trunc_div(a, b)


def euclid_div(a: int, b: int) -> int:
    """The quotient that leaves a remainder from 0 to abs(b) - 1, as in SMT-LIB.

    >>> euclid_div(7, -2), euclid_div(-7, 2)
    (-3, -4)
    """
    return floor_div(a, b) if b > 0 else -floor_div(a, -b)


def euclid_mod(a: int, b: int) -> int:
    """What ``euclid_div`` leaves.

    >>> euclid_mod(7, -2), euclid_mod(-7, 2)
    (1, 1)
    """
    return a - b * euclid_div(a, b)


# A longer shift of an unbounded integer would only exhaust the memory.
LONGEST_SHIFT = 1_000_000


def shift_left(a: int, b: int, integers: IntegerModel) -> int:
    """a * 2^b, wrapped; a shift by the width or more leaves 0, as in SMT-LIB.

    >>> shift_left(3, 2, Unbounded()), shift_left(3, 7, Unsigned(8)), shift_left(3, 2**60, Unsigned(64))
    (12, 128, 0)
    """
    if b < 0:
        raise Undefined("shift by a negative amount")
    if isinstance(integers, _Machine):
        return integers.wrap(a << min(b, integers.width))
    if a and b > LONGEST_SHIFT:
        raise TooWide(f"a shift by more than {LONGEST_SHIFT:,} bits is not computed")
    return a << b if a else 0


def shift_right(a: int, b: int) -> int:
    """a / 2^b rounded down: zeros enter on the left of a non-negative number, ones of a negative one.

    >>> shift_right(12, 2), shift_right(-1, 5), shift_right(-12, 2**60)
    (3, -1, -1)
    """
    if b < 0:
        raise Undefined("shift by a negative amount")
    return a >> min(b, a.bit_length())
