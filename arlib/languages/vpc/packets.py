"""Exact sets of packets: unions of boxes, and what the first of some rules lets through."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from arlib.languages.vpc.diagrams import (
    DESTINATION,
    DESTINATION_PORT,
    LAST,
    PROTOCOL,
    SOURCE,
    SOURCE_PORT,
    Box,
    Diagram,
    assigned,
    both,
    box,
    boxes,
    combined,
    either,
    ordered,
    parts_of,
    without,
)
from arlib.languages.vpc.syntax import EVERY_ADDRESS, EVERY_PORT, LAST_PROTOCOL, Interval, Packet, address_text

__all__ = [
    "DESTINATION",
    "DESTINATION_PORT",
    "LAST",
    "PROTOCOL",
    "SOURCE",
    "SOURCE_PORT",
    "Box",
    "PacketSet",
    "box",
    "box_text",
    "first_match",
    "interval_text",
]
LIKELY = (6, 0xCB00710A, 0xCB00710A, 49152, 443)  # 203.0.113.10 is an address for examples (RFC 5737)


@dataclass(frozen=True)
class PacketSet:
    """A set of packets.

    >>> ssh, web = PacketSet.of(box((6, 6), destination_port=(22, 22))), PacketSet.of(box((6, 6)))
    >>> (ssh - web).empty, (web - ssh).empty, ssh <= web
    (True, False, True)
    >>> print(ssh)
    tcp, to port 22
    """

    diagram: Diagram = False

    @classmethod
    def of(cls, *boxes: Box) -> PacketSet:
        """The packets that are in one of the boxes."""
        return first_match([(each, True) for each in boxes])

    @property
    def empty(self) -> bool:
        """Whether there is no packet in it."""
        return self.diagram is False

    def __and__(self, other: PacketSet) -> PacketSet:
        return PacketSet(combined(both, self.diagram, other.diagram))

    def __or__(self, other: PacketSet) -> PacketSet:
        return PacketSet(combined(either, self.diagram, other.diagram))

    def __sub__(self, other: PacketSet) -> PacketSet:
        return PacketSet(combined(without, self.diagram, other.diagram))

    def __le__(self, other: PacketSet) -> bool:
        return (self - other).empty

    def __contains__(self, packet: Packet) -> bool:
        found = self.diagram
        for value in _values(packet):
            if isinstance(found, bool):
                break
            found = found[bisect_left(found, value, key=lambda part: part[0])][1]
        return found is True

    def assigned(self, dimension: int, interval: Interval) -> PacketSet:
        """The packets of the set with any number of an interval in one dimension, in place of their own.

        >>> print(PacketSet.of(box((6, 6), destination_port=(22, 22))).assigned(DESTINATION_PORT, (80, 90)))
        tcp, to ports 80-90
        """
        return PacketSet(assigned(self.diagram, 0, dimension, interval))

    def intervals(self, dimension: int) -> tuple[Interval, ...]:
        """The numbers that the packets of the set have in one dimension."""
        found: list[Interval] = []
        for first, last in sorted({each[dimension] for each in self.boxes()}):
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return tuple(found)

    def boxes(self) -> Iterator[Box]:
        """The set as boxes that have nothing in common."""
        for intervals in boxes(self.diagram, 0):
            yield box(*intervals)

    def some(self) -> Packet | None:
        """A packet of the set, a likely one if there is; None if there is none."""
        if self.empty:
            return None
        found, values = self.diagram, []
        for dimension, likely in enumerate(LIKELY):
            parts = parts_of(found, dimension)
            at = bisect_left(parts, likely, key=lambda part: part[0])
            if parts[at][1] is False:
                at = next(i for i, (_, rest) in enumerate(parts) if rest is not False)
                likely = parts[at - 1][0] + 1 if at else 0
            values.append(likely)
            found = parts[at][1]
        return Packet(*values)

    def __str__(self) -> str:
        return "; ".join(box_text(each) for each in self.boxes()) or "no packet"


def box_text(shown: Box) -> str:
    """A box for a person, without what is not limited."""
    names = {1: "icmp", 6: "tcp", 17: "udp"}
    (low, high), source, destination, from_ports, to_ports = shown
    parts = []
    if (low, high) != (0, LAST_PROTOCOL):
        parts.append(names.get(low, f"protocol {low}") if low == high else f"protocols {low}-{high}")
    for word, interval in (("from", source), ("to", destination)):
        if interval != EVERY_ADDRESS:
            parts.append(f"{word} {interval_text(interval, address_text)}")
    icmp = (low, high) == (1, 1)
    for word, interval in (("type" if icmp else "from port", from_ports), ("code" if icmp else "to port", to_ports)):
        if interval != EVERY_PORT:
            parts.append(f"{word}{'s' * (interval[0] != interval[1])} {interval_text(interval, str)}")
    return ", ".join(parts) or "every packet"


def interval_text(interval: Interval, text: Callable[[int], str]) -> str:
    """One number, or the first and the last."""
    first, last = interval
    return text(first) if first == last else f"{text(first)}-{text(last)}"


def first_match(rules: Sequence[tuple[Box, bool]]) -> PacketSet:
    """The packets for which the first rule that matches says yes; where none matches, it is no.

    >>> port = lambda first, last: box(destination_port=(first, last))
    >>> print(first_match([(port(22, 22), False), (port(20, 30), True)]))
    to ports 20-21; to ports 23-30
    """
    return PacketSet(ordered(rules))


def _values(packet: Packet) -> tuple[int, ...]:
    return packet.protocol, packet.source, packet.destination, packet.source_port, packet.destination_port
