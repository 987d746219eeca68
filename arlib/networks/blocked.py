"""Why packets do not get through: each way to where they come no further, and the rule that stops them there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from arlib.certificates.networks import first_location
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.packets import PacketSet
from arlib.languages.vpc.places import Location, Stop
from arlib.languages.vpc.questions import Flow, Question, begins, flows
from arlib.languages.vpc.syntax import Network, Rule
from arlib.networks.reach import explore

MOST_WAYS = 200


@dataclass(frozen=True)
class Blocked:
    """A way that ends before the target, or that of the replies before the source; ``packets`` are where it ends.

    ``rules`` are the rules that deny them; ``reason`` says it where no rule does.
    """

    flow: Flow
    path: tuple[Location, ...]
    stop: Stop
    rules: tuple[Rule, ...]
    reason: str
    packets: PacketSet

    @property
    def components(self) -> tuple[str, ...]:
        """The components on the way, in order."""
        return tuple(name for name, _ in groupby(each.node for each in self.path))

    def __str__(self) -> str:
        what = "the reply is stopped" if self.stop.reply else "stopped"
        why = "; ".join(
            [*(f"{rule.name}, line {rule.line}" for rule in self.rules), *([self.reason] * bool(self.reason))]
        )
        return f"{' > '.join(self.components)}: {what} by {self.stop.by} ({why})"


def blocked(network: Network, question: Question) -> tuple[Blocked, ...]:
    """Every way on which packets of a question end before they should, at most so many.

    They are those that VPC Reachability Analyzer calls blocked paths (Bayless et al., CAV 2021).
    """
    forwarding = Forwarding(network)
    found = (each for flow in flows(network, question) for each in _ways(forwarding, question, flow))
    # Those that come furthest are the ones to be opened.
    return tuple(sorted(islice(found, MOST_WAYS), key=lambda way: -len(way.path)))


def _ways(forwarding: Forwarding, question: Question, flow: Flow) -> Iterator[Blocked]:
    known, _ = explore(forwarding, question, flow)

    def sent(at: Location) -> PacketSet:
        return known.get(at, PacketSet())

    start = begins(forwarding.network, question, flow)
    waiting: list[tuple[tuple[Location, ...], PacketSet]] = [((first_location(flow),), start)]
    while waiting:
        path, packets = waiting.pop()
        for target, part in forwarding.hops(path[-1], packets, flow, sent):
            if isinstance(target, Stop):
                rules, rest = _denying(forwarding, path[-1], target, part)
                yield Blocked(flow, path, target, rules, "" if rules and rest.empty else target.why, part)
            elif target not in path:
                waiting.append(((*path, target), part))


def _denying(
    forwarding: Forwarding, at: Location, stop: Stop, packets: PacketSet
) -> tuple[tuple[Rule, ...], PacketSet]:
    """The rules of an access list that deny packets, each some that no earlier one matches; and what is left."""
    acl = forwarding.network.acls.get(stop.by)
    if acl is None or not stop.disposition.startswith("DENIED"):
        return (), packets
    egress = stop.disposition == "DENIED_OUT"
    rules = []
    for rule in acl.egress if egress else acl.ingress:
        matched = packets & PacketSet.of(*forwarding.filters.boxes(rule, egress, at.reply))
        if not matched.empty:
            rules.append(rule)
            packets -= matched
        if packets.empty:
            break
    return tuple(rules), packets
