"""The checker of evidence on networks rejects what is changed, and says which obligation is not met."""

from dataclasses import replace

import pytest
from example_networks import part, snapshot, text

from arlib.certificates.networks import Reached, Unreachable
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.networks import check_reached, check_unreachable
from arlib.languages.vpc.packets import PacketSet, box
from arlib.languages.vpc.places import Location
from arlib.languages.vpc.reading import read_network
from arlib.networks import can_reach
from arlib.verdict import Proved, Refuted

NETWORK = read_network(text(snapshot()))


def proof(source: str = "i-db", target: str = "internet", port: int = 443) -> Unreachable:
    whole = snapshot()
    part(whole, "NetworkAcls", "acl-main")["Entries"][1]["CidrBlock"] = "10.0.0.0/8"  # no reply comes in
    verdict = can_reach(read_network(text(whole)), source, target, port)
    assert isinstance(verdict, Proved)
    return verdict.certificate


def witness() -> Reached:
    verdict = can_reach(NETWORK, "i-db", "internet", 443)
    assert isinstance(verdict, Refuted)
    return verdict.witness


def rejected(certificate: Unreachable) -> str:
    found = check_unreachable(certificate)
    assert isinstance(found, Rejected)
    return found.obligation


def test_the_evidence_is_accepted():
    assert check_unreachable(proof()) == Accepted()
    assert check_reached(witness()) == Accepted()


def test_each_location_is_needed():
    """The invariant has what is reached and no more, so that nothing can be left out of it."""
    certificate = proof()
    (invariant,) = certificate.invariants
    assert len(invariant) > 12
    for at in invariant:
        less = {place: packets for place, packets in invariant.items() if place != at}
        expected = "start" if at == Location("eni-db", "out") else "closed"
        assert rejected(replace(certificate, invariants=(less,))) == expected


def test_each_packet_is_needed():
    certificate = proof()
    (invariant,) = certificate.invariants
    for at, packets in invariant.items():
        one = packets.some()
        port = (one.source_port, one.source_port)
        less = {**invariant, at: packets - PacketSet.of(box(source_port=port))}
        assert rejected(replace(certificate, invariants=(less,))) in ("start", "closed")


def test_more_packets_are_no_harm_until_they_come_back():
    certificate = proof()
    (invariant,) = certificate.invariants
    more = {**invariant, Location("eni-db", "accepted", True): PacketSet.of(box())}
    assert rejected(replace(certificate, invariants=(more,))) == "end"
    more = {**invariant, Location("eni-db", "accepted", True): PacketSet.of(box((17, 17)))}
    assert isinstance(check_unreachable(replace(certificate, invariants=(more,))), Accepted)


def test_places_that_there_are_not():
    certificate = proof()
    (invariant,) = certificate.invariants
    every = PacketSet.of(box())
    for at in (Location("eni-none", "out"), Location("eni-db", "asleep")):
        found = check_unreachable(replace(certificate, invariants=({**invariant, at: every},)))
        assert isinstance(found, Rejected) and found.obligation == "form"


def test_each_flow_has_an_invariant():
    certificate = proof()
    assert rejected(replace(certificate, invariants=())) == "form"
    assert rejected(replace(certificate, invariants=certificate.invariants * 2)) == "form"


def test_it_is_about_its_network_and_its_question():
    certificate = proof()
    assert rejected(replace(certificate, network=NETWORK)) == "closed"
    ports = replace(certificate.question, ports=((442, 443),))
    assert rejected(replace(certificate, question=ports)) == "start"


def test_what_is_not_followed_is_no_proof():
    whole = snapshot()
    for route in part(whole, "RouteTables", "rtb-private")["Routes"]:
        if route.pop("NatGatewayId", None):
            route["TransitGatewayId"] = "tgw-1"
    network = read_network(text(whole))
    certificate = proof()
    first = Location("eni-db", "out")
    there = dict.fromkeys((first, Location("subnet-private", "out")), certificate.invariants[0][first])
    assert rejected(Unreachable(network, certificate.question, (there,))) == "followed"
    for name in ("eni-web", "eni-db"):
        part(whole, "NetworkInterfaces", name)["Ipv6Addresses"] = [{"Ipv6Address": "2001:db8::1"}]
    assert rejected(replace(certificate, network=read_network(text(whole)))) == "gap"


@pytest.mark.parametrize(
    ("change", "obligation"),
    [
        ({"packet": replace(witness().packet, destination_port=444)}, "start"),
        ({"packet": replace(witness().packet, source=1)}, "start"),
        ({"port": 80}, "form"),
        ({"flow": replace(witness().flow, source="eni-web")}, "form"),
        ({"network": proof().network}, "replay"),
    ],
)
def test_a_changed_witness_is_rejected(change, obligation):
    found = check_reached(replace(witness(), **change))
    assert isinstance(found, Rejected) and found.obligation == obligation
