"""What one rule says of one packet, and what answers it, field by field."""

from __future__ import annotations

from collections.abc import Sequence

from arlib.languages.vpc.syntax import ECHO_REPLY, ECHO_REQUEST, ICMP, Address, Interval, Network, Packet, Rule


def reply_to(packet: Packet) -> Packet | None:
    """The packet that answers another; None for what has no answer.

    >>> print(reply_to(Packet(6, 0x0A000001, 0x0A000002, 49152, 22)))
    tcp 10.0.0.2:22 -> 10.0.0.1:49152
    """
    if packet.protocol == ICMP:
        if (packet.source_port, packet.destination_port) != (ECHO_REQUEST, 0):
            return None
        return Packet(ICMP, packet.destination, packet.source, ECHO_REPLY, 0)
    return Packet(packet.protocol, packet.destination, packet.source, packet.destination_port, packet.source_port)


def first_rule(network: Network, rules: Sequence[Rule], packet: Packet, peer: Address) -> Rule | None:
    """The first of some rules that matches a packet, whose other end is ``peer``."""
    return next((rule for rule in rules if _matches(network, rule, packet, peer)), None)


def _matches(network: Network, rule: Rule, packet: Packet, peer: Address) -> bool:
    if rule.protocol is not None:
        if rule.protocol != packet.protocol or not within(packet.destination_port, rule.ports):
            return False
        if not within(packet.source_port, rule.types):
            return False
    if any(within(peer, each) for each in rule.peers):
        return True
    return any(
        peer in each.addresses and any(group in each.groups for group in rule.groups)
        for each in network.interfaces.values()
    )


def within(number: int, interval: Interval) -> bool:
    """Whether a number is in an interval."""
    return interval[0] <= number <= interval[1]


def reserved(address: Address) -> bool:
    """Whether an address is none of the internet's (RFC 6890, RFC 5771)."""
    first, second = address >> 24, address >> 16 & 255
    return (
        first in (0, 10, 127)
        or first >= 224
        or (first, second) in ((169, 254), (192, 168))
        or (first == 100 and 64 <= second < 128)
        or (first == 172 and 16 <= second < 32)
    )
