"""Interfaces and load balancers, from what ``aws ec2`` and ``aws elbv2 describe-*`` print."""

from __future__ import annotations

from collections.abc import Mapping

from arlib.languages.json_text import Object
from arlib.languages.vpc.json_parts import Reader
from arlib.languages.vpc.syntax import Address, Balancer, Interface, Name, Subnet


def interfaces(
    read: Reader, whole: Object, owners: Mapping[Name, Name], subnets: Mapping[Name, Subnet]
) -> dict[Name, Interface]:
    """The interfaces, those of instances too; ``owners`` has the gateways that some are of."""
    found: dict[Name, Interface] = {}
    for each in read.objects(whole, "NetworkInterfaces"):
        one = _interface(read, whole, each, owners, "")
        if one.id in found:
            read.fail(each, f"{one.id} is there twice")
        found[one.id] = one
    for reservation in read.objects(whole, "Reservations"):
        for instance in read.objects(reservation, "Instances"):
            name = read.text(instance, "InstanceId")
            for each in read.objects(instance, "NetworkInterfaces"):
                if read.text(each, "NetworkInterfaceId") not in found:
                    one = _interface(read, whole, each, owners, name)
                    found[one.id] = one
    _require_distinct(read, whole, found, subnets)
    return found


def _interface(read: Reader, whole: Object, found: Object, owners: Mapping[Name, Name], instance: Name) -> Interface:
    name = read.text(found, "NetworkInterfaceId")
    attachment = read.object(found, "Attachment")
    attached = read.optional(attachment, "InstanceId") if attachment else None
    addresses: dict[Address, Address | None] = {}
    for part in (*read.objects(found, "PrivateIpAddresses"), found):
        if (private := read.address(part, "PrivateIpAddress")) is not None:
            association = read.object(part, "Association")
            public = read.address(association, "PublicIp") if association else None
            addresses[private] = public if public is not None else addresses.get(private)
    for part in read.objects(found, "Ipv4Prefixes"):
        first, last = read.block(part, "Ipv4Prefix") or (1, 0)
        if last - first >= 1 << 8:
            read.fail(part, "a prefix of an interface has at most 256 addresses")
        addresses |= {each: addresses.get(each) for each in range(first, last + 1)}
    for part in read.objects(whole, "Addresses"):
        if read.optional(part, "NetworkInterfaceId") == name:
            private, public = read.address(part, "PrivateIpAddress"), read.address(part, "PublicIp")
            if private is not None and public is not None:
                addresses[private] = public
    return Interface(
        name,
        owners.get(name) or instance or attached or name,
        read.text(found, "SubnetId"),
        read.text(found, "VpcId"),
        read.optional(found, "InterfaceType") or "interface",
        addresses,
        tuple(read.text(each, "GroupId") for each in read.objects(found, "Groups")),
        bool(read.values(found, "Ipv6Addresses") or read.values(found, "Ipv6Prefixes")),
    )


def _require_distinct(
    read: Reader, whole: Object, found: Mapping[Name, Interface], subnets: Mapping[Name, Subnet]
) -> None:
    """Refuse two interfaces that have the same address where it means one of them."""
    taken: dict[tuple[Name, Address], Name] = {}
    for each in found.values():
        if each.subnet not in subnets or subnets[each.subnet].vpc != each.vpc:
            read.fail(whole, f"{each.id} is in {each.subnet}, which is no subnet of {each.vpc} here")
        places = [(each.vpc, private) for private in each.addresses]
        places += [("", public) for public in each.addresses.values() if public is not None]
        for place in places:
            if taken.setdefault(place, each.id) != each.id or places.count(place) > 1:
                read.fail(whole, f"{each.id} and {taken[place]} have the same address")


def balancers(read: Reader, whole: Object) -> tuple[Balancer, ...]:
    """Load balancers and their targets: each target group that one has, and each classic one."""
    health: dict[Name, set[Name]] = {}
    for each in read.objects(whole, "LoadBalancerTargetHealth"):
        targets = health.setdefault(read.text(each, "TargetGroupArn"), set())
        for described in read.objects(each, "TargetHealthDescriptions"):
            if target := read.object(described, "Target"):
                targets.add(read.text(target, "Id"))
    found = []
    for each in read.objects(whole, "TargetGroups"):
        name = read.text(each, "TargetGroupArn")
        if read.values(each, "LoadBalancerArns"):
            found.append(Balancer(name, frozenset(health[name]) if name in health else None))
    for each in read.objects(whole, "LoadBalancerDescriptions"):
        instances = frozenset(read.text(one, "InstanceId") for one in read.objects(each, "Instances"))
        found.append(Balancer(read.text(each, "LoadBalancerName"), instances))
    if "TargetGroups" not in whole.members:
        found += [Balancer(read.text(each, "LoadBalancerArn"), None) for each in read.objects(whole, "LoadBalancers")]
    return tuple(found)
