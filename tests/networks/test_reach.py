"""Who reaches whom in a small network, each answer with its evidence; and what one change makes of it."""

import pytest
from example_networks import OPEN, entry, part, snapshot, tcp, text

from arlib.checking.claims import Accepted
from arlib.checking.networks import check_reached, check_unreachable
from arlib.languages.vpc.questions import Question
from arlib.languages.vpc.reading import read_network
from arlib.networks import blocked, can_reach, exposed
from arlib.verdict import Proved, Refuted, Unknown


def reaches(whole, source, target, port=None, protocol="tcp"):
    """Whether it does, as the evidence says; None for don't know."""
    match can_reach(read_network(text(whole)), source, target, port, protocol):
        case Refuted(witness):
            assert isinstance(check_reached(witness), Accepted) and witness.holds
            return True
        case Proved(certificate):
            assert isinstance(check_unreachable(certificate), Accepted)
            return False
        case Unknown():
            return None


@pytest.mark.parametrize(
    ("source", "target", "port", "expected"),
    [
        ("internet", "i-web", 443, True),
        ("internet", "i-web", 22, False),
        ("internet", "i-db", 5432, False),
        ("i-web", "i-db", 5432, True),
        ("i-web", "i-db", 22, False),
        ("i-web", "internet", 443, True),
        ("i-db", "internet", 443, True),  # through the NAT gateway
        ("i-db", "i-peer", 22, True),
        ("i-peer", "i-db", 5432, False),  # the group of the database allows the web server alone
        ("i-web", "i-peer", 22, False),  # its subnet has no route to the peer
        ("i-peer", "internet", 443, False),
        ("internet", "nat-1", 443, False),
    ],
)
def test_the_example(source, target, port, expected):
    assert reaches(snapshot(), source, target, port) is expected


def rules(whole, *entries):
    part(whole, "NetworkAcls", "acl-main")["Entries"] = list(entries)
    return whole


def test_replies_of_a_stateless_list_need_a_rule():
    """All comes in; of what goes out, only port 443 does: the reply goes to a port from 1024 on."""
    inward = entry(100, False, "allow")
    whole = rules(snapshot(), inward, entry(100, True, "allow", ports=(443, 443)))
    # A client that sends from port 443 would get its reply.
    network = read_network(text(whole))
    verdict = can_reach(network, "internet", "i-web", 443)
    assert isinstance(verdict, Refuted) and verdict.witness.packet.source_port == 443
    whole = rules(whole, inward, entry(90, True, "deny", ports=(0, 65535)), entry(100, True, "allow"))
    assert reaches(whole, "internet", "i-web", 443) is False
    assert reaches(rules(whole, inward, entry(100, True, "allow", ports=(1024, 65535))), "internet", "i-web", 443)


def test_the_first_rule_of_a_list_decides():
    allow = [entry(100, egress, "allow") for egress in (True, False)]
    denied = entry(90, False, "deny", ports=(443, 443))
    assert reaches(rules(snapshot(), *allow, denied), "internet", "i-web", 443) is False
    assert reaches(rules(snapshot(), *allow, {**denied, "RuleNumber": 110}), "internet", "i-web", 443) is True
    half = entry(90, False, "deny", "128.0.0.0/1")
    assert reaches(rules(snapshot(), *allow, half), "internet", "i-web", 443) is True
    both = [half, entry(91, False, "deny", "0.0.0.0/1")]
    assert reaches(rules(snapshot(), *allow, *both), "internet", "i-web", 443) is False


def test_no_address_no_gateway_no_route():
    whole = snapshot()
    del part(whole, "NetworkInterfaces", "eni-web")["PrivateIpAddresses"][0]["Association"]
    assert reaches(whole, "internet", "i-web", 443) is False
    whole = snapshot()
    whole["InternetGateways"] = []
    assert reaches(whole, "internet", "i-web", 443) is False
    whole = snapshot()
    part(whole, "RouteTables", "rtb-public")["Routes"].pop()  # it comes in, and the reply has no way out
    network = read_network(text(whole))
    assert reaches(whole, "internet", "i-web", 443) is False
    (stopped,) = (each for each in blocked(network, Question("internet", "i-web", 6, ((443, 443),))) if each.stop.reply)
    assert stopped.stop.by == "rtb-public" and stopped.stop.disposition == "NO_ROUTE"


def test_the_longest_prefix_decides():
    whole = snapshot()
    part(whole, "RouteTables", "rtb-private")["Routes"].insert(
        0, {"DestinationCidrBlock": "10.2.1.0/24", "GatewayId": "igw-gone", "State": "blackhole"}
    )
    assert reaches(whole, "i-db", "i-peer", 22) is False


def test_peers_lead_no_further():
    whole = snapshot()
    routes = part(whole, "RouteTables", "rtb-peer")["Routes"]
    routes.append({"DestinationCidrBlock": "0.0.0.0/0", "VpcPeeringConnectionId": "pcx-1"})
    assert reaches(whole, "i-peer", "internet", 443) is False
    part(whole, "VpcPeeringConnections", "pcx-1")["Status"]["Code"] = "deleted"
    assert reaches(whole, "i-db", "i-peer", 22) is False


def test_a_nat_gateway_lets_in_only_what_answers():
    whole = snapshot()
    assert reaches(whole, "internet", "eni-nat", 443) is False
    # Its own access list must let the replies in, which come to a port from 1024 on.
    acl = {"NetworkAclId": "acl-2", "VpcId": "vpc-main", "Associations": [{"SubnetId": "subnet-public"}]}
    allowed = [entry(1, True, "allow"), entry(1, False, "allow", "10.1.0.0/16")]
    whole["NetworkAcls"].append({**acl, "Entries": allowed})
    assert reaches(whole, "i-db", "internet", 443) is False
    whole["NetworkAcls"][-1]["Entries"] = [*allowed, entry(2, False, "allow", ports=(2000, 2000))]
    assert reaches(whole, "i-db", "internet", 443) is True  # from the one port that the list lets in
    whole["NetworkAcls"][-1]["Entries"] = [*allowed, entry(2, False, "allow", ports=(0, 1023))]
    assert reaches(whole, "i-db", "internet", 443) is False


def test_pings():
    whole = snapshot()
    assert reaches(whole, "internet", "i-web", protocol="icmp") is False
    ping = {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    part(whole, "SecurityGroups", "sg-web")["IpPermissions"].append(ping)
    assert reaches(whole, "internet", "i-web", protocol="icmp") is True
    assert reaches(whole, "i-db", "internet", protocol="icmp") is True
    reply = entry(90, True, "deny") | {"Protocol": "1", "IcmpTypeCode": {"Type": 0, "Code": -1}}
    rules(whole, reply, entry(100, True, "allow"), entry(100, False, "allow"))
    assert reaches(whole, "internet", "i-web", protocol="icmp") is False


@pytest.mark.parametrize("key", ["TransitGatewayId", "GatewayId", "NetworkInterfaceId"])
def test_what_is_not_followed_is_named(key):
    whole = snapshot()
    part(whole, "RouteTables", "rtb-peer")["Routes"].append({"DestinationCidrBlock": "0.0.0.0/0", key: "x-17"})
    verdict = can_reach(read_network(text(whole)), "i-peer", "internet", 443)
    assert isinstance(verdict, Unknown) and "x-17" in verdict.reason
    assert reaches(whole, "i-db", "i-peer", 22) is True


def test_other_ways_are_named():
    whole = snapshot()
    for name in ("eni-web", "eni-db"):
        part(whole, "NetworkInterfaces", name)["Ipv6Addresses"] = [{"Ipv6Address": "2001:db8::1"}]
    verdict = can_reach(read_network(text(whole)), "internet", "i-db", 22)
    assert isinstance(verdict, Unknown) and "IPv6" in verdict.reason
    whole = snapshot()
    whole["TargetGroups"] = [{"TargetGroupArn": "arn:tg", "LoadBalancerArns": ["arn:lb"]}]
    assert reaches(whole, "internet", "i-db", 22) is None
    health = {"TargetGroupArn": "arn:tg", "TargetHealthDescriptions": [{"Target": {"Id": "i-web"}}]}
    whole["LoadBalancerTargetHealth"] = [health]
    assert reaches(whole, "internet", "i-db", 22) is False
    assert reaches(whole, "internet", "i-web", 22) is None


def test_a_group_that_is_not_in_the_snapshot():
    whole = snapshot()
    part(whole, "SecurityGroups", "sg-db")["IpPermissions"] = [tcp(22, UserIdGroupPairs=[{"GroupId": "sg-far"}])]
    verdict = can_reach(read_network(text(whole)), "i-web", "i-db", 22)
    assert isinstance(verdict, Unknown) and "sg-far" in verdict.reason
    part(whole, "SecurityGroups", "sg-db")["IpPermissions"].append(OPEN)
    assert reaches(whole, "i-web", "i-db", 22) is True


def test_questions_that_mean_nothing():
    network = read_network(text(snapshot()))
    with pytest.raises(ValueError, match="i-none"):
        can_reach(network, "internet", "i-none", 22)
    with pytest.raises(ValueError, match="itself"):
        can_reach(network, "i-web", "i-web", 22)
    with pytest.raises(ValueError, match="65535"):
        can_reach(network, "internet", "i-web", 65536)
    with pytest.raises(ValueError, match="protocol"):
        can_reach(network, "internet", "i-web", 22, "gre")


def test_blocked_ways_name_the_rule():
    whole = rules(
        snapshot(),
        entry(90, False, "deny", "0.0.0.0/1", (0, 65535)),
        entry(91, False, "deny", "128.0.0.0/1"),
        *(entry(100, egress, "allow") for egress in (True, False)),
    )
    question = Question("internet", "i-web", 6, ((443, 443),))
    ways = blocked(read_network(text(whole)), question)
    named = {rule.name for each in ways for rule in each.rules}
    assert named == {"ingress rule 90 of acl-main", "ingress rule 91 of acl-main"}
    stopped = next(each for each in ways if each.rules)
    assert stopped.components == ("internet", "aws-backbone", "igw-1", "vpc-main", "subnet-public")
    lines = text(whole).splitlines()
    assert all("{" in lines[rule.line - 1] for rule in stopped.rules)


def test_exposed():
    found = exposed(read_network(text(snapshot())))
    assert [(each.owner, each.protocol, each.ports) for each in found.findings] == [("i-web", 6, (443, 443))]
    assert not found.unknown
    assert all(isinstance(check_unreachable(each), Accepted) for each in found.closed)
    asked = {(each.question.target, each.question.protocol): each.question.ports for each in found.closed}
    assert asked["eni-web", 6] == ((0, 442), (444, 65535))
    assert {name for name, _ in asked} == {"eni-web", "eni-db", "eni-peer", "eni-nat"}
