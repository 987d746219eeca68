"""How answers about networks grow: with the rules of an access list, and with interfaces; times are of the processor.

    python benchmarks/networks.py [--chart OUT.svg]

An access list becomes the set of all packets that it lets through. Random rules have blocks of all lengths and ranges
of ports; rules that cross are the worst: every second allows a block, every other denies a range of ports.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from typing import Any

from arlib.checking import Accepted
from arlib.checking.networks import check_unreachable
from arlib.languages.vpc.matching import Filters
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import address_text
from arlib.networks import can_reach, exposed
from arlib.verdict import Proved

Json = dict[str, Any]


def random_rules(count: int) -> list[Json]:
    choose = random.Random(count)
    found = []
    for number in range(1, count + 1):
        length, address = choose.randint(6, 32), choose.getrandbits(32)
        first, last = sorted(choose.randrange(65536) for _ in range(2))
        rule: Json = {
            "RuleNumber": number,
            "CidrBlock": f"{address_text(address)}/{length}",
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


def rules_grow() -> Iterator[tuple[str, int, float, float]]:
    """What is measured, the number of rules, and seconds: for all packets, and for a question about them."""
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
            yield name, count, built - read, took


def hosts_grow() -> Iterator[tuple[int, float, float]]:
    """The number of hosts, and seconds: for one question, and for all that is exposed."""
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
        yield hosts, one, every


def draw(rules: list[tuple[str, int, float, float]], hosts: list[tuple[int, float, float]], path: str) -> None:
    """Two charts in one picture: a straight line of slope 1 grows as fast as what it is about."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 4.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    for name, style in (("random", "o"), ("crossing", "s")):
        counts = [count for kind, count, _, _ in rules if kind == name]
        left.plot(
            counts, [each for kind, _, each, _ in rules if kind == name], f"{style}-", label=f"{name}: all packets"
        )
        left.plot(
            counts, [each for kind, _, _, each in rules if kind == name], f"{style}:", label=f"{name}: a question"
        )
    right.plot([count for count, _, _ in hosts], [one for _, one, _ in hosts], "o-", label="one question")
    right.plot([count for count, _, _ in hosts], [every for _, _, every in hosts], "s:", label="all that is exposed")
    for axes, what in ((left, "ordered rules in each direction"), (right, "interfaces")):
        axes.set(xscale="log", yscale="log", xlabel=what, ylabel="seconds of the processor")
        axes.grid(alpha=0.3)
        axes.legend()
    figure.savefig(path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--chart", metavar="OUT.svg", help="draw the times as well (needs matplotlib)")
    chosen = options.parse_args()
    rules, hosts = list(rules_grow()), list(hosts_grow())
    if chosen.chart:
        draw(rules, hosts, chosen.chart)


if __name__ == "__main__":
    main()
