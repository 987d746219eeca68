"""Random terms, formulas and integer models, shared by the property-based tests."""

from hypothesis import strategies as st

from arlib import terms as t
from arlib.integers import Signed, Unsigned

UNARY = (t.Neg, t.Abs, t.BitNot)
RING = (t.Add, t.Sub, t.Mul)
DIVISIONS = (t.FloorDiv, t.FloorMod, t.TruncDiv, t.TruncMod, t.EuclidDiv, t.EuclidMod)
BITWISE = (t.BitAnd, t.BitOr, t.BitXor, t.ShiftLeft, t.ShiftRight)
BINARY = (*RING, *DIVISIONS, *BITWISE, t.Min, t.Max)
COMPARISONS = (t.Eq, t.Ne, t.Lt, t.Le, t.Gt, t.Ge)
CONNECTIVES = (t.And, t.Or, t.Implies, t.Iff)


def machines(widths=(1, 2, 3, 4)):
    return st.builds(lambda kind, width: kind(width), st.sampled_from([Signed, Unsigned]), st.sampled_from(widths))


def numbers(names, depth=3, binary=BINARY):
    leaves = st.sampled_from(names).map(t.Var) | st.integers(0, 300).map(t.Const)
    if depth == 0:
        return leaves
    below = numbers(names, depth - 1, binary)
    return st.one_of(
        leaves,
        st.builds(lambda kind, a: kind(a), st.sampled_from(UNARY), below),
        st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(binary), below, below),
        st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(binary), below, below),
        st.builds(t.IfThenElse, formulas(names, depth - 1, binary), below, below),
    )


def formulas(names, depth=3, binary=BINARY):
    inner = numbers(names, max(depth - 1, 0), binary)
    comparison = st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(COMPARISONS), inner, inner)
    if depth == 0:
        return comparison
    below = formulas(names, depth - 1, binary)
    return st.one_of(
        comparison,
        comparison,
        st.booleans().map(t.Truth),
        st.builds(t.Not, below),
        st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(CONNECTIVES), below, below),
        st.builds(t.IfThenElse, below, below, below),
    )
