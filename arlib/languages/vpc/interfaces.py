"""Interfaces and load balancers, from what ``aws ec2`` and ``aws elbv2 describe-*`` print."""

from __future__ import annotations

from collections.abc import Mapping

from arlib.languages.json_text import Object
from arlib.languages.vpc.json_parts import Reader
from arlib.languages.vpc.syntax import Address, Balancer, Interface, Name, Subnet

Elastic = dict[Name, dict[Address, Address]]  # of an interface, for a private address the public one
OF = ("AssociationId", "InstanceId", "NetworkInterfaceId", "PrivateIpAddress")  # an address that stands for another


def interfaces(
    read: Reader, whole: Object, owners: Mapping[Name, Name], subnets: Mapping[Name, Subnet]
) -> dict[Name, Interface]:
    """The interfaces, those of instances too; ``owners`` has the gateways that some are of."""
    elastic = _elastic(read, whole)
    described = [(each, "") for each in read.objects(whole, "NetworkInterfaces")]
    known = {read.text(each, "NetworkInterfaceId") for each, _ in described}
    for reservation in read.objects(whole, "Reservations"):
        for instance in read.objects(reservation, "Instances"):
            name = read.text(instance, "InstanceId")
            for each in read.objects(instance, "NetworkInterfaces"):
                if read.text(each, "NetworkInterfaceId") not in known:
                    described.append((each, name))
    found: dict[Name, Interface] = {}
    taken: dict[tuple[Name, Address], Name] = {}
    for each, instance_name in described:
        one = _interface(read, each, elastic, owners, instance_name)
        if one.id in found:
            read.fail(each, f"{one.id} is there twice")
        subnet = subnets.get(one.subnet)
        if subnet is None or subnet.vpc != one.vpc:
            read.fail(each, f"{one.id} is in {one.subnet}, which is no subnet of {one.vpc} here")
        if not all(subnet.block[0] <= private <= subnet.block[1] for private in one.addresses):
            read.fail(each, f"{one.id} has an address that is none of {one.subnet}")
        places = [(one.vpc, private) for private in one.addresses]
        places += [("", public) for public in one.addresses.values() if public is not None]
        for place in places:
            if place in taken:
                read.fail(each, f"{one.id} has an address of {taken[place]}")
            taken[place] = one.id
        found[one.id] = one
    return found


def _elastic(read: Reader, whole: Object) -> Elastic:
    """The public addresses that are listed by themselves, or with their gateway: for interfaces and private ones."""
    found: Elastic = {}
    listed = [(each, "PrivateIpAddress") for each in read.objects(whole, "Addresses")]
    for gateway in read.objects(whole, "NatGateways"):
        listed += [(each, "PrivateIp") for each in read.objects(gateway, "NatGatewayAddresses")]
    for each, key in listed:
        name, private = read.optional(each, "NetworkInterfaceId"), read.address(each, key)
        public = read.address(each, "PublicIp")
        if name and private is not None and public is not None:
            found.setdefault(name, {})[private] = public
        elif key == "PrivateIpAddress" and any(read.optional(each, of) for of in OF):
            read.fail(each, "which NetworkInterfaceId and which PrivateIpAddress this is for is not said")
    return found


def _interface(
    read: Reader,
    found: Object,
    elastic: Mapping[Name, dict[Address, Address]],
    owners: Mapping[Name, Name],
    instance: Name,
) -> Interface:
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
    addresses |= elastic.get(name, {})
    return Interface(
        name,
        owners.get(name) or instance or attached or name,
        read.text(found, "SubnetId"),
        read.text(found, "VpcId"),
        "nat_gateway" if name in owners else read.optional(found, "InterfaceType") or "interface",
        addresses,
        tuple(read.text(each, "GroupId") for each in read.objects(found, "Groups")),
        bool(read.values(found, "Ipv6Addresses") or read.values(found, "Ipv6Prefixes")),
    )


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
