"""The control graph: the places of a program, and an arrow for each way from one to another, with its conditions.

The places stand under one another. What leads to the next place goes straight down, a turn of a loop goes round at the
right, and all other ways go round at the left, each in a lane of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from arlib.programs.syntax import loops
from arlib.programs.transitions import END, ENTRY, RETURN, UNDEFINED, Location, Transition, TransitionSystem
from arlib.views.page.html import BLUE, INK, MONO, VERMILLION, Html
from arlib.views.page.sheets import constraints, fold, signature
from arlib.views.plots.axes import HALO, Axes, Point, picture
from arlib.views.programs.run_table import bare_guard, changes, place, system_table

WIDTH, LEFT, NODE, HIGH = 860, 310, 180, 34
LINE, GAP, LANE = 16, 40, 24
LETTER = 7.3  # pixels of a letter of code
MOST_PLACES, MOST_LABELS, MOST_LANES = 20, 3, 9
Ends = tuple[Location, Location]
Sides = Mapping[tuple[Ends, bool], float]  # where the ways around leave their boxes, and where they arrive


@dataclass(frozen=True)
class Arrow:
    """All ways from one place to another, a label for each."""

    source: Location
    target: Location
    labels: tuple[str, ...]

    def shown(self, room: float) -> list[str]:
        """The first labels, each cut to the room that there is."""
        most, more = int(room / LETTER), len(self.labels) - MOST_LABELS
        lines = list(self.labels) if more <= 0 else [*self.labels[:MOST_LABELS], f"and {more} more"]
        return [line if len(line) <= most else line[: most - 1] + "…" for line in lines]


def control_graph(system: TransitionSystem) -> Html:
    """The control graph as a picture, under it the same as a table to unfold; in plain text, a line for each way.

    >>> from arlib.languages.python.functions import python_program
    >>> from arlib.programs.transitions import transition_system
    >>> control_graph(transition_system(python_program("def f(x):\\n    while x > 0:\\n        x = x - 1")))
    Control graph of f(x), 3 places
    the start -> the loop in line 2: always
    the loop in line 2 -> the loop in line 2: when x > 0: x' = x - 1
    the loop in line 2 -> the end: when x <= 0
    """
    found = arrows(system)
    places = _places(system, found)
    head = f"Control graph of {signature(system.program)}, {len(places)} places"
    words = [
        f"{name(system, each.source)} -> {name(system, each.target)}: {label}"
        for each in found
        for label in each.labels
    ]
    text = "\n".join([head, *words])
    rows = fold("The same as a table", system_table(system), opened=False)
    if len(places) > MOST_PLACES:
        return Html(f"<div>Of {len(places)} places no picture is drawn.</div>{rows!s}", text)
    return Html(_drawn(system, places, found, text) + str(rows), text)


def arrows(system: TransitionSystem) -> list[Arrow]:
    """The ways between two places each, in the order of the transitions."""
    found: dict[Ends, dict[str, None]] = {}
    for each in (*system.transitions, *system.exits):
        found.setdefault((each.source, each.target), {})[label(system, each)] = None
    return [Arrow(source, target, tuple(labels)) for (source, target), labels in found.items()]


def label(system: TransitionSystem, transition: Transition) -> str:
    """When a way is taken, and what changes on it, or what goes wrong there."""
    guard = constraints(bare_guard(system, transition)).text
    when = "always" if guard == "always" else f"when {guard}"
    if transition.target == UNDEFINED:
        return f"{transition.why}, {when}"
    done = changes(transition).text if transition.target != END else "nothing"
    return when if done == "nothing" else done if guard == "always" else f"{when}: {done}"


def name(system: TransitionSystem, location: Location) -> str:
    """What a person calls a place, the ends of runs among them."""
    match location:
        case target if target == END:
            return "the end"
        case target if target == UNDEFINED:
            return "no value"
        case target if target == RETURN:
            return "the return of a call"
        case target:
            return place(system, target)


def loop_name(system: TransitionSystem, location: Location) -> str:
    """The name of a place in its box; of several loops with the number that an argument calls it by."""
    heads = loops(system.program)
    number = f" ({location})" if location in heads and len(heads) > 1 else ""
    return name(system, location).removeprefix("the ") + number


def _places(system: TransitionSystem, found: Sequence[Arrow]) -> list[Location]:
    """The places from the start to the ends, with no end to which nothing leads."""
    targets = {each.target for each in found}
    return [*system.locations, *(end for end in (END, RETURN, UNDEFINED) if end in targets)]


# ---- Where everything stands ---------------------------------------------------------------------


def _drawn(system: TransitionSystem, places: Sequence[Location], found: Sequence[Arrow], summary: str) -> str:
    order = {location: n for n, location in enumerate(places)}
    down = {each.source: each for each in found if order[each.target] == order[each.source] + 1}
    turns = {each.source: each for each in found if each.source == each.target}
    around = [each for each in found if each.source != each.target and each not in down.values()]
    lanes = _lanes(around, order)
    axes = Axes((0, 0, WIDTH, 0), (0, 1), (0, 1))
    middle, heights = _stacked(places, down, turns, around)
    sides = dict(_sides(around, middle, order))
    taken: list[float] = []
    for each in around:
        _lane(axes, each, _across(lanes, each), sides)
    for each in around:  # above all the lines, which they interrupt
        _beside(axes, each, _across(lanes, each), _left(each, lanes), sides, taken)
    for location in places:
        at, half = middle[location], heights[location] / 2
        if location in turns:
            _turn(axes, turns[location], at)
        if location in down:
            end = middle[down[location].target] - heights[down[location].target] / 2
            _straight(axes, down[location], at + half, end)
        _box(axes, loop_name(system, location), at, half, location)
    last = max((middle[location] + heights[location] / 2 for location in places), default=0)
    # Where little or nothing is said at the left, the picture begins there.
    ends = [_across(lanes, each) - 6 - LETTER * max(map(len, _left(each, lanes))) for each in around]
    unused = max(min([LEFT, *ends]) - 12, 0)
    moved = [f'<g transform="translate({-unused:.0f} 0)">', *axes.parts, "</g>"]
    return picture(WIDTH - unused, max([last, *taken]) + 14, moved, summary)


def _stacked(
    places: Sequence[Location], down: Mapping[Location, Arrow], turns: Mapping[Location, Arrow], around: Sequence[Arrow]
) -> tuple[dict[Location, float], dict[Location, float]]:
    """The middle and the height of each place's box, with room for the labels between and beside them."""
    middle: dict[Location, float] = {}
    heights: dict[Location, float] = {}
    top = 10.0
    for location in places:
        ends = sum((each.source == location) + (each.target == location) for each in around)
        lines = len(turns[location].shown(WIDTH)) if location in turns else 0
        heights[location] = max(HIGH, 10 * ends + 8)
        band = max(heights[location], LINE * lines + 4)
        middle[location] = top + band / 2
        below = len(down[location].shown(WIDTH)) if location in down else 0
        top += band + max(GAP - 12, LINE * below + 20)
    return middle, heights


def _lanes(around: Sequence[Arrow], order: Mapping[Location, int]) -> dict[Ends, int]:
    """A lane for each way around, short ways inside, so that no two in one lane pass the same place."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[Ends, int] = {}
    for each in sorted(around, key=lambda each: abs(order[each.source] - order[each.target])):
        low, high = sorted((order[each.source], order[each.target]))
        lane = next((n for n, used in enumerate(taken) if all(high < a or b < low for a, b in used)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[each.source, each.target] = lane
    return found


def _sides(
    around: Sequence[Arrow], middle: Mapping[Location, float], order: Mapping[Location, int]
) -> Iterator[tuple[tuple[Ends, bool], float]]:
    """Where each way around touches its two boxes: those to what is above above those to what is below."""
    for location, at in middle.items():
        touching = [(each, each.source == location) for each in around if location in (each.source, each.target)]
        touching.sort(key=lambda pair: order[pair[0].target if pair[1] else pair[0].source] > order[location])
        for n, (each, leaves) in enumerate(touching):
            yield ((each.source, each.target), leaves), at + 10 * (n - (len(touching) - 1) / 2)


# ---- Drawing -------------------------------------------------------------------------------------


def _box(axes: Axes, words: str, at: float, half: float, location: Location) -> None:
    colour = VERMILLION if location == UNDEFINED else BLUE
    round_ = half if location in (ENTRY, END, RETURN, UNDEFINED) else 5
    axes.parts.append(
        f'<rect x="{LEFT}" y="{at - half:.1f}" width="{NODE}" height="{2 * half:.1f}" rx="{min(round_, 17):.0f}" '
        f'style="fill:{colour};fill-opacity:0.12;stroke:{colour};stroke-width:1.5"/>'
    )
    axes.text(LEFT + NODE / 2, at + 4, words, "font-weight:bold", "middle")


def _straight(axes: Axes, arrow: Arrow, start: float, end: float) -> None:
    x = LEFT + NODE / 2
    axes.line([(x, start), (x, end - 8)], _stroke(arrow))
    _head(axes, (x, end - 1), (0, 1), arrow)
    lines = arrow.shown(WIDTH - x - 14)
    _words(axes, x + 10, (start + end) / 2, lines, "start")


def _turn(axes: Axes, arrow: Arrow, at: float) -> None:
    x = LEFT + NODE
    axes.parts.append(
        f'<path d="M {x} {at - 9:.1f} C {x + 52} {at - 26:.1f} {x + 52} {at + 26:.1f} {x + 9} {at + 10:.1f}" '
        f'style="fill:none;{_stroke(arrow)}"/>'
    )
    _head(axes, (x + 1, at + 8), (-1, -0.3), arrow)
    _words(axes, x + 48, at, arrow.shown(WIDTH - x - 52), "start")


def _across(lanes: Mapping[Ends, int], arrow: Arrow) -> float:
    return LEFT - 24 - LANE * min(lanes[arrow.source, arrow.target], MOST_LANES)


def _left(arrow: Arrow, lanes: Mapping[Ends, int]) -> list[str]:
    return arrow.shown(_across(lanes, arrow) - 10)


def _lane(axes: Axes, arrow: Arrow, x: float, sides: Sides) -> None:
    ends = arrow.source, arrow.target
    start, end = sides[ends, True], sides[ends, False]
    axes.line([(LEFT, start), (x, start), (x, end), (LEFT - 8, end)], f"stroke-linejoin:round;{_stroke(arrow)}")
    _head(axes, (LEFT - 1, end), (1, 0), arrow)


def _beside(axes: Axes, arrow: Arrow, x: float, lines: list[str], sides: Sides, taken: list[float]) -> None:
    """The labels of a way around, at the left of its lane, and where no line comes to a box."""
    ends = arrow.source, arrow.target
    at = _free((sides[ends, True] + sides[ends, False]) / 2, LINE * len(lines), taken, list(sides.values()))
    taken += [at + LINE * (n - (len(lines) - 1) / 2) for n in range(len(lines))]
    _words(axes, x - 6, at, lines, "end")


def _free(wanted: float, height: float, taken: Sequence[float], lines: Sequence[float]) -> float:
    """The nearest height to the wanted one at which no other label stands at the left, nor a line."""
    steps = (wanted + sign * 4 * n for n in range(200) for sign in (1, -1))
    clear = [(other, (height + LINE) / 2) for other in taken] + [(line, height / 2) for line in lines]
    fits = (at for at in steps if at > height / 2 and all(abs(at - other) >= room for other, room in clear))
    return next(fits, wanted)


def _words(axes: Axes, x: float, at: float, lines: Sequence[str], anchor: str) -> None:
    for n, line in enumerate(lines):
        axes.text(x, at + 4 + LINE * (n - (len(lines) - 1) / 2), line, f"{MONO};{HALO}", anchor)


def _stroke(arrow: Arrow) -> str:
    dashes = "5 4" if arrow.target == UNDEFINED else "none"
    return f"stroke:{VERMILLION if arrow.target == UNDEFINED else INK};stroke-width:1.5;stroke-dasharray:{dashes}"


def _head(axes: Axes, tip: Point, way: Point, arrow: Arrow) -> None:
    (x, y), (dx, dy) = tip, way
    back = (x - 9 * dx, y - 9 * dy)
    wings = [(back[0] - 4 * dy, back[1] + 4 * dx), (back[0] + 4 * dy, back[1] - 4 * dx)]
    axes.polygon([tip, *wings], f"fill:{VERMILLION if arrow.target == UNDEFINED else INK}")
