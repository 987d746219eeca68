"""A network that tests ask about: a web server, a database behind it, a NAT gateway, and a peer."""

from __future__ import annotations

import copy
import json
from typing import Any

Json = dict[str, Any]
EVERYWHERE = [{"CidrIp": "0.0.0.0/0"}]
OPEN = {"IpProtocol": "-1", "IpRanges": EVERYWHERE}


def tcp(port: int, **peers: object) -> Json:
    """A rule of a security group for one port."""
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}


def entry(
    number: int, egress: bool, action: str, block: str = "0.0.0.0/0", ports: tuple[int, int] | None = None
) -> Json:
    """A rule of an access list."""
    rule: Json = {"RuleNumber": number, "Egress": egress, "RuleAction": action, "CidrBlock": block, "Protocol": "-1"}
    return {**rule, "Protocol": "6", "PortRange": {"From": ports[0], "To": ports[1]}} if ports else rule


def snapshot() -> Json:
    """The internet comes to web by port 443, web to the database by port 5432, and the database to the internet."""

    def host(name: str, subnet: str, address: str, group: str, public: str = "") -> Json:
        one: Json = {"PrivateIpAddress": address, "Primary": True}
        if public:
            one["Association"] = {"PublicIp": public}
        return {
            "NetworkInterfaceId": f"eni-{name}",
            "InterfaceType": "interface",
            "Attachment": {"InstanceId": f"i-{name}"},
            "SubnetId": subnet,
            "VpcId": "vpc-peer" if subnet == "subnet-peer" else "vpc-main",
            "Groups": [{"GroupId": group}] if group else [],
            "PrivateIpAddresses": [one],
        }

    def table(name: str, vpc: str, subnet: str, local: str, *routes: Json) -> Json:
        written = [{"DestinationCidrBlock": local, "GatewayId": "local"}, *routes]
        return {
            "RouteTableId": name,
            "VpcId": vpc,
            "Routes": written,
            "Associations": [{"Main": False, "SubnetId": subnet}],
        }

    peer = {"DestinationCidrBlock": "10.2.0.0/16", "VpcPeeringConnectionId": "pcx-1"}
    gateway = host("nat", "subnet-public", "10.1.1.5", "", "52.0.0.5") | {"InterfaceType": "nat_gateway"}
    del gateway["Attachment"]
    every = [entry(100, egress, "allow") for egress in (True, False)]
    whole: Json = {
        "Vpcs": [{"VpcId": "vpc-main", "CidrBlock": "10.1.0.0/16"}, {"VpcId": "vpc-peer", "CidrBlock": "10.2.0.0/16"}],
        "Subnets": [
            {"SubnetId": "subnet-public", "VpcId": "vpc-main", "CidrBlock": "10.1.1.0/24"},
            {"SubnetId": "subnet-private", "VpcId": "vpc-main", "CidrBlock": "10.1.2.0/24"},
            {"SubnetId": "subnet-peer", "VpcId": "vpc-peer", "CidrBlock": "10.2.1.0/24"},
        ],
        "NetworkAcls": [
            {"NetworkAclId": "acl-main", "VpcId": "vpc-main", "IsDefault": True, "Entries": every},
            {"NetworkAclId": "acl-peer", "VpcId": "vpc-peer", "IsDefault": True, "Entries": every},
        ],
        "RouteTables": [
            table(
                *("rtb-public", "vpc-main", "subnet-public", "10.1.0.0/16"),
                {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"},
            ),
            table(
                *("rtb-private", "vpc-main", "subnet-private", "10.1.0.0/16"),
                {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"},
                peer,
            ),
            table(
                *("rtb-peer", "vpc-peer", "subnet-peer", "10.2.0.0/16"),
                {"DestinationCidrBlock": "10.1.2.0/24", "VpcPeeringConnectionId": "pcx-1"},
            ),
        ],
        "InternetGateways": [
            {"InternetGatewayId": "igw-1", "Attachments": [{"State": "available", "VpcId": "vpc-main"}]}
        ],
        "NatGateways": [
            {
                "NatGatewayId": "nat-1",
                "SubnetId": "subnet-public",
                "State": "available",
                "NatGatewayAddresses": [{"NetworkInterfaceId": "eni-nat", "PrivateIp": "10.1.1.5"}],
            }
        ],
        "VpcPeeringConnections": [
            {
                "VpcPeeringConnectionId": "pcx-1",
                "RequesterVpcInfo": {"VpcId": "vpc-main"},
                "AccepterVpcInfo": {"VpcId": "vpc-peer"},
                "Status": {"Code": "active"},
            }
        ],
        "SecurityGroups": [
            {
                "GroupId": "sg-web",
                "VpcId": "vpc-main",
                "IpPermissions": [tcp(443, IpRanges=EVERYWHERE), {**OPEN, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
                "IpPermissionsEgress": [OPEN],
            },
            {
                "GroupId": "sg-db",
                "VpcId": "vpc-main",
                "IpPermissions": [tcp(5432, UserIdGroupPairs=[{"GroupId": "sg-web"}])],
                "IpPermissionsEgress": [OPEN],
            },
            {"GroupId": "sg-peer", "VpcId": "vpc-peer", "IpPermissions": [OPEN], "IpPermissionsEgress": [OPEN]},
        ],
        "NetworkInterfaces": [
            host("web", "subnet-public", "10.1.1.10", "sg-web", "52.0.0.10"),
            host("db", "subnet-private", "10.1.2.10", "sg-db"),
            host("peer", "subnet-peer", "10.2.1.10", "sg-peer"),
            gateway,
        ],
    }
    return copy.deepcopy(whole)  # its parts are changed by those who ask


def part(whole: Json, kind: str, name: str) -> Json:
    """A part of a snapshot, by its name."""
    return next(each for each in whole[kind] if name in each.values())


def text(whole: Json) -> str:
    """A snapshot as a text."""
    return json.dumps(whole, indent=1)
