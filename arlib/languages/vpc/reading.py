"""Snapshots to networks: the JSON that ``aws ec2 describe-*`` prints, read completely or refused with the place.

The lists are in one object, each by the name that its command gives it, as Batfish keeps them: ``Vpcs``, ``Subnets``,
``RouteTables`` and so on. What routes lead to and is not followed here (transit gateways, VPN, endpoints) stays a name.
An instance counts whether it runs or not: the question is what the configuration lets through. Addresses are IPv4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TypeVar

from arlib.languages.json_text import Object, json_value, object_in
from arlib.languages.vpc.interfaces import balancers, interfaces
from arlib.languages.vpc.json_parts import Reader
from arlib.languages.vpc.rules import access_list, security_group
from arlib.languages.vpc.syntax import (
    BACKBONE,
    HOSTS,
    INTERNET,
    Interface,
    Interval,
    Name,
    Nat,
    Network,
    Peering,
    Route,
    RouteTable,
    Rules,
    Subnet,
)

FOLLOWED = (
    *("Addresses", "InternetGateways", "NatGateways", "NetworkAcls", "NetworkInterfaces", "PrefixLists"),
    *("Reservations", "RouteTables", "SecurityGroups", "Subnets", "VpcPeeringConnections", "Vpcs"),
    *("LoadBalancers", "LoadBalancerDescriptions", "LoadBalancerTargetHealth", "TargetGroups"),
)
# What decides nothing, or only behind a route, which names it.
BEHIND = (
    *("CustomerGateways", "DBInstances", "DhcpOptions", "DomainStatusList", "EgressOnlyInternetGateways"),
    *("ServiceDetails", "ServiceNames", "VpcEndpoints", "VirtualInterfaces", "VpnConnections", "VpnGateways"),
    *("DirectConnectGatewayAssociations", "DirectConnectGateways", "Listeners", "ListenerRules", "Tags"),
    *("TransitGatewayAttachments", "TransitGatewayPeeringAttachments", "TransitGatewayPropagations"),
    *("TransitGatewayRouteTables", "TransitGatewayStaticRoutes", "TransitGatewayVpcAttachments", "TransitGateways"),
    *("LoadBalancerAttributes", "LoadBalancerListeners", "ResponseMetadata", "NextToken"),
)
ROUTE = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId", "Origin", "State")
# The local gateway and the rest: whatever key names the target, its value does.
TARGETS = (
    *("GatewayId", "NatGatewayId", "VpcPeeringConnectionId", "TransitGatewayId", "NetworkInterfaceId", "InstanceId"),
    *("EgressOnlyInternetGatewayId", "LocalGatewayId", "CarrierGatewayId", "CoreNetworkArn", "OdbNetworkArn"),
)
FIXED, PROPAGATED = "CreateRoute", "EnableVgwRoutePropagation"
MEANT = (INTERNET, BACKBONE, "local", "blackhole", "in", "out", "back", "accepted")
LOCAL, BLACKHOLE = "local", "blackhole"

Part = TypeVar("Part")


def read_network(text: str) -> Network:
    """The network that a snapshot describes. Raises ``Unsupported`` with the place.

    >>> network = read_network('{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}')
    >>> network.vpcs
    {'vpc-1': ((167772160, 167837695),)}
    >>> read_network('{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/33"}]}')
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 43: CidrBlock is a block of addresses, as 10.0.0.0/16
        {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/33"}]}
                                                  ^
    """
    source, value = json_value(text)
    return _Snapshot(Reader(source), object_in(source, value, "a snapshot")).network()


class _Snapshot:
    """A snapshot that is being read."""

    def __init__(self, reader: Reader, whole: Object):
        self.reader, self.whole = reader, whole
        reader.known(whole, (*FOLLOWED, *BEHIND), "a snapshot")

    def network(self) -> Network:
        read, whole = self.reader, self.whole
        lists = {read.text(each, "PrefixListId"): self._prefixes(each) for each in read.objects(whole, "PrefixLists")}
        vpcs: dict[Name, tuple[Interval, ...]] = self._named("Vpcs", "VpcId", self._vpc)
        acls: dict[Name, Rules] = self._named("NetworkAcls", "NetworkAclId", lambda each: access_list(read, each))
        tables: dict[Name, RouteTable] = self._named(
            "RouteTables", "RouteTableId", lambda each: self._table(each, lists)
        )
        known = frozenset(read.text(each, "GroupId") for each in read.objects(whole, "SecurityGroups"))
        groups: dict[Name, Rules] = self._named(
            "SecurityGroups", "GroupId", lambda each: security_group(read, each, lists, known)
        )
        subnets = self._subnets(vpcs)
        nats, owners = self._nats()
        found = interfaces(read, whole, owners, subnets)
        # A gateway that the snapshot shows in part is not followed.
        nats = {name: nat for name, nat in nats.items() if _complete(nat, found)}
        return self._distinct(
            Network(
                read.source.text,
                vpcs,
                subnets,
                found,
                groups,
                acls,
                tables,
                self._internet_gateways(),
                nats,
                self._named("VpcPeeringConnections", "VpcPeeringConnectionId", self._peering),
                balancers(read, whole),
                frozenset(
                    read.text(each, "GatewayId")
                    for table in read.objects(whole, "RouteTables")
                    for each in read.objects(table, "Associations")
                    if "GatewayId" in each.members
                ),
            )
        )

    def _distinct(self, network: Network) -> Network:
        """The network, if no two parts of it have the same name, and none has one that means something else."""
        parts = (network.vpcs, network.subnets, network.interfaces, network.internet_gateways, network.nats)
        names = [
            name for part in (*parts, network.peerings, network.acls, network.tables, network.groups) for name in part
        ]
        names += {one.owner for one in network.interfaces.values() if one.owner != one.id and one.kind in HOSTS}
        twice = Counter([*names, *MEANT])
        for name in names:
            if twice[name] > 1:
                self.reader.fail(self.whole, f"two parts of the network are called {name}")
        return network

    def _named(self, part: str, key: str, reading: Callable[[Object], Part]) -> dict[Name, Part]:
        """The parts of one kind, by their names, of which none occurs twice."""
        found: dict[Name, Part] = {}
        for each in self.reader.objects(self.whole, part):
            name = self.reader.text(each, key)
            if name in found:
                self.reader.fail(each, f"{name} is there twice")
            found[name] = reading(each)
        return found

    def _prefixes(self, found: Object) -> tuple[Interval, ...]:
        return tuple(self.reader.cidr(value, "a prefix") for value in self.reader.values(found, "Cidrs"))

    def _vpc(self, found: Object) -> tuple[Interval, ...]:
        blocks = []
        for each in self.reader.objects(found, "CidrBlockAssociationSet"):
            state = self.reader.object(each, "CidrBlockState")
            if state is None or self.reader.text(state, "State") in ("associated", "associating"):
                blocks.append(self.reader.block(each, "CidrBlock"))
        first = self.reader.block(found, "CidrBlock")
        return tuple(dict.fromkeys(each for each in (first, *blocks) if each is not None))

    # ---- Subnets and their routes ------------------------------------------------------------

    def _associated(self, part: str, key: str, default: str) -> tuple[dict[Name, Name], dict[Name, Name]]:
        """What each subnet has, and what the others of a virtual network have."""
        own: dict[Name, Name] = {}
        others: dict[Name, Name] = {}
        for each in self.reader.objects(self.whole, part):
            name, vpc = self.reader.text(each, key), self.reader.text(each, "VpcId")
            links = list(self.reader.objects(each, "Associations"))
            for link in links:
                if (subnet := self.reader.optional(link, "SubnetId")) and own.setdefault(subnet, name) != name:
                    self.reader.fail(link, f"{subnet} has {own[subnet]} already")
            if (any(self.reader.truth(link, default) for link in links) or self.reader.truth(each, default)) and (
                others.setdefault(vpc, name) != name
            ):
                self.reader.fail(each, f"{vpc} has {others[vpc]} already")
        return own, others

    def _subnets(self, vpcs: Mapping[Name, object]) -> dict[Name, Subnet]:
        acls, default = self._associated("NetworkAcls", "NetworkAclId", "IsDefault")
        tables, main = self._associated("RouteTables", "RouteTableId", "Main")

        def subnet(found: Object) -> Subnet:
            name, vpc = self.reader.text(found, "SubnetId"), self.reader.text(found, "VpcId")
            addresses = self.reader.block(found, "CidrBlock")
            if vpc not in vpcs:
                self.reader.fail(found, f"{name} is in {vpc}, which is not among the Vpcs")
            if addresses is None:  # for IPv6 alone
                addresses = (1, 0)
            return Subnet(
                name, vpc, addresses, acls.get(name, default.get(vpc, "")), tables.get(name, main.get(vpc, ""))
            )

        found = self._named("Subnets", "SubnetId", subnet)
        ordered = sorted(
            (each for each in found.values() if each.block != (1, 0)), key=lambda each: (each.vpc, each.block)
        )
        for one, other in pairwise(ordered):
            if one.vpc == other.vpc and other.block[0] <= one.block[1]:
                self.reader.fail(self.whole, f"{one.id} and {other.id} have addresses in common")
        return found

    def _table(self, found: Object, lists: Mapping[Name, tuple[Interval, ...]]) -> RouteTable:
        name, vpc = self.reader.text(found, "RouteTableId"), self.reader.text(found, "VpcId")
        ranked: dict[tuple[int, int, Interval], Route] = {}
        unclear = ""
        for each in self.reader.objects(found, "Routes"):
            self.reader.known(each, (*ROUTE, *TARGETS, "InstanceOwnerId"), "a route")
            if "DestinationIpv6CidrBlock" in each.members:
                continue
            target, line = self._target(each), self.reader.line(each)
            if listed := self.reader.optional(each, "DestinationPrefixListId"):
                blocks, rank = lists.get(listed, ()), 1
                unclear = unclear if listed in lists else f"{listed}, which {name} routes to {target}"
            else:
                blocks = tuple(b for b in (self.reader.block(each, "DestinationCidrBlock"),) if b is not None)
                rank = 2 if self.reader.optional(each, "Origin") == PROPAGATED else 0
                if not blocks:
                    self.reader.fail(each, "a route has a DestinationCidrBlock")
            for addresses in blocks:
                key = (addresses[1] - addresses[0], rank, addresses)
                if key in ranked and ranked[key].target != target:
                    self.reader.fail(each, "this table has two routes to the same block")
                ranked[key] = Route(addresses, target, line)
        local = [route.block for route in ranked.values() if route.target == LOCAL]
        # The local route counts before those that a gateway propagates, also if they are longer ("Route priority").
        routes = (
            route
            for (_, rank, (first, last)), route in sorted(ranked.items())
            if rank < 2 or not any(low <= first and last <= high for low, high in local)
        )
        return RouteTable(name, vpc, tuple(routes), unclear)

    def _target(self, route: Object) -> Name:
        if self.reader.optional(route, "State") == BLACKHOLE:
            return BLACKHOLE
        # A route to an instance names its interface too.
        named = [text for key in TARGETS if (text := self.reader.optional(route, key))]
        if not named:
            self.reader.fail(route, f"a route has a target, as {', '.join(TARGETS[:3])}")
        return named[0]

    # ---- Gateways and interfaces -------------------------------------------------------------

    def _internet_gateways(self) -> dict[Name, Name]:
        found: dict[Name, Name] = {}
        for each in self.reader.objects(self.whole, "InternetGateways"):
            name = self.reader.text(each, "InternetGatewayId")
            for at in self.reader.objects(each, "Attachments"):
                if self.reader.optional(at, "State") in (None, "available", "attached"):
                    vpc = self.reader.text(at, "VpcId")
                    if name in found or vpc in found.values():
                        self.reader.fail(at, "a gateway has one virtual network, and the other way round")
                    found[name] = vpc
        return found

    def _nats(self) -> tuple[dict[Name, Nat], dict[Name, Name]]:
        """The gateways that work, and of which gateway an interface is."""
        nats: dict[Name, Nat] = {}
        owners: dict[Name, Name] = {}
        for each in self.reader.objects(self.whole, "NatGateways"):
            name, parts = self.reader.text(each, "NatGatewayId"), list(self.reader.objects(each, "NatGatewayAddresses"))
            if name in nats:
                self.reader.fail(each, f"{name} is there twice")
            interfaces = [found for part in parts if (found := self.reader.optional(part, "NetworkInterfaceId"))]
            owners |= dict.fromkeys(interfaces, name)
            # One that chooses among several addresses is not followed; its name stays.
            if self.reader.optional(each, "State") in (None, "available") and len(parts) == 1 and interfaces:
                address = self.reader.address(parts[0], "PrivateIp")
                if address is None:
                    self.reader.fail(parts[0], "there is no PrivateIp here")
                nats[name] = Nat(name, self.reader.text(each, "SubnetId"), interfaces[0], address)
        return nats, owners

    def _peering(self, found: Object) -> Peering:
        name, status = self.reader.text(found, "VpcPeeringConnectionId"), self.reader.object(found, "Status")
        sides = []
        for key in ("RequesterVpcInfo", "AccepterVpcInfo"):
            if (side := self.reader.object(found, key)) is None:
                self.reader.fail(found, f"there is no {key} here")
            sides.append(self.reader.text(side, "VpcId"))
        return Peering(name, (sides[0], sides[1]), status is None or self.reader.text(status, "Code") == "active")


def _complete(nat: Nat, interfaces: Mapping[Name, Interface]) -> bool:
    """Whether the interface of a gateway is in the snapshot, with its address."""
    one = interfaces.get(nat.interface)
    return one is not None and one.subnet == nat.subnet and nat.address in one.addresses
