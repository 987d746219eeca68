"""Rules as sets of packets: what a security group or an access list lets through, compiled once for each direction."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from arlib.languages.vpc.packets import Box, PacketSet, box, first_match
from arlib.languages.vpc.syntax import (
    ECHO_REPLY,
    ECHO_REQUEST,
    EVERY_PORT,
    ICMP,
    LAST_PROTOCOL,
    Interface,
    Interval,
    Name,
    Network,
    Rule,
)


class Filters:
    """What the rules of a network let through.

    A reply is named by the packet that it answers (see ``forwarding``), so that for replies the two ends of each rule
    change places; the reply to an echo request of ICMP is an echo reply.
    """

    def __init__(self, network: Network):
        self.network = network
        self.access_list, self.groups = cache(self._access_list), cache(self._groups)

    def _access_list(self, name: Name, *, egress: bool, reply: bool) -> PacketSet:
        acl = self.network.acls[name]
        rules = acl.egress if egress else acl.ingress
        return first_match([(each, rule.allow) for rule in rules for each in self.boxes(rule, egress, reply)])

    def _groups(self, interface: Name, *, egress: bool) -> PacketSet:
        names = self.network.interfaces[interface].groups
        groups = [self.network.groups[each] for each in names if each in self.network.groups]
        rules = [rule for each in groups for rule in (each.egress if egress else each.ingress)]
        return PacketSet.of(*(each for rule in rules for each in self.boxes(rule, egress, False)))

    def unclear(self, interface: Interface) -> str:
        """What of the rules for an interface is not in the snapshot; nothing, if all is."""
        for name in interface.groups:
            if name not in self.network.groups:
                return f"{name}, the security group of {interface.id}, is not in the snapshot"
            if unclear := self.network.groups[name].unclear:
                return unclear
        return ""

    def boxes(self, rule: Rule, egress: bool, reply: bool) -> Iterator[Box]:
        """The packets, or the packets answered, that a rule matches."""
        protocol = (0, LAST_PROTOCOL) if rule.protocol is None else (rule.protocol, rule.protocol)
        types, ports = rule.types, rule.ports
        if reply and rule.protocol == ICMP:
            if not (types[0] <= ECHO_REPLY <= types[1] and ports[0] == 0):
                return
            types, ports = (ECHO_REQUEST, ECHO_REQUEST), (0, 0)
        elif reply:
            types, ports = ports, EVERY_PORT
        for peers in self.peers(rule):
            if egress != reply:
                yield box(protocol, destination=peers, source_port=types, destination_port=ports)
            else:
                yield box(protocol, source=peers, source_port=types, destination_port=ports)

    def peers(self, rule: Rule) -> tuple[Interval, ...]:
        """The addresses at the other end, with those of groups' members."""
        members = (member for group in rule.groups for member in self.network.members(group))
        return (*rule.peers, *((each, each) for each in dict.fromkeys(members)))
