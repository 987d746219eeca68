"""A search tree as a picture of a given width: the more leaves, the closer they stand, and the fewer words it has."""

from __future__ import annotations

from dataclasses import dataclass

from arlib.views.page.html import BLUE, INK, RULE, VERMILLION
from arlib.views.plots.axes import HALO, Axes, Point, picture
from arlib.views.sat.branches import Branch, walk
from arlib.views.sat.frames import Names

WIDTH, HEIGHT, TOP, SIDE = 292, 250, 16, 10  # pixels
APART, DEEP = 56.0, 40.0  # pixels between leaves and between levels, at most
LEAST = 2.6  # pixels between leaves; a tree with more is cut off, and told so
LETTER, NEAR = 6.4, 0.6  # pixels; how far down its line a literal stands
MOST_LEAVES = int((WIDTH - 2 * SIDE) / LEAST)
GRID = 12  # letters; a table of more rows is not drawn row by row


@dataclass(frozen=True)
class _Placed:
    branch: Branch
    at: Point
    parent: Point | None


def tree_picture(root: Branch, name: Names, summary: str) -> str:
    """A tree from its root at the top: full lines are suppositions, dashed ones what a learned clause made true."""
    leaves = root.leaves
    depth = max(depth for _, depth in walk(root))
    apart = max(LEAST, min(APART, (WIDTH - 2 * SIDE) / max(leaves, 1)))
    deep = min(DEEP, (HEIGHT - 2 * TOP) / max(depth, 1))
    placed = _place(root, apart, deep, min(leaves, MOST_LEAVES))
    axes = Axes((0, 0, 1, 1), (0, 1), (0, 1))
    thick = 1.6 if apart > 8 else 0.8
    for each in placed:
        if each.parent is not None:
            dashes = "4 3" if each.branch.learned else "none"
            axes.line([each.parent, each.at], f"stroke:{INK};stroke-width:{thick};stroke-dasharray:{dashes}")
    for each in placed:
        _end(axes, each, min(6.0, apart / 2 - 0.3, deep / 2))
    if deep >= 22:
        _words(axes, placed, name)
    if leaves > MOST_LEAVES:
        axes.text(SIDE, TOP + deep * depth + 24, f"the first {MOST_LEAVES:,} of {leaves:,} leaves")
    return picture(WIDTH, 2 * TOP + deep * depth + 14 * (leaves > MOST_LEAVES), axes.parts, summary)


def _place(root: Branch, apart: float, deep: float, leaves: int) -> list[_Placed]:
    """Leaves from left to right, each other branch in the middle above those below it."""
    width = apart * leaves
    shift = (WIDTH - width) / 2 + apart / 2
    places: dict[int, float] = {}
    kept: list[tuple[Branch, int]] = []
    count = 0
    for branch, depth in walk(root):
        if not branch.below:
            if count == leaves:
                break
            places[id(branch)] = shift + apart * count
            count += 1
        kept.append((branch, depth))
    for branch, _ in reversed(kept):
        below = [places[id(each)] for each in branch.below if id(each) in places]
        if below:
            places[id(branch)] = (below[0] + below[-1]) / 2
    placed: list[_Placed] = []
    parents: dict[int, Point] = {}
    for branch, depth in kept:
        if id(branch) not in places:
            continue
        at = places[id(branch)], TOP + deep * depth
        placed.append(_Placed(branch, at, parents.get(id(branch))))
        parents.update((id(each), at) for each in branch.below)
    return placed


def _words(axes: Axes, placed: list[_Placed], name: Names) -> None:
    """The literal of each line, where it does not touch that of another line at the same height."""
    rows: dict[float, list[tuple[float, float, str]]] = {}
    for each in placed:
        if each.parent is not None and each.branch.literal is not None:
            x, y = (NEAR * a + (1 - NEAR) * b for a, b in zip(each.at, each.parent, strict=True))
            rows.setdefault(y, []).append((x, y, name(each.branch.literal)))
    for row in rows.values():
        for n, (x, y, words) in enumerate(row):
            half = len(words) * LETTER / 2
            near = (abs(x - other) - len(text) * LETTER / 2 for m, (other, _, text) in enumerate(row) if m != n)
            if half <= min([x, WIDTH - x, *near]):
                axes.text(x, y + 4, words, f"font-size:11px;{HALO}", "middle")


def _end(axes: Axes, each: _Placed, size: float) -> None:
    """How a branch ends: a cross, or a disc with a ring; where it goes on, a dot."""
    x, y = each.at
    if each.branch.end == "a row":
        axes.mark((x, y), "circle", BLUE, max(size, 3))
        style = f"fill:none;stroke:{BLUE};stroke-width:1.5"
        axes.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{max(size, 3) + 3:.1f}" style="{style}"/>')
    elif each.branch.end:
        size = max(size * 0.8, 1)
        style = f"stroke:{VERMILLION};stroke-width:{2 if size > 3 else 1}"
        axes.line([(x - size, y - size), (x + size, y + size)], style)
        axes.line([(x - size, y + size), (x + size, y - size)], style)
    elif size > 3:
        axes.mark((x, y), "circle", INK, 2.2)


def rows_picture(letters: int, tried: int, found: bool, summary: str) -> str:
    """All rows of a truth table as cells of a square, those that were tried filled, and a ring where one is true."""
    axes = Axes((0, 0, 1, 1), (0, 1), (0, 1))
    if letters > GRID:
        axes.text(SIDE, TOP + 14, f"2 to the power of {letters:,} rows are too many to draw")
        share = tried / 2**letters
        axes.parts.append(
            f'<rect x="{SIDE}" y="{TOP + 30}" width="{WIDTH - 2 * SIDE}" height="14" style="fill:none;stroke:{RULE}"/>'
            f'<rect x="{SIDE}" y="{TOP + 30}" width="{max(1.0, share * (WIDTH - 2 * SIDE)):.1f}" height="14" '
            f'style="fill:{VERMILLION}"/>'
        )
        return picture(WIDTH, TOP + 56, axes.parts, summary)
    across = 1 << (letters + 1) // 2
    cell = min(28.0, (HEIGHT - TOP) / across)
    left = (WIDTH - across * cell) / 2
    down = (1 << letters) // across
    full, rest = divmod(tried - found, across)
    style = f"fill:{VERMILLION};fill-opacity:0.55"
    if full:
        axes.parts.append(_cells(left, TOP, across * cell, full * cell, style))
    if rest:
        axes.parts.append(_cells(left, TOP + full * cell, rest * cell, cell, style))
    for n in range(across + 1):
        axes.line([(left + n * cell, TOP), (left + n * cell, TOP + down * cell)], f"stroke:{INK};stroke-width:0.4")
    for n in range(down + 1):
        axes.line([(left, TOP + n * cell), (left + across * cell, TOP + n * cell)], f"stroke:{INK};stroke-width:0.4")
    if cell >= 9:
        for n in range(tried - found):
            x, y = left + (n % across + 0.5) * cell, TOP + (n // across + 0.5) * cell
            axes.text(x, y + 4, "✗", "font-size:11px", "middle")
    if found:
        at = left + (rest + 0.5) * cell, TOP + (full + 0.5) * cell
        axes.mark(at, "circle", BLUE, max(cell / 4, 2.5))
        axes.parts.append(
            f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{max(cell / 2 - 2, 5):.1f}" '
            f'style="fill:none;stroke:{BLUE};stroke-width:1.5"/>'
        )
    return picture(WIDTH, 2 * TOP + down * cell, axes.parts, summary)


def _cells(x: float, y: float, width: float, height: float, style: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" style="{style}"/>'
