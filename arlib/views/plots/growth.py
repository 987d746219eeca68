"""How counts grow with a size: lines on a scale on which each step up is a factor of ten."""

from __future__ import annotations

import math
from collections.abc import Mapping

from arlib.views.page.html import RULE, Html
from arlib.views.plots.axes import COLOURS, DASHES, SHAPES, Axes, key, picture

WIDTH, HEIGHT = 640, 330
BOX = (70, 70, 540, 200)  # left, top, width, height
Counts = Mapping[str, Mapping[int, int]]


def growth_chart(title: str, size: str, counts: Counts) -> Html:
    """A line for each name, from sizes to counts; a count of 0 stands at the bottom, where 1 is.

    Raises ValueError where there is nothing to draw, or more lines than there are looks.

    >>> growth_chart("Rows", "letters", {"all rows": {1: 2, 2: 4, 3: 8}})
    Rows, by letters, each line of the scale ten times the one below.
    all rows: 2 for 1, 4 for 2, 8 for 3
    """
    points = [(x, y) for line in counts.values() for x, y in line.items()]
    if not points or len(counts) > len(SHAPES):
        raise ValueError(f"a chart has 1 to {len(SHAPES)} lines with points, not {len(counts)}")
    summary = describe_growth(title, size, counts)
    sizes = sorted({x for x, _ in points})
    room = (sizes[-1] - sizes[0]) * 0.03 or 1
    top = max(1, math.ceil(math.log10(max(y for _, y in points) + 1)))
    axes = Axes(BOX, (sizes[0] - room, sizes[-1] + room), (0, top))
    left, above, width, height = BOX
    axes.text(left, 24, title, "font-weight:bold;font-size:13px")
    for power in range(top + 1):
        _, y = axes.at(sizes[0], power)
        axes.line([(left, y), (left + width, y)], f"stroke:{RULE};stroke-width:0.7")
        axes.text(left - 8, y + 4, f"{10**power:,}", "", "end")
    axes.bottom_ticks((x, f"{x}") for x in sizes)
    axes.text(left + width / 2, above + height + 42, size, "", "middle")
    looks = list(zip(SHAPES, COLOURS, DASHES, strict=True))
    for (shape, colour, dashes), line in zip(looks, counts.values(), strict=False):
        drawn = [axes.at(x, math.log10(max(y, 1))) for x, y in sorted(line.items())]
        axes.line(drawn, f"stroke:{colour};stroke-width:2;stroke-dasharray:{dashes or 'none'}")
        for place in drawn:
            axes.mark(place, shape, colour)
    key(axes, left, 48, ((*look, name) for look, name in zip(looks, counts, strict=False)))
    return Html(picture(WIDTH, HEIGHT, axes.parts, summary), summary)


def describe_growth(title: str, size: str, counts: Counts) -> str:
    """The chart in words, a line for each name."""
    lines = [f"{title}, by {size}, each line of the scale ten times the one below."]
    for name, line in counts.items():
        lines.append(f"{name}: {', '.join(f'{y:,} for {x}' for x, y in sorted(line.items()))}")
    return "\n".join(lines)
