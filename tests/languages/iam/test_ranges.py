"""Sets of intervals against sets of numbers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.iam.ranges import (
    ADDRESSES,
    IPV6,
    TRUTH,
    addresses,
    compared,
    complement,
    contains,
    intersection,
    some,
    truths,
    union,
)

HALVES = [Fraction(n, 2) for n in range(-3, 12)]
BASIC = st.builds(compared, st.sampled_from(["=", "<", "<=", ">", ">="]), st.sampled_from(HALVES[3:-3]))
SETS = st.recursive(
    BASIC,
    lambda inner: st.one_of(
        st.builds(complement, inner), st.builds(intersection, inner, inner), st.builds(union, inner, inner)
    ),
    max_leaves=6,
)


def members(intervals):
    return {n for n in [*HALVES, *(n + Fraction(1, 4) for n in HALVES)] if contains(intervals, n)}


EVERY = members(complement(()))


@given(SETS, SETS)
def test_operations_are_those_of_sets(one, other):
    assert members(union(one, other)) == members(one) | members(other)
    assert members(intersection(one, other)) == members(one) & members(other)
    assert members(complement(one)) == EVERY - members(one)


@given(SETS)
def test_a_member_is_found_if_there_is_one(intervals):
    found = some(intervals)
    assert (found is None) == (not members(intervals)) == (intervals == ())
    if found is not None:
        assert contains(intervals, found)
        assert found.denominator == 1 or not any(n.denominator == 1 for n in members(intervals))


def test_two_halves_are_all_addresses_of_their_kind():
    low, high = addresses(32, 0, (1 << 31) - 1), addresses(32, 1 << 31, IPV6 - 1)
    assert union(high, low) == addresses(32, 0, IPV6 - 1)
    assert complement(union(low, high), ADDRESSES) == addresses(128, 0, (1 << 128) - 1)
    assert not contains(low, IPV6)


def test_there_are_two_truth_values():
    assert complement(truths({True}), TRUTH) == truths({False})
    assert union(truths({True}), truths({False})) == truths({True, False}) == TRUTH
