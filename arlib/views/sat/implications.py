"""The implication graph of a search as a picture: a row for each level, and an arrow to each literal from its reasons.

Squares are suppositions, rounded boxes follow. Once a clause is learned, a dashed line cuts the conflict off from its
reasons: each of its literals is the opposite of one with a double frame, at the left of the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arlib.clauses import Literal
from arlib.sat.events import Conflict, Decision, Propagation
from arlib.views.page.html import BLUE, INK, ORANGE, RULE, VERMILLION
from arlib.views.plots.axes import HALO, Axes, Point, picture
from arlib.views.sat.frames import Frame, Names, Step, antecedents

CONFLICT = 0  # stands for the conflict, where others have their literal
LEFT, LETTER, HEIGHT, APART, GAP = 70, 7.6, 34, 10, 44  # pixels; GAP is between columns, for the arrows
LEAST = 58  # pixels, the width of a box
ROOM = 700  # pixels of a picture that is hardly begun, so that it does not grow with each step
PAPER = "var(--jp-layout-color0, white)"


@dataclass(frozen=True)
class Layout:
    """Where each literal of a trail stands, and the conflict: its column and its row; the rows of each level.

    ``cut`` is the column before which the line of the cut goes, if there is one.
    """

    places: Mapping[Literal, tuple[int, int]]
    levels: Mapping[int, range]
    columns: int
    cut: int | None = None


def layout(frame: Frame) -> Layout:
    """Each literal stands to the right of its reasons, and what is on the conflict's side to the right of the rest.

    >>> trail = (Decision(1, 1), Propagation(2, 1, 4, (-1, 2)))
    >>> dict(layout(Frame(trail=trail)).places)
    {1: (0, 0), 2: (1, 0)}
    """
    side, columns = frame.side, dict[Literal, int]()

    def put(key: Literal, step: Step | Conflict, least: int = 0) -> None:
        columns[key] = max([least, *(columns[each] + 1 for each in antecedents(step))])

    for step in frame.trail:
        if step.literal not in side:
            put(step.literal, step)
    cut = max(columns.values(), default=-1) + 1
    for step in frame.trail:
        if step.literal in side:
            put(step.literal, step, cut)
    if frame.conflict:
        put(CONFLICT, frame.conflict, cut if frame.learned and frame.learned.clause else 0)
    level_of = {step.literal: step.level for step in frame.trail}
    if frame.conflict:
        level_of[CONFLICT] = frame.conflict.level
    places: dict[Literal, tuple[int, int]] = {}
    levels: dict[int, range] = {}
    first = 0
    for level in sorted(set(level_of.values())):
        filled: dict[int, int] = {}
        for key in (each for each, its in level_of.items() if its == level):
            column = columns[key]
            filled[column] = filled.get(column, -1) + 1
            places[key] = column, first + filled[column]
        levels[level] = range(first, first + max(filled.values()) + 1)
        first = levels[level].stop
    cutting = frame.learned is not None and frame.learned.clause and frame.conflict is not None
    return Layout(places, levels, max(columns.values(), default=0) + 1, cut if cutting else None)


def implication_graph(frame: Frame, name: Names = str, *, summary: str = "", peak: Frame | None = None) -> str:
    """The implication graph of a frame as SVG; ``peak`` is a later frame of the same trail, whose places it takes."""
    found = layout(peak or frame)
    texts = [name(step.literal) for step in (peak or frame).trail]
    width = max([LEAST, *(len(text) * LETTER + 18 for text in texts)])
    return _Graph(frame, name, found, width).drawn(summary)


class _Graph:
    """The parts of one picture."""

    def __init__(self, frame: Frame, name: Names, found: Layout, box: float):
        self.frame, self.name, self.found, self.box = frame, name, found, box
        self.axes = Axes((0, 0, 1, 1), (0, 1), (0, 1))
        self.side = frame.side if found.cut is not None else frozenset[Literal]()
        self.cutting = frame.learned is not None and bool(frame.learned.clause)

    def middle(self, key: Literal) -> Point:
        """The middle of a box."""
        column, row = self.found.places[key]
        level = next(level for level, rows in self.found.levels.items() if row in rows)
        above = sum(1 for other in self.found.levels if other < level)
        x = LEFT + self.box / 2 + column * (self.box + GAP)
        return x, 8 + HEIGHT / 2 + row * (HEIGHT + APART) + above * APART

    def drawn(self, summary: str) -> str:
        width = max(ROOM, LEFT + self.found.columns * (self.box + GAP))
        height = 16 + max((self.middle(key)[1] for key in self.found.places), default=20) + HEIGHT / 2
        if not self.frame.trail and not self.frame.conflict:
            self.axes.text(LEFT if self.found.levels else 10, 24, "Nothing is supposed yet.")
        for level, rows in self.found.levels.items():
            self.lane(level, rows, width)
        for step in self.frame.trail:
            self.arrows(step.literal, step)
        if self.frame.conflict:
            self.arrows(CONFLICT, self.frame.conflict)
        for step in self.frame.trail:
            self.node(step)
        if self.frame.conflict:
            self.conflict(self.frame.conflict)
        if self.cutting and self.found.cut is not None:
            height += 20
            self.line_of_cut(self.found.cut, height)
        return picture(width, height, self.axes.parts, summary or "An implication graph")

    def lane(self, level: int, rows: range, width: float) -> None:
        """A level's name, and a line above it."""
        key = next(key for key, (_, row) in self.found.places.items() if row == rows.start)
        y = self.middle(key)[1] - HEIGHT / 2 - APART
        if rows.start:
            self.axes.line([(0, y), (width, y)], f"stroke:{RULE};stroke-width:1")
        shown = any(step.level == level for step in self.frame.trail)
        self.axes.text(0, y + APART + HEIGHT / 2 + 4, f"level {level}", "" if shown else "opacity:0.65")

    def leads_to_conflict(self, literal: Literal) -> bool:
        """Whether a literal has to do with the clause that was learned; all have before one is."""
        learned = self.frame.learned
        return learned is None or not learned.clause or -literal in learned.clause or literal in self.side

    def arrows(self, key: Literal, step: Step | Conflict) -> None:
        """An arrow from each reason, thick where the cut goes through it."""
        if not (reasons := antecedents(step)):
            return
        x, y = self.middle(key)
        tip = x - self.box / 2 - 2
        learned = self.frame.learned
        inside = self.cutting and (key == CONFLICT or key in self.side)
        colour = VERMILLION if key == CONFLICT else INK
        for reason in reasons:
            crossed = inside and learned is not None and -reason in learned.clause
            faint = ";opacity:0.35" if not (key == CONFLICT or self.leads_to_conflict(key)) else ""
            style = f"fill:none;stroke:{colour};stroke-width:{2.4 if crossed else 1.2}{faint}"
            self.axes.parts.append(f'<path d="{self.way(reason, key)}" style="{style}"/>')
        self.axes.polygon([(tip, y), (tip - 9, y - 4), (tip - 9, y + 4)], f"fill:{colour}")

    def way(self, start: Literal, end: Literal) -> str:
        """A curve from box to box, which changes rows where no other box is in its way, if there is such a place."""
        (first, row), (last, other) = self.found.places[start], self.found.places[end]
        (x, y), (u, v) = self.middle(start), self.middle(end)
        x, u = x + self.box / 2, u - self.box / 2 - 10
        between = range(first + 1, last)
        taken = set(self.found.places.values())
        if row == other and any((column, row) in taken for column in between):
            half, bend = (u - x) / 2, 0.9 * HEIGHT
            return f"M{x:.1f} {y:.1f}C{x + half:.1f} {y - bend:.1f} {u - half:.1f} {v - bend:.1f} {u:.1f} {v:.1f}"
        if not any((column, row) in taken for column in between):
            turn = u - GAP + 10
            return f"M{x:.1f} {y:.1f}H{turn:.1f}C{turn + GAP / 2:.1f} {y:.1f} {u - GAP / 2:.1f} {v:.1f} {u:.1f} {v:.1f}"
        turn = x + GAP
        return f"M{x:.1f} {y:.1f}C{x + GAP / 2:.1f} {y:.1f} {turn - GAP / 2:.1f} {v:.1f} {turn:.1f} {v:.1f}H{u:.1f}"

    def node(self, step: Step) -> None:
        """A literal in its box, and the clause that makes it true."""
        x, y = self.middle(step.literal)
        supposed = isinstance(step, Decision)
        learned = self.frame.learned
        new = self.frame.event == step
        colour = BLUE if supposed or new else INK
        faint = "" if self.leads_to_conflict(step.literal) else "opacity:0.65;"
        tint = f"{ORANGE};fill-opacity:0.16" if step.literal in self.side else PAPER
        self.rect(x, y, 0, f"fill:{PAPER};stroke:none", supposed)
        self.rect(
            x, y, 0, f"fill:{tint};stroke:{colour};stroke-width:{2.6 if supposed or new else 1.2};{faint}", supposed
        )
        if learned is not None and -step.literal in learned.clause:
            self.rect(x, y, 4, f"fill:none;stroke:{ORANGE};stroke-width:2.2", supposed)
        self.axes.text(x, y - 1, self.name(step.literal), f"font-weight:bold;{faint}", "middle")
        words = "supposed" if supposed else f"by {step.number}" if isinstance(step, Propagation) else ""
        self.axes.text(x, y + 12, words, f"font-size:10px;{faint}", "middle")

    def rect(self, x: float, y: float, more: float, style: str, square: bool) -> None:
        width, height = self.box + 2 * more, HEIGHT + 2 * more
        self.axes.parts.append(
            f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'rx="{2 if square else HEIGHT / 2}" style="{style}"/>'
        )

    def conflict(self, conflict: Conflict) -> None:
        """The clause that is false."""
        x, y = self.middle(CONFLICT)
        self.rect(x, y, 0, f"fill:{PAPER};stroke:{VERMILLION};stroke-width:2.6", True)
        self.axes.text(x, y - 1, "✗", "font-weight:bold", "middle")
        self.axes.text(x, y + 12, f"{conflict.number} fails", "font-size:10px", "middle")

    def line_of_cut(self, column: int, height: float) -> None:
        """The dashed line between the reasons and the conflict."""
        x = LEFT + column * (self.box + GAP) - GAP / 2
        self.axes.line([(x, 4), (x, height - 18)], f"stroke:{ORANGE};stroke-width:2.2;stroke-dasharray:7 4")
        self.axes.text(x, height - 4, "the cut", f"font-weight:bold;{HALO}", "middle")
