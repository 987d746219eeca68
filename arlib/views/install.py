"""Registers the views with IPython's formatters: one rich format for each type."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from arlib.exhaustive import Exhaustion
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.html import exhaustion_table, verdict_html

SHARPNESS = 2  # pixels of the picture for each pixel of the page


def install(ipython: Any) -> None:
    """Show results and verdicts as HTML, and figures as sharp pictures; calling it again changes nothing."""
    formatters = ipython.display_formatter.formatters
    html = formatters["text/html"]
    html.for_type(Exhaustion, exhaustion_table)
    for verdict in (Proved, Refuted, Unknown):
        html.for_type(verdict, verdict_html)
    # By name: matplotlib is imported only by a notebook that draws.
    formatters["image/png"].for_type_by_name("matplotlib.figure", "Figure", figure_png)


def figure_png(figure: Any) -> tuple[bytes, dict[str, Any]]:
    """A matplotlib figure as PNG, with its size on the page and, where it has one, its alt text."""
    picture = BytesIO()
    dots = SHARPNESS * figure.dpi
    figure.savefig(picture, format="png", dpi=dots)
    width, height = (round(inches * figure.dpi) for inches in figure.get_size_inches())
    metadata: dict[str, Any] = {"width": width, "height": height}
    if figure.get_label():
        metadata["alt"] = figure.get_label()
    return picture.getvalue(), metadata
