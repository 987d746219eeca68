"""Snapshots are read completely or refused with the place, however they are broken, in bounded time."""

import json

import pytest
from example_networks import part, snapshot, text
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.vpc.reading import read_network
from arlib.verdict import Unsupported

PERMISSION = '{"SecurityGroups":[{"GroupId":"g","VpcId":"v","IpPermissions":[%s]}]}'
ENTRY = '{"NetworkAcls":[{"NetworkAclId":"a","VpcId":"v","Entries":[%s]}]}'
VPC = '{"Vpcs":[{"VpcId":"v","CidrBlock":"10.0.0.0/16"}],%s}'
HOST = '{"NetworkInterfaceId":"%s","SubnetId":"s","VpcId":"v","PrivateIpAddress":"%s"}'
HOSTS = VPC % '"Subnets":[{"SubnetId":"s","VpcId":"v","CidrBlock":"10.0.0.0/24"}],"NetworkInterfaces":[%s]'


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("[]", "a snapshot is an object"),
        ('{"Vpcs":[],"Vpcs":[]}', "occurs twice"),
        ('{"Vpcs":' + "[" * 100_000, "nested more than"),
        ('{"Vpcs":["' + "x" * 50_000_000 + '"]}', "are the most"),
        ('{"Vpcs":{"a":1}}', "Vpcs is a list"),
        ('{"Vpcs":[null]}', "not null"),
        ('{"Networks":[]}', "Networks"),
        ('{"Vpcs":[{"VpcId":"v","CidrBlock":"10.0.0.0/40"}]}', "block of addresses"),
        ('{"Vpcs":[{"VpcId":"v","CidrBlock":"010.0.0.0/8"}]}', "block of addresses"),
        ('{"Vpcs":[{"VpcId":"v","CidrBlock":"1' + "0" * 100_000 + '.0.0.0/8"}]}', "block of addresses"),
        ('{"Vpcs":[{"VpcId":"internet","CidrBlock":"10.0.0.0/8"}]}', "are called internet"),
        (PERMISSION % '{"IpProtocol":"tcp","FromPort":80,"ToPort":22}', "first port and the last"),
        (PERMISSION % '{"IpProtocol":"tcp","FromPort":80}', "first port and the last"),
        (PERMISSION % '{"IpProtocol":"tcp","FromPort":-1,"ToPort":-1}', "from 0 to 65535"),
        (PERMISSION % '{"IpProtocol":"tcq"}', "IpProtocol is"),
        (PERMISSION % '{"IpProtocol":"\\u00b2"}', "IpProtocol is"),
        (PERMISSION % '{"IpProtocol":"-1","OnlyOnSundays":true}', "OnlyOnSundays"),
        (PERMISSION % ",".join(['{"IpProtocol":"-1"}'] * 5_000), "more than 4,000 rules"),
        (ENTRY % '{"RuleNumber":1.5,"CidrBlock":"0.0.0.0/0"}', "RuleNumber is a whole number"),
        (ENTRY % '{"RuleNumber":1,"CidrBlock":"0.0.0.0/0","Protocol":"6","RuleAction":"maybe"}', "allow or deny"),
        (ENTRY % ",".join(['{"RuleNumber":1,"CidrBlock":"::/0","Protocol":"6","RuleAction":"deny"}']), "block of add"),
        (
            ENTRY % ",".join(['{"RuleNumber":1,"CidrBlock":"0.0.0.0/0","Protocol":"6","RuleAction":"deny"}'] * 2),
            "rule 1 is there twice",
        ),
        (HOSTS % (HOST % ("e", "10.1.0.1")), "an address that is none of s"),
        (HOSTS % ",".join([HOST % ("e", "10.0.0.1"), HOST % ("f", "10.0.0.1")]), "f has an address of e"),
        (HOSTS % ",".join([HOST % ("e", "10.0.0.1"), HOST % ("e", "10.0.0.2")]), "e is there twice"),
        (HOSTS % (HOST % ("s", "10.0.0.1")), "two parts of the network are called s"),
        ('{"Vpcs":[{"VpcId":"accepted","CidrBlock":"10.0.0.0/8"}]}', "are called accepted"),
        ('{"Addresses":[{"PublicIp":"52.0.0.1","InstanceId":"i-1"}]}', "which NetworkInterfaceId"),
        ('{"Addresses":[{"PublicIp":"52.0.0.1","NetworkInterfaceId":"e"}]}', "which PrivateIpAddress"),
        ('{"NetworkInterfaces":[%s]}' % (HOST % ("e", "10.0.0.1")), "which is no subnet of v"),
        ('{"Subnets":[{"SubnetId":"s","VpcId":"v","CidrBlock":"10.0.0.0/24"}]}', "not among the Vpcs"),
        ('{"InternetGateways":[{"InternetGatewayId":"i","Attachments":{"a":1}}]}', "Attachments is a list"),
    ],
)
def test_refused(broken, reason):
    with pytest.raises(Unsupported, match=reason):
        read_network(broken)


def test_a_complaint_shows_its_place():
    whole = snapshot()
    part(whole, "NetworkAcls", "acl-main")["Entries"][1]["RuleAction"] = "permit"
    written = text(whole)
    with pytest.raises(Unsupported) as caught:
        read_network(written)
    assert '"RuleNumber": 100' in "\n".join(written.splitlines()[caught.value.line - 1 : caught.value.line + 2])


def test_a_public_address_may_be_listed_with_its_gateway_alone():
    whole = snapshot()
    del part(whole, "NetworkInterfaces", "eni-nat")["PrivateIpAddresses"][0]["Association"]
    assert read_network(text(whole)).interfaces["eni-nat"].addresses == {0x0A010105: None}
    part(whole, "NatGateways", "nat-1")["NatGatewayAddresses"][0]["PublicIp"] = "52.0.0.5"
    assert read_network(text(whole)).interfaces["eni-nat"].addresses == {0x0A010105: 0x34000005}


def test_the_local_route_counts_before_what_a_gateway_propagates():
    for state, origin, count in (("active", "EnableVgwRoutePropagation", 2), ("blackhole", "CreateRoute", 3)):
        whole = snapshot()
        route = {"DestinationCidrBlock": "10.1.2.0/24", "GatewayId": "vgw-1", "State": state, "Origin": origin}
        part(whole, "RouteTables", "rtb-public")["Routes"].append(route)
        assert len(read_network(text(whole)).tables["rtb-public"].routes) == count


def test_an_instance_has_no_name_of_another_part():
    for name in ("nat-1", "vpc-peer", "internet"):
        whole = snapshot()
        part(whole, "NetworkInterfaces", "eni-web")["Attachment"]["InstanceId"] = name
        with pytest.raises(Unsupported, match=f"are called {name}"):
            read_network(text(whole))


def test_what_is_read():
    network = read_network(text(snapshot()))
    (web,) = network.interfaces_of("i-web")
    assert web.id == "eni-web" and web.addresses == {0x0A01010A: 0x3400000A}
    assert network.subnets["subnet-private"].table == "rtb-private"
    assert network.subnets["subnet-peer"].acl == "acl-peer"  # the default of its virtual network
    assert [str(route) for route in network.tables["rtb-private"].routes] == [
        "route 10.1.0.0/16 -> local",
        "route 10.2.0.0/16 -> pcx-1",
        "route 0.0.0.0/0 -> nat-1",
    ]
    assert network.gateway_of("vpc-main") == "igw-1" and network.gateway_of("vpc-peer") is None


def test_a_gateway_that_is_there_in_part_is_not_followed():
    whole = snapshot()
    whole["NetworkInterfaces"] = [each for each in whole["NetworkInterfaces"] if "nat" not in str(each)]
    assert read_network(text(whole)).nats == {}


def test_elastic_addresses_and_prefixes():
    whole = snapshot()
    address = {"NetworkInterfaceId": "eni-db", "PrivateIpAddress": "10.1.2.10", "PublicIp": "52.0.0.20"}
    whole["Addresses"] = [address]
    part(whole, "NetworkInterfaces", "eni-db")["Ipv4Prefixes"] = [{"Ipv4Prefix": "10.1.2.64/28"}]
    (db,) = read_network(text(whole)).interfaces_of("i-db")
    assert db.addresses[0x0A01020A] == 0x34000014 and len(db.addresses) == 17


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 70_000) | st.sampled_from(["", "x", "10.0.0.0/8", "-1", "tcp"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "CidrIp"]), inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data):
    whole = snapshot()
    place = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 3)) == 0:
            break
        place = place[key]
    place[key] = data.draw(anything)
    try:
        read_network(json.dumps(whole))
    except Unsupported as error:
        assert error.reason
