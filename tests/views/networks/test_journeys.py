"""The way of one packet: what stands in each row is what the simulator does there."""

import pytest
from example_networks import entry, part, snapshot, text

from arlib.languages.vpc.questions import Question
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import TCP
from arlib.networks import blocked, can_reach
from arlib.views.networks.journeys import component, journey_table, of_blocked, of_witness, stop_words

NETWORK = read_network(text(snapshot()))


def ways(whole, source, target, port):
    network = read_network(text(whole))
    question = Question(source, target, TCP, ((port, port),))
    return [(each, of_blocked(network, question, each)) for each in blocked(network, question)]


def test_a_witness_goes_there_and_back():
    witness = can_reach(NETWORK, "i-db", "internet", 443).witness
    journey = of_witness(witness)
    there, back = witness.replay()
    assert [each.node for each in journey.visits] == [step.node for step in (*there.steps, *back.steps)]
    assert [leg.direction for leg in journey.legs] == ["there", "back"] and not journey.stopped
    assert journey.legs[1].first == len(there.steps) + 1 and not any(leg.stopped for leg in journey.legs)
    rows = journey_table(NETWORK, journey, at=2).text.splitlines()
    assert len(rows) == len(journey.visits) + 1
    assert rows[2].startswith("▶ 2") and "egress rule 100 of acl-main; route 0.0.0.0/0 -> nat-1" in rows[2]
    assert [row for row in rows if "✗" in row] == []


def test_a_witness_that_does_not_hold_is_stopped():
    witness = can_reach(NETWORK, "internet", "i-web", 443).witness
    whole = snapshot()
    part(whole, "SecurityGroups", "sg-web")["IpPermissions"] = []
    wrong = type(witness)(read_network(text(whole)), witness.question, witness.flow, witness.packet, witness.port)
    assert of_witness(wrong).stopped == "DENIED_IN: sg-web" and of_witness(wrong).legs[-1].stopped


def test_a_group_stops_a_packet():
    (way, journey), *_ = [each for each in ways(snapshot(), "internet", "i-web", 22) if len(each[0].components) > 2]
    assert journey.stopped == "no ingress rule of sg-web allows them"
    assert tuple(each.node for each in journey.visits) == way.components
    assert all(":22" in each.packet for each in journey.visits)
    rows = journey_table(NETWORK, journey).text.splitlines()
    assert rows[-1].startswith("✗ 6") and rows[-1].endswith("stopped: no ingress rule of sg-web allows them")


def test_a_rule_of_a_list_stops_a_packet_and_its_line_is_named():
    whole = snapshot()
    part(whole, "NetworkAcls", "acl-main")["Entries"].insert(0, entry(90, False, "deny", ports=(443, 443)))
    found = [each for each in ways(whole, "internet", "i-web", 443) if each[0].rules]
    (way, journey) = found[0]
    line = way.rules[0].line
    assert journey.stopped == f"ingress rule 90 of acl-main (line {line})"
    assert '"RuleNumber": 90' in "\n".join(text(whole).splitlines()[line - 1 : line + 2])
    assert stop_words(way).text == journey.stopped


def test_a_reply_is_stopped_on_its_way_back():
    whole = snapshot()
    part(whole, "RouteTables", "rtb-public")["Routes"].pop()
    ((way, journey),) = [each for each in ways(whole, "internet", "i-web", 443) if each[0].stop.reply]
    assert journey.stopped == "rtb-public has no route for this address"
    assert [leg.direction for leg in journey.legs] == ["there", "back"]
    assert [leg.stopped for leg in journey.legs] == [False, True] and journey.visits[-1].node == "subnet-public"
    assert journey.visits[-1].packet.startswith("tcp 10.1.1.10:443 ->")


@pytest.mark.parametrize(
    ("source", "target", "port"), [("i-peer", "i-db", 5432), ("i-db", "i-web", 22), ("i-web", "i-peer", 22)]
)
def test_packets_are_found_for_ways_between_hosts(source, target, port):
    for way, journey in ways(snapshot(), source, target, port):
        assert tuple(dict.fromkeys(each.node for each in journey.visits)) == tuple(dict.fromkeys(way.components))
        assert all(each.packet for each in journey.visits) and journey.stopped


def test_without_a_packet_the_way_is_shown_all_the_same(monkeypatch):
    monkeypatch.setattr("arlib.views.networks.journeys._candidates", lambda *_: iter(()))
    for way, journey in ways(snapshot(), "internet", "i-web", 22):
        assert tuple(each.node for each in journey.visits) == way.components
        assert not any(each.packet for each in journey.visits) and journey.legs[-1].stopped


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("internet", "internet"),
        ("vpc-main", "router of vpc-main"),
        ("subnet-public", "subnet subnet-public"),
        ("nat-1", "NAT gateway nat-1"),
        ("igw-1", "internet gateway igw-1"),
        ("eni-web", "interface eni-web of i-web"),
        ("tgw-1", "tgw-1"),
    ],
)
def test_components_have_names(name, words):
    assert component(NETWORK, name).text == words
