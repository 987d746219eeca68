"""A network as a picture, with the way of a packet: each stop has a number, and what stops the packet a cross.

The way there is a line, the way back is dashed; the stops have the numbers of the table beside the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from arlib.languages.vpc.syntax import BACKBONE, INTERNET, Name, Network
from arlib.views.networks.layout import GAP, LEFT, LETTER, WIDTH, Layout, Place, layout
from arlib.views.page.html import BLUE, INK, ORANGE, RULE, VERMILLION
from arlib.views.plots.axes import HALO, Axes, Point, picture

ACROSS = (INTERNET, BACKBONE)  # what lies across the picture, wherever a way comes to it
SHIFT = {"there": -3.0, "back": 4.0}  # so that both lines are seen where they go the same way
COLOURS = {"there": BLUE, "back": ORANGE}
DOT, ABOVE = 9, 24  # the size of a stop; how far above routers the lines of peerings are


@dataclass(frozen=True)
class Leg:
    """A part of a packet's way, there or back: the components that it comes to, and the number of the first.

    ``stopped`` says that it gets no further than the last.
    """

    nodes: tuple[Name, ...]
    direction: str = "there"
    first: int = 1
    stopped: bool = False


def network_picture(network: Network, legs: Sequence[Leg] = (), *, at: int | None = None, summary: str = "") -> str:
    """The picture of a network as SVG; ``at`` is the number of the stop where the packet is now."""
    found = layout(network, {node for leg in legs for node in leg.nodes})
    axes = Axes((0, 0, 1, 1), (0, 1), (0, 1))
    for place in found.places:
        _box(axes, place)
    for peering in network.peerings.values():
        _peering(axes, found, peering.vpcs, f"{peering.id}{'' if peering.active else ', not active'}")
    for leg in legs:
        _line(axes, found, leg)
    for leg in legs:
        if leg.stopped:
            _stop(axes, found, leg)
    # Where both legs come to the same places, only the one with the packet has room for numbers.
    moving = [leg for leg in legs if at is not None and leg.first <= at < leg.first + len(leg.nodes)]
    _stops(axes, found, moving or (legs if any(leg.stopped for leg in legs) else legs[:1]), at)
    height = found.height
    if found.left_out:
        axes.text(0, height + 14, f"Not drawn: {'; '.join(found.left_out)}.")
        height += 22
    if len(legs) > 1:
        axes.text(0, height + 16, "The line is the way there, the dashed line that of the reply.")
        height += 22
    return picture(WIDTH, height, axes.parts, summary or f"A network of {len(network.vpcs)} virtual networks")


# ---- Boxes ---------------------------------------------------------------------------------------

FILLS = {"vpc": (RULE, 0.0), "subnet": (BLUE, 0.07), "router": (INK, 0.06), "gateway": (INK, 0.06)}
INDENT = {"gateway": 44, "router": 44, "host": 22, "nat": 22, "subnet": 20}  # where words begin, beside the stops
ROUND = {"gateway": 13, "router": 13, "internet": 14, "backbone": 4}


def _box(axes: Axes, place: Place) -> None:
    colour, share = FILLS.get(place.kind, (INK, 0.05))
    dashes = "6 4" if place.kind == "vpc" else "none"
    axes.parts.append(
        f'<rect x="{place.left:.1f}" y="{place.top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'rx="{ROUND.get(place.kind, 5)}" style="fill:var(--jp-layout-color0, white);stroke:none"/>'
        f'<rect x="{place.left:.1f}" y="{place.top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'rx="{ROUND.get(place.kind, 5)}" style="fill:{colour};fill-opacity:{share};stroke:{INK};'
        f'stroke-opacity:0.45;stroke-dasharray:{dashes}"/>'
    )
    x = place.left + INDENT.get(place.kind, 14)
    single = len(place.lines) == 1 and place.kind != "vpc"
    first = place.top + (place.height / 2 + 4 if single else 17)
    for number, words in enumerate(place.lines):
        room = int((place.left + place.width - x - 4) / LETTER)
        shown = words if len(words) <= room else words[: room - 1] + "…"
        axes.text(x, first + 16 * number, shown, f"font-weight:{'normal' if number else 'bold'};{HALO}")


def _peering(axes: Axes, found: Layout, vpcs: tuple[Name, Name], words: str) -> None:
    if all(vpc in found.at for vpc in vpcs):
        (x, y), (u, v) = (found.at[vpc] for vpc in vpcs)
        axes.line([(x, y), (x, y - ABOVE), (u, v - ABOVE), (u, v)], f"stroke:{INK};stroke-width:1;stroke-dasharray:2 3")
        axes.text((x + u) / 2, (y + v) / 2 - ABOVE - 8, words, HALO, "middle")


# ---- The way of a packet -------------------------------------------------------------------------


def stops(found: Layout, leg: Leg) -> list[tuple[int, Name, Point]]:
    """The number of each stop of a leg that is drawn, its component, and where; for what lies across the picture,
    where the way comes to it."""
    nodes = [(leg.first + n, node) for n, node in enumerate(leg.nodes) if node in found.at]
    placed: list[tuple[int, Name, Point]] = []
    for index, (number, node) in enumerate(nodes):
        x, y = found.at[node]
        if node in ACROSS:
            near = [found.at[other][0] for _, other in nodes[index:] if other not in ACROSS]
            before = [found.at[other][0] for _, other in nodes[:index] if other not in ACROSS]
            x = before[-1] if before else near[0] if near else x
        placed.append((number, node, (x, y)))
    return placed


def _line(axes: Axes, found: Layout, leg: Leg) -> None:
    shift, colour = SHIFT[leg.direction], COLOURS[leg.direction]
    points: list[Point] = []
    for (_, a, start), (_, b, end) in pairwise(stops(found, leg)):
        points += _between(found, a, start, b, end)
    moved = [(x + shift, y + shift) for (x, y), _ in groupby(points)]
    dashes = "none" if leg.direction == "there" else "7 4"
    axes.line(moved, f"stroke:{colour};stroke-width:3;stroke-linejoin:round;stroke-dasharray:{dashes}")


def _between(found: Layout, a: Name, start: Point, b: Name, end: Point) -> Iterator[Point]:
    """The corners of a line between two stops, which goes round the boxes that it has nothing to do with."""
    yield start
    kinds = found.box[a].kind, found.box[b].kind
    for kind, (x, _), (_, v), name in ((kinds, start, end, b), (kinds[::-1], end, start, a)):
        if kind[0] == "router" and name in found.vpc_of:
            gutter = found.left[name] - GAP / 2
            bus = found.bus[found.vpc_of[name]]
            corners = [(x, bus), (gutter, bus), (gutter, v)]
            yield from corners if kind == kinds else corners[::-1]
    if kinds == ("router", "router"):
        yield from ((start[0], start[1] - ABOVE), (end[0], end[1] - ABOVE))
    if all(kind in ("subnet", "host", "nat") for kind in kinds) and a != b:
        x = min(start[0], end[0]) + (LEFT / 2 if "subnet" not in kinds else LEFT / 3)
        if "subnet" not in kinds:
            x = start[0] - LEFT / 2
        yield from ((x, start[1]), (x, end[1]))
    yield end


def _stops(axes: Axes, found: Layout, legs: Sequence[Leg], at: int | None) -> None:
    """A disc with its number at each stop; what is passed several times has all the numbers."""
    numbers: dict[Point, list[int]] = {}
    for leg in legs:
        for number, _, place in stops(found, leg):
            numbers.setdefault(place, []).append(number)
    shift = SHIFT[legs[0].direction] if legs else 0
    colour = COLOURS[legs[0].direction] if legs else INK
    for (x, y), several in numbers.items():
        half = DOT + 7.0 * (len(several) - 1)
        for more, stroke, width in [(6, INK, 3.0)] * (at in several) + [(0, colour, 2.5)]:
            fill = "none" if more else "var(--jp-layout-color0, white)"
            axes.parts.append(
                f'<rect x="{x + shift - half - more:.1f}" y="{y + shift - DOT - more:.1f}" '
                f'width="{2 * (half + more):.1f}" height="{2 * (DOT + more)}" rx="{DOT + more}" '
                f'style="fill:{fill};stroke:{stroke};stroke-width:{width}"/>'
            )
        words = ",".join(map(str, several))
        axes.text(x + shift, y + shift + 4, words, "font-weight:bold;font-size:11px", "middle")


def _stop(axes: Axes, found: Layout, leg: Leg) -> None:
    """A cross and a word at the component that stops the packet, in a frame."""
    place = found.box.get(leg.nodes[-1])
    if place is None:
        return
    pill = place.kind in ("gateway", "router")
    x = place.left + place.width + (16 if pill else -78)
    y = place.top + (18 if place.kind == "subnet" else place.height / 2)
    axes.parts.append(
        f'<rect x="{place.left:.1f}" y="{place.top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'rx="{ROUND.get(place.kind, 5)}" style="fill:none;stroke:{VERMILLION};stroke-width:2.5"/>'
    )
    axes.mark((x, y), "cross", VERMILLION, 7)
    axes.text(x + 14, y + 4, "stopped", f"font-weight:bold;{HALO}")
