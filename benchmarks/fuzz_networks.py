"""Random networks: the sets of packets against the simulator of single packets, on all packets of a small world.

    python benchmarks/fuzz_networks.py --networks 200 --interfaces 200

For each flow, a packet is in the set of those that arrive and are answered exactly if the simulator sends it there, and
its reply back. The small world has a port from each part into which the rules divide all ports, and some addresses.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from arlib.certificates.networks import Reached, last_location
from arlib.checking import Accepted
from arlib.checking.networks import check_reached, check_unreachable
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.one_packet import send
from arlib.languages.vpc.packets import PacketSet
from arlib.languages.vpc.questions import Flow, Question, begins, flows
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import EPHEMERAL, ICMP, INTERNET, TCP, UDP, Interval, Network, Packet
from arlib.networks.reach import answer, explore
from arlib.verdict import Proved, Refuted

Json = dict[str, Any]
OUTSIDE = (0x08080808, 0xCB00710A, 0xC6336407)  # 8.8.8.8, 203.0.113.10, 198.51.100.7
BLOCKS = ("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24", "8.8.8.8/32", "10.0.0.0/8", "10.1.0.0/16")
PORTS: tuple[Interval, ...] = ((22, 22), (80, 80), (443, 443), (1024, 65535), (0, 1023), (20, 80), (32768, 61000))


class Maker:
    """A random network, as JSON that ``aws ec2 describe-*`` might print."""

    def __init__(self, seed: int, most: int):
        self.choose = random.Random(seed)
        self.most = most
        self.whole: dict[str, list[Json]] = {}

    def some(self, part: str) -> list[Json]:
        return self.whole.setdefault(part, [])

    def chance(self, probability: float) -> bool:
        return self.choose.random() < probability

    def text(self) -> str:
        for number in range(1, self.choose.randint(1, 3) + 1):
            self.vpc(number)
        self.peerings()
        self.tables()
        return json.dumps(self.whole, indent=1)

    def vpc(self, number: int) -> None:
        # Two virtual networks may have the same addresses.
        second = self.choose.choice((number, number, 1))
        vpc = {"VpcId": f"vpc-{number}", "CidrBlock": f"10.{second}.0.0/16"}
        self.some("Vpcs").append(vpc)
        if self.chance(0.7):
            gateway = {"InternetGatewayId": f"igw-{number}", "Attachments": [{"VpcId": vpc["VpcId"]}]}
            self.some("InternetGateways").append(gateway)
        groups = [f"sg-{number}-{i}" for i in range(self.choose.randint(1, 3))]
        for name in groups:
            sides = {key: self.permissions(groups) for key in ("IpPermissions", "IpPermissionsEgress")}
            if self.chance(0.6):
                sides["IpPermissionsEgress"] = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
            self.some("SecurityGroups").append({"GroupId": name, "VpcId": vpc["VpcId"], **sides})
        for i in range(1, self.choose.randint(1, 3) + 1):
            subnet = {"SubnetId": f"subnet-{number}-{i}", "VpcId": vpc["VpcId"], "CidrBlock": f"10.{second}.{i}.0/24"}
            self.some("Subnets").append(subnet)
            default = [{"CidrBlock": "0.0.0.0/0", "Egress": e, "Protocol": "-1"} for e in (True, False)]
            entries: list[Json] = [{**each, "RuleAction": "allow", "RuleNumber": 100} for each in default]
            if self.chance(0.6):
                entries = [self.entry(n, e) for n in range(1, self.choose.randint(2, 6)) for e in (True, False)]
            acl = {"NetworkAclId": f"acl-{number}-{i}", "VpcId": vpc["VpcId"], "Entries": entries}
            self.some("NetworkAcls").append({**acl, "Associations": [{"SubnetId": subnet["SubnetId"]}]})
            self.interfaces(number, i, f"10.{second}.{i}", groups)

    def interfaces(self, vpc: int, subnet: int, begin: str, groups: list[str]) -> None:
        place = {"SubnetId": f"subnet-{vpc}-{subnet}", "VpcId": f"vpc-{vpc}"}
        for i in range(10, 10 + self.choose.randint(1, max(1, self.most // 6))):
            one: Json = {"PrivateIpAddress": f"{begin}.{i}"}
            if self.chance(0.5):
                one["Association"] = {"PublicIp": f"52.{vpc}.{subnet}.{i}"}
            addresses = [one]
            if self.chance(0.1):
                addresses.append({"PrivateIpAddress": f"{begin}.{i + 100}"})
            host: Json = {"NetworkInterfaceId": f"eni-{vpc}-{subnet}-{i}", "PrivateIpAddresses": addresses}
            of = [{"GroupId": each} for each in self.choose.sample(groups, self.choose.randint(1, len(groups)))]
            self.some("NetworkInterfaces").append({**place, **host, "Groups": of})
        if self.chance(0.4):
            name: Json = {"NetworkInterfaceId": f"eni-nat-{vpc}-{subnet}", "PrivateIpAddress": f"{begin}.5"}
            if self.chance(0.8):
                name["Association"] = {"PublicIp": f"52.{vpc}.{subnet}.5"}
            self.some("NetworkInterfaces").append({**place, **name, "InterfaceType": "nat_gateway", "Groups": []})
            address = {"NetworkInterfaceId": name["NetworkInterfaceId"], "PrivateIp": f"{begin}.5"}
            gateway = {"NatGatewayId": f"nat-{vpc}-{subnet}", **place, "NatGatewayAddresses": [address]}
            self.some("NatGateways").append(gateway)

    def block(self) -> str:
        vpc, subnet = self.choose.randint(1, 3), self.choose.randint(1, 3)
        return self.choose.choice((*BLOCKS, f"10.{vpc}.{subnet}.0/24", f"10.{vpc}.{subnet}.10/32", "0.0.0.0/0"))

    def permissions(self, groups: list[str]) -> list[Json]:
        found = []
        for _ in range(self.choose.randint(1, 3)):
            protocol = self.choose.choice(("tcp", "tcp", "udp", "icmp", "-1"))
            rule: Json = {"IpProtocol": protocol, "IpRanges": [{"CidrIp": self.block()}]}
            if self.chance(0.3):
                rule = {**rule, "IpRanges": [], "UserIdGroupPairs": [{"GroupId": self.choose.choice(groups)}]}
            if protocol in ("tcp", "udp"):
                rule["FromPort"], rule["ToPort"] = self.choose.choice(PORTS)
            if protocol == "icmp":
                rule["FromPort"], rule["ToPort"] = self.choose.choice(((-1, -1), (8, -1), (8, 0), (0, 0)))
            found.append(rule)
        return found

    def entry(self, number: int, egress: bool) -> Json:
        protocol = self.choose.choice(("6", "6", "17", "1", "-1"))
        rule: Json = {"CidrBlock": self.block(), "Egress": egress, "Protocol": protocol}
        if protocol in ("6", "17"):
            rule["PortRange"] = dict(zip(("From", "To"), self.choose.choice(PORTS), strict=True))
        if protocol == "1":
            type_, code = self.choose.choice(((-1, -1), (8, 0), (0, -1), (8, -1)))
            rule["IcmpTypeCode"] = {"Type": type_, "Code": code}
        return {**rule, "RuleAction": "allow" if self.chance(0.75) else "deny", "RuleNumber": number * 10}

    def peerings(self) -> None:
        names = [each["VpcId"] for each in self.whole["Vpcs"]]
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                if self.chance(0.6):
                    sides = {"RequesterVpcInfo": {"VpcId": one}, "AccepterVpcInfo": {"VpcId": other}}
                    status = {"Status": {"Code": "active" if self.chance(0.9) else "deleted"}}
                    self.some("VpcPeeringConnections").append(
                        {"VpcPeeringConnectionId": f"pcx-{one}-{other}", **sides, **status}
                    )

    def tables(self) -> None:
        for subnet in self.whole["Subnets"]:
            vpc = subnet["VpcId"]
            block = next(each["CidrBlock"] for each in self.whole["Vpcs"] if each["VpcId"] == vpc)
            routes: dict[str, Json] = {block: {"GatewayId": "local"}}
            targets: list[Json] = [{"GatewayId": each["InternetGatewayId"]} for each in self.some("InternetGateways")]
            targets += [{"NatGatewayId": each["NatGatewayId"]} for each in self.some("NatGateways")]
            if targets and self.chance(0.8):
                own = [each for each in targets if str(vpc)[4:] in [*each.values()][0].split("-")[1:2]]
                routes["0.0.0.0/0"] = self.choose.choice(own or targets)
            for each in self.some("VpcPeeringConnections"):
                if str(vpc) in str(each["VpcPeeringConnectionId"]) and self.chance(0.8):
                    to = f"10.{self.choose.randint(1, 3)}.0.0/16"
                    routes.setdefault(to, {"VpcPeeringConnectionId": each["VpcPeeringConnectionId"]})
            if self.chance(0.1):
                routes["203.0.113.0/24"] = {"GatewayId": "igw-gone", "State": "blackhole"}
            if self.chance(0.1):
                routes["8.0.0.0/8"] = {"TransitGatewayId": "tgw-1"}
            written = [{"DestinationCidrBlock": to, **target} for to, target in routes.items()]
            name = f"rtb-{str(subnet['SubnetId'])[7:]}"
            of = [{"SubnetId": subnet["SubnetId"], "Main": False}]
            self.some("RouteTables").append({"RouteTableId": name, "VpcId": vpc, "Routes": written, "Associations": of})


def small_ports(network: Network) -> tuple[int, ...]:
    """A port from each part into which the rules divide all ports."""
    rules = [rule for part in (network.acls, network.groups) for each in part.values() for rule in each.ingress]
    rules += [rule for part in (network.acls, network.groups) for each in part.values() for rule in each.egress]
    cuts = {0, EPHEMERAL[0], *(rule.ports[0] for rule in rules), *(rule.ports[1] + 1 for rule in rules)}
    return tuple(sorted(cut for cut in cuts if cut <= EPHEMERAL[1]))


def small_world(question: Question, flow: Flow, ports: tuple[int, ...]) -> Iterator[Packet]:
    sources = OUTSIDE if flow.source_address is None else (flow.source_address,)
    targets = OUTSIDE if flow.target_address is None else (flow.target_address,)
    for source in sources:
        for target in targets:
            if question.protocol == ICMP:
                yield Packet(ICMP, source, target, 8, 0)
                continue
            for low in ports:
                yield from (Packet(question.protocol, source, target, low, high) for high in ports)


def arrives(network: Network, question: Question, flow: Flow, packet: Packet, ports: tuple[int, ...]) -> bool:
    """Whether the simulator sends it there, and its reply back, with any port that a NAT gateway may choose."""
    there = send(network, flow.source, packet)
    tried = [port for port in ports if port >= EPHEMERAL[0]] if there.translations else [EPHEMERAL[0]]
    return any(Reached(network, question, flow, packet, port).holds for port in tried)


def contradictions(network: Network, choose: random.Random, most: int, counts: Counter[str]) -> Iterator[str]:
    """Where the two do not agree, for so many questions about a network."""
    forwarding, ports = Forwarding(network), small_ports(network)
    names = [each.id for each in network.interfaces.values() if each.kind == "interface"]
    pairs = [(a, b) for a in (*names, INTERNET) for b in (*names, INTERNET) if a != b]
    for source, target in choose.sample(pairs, min(most, len(pairs))):
        protocol = choose.choice((TCP, TCP, UDP, ICMP))
        question = Question(source, target, protocol, ((0, 0),) if protocol == ICMP else ((0, EPHEMERAL[1]),))
        verdict = answer(forwarding, question)
        counts[type(verdict).__name__] += 1
        if isinstance(verdict, Proved) and not isinstance(check_unreachable(verdict.certificate), Accepted):
            yield f"{question}: the certificate is rejected"
        if isinstance(verdict, Refuted) and not isinstance(check_reached(verdict.witness), Accepted):
            yield f"{question}: the witness is rejected"
        for flow in flows(network, question):
            found, stops = explore(forwarding, question, flow)
            back = found.get(last_location(flow), PacketSet()) & begins(network, question, flow)
            lost = any(not stop.followed for stop in stops)
            counts["with what is not followed"] += lost
            for packet in small_world(question, flow, ports):
                counts["packets"] += 1
                simulated = arrives(network, question, flow, packet, ports)
                counts["answered"] += simulated
                if simulated != (packet in back):
                    yield f"{question}, {flow}: {packet}: simulated {simulated}, in the set {packet in back}"
                if simulated and isinstance(verdict, Proved):
                    yield f"{question}, {flow}: {packet}: simulated, and the verdict is {verdict}"


def compare(networks: int, seed: int, most: int, questions: int, counts: Counter[str]) -> Iterator[str]:
    """Contradictions in so many random networks."""
    for number in range(seed, seed + networks):
        network = read_network(Maker(number, most).text())
        counts["networks"] += 1
        counts["interfaces"] += len(network.interfaces)
        counts["most interfaces"] = max(counts["most interfaces"], len(network.interfaces))
        for each in contradictions(network, random.Random(number), questions, counts):
            yield f"seed {number}: {each}"


def main() -> int:
    options = argparse.ArgumentParser(description="Sets of packets against the simulator of single packets.")
    options.add_argument("--networks", type=int, default=200)
    options.add_argument("--interfaces", type=int, default=12, help="about so many at most")
    options.add_argument("--questions", type=int, default=10, help="for each network")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    counts: Counter[str] = Counter()
    begun, wrong = time.perf_counter(), 0
    for each in compare(chosen.networks, chosen.seed, chosen.interfaces, chosen.questions, counts):
        wrong += 1
        print(each, flush=True)
    print(f"{dict(counts)} in {time.perf_counter() - begun:.0f} s; contradictions {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
