"""Propose the tables that may prove a claim: of residues, and of bits. The checker says which of them do."""

from __future__ import annotations

import math
from collections.abc import Iterator

from arlib import terms as t
from arlib.certificates import Residues, TruthTable
from arlib.checking.tables import constant, nonlinear, undecided_by_residues
from arlib.integers import IntegerModel, Unbounded
from arlib.terms import Claim, Term, subterms

MOST_BITS = 20  # of a divisor: a larger modulus has more residues than are tried


def tables(claim: Claim, integers: IntegerModel) -> Iterator[TruthTable | Residues]:
    """The tables whose form fits the claim.

    >>> from arlib.languages.python.claims import claim
    >>> for table in tables(claim("(x & 3) + (x & 4) == x % 8"), Unbounded()):
    ...     print(table)
    the 8 residues of x modulo 8
    """
    if claim.types:
        return
    if nonlinear(claim.formula, integers) is None:
        yield TruthTable(claim, integers)
    modulus = common_modulus(claim.formula)
    if isinstance(integers, Unbounded) and undecided_by_residues(claim.formula, modulus) is None:
        yield Residues(claim, modulus)


def common_modulus(formula: Term) -> int:
    """The least common multiple of the constant divisors, a mask of k bits being one by 2^k.

    >>> from arlib.languages.python.claims import parse
    >>> common_modulus(parse("x % 4 == 1 and y % 6 == 5"))
    12
    """
    found = [1]
    for term in subterms(formula):
        match term:
            case t.FloorMod(_, right) | t.EuclidMod(_, right) | t.TruncMod(_, right):
                found.append(abs(constant(right) or 1))
            case t.BitAnd(_, t.Const(mask)) | t.BitAnd(t.Const(mask), _) if mask.bit_length() <= MOST_BITS:
                found.append(1 << mask.bit_length())
    return math.lcm(*found)
