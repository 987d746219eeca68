"""Where the parts of a network stand in its picture: the internet above, virtual networks below it, subnets in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from arlib.languages.vpc.syntax import BACKBONE, INTERNET, Interface, Interval, Name, Network, Subnet, address_text
from arlib.views.plots.axes import Point

WIDTH, GAP, LEFT = 900, 22, 26  # pixels: of the picture, between boxes, and from a subnet's door to its hosts
STRIP, PILL, HOST = 28, 26, 40  # heights: of what lies across the picture, of a gateway, of a host
HEAD, FOOT = 52, 8  # of a subnet, above and below its hosts
ROUTER, BUS = 66, 92  # from the top of a virtual network to its router, and to the line that leads to its subnets
SIDE, LETTER = 16, 7.0  # from the left of a gateway or router to where packets are at it; about a letter's width
MOST_VPCS, MOST_SUBNETS, MOST_HOSTS = 4, 6, 4  # that are drawn, those on a way first


@dataclass(frozen=True)
class Place:
    """A box of the picture: what it is of, its left, top, width and height, and the lines that stand in it."""

    kind: str  # internet, backbone, vpc, gateway, router, subnet, host, nat
    name: Name
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> Point:
        """The point in the middle of the box."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass
class Layout:
    """All boxes, and for each component where packets that are at it are drawn."""

    places: list[Place] = field(default_factory=list)
    at: dict[Name, Point] = field(default_factory=dict)
    box: dict[Name, Place] = field(default_factory=dict)  # the box that stands for a component
    bus: dict[Name, float] = field(default_factory=dict)  # of a virtual network: the height of its line
    vpc_of: dict[Name, Name] = field(default_factory=dict)  # of a subnet and what is in it
    left: dict[Name, float] = field(default_factory=dict)  # the left of that subnet
    left_out: list[str] = field(default_factory=list)
    height: float = 0

    def add(self, place: Place, at: Point | None = None, *also: Name) -> None:
        """A box, and where packets at it, and at what else it stands for, are drawn."""
        self.places.append(place)
        for name in (place.name, *also):
            self.at[name], self.box[name] = place.middle if at is None else at, place


def block_text(interval: Interval) -> str:
    """A block of addresses as CIDR has it.

    >>> from arlib.languages.vpc.syntax import block
    >>> block_text(block(0x0A010000, 16))
    '10.1.0.0/16'
    """
    return f"{address_text(interval[0])}/{33 - (interval[1] - interval[0] + 1).bit_length()}"


def layout(network: Network, shown: Collection[Name] = ()) -> Layout:
    """The boxes of a network; of what is too much, those with the names that are to be ``shown`` come first."""
    found = Layout()
    found.add(Place("internet", INTERNET, 0, 4, WIDTH, STRIP, ("the internet",)))
    found.add(Place("backbone", BACKBONE, 0, STRIP + 18, WIDTH, STRIP - 4, ("aws-backbone",)))
    inside = {
        vpc: [each for each in network.subnets.values() if each.vpc == vpc and each.block[0] <= each.block[1]]
        for vpc in network.vpcs
    }
    busy = {vpc for vpc, subnets in inside.items() if vpc in shown or any(_busy(network, s.id, shown) for s in subnets)}
    vpcs = _first(network.vpcs, busy, MOST_VPCS, "virtual network", found)
    top = 2 * STRIP + 44.0
    across = 1 if len(vpcs) == 1 else 2
    width = (WIDTH - GAP * (across - 1)) / across
    for row in (vpcs[n : n + across] for n in range(0, len(vpcs), across)):
        heights = [
            _vpc(network, vpc, inside[vpc], (n * (width + GAP), top, width), shown, found) for n, vpc in enumerate(row)
        ]
        top += max(heights) + GAP + PILL / 2
    found.height = top - GAP + 2
    return found


def _first(
    names: Iterable[Name], wanted: Collection[Name], most: int, what: str, found: Layout, where: str = ""
) -> list[Name]:
    """Some of the names, in their order: those that are wanted before others. What is left out is said."""
    order = list(names)
    kept = set(sorted(order, key=lambda name: name not in wanted)[:most])
    if more := len(order) - len(kept):
        found.left_out.append(f"{more} more {what}{'s' * (more > 1)}{f' in {where}' if where else ''}")
    return [name for name in order if name in kept]


def _vpc(
    network: Network,
    vpc: Name,
    subnets: Sequence[Subnet],
    corner: tuple[float, float, float],
    shown: Collection[Name],
    found: Layout,
) -> float:
    """A virtual network at a corner with a width; its height."""
    left, top, width = corner
    middle = left + width / 2
    blocks = ", ".join(map(block_text, network.vpcs[vpc][:2]))
    own = len(found.places)  # its box comes before the boxes in it, once it is known how high it is
    if gateway := network.gateway_of(vpc):
        words = f"internet gateway {gateway}"
        pill = Place("gateway", gateway, middle - SIDE, top - PILL / 2, 54 + LETTER * len(words), PILL, (words,))
        found.add(pill, (middle, top))
    pill = Place("router", vpc, middle - SIDE, top + ROUTER - PILL / 2, 100, PILL, ("router",))
    found.add(pill, (middle, top + ROUTER))
    found.bus[vpc] = top + BUS
    known = {each.id: each for each in subnets}
    busy = {name for name in known if _busy(network, name, shown)}
    names = _first(known, busy, MOST_SUBNETS, "subnet", found, vpc)
    across = max(1, min(len(names), int(width / 260)))
    each_width = (width - GAP * (across + 1)) / across
    at = top + BUS + 12
    for row in (names[n : n + across] for n in range(0, len(names), across)):
        heights = [
            _subnet(network, known[name], (left + GAP + n * (each_width + GAP), at, each_width), shown, found)
            for n, name in enumerate(row)
        ]
        at += max(heights) + 12
    found.places.insert(own, Place("vpc", vpc, left, top, width, at - top, (f"{vpc}  {blocks}",)))
    return at - top


def _busy(network: Network, subnet: Name, shown: Collection[Name]) -> bool:
    """Whether a subnet, or something in it, is to be shown."""
    return subnet in shown or any(
        shown and (each.id in shown or each.owner in shown) for each in hosts_of(network, subnet)
    )


def hosts_of(network: Network, subnet: Name) -> list[Interface]:
    """The interfaces of a subnet."""
    return [each for each in network.interfaces.values() if each.subnet == subnet]


def _subnet(
    network: Network,
    subnet: Subnet,
    corner: tuple[float, float, float],
    shown: Collection[Name],
    found: Layout,
) -> float:
    left, top, width = corner
    members = {each.id: each for each in hosts_of(network, subnet.id)}
    busy = {each.id for each in members.values() if each.id in shown or each.owner in shown}
    names = _first(members, busy, MOST_HOSTS, "host", found, subnet.id)
    height = HEAD + HOST * len(names) + FOOT * max(len(names), 1)
    lines = (f"{subnet.id}  {block_text(subnet.block)}", f"{subnet.acl or 'no list'}, {subnet.table or 'no table'}")
    found.add(Place("subnet", subnet.id, left, top, width, height, lines), (left, top + 18))
    found.vpc_of[subnet.id], found.left[subnet.id] = subnet.vpc, left
    for number, one in enumerate(members[name] for name in names):
        y = top + HEAD + number * (HOST + FOOT)
        nat = one.owner in network.nats
        addresses = [address_text(private) for private in list(one.addresses)[:1]]
        public = [address_text(each) for each in one.addresses.values() if each is not None][:1]
        title = f"NAT gateway {one.owner}" if nat else one.owner
        words = " = ".join([*addresses, *public]) or "no address"
        place = Place("nat" if nat else "host", one.id, left + LEFT, y, width - LEFT - FOOT, HOST, (title, words))
        found.add(place, (left + LEFT, y + HOST / 2), *([one.owner] * nat))
        for each in (one.id, *([one.owner] * nat)):
            found.vpc_of[each], found.left[each] = subnet.vpc, left
    return height
