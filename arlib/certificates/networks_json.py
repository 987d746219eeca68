"""Evidence on what a network lets through, as JSON and back. The snapshot stands in it, and is read again."""

from __future__ import annotations

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.networks import Invariant, Reached, Unreachable
from arlib.certificates.serialisation import FORMAT, VERSION
from arlib.languages.vpc.json_parts import address_of
from arlib.languages.vpc.packets import DESTINATION, LAST, SOURCE, Box, PacketSet, box
from arlib.languages.vpc.places import Location
from arlib.languages.vpc.questions import Flow, Question, flows
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import PROTOCOL_NAMES, PROTOCOLS, Interval, Network, Packet, address_text
from arlib.verdict import Unsupported

KINDS = ("Unreachable", "Reached")
DIMENSIONS = ("protocol", "source", "destination", "source_port", "destination_port")


def evidence_data(evidence: Unreachable | Reached) -> Json:
    """Evidence as data for JSON: a set of packets is a list of boxes, and what a box does not limit is left out."""
    question = evidence.question
    head: Json = {"format": FORMAT, "version": VERSION, "kind": type(evidence).__name__}
    asked: Json = {
        "question": {
            "source": question.source,
            "target": question.target,
            "protocol": PROTOCOL_NAMES[question.protocol],
            "ports": list(map(list, question.ports)),
        }
    }
    match evidence:
        case Unreachable(network, _, invariants):
            says = "no packet gets to the target and its reply back"
            shown = [
                {"flow": str(flow), "locations": [_location_data(*each) for each in sorted(invariant.items())]}
                for flow, invariant in zip(flows(network, question), invariants, strict=True)
            ]
            return {**head, "says": says, **asked, "invariants": shown, "network": network.text}
        case Reached(network, _, flow, packet, port):
            number = [*flows(network, question)].index(flow)
            values = dict(zip(DIMENSIONS, _values(packet), strict=True))
            says = f"the packet gets to the target and its reply back: {packet}"
            body: Json = {"flow": number, "packet": values, "nat_port": port}
            return {**head, "says": says, **asked, **body, "network": network.text}


def evidence_of(data: object) -> Unreachable | Reached:
    """The evidence that data are; raises ValueError, with the key, for any other data."""
    value = Value(data)
    require_same(value.at("format").value, FORMAT, "format")
    require_same(value.at("version").value, VERSION, "version")
    try:
        network = read_network(value.at("network").string())
    except Unsupported as error:
        raise ValueError(f"network cannot be read: {error}") from None
    question = _question(value.at("question"))
    every = tuple(flows(network, question))
    kind = value.at("kind")
    found: Unreachable | Reached
    if kind.value == "Unreachable":
        invariants = value.at("invariants").each()
        if len(invariants) != len(every):
            value.at("invariants").fail(f"a list of {len(every)}, one for each flow")
        found = Unreachable(network, question, tuple(map(_invariant, invariants)))
    elif kind.value == "Reached":
        if (number := value.at("flow").natural()) >= len(every):
            value.at("flow").fail(f"a number below {len(every)}")
        found = _reached(value, network, question, every[number])
    else:
        kind.fail(" or ".join(KINDS))
    require_same(data, evidence_data(found))
    return found


def _question(value: Value) -> Question:
    protocol = value.at("protocol").string()
    if protocol not in PROTOCOLS:
        value.at("protocol").fail(f"one of {', '.join(PROTOCOLS)}")
    ports = tuple(_interval(each, 3) for each in value.at("ports").each())
    return Question(value.at("source").string(), value.at("target").string(), PROTOCOLS[protocol], ports)


def _location_data(at: Location, packets: PacketSet) -> Json:
    return {"node": at.node, "stage": at.stage, "reply": at.reply, "packets": [*map(_box_data, packets.boxes())]}


def _box_data(shown: Box) -> Json:
    found: Json = {}
    for dimension, (name, interval) in enumerate(zip(DIMENSIONS, shown, strict=True)):
        if interval != (0, LAST[dimension]):
            found[name] = [address_text(each) if dimension in (SOURCE, DESTINATION) else each for each in interval]
    return found


def _invariant(value: Value) -> Invariant:
    found: dict[Location, PacketSet] = {}
    for each in value.at("locations").each():
        reply = each.at("reply").value
        if not isinstance(reply, bool):
            each.at("reply").fail("true or false")
        at = Location(each.at("node").string(), each.at("stage").string(), reply)
        found[at] = PacketSet.of(*map(_box, each.at("packets").each()))
    return found


def _box(value: Value) -> Box:
    for name in value.keys - set(DIMENSIONS):
        value.at(name).fail(f"not there; a box has {', '.join(DIMENSIONS)}")
    intervals = [
        _interval(value.at(name), dimension) if name in value.keys else (0, LAST[dimension])
        for dimension, name in enumerate(DIMENSIONS)
    ]
    return box(*intervals)


def _interval(value: Value, dimension: int) -> Interval:
    ends = value.each()
    if len(ends) != 2:
        value.fail("the first number and the last")
    first, last = (_number(each, dimension) for each in ends)
    if first > last:
        value.fail("the first number and the last")
    return first, last


def _number(value: Value, dimension: int) -> int:
    if dimension in (SOURCE, DESTINATION):
        address = address_of(value.string())
        if address is None:
            value.fail("an address, as 10.0.0.1")
        return address
    if (number := value.natural()) > LAST[dimension]:
        value.fail(f"a number up to {LAST[dimension]:,}")
    return number


def _reached(value: Value, network: Network, question: Question, flow: Flow) -> Reached:
    numbers = [_number(value.at("packet").at(name), dimension) for dimension, name in enumerate(DIMENSIONS)]
    return Reached(network, question, flow, Packet(*numbers), value.at("nat_port").natural())


def _values(packet: Packet) -> tuple[object, ...]:
    source, destination = address_text(packet.source), address_text(packet.destination)
    return packet.protocol, source, destination, packet.source_port, packet.destination_port
