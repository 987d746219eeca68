"""A reader's own question about a network: its answer, its ways, and the sentence of each stop."""

import pytest
from example_networks import part, snapshot, text

from arlib.languages.vpc.reading import read_network
from arlib.views.networks.own_question import ask, names, protocols, stop_html

NETWORK = read_network(text(snapshot()))


def test_what_can_be_asked_about():
    assert names(NETWORK) == ["internet", "i-web", "i-db", "i-peer"]  # a NAT gateway takes nothing
    assert protocols() == ["tcp", "icmp", "udp"]


def test_a_way_there_and_back():
    found = ask(NETWORK, "internet", "i-web", 443, "tcp")
    ((title, journey),) = found.ways
    assert title == "there and back" and found.head.text.startswith("✓ reachable") and found.details is None
    words = [stop_html(NETWORK, journey, at).text for at in range(1, len(journey.visits) + 1)]
    assert words[0].startswith("Stop 1 of 12, on the way there at internet. The packet: tcp 203.0.113.10:49152")
    assert "Goes on: ingress rule 100 of acl-main." in words[4] and "Goes on: ingress rule 1 of sg-web." in words[5]
    assert "on the way back" in words[6] and words[-1].endswith("✓ Arrives.")
    page = found.page(NETWORK, at=3)
    assert "▶ 3" in page.text and "The packet is at stop 3, igw-1" in page


def test_ways_that_are_blocked():
    whole = snapshot()
    part(whole, "RouteTables", "rtb-public")["Routes"].pop()
    network = read_network(text(whole))
    found = ask(network, "internet", "i-web", 443, "tcp")
    assert found.head.text.startswith("✗ not reachable")
    titles = [title for title, _ in found.ways]
    assert titles == ["1: the reply is stopped at subnet-public", "2: stopped at aws-backbone"]
    _, journey = found.ways[0]
    last = stop_html(network, journey, len(journey.visits)).text
    assert last.endswith("✗ Stopped: rtb-public has no route for this address.")
    assert "rtb-public has no route" in found.details.text and "rtb-public has no route" in found.page(network).text


def test_a_ping_and_what_cannot_be_asked():
    assert ask(NETWORK, "i-peer", "i-web", None, "icmp").head.text.startswith("✗ not reachable")
    with pytest.raises(ValueError, match="does not reach itself"):
        ask(NETWORK, "i-web", "i-web", 22, "tcp")


def test_what_is_not_known_has_no_way():
    whole = snapshot()
    part(whole, "RouteTables", "rtb-public")["Routes"][-1] = {
        "DestinationCidrBlock": "0.0.0.0/0",
        "TransitGatewayId": "tgw-1",
    }
    network = read_network(text(whole))
    found = ask(network, "i-web", "internet", 443, "tcp")
    assert found.head.text.startswith("? don't know") and found.ways == () and "tgw-1" in found.page(network).text
