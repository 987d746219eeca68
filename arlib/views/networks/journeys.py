"""The way of one packet, stop by stop, with what decides at each: there and back, or to where it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from arlib.certificates.networks import Reached
from arlib.languages.vpc.one_packet import Trace
from arlib.languages.vpc.packets import PacketSet, box
from arlib.languages.vpc.questions import Question, begins
from arlib.languages.vpc.syntax import BACKBONE, EPHEMERAL, INTERNET, Name, Network, Packet
from arlib.networks import Blocked
from arlib.views.networks.drawing import Leg
from arlib.views.page.html import Cell, Html
from arlib.views.page.sheets import code, listed, plain
from arlib.views.page.sheets import table as columns


@dataclass(frozen=True)
class Visit:
    """A stop of a packet: the component, the packet as it comes there, and the rule or the route that decides."""

    node: Name
    packet: str
    by: str
    reply: bool = False


@dataclass(frozen=True)
class Journey:
    """All stops of a packet and of its reply; ``stopped`` says why it gets no further, if it does not."""

    visits: tuple[Visit, ...]
    stopped: str = ""

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The way there and the way back, as they are drawn."""
        found: list[Leg] = []
        first = 1
        for reply, visits in groupby(self.visits, key=lambda each: each.reply):
            nodes = tuple(each.node for each in visits)
            found.append(Leg(nodes, "back" if reply else "there", first))
            first += len(nodes)
        if found and self.stopped:
            last = found[-1]
            found[-1] = Leg(last.nodes, last.direction, last.first, True)
        return tuple(found)


def of_witness(witness: Reached) -> Journey:
    """The way of a packet that arrives, and of its reply."""
    there, back = witness.replay()
    last = back or there
    stopped = "" if witness.holds else f"{last.disposition}: {last.by}"
    return Journey((*_visits(there, reply=False), *(_visits(back, reply=True) if back else ())), stopped)


def of_blocked(network: Network, question: Question, found: Blocked) -> Journey:
    """A way that ends early, with a packet that takes it, if one of a few that are tried does."""
    why = stop_words(found).text
    for packet in _candidates(network, question, found):
        there, back = Reached(network, question, found.flow, packet, EPHEMERAL[0]).replay()
        visits = (*_visits(there, reply=False), *(_visits(back, reply=True) if back else ()))
        nodes = tuple(node for node, _ in groupby(each.node for each in visits))
        if nodes == found.components and (back is not None) == found.stop.reply:
            return Journey(visits, why)
    path = [(node, reply) for (node, reply), _ in groupby((each.node, each.reply) for each in found.path)]
    return Journey(tuple(Visit(node, "", "", reply) for node, reply in path), why)


def _visits(trace: Trace, *, reply: bool) -> Iterator[Visit]:
    """The stops of a trace, the last with what decided there."""
    for number, step in enumerate(trace.steps, 1):
        by = trace.by if number == len(trace.steps) and trace.by not in (step.node, *step.by.split("; ")) else ""
        yield Visit(step.node, str(step.packet), "; ".join(filter(None, (step.by, by))), reply)


def _candidates(network: Network, question: Question, found: Blocked) -> Iterator[Packet]:
    """Packets that begin a flow and may end where a way ends: with ports and addresses of those that are there."""
    start, last = begins(network, question, found.flow), found.packets.some()
    if last is None:
        return
    ports = box(source_port=(last.source_port, last.source_port), destination_port=(last.destination_port,) * 2)
    for addresses in (
        box(source=(last.source,) * 2, destination=(last.destination,) * 2),
        box(source=(last.source,) * 2),
        box(destination=(last.destination,) * 2),
        box(),
    ):
        for some in (start & PacketSet.of(ports) & PacketSet.of(addresses), start & PacketSet.of(addresses)):
            if (packet := some.some()) is not None:
                yield packet


# ---- Words ---------------------------------------------------------------------------------------


def component(network: Network, name: Name) -> Html:
    """What a component is, and its name.

    >>> from arlib.languages.vpc.reading import read_network
    >>> component(read_network('{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}'), "vpc-1")
    router of vpc-1
    """
    if name in (INTERNET, BACKBONE):
        return plain(name)
    one = network.interfaces.get(name)
    owner = f" of {one.owner}" if one and one.owner != name else ""
    kinds = (
        (network.vpcs, "router of "),
        (network.subnets, "subnet "),
        (network.internet_gateways, "internet gateway "),
        (network.nats, "NAT gateway "),
        (network.interfaces, "interface "),
    )
    kind = next((words for known, words in kinds if name in known), "")
    return Html(f"{plain(kind)!s}{code(name)!s}{plain(owner)!s}", f"{kind}{name}{owner}")


def stop_words(found: Blocked) -> Html:
    """What stops the packets of a way: rules with their lines, or the reason."""
    rules: list[Cell] = [f"{rule.name} (line {rule.line})" for rule in found.rules[:3]]
    more = len(found.rules) - 3
    cells = [*rules, *([f"{more} more rules"] * (more > 0)), *([found.reason] * bool(found.reason))]
    return listed(cells, "; ")


def unbroken(cell: Html) -> Html:
    """A cell that stays on one line."""
    return Html(f'<span style="white-space:nowrap">{cell.replace("pre-wrap", "pre")}</span>', cell.text)


def journey_table(network: Network, journey: Journey, at: int | None = None) -> Html:
    """The stops in order; ▶ marks the one with the number ``at``, and ✗ the one that is the end."""
    rows: list[list[Cell]] = []
    for number, each in enumerate(journey.visits, 1):
        ends = bool(journey.stopped) and number == len(journey.visits)
        sign = ("▶ " if number == at else "") + ("✗ " if ends else "")
        why: Cell = plain(each.by) if each.by else plain("passes on")
        if ends:
            why = plain(f"stopped: {journey.stopped}")
        name = unbroken(component(network, each.node))
        rows.append([f"{sign}{number}", "back" if each.reply else "there", name, unbroken(code(each.packet)), why])
    return columns(["Stop", "Way", "Component", "The packet there", "What decides"], rows, "the way of the packet")
