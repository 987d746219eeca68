"""What is asked of a network: flows, each from one address to another, and the packets that begin them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arlib.languages.vpc.packets import PacketSet, box
from arlib.languages.vpc.syntax import (
    ECHO_REQUEST,
    EVERY_PORT,
    ICMP,
    INTERNET,
    LAST_PORT,
    PROTOCOL_NAMES,
    TCP,
    UDP,
    Address,
    Interface,
    Interval,
    Name,
    Network,
    address_text,
    block,
)

# Blocks that are no addresses of the internet: RFC 6890, and multicast and above (RFC 5771, RFC 1112).
RESERVED: tuple[Interval, ...] = (
    block(0, 8),
    block(0x0A000000, 8),
    block(0x64400000, 10),
    block(0x7F000000, 8),
    block(0xA9FE0000, 16),
    block(0xAC100000, 12),
    block(0xC0A80000, 16),
    block(0xE0000000, 3),
)


@dataclass(frozen=True)
class Question:
    """Whether something can reach another: an instance, an interface or the internet, at one of the ports.

    To reach is to send a packet that arrives, and to get the reply. A ping is asked with the protocol ICMP and port 0.
    """

    source: Name
    target: Name
    protocol: int
    ports: tuple[Interval, ...]

    def __post_init__(self) -> None:
        if self.protocol not in (TCP, UDP, ICMP):
            raise ValueError(f"tcp, udp and icmp are asked about, not protocol {self.protocol}")
        if self.source == self.target:
            raise ValueError(f"{self.source} does not reach itself over a network")
        if not self.ports or not all(0 <= low <= high <= LAST_PORT for low, high in self.ports):
            raise ValueError(f"ports are numbers from 0 to {LAST_PORT}")
        if self.protocol == ICMP and self.ports != ((0, 0),):
            raise ValueError("a ping has no port but 0")

    def __str__(self) -> str:
        if self.protocol == ICMP:
            return f"{self.source} pings {self.target}"
        shown = ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in self.ports)
        several = len(self.ports) > 1 or self.ports[0][0] != self.ports[0][1]
        return f"{self.source} reaches {self.target}, {PROTOCOL_NAMES[self.protocol]} port{'s' * several} {shown}"


@dataclass(frozen=True)
class Flow:
    """A part of a question: from one address of one interface to one of another; None is any of the internet's."""

    source: Name
    source_address: Address | None
    target: Name
    target_address: Address | None

    def __str__(self) -> str:
        ends = ((self.source, self.source_address), (self.target, self.target_address))
        return " -> ".join(name if at is None else f"{name} {address_text(at)}" for name, at in ends)


def flows(network: Network, question: Question) -> Iterator[Flow]:
    """The flows that a question is about. ValueError for a name that the network does not have."""
    targets = [] if question.target == INTERNET else network.interfaces_of(question.target)
    sources = [] if question.source == INTERNET else network.interfaces_of(question.source)
    outside: list[tuple[Name, Address | None]] = [(INTERNET, None)]
    to = outside if question.target == INTERNET else [(t.id, a) for t in targets for a in _addresses(t)]
    of = outside if question.source == INTERNET else [(s.id, a) for s in sources for a in s.addresses]
    for source, source_address in of:
        for target, target_address in to:
            if source != target:
                yield Flow(source, source_address, target, target_address)


def _addresses(interface: Interface) -> tuple[Address, ...]:
    public = (each for each in interface.addresses.values() if each is not None)
    return (*interface.addresses, *public)


def internet(network: Network) -> tuple[Interval, ...]:
    """The addresses of the internet: neither reserved nor of the snapshot."""
    taken = sorted((*RESERVED, *((each, each) for each in network.public())))
    found, next_ = [], 0
    for first, last in taken:
        if next_ < first:
            found.append((next_, first - 1))
        next_ = max(next_, last + 1)
    return tuple(found)  # the last block that is reserved ends with the last address


def begins(network: Network, question: Question, flow: Flow) -> PacketSet:
    """The packets that begin a flow, as its source sends them."""
    outside = internet(network)
    sources = outside if flow.source_address is None else ((flow.source_address, flow.source_address),)
    targets = outside if flow.target_address is None else ((flow.target_address, flow.target_address),)
    protocol = (question.protocol, question.protocol)
    from_ports = (ECHO_REQUEST, ECHO_REQUEST) if question.protocol == ICMP else EVERY_PORT
    return PacketSet.of(
        *(box(protocol, s, t, from_ports, ports) for s in sources for t in targets for ports in question.ports)
    )
