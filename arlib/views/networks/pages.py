"""A network, and what was found out about it, as pages: a picture, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from arlib.certificates.networks import Reached, Unreachable
from arlib.checking.claims import Accepted
from arlib.checking.networks import check_unreachable
from arlib.languages.vpc.packets import DESTINATION, SOURCE, PacketSet, box, box_text, interval_text
from arlib.languages.vpc.questions import internet
from arlib.languages.vpc.syntax import (
    EVERY_ADDRESS,
    EVERY_PORT,
    ICMP,
    PROTOCOL_NAMES,
    Name,
    Network,
    Rule,
    address_text,
)
from arlib.networks import Blocked, Exposed, blocked, can_reach
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.networks.drawing import network_picture
from arlib.views.networks.journeys import component, journey_table, of_blocked, of_witness, stop_words
from arlib.views.networks.layout import block_text
from arlib.views.page.html import BLUE, ORANGE, VERMILLION, Cell, Html, badge, verdict_html
from arlib.views.page.sheets import code, fold, join, lines, listed, plain, sheet
from arlib.views.page.sheets import table as columns

NETWORK_ANSWERS = (Reached, Unreachable, Exposed)
MOST_WAYS, MOST_LOCATIONS, MOST_HOSTS, MOST_BOXES = 12, 60, 200, 3
SECONDS = 10.0  # for the checker


def network_html(network: Network) -> Html:
    """A network as a picture, and under it to unfold its hosts and its rules, as tables.

    >>> from arlib.languages.vpc.reading import read_network
    >>> print(network_html(read_network('{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}')).text)
    A network of 1 virtual network, 0 subnets and 0 interfaces
    """
    words = f"A network of {_count(network.vpcs, 'virtual network')}, {_count(network.subnets, 'subnet')}"
    words += f" and {_count(network.interfaces, 'interface')}"
    parts = [Html(network_picture(network, summary=words), words)]
    if network.interfaces:
        parts.append(fold("Its hosts as a table", hosts_table(network), opened=False))
    if network.acls or network.groups:
        parts.append(fold("Its rules and routes as tables", rules_table(network), opened=False))
    return sheet(parts)


def _count(of: Any, what: str) -> str:
    return f"{len(of):,} {what}{'s' * (len(of) != 1)}"


def hosts_table(network: Network) -> Html:
    """The interfaces: their addresses, and what decides on their packets."""
    rows: list[list[Cell]] = []
    for one in list(network.interfaces.values())[:MOST_HOSTS]:
        subnet = network.subnets[one.subnet]
        addresses = ", ".join(
            address_text(private) + (f" = {address_text(public)}" if public is not None else "")
            for private, public in one.addresses.items()
        )
        names = [one.owner, one.id, addresses, one.subnet, ", ".join(one.groups), subnet.acl, subnet.table]
        rows.append([code(each) if each else plain("none") for each in names])
    head = ["Host", "Interface", "Addresses", "Subnet", "Security groups", "Access list", "Route table"]
    return columns(head, rows, "the hosts")


def rules_table(network: Network) -> Html:
    """The rules of access lists and security groups, and the routes, each in the order in which they count."""
    rows: list[list[Cell]] = []
    for found in (*network.acls.values(), *network.groups.values()):
        rows += [_rule(rule) for rule in (*found.ingress, *found.egress)]
    routes: list[list[Cell]] = [
        [name, code(block_text(route.block)), code(route.target), str(route.line)]
        for name, table in network.tables.items()
        for route in table.routes
    ]
    both = [
        columns(["Rule", "Effect", "Peers", "What", "Line"], rows, "the rules"),
        columns(["Route table", "Destination", "Target", "Line"], routes, "the routes"),
    ]
    return lines(both)


def _rule(rule: Rule) -> list[Cell]:
    name = "any protocol" if rule.protocol is None else PROTOCOL_NAMES.get(rule.protocol, f"protocol {rule.protocol}")
    several = rule.ports[0] != rule.ports[1]
    if rule.protocol is not None and rule.ports != EVERY_PORT and rule.protocol != ICMP:
        name += f" port{'s' * several} {interval_text(rule.ports, str)}"
    peers = [*map(block_text, rule.peers), *rule.groups]
    return [rule.name, "allow" if rule.allow else "deny", code(", ".join(peers) or "nobody"), name, str(rule.line)]


# ---- Answers -------------------------------------------------------------------------------------


def network_argument_html(value: Any) -> Html:
    """Evidence on what a network lets through, alone or in a verdict: the way of the packet, or what stops all."""
    match value:
        case Refuted(Reached() as witness) | (Reached() as witness):
            return reached_html(witness)
        case Proved(Unreachable() as certificate) | (Unreachable() as certificate):
            return unreachable_html(certificate)
        case Exposed() as found:
            return exposed_html(found)
        case _:
            raise TypeError(f"no evidence on networks: {value!r}")


def reached_html(witness: Reached) -> Html:
    """A packet that arrives, with its way and that of its reply."""
    journey, head = of_witness(witness), reached_words(witness)
    picture = network_picture(witness.network, journey.legs, summary=head.text)
    return sheet([head, Html(picture, ""), journey_table(witness.network, journey)])


def reached_words(witness: Reached) -> Html:
    """The same in one line."""
    if stopped := of_witness(witness).stopped:
        return badge("✗", "rejected", f"this packet does not get there and back: {stopped}", VERMILLION)
    return badge("✓", "reachable", f"{witness.question}, by {witness}; its reply comes back", BLUE)


def unreachable_html(certificate: Unreachable) -> Html:
    """That no packet gets there and its reply back: what stops each way, and the invariant to unfold."""
    network, question = certificate.network, certificate.question
    head, ways = unreachable_words(certificate), furthest(blocked(network, question))
    parts: list[Html] = [head]
    if ways:
        journey = of_blocked(network, question, ways[0])
        picture = network_picture(network, journey.legs, summary=f"{head.text}; {journey.stopped}")
        parts += [Html(picture, ""), journey_table(network, journey), ways_table(network, ways)]
    return sheet([*parts, fold("The invariant", invariant_table(certificate), opened=False)])


def unreachable_words(certificate: Unreachable) -> Html:
    """The same in one line."""
    accepted = isinstance(check_unreachable(certificate, seconds=SECONDS), Accepted)
    words = f"{certificate}, {'checked' if accepted else 'which the checker did not accept'}"
    return badge("✗", "not reachable", f"it is not true that {certificate.question}; by {words}", VERMILLION)


def furthest(ways: Sequence[Blocked]) -> list[Blocked]:
    """The ways that come furthest first: those on which only the reply is stopped, then the longest."""
    return sorted(ways, key=lambda each: (not each.stop.reply, -len(each.path)))


def ways_table(network: Network, ways: Sequence[Blocked]) -> Html:
    """Every way that ends early: how far packets come, what stops them there, and which packets these are."""
    rows: list[list[Cell]] = []
    for each in ways[:MOST_WAYS]:
        where = join("the reply, at " if each.stop.reply else "at ", component(network, each.stop.node))
        rows.append([listed(map(code, each.components), " > "), where, stop_words(each), _set(network, each.packets)])
    made = columns(["Way", "Stopped", "By", "These packets"], rows, "the ways that are blocked")
    more = len(ways) - MOST_WAYS
    return made if more <= 0 else sheet([made, plain(f"and {more} more ways")])


def _set(network: Network, packets: PacketSet) -> Html:
    """A set of packets in words; all addresses of the internet, which are many intervals, have a name."""
    outside, words = internet(network), ""
    for dimension, name in ((SOURCE, "from the internet"), (DESTINATION, "to the internet")):
        anywhere = packets.assigned(dimension, EVERY_ADDRESS)
        limited = PacketSet.of(
            *(box(source=each) if dimension == SOURCE else box(destination=each) for each in outside)
        )
        if packets.intervals(dimension) == outside and anywhere & limited == packets:
            packets, words = anywhere, name
            break
    shown = [box_text(each) for each, _ in zip(packets.boxes(), range(MOST_BOXES + 1), strict=False)]
    more = ["and others"] * (len(shown) > MOST_BOXES)
    return plain("; ".join([*([words] * bool(words)), *shown[:MOST_BOXES], *more]) or "no packet")


def invariant_table(certificate: Unreachable) -> Html:
    """Which packets can be where."""
    network = certificate.network
    rows: list[list[Cell]] = [
        [component(network, at.node), at.stage, "back" if at.reply else "there", _set(network, packets)]
        for invariant in certificate.invariants
        for at, packets in invariant.items()
    ]
    made = columns(["Component", "Stage", "Way", "At most these packets"], rows[:MOST_LOCATIONS], "the invariant")
    more = len(rows) - MOST_LOCATIONS
    return made if more <= 0 else sheet([made, plain(f"and {more} more locations")])


def exposed_html(found: Exposed) -> Html:
    """All that the internet reaches: a row for each, with a packet; and what is not known."""
    rows: list[list[Cell]] = []
    for each in found.findings:
        name = PROTOCOL_NAMES[each.protocol]
        ports = "ping" if each.protocol == ICMP else f"{name} {interval_text(each.ports, str)}"
        rows.append([code(each.owner), code(each.interface), ports, code(str(each.witness))])
    count = len(found.findings)
    words = f"the internet reaches {'these' if count else 'nothing'}" + ", and nothing else" * bool(count)
    head = badge("✓", f"{count} finding{'s' * (count != 1)}", words, BLUE)
    if found.unknown:
        head = badge("?", f"{count} findings", "; ".join(found.unknown[:MOST_BOXES]), ORANGE)
    shown = columns(["Host", "Interface", "Port", "For example"], rows, "what is exposed")
    return sheet([head, *([shown] * bool(rows))])


def reach_html(network: Network, source: Name, target: Name, port: int | None = None, protocol: str = "tcp") -> Html:
    """Whether one reaches the other, as a page."""
    found = can_reach(network, source, target, port, protocol)
    return verdict_html(found) if isinstance(found, Unknown) else network_argument_html(found)
