"""The picture of a network: the way of a packet goes from stop to stop, and what stops it is framed and crossed."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from example_networks import snapshot, text

from arlib.languages.vpc.reading import read_network
from arlib.networks import can_reach
from arlib.views.networks.drawing import Leg, network_picture, stops
from arlib.views.networks.journeys import of_witness
from arlib.views.networks.layout import layout
from arlib.views.page.html import VERMILLION

NETWORK = read_network(text(snapshot()))
ASKED = [("internet", "i-web", 443), ("i-web", "i-db", 5432), ("i-db", "internet", 443), ("i-db", "i-peer", 22)]


def journey(asked):
    return of_witness(can_reach(NETWORK, *asked).witness)


def numbers(picture):
    """The numbers in the discs."""
    found = re.findall(r'font-size:11px">([\d,]+)<', picture)
    return sorted(int(number) for each in found for number in each.split(","))


def test_a_network_is_a_picture_with_words():
    drawn = network_picture(NETWORK, summary="A <network>")
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img" and root.get("aria-label") == "A <network>"
    words = " ".join(root.itertext())
    for name in (
        "i-web",
        "i-db",
        "10.1.1.10 = 52.0.0.10",
        "NAT gateway nat-1",
        "igw-1",
        "pcx-1",
        "acl-main, rtb-public",
    ):
        assert name in words
    assert "<polyline" in drawn and numbers(drawn) == []


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_each_stop_has_its_number_where_its_component_is(asked):
    legs = journey(asked).legs
    drawn = network_picture(NETWORK, legs)
    assert numbers(drawn) == list(range(1, len(legs[0].nodes) + 1))
    assert "the dashed line that of the reply" in drawn and "stroke-dasharray:7 4" in drawn
    for leg in legs:
        found = stops(layout(NETWORK), leg)
        assert [node for _, node, _ in found] == list(leg.nodes)
        assert all(a != b for (_, _, a), (_, _, b) in pairwise(found))
    for at in range(1, sum(len(leg.nodes) for leg in legs) + 1):  # the packet, wherever it is, is in a ring
        here = network_picture(NETWORK, legs, at=at)
        assert at in numbers(here) and here.count("stroke-width:3.0") == 1


def test_lines_have_no_slanting_parts():
    """They go round what they have nothing to do with."""
    for asked in ASKED:
        drawn = network_picture(NETWORK, journey(asked).legs)
        for points in re.findall(r'<polyline points="([^"]+)" style="fill:none;stroke:#', drawn):
            corners = [tuple(map(float, each.split(","))) for each in points.split()]
            assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(corners)), asked


@pytest.mark.parametrize("node", ["internet", "aws-backbone", "igw-1", "vpc-main", "subnet-public", "eni-web", "nat-1"])
def test_what_stops_a_packet_is_framed_and_has_a_cross_and_a_word(node):
    whole = network_picture(NETWORK, [Leg((node,))])
    stopped = network_picture(NETWORK, [Leg((node,), stopped=True)])
    assert "stopped" not in whole and VERMILLION not in whole
    assert stopped.count(">stopped<") == 1 and stopped.count(VERMILLION) >= 3  # a frame, and a cross of two lines


def test_where_the_reply_is_stopped_both_legs_have_numbers():
    legs = [Leg(("eni-web", "subnet-public")), Leg(("subnet-public", "eni-web"), "back", 3, True)]
    assert numbers(network_picture(NETWORK, legs)) == [1, 2, 3, 4]


def test_what_is_not_drawn_is_no_stop():
    assert stops(layout(NETWORK), Leg(("tgw-1", "eni-web"))) == [(2, "eni-web", layout(NETWORK).at["eni-web"])]
    assert "stopped" not in network_picture(NETWORK, [Leg(("tgw-1",), stopped=True)])
