"""Evidence that a person would draw as a table: residues, and truth tables. The checker fills the table in itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from arlib.integers import IntegerModel
from arlib.terms import Claim


@dataclass(frozen=True)
class Residues:
    """Evidence that a claim over the unbounded integers holds: it does for all residues modulo ``modulus``.

    Obligations. *form*: the claim's value depends on nothing but the residues of its inputs modulo ``modulus``.
    *rows*: the evaluator finds it true for every choice of residues, 0 to modulus - 1 for each input.

    >>> from arlib.languages.python.claims import claim
    >>> print(Residues(claim("(n * n * n - n) % 6 == 0"), 6))
    the 6 residues of n modulo 6
    """

    claim: Claim
    modulus: int

    @property
    def count(self) -> int:
        """How many rows the table has."""
        return int(self.modulus ** len(self.claim.inputs))

    def rows(self) -> Iterator[dict[str, int]]:
        """Every choice of residues."""
        return _choices(self.claim.inputs, range(self.modulus))

    def __str__(self) -> str:
        return f"the {self.count:,} residues of {', '.join(self.claim.inputs)} modulo {self.modulus:,}"


@dataclass(frozen=True)
class TruthTable:
    """Evidence that a claim about bits holds, in integers of any length: it does where each input is 0 or -1.

    Obligations. *form*: what the claim compares are linear combinations of bitwise expressions of its inputs.
    *differences*: the two sides of every comparison differ by the same number in all rows. *rows*: the claim
    is true in them.

    Why that is enough (Zhou, Main, Gu and Johnson 2007, "Information hiding in software with mixed Boolean-arithmetic
    transforms", for words of n bits; Liu et al. 2021, "MBA-Blast", on what 1 bit says about n). An integer is
    -2^N s + the sum of 2^j b_j over j < N, where s is its sign bit and N is large enough, and a bitwise expression
    works on the bits at each place alone. So a linear combination with constant c is -2^N L(s) + sum of 2^j L(b_j) + c,
    where L(b) is what its expressions give for a single choice b of bits; in the row of b, it is c - L(b). If every
    row has the same value v, then L(b) = c - v for all b, and the combination is (c - v)(-2^N + 2^N - 1) + c = v.
    In words of N bits the first summand is 0 modulo 2^N, and with it the same sum says v modulo 2^N.

    >>> from arlib.integers import Unbounded
    >>> from arlib.languages.python.claims import claim
    >>> print(TruthTable(claim("(x & y) + (x | y) == x + y"), Unbounded()))
    a truth table of 4 rows, where x, y are 0 or -1
    """

    claim: Claim
    integers: IntegerModel

    @property
    def count(self) -> int:
        """How many rows the table has."""
        return 1 << len(self.claim.inputs)

    def rows(self) -> Iterator[dict[str, int]]:
        """Every choice of 0 and -1, as the integers have it: all bits off, or all on."""
        return _choices(self.claim.inputs, (0, self.integers.wrap(-1)))

    def __str__(self) -> str:
        ones, count = self.integers.wrap(-1), self.count
        shown = str(ones) if ones.bit_length() <= 64 else "all ones"
        inputs = ", ".join(self.claim.inputs)
        where = f", where {inputs} {'is' if len(self.claim.inputs) == 1 else 'are'} 0 or {shown}" if inputs else ""
        return f"a truth table of {count:,} row{'s' * (count != 1)}{where}"


def _choices(inputs: tuple[str, ...], values: range | tuple[int, ...]) -> Iterator[dict[str, int]]:
    return (dict(zip(inputs, chosen, strict=True)) for chosen in product(values, repeat=len(inputs)))
