"""Evidence on what a network lets through: an inductive invariant for no, a packet with its way for yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arlib.languages.vpc.one_packet import Trace, send
from arlib.languages.vpc.one_rule import reply_to
from arlib.languages.vpc.packets import PacketSet
from arlib.languages.vpc.places import Location
from arlib.languages.vpc.questions import Flow, Question
from arlib.languages.vpc.syntax import INTERNET, Network, Packet

Invariant = Mapping[Location, PacketSet]


@dataclass(frozen=True)
class Unreachable:
    """Evidence that no packet gets to the target and its reply back: for each flow, which packets can be where.

    Obligations, for each flow. *start*: the packets that the source can send are at their location. *closed*: what the
    network makes of the packets at a location is at the next ones. *followed*: none comes to what is not followed.
    *end*: of what comes back to the source, nothing answers what it sent. And *gap*: nothing else leads to the target.
    """

    network: Network
    question: Question
    invariants: tuple[Invariant, ...]

    def __str__(self) -> str:
        places = sum(map(len, self.invariants))
        return f"an invariant of {places} location{'s' * (places != 1)}"


@dataclass(frozen=True)
class Reached:
    """A packet that gets to the target, and whose reply comes back; NAT gateways send it from ``port``."""

    network: Network
    question: Question
    flow: Flow
    packet: Packet
    port: int

    def replay(self) -> tuple[Trace, Trace | None]:
        """The way there and, if it arrives, the way back, by the simulator of single packets."""
        there = send(self.network, self.flow.source, self.packet, port=self.port)
        answer = reply_to(there.packet)
        if there.at != self.flow.target or there.disposition not in ARRIVED or answer is None:
            return there, None
        return there, send(self.network, self.flow.target, answer, there.translations)

    @property
    def holds(self) -> bool:
        """Whether the packet and its reply arrive."""
        _, back = self.replay()
        if back is None or back.at != self.flow.source or back.disposition not in ARRIVED:
            return False
        return back.packet == reply_to(self.packet)

    def __str__(self) -> str:
        return str(self.packet)


ARRIVED = ("ACCEPTED", "EXITS_NETWORK")


def first_location(flow: Flow) -> Location:
    """Where the packets of a flow begin."""
    return Location(flow.source, "out")


def last_location(flow: Flow) -> Location:
    """Where the replies come back to."""
    return Location(flow.source, "in" if flow.source == INTERNET else "accepted", True)
