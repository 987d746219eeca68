"""Single packets on their way, as Batfish would show them: the components, and what becomes of each packet."""

import pytest
from example_networks import part, snapshot, text

from arlib.languages.vpc.json_parts import address_of
from arlib.languages.vpc.one_packet import send
from arlib.languages.vpc.one_rule import reply_to
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import Packet

INWARD = "internet aws-backbone igw-1 vpc-main subnet-public"
OUTWARD = "eni-db subnet-private vpc-main"
NEAR = "eni-web subnet-public vpc-main"


def trace(start, source, target, protocol=6, port=443, whole=None):
    ports = (49152, port) if protocol in (6, 17) else (0, 0)
    packet = Packet(protocol, address_of(source), address_of(target), *ports)
    return send(read_network(text(whole or snapshot())), start, packet)


@pytest.mark.parametrize(
    ("start", "source", "target", "protocol", "path", "disposition"),
    [
        ("eni-web", "10.1.1.10", "10.1.1.77", 6, "eni-web", "NEIGHBOR_UNREACHABLE"),
        ("eni-web", "10.1.1.10", "10.1.9.9", 6, "eni-web subnet-public vpc-main", "NULL_ROUTED"),
        (
            "eni-web",
            "10.1.1.10",
            "10.1.2.77",
            6,
            "eni-web subnet-public vpc-main subnet-private",
            "NEIGHBOR_UNREACHABLE",
        ),
        ("eni-peer", "10.2.1.10", "8.8.8.8", 6, "eni-peer subnet-peer", "NO_ROUTE"),
        (
            "internet",
            "8.8.8.8",
            "52.0.0.10",
            6,
            f"{INWARD} eni-web",
            "ACCEPTED",
        ),
        (
            "internet",
            "8.8.8.8",
            "52.0.0.10",
            17,
            f"{INWARD} eni-web",
            "DENIED_IN",
        ),
        ("internet", "8.8.8.8", "52.0.0.77", 6, "internet aws-backbone", "NULL_ROUTED"),
        ("internet", "8.8.8.8", "52.0.0.5", 6, f"{INWARD} nat-1", "DENIED_IN"),
        ("subnet-public", "10.1.1.99", "8.8.8.8", 6, "subnet-public vpc-main igw-1", "DENIED_IN"),
        ("vpc-main", "0.0.0.0", "10.1.2.10", 6, "vpc-main subnet-private eni-db", "DENIED_IN"),
        ("eni-db", "10.1.2.10", "8.8.8.8", 107, "eni-db subnet-private vpc-main nat-1", "DENIED_IN"),
        (
            *("eni-db", "10.1.2.10", "8.8.8.8", 6),
            *(
                f"{OUTWARD} nat-1 subnet-public vpc-main igw-1 aws-backbone internet",
                "EXITS_NETWORK",
            ),
        ),
        (
            "eni-db",
            "10.1.2.10",
            "10.2.1.10",
            6,
            f"{OUTWARD} vpc-peer subnet-peer eni-peer",
            "ACCEPTED",
        ),
    ],
)
def test_paths(start, source, target, protocol, path, disposition):
    found = trace(start, source, target, protocol)
    assert (" ".join(found.path), found.disposition) == (path, disposition)


def test_a_translation_is_undone_for_the_reply_alone():
    there = trace("eni-db", "10.1.2.10", "8.8.8.8")
    (translation,) = there.translations
    assert (there.packet.source, there.packet.source_port) == (address_of("52.0.0.5"), 1024)
    network, answer = read_network(text(snapshot())), reply_to(there.packet)
    back = send(network, "internet", answer, there.translations)
    assert back.at == "eni-db" and back.packet == reply_to(translation.before)
    assert send(network, "internet", answer).disposition == "DENIED_IN"
    other = Packet(6, answer.source, answer.destination, answer.source_port, 1025)
    assert send(network, "internet", other, there.translations).disposition == "DENIED_IN"


def test_gateways_that_lead_round():
    whole = snapshot()
    for route in part(whole, "RouteTables", "rtb-public")["Routes"]:
        if route.pop("GatewayId", None) == "igw-1":
            route["NatGatewayId"] = "nat-1"
        else:
            route["GatewayId"] = "local"
    assert trace("eni-db", "10.1.2.10", "8.8.8.8", whole=whole).disposition == "NULL_ROUTED"


def test_replies_to_pings():
    assert reply_to(Packet(1, 1, 2, 8, 0)) == Packet(1, 2, 1, 0, 0)
    assert reply_to(Packet(1, 1, 2, 3, 1)) is None
