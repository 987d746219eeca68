"""Random formulas with C's arithmetic, and whether one holds."""

import strategies
from hypothesis import strategies as st

from arlib import terms as t
from arlib.integers import Unbounded, Undefined, Unsigned
from arlib.terms import evaluate

NAMES = ("x", "y")
X, Y = t.Var("x"), t.Var("y")


def holds(formula, state, integers=Unbounded()):
    try:
        return bool(evaluate(formula, state, integers))
    except Undefined:
        return False


def conversions(numbers):
    """C's arithmetic: converted results, and shifts by amounts that were checked."""
    kinds = strategies.machines((2, 3, 4))
    return st.builds(lambda kind, a, to: kind(a, to), st.sampled_from([t.Wrap, t.Checked]), numbers, kinds)


def c_numbers(depth):
    leaves = st.sampled_from([X, Y]) | st.integers(-9, 9).map(t.Const)
    if depth == 0:
        return leaves
    below = c_numbers(depth - 1)
    # An amount that is not bounded makes the result too wide: then z3's integers have to do.
    amounts = st.integers(0, 5).map(t.Const) | below.map(lambda a: t.Checked(a, Unsigned(3)))
    inner = st.one_of(
        st.builds(lambda kind, a: kind(a), st.sampled_from(strategies.UNARY), below),
        st.builds(
            lambda kind, a, b: kind(a, b),
            st.sampled_from([k for k in strategies.BINARY if not issubclass(k, t.Shift)]),
            below,
            below,
        ),
        st.builds(lambda kind, a, b: kind(a, b), st.sampled_from([t.ShiftLeft, t.ShiftRight]), below, amounts),
        st.builds(lambda a, b, c, d: t.IfThenElse(t.Lt(a, b), c, d), below, below, below, below),
    )
    return leaves | inner | conversions(inner)


def c_formulas():
    comparison = st.builds(
        lambda kind, a, b: kind(a, b), st.sampled_from(strategies.COMPARISONS), c_numbers(2), c_numbers(2)
    )
    joined = st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(strategies.CONNECTIVES), comparison, comparison)
    return comparison | joined
