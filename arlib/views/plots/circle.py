"""The numbers of a machine type as a circle: where its arithmetic wraps around."""

from __future__ import annotations

import math
from collections.abc import Iterator

from arlib.integers import Signed, Unsigned
from arlib.views.page.html import BLUE, INK, VERMILLION, Html
from arlib.views.plots.axes import HALO, Axes, Point, picture

WIDTH, HEIGHT, RADIUS = 560, 356, 110
MIDDLE = (WIDTH / 2, HEIGHT / 2)
TICKS = 8
NUMBERS, FORWARD, BACK, LANE = 20, 44, -20, 20  # how far from the circle: numbers, first arrows, and one from the next
ROOM = 34  # so many numbers have room around the circle
MOST_MOVES = 4
LOOKS = ((BLUE, "none"), (VERMILLION, "7 4"))  # clockwise, and against it


def number_circle(integers: Signed | Unsigned, *moves: tuple[int, int]) -> Html:
    """All numbers of a type in a circle, from 0 at the top clockwise, and a move for each start and amount.

    An amount below 0 goes back. Raises ValueError for a start outside the type, or for too many moves.

    >>> number_circle(Signed(8), (127, 1))
    The 256 numbers of int8 as a circle: clockwise each is 1 more, and after 127 comes -128.
    127 + 1 is -128
    """
    if len(moves) > MOST_MOVES:
        raise ValueError(f"a circle has room for {MOST_MOVES} moves, not for {len(moves)}")
    for start, _ in moves:
        if start not in integers:
            raise ValueError(f"{start:,} is no number of {integers}")
    summary = describe_circle(integers, *moves)
    axes = Axes((0, 0, WIDTH, HEIGHT), (0, 1), (0, 1))
    x, y = MIDDLE
    axes.parts.append(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" style="fill:none;stroke:{INK};stroke-width:1.5"/>'
    )
    used = {number for start, amount in moves for number in (start, integers.wrap(start + amount))}
    _ticks(axes, integers, used)
    axes.text(12, 22, str(integers), "font-weight:bold;font-size:15px")
    forward, back = RADIUS + FORWARD, RADIUS + BACK  # outside and inside of the circle
    for start, amount in moves:
        _move(axes, integers, start, amount, back if amount < 0 else forward)
        forward, back = (forward, back - LANE) if amount < 0 else (forward + LANE, back)
    for number in used:
        axes.mark(_at(integers, number, RADIUS), "circle", INK, 5)
    return Html(picture(WIDTH, HEIGHT, axes.parts, summary), summary)


def describe_circle(integers: Signed | Unsigned, *moves: tuple[int, int]) -> str:
    """The circle in words, a line for each move."""
    lines = [
        f"The {2**integers.width:,} numbers of {integers} as a circle: clockwise each is 1 more, "
        f"and after {integers.high:,} comes {integers.low:,}."
    ]
    lines += [f"{_move_text(*move)} is {integers.wrap(sum(move)):,}" for move in moves]
    return "\n".join(lines)


def _move_text(start: int, amount: int) -> str:
    return f"{start:,} {'-' if amount < 0 else '+'} {abs(amount):,}"


def _at(integers: Signed | Unsigned, number: float, radius: float) -> Point:
    """Where a number stands; numbers outside the type go on around the circle."""
    angle = 2 * math.pi * number / 2**integers.width
    return MIDDLE[0] + radius * math.sin(angle), MIDDLE[1] - radius * math.cos(angle)


def _ticks(axes: Axes, integers: Signed | Unsigned, used: set[int]) -> None:
    """Marks at equal distances, and the numbers at them and at both ends of the moves."""
    many = 2**integers.width
    marked = {integers.wrap(many * n // TICKS) for n in range(TICKS)}
    room = many / ROOM
    for number in marked:
        ends = [_at(integers, number, RADIUS + length) for length in (-5, 5)]
        axes.line(ends, f"stroke:{INK};stroke-width:1.5")
    close = {n for n in marked for other in used if 0 < min((n - other) % many, (other - n) % many) < room}
    for number in (marked - close) | used:
        before = any(0 < (other - number) % many < room for other in used)
        behind = any(0 < (number - other) % many < room for other in used)
        x, y = _at(integers, number + 0.7 * room * (behind - before), RADIUS + NUMBERS)
        weight = "bold" if number in used else "normal"
        axes.text(x, y + 4, f"{number:,}", f"font-weight:{weight};{HALO}", "middle")


def _move(axes: Axes, integers: Signed | Unsigned, start: int, amount: int, radius: float) -> None:
    """An arrow along the circle, with its sum beside its middle."""
    colour, dashes = LOOKS[amount < 0]
    sign = -1 if amount < 0 else 1
    more = max(2**integers.width / ROOM - abs(amount), 0) / 2  # of a short way one would see nothing
    points = list(_arc(integers, start - sign * more, amount + 2 * sign * more, radius))
    axes.line(points[:-2], f"stroke:{colour};stroke-width:2.5;stroke-dasharray:{dashes}")
    axes.arrow(points[-3], points[-1], f"stroke:{colour};stroke-width:2.5", colour, 0)
    x, y = _at(integers, start + amount / 2, radius + (-12 if amount < 0 else 12))
    outwards = (x > MIDDLE[0]) == (amount >= 0)
    anchor = "middle" if abs(x - MIDDLE[0]) < 20 else "start" if outwards else "end"
    axes.text(x, y + 4, _move_text(start, amount), f"font-weight:bold;{HALO}", anchor)


def _arc(integers: Signed | Unsigned, start: float, amount: float, radius: float) -> Iterator[Point]:
    steps = max(8, round(120 * abs(amount) / 2**integers.width))
    for n in range(steps + 1):
        yield _at(integers, start + amount * n / steps, radius)
