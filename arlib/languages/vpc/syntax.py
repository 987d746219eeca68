"""Virtual networks as data: interfaces, subnets, routes and rules, as the Amazon VPC User Guide names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Interval = tuple[int, int]  # from the first to the last, both within
Address = int  # of 32 bits
Name = str  # as i-0123, or internet

INTERNET, BACKBONE = "internet", "aws-backbone"
ICMP, TCP, UDP = 1, 6, 17
PROTOCOLS = {"icmp": ICMP, "tcp": TCP, "udp": UDP}
PROTOCOL_NAMES = {number: name for name, number in PROTOCOLS.items()}
LAST_ADDRESS, LAST_PORT, LAST_PROTOCOL = (1 << 32) - 1, 65535, 255
EVERY_ADDRESS: Interval = (0, LAST_ADDRESS)
EVERY_PORT: Interval = (0, LAST_PORT)
ECHO_REQUEST, ECHO_REPLY = 8, 0  # types of ICMP (RFC 792)
EPHEMERAL: Interval = (1024, LAST_PORT)  # the ports that a NAT gateway sends from

# Kinds of interfaces that take packets and send none of them on.
HOSTS = ("interface", "efa", "efa-only", "trunk", "branch", "lambda", "quicksight")


def address_text(address: Address) -> str:
    """An address in four parts.

    >>> address_text(0x0A000001)
    '10.0.0.1'
    """
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def block(address: Address, length: int) -> Interval:
    """The addresses that have the first bits of one, as CIDR has it (RFC 4632).

    >>> [address_text(end) for end in block(0x0A000102, 16)]
    ['10.0.0.0', '10.0.255.255']
    """
    size = 1 << 32 - length
    first = address & ~(size - 1)
    return first, first + size - 1


@dataclass(frozen=True)
class Packet:
    """What rules and routes look at. The ports of ICMP are its type (source) and its code (destination).

    >>> print(Packet(6, 0x0A000001, 0x0A000002, 49152, 22))
    tcp 10.0.0.1:49152 -> 10.0.0.2:22
    """

    protocol: int
    source: Address
    destination: Address
    source_port: int = 0
    destination_port: int = 0

    def __str__(self) -> str:
        source, destination = address_text(self.source), address_text(self.destination)
        if self.protocol == ICMP:
            return f"icmp type {self.source_port} code {self.destination_port} {source} -> {destination}"
        name = PROTOCOL_NAMES.get(self.protocol, f"protocol {self.protocol}")
        if self.protocol not in (TCP, UDP):
            return f"{name} {source} -> {destination}"
        return f"{name} {source}:{self.source_port} -> {destination}:{self.destination_port}"


@dataclass(frozen=True)
class Rule:
    """A rule of an access list or of a security group; ``name`` says which, and ``line`` where it is written.

    ``peers`` are the addresses at the other end, and ``groups`` are security groups, whose members' addresses are too.
    For ICMP ``types`` are its types and ``ports`` its codes; else ``ports`` are the destination's.
    """

    name: str
    line: int
    allow: bool
    protocol: int | None  # None: any
    peers: tuple[Interval, ...]
    groups: tuple[Name, ...] = ()
    ports: Interval = EVERY_PORT
    types: Interval = EVERY_PORT


@dataclass(frozen=True)
class Rules:
    """The rules of an access list, of which the first that matches decides, or of a security group, which all allow."""

    id: Name
    vpc: Name
    ingress: tuple[Rule, ...]
    egress: tuple[Rule, ...]
    unclear: str = ""  # what its rules refer to and the snapshot does not have


@dataclass(frozen=True)
class Interface:
    """An elastic network interface: its private addresses, and for each the public one, if it has one."""

    id: Name
    owner: Name  # the instance or the gateway that it is of, or its own name
    subnet: Name
    vpc: Name
    kind: str
    addresses: Mapping[Address, Address | None]
    groups: tuple[Name, ...]
    has_ipv6: bool = False


@dataclass(frozen=True)
class Subnet:
    """A part of a virtual network, with its access list and its route table."""

    id: Name
    vpc: Name
    block: Interval
    acl: Name
    table: Name


@dataclass(frozen=True)
class Route:
    """Where packets to a block go: ``target`` is local, the name of a gateway, or blackhole; ``line`` is its place."""

    block: Interval
    target: Name
    line: int

    def __str__(self) -> str:
        length = 33 - (self.block[1] - self.block[0] + 1).bit_length()
        return f"route {address_text(self.block[0])}/{length} -> {self.target}"


@dataclass(frozen=True)
class RouteTable:
    """Routes, of which the longest prefix decides, in that order; ``unclear`` names what may lead elsewhere."""

    id: Name
    vpc: Name
    routes: tuple[Route, ...]
    unclear: str = ""


@dataclass(frozen=True)
class Nat:
    """A NAT gateway: packets leave it with its own private address."""

    id: Name
    subnet: Name
    interface: Name
    address: Address


@dataclass(frozen=True)
class Peering:
    """Two virtual networks that reach one another, and none further on."""

    id: Name
    vpcs: tuple[Name, Name]
    active: bool


@dataclass(frozen=True)
class Balancer:
    """What opens connections of its own to targets: their instances and addresses; None if they are not known."""

    id: Name
    targets: frozenset[Name] | None


@dataclass(frozen=True)
class Network:
    """A snapshot of virtual networks: each part by its name, and the text that it was read from."""

    text: str
    vpcs: Mapping[Name, tuple[Interval, ...]]
    subnets: Mapping[Name, Subnet]
    interfaces: Mapping[Name, Interface]
    groups: Mapping[Name, Rules]
    acls: Mapping[Name, Rules]
    tables: Mapping[Name, RouteTable]
    internet_gateways: Mapping[Name, Name]  # the virtual network that it is attached to
    nats: Mapping[Name, Nat]
    peerings: Mapping[Name, Peering]
    balancers: tuple[Balancer, ...] = ()
    edges: frozenset[Name] = frozenset()  # gateways with a route table of their own

    def interfaces_of(self, name: Name) -> tuple[Interface, ...]:
        """The interfaces that a name means: one by its own, or all of an instance. ValueError for another name."""
        found = tuple(each for each in self.interfaces.values() if name in (each.id, each.owner))
        if not found:
            known = ", ".join(sorted({each.owner for each in self.interfaces.values()})[:8])
            raise ValueError(f"no interface and no instance is called {name!r}; there are {known or 'none'}")
        return found

    def members(self, group: Name) -> tuple[Address, ...]:
        """The private addresses of the interfaces that a security group is of."""
        return tuple(a for each in self.interfaces.values() if group in each.groups for a in each.addresses)

    def public(self) -> dict[Address, tuple[Interface, Address]]:
        """The public addresses, and what each stands for."""
        return {
            public: (each, private)
            for each in self.interfaces.values()
            for private, public in each.addresses.items()
            if public is not None
        }

    def gateway_of(self, vpc: Name) -> Name | None:
        """The internet gateway of a virtual network, which has at most one."""
        return next((name for name, at in self.internet_gateways.items() if at == vpc), None)
