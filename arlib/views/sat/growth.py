"""What a question costs as it gets wider, a line for each method: a matplotlib figure, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from arlib.views.plots.figures import figure_axes, finished, looks
from arlib.views.plots.scale import amount, duration

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SECONDS = "seconds"  # a cost that is told as a duration
SMALLEST = 1e-6  # seconds: less is not measured well, and is drawn as that

Measured = Mapping[str, Mapping[int, float]]


def growth(measured: Measured, *, cost: str = "conflicts", width: str = "bits", title: str = "") -> Figure:
    """Cost against width on a logarithmic scale: for each method, by its name, what was measured at each width.

    Raises ValueError if nothing was measured, and for a cost below 0.

    >>> figure = growth({"adder": {4: 60, 8: 204, 16: 341}, "multiplier": {3: 18, 4: 84, 5: 471}})
    >>> figure.axes[0].get_ylabel(), [line.get_label() for line in figure.axes[0].get_lines()]
    ('conflicts', ['adder', 'multiplier'])
    """
    summary = describe_growth(measured, cost=cost, width=width)
    axes = figure_axes(8.8, 4.4)
    for (name, costs), look in zip(measured.items(), looks(), strict=False):
        shown = {at: max(costs[at], SMALLEST) if cost == SECONDS else costs[at] for at in sorted(costs)}
        axes.plot([*shown], [*shown.values()], label=name, **look)
    values = [value for costs in measured.values() for value in costs.values()]
    if cost == SECONDS:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(lambda value, _position: duration(value))
    else:
        # From 0 to 1 in equal steps, since some questions cost no conflict at all.
        axes.set_yscale("symlog", linthresh=1)
        axes.yaxis.set_major_formatter(lambda value, _position: amount(value))
        axes.set_ylim(-0.1, max([10.0, *values]) * 2)
    widths = sorted({at for costs in measured.values() for at in costs})
    axes.set_xticks(widths if len(widths) <= 16 else widths[:: -(-len(widths) // 16)])
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(width)
    axes.set_ylabel(cost)
    axes.set_title(title or f"{cost} against {width}", loc="left", fontweight="bold", fontsize=11.5)
    axes.legend(loc="best", fontsize=9, framealpha=1, edgecolor="#cccccc", handlelength=4.5)
    return finished(axes, summary)


def describe_growth(measured: Measured, *, cost: str = "conflicts", width: str = "bits") -> str:
    """The figure ``growth`` in words, a line for each method.

    >>> print(describe_growth({"multiplier": {3: 18, 4: 84, 5: 471}}))
    conflicts against bits, on a logarithmic scale.
    multiplier: 18 at 3, 84 at 4, 471 at 5.
    """
    if not measured or not all(measured.values()):
        raise ValueError("there is nothing to draw: a method was measured at no width")
    if any(value < 0 for costs in measured.values() for value in costs.values()):
        raise ValueError("a cost is at least 0")
    told = duration if cost == SECONDS else _exactly
    lines = [f"{cost} against {width}, on a logarithmic scale."]
    for name, costs in measured.items():
        lines.append(f"{name}: {', '.join(f'{told(costs[at])} at {at}' for at in sorted(costs))}.")
    return "\n".join(lines)


def _exactly(cost: float) -> str:
    """A count as it was measured, so that it is the same number wherever it is printed; rounded only from a million."""
    return f"{cost:,}" if isinstance(cost, int) and cost < 1_000_000 else amount(cost)
