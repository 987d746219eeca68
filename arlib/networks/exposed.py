"""What is open to the internet: the ports of each interface that it reaches, and evidence that there are no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arlib.certificates.networks import Reached, Unreachable, last_location
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.packets import DESTINATION_PORT, PacketSet, interval_text
from arlib.languages.vpc.questions import Question, begins, flows
from arlib.languages.vpc.syntax import (
    EVERY_PORT,
    HOSTS,
    ICMP,
    INTERNET,
    PROTOCOL_NAMES,
    TCP,
    UDP,
    Interval,
    Name,
    Network,
)
from arlib.networks.reach import answer, explore, witnesses
from arlib.verdict import Proved, Unknown


@dataclass(frozen=True)
class Exposure:
    """Ports of an interface that some address of the internet reaches, with a packet for the first of them."""

    interface: Name
    owner: Name
    protocol: int
    ports: Interval
    witness: Reached

    def __str__(self) -> str:
        several = self.ports[0] != self.ports[1]
        ports = "" if self.protocol == ICMP else f" port{'s' * several} {interval_text(self.ports, str)}"
        return f"{self.owner} ({self.interface}) {PROTOCOL_NAMES[self.protocol]}{ports}: {self.witness}"


@dataclass(frozen=True)
class Exposed:
    """All that the internet reaches, evidence that it reaches nothing else, and what is not known."""

    findings: tuple[Exposure, ...]
    closed: tuple[Unreachable, ...]
    unknown: tuple[str, ...]


def exposed(network: Network) -> Exposed:
    """Everything that is reachable from the internet: TCP and UDP ports, and who answers a ping."""
    forwarding = Forwarding(network)
    findings: list[Exposure] = []
    closed: list[Unreachable] = []
    unknown: list[str] = []
    for interface in network.interfaces.values():
        for protocol in (TCP, UDP, ICMP):
            whole = (0, 0) if protocol == ICMP else EVERY_PORT
            question = Question(INTERNET, interface.id, protocol, (whole,))
            ports: list[Interval] = []
            for each in _exposures(forwarding, question):
                if isinstance(each, Exposure):
                    findings.append(each)
                    ports.append(each.ports)
                else:
                    unknown.append(each)
            if not (rest := others(ports, whole)):
                continue
            match answer(forwarding, Question(INTERNET, interface.id, protocol, rest)):
                case Proved(certificate):
                    closed.append(certificate)
                case Unknown(reason):
                    unknown.append(f"{interface.owner} ({interface.id}) {PROTOCOL_NAMES[protocol]}: {reason}")
                case other:
                    raise AssertionError(f"these ports are closed, and {other}")
    return Exposed(tuple(findings), tuple(closed), tuple(dict.fromkeys(unknown)))


def others(ports: list[Interval], whole: Interval) -> tuple[Interval, ...]:
    """The ports that are in none of some intervals."""
    found, next_ = [], whole[0]
    for first, last in sorted(ports):
        if next_ < first:
            found.append((next_, first - 1))
        next_ = max(next_, last + 1)
    return (*found, *([(next_, whole[1])] if next_ <= whole[1] else []))


def _exposures(forwarding: Forwarding, question: Question) -> Iterator[Exposure | str]:
    network = forwarding.network
    (one,) = network.interfaces_of(question.target)
    if one.kind not in HOSTS:
        return
    for flow in flows(network, question):
        invariant, _ = explore(forwarding, question, flow)
        back = invariant.get(last_location(flow), PacketSet()) & begins(network, question, flow)
        for ports in back.intervals(DESTINATION_PORT):
            asked = Question(INTERNET, one.id, question.protocol, (ports,))
            part = back & begins(network, asked, flow)
            if (witness := next(witnesses(network, asked, flow, invariant, part), None)) is not None:
                yield Exposure(one.id, one.owner, question.protocol, ports, witness)
            else:
                yield f"{flow}: a packet may get through, and none that was tried does"
