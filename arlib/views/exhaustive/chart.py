"""The picture of the timing widget: time against width for one result, as SVG that needs no library.

Both ends of the story are on one logarithmic scale: what the reader ran, and where the same rate
leads at 32 and 64 bits. The essay's point stands beside it.
"""

from __future__ import annotations

import math
from html import escape

from arlib.exhaustive import Exhaustion
from arlib.views.page.html import BLUE, INK, RULE, VERMILLION, Html
from arlib.views.plots.scale import (
    ESSAY_RATE,
    ESSAY_SECONDS,
    ESSAY_WIDTH,
    ESSAY_YEARS,
    LANDMARKS,
    TICKS,
    amount,
    duration,
    seconds_for_all,
)

WIDTH, HEIGHT = 860, 348
LEFT, RIGHT, TOP, BOTTOM = 132, 16, 30, 44
BITS = (4, 8, 16, 24, 32, 48, 64)
LOWEST = -8.0  # a hundredth of a microsecond: no rate tries 16 cases faster
# Letters that cross a line stay readable when they carry a rim of the background's colour.
HALO = "paint-order:stroke;stroke:var(--jp-layout-color0, white);stroke-width:4px;stroke-linejoin:round"


def timing_chart(result: Exhaustion | None = None) -> Html:
    """Time to try all cases against bits for each input: this result's rate, and the essay's point.

    Without a result, or before a case is counted, the reference lines and the essay's point alone.
    """
    chart = _Chart(result)
    chart.frame()
    chart.essay()
    if result is not None and result.rate > 0:
        chart.rate(result)
    summary = describe_timing_chart(result)
    markup = (
        f'<svg role="img" aria-label="{escape(summary)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'xmlns="http://www.w3.org/2000/svg" style="display:block;width:100%;max-width:{WIDTH}px;height:auto;'
        f'font-family:var(--jp-ui-font-family, sans-serif);font-size:12px">{"".join(chart.parts)}</svg>'
    )
    return Html(markup, summary)


def describe_timing_chart(result: Exhaustion | None = None) -> str:
    """What the chart shows, in words.

    >>> describe_timing_chart()[76:]
    'The essay: two 32-bit inputs at 430 million cases a second take 1,360 years. Nothing was run yet.'
    """
    words = [
        "Time to try all cases, on a logarithmic scale, against bits for each input.",
        f"The essay: two {ESSAY_WIDTH}-bit inputs at {amount(ESSAY_RATE)} cases a second take {ESSAY_YEARS}.",
    ]
    if result is None or not result.rate > 0:
        return " ".join([*words, "Nothing was run yet."])
    inputs = len(result.claim.inputs)
    times = [f"{duration(seconds_for_all(bits, inputs, result.rate))} at {bits} bits" for bits in (32, 64)]
    words.append(f"This run: {_own_point(result)}. At its rate of {amount(result.rate)} a second: {', '.join(times)}.")
    return " ".join(words)


def _own_point(result: Exhaustion) -> str:
    seconds = seconds_for_all(result.integers.width, len(result.claim.inputs), result.rate)
    if result.cases == result.cases_in_all:
        return f"all of {result.integers} took {duration(seconds)}"
    return f"all of {result.integers} would take {duration(seconds)}"


def _other_point(bits: int, result: Exhaustion) -> str:
    return f"{bits} bits: {duration(seconds_for_all(bits, len(result.claim.inputs), result.rate))}"


class _Chart:
    """The parts of one picture; x is bits for each input, y the logarithm of seconds."""

    def __init__(self, result: Exhaustion | None):
        self.inputs, self.log_rate = 2, math.inf
        if result is not None and result.rate > 0:
            self.inputs, self.log_rate = len(result.claim.inputs), math.log10(result.rate)
        self.highest = max(32.5, self.log_seconds(64) + 2)
        self.parts: list[str] = []

    def log_seconds(self, bits: float) -> float:
        """The logarithm of the time for all cases, which may be more than a float holds."""
        return bits * self.inputs * math.log10(2) - self.log_rate

    def x(self, bits: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * bits / 66

    def y(self, log_seconds: float) -> float:
        share = (log_seconds - LOWEST) / (self.highest - LOWEST)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    def text(self, x: float, y: float, words: str, style: str = "", anchor: str = "start") -> None:
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="fill:{INK};{style}">{escape(words)}</text>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" style="{style}"/>')

    def frame(self) -> None:
        """Axes with ticks in words, and the durations that a person can picture as dashed lines."""
        bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
        self.text(0, 14, "Time to try all cases", "font-weight:bold")
        last = math.inf
        for seconds, words in TICKS:
            y = self.y(math.log10(seconds))
            if TOP <= y <= min(bottom, last - 17):
                self.line(LEFT, y, right, y, f"stroke:{RULE};stroke-width:0.5")
                self.text(LEFT - 8, y + 4, words, "", "end")
                last = y
        for bits in BITS:
            x = self.x(bits)
            self.line(x, bottom, x, bottom + 5, f"stroke:{INK};stroke-width:1")
            self.text(x, bottom + 18, str(bits), "", "middle")
        self.line(LEFT, bottom, right, bottom, f"stroke:{INK};stroke-width:1")
        self.line(LEFT, TOP, LEFT, bottom, f"stroke:{INK};stroke-width:1")
        self.text((LEFT + right) / 2, HEIGHT - 6, "bits for each input", "", "middle")
        for seconds, words in LANDMARKS:
            y = self.y(math.log10(seconds))
            self.line(LEFT, y, right, y, f"stroke:{INK};stroke-width:1;stroke-dasharray:5 4")
            self.text(LEFT + 8, y - 5, words, HALO)

    def essay(self) -> None:
        """A diamond at 32 bits and 1,360 years; its label is above the reader's line, on the left."""
        x, y = self.x(ESSAY_WIDTH), self.y(math.log10(ESSAY_SECONDS))
        self.parts.append(
            f'<path d="M{x:.1f} {y - 12:.1f}l12 12l-12 12l-12 -12z" '
            f'style="fill:{VERMILLION};stroke:{INK};stroke-width:1"/>'
        )
        words = f"the essay: {ESSAY_YEARS} at {amount(ESSAY_RATE)} a second"
        if self.inputs > 2:  # the reader's line is far above, and the scale squeezed
            self.text(x + 16, y + 5, words, HALO)
        else:
            self.line(x - 16, y - 27, x - 7, y - 10, f"stroke:{INK};stroke-width:1")
            self.text(x - 20, y - 25, words, HALO, "end")

    def rate(self, result: Exhaustion) -> None:
        """The line of this rate, with the width that was run and, as rings, those that were not."""
        own = result.integers.width
        # The line starts where it enters the picture.
        first = max(1.0, (LOWEST + self.log_rate) / math.log10(2) / max(self.inputs, 1))
        ends = [(self.x(bits), self.y(self.log_seconds(bits))) for bits in (first, 64)]
        self.line(*ends[0], *ends[1], f"stroke:{BLUE};stroke-width:2.5")
        for bits in sorted({own, 32, 64}):
            if bits > 64:
                continue
            x, y = self.x(bits), self.y(self.log_seconds(bits))
            tried = bits == own and result.cases == result.cases_in_all
            fill = BLUE if tried else "var(--jp-layout-color0, white)"
            self.parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" style="fill:{fill};stroke:{BLUE};stroke-width:2.5"/>'
            )
            words = f"you: {_own_point(result)}" if bits == own else _other_point(bits, result)
            weight = "font-weight:bold;" if bits == own else ""
            # The empty sides of a rising line: above it on the left, below it on the right.
            if bits > 40:
                self.text(x - 12, self.clear(y - 7, -5), words, weight + HALO, "end")
            else:
                self.text(x + 14, self.clear(y + 8, 14), words, weight + HALO)

    def clear(self, baseline: float, shift: float) -> float:
        """A baseline for text that would stand on a reference line, moved off it; any other as it is."""
        for seconds, _ in LANDMARKS:
            y = self.y(math.log10(seconds))
            if baseline - 12 < y < baseline + 5:
                return y + shift
        return baseline
