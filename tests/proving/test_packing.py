"""A claim packed into one word against the evaluator, on claims with types and conversions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BINARY, COMPARISONS, CONNECTIVES, UNARY

from arlib import Claim, Signed, Unbounded, Undefined, Unsigned, c_claim, evaluate
from arlib import terms as t
from arlib.proving.packing import WORD, packed, unpacked

TYPES = (Signed(1), Signed(3), Signed(8), Unsigned(2), Unsigned(5), Signed(20), Unsigned(30))
TARGETS = (*TYPES, Signed(32), Unsigned(32), Signed(64), Unsigned(64))


def numbers(depth=3):
    leaves = st.sampled_from(("x", "y")).map(t.Var) | st.integers(-300, 300).map(t.Const)
    if depth == 0:
        return leaves
    below = numbers(depth - 1)
    converted = st.builds(
        lambda kind, a, target: kind(a, target), st.sampled_from((t.Wrap, t.Checked)), below, st.sampled_from(TARGETS)
    )
    return st.one_of(
        leaves,
        converted,
        converted,
        st.builds(lambda kind, a: kind(a), st.sampled_from(UNARY), below),
        st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(BINARY), below, below),
        st.builds(lambda kind, a, n: kind(a, t.Const(n)), st.sampled_from(BINARY), below, st.integers(0, 70)),
        st.builds(t.IfThenElse, formulas(depth - 1), below, below),
    )


def formulas(depth=3):
    inner = numbers(max(depth - 1, 0))
    comparison = st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(COMPARISONS), inner, inner)
    if depth == 0:
        return comparison
    below = formulas(depth - 1)
    joined = st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(CONNECTIVES), below, below)
    return st.one_of(comparison, comparison, st.builds(t.Not, below), joined)


def holds(formula, state, integers):
    try:
        return bool(evaluate(formula, state, integers))
    except Undefined:
        return None


@settings(max_examples=400)
@given(
    formulas(), st.lists(st.sampled_from(TYPES), min_size=2, max_size=2), st.lists(st.integers(0, 2**60), min_size=5)
)
def test_a_word_makes_the_packed_claim_true_where_its_inputs_make_the_claim_true(formula, types, words):
    read = Claim(formula, ("x", "y"), tuple(types))
    if (found := packed(read)) is None:
        return
    form, integers = found
    last = 2 ** sum(kind.width for kind in types)
    for word in (0, last - 1, *(number % last for number in words)):
        assert holds(form.formula, {WORD: word}, integers) == holds(formula, unpacked(read, word), Unbounded())


@pytest.mark.parametrize(
    ("source", "model"),
    [
        ("bool f(unsigned short n) { return n / 3 == (unsigned) n * 0xAAABu >> 17; }", Signed(64)),
        ("bool f(unsigned n) { return n / 3 == (unsigned long) n * 0xAAAAAAABu >> 33; }", Unsigned(64)),
        ("bool f(int n) { return n / 3 == (int) (n * 0x55555556l >> 32) + (n < 0); }", Signed(64)),
        ("bool f(char x, char y) { return x + y == y + x; }", Signed(64)),
    ],
)
def test_claims_in_c_are_packed(source, model):
    assert packed(c_claim(source))[1] == model


def test_what_needs_more_than_a_word_is_not_packed():
    assert packed(c_claim("bool f(long n) { return n == n; }")) is None
    exact = t.Eq(t.FloorDiv(t.Mul(t.Var("x"), t.Const(2**60)), t.Const(2**60)), t.Var("x"))
    assert packed(Claim(exact, ("x",), (Unsigned(8),))) is None
