"""An order of policies as a Hasse diagram: what allows more stands above, or further to the right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from arlib.policies.order import Order
from arlib.views.page.html import BLUE, INK
from arlib.views.plots.axes import HALO, LETTER, Axes, Point, picture
from arlib.views.policies.layers import Layers, Line, layers

MOST_DRAWN, MOST_CHOSEN, MOST_OF_A_LEVEL = 15, 20, 5  # groups: if all are drawn, and if some are
MOST_NAMES, MOST_LINES = 3, 4  # of a group in its box, and of a name
WRAPPED = 22  # letters of a line of a box
WIDTH, COUNTS, MARGIN, HIGH = 980, 104, 12, 15  # pixels: of a page, for the counts at the right, and of a line
UPWARDS, RIGHTWARDS = 46, 90  # pixels between levels
PIECES = re.compile(r"[^\s:_/-]+?(?=[A-Z][a-z])|[^\s:_/-]*[\s:_/-]+|[^\s:_/-]+")


@dataclass(frozen=True)
class Part:
    """What is drawn of an order: groups, each with its level, and the lines between them, from the lower one."""

    levels: dict[int, int]
    lines: tuple[Line, ...]
    chain: frozenset[Line]  # that a longest chain has
    whole: bool


def part(found: Order) -> Part:
    """All groups, or of many those with most below them, and a longest chain down from each.

    Where one group is below all others, it is left out of many: its lines would say nothing.
    """
    number, heights, within = len(found.groups), found.heights, found.within
    if number <= MOST_DRAWN:
        levels = dict(enumerate(heights))
        for group in reversed(range(number)):  # as high as those above let it be, so that lines are short
            levels[group] = min((levels[each] - 1 for each in found.above[group]), default=levels[group])
        return Part(levels, found.restricted(range(number)), frozenset(), True)
    chain = [each for each in found.longest_chain if each != found.least]
    kept, of_level = set(chain), Counter(heights[each] for each in chain)
    for widest in sorted(set(range(number)) - {found.least}, key=lambda each: (-len(within[each]), each)):
        new = [each for each in _chain_down(found, widest, kept) if each not in kept]
        fits = all(of_level[heights[each]] < MOST_OF_A_LEVEL for each in new)
        if fits and len(kept) + len(new) <= MOST_CHOSEN:
            kept.update(new)
            of_level.update(heights[each] for each in new)
    levels = {each: heights[each] for each in kept}
    lowest = min(levels.values())
    levels = {each: level - lowest for each, level in levels.items()}
    return Part(levels, found.restricted(kept), frozenset(pairwise(chain)), False)


def _chain_down(found: Order, group: int, kept: Collection[int]) -> list[int]:
    """A longest chain down from a group, by way of those that are drawn already where that is as long."""
    heights, below = found.heights, found.below
    chain = [group]
    while near := [each for each in below[chain[-1]] if each != found.least]:
        chain.append(max(near, key=lambda each: (heights[each], each in kept, len(found.within[each]))))
    return chain


# ---- The picture ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """Where everything stands: the middles of boxes, the corners of lines, and how far down each level is."""

    boxes: dict[int, Point]
    lines: dict[Line, list[Point]]
    levels: list[float]
    width: float
    height: float


def hasse_picture(found: Order, summary: str) -> str:
    """The diagram as SVG: upwards, or to the right where that takes less room."""
    drawn = part(found)
    words = {each: _words(found, each, counted=not drawn.whole) for each in drawn.levels}
    sizes = {each: (max(map(len, said)) * LETTER + 16, len(said) * HIGH + 10.0) for each, said in words.items()}
    head = _head(found, drawn)
    upward = _sheet(drawn, sizes, len(head) + 1, upwards=True)
    made = upward
    if drawn.whole and upward.width > WIDTH:
        rightward = _sheet(drawn, sizes, len(head) + 1, upwards=False)
        made = min(upward, rightward, key=lambda each: each.width)
    axes = Axes((0, 0, 0, 0), (0, 1), (0, 1))
    first = f"{'Above' if made is upward else 'To the right'} is what allows more."
    for number, line in enumerate((first, *head)):
        axes.text(MARGIN, 16 + 18 * number, line)
    for pair, corners in made.lines.items():
        colour, width, share = (BLUE, 3.5, 1) if pair in drawn.chain else (INK, 1.2, 0.6)
        axes.line(corners, f"stroke:{colour};stroke-width:{width};stroke-opacity:{share};stroke-linejoin:round")
    for group, middle in made.boxes.items():
        _box(axes, middle, sizes[group], words[group], found.groups[group])
    width = max(made.width, MARGIN + LETTER * max(map(len, (first, *head))))
    if not drawn.whole:
        counts = Counter(found.heights)
        lowest = min(found.heights[each] for each in drawn.levels)
        for level, y in enumerate(made.levels, lowest):
            axes.text(width, y + 4, f"level {level}: {_groups(counts[level])}", HALO)
        width += COUNTS
    lines = [f"{name(found, a)} is below {name(found, b)}." for a, b in drawn.lines]
    described = "\n".join([summary, first, *head, *lines])
    titles = f"<title>{escape(summary)}</title><desc>{escape(described)}</desc>"
    return picture(width, made.height, [titles, *axes.parts], summary)


def _head(found: Order, drawn: Part) -> list[str]:
    """What is said of the groups that are not drawn."""
    if drawn.whole:
        return []
    said = [
        f"Of {_groups(len(found.groups))} of equivalent policies {len(drawn.levels)} are drawn."
        " Thick is a longest chain.",
        "The level of a group says how many others a longest chain has below it.",
    ]
    if found.least is not None:
        names = found.groups[found.least]
        more = len(names) - 1
        said.append(f"Below all others, and not drawn: {names[0]}{f' = {more:,} more' * (more > 0)}.")
    return said


def _groups(count: int) -> str:
    return f"{count:,} group{'s' * (count != 1)}"


def _sheet(drawn: Part, sizes: Mapping[int, Point], lines: int, *, upwards: bool) -> Sheet:
    """Everything in its place, under so many lines of words."""
    along, across = (0, 1) if upwards else (1, 0)
    made = layers(drawn.levels, drawn.lines, {each: sizes[each][along] for each in drawn.levels})
    middles: list[float] = []
    halves: list[float] = []
    at = 0.0
    for row in made.rows:
        halves.append(max((sizes[stop[0]][across] / 2 for stop in row if stop[0] == stop[1]), default=8))
        middles.append(at + halves[-1])
        at += 2 * halves[-1] + (UPWARDS if upwards else RIGHTWARDS)
    end, top = (middles[-1] + halves[-1] if middles else 0), 12 + 18 * lines

    def place(along_: float, across_: float) -> Point:
        return (along_ + MARGIN, end - across_ + top) if upwards else (across_ + MARGIN, along_ + top)

    boxes = {each: place(made.places[each, each, level], middles[level]) for each, level in drawn.levels.items()}
    ways = {
        line: list(_corners(made, line, middles, halves, {each: sizes[each][across] / 2 for each in line}, place))
        for line in drawn.lines
    }
    ends = [x + sizes[each][0] / 2 for each, (x, _) in boxes.items()] + [x for way in ways.values() for x, _ in way]
    width = max(ends, default=0) + MARGIN
    height = max((y + sizes[each][1] / 2 for each, (_, y) in boxes.items()), default=0) + MARGIN
    return Sheet(boxes, ways, [place(0, each)[1] for each in middles], width, height)


def _corners(
    made: Layers,
    line: Line,
    middles: Sequence[float],
    halves: Sequence[float],
    half: Mapping[int, float],
    place: Callable[[float, float], Point],
) -> Iterator[Point]:
    """From the lower box to the upper one; where a level is, straight through it."""
    for stop in made.way(line):
        at, level = made.places[stop], stop[2]
        box = stop[0] == stop[1]
        if stop[0] != line[0] or not box:
            yield place(at, middles[level] - halves[level])
        if box:
            yield place(at, middles[level] + half[stop[0]] * (1 if stop[0] == line[0] else -1))
        if stop[0] == line[0]:
            yield place(at, middles[level] + halves[level])


def _box(axes: Axes, middle: Point, size: Point, lines: Sequence[str], names: Sequence[str]) -> None:
    (x, y), (width, height) = middle, size
    rect = f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6" '
    axes.parts += [
        f"<g><title>{escape(' = '.join(names))}</title>",
        f'{rect}style="fill:var(--jp-layout-color0, white);stroke:none"/>',
        f'{rect}style="fill:{BLUE};fill-opacity:0.1;stroke:{BLUE};stroke-width:1.5"/>',
    ]
    for n, words in enumerate(lines):
        axes.text(x, y + 4 + HIGH * (n - (len(lines) - 1) / 2), words, "", "middle")
    axes.parts.append("</g>")


# ---- Words ---------------------------------------------------------------------------------------


def name(found: Order, group: int) -> str:
    """What a group is called: all its names."""
    return " = ".join(found.groups[group])


def _words(found: Order, group: int, *, counted: bool) -> list[str]:
    """The lines of a box: names, cut where a word ends, and how many groups are below."""
    names = found.groups[group]
    said = [line for n, each in enumerate(names[:MOST_NAMES]) for line in wrapped("= " * (n > 0) + each)]
    more = len(names) - MOST_NAMES
    return [*said, *[f"= {more} more"] * (more > 0), *[f"{len(found.within[group]):,} below"] * counted]


def wrapped(text: str) -> list[str]:
    """A name on lines, cut before words and behind signs.

    >>> wrapped("AmazonElasticMapReduceforEC2Role"), wrapped("arn:aws:s3:::photos")
    (['AmazonElasticMap', 'ReduceforEC2Role'], ['arn:aws:s3:::photos'])
    """
    lines = [""]
    for word in PIECES.findall(text):
        for piece in (word[at : at + WRAPPED] for at in range(0, len(word), WRAPPED)):
            if len(lines[-1]) + len(piece.rstrip()) > WRAPPED:
                lines.append("")
            lines[-1] += piece
    shown = [line.strip() for line in lines[:MOST_LINES]]
    return shown if len(lines) <= MOST_LINES else [*shown[:-1], f"{shown[-1][: WRAPPED - 1]}…"]
