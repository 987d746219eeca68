"""A reader's own question about a network, as a page: the verdict, and every way that there is to look at."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.certificates.networks import Reached, Unreachable
from arlib.languages.vpc.questions import Question
from arlib.languages.vpc.syntax import HOSTS, INTERNET, PROTOCOLS, Name, Network
from arlib.networks import Blocked, blocked, can_reach
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.networks.drawing import network_picture
from arlib.views.networks.journeys import Journey, Visit, component, journey_table, of_blocked, of_witness
from arlib.views.networks.pages import furthest, reached_words, unreachable_words, ways_table
from arlib.views.page.html import Html, verdict_html
from arlib.views.page.sheets import bold, code, fold, join, plain, sheet

MOST_WAYS = 20  # that can be chosen; a table names them all


@dataclass(frozen=True)
class Reach:
    """The answer to a question: in a line, the ways to look at, each with its title, and what there is to unfold."""

    head: Html
    ways: tuple[tuple[str, Journey], ...] = ()
    details: Html | None = None

    def page(self, network: Network, way: int = 0, at: int | None = None) -> Html:
        """The verdict, the picture of one way and its stops as a table: what the widget shows, without a kernel."""
        parts = [self.head]
        if self.ways:
            title, journey = self.ways[way]
            parts += [Html(drawn(network, journey, at, self.head), title), journey_table(network, journey, at)]
        return sheet([*parts, *([self.details] if self.details else [])])


def ask(network: Network, source: Name, target: Name, port: int | None, protocol: str) -> Reach:
    """Whether one reaches the other. Raises ValueError for what cannot be asked."""
    match can_reach(network, source, target, port, protocol):
        case Refuted(Reached() as witness):
            return Reach(reached_words(witness), (("there and back", of_witness(witness)),))
        case Proved(Unreachable() as certificate):
            ways = furthest(blocked(network, certificate.question))
            numbered = enumerate(ways[:MOST_WAYS], 1)
            found = tuple(_way(network, certificate.question, number, way) for number, way in numbered)
            details = fold("All ways, and what stops each", ways_table(network, ways), opened=False)
            return Reach(unreachable_words(certificate), found, details if ways else None)
        case Unknown() as unknown:
            return Reach(verdict_html(unknown))


def _way(network: Network, question: Question, number: int, way: Blocked) -> tuple[str, Journey]:
    stopped = "the reply is stopped at" if way.stop.reply else "stopped at"
    return f"{number}: {stopped} {way.stop.node}", of_blocked(network, question, way)


def drawn(network: Network, journey: Journey, at: int | None, head: Html) -> str:
    """The picture of a way, with the packet at a stop."""
    words = head.text if at is None else f"{head.text}. The packet is at stop {at}, {journey.visits[at - 1].node}"
    return network_picture(network, journey.legs, at=at, summary=words)


def stop_html(network: Network, journey: Journey, at: int) -> Html:
    """Where the packet is, what it is there, and what decides: one stop in a sentence."""
    here: Visit = journey.visits[at - 1]
    last = at == len(journey.visits)
    parts = [
        join(bold(f"Stop {at} of {len(journey.visits)}"), ", on the way back" if here.reply else ", on the way there"),
        join(" at ", component(network, here.node), ". "),
        join("The packet: ", code(here.packet), ". ") if here.packet else plain(""),
    ]
    if last and journey.stopped:
        parts.append(join(bold("✗ Stopped"), f": {journey.stopped}."))
    else:
        parts.append(join(bold("✓ Goes on" if not last else "✓ Arrives"), f": {here.by}." if here.by else "."))
    return join(*parts)


def names(network: Network) -> list[Name]:
    """What can be asked about: the internet, and what has an interface that takes packets."""
    hosts = (each.owner for each in network.interfaces.values() if each.kind in HOSTS)
    return [INTERNET, *dict.fromkeys(hosts)]


def protocols() -> list[str]:
    """The protocols that can be asked about."""
    return sorted(PROTOCOLS, key=lambda name: name != "tcp")
