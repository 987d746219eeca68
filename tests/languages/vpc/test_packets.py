"""Sets of packets against sets of numbers: every operation, on all packets of a small world."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.vpc.packets import LAST, PacketSet, box, box_text, first_match
from arlib.languages.vpc.syntax import Packet

# Boxes end at these numbers, and the world has one from each part between them.
CUTS = [(0, 6, 7, 255), (0, 5, 9, LAST[1]), (0, 8, LAST[2]), (0, 1024, LAST[3]), (0, 22, 23, LAST[4])]
WORLD = [Packet(*values) for values in product((0, 6, 9), (2, 5, 12), (3, 99), (7, 2000), (1, 22, 80))]


@st.composite
def boxes(draw):
    return box(*(tuple(sorted((draw(st.sampled_from(cuts)), draw(st.sampled_from(cuts))))) for cuts in CUTS))


def inside(packet, intervals):
    values = (packet.protocol, packet.source, packet.destination, packet.source_port, packet.destination_port)
    return all(low <= value <= high for value, (low, high) in zip(values, intervals, strict=True))


def members(found):
    return {packet for packet in WORLD if packet in found}


some_sets = st.lists(boxes(), max_size=4)


@given(some_sets, some_sets)
def test_operations_are_those_of_sets(first, second):
    one, other = PacketSet.of(*first), PacketSet.of(*second)
    a = {packet for packet in WORLD if any(inside(packet, each) for each in first)}
    b = {packet for packet in WORLD if any(inside(packet, each) for each in second)}
    assert (members(one), members(other)) == (a, b)
    assert members(one & other) == a & b
    assert members(one | other) == a | b
    assert members(one - other) == a - b
    assert ((one - other) | (one & other)) - one == PacketSet()
    assert one <= one | other and one & other <= other
    assert (one <= other) == (one - other).empty


@given(st.lists(st.tuples(boxes(), st.booleans()), max_size=8))
def test_the_first_rule_decides(rules):
    found = first_match(rules)
    for packet in WORLD:
        decided = next((yes for each, yes in rules if inside(packet, each)), False)
        assert (packet in found) == decided


@given(some_sets)
def test_boxes_are_the_set_and_apart(first):
    one = PacketSet.of(*first)
    parts = list(one.boxes())
    assert PacketSet.of(*parts) == one
    for packet in WORLD:
        assert sum(inside(packet, each) for each in parts) == (packet in one)
    some = one.some()
    assert (some is None) == one.empty == (not parts)
    assert some is None or some in one


@given(some_sets, st.integers(0, 4), st.sampled_from([(0, 0), (2, 7), (200, 255)]))
def test_assigned(first, dimension, interval):
    one = PacketSet.of(*first)
    found = one.assigned(dimension, interval)
    expected = [
        tuple(interval if d == dimension else each for d, each in enumerate(intervals)) for intervals in one.boxes()
    ]
    assert found == PacketSet.of(*(box(*each) for each in expected))


@given(some_sets, st.integers(0, 4))
def test_intervals(first, dimension):
    found = PacketSet.of(*first).intervals(dimension)
    values = {end for each in PacketSet.of(*first).boxes() for end in each[dimension]}
    assert all(any(low <= value <= high for low, high in found) for value in values)
    assert all(high + 1 < low for (_, high), (low, _) in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (box(), "every packet"),
        (box((1, 1), source_port=(8, 8), destination_port=(0, 0)), "icmp, type 8, code 0"),
        (box((0, 16), (0x0A000000, 0x0A0000FF)), "protocols 0-16, from 10.0.0.0-10.0.0.255"),
    ],
)
def test_texts(shown, text):
    assert box_text(shown) == text


def test_ordered_rules_that_cross_stay_small():
    """Columns and rows, allowed and denied in turn: each row has ports of its own, and none is written twice."""
    rules = []
    for i in range(60):
        rules.append((box((6, 6), destination_port=(i * 20, i * 20 + 5)), False))
        rules.append((box((6, 6), source=(i * 1000, i * 1000 + 500)), True))
    found = first_match(rules)
    for i, j in product((0, 1, 30, 59), repeat=2):
        assert (Packet(6, i * 1000, 0, 0, j * 20) in found) == (j > i)
        assert Packet(6, i * 1000, 0, 0, j * 20 + 6) in found
