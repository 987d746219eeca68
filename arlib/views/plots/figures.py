"""What the matplotlib figures have in common: how lines look, the axes they stand in, and the words that go with them.

Lines differ in marker and in dashes as well as in colour. The figures do not go through pyplot, so nothing is left
behind; ``%load_ext arlib.views`` shows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito (2008), without the yellow that vanishes on white.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 1)))
MARKERS = ("o", "s", "^", "v", "P", "X", "*")


def looks() -> Iterable[dict[str, Any]]:
    """How one line after the other looks, without an end."""
    for colour, dashes, marker in zip(cycle(COLOURS), cycle(DASHES), cycle(MARKERS), strict=False):
        yield {"color": colour, "linestyle": dashes, "marker": marker, "markersize": 5.5, "linewidth": 1.7}


def figure_axes(width: float, height: float) -> Any:
    """The axes of a new figure of this size, in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=96, layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def finished(axes: Any, summary: str) -> Figure:
    """The figure, with its summary as alt text."""
    figure: Figure = axes.figure
    figure.set_label(summary)
    return figure
