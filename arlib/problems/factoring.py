"""Factors of a number, asked backwards: of which inputs is it the product?"""

from __future__ import annotations

from arlib import terms as t
from arlib.integers import Unsigned
from arlib.terms import Claim, Const, Var


def factors(number: int) -> Claim:
    """The claim that 1 < x <= y and x * y is the number, in bits that are enough for all such x and y.

    The smaller of two factors is at most the square root, and has half of the bits. The larger may have all but one of
    them: with half of the bits for both, 22 = 2 * 11 would have no factors.

    >>> from arlib.printing import to_text
    >>> to_text(factors(22).formula), [str(kind) for kind in factors(22).types]
    ('1 < x and x <= y and x * y == 22', ['uint3', 'uint4'])
    """
    if number < 2:
        raise ValueError(f"a number from 2 on has factors, not {number}")
    x, y, bits = Var("x"), Var("y"), number.bit_length()
    ordered = t.And(t.Lt(Const(1), x), t.Le(x, y))
    formula = t.And(ordered, t.Eq(t.Mul(x, y), Const(number)))
    return Claim(formula, ("x", "y"), (Unsigned((bits + 1) // 2), Unsigned(bits - 1)))
