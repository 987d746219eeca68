"""How answers about networks grow: with the rules of an access list, and with interfaces; times are of the processor.

    python benchmarks/networks.py

An access list becomes the set of all packets that it lets through. Random rules have blocks of all lengths and ranges
of ports; rules that cross are the worst: every second allows a block, every other denies a range of ports.
"""

from __future__ import annotations

import json
import random
import time
from typing import Any

from arlib.checking import Accepted
from arlib.checking.networks import check_unreachable
from arlib.languages.vpc.matching import Filters
from arlib.languages.vpc.reading import read_network
from arlib.networks import can_reach, exposed
from arlib.verdict import Proved

Json = dict[str, Any]


def random_rules(count: int) -> list[Json]:
    choose = random.Random(count)
    found = []
    for number in range(1, count + 1):
        length, address = choose.randint(6, 32), choose.getrandbits(32)
        first, last = sorted(choose.randrange(65536) for _ in range(2))
        block = ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))
        rule: Json = {
            "RuleNumber": number,
            "CidrBlock": f"{block}/{length}",
            "Protocol": choose.choice(["6", "6", "17"]),
        }
        found.append({**rule, "PortRange": {"From": first, "To": last}, "RuleAction": choose.choice(["allow", "deny"])})
    return found


def crossing_rules(count: int) -> list[Json]:
    found = []
    for number in range(1, count + 1):
        rule: Json = {"RuleNumber": number, "Protocol": "6"}
        if number % 2:
            ports = {"From": number * 20, "To": number * 20 + 5}
            found.append({**rule, "CidrBlock": "0.0.0.0/0", "PortRange": ports, "RuleAction": "deny"})
        else:
            found.append({**rule, "CidrBlock": f"9.{number >> 8}.{number & 255}.0/24", "RuleAction": "allow"})
    return found


def network(hosts: int, entries: list[Json]) -> str:
    """A virtual network of so many hosts, in subnets of fifty, each with a public address."""
    vpc = {"VpcId": "vpc-1"}
    subnets = [f"subnet-{i}" for i in range((hosts + 49) // 50)]
    both = [{**each, "Egress": egress} for each in entries for egress in (True, False)]
    routes = [("10.0.0.0/16", "local"), ("0.0.0.0/0", "igw-1")]
    ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    group = {"GroupId": "sg-1", **vpc, "IpPermissions": [ssh]}
    every = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    return json.dumps(
        {
            "Vpcs": [{**vpc, "CidrBlock": "10.0.0.0/16"}],
            "InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [vpc]}],
            "Subnets": [{"SubnetId": name, **vpc, "CidrBlock": f"10.0.{i}.0/24"} for i, name in enumerate(subnets)],
            "NetworkAcls": [{"NetworkAclId": "acl-1", **vpc, "IsDefault": True, "Entries": both}],
            "SecurityGroups": [{**group, "IpPermissionsEgress": [every]}],
            "RouteTables": [
                {
                    "RouteTableId": "rtb-1",
                    **vpc,
                    "Associations": [{"Main": True}],
                    "Routes": [{"DestinationCidrBlock": to, "GatewayId": gateway} for to, gateway in routes],
                }
            ],
            "NetworkInterfaces": [
                {
                    "NetworkInterfaceId": f"eni-{i}",
                    **vpc,
                    "SubnetId": f"subnet-{i // 50}",
                    "PrivateIpAddress": f"10.0.{i // 50}.{10 + i % 50}",
                    "Association": {"PublicIp": f"52.0.{i // 50}.{10 + i % 50}"},
                    "Groups": [{"GroupId": "sg-1"}],
                }
                for i in range(hosts)
            ],
        }
    )


def main() -> None:
    for name, make in (("random", random_rules), ("crossing", crossing_rules)):
        for count in (20, 40, 200, 1000, 2000):
            text = network(1, make(count))
            begun = time.process_time()
            found = read_network(text)
            read = time.process_time()
            there = Filters(found).access_list("acl-1", egress=False, reply=False)
            built = time.process_time()
            boxes = sum(1 for _ in there.boxes())
            begun_question = time.process_time()
            verdict = can_reach(found, "internet", "eni-0")
            took = time.process_time() - begun_question
            print(
                f"{count:5} {name:8} rules: read {read - begun:6.3f} s, all packets {built - read:6.3f} s"
                f" ({boxes:,} boxes), internet -> host, any port {took:6.3f} s, {type(verdict).__name__}",
                flush=True,
            )
    allow = [{"RuleNumber": 1, "CidrBlock": "0.0.0.0/0", "Protocol": "-1", "RuleAction": "allow"}]
    for hosts in (2, 20, 50, 100, 200):
        found = read_network(network(hosts, allow))
        begun = time.process_time()
        closed = can_reach(found, "internet", f"eni-{hosts - 1}", 23)
        one = time.process_time() - begun
        begun = time.process_time()
        assert isinstance(closed, Proved) and isinstance(check_unreachable(closed.certificate), Accepted)
        check = time.process_time() - begun
        begun = time.process_time()
        open_ = exposed(found)
        every = time.process_time() - begun
        print(
            f"{hosts:5} hosts: one question {one * 1000:6.1f} ms, its check {check * 1000:6.1f} ms,"
            f" all that is exposed {every:6.2f} s ({len(open_.findings)} found, {len(open_.closed)} certificates)",
            flush=True,
        )


if __name__ == "__main__":
    main()
