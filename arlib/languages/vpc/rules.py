"""The rules of access lists and of security groups, from what ``aws ec2 describe-*`` prints."""

from __future__ import annotations

from collections.abc import Mapping

from arlib.languages.json_text import Object
from arlib.languages.vpc.json_parts import Reader
from arlib.languages.vpc.syntax import (
    EVERY_PORT,
    ICMP,
    LAST_PORT,
    LAST_PROTOCOL,
    PROTOCOLS,
    TCP,
    UDP,
    Interval,
    Name,
    Rule,
    Rules,
)

PERMISSION = ("FromPort", "IpProtocol", "IpRanges", "Ipv6Ranges", "PrefixListIds", "ToPort", "UserIdGroupPairs")
PAIR = ("Description", "GroupId", "GroupName", "PeeringStatus", "UserId", "VpcId", "VpcPeeringConnectionId")
ENTRY = ("CidrBlock", "Egress", "IcmpTypeCode", "Ipv6CidrBlock", "PortRange", "Protocol", "RuleAction", "RuleNumber")
ICMP_FOR_IPV6 = 58
MOST_RULES = 4_000  # of an access list or a group, both sides together; the quotas of AWS are far below


def protocol_of(reader: Reader, parent: Object, name: str) -> int | None:
    """The number of a protocol that is written as a number or, in security groups, as a word; None for -1, any."""
    text = reader.text(parent, name)
    if text == "-1":
        return None
    named = {**PROTOCOLS, "icmpv6": ICMP_FOR_IPV6}
    if text in named:
        return named[text]
    if not text.isascii() or not text.isdigit() or len(text) > 3 or int(text) > LAST_PROTOCOL:
        reader.fail(parent.members[name], f"{name} is -1, tcp, udp, icmp, or a number up to {LAST_PROTOCOL}")
    return int(text)


def ports_of(reader: Reader, parent: Object, first: str, last: str) -> Interval:
    """From one port to another; all, if neither is there."""
    low, high = reader.number(parent, first, 0, LAST_PORT), reader.number(parent, last, 0, LAST_PORT)
    if low is None and high is None:
        return EVERY_PORT
    if low is None or high is None or low > high:
        reader.fail(parent, f"{first} and {last} are the first port and the last")
    return low, high


def one_of(number: int | None) -> Interval:
    """A type or a code of ICMP: -1 is any."""
    return EVERY_PORT if number is None or number == -1 else (number, number)


def access_list(reader: Reader, found: Object) -> Rules:
    """A network access list, its rules in order of their numbers. Those of IPv6 are left out."""
    name = reader.text(found, "NetworkAclId")
    numbered: dict[tuple[bool, int], Rule] = {}
    for entry in reader.objects(found, "Entries"):
        reader.known(entry, ENTRY, "a rule")
        peers = reader.block(entry, "CidrBlock")
        if peers is None:
            reader.text(entry, "Ipv6CidrBlock")
            continue
        number, egress = reader.number(entry, "RuleNumber", 1, 1 << 15), reader.truth(entry, "Egress")
        action = reader.text(entry, "RuleAction")
        if number is None or action not in ("allow", "deny"):
            reader.fail(entry, "a rule has a RuleNumber, and a RuleAction, allow or deny")
        if len(numbered) >= MOST_RULES:
            reader.fail(entry, f"an access list of more than {MOST_RULES:,} rules")
        if (egress, number) in numbered:
            reader.fail(entry, f"rule {number} is there twice")
        protocol = protocol_of(reader, entry, "Protocol")
        types = ports = EVERY_PORT
        if protocol in (TCP, UDP) and (written := reader.object(entry, "PortRange")):
            ports = ports_of(reader, written, "From", "To")
        if protocol == ICMP and (written := reader.object(entry, "IcmpTypeCode")):
            types = one_of(reader.number(written, "Type", -1, 255))
            ports = one_of(reader.number(written, "Code", -1, 255))
        title = f"{'egress' if egress else 'ingress'} rule {number if number < 32767 else '*'} of {name}"
        numbered[egress, number] = Rule(
            title, reader.line(entry), action == "allow", protocol, (peers,), (), ports, types
        )
    ordered = sorted(numbered.items())
    ingress, egress_ = (tuple(rule for (out, _), rule in ordered if out == side) for side in (False, True))
    return Rules(name, reader.text(found, "VpcId"), ingress, egress_)


def security_group(
    reader: Reader, found: Object, lists: Mapping[Name, tuple[Interval, ...]], known: frozenset[Name]
) -> Rules:
    """A security group. What it refers to and is not in the snapshot makes it unclear."""
    name = reader.text(found, "GroupId")
    missing: dict[str, None] = {}

    def rule(permission: Object, title: str) -> Rule:
        reader.known(permission, PERMISSION, "a rule")
        protocol = protocol_of(reader, permission, "IpProtocol")
        types = ports = EVERY_PORT
        if protocol in (TCP, UDP):
            ports = ports_of(reader, permission, "FromPort", "ToPort")
        if protocol == ICMP:
            types = one_of(reader.number(permission, "FromPort", -1, 255))
            ports = one_of(reader.number(permission, "ToPort", -1, 255))
        peers: list[Interval] = []
        if len(reader.values(permission, "IpRanges")) > MOST_RULES:
            reader.fail(permission, f"a rule of more than {MOST_RULES:,} ranges")
        for each in reader.objects(permission, "IpRanges"):
            reader.known(each, ("CidrIp", "Description"), "a range")
            if (addresses := reader.block(each, "CidrIp")) is None:
                reader.fail(each, "there is no CidrIp here")
            peers.append(addresses)
        for each in reader.objects(permission, "PrefixListIds"):
            prefixes = reader.text(each, "PrefixListId")
            peers += lists.get(prefixes, ())
            missing.update({} if prefixes in lists else {prefixes: None})
        groups = []
        for each in reader.objects(permission, "UserIdGroupPairs"):
            reader.known(each, PAIR, "a group")
            groups.append(reader.text(each, "GroupId"))
            missing.update({} if groups[-1] in known else {groups[-1]: None})
        return Rule(title, reader.line(permission), True, protocol, tuple(peers), tuple(groups), ports, types)

    sides: list[tuple[Rule, ...]] = []
    for side, key in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
        if len(reader.values(found, key)) > MOST_RULES:
            reader.fail(found, f"a security group of more than {MOST_RULES:,} rules")
        numbered = enumerate(reader.objects(found, key), 1)
        sides.append(tuple(rule(each, f"{side} rule {number} of {name}") for number, each in numbered))
    unclear = f"{name} refers to {', '.join(missing)}, not in the snapshot" if missing else ""
    return Rules(name, reader.optional(found, "VpcId") or "", sides[0], sides[1], unclear)
