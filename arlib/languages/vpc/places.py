"""Places in a network where packets are, and moves between neighbours: what all further moves are made of.

Replies move as well. A reply is named by the packet that it answers, with the addresses and ports that this one would
have where the reply is: so what comes back is compared with what went out, and no field changes its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from arlib.languages.vpc.matching import Filters
from arlib.languages.vpc.packets import DESTINATION, SOURCE, PacketSet, box
from arlib.languages.vpc.questions import internet
from arlib.languages.vpc.syntax import HOSTS, Address, Interface, Interval, Name, Network, Subnet

Part = TypeVar("Part")


@dataclass(frozen=True, order=True)
class Location:
    """Where packets are: at an interface, a subnet, a gateway; on the way out or in, first packets or replies."""

    node: Name
    stage: str
    reply: bool = False

    def __str__(self) -> str:
        return f"{self.node}, {self.stage}{', reply' if self.reply else ''}"


@dataclass(frozen=True)
class Stop:
    """Where packets get no further, and why; ``by`` is the component that decides."""

    node: Name
    disposition: str  # as Batfish calls it, or NOT_FOLLOWED
    by: Name
    reply: bool
    why: str

    @property
    def followed(self) -> bool:
        """Whether it is known that they get no further."""
        return self.disposition != "NOT_FOLLOWED"


Hop = tuple[Location | Stop, PacketSet]
Hops = Iterator[Hop]
Sent = Callable[[Location], PacketSet]  # the packets that were at a location, before any reply


class Places:
    """Interfaces and their subnets, with what the rules of a network are compiled to."""

    def __init__(self, network: Network):
        self.network, self.filters = network, Filters(network)
        self.public = network.public()
        self.outside = internet(network)
        self.here: dict[Name, dict[Address, Interface]] = {name: {} for name in network.subnets}
        for each in network.interfaces.values():
            self.here[each.subnet] |= dict.fromkeys(each.addresses, each)
        self.addressed = cache(self._addressed)

    # ---- Interfaces --------------------------------------------------------------------------

    def leaves(self, at: Location, packets: PacketSet, one: Interface) -> Hops:
        """What an interface sends: first packets by its security groups, replies always, since groups are stateful."""
        if one.kind not in HOSTS:
            yield self.lost(at, one.id, f"{one.id} is of the kind {one.kind}"), packets
            return
        if not at.reply:
            passed = packets & self.filters.groups(one.id, egress=True)
            yield self._refused(at, one, "DENIED_OUT", "egress"), packets - passed
            packets = passed
        yield from self.sends(at, packets, self.network.subnets[one.subnet])

    def arrives(self, at: Location, packets: PacketSet, one: Interface) -> Hops:
        """What comes to an interface, which takes it or not."""
        if one.owner in self.network.nats:
            if at.reply:
                yield Location(one.owner, "back", True), packets
            else:
                why = f"{one.owner} takes nothing that is no reply"
                yield Stop(one.owner, "DENIED_IN", one.owner, at.reply, why), packets
        elif one.kind not in HOSTS:
            yield self.lost(at, one.id, f"{one.id} is of the kind {one.kind}"), packets
        elif at.reply:
            yield Location(one.id, "accepted", True), packets
        else:
            passed = packets & self.filters.groups(one.id, egress=False)
            yield self._refused(at, one, "DENIED_IN", "ingress"), packets - passed
            yield Location(one.id, "accepted"), passed

    def _refused(self, at: Location, one: Interface, disposition: str, side: str) -> Stop:
        """No rule of a security group lets packets through, as far as its rules are known."""
        if unclear := self.filters.unclear(one):
            return self.lost(at, one.id, unclear)
        groups = ", ".join(one.groups) or "no group"
        return Stop(at.node, disposition, groups, at.reply, f"no {side} rule of {groups} allows them")

    def sends(self, at: Location, packets: PacketSet, subnet: Subnet) -> Hops:
        """To a neighbour in the same subnet at once, and to all others through the subnet's access list."""
        near = packets & self.addressed(self.to(at), subnet.block)
        yield Location(subnet.id, "out", at.reply), packets - near
        yield from self.delivered(at, near, subnet)

    def delivered(self, at: Location, packets: PacketSet, subnet: Subnet) -> Hops:
        """To the interface of a subnet that has the address."""
        found: dict[Name, PacketSet] = {}
        for _, one, part in self.by_address(packets, self.to(at), self.here[subnet.id]):
            found[one.id] = found.get(one.id, PacketSet()) | part
            packets -= part
        for name, part in found.items():
            yield Location(name, "in", at.reply), part
        why = f"{subnet.id} has no interface with this address"
        yield Stop(at.node, "NEIGHBOR_UNREACHABLE", subnet.id, at.reply, why), packets

    def listed(self, at: Location, packets: PacketSet, subnet: Subnet, *, egress: bool) -> tuple[PacketSet, Hop]:
        """What an access list lets through, and what it denies. It is stateless, and decides on replies too."""
        if subnet.acl not in self.network.acls:
            lost = self.lost(at, subnet.acl, f"the access list of {subnet.id} is not in the snapshot")
            return PacketSet(), (lost, packets)
        passed = packets & self.filters.access_list(subnet.acl, egress=egress, reply=at.reply)
        side = "egress" if egress else "ingress"
        stop = Stop(at.node, "DENIED_OUT" if egress else "DENIED_IN", subnet.acl, at.reply, f"{side} of {subnet.acl}")
        return passed, (stop, packets - passed)

    # ---- Addresses ---------------------------------------------------------------------------

    @staticmethod
    def to(at: Location) -> int:
        """The dimension that has the address to which packets at a location go."""
        return SOURCE if at.reply else DESTINATION

    @staticmethod
    def _addressed(dimension: int, *blocks: Interval) -> PacketSet:
        if dimension == SOURCE:
            return PacketSet.of(*(box(source=each) for each in blocks))
        return PacketSet.of(*(box(destination=each) for each in blocks))

    def by_address(
        self, packets: PacketSet, dimension: int, table: Mapping[Address, Part]
    ) -> Iterator[tuple[Address, Part, PacketSet]]:
        """The packets for each address of a table that any of them has."""
        ordered = sorted(table)
        for first, last in packets.intervals(dimension):
            for at in range(bisect_left(ordered, first), bisect_left(ordered, last + 1)):
                address = ordered[at]
                yield address, table[address], packets & self.addressed(dimension, (address, address))

    @staticmethod
    def lost(at: Location, by: Name, why: str) -> Stop:
        """Packets that are not followed any further."""
        return Stop(at.node, "NOT_FOLLOWED", by, at.reply, why)
