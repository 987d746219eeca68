"""A network and answers about it as pages; each says what the engine found, in a picture and in a table."""

import pytest
from example_networks import entry, part, snapshot, text

from arlib.languages.vpc.reading import read_network
from arlib.networks import can_reach, exposed
from arlib.verdict import Unknown
from arlib.views import argument_html
from arlib.views.networks import pages
from arlib.views.networks.pages import (
    exposed_html,
    hosts_table,
    network_argument_html,
    network_html,
    reach_html,
    rules_table,
)

NETWORK = read_network(text(snapshot()))


def test_a_network_has_its_hosts_and_rules_to_unfold():
    found = network_html(NETWORK)
    assert found.text.startswith("A network of 2 virtual networks, 3 subnets and 4 interfaces")
    assert found.count("<svg") == 1 and found.count("<details>") == 2
    assert "10.1.1.10 = 52.0.0.10" in hosts_table(NETWORK).text
    rules = rules_table(NETWORK).text
    (line,) = (line for line in rules.splitlines() if line.startswith("ingress rule 1 of sg-db"))
    assert "tcp port 5432" in line and "sg-web" in line and "allow" in line
    assert "rtb-private  0.0.0.0/0    nat-1" in rules


def test_reachable():
    found = reach_html(NETWORK, "internet", "i-web", 443)
    assert found.text.startswith("✓ reachable: internet reaches i-web, tcp port 443")
    assert "its reply comes back" in found.text and found.count("<svg") == 1
    assert argument_html(can_reach(NETWORK, "internet", "i-web", 443)) == found


def test_not_reachable_says_what_stops_each_way():
    found = reach_html(NETWORK, "internet", "i-web", 22)
    assert found.text.startswith("✗ not reachable") and "an invariant of 8 locations, checked" in found.text
    assert "no ingress rule of sg-web allows them" in found.text and ">stopped<" in found
    assert (
        "internet > aws-backbone > igw-1" in found.text
        and "from the internet; tcp, to 10.1.1.10, to port 22" in found.text
    )
    assert argument_html(can_reach(NETWORK, "internet", "i-web", 22)) == found


def test_the_way_on_which_only_the_reply_is_stopped_comes_first():
    whole = snapshot()
    part(whole, "NetworkAcls", "acl-main")["Entries"] = [entry(100, False, "allow"), entry(90, True, "deny")]
    found = reach_html(read_network(text(whole)), "internet", "i-web", 443).text
    assert (
        "egress rule 90 of acl-main" in found
        and "the reply, at subnet subnet-public" in found.split("These packets")[1]
    )


def test_all_that_is_exposed():
    found = exposed_html(exposed(NETWORK)).text
    assert found.startswith("✓ 1 finding: the internet reaches these, and nothing else")
    assert "i-web" in found and "tcp 443" in found
    whole = snapshot()
    whole["InternetGateways"] = []
    assert exposed_html(exposed(read_network(text(whole)))).text == "✓ 0 findings: the internet reaches nothing"


def test_what_is_not_known_is_said(monkeypatch):
    monkeypatch.setattr(pages, "can_reach", lambda *_: Unknown("a <transit> gateway"))
    assert reach_html(NETWORK, "internet", "i-web").text == "? don't know: a <transit> gateway"
    with pytest.raises(TypeError):
        network_argument_html("evidence")


def test_evidence_that_does_not_hold_is_not_called_proved():
    witness = can_reach(NETWORK, "internet", "i-web", 443).witness
    closed = can_reach(NETWORK, "internet", "i-web", 22).certificate
    whole = snapshot()
    part(whole, "SecurityGroups", "sg-web")["IpPermissions"] = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}]
    part(whole, "SecurityGroups", "sg-web")["IpPermissions"][0]["IpRanges"] = [{"CidrIp": "0.0.0.0/0"}]
    other = read_network(text(whole))
    wrong = type(witness)(other, witness.question, witness.flow, witness.packet, witness.port)
    assert argument_html(wrong).text.startswith("✗ rejected")
    assert (
        "which the checker did not accept"
        in argument_html(type(closed)(other, closed.question, closed.invariants)).text
    )
