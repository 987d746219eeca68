"""A party as a picture: people in a circle, a full line between two who know each other, a broken one otherwise."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import combinations

from arlib.views.page.html import BLUE, INK, VERMILLION, Html
from arlib.views.plots.axes import HALO, LETTER, Axes, Point, picture

RADIUS, NAMES, MARGIN = 120, 16, 12  # of the circle; from it to the names; from them to the edge
WIDE = 9  # so many people and more have thin lines
Pair = tuple[str, str]


def party_picture(people: Sequence[str], friends: Collection[Pair], marked: Collection[str] = ()) -> Html:
    """Who knows whom: ``friends`` are pairs of people; lines between two ``marked`` ones are drawn thicker.

    Raises ValueError for a pair that is not of two of the people.

    >>> party_picture(["Ann", "Ben", "Cem"], [("Ann", "Ben")])
    A party of 3. Pairs that know each other, 1: Ann and Ben. Pairs of strangers, 2: Ann and Cem, Ben and Cem.
    """
    known = {frozenset(pair) for pair in friends}
    for pair in known:
        if len(pair) != 2 or not pair <= set(people):
            raise ValueError(f"{' and '.join(sorted(pair))}: a pair is two of the people")
    summary = describe_party(people, friends)
    side = RADIUS + NAMES + MARGIN + LETTER * max(map(len, people), default=0)
    middle = (side, RADIUS + NAMES + 2 * MARGIN)
    places = {name: _at(middle, n, len(people), RADIUS) for n, name in enumerate(people)}
    axes = Axes((0, 0, 0, 0), (0, 1), (0, 1))
    thin = 1.2 if len(people) >= WIDE else 2.2
    for one, other in combinations(people, 2):
        width = thin * (2 if one in marked and other in marked else 1)
        look = f"stroke:{BLUE}" if {one, other} in known else f"stroke:{VERMILLION};stroke-dasharray:3 4"
        axes.line([places[one], places[other]], f"{look};stroke-width:{width}")
    for n, name in enumerate(people):
        axes.mark(places[name], "circle", INK, 4)
        x, y = _at(middle, n, len(people), RADIUS + NAMES)
        anchor = "middle" if abs(x - middle[0]) < MARGIN else "start" if x > middle[0] else "end"
        axes.text(x, y + 4, name, f"font-weight:bold;{HALO}", anchor)
    return Html(picture(2 * side, 2 * middle[1], axes.parts, summary), summary)


def describe_party(people: Sequence[str], friends: Collection[Pair]) -> str:
    """The party in words; of many people, how many pairs there are."""
    known = {frozenset(pair) for pair in friends}
    pairs = list(combinations(people, 2))
    words = [f"A party of {len(people)}."]
    for what, chosen in (
        ("that know each other", [pair for pair in pairs if set(pair) in known]),
        ("of strangers", [pair for pair in pairs if set(pair) not in known]),
    ):
        listed = ", ".join(f"{one} and {other}" for one, other in chosen) if len(people) < WIDE else ""
        words.append(f"Pairs {what}, {len(chosen)}{': ' * bool(listed)}{listed}.")
    return " ".join(words)


def _at(middle: Point, number: int, many: int, radius: float) -> Point:
    angle = 2 * math.pi * number / max(many, 1)
    return middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)
