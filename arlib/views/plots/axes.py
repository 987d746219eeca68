"""Axes for small pictures as SVG, which needs no library and is readable in light and dark themes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from arlib.views.page.html import BLUE, INK, RULE, VERMILLION

# After Okabe and Ito (2008), each dark and light enough for both themes; markers and dashes say the same.
COLOURS = (BLUE, VERMILLION, "#009e73", "#cc79a7", "#b8860b", "#56a0c9")
DASHES = ("", "7 4", "2 3", "9 3 2 3", "4 2", "1 3")
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "down")
# Letters that cross a line stay readable when they carry a rim of the background's colour.
HALO = "paint-order:stroke;stroke:var(--jp-layout-color0, white);stroke-width:4px;stroke-linejoin:round"
LETTER = 6.7  # pixels, about; for what must not be cut off

LONGEST_NAME = 28

Point = tuple[float, float]


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two, in equal steps, at most so many; whole numbers only.

    >>> ticks(1, 17, 4)
    [5, 10, 15]
    """
    step = 1
    while (high - low) / step > most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    first = math.ceil(low / step) * step
    return [first + n * step for n in range(int((high - first) // step) + 1)]


def short(value: float) -> str:
    """A number beside a tick.

    >>> short(1500), short(-10**18)
    ('1,500', '-1e+18')
    """
    return f"{value:,.0f}" if abs(value) < 10**12 else f"{value:.3g}"


@dataclass
class Axes:
    """A rectangle of the picture, in which ranges of numbers are drawn; ``parts`` is the drawing so far."""

    box: tuple[float, float, float, float]  # left, top, width, height
    across: tuple[float, float]
    up: tuple[float, float]
    parts: list[str] = field(default_factory=list)

    def at(self, x: float, y: float) -> Point:
        """Where a point of the plane stands in the picture."""
        left, top, width, height = self.box
        share = (x - self.across[0]) / (self.across[1] - self.across[0])
        rise = (y - self.up[0]) / (self.up[1] - self.up[0])
        return left + width * share, top + height * (1 - rise)

    def text(self, x: float, y: float, words: str, style: str = "", anchor: str = "start") -> None:
        """Words at a place of the picture."""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="fill:{INK};{style}">{escape(words)}</text>'
        )

    def line(self, points: Iterable[Point], style: str) -> None:
        """A line through places of the picture."""
        shown = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{shown}" style="fill:none;{style}"/>')

    def polygon(self, points: Iterable[Point], style: str) -> None:
        """A closed line through places of the picture, and what it encloses."""
        shown = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polygon points="{shown}" style="{style}"/>')

    def mark(self, place: Point, shape: str, colour: str, size: float = 4.5) -> None:
        """A marker at a place of the picture."""
        x, y = place
        style = f"fill:{colour};stroke:{colour};stroke-width:1.5"
        match shape:
            case "circle":
                self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" style="{style}"/>')
            case "square":
                self.polygon(_around(place, size * 0.9, ((-1, -1), (1, -1), (1, 1), (-1, 1))), style)
            case "triangle":
                self.polygon(_around(place, size * 1.1, ((-1, 0.8), (1, 0.8), (0, -1))), style)
            case "down":
                self.polygon(_around(place, size * 1.1, ((-1, -0.8), (1, -0.8), (0, 1))), style)
            case "diamond":
                self.polygon(_around(place, size * 1.3, ((-1, 0), (0, -1), (1, 0), (0, 1))), style)
            case "cross":
                for corner in ((1, 1), (1, -1)):
                    ends = _around(place, size, (corner, (-corner[0], -corner[1])))
                    self.line(ends, f"stroke:{colour};stroke-width:2.5")
            case _:
                raise ValueError(f"no marker is called {shape}")

    def arrow(self, start: Point, end: Point, style: str, colour: str, gap: float = 7) -> None:
        """An arrow between two places of the picture, which leaves room for their markers."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = math.hypot(dx, dy)
        if length < 2 * gap + 4:
            return
        dx, dy = dx / length, dy / length
        tip = (end[0] - gap * dx, end[1] - gap * dy)
        back = (tip[0] - 9 * dx, tip[1] - 9 * dy)
        self.line([(start[0] + gap * dx, start[1] + gap * dy), back], style)
        wings = [(back[0] - 4 * dy, back[1] + 4 * dx), (back[0] + 4 * dy, back[1] - 4 * dx)]
        self.polygon([tip, *wings], f"fill:{colour}")

    def frame(self, title: str) -> None:
        """The two axes, ticks at the left with faint lines, and the title above."""
        left, top, width, height = self.box
        self.text(left, top - 12, title, "font-weight:bold")
        for value in ticks(*self.up, max(2, int(height / 30))):
            _, y = self.at(self.across[0], value)
            self.line([(left, y), (left + width, y)], f"stroke:{RULE};stroke-width:0.5")
            self.text(left - 8, y + 4, short(value), "", "end")
        self.line([(left, top), (left, top + height), (left + width, top + height)], f"stroke:{INK};stroke-width:1")

    def bottom_ticks(self, labels: Iterable[tuple[float, str]]) -> None:
        """Ticks below, each with its words; those that would touch the one before are left out."""
        _, top, _, height = self.box
        end = -math.inf
        for value, words in labels:
            x, _ = self.at(value, self.up[0])
            self.line([(x, top + height), (x, top + height + 5)], f"stroke:{INK};stroke-width:1")
            half = len(words) * LETTER / 2
            if x - half > end + 4:
                self.text(x, top + height + 18, words, "", "middle")
                end = x + half


def _around(place: Point, size: float, corners: Sequence[Point]) -> list[Point]:
    return [(place[0] + size * x, place[1] + size * y) for x, y in corners]


def picture(width: float, height: float, parts: Iterable[str], summary: str) -> str:
    """The parts as one picture, with the summary for those who do not see it."""
    return (
        f'<svg role="img" aria-label="{escape(summary)}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" style="display:block;width:100%;max-width:{width:.0f}px;height:auto;'
        f'font-family:var(--jp-ui-font-family, sans-serif);font-size:12px">{"".join(parts)}</svg>'
    )


def key(axes: Axes, x: float, y: float, entries: Iterable[tuple[str, str, str, str]]) -> None:
    """What markers and lines mean, in a row: shape, colour, dashes and words of each."""
    for shape, colour, dashes, name in entries:
        words = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        axes.line([(x, y - 4), (x + 26, y - 4)], f"stroke:{colour};stroke-width:2;stroke-dasharray:{dashes or 'none'}")
        axes.mark((x + 13, y - 4), shape, colour)
        axes.text(x + 32, y, words)
        x += 32 + len(words) * LETTER + 18
