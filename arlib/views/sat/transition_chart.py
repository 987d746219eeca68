"""The phase transition as a picture: over the clauses for each letter, how many formulas have a model, and the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arlib.sat.transition import THRESHOLD, THRESHOLD_SOURCE, Point, sample
from arlib.views.page.html import BLUE, INK, VERMILLION, Cell, Html
from arlib.views.page.sheets import sheet, table
from arlib.views.plots.axes import HALO, Axes, picture

RATIOS = (2.0, 2.5, 3.0, 3.5, 3.75, 4.0, 4.25, 4.5, 4.75, 5.0, 5.5, 6.0, 7.0)
WIDTH, LEFT, RIGHT, PANEL = 860, 66, 20, 130  # pixels
LEAST_HIGH = 10  # conflicts at the top of the axis, at least


def transition_html(letters: int = 50, formulas: int = 10, *, ratios: Sequence[float] = RATIOS) -> Html:
    """So many random formulas at each ratio, searched now: the chart and its table.

    >>> print(transition_html(10, 5, ratios=(2.0, 8.0)).text.splitlines()[0])
    Random clauses of 3 letters, 10 letters in all: 5 formulas at each of 2 ratios
    """
    points = []
    for ratio in ratios:
        point = Point(ratio)
        for seed in range(formulas):
            point = point.after(*sample(letters, ratio, seed))
        points.append(point)
    return transition_page(points, letters)


def transition_page(points: Sequence[Point], letters: int) -> Html:
    """What was measured, as the chart and as its table."""
    words = summary(points, letters)
    return sheet([Html(transition_chart(points, words), words), transition_table(points)])


def summary(points: Sequence[Point], letters: int) -> str:
    """What was measured, in a sentence."""
    counts = sorted({point.formulas + point.given_up for point in points})
    many = f"{counts[0]:,}" if len(counts) == 1 else f"{counts[0]:,} to {counts[-1]:,}"
    words = f"{many} formula{'s' * (counts[-1] != 1)} at each of {len(points)} ratios"
    return f"Random clauses of 3 letters, {letters:,} letters in all: {words}"


def transition_table(points: Iterable[Point]) -> Html:
    """The points of the chart, as far as any formula was asked about."""
    points = [point for point in points if point.formulas or point.given_up]
    if not points:
        return Html("", "")
    given_up = any(point.given_up for point in points)
    rows: list[list[Cell]] = []
    for point in points:
        shown = (
            [f"{100 * point.share:.0f} %", f"{point.median:,.4g}", f"{max(point.conflicts):,}"]
            if point.formulas
            else ["?"] * 3
        )
        rows.append([f"{point.ratio:g}", f"{point.formulas:,}", *shown, *([f"{point.given_up:,}"] * given_up)])
    head = ["Clauses for each letter", "Formulas", "With a model", "Median conflicts", "Most"]
    return table([*head, *(["Given up"] * given_up)], rows, "the phase transition")


def transition_chart(points: Sequence[Point], words: str) -> str:
    """The share with a model above, the median of conflicts below, and the threshold as a dashed line, as SVG."""
    known = [point for point in points if point.formulas]
    ratios = [point.ratio for point in points]
    across = min([*ratios, THRESHOLD]) - 0.2, max([*ratios, THRESHOLD]) + 0.2
    box = (LEFT, 26, WIDTH - LEFT - RIGHT, PANEL)
    shares = Axes(box, across, (0, 100))
    shares.frame("Formulas with a model, in percent")
    top = max([LEAST_HIGH, *(point.median for point in known)]) * 1.1
    costs = Axes((LEFT, 2 * 26 + PANEL + 16, box[2], PANEL), across, (0, top), shares.parts)
    costs.frame("Conflicts, the median")
    costs.bottom_ticks((ratio, f"{ratio:g}") for ratio in ratios)
    bottom = costs.box[1] + PANEL
    shares.text(LEFT + box[2] / 2, bottom + 36, "clauses for each letter", "", "middle")
    x, _ = shares.at(THRESHOLD, 0)
    for axes in (shares, costs):
        line = [(x, axes.box[1]), (x, axes.box[1] + PANEL)]
        axes.line(line, f"stroke:{INK};stroke-width:1.5;stroke-dasharray:6 4")
    shares.text(x + 8, 40, f"{THRESHOLD:g} ({THRESHOLD_SOURCE})", HALO)
    for axes, shape, colour, values in (
        (shares, "circle", BLUE, [(point.ratio, 100 * point.share) for point in known]),
        (costs, "square", VERMILLION, [(point.ratio, point.median) for point in known]),
    ):
        places = [axes.at(*value) for value in values]
        axes.line(places, f"stroke:{colour};stroke-width:2")
        for place in places:
            axes.mark(place, shape, colour)
    return picture(WIDTH, bottom + 46, shares.parts, words)
