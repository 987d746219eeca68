"""Can one reach the other? Sets of packets move through the network until no new one comes anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from arlib.certificates.networks import Invariant, Reached, Unreachable, first_location, last_location
from arlib.checking.claims import Rejected
from arlib.checking.networks import check_reached, check_unreachable
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.gaps import gap
from arlib.languages.vpc.packets import SOURCE_PORT, PacketSet
from arlib.languages.vpc.places import Location, Stop
from arlib.languages.vpc.questions import Flow, Question, begins, flows
from arlib.languages.vpc.syntax import EPHEMERAL, EVERY_PORT, ICMP, PROTOCOLS, Network
from arlib.verdict import Proved, Refuted, Unknown

MOST_PORTS = 64  # of NAT gateways, that are tried for a witness
Verdict = Proved[Unreachable] | Refuted[Reached] | Unknown


def can_reach(network: Network, source: str, target: str, port: int | None = None, protocol: str = "tcp") -> Verdict:
    """Whether a packet gets from one to the other, and its reply back: ``Refuted`` by one that does.

    ``Proved`` is that none gets through, with an invariant. Source and target are an instance, an interface, or
    ``"internet"``; without a port, any will do; a ping is the protocol ``"icmp"``.
    """
    if protocol not in PROTOCOLS:
        raise ValueError(f"the protocol is {', '.join(PROTOCOLS)}, not {protocol!r}")
    anything = (0, 0) if protocol == "icmp" else EVERY_PORT
    ports = anything if port is None else (port, port)
    return answer(Forwarding(network), Question(source, target, PROTOCOLS[protocol], (ports,)))


def answer(forwarding: Forwarding, question: Question) -> Verdict:
    """The verdict on a question."""
    network, invariants, lost = forwarding.network, [], gap(forwarding.network, question)
    for flow in flows(network, question):
        invariant, stops = explore(forwarding, question, flow)
        found = invariant.get(last_location(flow), PacketSet()) & begins(network, question, flow)
        if not found.empty:
            witness = next(witnesses(network, question, flow, invariant, found), None)
            if witness is not None:
                return Refuted(witness)
            lost = lost or f"{flow}: a packet may get through, and none that was tried does"
        lost = lost or next((f"{stop.why}, and packets come to it" for stop in stops if not stop.followed), "")
        invariants.append(invariant)
    if lost:
        return Unknown(lost)
    certificate = Unreachable(network, question, tuple(invariants))
    if isinstance(rejected := check_unreachable(certificate, seconds=float("inf")), Rejected):
        return Unknown(f"the evidence is rejected: {rejected.obligation}: {rejected.countermodel}")
    return Proved(certificate)


def explore(forwarding: Forwarding, question: Question, flow: Flow) -> tuple[Invariant, dict[Stop, PacketSet]]:
    """The packets that come to each location, first on the way there and then on the way back; and where they stop."""
    found: dict[Location, PacketSet] = {}
    stops: dict[Stop, PacketSet] = {}
    begin = (first_location(flow), begins(forwarding.network, question, flow))
    # Replies wait, since a NAT gateway lets back in what answers any packet that it has sent on.
    waiting = [begin]
    replies: list[tuple[Location, PacketSet]] = []
    while waiting or replies:
        at, packets = (waiting or replies).pop()
        new = packets - found.get(at, PacketSet())
        if new.empty:
            continue
        found[at] = found.get(at, PacketSet()) | new
        for target, part in forwarding.hops(at, new, flow, lambda there: found.get(there, PacketSet())):
            if isinstance(target, Stop):
                stops[target] = stops.get(target, PacketSet()) | part
            else:
                (replies if target.reply else waiting).append((target, part))
    return found, stops


def witnesses(
    network: Network, question: Question, flow: Flow, invariant: Invariant, found: PacketSet
) -> Iterator[Reached]:
    """Packets of a set that the simulator sends there, and the replies back."""
    ports = [EPHEMERAL[0]]
    for at, packets in invariant.items():
        if at.stage == "back" and question.protocol != ICMP:
            ports += [end for interval in packets.intervals(SOURCE_PORT) for end in interval]
    packet = found.some()
    assert packet is not None
    for port in list(dict.fromkeys(ports))[:MOST_PORTS]:
        witness = Reached(network, question, flow, packet, port)
        if not isinstance(check_reached(witness), Rejected):
            yield witness
