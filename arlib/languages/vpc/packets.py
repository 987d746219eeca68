"""Exact sets of packets: unions of boxes, kept as a decision diagram whose branches are intervals.

A set is divided by protocol, and each part by source, destination, source port, destination port. Parts that are the
same are neighbours only if they differ in nothing, and each operation visits a pair of parts once (interval decision
diagrams, Strehl and Thiele 1998; of ordered rules: firewall decision diagrams, Gouda and Liu 2004).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from arlib.languages.vpc.syntax import (
    EVERY_ADDRESS,
    EVERY_PORT,
    LAST_ADDRESS,
    LAST_PORT,
    LAST_PROTOCOL,
    Interval,
    Packet,
    address_text,
)

PROTOCOL, SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT = range(5)
LAST = (LAST_PROTOCOL, LAST_ADDRESS, LAST_ADDRESS, LAST_PORT, LAST_PORT)
LIKELY = (6, 0xCB00710A, 0xCB00710A, 49152, 443)  # 203.0.113.10 is an address for examples (RFC 5737)

Box = tuple[Interval, Interval, Interval, Interval, Interval]
# Nothing, everything, or parts in ascending order: the last number of each, and what the dimensions after it may be.
Diagram: TypeAlias = "bool | tuple[tuple[int, Diagram], ...]"
Parts = list[tuple[int, Diagram]]


def box(
    protocol: Interval = (0, LAST_PROTOCOL),
    source: Interval = EVERY_ADDRESS,
    destination: Interval = EVERY_ADDRESS,
    source_port: Interval = EVERY_PORT,
    destination_port: Interval = EVERY_PORT,
) -> Box:
    """A box: an interval in each dimension, by default all of it."""
    return protocol, source, destination, source_port, destination_port


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
        return PacketSet(_combined(_both, self.diagram, other.diagram))

    def __or__(self, other: PacketSet) -> PacketSet:
        return PacketSet(_combined(_either, self.diagram, other.diagram))

    def __sub__(self, other: PacketSet) -> PacketSet:
        return PacketSet(_combined(_without, self.diagram, other.diagram))

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
        return PacketSet(_assigned(self.diagram, 0, dimension, interval))

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
        for intervals in _boxes(self.diagram, 0):
            yield box(*intervals)

    def some(self) -> Packet | None:
        """A packet of the set, a likely one if there is; None if there is none."""
        if self.empty:
            return None
        found, values = self.diagram, []
        for dimension, likely in enumerate(LIKELY):
            parts = _parts(found, dimension)
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

    It goes once along each dimension, with the rules whose boxes are there; those that no packet can come to, since
    an earlier one matches all that is left, are left out, and so are the last ones if they say no.

    >>> port = lambda first, last: box(destination_port=(first, last))
    >>> print(first_match([(port(22, 22), False), (port(20, 30), True)]))
    to ports 20-21; to ports 23-30
    """
    # From which dimension on each box is not limited.
    free = [next((d + 1 for d in range(4, -1, -1) if each[d] != (0, LAST[d])), 0) for each, _ in rules]
    memo: dict[tuple[int, tuple[int, ...]], Diagram] = {}

    def diagram(dimension: int, active: Sequence[int]) -> Diagram:
        end = next((i + 1 for i, rule in enumerate(active) if free[rule] <= dimension), len(active))
        while end and not rules[active[end - 1]][1]:
            end -= 1
        if not end:
            return False
        if free[active[0]] <= dimension:
            return True
        key = (dimension, tuple(active[:end]))
        if key not in memo:
            memo[key] = divided(dimension, key[1])
        return memo[key]

    def divided(dimension: int, active: tuple[int, ...]) -> Diagram:
        begin: dict[int, list[int]] = {0: []}
        stop: dict[int, list[int]] = {}
        for rule in active:
            first, last = rules[rule][0][dimension]
            begin.setdefault(first, []).append(rule)
            stop.setdefault(last + 1, []).append(rule)
        cuts = sorted({*begin, *stop})
        here: list[int] = []
        parts: Parts = []
        for number, cut in enumerate(cuts):
            for rule in stop.get(cut, ()):
                del here[bisect_left(here, rule)]
            for rule in begin.get(cut, ()):
                insort(here, rule)
            if cut <= LAST[dimension]:
                last = cuts[number + 1] - 1 if number + 1 < len(cuts) else LAST[dimension]
                # Behind the last dimension the first rule decides.
                parts.append((last, diagram(dimension + 1, here if dimension < 4 else here[:1])))
        return _joined(parts)

    possible = [i for i, (each, _) in enumerate(rules) if all(first <= last for first, last in each)]
    return PacketSet(diagram(0, possible))


def _values(packet: Packet) -> tuple[int, ...]:
    return packet.protocol, packet.source, packet.destination, packet.source_port, packet.destination_port


def _parts(diagram: Diagram, dimension: int) -> Sequence[tuple[int, Diagram]]:
    return ((LAST[dimension], diagram),) if isinstance(diagram, bool) else diagram


def _joined(parts: Iterable[tuple[int, Diagram]]) -> Diagram:
    """Parts as a diagram: neighbours that are the same become one."""
    found: Parts = []
    for last, rest in parts:
        if found and (found[-1][1] is rest or found[-1][1] == rest):
            found[-1] = (last, rest)
        else:
            found.append((last, rest))
    if len(found) == 1 and isinstance(found[0][1], bool):
        return found[0][1]
    return tuple(found)


# What an operation says where one of the two is nothing or everything; None: it depends on the parts.


def _both(one: Diagram, other: Diagram) -> Diagram | None:
    if one is False or other is False:
        return False
    return other if one is True else one if other is True else None


def _either(one: Diagram, other: Diagram) -> Diagram | None:
    if one is True or other is True:
        return True
    return other if one is False else one if other is False else None


def _without(one: Diagram, other: Diagram) -> Diagram | None:
    if one is False or other is True:
        return False
    return one if other is False else None


def _combined(
    operation: Callable[[Diagram, Diagram], Diagram | None], one: Diagram, other: Diagram, dimension: int = 0
) -> Diagram:
    memo: dict[tuple[int, int, int], Diagram] = {}

    def combined(one: Diagram, other: Diagram, dimension: int) -> Diagram:
        if (found := operation(one, other)) is not None:
            return found
        key = (id(one), id(other), dimension)
        if key not in memo:
            left, right = _parts(one, dimension), _parts(other, dimension)
            parts: Parts = []
            i = j = 0
            while i < len(left) and j < len(right):
                (end, rest), (other_end, other_rest) = left[i], right[j]
                parts.append((min(end, other_end), combined(rest, other_rest, dimension + 1)))
                i += end <= other_end
                j += other_end <= end
            memo[key] = _joined(parts)
        return memo[key]

    return combined(one, other, dimension)


def _assigned(diagram: Diagram, dimension: int, wanted: int, interval: Interval) -> Diagram:
    if diagram is False:
        return False
    parts = _parts(diagram, dimension)
    if dimension < wanted:
        return _joined((last, _assigned(rest, dimension + 1, wanted, interval)) for last, rest in parts)
    first, last = interval
    union: Diagram = False
    for _, rest in parts:
        union = _combined(_either, union, rest, dimension + 1)
    outside = [(first - 1, False)] if first else []
    behind = [(LAST[dimension], False)] if last < LAST[dimension] else []
    return _joined([*outside, (last, union), *behind])


def _boxes(diagram: Diagram, dimension: int) -> Iterator[tuple[Interval, ...]]:
    if diagram is False:
        return
    if dimension == 5:
        yield ()
        return
    first = 0
    for last, rest in _parts(diagram, dimension):
        for others in _boxes(rest, dimension + 1):
            yield ((first, last), *others)
        first = last + 1
