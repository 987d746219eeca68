"""One packet on its way: a simulator that knows nothing of sets, and tells which rule let the packet through where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from arlib.languages.vpc.one_rule import first_rule, reply_to, reserved, within
from arlib.languages.vpc.syntax import (
    BACKBONE,
    EPHEMERAL,
    HOSTS,
    ICMP,
    INTERNET,
    TCP,
    UDP,
    Address,
    Interface,
    Name,
    Nat,
    Network,
    Packet,
    Subnet,
)

MOST_STEPS = 64
MOVED = (ICMP, TCP, UDP)  # protocols that a NAT gateway translates


@dataclass(frozen=True)
class Step:
    """A component that a packet comes to, the packet as it comes, and the rule or the route that decided."""

    node: Name
    packet: Packet
    by: str = ""

    def __str__(self) -> str:
        return f"{self.node}: {self.packet}{f' ({self.by})' if self.by else ''}"


@dataclass(frozen=True)
class Translation:
    """What a NAT gateway remembers: a packet as it came, and as it was sent on."""

    nat: Name
    before: Packet
    after: Packet


@dataclass(frozen=True)
class Trace:
    """Where a packet went, and what became of it, in Batfish's words; ``by`` is what stopped it, or let it in."""

    steps: tuple[Step, ...]
    disposition: str
    by: str
    packet: Packet
    at: Name  # the interface that took it, or the component that stopped it
    translations: tuple[Translation, ...] = ()

    @property
    def path(self) -> tuple[Name, ...]:
        """The components, in order."""
        return tuple(node for node, _ in groupby(step.node for step in self.steps))

    def __str__(self) -> str:
        return f"{' > '.join(self.path)}: {self.disposition} ({self.by})"


def send(
    network: Network,
    start: Name,
    packet: Packet,
    answers: tuple[Translation, ...] | None = None,
    port: int = EPHEMERAL[0],
) -> Trace:
    """Send a packet from a component: the internet, an interface, a subnet, a virtual network.

    ``answers`` has the translations of the packet that this one answers, if it is a reply; None if it begins a
    connection. A NAT gateway sends from ``port``.
    """
    way = _Way(network, answers, port)
    disposition, by = way.go(start, packet)
    last = way.steps[-1]
    return Trace(tuple(way.steps), disposition, by, last.packet, way.at, tuple(way.made))


Move = tuple[str, Name, Packet] | tuple[str, str]  # where next, and with what; or what becomes of it, and by what


class _Way:
    def __init__(self, network: Network, answers: tuple[Translation, ...] | None, port: int):
        self.network, self.answers, self.port = network, answers, port
        self.steps: list[Step] = []
        self.made: list[Translation] = []
        self.at = ""

    def go(self, start: Name, packet: Packet) -> tuple[str, str]:
        """Move until the packet is somewhere for good."""
        stage = "out" if start == INTERNET or start in self.network.interfaces else "from"
        node = start
        for _ in range(MOST_STEPS):
            match self._move(stage, node, packet):
                case (stage, node, packet):
                    pass
                case (disposition, by):
                    return disposition, by
        return "LOOP", "the routes lead round"

    def _seen(self, node: Name, packet: Packet, by: str = "") -> None:
        self.at = node
        self.steps.append(Step(node, packet, by))

    def _move(self, stage: str, node: Name, packet: Packet) -> Move:
        network = self.network
        if node == INTERNET:
            self._seen(INTERNET, packet)
            return ("to backbone", BACKBONE, packet) if stage == "out" else ("EXITS_NETWORK", INTERNET)
        if node == BACKBONE:
            return self._backbone(packet, leaving=stage == "from backbone")
        if node in network.interfaces:
            one = network.interfaces[node]
            return self._from_interface(one, packet) if stage == "out" else self._into_interface(one, packet)
        if node in network.subnets:
            subnet = network.subnets[node]
            return self._from_subnet(subnet, packet) if stage == "out" else self._into_subnet(subnet, packet, stage)
        if node in network.vpcs:
            return self._cross(node, packet, "local" if stage == "from" else stage)
        if node in network.nats:
            return self._translate(network.nats[node], packet)
        if node in network.internet_gateways:
            return self._gateway(node, packet, leaving=stage == "leave")
        raise ValueError(f"{node!r} is no component of this network that a packet could be at")

    # ---- Interfaces --------------------------------------------------------------------------

    def _from_interface(self, one: Interface, packet: Packet) -> Move:
        by = "a reply" if self.answers is not None else self._grouped(one, packet, egress=True)
        self._seen(one.id, packet, by)
        if one.kind not in HOSTS:
            return "NOT_FOLLOWED", one.id
        if not by:
            return self._unknown_group(one) or ("DENIED_OUT", ", ".join(one.groups))
        return self._dispatch(self.network.subnets[one.subnet], packet)

    def _into_interface(self, one: Interface, packet: Packet) -> Move:
        if one.owner in self.network.nats:
            return self._answered(self.network.nats[one.owner], packet)
        by = "a reply" if self.answers is not None else self._grouped(one, packet, egress=False)
        self._seen(one.id, packet, by)
        if one.kind not in HOSTS:
            return "NOT_FOLLOWED", one.id
        if not by:
            return self._unknown_group(one) or ("DENIED_IN", ", ".join(one.groups))
        return "ACCEPTED", by

    def _grouped(self, one: Interface, packet: Packet, *, egress: bool) -> str:
        """The rule of a security group that allows a packet; none does if it is empty."""
        for name in one.groups:
            if group := self.network.groups.get(name):
                peer = packet.destination if egress else packet.source
                rules = group.egress if egress else group.ingress
                if rule := first_rule(self.network, rules, packet, peer):
                    return rule.name
        return ""

    def _unknown_group(self, one: Interface) -> tuple[str, str] | None:
        for name in one.groups:
            if name not in self.network.groups or self.network.groups[name].unclear:
                return "NOT_FOLLOWED", one.id
        return None

    def _dispatch(self, subnet: Subnet, packet: Packet) -> Move:
        if within(packet.destination, subnet.block):
            return self._neighbour(subnet, packet)
        return "out", subnet.id, packet

    def _neighbour(self, subnet: Subnet, packet: Packet) -> Move:
        for each in self.network.interfaces.values():
            if each.subnet == subnet.id and packet.destination in each.addresses:
                return "in", each.id, packet
        return "NEIGHBOR_UNREACHABLE", subnet.id

    # ---- Subnets and virtual networks --------------------------------------------------------

    def _listed(self, subnet: Subnet, packet: Packet, *, egress: bool) -> tuple[bool, str]:
        if subnet.acl not in self.network.acls:
            return False, ""
        acl = self.network.acls[subnet.acl]
        peer = packet.destination if egress else packet.source
        rule = first_rule(self.network, acl.egress if egress else acl.ingress, packet, peer)
        return (rule.allow, rule.name) if rule else (False, f"no rule of {acl.id}")

    def _from_subnet(self, subnet: Subnet, packet: Packet) -> Move:
        allowed, by = self._listed(subnet, packet, egress=True)
        self._seen(subnet.id, packet, by)
        if not allowed:
            return ("DENIED_OUT", by) if by else ("NOT_FOLLOWED", subnet.acl)
        table = self.network.tables.get(subnet.table)
        if table is None or table.unclear:
            return "NOT_FOLLOWED", subnet.table
        fitting = [route for route in table.routes if within(packet.destination, route.block)]
        if not fitting:
            return "NO_ROUTE", table.id
        # The first of the smallest: the table has them in the order in which they count.
        route = min(fitting, key=lambda each: each.block[1] - each.block[0])
        self.steps[-1] = replace(self.steps[-1], by=f"{by}; {route} of {table.id}")
        if route.target == "blackhole":
            return "NULL_ROUTED", f"{route} of {table.id}"
        return route.target, subnet.vpc, packet

    def _into_subnet(self, subnet: Subnet, packet: Packet, stage: str) -> Move:
        if stage == "from":  # a packet that begins here
            return self._dispatch(subnet, packet)
        allowed, by = self._listed(subnet, packet, egress=False)
        self._seen(subnet.id, packet, by)
        if not allowed:
            return ("DENIED_IN", by) if by else ("NOT_FOLLOWED", subnet.acl)
        return self._neighbour(subnet, packet)

    def _cross(self, vpc: Name, packet: Packet, target: Name) -> Move:
        network = self.network
        self._seen(vpc, packet)
        if target == "local":
            for subnet in network.subnets.values():
                if subnet.vpc == vpc and within(packet.destination, subnet.block):
                    return "in", subnet.id, packet
            return "NULL_ROUTED", vpc
        if network.internet_gateways.get(target) == vpc:
            return "leave", target, packet
        if target in network.nats and network.subnets[network.nats[target].subnet].vpc == vpc:
            return "in", target, packet
        if target in network.peerings and vpc in network.peerings[target].vpcs:
            peering = network.peerings[target]
            first, second = peering.vpcs
            other = second if vpc == first else first
            if not peering.active:
                return "NULL_ROUTED", target
            return ("local", other, packet) if other in network.vpcs else ("NOT_FOLLOWED", other)
        return "NOT_FOLLOWED", target

    # ---- Gateways ----------------------------------------------------------------------------

    def _translate(self, nat: Nat, packet: Packet) -> Move:
        subnet = self.network.subnets[nat.subnet]
        allowed, by = self._listed(subnet, packet, egress=False)
        self._seen(nat.id, packet, by)
        if self.answers is not None:
            return "DENIED_IN", f"{nat.id} sends no reply on that comes from within"
        if not allowed:
            return ("DENIED_IN", by) if by else ("NOT_FOLLOWED", subnet.acl)
        if packet.protocol not in MOVED:
            return "DENIED_IN", f"{nat.id} takes TCP, UDP and ICMP"
        if packet.source == nat.address:
            return "NULL_ROUTED", "the routes lead round"
        moved = replace(packet, source=nat.address)
        if packet.protocol != ICMP:
            moved = replace(moved, source_port=self.port)
        self.made.append(Translation(nat.id, packet, moved))
        return self._dispatch(subnet, moved)

    def _answered(self, nat: Nat, packet: Packet) -> Move:
        for each in self.answers or ():
            if each.nat == nat.id and reply_to(each.after) == packet:
                back = reply_to(each.before)
                assert back is not None
                self._seen(nat.id, back, "a reply")
                return self._dispatch(self.network.subnets[nat.subnet], back)
        self._seen(nat.id, packet)
        return "DENIED_IN", f"{nat.id} takes nothing that is no reply"

    def _gateway(self, gateway: Name, packet: Packet, *, leaving: bool) -> Move:
        vpc = self.network.internet_gateways[gateway]
        self._seen(gateway, packet)
        if gateway in self.network.edges and not leaving:
            return "NOT_FOLLOWED", gateway
        for private, public in self._pairs(vpc):
            if leaving and private == packet.source:
                return "from backbone", BACKBONE, replace(packet, source=public)
            if not leaving and public == packet.destination:
                return "local", vpc, replace(packet, destination=private)
        return "DENIED_IN", "this private address has no public one"

    def _pairs(self, vpc: Name) -> Iterator[tuple[Address, Address]]:
        for each in self.network.interfaces.values():
            if each.vpc == vpc:
                yield from ((private, public) for private, public in each.addresses.items() if public is not None)

    def _backbone(self, packet: Packet, *, leaving: bool) -> Move:
        self._seen(BACKBONE, packet)
        for gateway, vpc in self.network.internet_gateways.items():
            if any(public == packet.destination for _, public in self._pairs(vpc)):
                return "enter", gateway, packet
        taken = any(packet.destination in each.addresses.values() for each in self.network.interfaces.values())
        if leaving and not taken and not reserved(packet.destination):
            return "in", INTERNET, packet
        return "NULL_ROUTED", BACKBONE
