"""How a network moves sets of packets: from each location to the next ones, as the Amazon VPC User Guide has it."""

from __future__ import annotations

from arlib.languages.vpc.packets import DESTINATION, SOURCE, SOURCE_PORT, PacketSet, box
from arlib.languages.vpc.places import Hop, Hops, Location, Places, Sent, Stop
from arlib.languages.vpc.questions import Flow
from arlib.languages.vpc.reading import BLACKHOLE, LOCAL
from arlib.languages.vpc.syntax import (
    BACKBONE,
    ECHO_REQUEST,
    EPHEMERAL,
    EVERY_ADDRESS,
    EVERY_PORT,
    ICMP,
    INTERNET,
    TCP,
    UDP,
    Name,
    Nat,
    RouteTable,
    Subnet,
)

TRANSLATED = PacketSet.of(*(box((each, each)) for each in (ICMP, TCP, UDP)))  # by a NAT gateway
PINGS = PacketSet.of(box((ICMP, ICMP)))
ANSWERED = PacketSet.of(
    box((0, ICMP - 1)),
    box((ICMP + 1, 255)),
    box((ICMP, ICMP), source_port=(ECHO_REQUEST,) * 2, destination_port=(0, 0)),
)


class Forwarding(Places):
    """The transfer function of a network."""

    def hops(self, at: Location, packets: PacketSet, flow: Flow, sent: Sent) -> Hops:
        """Where packets go from a location; what has no packets is left out."""
        for target, part in self._hops(at, packets, flow, sent):
            if not part.empty:
                yield target, part

    def _hops(self, at: Location, packets: PacketSet, flow: Flow, sent: Sent) -> Hops:
        network, node = self.network, at.node
        match at.stage:
            case "out" if node in network.interfaces:
                yield from self.leaves(at, packets, network.interfaces[node])
            case "in" if node in network.interfaces:
                yield from self.arrives(at, packets, network.interfaces[node])
            case "accepted":
                if node == flow.target and not at.reply:
                    yield Location(node, "out", True), packets & ANSWERED
            case "out" if node in network.subnets:
                yield from self._leaves_subnet(at, packets, network.subnets[node])
            case "in" if node in network.subnets:
                yield from self._enters_subnet(at, packets, network.subnets[node])
            case _ if node in network.vpcs:
                yield from self._crosses(at, packets)
            case "in" | "back" | "out" if node in network.nats:
                yield from self._translated(at, packets, network.nats[node], sent)
            case "in" | "out" if node in network.internet_gateways:
                yield from self._through_gateway(at, packets)
            case "in" | "out" if node == BACKBONE:
                yield from self._over_backbone(at, packets)
            case "out" if node == INTERNET:
                yield Location(BACKBONE, "in", at.reply), packets
            case "in" if node == INTERNET:
                if flow.target == INTERNET and not at.reply:
                    yield Location(INTERNET, "out", True), packets & ANSWERED
            case _:
                raise ValueError(f"{at} is no location of this network")

    # ---- Subnets and virtual networks --------------------------------------------------------

    def _leaves_subnet(self, at: Location, packets: PacketSet, subnet: Subnet) -> Hops:
        packets, denied = self.listed(at, packets, subnet, egress=True)
        yield denied
        table = self.network.tables.get(subnet.table) or RouteTable("", "", (), f"the route table of {subnet.id}")
        if table.unclear:
            yield self.lost(at, table.id, table.unclear), packets
            return
        for route in table.routes:
            part = packets & self.addressed(self.to(at), route.block)
            if part.empty:
                continue
            packets -= part
            if route.target == BLACKHOLE:
                yield Stop(at.node, "NULL_ROUTED", table.id, at.reply, f"{route} of {table.id}"), part
            else:
                yield self._next(at, subnet, route.target), part
        yield Stop(at.node, "NO_ROUTE", table.id, at.reply, f"{table.id} has no route for this address"), packets

    def _next(self, at: Location, subnet: Subnet, target: Name) -> Location | Stop:
        network = self.network
        near = (
            target == LOCAL
            or network.internet_gateways.get(target) == subnet.vpc
            or (target in network.nats and network.subnets[network.nats[target].subnet].vpc == subnet.vpc)
            or (target in network.peerings and subnet.vpc in network.peerings[target].vpcs)
        )
        return Location(subnet.vpc, target, at.reply) if near else self.lost(at, target, f"{target} is not followed")

    def _enters_subnet(self, at: Location, packets: PacketSet, subnet: Subnet) -> Hops:
        packets, denied = self.listed(at, packets, subnet, egress=False)
        yield denied
        yield from self.delivered(at, packets, subnet)

    def _crosses(self, at: Location, packets: PacketSet) -> Hops:
        """A virtual network, to what the stage says: its own subnets, or a gateway."""
        network, target = self.network, at.stage
        if target == LOCAL:
            for subnet in network.subnets.values():
                if subnet.vpc == at.node:
                    part = packets & self.addressed(self.to(at), subnet.block)
                    packets -= part
                    yield Location(subnet.id, "in", at.reply), part
            why = f"no subnet of {at.node} has this address"
            yield Stop(at.node, "NULL_ROUTED", at.node, at.reply, why), packets
        elif target in network.peerings:
            peering = network.peerings[target]
            other = peering.vpcs[at.node == peering.vpcs[0]]
            if not peering.active:
                yield Stop(at.node, "NULL_ROUTED", target, at.reply, f"{target} is not active"), packets
            elif other not in network.vpcs:
                yield self.lost(at, other, f"{other}, behind {target}, is not in the snapshot"), packets
            else:
                yield Location(other, LOCAL, at.reply), packets
        else:
            yield Location(target, "in" if target in network.nats else "out", at.reply), packets

    # ---- Gateways ----------------------------------------------------------------------------

    def _translated(self, at: Location, packets: PacketSet, nat: Nat, sent: Sent) -> Hops:
        if at.stage == "out":
            yield from self.sends(at, packets, self.network.subnets[nat.subnet])
        elif at.stage == "back":
            entered = Location(nat.id, "in")
            before, _ = self._taken(entered, sent(entered), nat)
            known = packets & self._leaving(before, nat)
            pings = (known & PINGS).assigned(SOURCE, EVERY_ADDRESS)
            others = (known - PINGS).assigned(SOURCE, EVERY_ADDRESS).assigned(SOURCE_PORT, EVERY_PORT)
            yield Location(nat.id, "out", True), (pings | others) & before
            why = f"{nat.id} sent nothing that this answers"
            yield Stop(nat.id, "DENIED_IN", nat.id, True, why), packets - known
        elif at.reply:
            why = f"{nat.id} sends no reply on that comes from within"
            yield Stop(nat.id, "DENIED_IN", nat.id, True, why), packets
        else:
            taken, stops = self._taken(at, packets, nat)
            yield from stops
            yield Location(nat.id, "out"), self._leaving(taken, nat)

    def _taken(self, at: Location, packets: PacketSet, nat: Nat) -> tuple[PacketSet, list[Hop]]:
        """What a gateway translates, and what it does not: by its subnet's access list, and by protocol."""
        passed, denied = self.listed(at, packets, self.network.subnets[nat.subnet], egress=False)
        own = self.addressed(SOURCE, (nat.address, nat.address))
        known = passed & TRANSLATED
        other = Stop(nat.id, "DENIED_IN", nat.id, at.reply, f"{nat.id} takes TCP, UDP and ICMP")
        round_ = Stop(nat.id, "NULL_ROUTED", nat.id, at.reply, "the routes lead round")
        return known - own, [denied, (other, passed - known), (round_, known & own)]

    @staticmethod
    def _leaving(packets: PacketSet, nat: Nat) -> PacketSet:
        moved = packets.assigned(SOURCE, (nat.address, nat.address))
        return (moved & PINGS) | (moved - PINGS).assigned(SOURCE_PORT, EPHEMERAL)

    def _through_gateway(self, at: Location, packets: PacketSet) -> Hops:
        """Out: a private address becomes its public one. In: the other way round."""
        network, vpc = self.network, self.network.internet_gateways[at.node]
        if at.stage == "out":
            own = SOURCE if self.to(at) == DESTINATION else DESTINATION
            shown = {private: public for public, (one, private) in self.public.items() if one.vpc == vpc}
            for _, public, part in self.by_address(packets, own, shown):
                packets -= part
                yield Location(BACKBONE, "out", at.reply), part.assigned(own, (public, public))
            why = "this private address has no public one"
            yield Stop(at.node, "DENIED_IN", at.node, at.reply, why), packets
            return
        if at.node in network.edges:
            yield self.lost(at, at.node, f"{at.node} has a route table of its own"), packets
            return
        here = {public: private for public, (one, private) in self.public.items() if one.vpc == vpc}
        for _, private, part in self.by_address(packets, self.to(at), here):
            yield Location(vpc, LOCAL, at.reply), part.assigned(self.to(at), (private, private))

    def _over_backbone(self, at: Location, packets: PacketSet) -> Hops:
        found: dict[Location, PacketSet] = {}
        for _, (one, _), part in self.by_address(packets, self.to(at), self.public):
            if gateway := self.network.gateway_of(one.vpc):
                target = Location(gateway, "in", at.reply)
                found[target] = found.get(target, PacketSet()) | part
                packets -= part
        yield from found.items()
        if at.stage == "out":
            outside = packets & self.addressed(self.to(at), *self.outside)
            packets -= outside
            yield Location(INTERNET, "in", at.reply), outside
        why = "this is no public address of the snapshot, and none of the internet"
        yield Stop(BACKBONE, "NULL_ROUTED", BACKBONE, at.reply, why), packets
