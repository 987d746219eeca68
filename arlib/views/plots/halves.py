"""The numbers from 1 on, in two halves: a field for each, filled for one half, and empty for the other."""

from __future__ import annotations

from collections.abc import Collection

from arlib.views.page.html import BLUE, INK, RULE, VERMILLION, Html
from arlib.views.plots.axes import Axes, picture

FIELD, GAP, LEFT = 15, 2, 44
ALWAYS, EITHER = f"fill:{BLUE};stroke:{BLUE}", f"fill:none;stroke:{RULE}"
NEVER = f"fill:{VERMILLION};fill-opacity:0.15;stroke:{VERMILLION}"


def halves_picture(most: int, first: Collection[int], free: Collection[int] = (), across: int = 25) -> Html:
    """The numbers 1 to ``most`` in rows: full in the first half, rimmed in the second, grey if ``free``.

    >>> halves_picture(10, {3, 6}, free={1, 2, 7, 9})
    The numbers 1 to 10 in two halves: 2 in the first, 4 in the second, and 4 that may be in either.
    The first half: 3, 6
    """
    one = sorted(n for n in first if 1 <= n <= most and n not in free)
    either = {n for n in free if 1 <= n <= most}
    summary = (
        f"The numbers 1 to {most:,} in two halves: {len(one):,} in the first, {most - len(one) - len(either):,} "
        f"in the second, and {len(either):,} that may be in either.\nThe first half: {', '.join(map(str, one))}"
    )
    axes = Axes((0, 0, 0, 0), (0, 1), (0, 1))
    inside, rows = set(one), -(-most // across)
    for number in range(1, most + 1):
        row, column = divmod(number - 1, across)
        look = EITHER if number in either else ALWAYS if number in inside else NEVER
        x, y = LEFT + column * (FIELD + GAP), 6 + row * (FIELD + GAP)
        axes.parts.append(f'<rect x="{x}" y="{y}" width="{FIELD}" height="{FIELD}" style="{look};stroke-width:1.2"/>')
        if column == 0:
            axes.text(LEFT - 8, y + 12, f"{number:,}", f"fill:{INK}", "end")
    return Html(picture(LEFT + across * (FIELD + GAP) + 6, 12 + rows * (FIELD + GAP), axes.parts, summary), summary)
