"""Pictures of runs: the variables with the ranking function falling beneath them, and the trajectory in the plane.

Each is SVG, and says the same in words: as its plain text, and for a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from arlib.programs.interpreter import Run
from arlib.views.page.html import INK, Html
from arlib.views.page.sheets import number
from arlib.views.plots.axes import COLOURS, DASHES, HALO, LETTER, SHAPES, Axes, key, picture, short, ticks
from arlib.views.programs.run_table import inputs_text, outcome_words, visible
from arlib.views.termination.ranks import Ranking, Series, ranking_values

WIDTH = 760
MOST_ARRIVALS = 60  # drawn; a longer run continues in words
LARGEST = 10**15  # drawn
LABELLED = 16  # of so few arrivals, each value of the ranking function is written beside its marker
CROWDED = 25  # arrivals; markers of more are small
LISTED = 12  # values in words


def plot_run(run: Run, ranking: Ranking | None = None) -> Html:
    """The variables at each arrival at a loop, and beneath them the ranking function: a proof's, or an expression.

    >>> from arlib.programs.interpreter import run
    >>> from arlib.languages.python.functions import python_program
    >>> plot_run(run(python_program("def f(x):\\n    while x > 0:\\n        x = x - 1"), {"x": 2}), "x")
    A run from x = 2, which came to the end after 3 arrivals at a loop.
    x: 2, 1, 0.
    Ranking function x: 2, 1, 0.
    """
    return draw_run(run, () if ranking is None else ranking_values(run, ranking))


def draw_run(run: Run, ranks: Sequence[Series]) -> Html:
    """The picture ``plot_run`` from values that are known."""
    summary = describe_run(run, ranks)
    drawn = _drawn(run)
    if not drawn:
        return Html(f"<p>{escape(summary)}</p>", summary)
    variables = [Series(name, tuple(v.state.get(name) for v in run.visits[:drawn])) for name in visible(run.visits)]
    parts: list[str] = []
    shown = [*variables, *(Series(each.name, each.values[:drawn]) for each in ranks)]
    left = 24 + LETTER * max(len(short(v)) for each in shown for v in (0, *each.values) if v is not None)
    width = WIDTH - left - 30
    axes = _panel(Axes((left, 28, width, 130), *_ranges(variables, drawn), parts), variables, "Variables")
    if ranks:
        below = shown[len(variables) :]
        title = "Ranking function (dashed line: 0)"
        axes = Axes((left, 204, width, 104), *_ranges(below, drawn, 0), parts)
        y = axes.at(1, 0)[1]
        axes.line([(left, y), (left + width, y)], f"stroke:{INK};stroke-width:1.5;stroke-dasharray:5 4")
        _panel(axes, below, title, labelled=drawn <= LABELLED)
    _arrivals(axes, run, drawn)
    return Html(picture(WIDTH, axes.box[1] + axes.box[3] + 42, parts, summary), summary)


def describe_run(run: Run, ranks: Sequence[Series] = ()) -> str:
    """The picture in words: the first values of each line."""
    arrivals = len(run.visits)
    words = f"A run from {inputs_text(run.inputs, run.choices)}, which {outcome_words(run.outcome)} after {arrivals} "
    lines = [f"{words}arrival{'s' * (arrivals != 1)} at a loop."]
    for name in visible(run.visits):
        lines.append(f"{name}: {_values([visit.state.get(name) for visit in run.visits])}.")
    if not arrivals:
        return lines[0]
    lines += [f"Ranking function {each.name}: {_values(each.values)}." for each in ranks]
    return "\n".join(lines)


def _values(values: Sequence[int | None]) -> str:
    shown = ["none" if value is None else number(value) for value in values[:LISTED]]
    return ", ".join(shown) + ", …" * (len(values) > LISTED)


def _drawn(run: Run) -> int:
    """How many arrivals are drawn: those before a number leaves the picture."""
    for n, visit in enumerate(run.visits[:MOST_ARRIVALS]):
        if any(abs(value) > LARGEST for value in visit.state.values()):
            return n
    return min(len(run.visits), MOST_ARRIVALS)


def _ranges(lines: Sequence[Series], drawn: int, *more: int) -> tuple[tuple[float, float], tuple[float, float]]:
    values = [value for each in lines for value in each.values if value is not None] + [*more]
    low, high = min(values, default=0), max(values, default=1)
    margin = max((high - low) * (0.2 if more else 0.1), 0.6)  # with room for labels below
    # An axis with numbers below 0 would say that an unsigned variable could have them.
    bottom = low - margin if low < 0 or more else max(low - margin, -0.6)
    return (0.6, drawn + 0.6), (bottom, high + margin)


def _panel(axes: Axes, lines: Sequence[Series], title: str, *, labelled: bool = False) -> Axes:
    """A line for each series, with a key above; ``labelled``: each value is written beside its marker."""
    left, top, width, _ = axes.box
    axes.frame(title)
    looks = [(SHAPES[n % 6], COLOURS[n % 6], DASHES[n % 6], each.name) for n, each in enumerate(lines)]
    for (shape, colour, dashes, _name), each in zip(looks, lines, strict=True):
        style = f"stroke:{colour};stroke-width:2;stroke-dasharray:{dashes or 'none'}"
        places = [None if value is None else axes.at(n, value) for n, value in enumerate(each.values, 1)]
        for start, end in pairwise(places):
            if start is not None and end is not None:
                axes.line([start, end], style)
        for place in places:
            if place is not None:
                axes.mark(place, shape, colour, 4.5 if len(places) <= CROWDED else 3)
    if labelled:
        _labels(axes, lines)
    key(axes, left + LETTER * len(title) + 40, top - 12, looks)
    return axes


def _labels(axes: Axes, lines: Sequence[Series]) -> None:
    """The highest value at each arrival above its marker, and the lowest below."""
    for arrival, values in enumerate(zip(*(each.values for each in lines), strict=True), 1):
        known = [value for value in values if value is not None]
        for value, below in [(max(known), -6), (min(known), 16)][: len(set(known))] if known else []:
            x, y = axes.at(arrival, value)
            words = short(value)
            inside = x + 7 + LETTER * len(words) <= WIDTH
            axes.text(x + 7 if inside else WIDTH - 2, y + below, words, HALO, "start" if inside else "end")


def _arrivals(axes: Axes, run: Run, drawn: int) -> None:
    """Ticks for the arrivals; where there are several loops, with the line of each."""
    several = len({visit.loop for visit in run.visits}) > 1 and drawn <= LABELLED
    if several:
        axes.bottom_ticks([(n, f"{n}: line {visit.line}") for n, visit in enumerate(run.visits[:drawn], 1)])
    else:
        axes.bottom_ticks([(n, short(n)) for n in [1, *ticks(2, drawn, LABELLED)]])
    left, top, width, height = axes.box
    more = f" (the first {drawn} of {len(run.visits)})" if drawn < len(run.visits) else ""
    axes.text(left + width / 2, top + height + 36, f"arrival at a loop{more}", "", "middle")
