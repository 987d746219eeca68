"""The network of two exercises of chapter 6: hosts with public addresses in one subnet, behind an access list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from arlib.certificates.networks import last_location
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.packets import PacketSet
from arlib.languages.vpc.questions import Question, begins, flows
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import EVERY_PORT, INTERNET, TCP, Network
from arlib.networks.reach import explore

EVERYWHERE = "0.0.0.0/0"
Ports = tuple[int, int]


@dataclass(frozen=True)
class Entry:
    """A rule of the access list, for TCP."""

    number: int
    side: str  # ingress or egress
    action: str
    ports: Ports
    block: str = EVERYWHERE

    def __str__(self) -> str:
        first, last = self.ports
        ports = str(first) if first == last else f"{first}-{last}"
        return f"{self.side:8}{self.number:>4}  {self.action:6}tcp  {self.block:18}{ports}"

    @property
    def json(self) -> dict[str, object]:
        """The rule as AWS prints it."""
        return {
            "RuleNumber": self.number,
            "Egress": self.side == "egress",
            "RuleAction": self.action,
            "Protocol": "6",
            "CidrBlock": self.block,
            "PortRange": {"From": self.ports[0], "To": self.ports[1]},
        }


@dataclass(frozen=True)
class Host:
    """A host with a public address, and the ports that its security group opens to everyone."""

    name: str
    number: int
    ports: tuple[int, ...]

    @property
    def public(self) -> str:
        """Its address on the internet."""
        return f"198.51.100.{self.number}"

    @property
    def interface(self) -> str:
        """The name of its interface."""
        return f"eni-{self.name}"

    def __str__(self) -> str:
        ports = ", ".join(map(str, self.ports))
        return f"security group of {self.name}, {self.public}: ingress tcp {ports} from {EVERYWHERE}, no egress"


def rules_text(entries: Sequence[Entry], hosts: Sequence[Host]) -> str:
    """The rules as a table, and the security groups below it."""
    head = f"{'side':8}rule  {'action':6}     {'block':18}ports"
    return "\n".join([head, *map(str, entries), "", *map(str, hosts)])


def network_of(entries: Sequence[Mapping[str, object]], hosts: Sequence[Host]) -> Network:
    """The network; raises ``Unsupported`` for a rule that is none."""
    interfaces = [
        {
            "NetworkInterfaceId": host.interface,
            "InterfaceType": "interface",
            "Attachment": {"InstanceId": f"i-{host.name}"},
            "SubnetId": "subnet-1",
            "VpcId": "vpc-1",
            "Groups": [{"GroupId": f"sg-{host.name}"}],
            "PrivateIpAddresses": [
                {"PrivateIpAddress": f"10.1.1.{host.number}", "Association": {"PublicIp": host.public}}
            ],
        }
        for host in hosts
    ]
    groups = [
        {
            "GroupId": f"sg-{host.name}",
            "VpcId": "vpc-1",
            "IpPermissions": [
                {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": EVERYWHERE}]}
                for port in host.ports
            ],
            "IpPermissionsEgress": [],
        }
        for host in hosts
    ]
    routes = [
        {"DestinationCidrBlock": "10.1.0.0/16", "GatewayId": "local"},
        {"DestinationCidrBlock": EVERYWHERE, "GatewayId": "igw-1"},
    ]
    whole = {
        "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": True, "Entries": list(entries)}],
        "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/16"}],
        "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.1.1.0/24"}],
        "RouteTables": [
            {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": routes, "Associations": [{"Main": True}]}
        ],
        "InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"State": "available", "VpcId": "vpc-1"}]}],
        "SecurityGroups": groups,
        "NetworkInterfaces": interfaces,
    }
    return read_network(json.dumps(whole, indent=1))


def answered(network: Network, host: Host, ports: Ports = EVERY_PORT) -> PacketSet:
    """The packets from the internet to a host that arrive and whose reply comes back."""
    forwarding, question = Forwarding(network), Question(INTERNET, host.interface, TCP, (ports,))
    found = PacketSet()
    for flow in flows(network, question):
        invariant, _ = explore(forwarding, question, flow)
        found |= invariant.get(last_location(flow), PacketSet()) & begins(network, question, flow)
    return found


@cache
def built(entries: tuple[Entry, ...], hosts: tuple[Host, ...]) -> Network:
    """The network with rules that are known to be some."""
    return network_of([each.json for each in entries], hosts)
