"""A picture of a party has a line for each pair, and its words say which are full."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.views.plots.parties import party_picture

PEOPLE = ("Ann", "Ben", "Cem", "Dia", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon")


@given(st.integers(2, 10), st.data())
def test_each_pair_has_a_line_of_its_kind(many, data):
    pairs = list(combinations(PEOPLE[:many], 2))
    friends = data.draw(st.lists(st.sampled_from(pairs), unique=True))
    shown = party_picture(PEOPLE[:many], friends)
    assert shown.count("<polyline") == len(pairs)
    assert shown.count("stroke-dasharray") == len(pairs) - len(friends)
    assert f"know each other, {len(friends)}" in shown.text
    assert f"of strangers, {len(pairs) - len(friends)}" in shown.text
    assert all(f">{name}</text>" in shown for name in PEOPLE[:many])


def test_the_order_within_a_pair_means_nothing():
    assert party_picture("AB", [("B", "A")]) == party_picture("AB", [("A", "B")])


@pytest.mark.parametrize("pair", [("A", "A"), ("A", "X")])
def test_a_pair_is_two_of_the_people(pair):
    with pytest.raises(ValueError, match="a pair is two of the people"):
        party_picture("AB", [pair])
