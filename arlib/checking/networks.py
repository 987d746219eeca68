"""Check evidence on networks: a set of packets at each location, closed under what the network does; or a packet."""

from __future__ import annotations

import time

from arlib.certificates.networks import Invariant, Reached, Unreachable, first_location, last_location
from arlib.checking.claims import Accepted, Rejected
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.gaps import gap
from arlib.languages.vpc.packets import PacketSet
from arlib.languages.vpc.places import Location, Stop
from arlib.languages.vpc.questions import Flow, begins, flows
from arlib.languages.vpc.syntax import ICMP, LAST_PORT


def check_unreachable(certificate: Unreachable, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether the invariants show that nothing gets through; nothing else is trusted than what the network does."""
    network, question = certificate.network, certificate.question
    deadline = time.perf_counter() + seconds
    if missing := gap(network, question):
        return Rejected("gap", missing)
    every = tuple(flows(network, question))
    if len(every) != len(certificate.invariants):
        return Rejected("form", f"there are {len(every)} flows, and {len(certificate.invariants)} invariants")
    forwarding = Forwarding(network)
    for flow, invariant in zip(every, certificate.invariants, strict=True):
        start = begins(network, question, flow)
        if not start <= invariant.get(first_location(flow), PacketSet()):
            return Rejected("start", f"{flow}: not all packets that it can send are at {first_location(flow)}")
        if (objection := _open(forwarding, flow, invariant, deadline)) is not None:
            return objection
        back = invariant.get(last_location(flow), PacketSet()) & start
        if (packet := back.some()) is not None:
            return Rejected("end", f"{flow}: {packet} is answered")
    return Accepted()


def _open(forwarding: Forwarding, flow: Flow, invariant: Invariant, deadline: float) -> Rejected | None:
    """Where an invariant is not closed: packets that it has, and the network moves out of it."""

    def sent(at: Location) -> PacketSet:
        return invariant.get(at, PacketSet())

    for at, packets in invariant.items():
        if time.perf_counter() > deadline:
            return Rejected("closed", "the time is up")
        try:
            hops = [*forwarding.hops(at, packets, flow, sent)]
        except ValueError as error:
            return Rejected("form", str(error))
        for target, part in hops:
            if isinstance(target, Stop):
                if not target.followed:
                    return Rejected("followed", f"{flow}: {part.some()} comes to {target.by}: {target.why}")
            elif (escaped := (part - sent(target)).some()) is not None:
                return Rejected("closed", f"{flow}: {escaped} comes from {at} to {target}")
    return None


def check_reached(witness: Reached) -> Accepted | Rejected:
    """Whether the packet is one that is asked about, and the simulator sends it to the target and its reply back."""
    network, question, packet = witness.network, witness.question, witness.packet
    if witness.flow not in flows(network, question):
        return Rejected("form", f"{witness.flow} is no part of the question")
    if question.protocol != ICMP and not 1024 <= witness.port <= LAST_PORT:
        return Rejected("form", f"no NAT gateway sends from port {witness.port}")
    if packet not in begins(network, question, witness.flow):
        return Rejected("start", f"{packet} is no packet that {witness.flow.source} is asked to send")
    if not witness.holds:
        there, back = witness.replay()
        return Rejected("replay", str(there if back is None else back))
    return Accepted()
