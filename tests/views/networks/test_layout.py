"""Where the parts of a network stand: nothing overlaps, nothing sticks out, and a way's parts are always drawn."""

from itertools import combinations

from example_networks import snapshot, text

from arlib.languages.vpc.reading import read_network
from arlib.views.networks.layout import MOST_HOSTS, MOST_SUBNETS, MOST_VPCS, WIDTH, block_text, layout

NETWORK = read_network(text(snapshot()))


def many(vpcs, subnets, hosts):
    """A network with so many virtual networks, subnets in each, and hosts in each of these."""
    whole = {"Vpcs": [], "Subnets": [], "NetworkInterfaces": []}
    for v in range(vpcs):
        whole["Vpcs"].append({"VpcId": f"vpc-{v}", "CidrBlock": f"10.{v}.0.0/16"})
        for s in range(subnets):
            one = {"SubnetId": f"subnet-{v}-{s}", "VpcId": f"vpc-{v}", "CidrBlock": f"10.{v}.{s}.0/24"}
            whole["Subnets"].append(one)
            for h in range(hosts):
                addresses = [{"PrivateIpAddress": f"10.{v}.{s}.{h + 4}", "Primary": True}]
                where = {"SubnetId": one["SubnetId"], "VpcId": f"vpc-{v}", "PrivateIpAddresses": addresses}
                whole["NetworkInterfaces"].append({"NetworkInterfaceId": f"eni-{v}-{s}-{h}", **where})
    return read_network(text(whole))


def inside(one, other):
    return (
        other.left <= one.left
        and other.top <= one.top
        and one.left + one.width <= other.left + other.width
        and one.top + one.height <= other.top + other.height
    )


def apart(one, other):
    return (
        one.left + one.width <= other.left
        or other.left + other.width <= one.left
        or one.top + one.height <= other.top
        or other.top + other.height <= one.top
    )


def check(found):
    for place in found.places:
        assert place.left >= 0 and place.left + place.width <= WIDTH and place.top + place.height <= found.height
    # A gateway sits on the border of its virtual network.
    for one, other in combinations((each for each in found.places if each.kind != "gateway"), 2):
        assert apart(one, other) or inside(one, other) or inside(other, one), (one, other)
    frames = {place.name: place for place in found.places if place.kind == "vpc"}
    for place in found.places:
        if place.kind in ("subnet", "host", "nat", "router"):
            assert inside(place, frames[found.vpc_of.get(place.name, place.name)])


def test_boxes_stand_apart_or_in_one_another():
    for network in (NETWORK, many(1, 1, 1), many(1, 7, 3), many(3, 4, 2), many(2, 0, 0)):
        check(layout(network))


def test_every_component_has_a_place():
    found = layout(NETWORK)
    parts = [*NETWORK.vpcs, *NETWORK.subnets, *NETWORK.interfaces, *NETWORK.nats, *NETWORK.internet_gateways]
    assert {*parts, "internet", "aws-backbone"} <= set(found.at) and found.left_out == []
    assert found.at["nat-1"] == found.at["eni-nat"]


def test_what_is_too_much_is_left_out_but_not_what_is_on_a_way():
    network = many(MOST_VPCS + 2, MOST_SUBNETS + 3, MOST_HOSTS + 1)
    last = f"eni-{MOST_VPCS + 1}-{MOST_SUBNETS + 2}-{MOST_HOSTS}"
    assert last not in layout(network).at
    found = layout(network, {last})
    assert last in found.at and network.interfaces[last].subnet in found.at
    check(found)
    kinds = [place.kind for place in found.places]
    assert kinds.count("vpc") == MOST_VPCS and kinds.count("subnet") == MOST_VPCS * MOST_SUBNETS
    assert "2 more virtual networks" in found.left_out and "3 more subnets in vpc-0" in found.left_out


def test_blocks():
    assert [block_text(each) for each in ((0, (1 << 32) - 1), (0x0A000000, 0x0A000000))] == ["0.0.0.0/0", "10.0.0.0/32"]
