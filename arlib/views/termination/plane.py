"""The plane of two variables: where the loop goes on, the set that is never left, and the trajectory caught in it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from arlib.certificates.nontermination import Lasso, RecurrenceSet
from arlib.polynomials import Polynomial, constraint_text, constraints_text
from arlib.programs.interpreter import Run
from arlib.programs.syntax import Program
from arlib.programs.transitions import TransitionSystem, transition_system
from arlib.verdict import Refuted
from arlib.views.page.html import BLUE, INK, RULE, VERMILLION, Html
from arlib.views.page.sheets import number
from arlib.views.plots.axes import HALO, LETTER, Axes, Point, picture, short, ticks
from arlib.views.programs.run_table import bare_guard, inputs_text
from arlib.views.termination.nontermination import follow, unfold

WIDTH, HEIGHT = 760, 280
MOST_POINTS = 10  # of a trajectory, which then is drawn no further
TURNS = 8
CELLS = 60  # along each axis, where the border of a region is no line
LARGEST = 10**15
NEAR = 12  # steps of 1 from a run to the line at which its loop would stop
CONSTRAINTS = 60  # letters of a region's constraints in the key
MOST_REGIONS = 3  # named in the key

Region = Sequence[Polynomial]
Witness = RecurrenceSet | Lasso
Frame = Sequence[tuple[int, int]]


def plot_plane(
    what: RecurrenceSet | Refuted[RecurrenceSet] | Program,
    run: Run | None = None,
    variables: tuple[str, str] = ("", ""),
) -> Html:
    """Two variables of a program: where its loop goes on, a recurrence set if there is one, and a run's trajectory.

    A witness brings its own run. The variables are the first two that matter, unless others are named.

    >>> from arlib.termination import terminates
    >>> plot_plane(terminates("def up(x, y):\\n    while x > y:\\n        x = x + 1")).text.splitlines()[1:3]
    ['A loop goes on where x > y.', 'Recurrence set, which is never left: x > y.']
    """
    if isinstance(what, Refuted):
        what = what.witness
    sets: list[Region] = []
    match what:
        case RecurrenceSet(program):
            run = run or unfold(what, TURNS)
            sets += [phase.constraints for phase in what.phases]
        case Lasso(program, entry, repeated, again):
            run = run or follow(program, entry, (*entry.choices, *repeated), again)
        case Program() as program if run is None:
            raise ValueError(f"the trajectory of which run of {program.name}?")
        case Program() as program:
            pass
        case _:
            raise TypeError(f"neither a witness of a run that goes on for ever nor a program: {what!r}")
    return draw_plane(transition_system(program), sets, run, variables)


def draw_plane(
    system: TransitionSystem, sets: Sequence[Region], run: Run, variables: tuple[str, str] = ("", ""), frame: Frame = ()
) -> Html:
    """The picture ``plot_plane`` from its parts; a ``frame`` of points stays the same for other runs."""
    across, up = names = variables if all(variables) else two_variables(system)
    points = trajectory(run, names)
    if frame:
        points = _inside(points, frame)
    goes_on = guards(system, run)
    summary = describe_plane(run, names, points, sets, goes_on)
    if not points:
        return Html(f"<p>{escape(summary)}</p>", summary)
    top = 16 + 18 * (min(len(sets), MOST_REGIONS) + min(len(goes_on), MOST_REGIONS))
    kinds = system.program.types
    lows = [float(kinds[name].low) if name in kinds else -math.inf for name in names]
    ranges = _window([*points, *frame, *_ends((frame or points)[0], goes_on, names)], lows)
    labels = [short(value) for value in ticks(*ranges[1], HEIGHT // 30)]
    left = max(64.0, 16 + LETTER * max(map(len, labels), default=0))
    axes = Axes((left, top, WIDTH - left - 30, HEIGHT), *ranges)
    for guard in goes_on:
        _region(
            axes, guard, names, f"fill:{BLUE};fill-opacity:0.10;stroke:{BLUE};stroke-width:1.5;stroke-dasharray:6 4"
        )
    for each in sets:
        _region(axes, each, names, f"fill:{VERMILLION};fill-opacity:0.25;stroke:{VERMILLION};stroke-width:2")
    _frame(axes, across, up)
    for guard in goes_on:
        _borders(axes, guard, names)
    for start, end in pairwise(points):
        axes.arrow(axes.at(*start), axes.at(*end), f"stroke:{INK};stroke-width:1.8", INK)
    _points(axes, points)
    _key(axes, sets, goes_on)
    return Html(picture(WIDTH, top + HEIGHT + 46, axes.parts, summary), summary)


def describe_plane(
    run: Run, names: tuple[str, str], points: Sequence[Point], sets: Sequence[Region], goes_on: Sequence[Region]
) -> str:
    """The picture in words."""
    lines = [f"The plane of {names[0]} and {names[1]}, with a run from {inputs_text(run.inputs, run.choices)}."]
    lines += [f"A loop goes on where {constraints_text(guard)}." for guard in goes_on]
    lines += [f"Recurrence set, which is never left: {constraints_text(each)}." for each in sets]
    shown = ", ".join(f"({number(int(x))}, {number(int(y))})" for x, y in points)
    rest = ", …" * (len(run.visits) > len(points))
    lines.append(f"The trajectory: {shown or 'none'}{rest}.")
    return "\n".join(lines)


def two_variables(system: TransitionSystem) -> tuple[str, str]:
    """The first two variables that decide how long a program runs, parameters first; raises ValueError for fewer."""
    program = system.program
    found = [name for name in program.parameters if name in system.variables]
    found += [name for name in system.variables if name not in found]
    if len(found) < 2:
        raise ValueError(f"a plane needs two variables, and only {len(found)} decides how long {program.name} runs")
    return found[0], found[1]


def trajectory(run: Run, names: tuple[str, str]) -> list[tuple[int, int]]:
    """The states of a run in the plane, those before a number leaves the picture."""
    points = []
    for visit in run.visits[:MOST_POINTS]:
        x, y = (visit.state.get(name) for name in names)
        if x is None or y is None:  # not every variable has a value from the start
            continue
        if max(abs(x), abs(y)) > LARGEST:
            break
        points.append((x, y))
    return points


def guards(system: TransitionSystem, run: Run) -> list[Region]:
    """Where the loop of the run's first arrival goes on, case by case; what is chosen on the way may add conditions."""
    found: dict[Region, None] = {}
    for transition in system.transitions:
        if run.visits and transition.source == run.visits[0].loop:
            guard = bare_guard(system, transition)
            found[tuple(p for p in guard if p.variables <= set(system.variables))] = None
    return [guard for guard in found if guard]


def _inside(points: list[tuple[int, int]], frame: Frame) -> list[tuple[int, int]]:
    """The points up to the first that is far outside the frame."""
    bounds = [(min(p[i] for p in frame), max(p[i] for p in frame)) for i in (0, 1)]
    near = [(low - (high - low), high + (high - low)) for low, high in bounds]
    outside = (n for n, p in enumerate(points) if any(not low <= p[i] <= high for i, (low, high) in enumerate(near)))
    return points[: next(outside, len(points))]


# ---- Drawing -----------------------------------------------------------------------------------


def _window(points: Sequence[Point], least: Sequence[float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ranges around the points, neither much narrower than the other, nor below the least value of its variable."""
    lows = [min(point[i] for point in points) for i in (0, 1)]
    highs = [max(point[i] for point in points) for i in (0, 1)]
    longest = max(*(high - low for low, high in zip(lows, highs, strict=True)), 4)
    made = []
    for low, high, bottom in zip(lows, highs, least, strict=True):
        missing = max(longest * 0.6 - (high - low), 0) / 2
        margin = missing + longest * 0.15
        made.append((max(low - margin, bottom - longest * 0.02), high + margin))
    return made[0], made[1]


def _ends(place: Point, goes_on: Sequence[Region], names: tuple[str, str]) -> list[Point]:
    """Where a loop stops to go on, next to a place: the line that matters, unless it is far away."""
    found = []
    for p in (border(p) for guard in goes_on for p in guard):
        slopes = [float(p.coefficients.get((name,), 0)) for name in names]
        if p.degree == 1 and p.variables <= set(names):
            share = _value(p, names, place) / sum(slope**2 for slope in slopes)
            found.append((place[0] - share * slopes[0], place[1] - share * slopes[1]))
    return [end for end in found if math.dist(end, place) <= NEAR]


def _frame(axes: Axes, across: str, up: str) -> None:
    left, top, width, height = axes.box
    axes.frame("")
    axes.bottom_ticks([(value, short(value)) for value in ticks(*axes.across, int(width / 80))])
    for value in ticks(*axes.across, int(width / 80)):
        x, _ = axes.at(value, axes.up[0])
        axes.line([(x, top), (x, top + height)], f"stroke:{RULE};stroke-width:0.5")
    axes.text(left + width / 2, top + height + 38, across, "font-weight:bold", "middle")
    axes.text(left - 8, top - 8, up, "font-weight:bold", "end")


def _points(axes: Axes, points: Sequence[tuple[int, int]]) -> None:
    """The states, numbered where there is room; a state that comes again has all its numbers."""
    arrivals: dict[tuple[int, int], list[str]] = {}
    for n, point in enumerate(points, 1):
        arrivals.setdefault(point, []).append(str(n))
    written: list[tuple[float, float, float]] = []  # where a label begins and ends, and how high it stands
    for point, numbers in arrivals.items():
        x, y = axes.at(*point)
        axes.mark((x, y), "circle", INK, 4)
        words = ", ".join(numbers)
        begin, end = x + 4, x + 8 + LETTER * len(words)
        if all(end < left or begin > right or abs(y - height) > 12 for left, right, height in written):
            axes.text(x + 6, y - 7, words, HALO)
            written.append((begin, end, y))


def _key(axes: Axes, sets: Sequence[Region], goes_on: Sequence[Region]) -> None:
    left = axes.box[0]
    rows = [("never left: ", each, VERMILLION, 0.25, "none") for each in sets[:MOST_REGIONS]]
    rows += [("the loop goes on: ", each, BLUE, 0.10, "6 4") for each in goes_on[:MOST_REGIONS]]
    for n, (words, region, colour, opacity, dashes) in enumerate(rows):
        y = 12 + 18 * n
        style = f"fill:{colour};fill-opacity:{opacity};stroke:{colour};stroke-width:1.5;stroke-dasharray:{dashes}"
        axes.polygon([(left, y - 10), (left + 22, y - 10), (left + 22, y + 2), (left, y + 2)], style)
        text = constraints_text(region)
        axes.text(left + 30, y, words + (text if len(text) <= CONSTRAINTS else text[: CONSTRAINTS - 1] + "…"))
    axes.text(axes.box[0] + axes.box[2], 12, "numbers: arrivals at the loop", "", "end")


def _region(axes: Axes, region: Region, names: tuple[str, str], style: str) -> None:
    """The part of the picture where constraints hold; those on other variables leave nothing to draw."""
    if any(not p.variables <= set(names) for p in region):
        return
    (x0, x1), (y0, y1) = axes.across, axes.up
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    if all(p.degree <= 1 for p in region):
        for p in region:
            corners = clip(corners, border(p), names)
        if corners:
            axes.polygon([axes.at(*corner) for corner in corners], style)
        return
    dx, dy = (x1 - x0) / CELLS, (y1 - y0) / CELLS
    for i in range(CELLS):
        for j in range(CELLS):
            middle = (x0 + (i + 0.5) * dx, y0 + (j + 0.5) * dy)
            if all(_value(p, names, middle) >= 0 for p in region):
                x, y = axes.at(x0 + i * dx, y0 + (j + 1) * dy)
                across, down = axes.box[2] / CELLS, axes.box[3] / CELLS
                cell = [(x, y), (x + across, y), (x + across, y + down), (x, y + down)]
                axes.polygon(cell, style.replace("stroke:", "stroke:none;--edge:"))


def border(constraint: Polynomial) -> Polynomial:
    """What is 0 on the line at which a constraint ends as a person writes it: for x > y the line x = y.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> print(border(x - y - 1), border(x - y), sep="; ")
    x - y; x - y
    """
    return constraint + 1 if constraint.coefficients.get(()) == -1 else constraint


def _borders(axes: Axes, region: Region, names: tuple[str, str]) -> None:
    """Names for the lines at which a loop stops to go on, each where the line ends."""
    (x0, x1), (y0, y1) = axes.across, axes.up
    lines = [p for p in region if p.degree == 1 and p.variables <= set(names)]
    corners: list[Point] = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    for p in lines:
        corners = clip(corners, border(p), names)
    for p in lines:
        on = [corner for corner in corners if abs(_value(border(p), names, corner)) < 1e-6]
        if on:
            x, y = axes.at(*max(on, key=lambda corner: (corner[1], corner[0])))
            words = re.sub("[<>]=?", "=", constraint_text(p))
            room = axes.box[0] + axes.box[2] - LETTER * len(words) - 12
            axes.text(min(x + 8, room), y + 14, words, f"font-weight:bold;{HALO}")


def clip(corners: Sequence[Point], constraint: Polynomial, names: tuple[str, str]) -> list[Point]:
    """A polygon without the part in which a linear constraint is false (Sutherland and Hodgman 1974).

    >>> clip([(0, 0), (2, 0), (2, 2), (0, 2)], Polynomial.variable("x") - 1, ("x", "y"))
    [(1.0, 0.0), (2, 0), (2, 2), (1.0, 2.0)]
    """
    kept: list[Point] = []
    for start, end in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        a, b = _value(constraint, names, start), _value(constraint, names, end)
        if a >= 0:
            kept.append(start)
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept


def _value(p: Polynomial, names: tuple[str, str], place: Point) -> float:
    state = dict(zip(names, place, strict=True))
    total = 0.0
    for monomial, coefficient in p.coefficients.items():
        value = float(coefficient)
        for name in monomial:
            value *= state[name]
        total += value
    return total
