"""Exercises for chapter 6 about networks: a packet whose reply never returns, and a rule that is to be changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import AddressValueError, IPv4Address
from random import Random

from arlib.certificates.networks import Reached
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable, whole_number
from arlib.exercises.chapter06.hosts import Entry, Host, Ports, answered, built, network_of, rules_text
from arlib.exercises.kinds.documents import json_part, json_text, read_members
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import shown
from arlib.exercises.variants import between, one_of
from arlib.languages.vpc.packets import PacketSet, box
from arlib.languages.vpc.questions import Flow, Question, internet
from arlib.languages.vpc.syntax import EPHEMERAL, INTERNET, LAST_PORT, TCP, Network, Packet

# ---- 6.9 ----------------------------------------------------------------------------------

LISTED = (
    Entry(100, "ingress", "allow", (22, 22)),
    Entry(100, "egress", "allow", (1024, 4999)),
    Entry(110, "egress", "deny", (32768, 40959), "192.0.2.0/24"),
    Entry(120, "egress", "allow", (32768, 65535)),
)
WEB = Host("web", 10, (22, 443))
MEMBERS = ("source", "source_port", "destination", "port")
WRITTEN = re.compile(r"(?:tcp )?([0-9.]{7,15}):([0-9]{1,5}) -> ([0-9.]{7,15}):([0-9]{1,5})")


def _reached(network: Network, host: Host, packet: Packet) -> Reached:
    question = Question(INTERNET, host.interface, TCP, ((packet.destination_port, packet.destination_port),))
    return Reached(network, question, Flow(INTERNET, None, host.interface, packet.destination), packet, EPHEMERAL[0])


def _read_packet(answer: object) -> Packet:
    """A packet: its members by their names or in their order, or as arlib writes it."""
    if isinstance(answer, Reached):
        answer = answer.packet
    if isinstance(answer, Packet):
        answer = str(answer)
    if isinstance(answer, str) and (found := WRITTEN.fullmatch(answer.strip())):
        answer = list(found.groups())
    source, source_port, destination, port = read_members(answer, MEMBERS)
    return Packet(TCP, _address(source), _address(destination), _port(source_port), _port(port))


def _address(given: object) -> int:
    try:
        if isinstance(given, str) and len(given) < 20:
            return int(IPv4Address(given.strip()))
    except AddressValueError:
        pass
    raise Unreadable(f"{shown(given)} is not an address such as 203.0.113.7.")


def _port(given: object) -> int:
    port = whole_number(given)
    if port is None or not 0 <= port <= LAST_PORT:
        raise Unreadable(f"{shown(given)} is not a port, a number from 0 to {LAST_PORT}.")
    return port


def _grade_one_way(entries: tuple[Entry, ...]) -> Grader:
    """A grader: a packet that arrives at the host, and whose reply does not come back."""

    def grade(answer: object) -> Feedback:
        packet, network = _read_packet(answer), built(entries, (WEB,))
        if not any(first <= packet.source <= last for first, last in internet(network)):
            return Feedback(False, f"{packet}: the source is no address of the internet.")
        there, back = _reached(network, WEB, packet).replay()
        if there.at != WEB.interface or back is None:
            return Feedback(False, f"{packet} does not arrive: {there}.")
        if back.at == INTERNET:
            return Feedback(False, f"{packet} arrives, and the reply comes back: {back}.")
        return Feedback(True, f"{packet} arrives, and the reply does not come back: {back}.")

    return grade


def _vary_one_way(choose: Random) -> Exercise:
    low, high, wide = between(choose, 2, 9) * 1000 - 1, between(choose, 30, 50) * 1000, between(choose, 2, 9) * 1000
    blocked = one_of(choose, ("192.0.2.0/24", "203.0.113.0/24", "203.0.113.128/25"))
    entries = (
        LISTED[0],
        Entry(100, "egress", "allow", (1024, low)),
        Entry(110, "egress", "deny", (high, high + wide - 1), blocked),
        Entry(120, "egress", "allow", (high, 65535)),
    )
    key = {"source": "203.0.113.7", "source_port": low + 1, "destination": WEB.public, "port": 22}
    return replace(
        one_way,
        question=listed(ASK_ONE_WAY, rules_text(entries, (WEB,))),
        grade=_grade_one_way(entries),
        key=Solution(f"answer = {key}", f"No egress rule lets a reply to port {low + 1} out."),
    )


ASK_ONE_WAY = "Find a packet from the internet that arrives at web, and whose reply never comes back."
LIST_OF_WEB = rules_text(LISTED, (WEB,))

one_way = Exercise(
    "6.9",
    "one_way",
    2,
    ASK_ONE_WAY,
    'a dict with "source", "source_port", "destination" and "port", or a list of these four',
    _grade_one_way(LISTED),
    (
        "The access list keeps no state: a reply has to pass the egress rules as any packet does.",
        "The reply goes to the port from which the packet came. Which ports does no egress rule allow?",
        "From the internet, web has its public address, and only port 22 passes the ingress rules.",
    ),
    _vary_one_way,
)

# ---- 6.10 ---------------------------------------------------------------------------------

SHUT = (
    Entry(90, "ingress", "deny", (20, 30)),
    Entry(100, "ingress", "allow", (1, 1023)),
    Entry(100, "egress", "allow", (1024, 65535)),
)
HOSTS = (WEB, Host("db", 20, (23, 5432)))
SIDES = {"ingress": False, "inbound": False, "in": False, "egress": True, "outbound": True, "out": True}
ORDER = ("RuleNumber", "Egress", "RuleAction", "Protocol", "CidrBlock", "PortRange")
PROTOCOLS = {"tcp": "6", "udp": "17", "icmp": "1", "all": "-1", "any": "-1", "6": "6", "17": "17", "1": "1", "-1": "-1"}


def _read_change(answer: object, entries: tuple[Entry, ...]) -> list[Mapping[str, object]]:
    """The rules with the one that is changed; what the answer does not name stays as it is."""
    given = json_part(answer)
    if isinstance(given, list | tuple) and len(given) == 1:
        (given,) = given
    if isinstance(given, list | tuple) and len(given) == len(ORDER):
        given = dict(zip(ORDER, given, strict=True))
    if not isinstance(given, Mapping):
        raise Unreadable(f"{shown(answer)} is no rule.")
    change: dict[str, object] = json.loads(json_text(dict(given)))
    unknown = [each for each in change if each not in ORDER]
    if unknown:
        raise Unreadable(f"A rule has no {shown(unknown[0])}.")
    number, egress = whole_number(change.get("RuleNumber")), change.get("Egress", False)
    egress = SIDES.get(egress.lower(), egress) if isinstance(egress, str) else egress
    found = next((each for each in entries if (each.number, each.side == "egress") == (number, egress)), None)
    if found is None or not isinstance(egress, bool):
        raise Unreadable(f"There is no rule {shown(change.get('RuleNumber'))} with Egress {shown(egress)}.")
    change |= {"RuleNumber": found.number, "Egress": egress}
    if "Protocol" in change:
        change["Protocol"] = PROTOCOLS.get(str(change["Protocol"]).lower(), change["Protocol"])
    if "PortRange" in change:
        change["PortRange"] = _read_ports(change["PortRange"])
    return [{**each.json, **change} if each is found else each.json for each in entries]


def _read_ports(given: object) -> object:
    """A range of ports as AWS has it: by a dict, a pair, a text such as 20-30, or a number."""
    if isinstance(given, str):
        given = [each.strip() for each in given.split("-")]
    if isinstance(given, list) and len(given) == 2:
        return {"From": _port(given[0]), "To": _port(given[1])}
    if isinstance(given, dict):
        return given
    if isinstance(given, list) and len(given) == 1:
        (given,) = given
    return {"From": _port(given), "To": _port(given)}


def _fate(network: Network, host: Host, packet: Packet) -> str:
    there, back = _reached(network, host, packet).replay()
    return str(there if back is None else back)


def _grade_repair(entries: tuple[Entry, ...], hosts: tuple[Host, ...], port: int) -> Grader:
    """A grader: with one rule changed every packet to the port is answered, and none that was not before else."""

    def grade(answer: object) -> Feedback:
        network = network_of(_read_change(answer, entries), hosts)
        address = int(IPv4Address(hosts[0].public))
        wanted = PacketSet.of(
            *(box((TCP, TCP), each, (address, address), EPHEMERAL, (port, port)) for each in internet(network))
        )
        lost = (wanted - answered(network, hosts[0])).some()
        if lost is not None:
            return Feedback(False, f"{lost} gets no answer: {_fate(network, hosts[0], lost)}.")
        before = built(entries, hosts)
        for host in hosts:
            new = answered(network, host) - answered(before, host)
            if host is hosts[0]:
                new -= PacketSet.of(box(destination_port=(port, port)))
            if (packet := new.some()) is not None:
                return Feedback(False, f"{packet} is answered now, and was not before: {_fate(network, host, packet)}.")
            gone = answered(before, host) - answered(network, host)
            if (packet := gone.some()) is not None:
                return Feedback(False, f"{packet} was answered before: {_fate(network, host, packet)}.")
        return Feedback(True, f"every packet to port {port} of web is answered, and no other that was not before.")

    return grade


def _ask_repair(port: int) -> str:
    return (
        f"Let the internet reach port {port} of web, from every address and every port from 1024, and nothing that it "
        "does not reach now, by changing one rule of the access list."
    )


def _vary_repair(choose: Random) -> Exercise:
    port, down, up = between(choose, 21, 400), between(choose, 3, 9), between(choose, 3, 9)
    above = between(choose, 0, 1) == 1
    other = port + between(choose, 1, up) if above else port - between(choose, 1, down)
    entries = (Entry(90, "ingress", "deny", (port - down, port + up)), *SHUT[1:])
    hosts = (Host("web", 10, (port, 443)), Host("db", 20, (other, 5432)))
    left: Ports = (port + 1, port + up) if above else (port - down, port - 1)
    key = {"RuleNumber": 90, "Egress": False, "PortRange": {"From": left[0], "To": left[1]}}
    return replace(
        repair,
        question=listed(_ask_repair(port), rules_text(entries, hosts)),
        grade=_grade_repair(entries, hosts, port),
        key=Solution(f"answer = {key}", f"Port {port} is no longer denied, and port {other} of db still is."),
    )


LIST_OF_BOTH = rules_text(SHUT, HOSTS)

repair = Exercise(
    "6.10",
    "repair",
    2,
    _ask_repair(22),
    'the rule as it becomes, such as {"RuleNumber": 100, "Egress": False, "PortRange": {"From": 1, "To": 22}}, where '
    "what is not named stays as it is",
    _grade_repair(SHUT, HOSTS, 22),
    (
        "Which rule is the first that matches a packet to port 22?",
        "If that rule allows, or denies nothing any more, what becomes of packets to db?",
        "The rule may go on denying a part of what it denies. db has an open port in its range, and web another one.",
    ),
    _vary_repair,
)
