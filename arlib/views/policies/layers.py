"""Where the boxes and lines of a drawing in layers stand: few lines cross, and lines keep clear of boxes.

After Sugiyama, Tagawa and Toda (1981): a line that passes a layer has a place of its own there; layers are ordered by
the mean of the neighbours' places; and places are as near to their neighbours' as the boxes' sizes let them be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Stop = tuple[int, int, int]  # a line's lower and upper end, and a layer that it passes; of a box, itself and its layer
Line = tuple[int, int]

SWEEPS, ROUNDS = 12, 24
APART, NARROW = 18.0, 12.0  # between boxes of a layer, and what a line needs there


@dataclass(frozen=True)
class Layers:
    """Layers from the lowest, each with its stops in order, and where the middle of each stop is along its layer."""

    rows: tuple[tuple[Stop, ...], ...]
    places: dict[Stop, float]

    def way(self, line: Line) -> list[Stop]:
        """The stops of a line, from its lower end."""
        lower, upper = line
        return [stop for row in self.rows for stop in row if stop[:2] in (line, (lower, lower), (upper, upper))]


def layers(heights: Mapping[int, int], lines: Sequence[Line], extents: Mapping[int, float]) -> Layers:
    """The layers of boxes with such heights and extents, and of lines from lower to higher ones.

    >>> found = layers({0: 0, 1: 1, 2: 1, 3: 2}, [(0, 1), (0, 2), (1, 3)], dict.fromkeys(range(4), 50))
    >>> [[stop[0] for stop in row] for row in found.rows]
    [[0], [1, 2], [3]]
    """
    rows: list[list[Stop]] = [[] for _ in range(max(heights.values(), default=-1) + 1)]
    for box, height in sorted(heights.items()):
        rows[height].append((box, box, height))
    steps: list[tuple[Stop, Stop]] = []
    for lower, upper in lines:
        between = [(lower, upper, height) for height in range(heights[lower] + 1, heights[upper])]
        for stop in between:
            rows[stop[2]].append(stop)
        steps += pairwise([(lower, lower, heights[lower]), *between, (upper, upper, heights[upper])])
    near: dict[Stop, list[Stop]] = {stop: [] for row in rows for stop in row}
    for one, other in steps:
        near[one].append(other)
        near[other].append(one)
    best = _ordered(rows, near, steps)
    room = {stop: extents[stop[0]] + APART if stop[0] == stop[1] else NARROW for stop in near}
    return Layers(tuple(map(tuple, best)), _placed(best, near, room))


def _ordered(
    rows: list[list[Stop]], near: Mapping[Stop, Sequence[Stop]], steps: Sequence[tuple[Stop, Stop]]
) -> list[list[Stop]]:
    """The rows in an order with few crossings: sweeps up and down, of which the best counts."""
    best, least = [list(row) for row in rows], _crossings(rows, steps)
    for sweep in range(SWEEPS):
        upwards = sweep % 2 == 0
        for row in rows if upwards else rows[::-1]:
            at = {stop: number for each in rows for number, stop in enumerate(each)}
            here = row[0][2] if row else 0
            from_there = {
                stop: [at[each] for each in near[stop] if (each[2] < here) == upwards] or [at[stop]] for stop in row
            }
            row.sort(key=lambda stop: sum(from_there[stop]) / len(from_there[stop]))
        if (count := _crossings(rows, steps)) < least:
            best, least = [list(row) for row in rows], count
    return best


def _crossings(rows: Sequence[Sequence[Stop]], steps: Sequence[tuple[Stop, Stop]]) -> int:
    at = {stop: number for row in rows for number, stop in enumerate(row)}
    return sum((at[a] - at[c]) * (at[b] - at[d]) < 0 for (a, b), (c, d) in combinations(steps, 2) if a[2] == c[2])


def _placed(
    rows: Sequence[Sequence[Stop]], near: Mapping[Stop, Sequence[Stop]], room: Mapping[Stop, float]
) -> dict[Stop, float]:
    """Places, each as near to the mean of its neighbours' as the order and the sizes of its layer allow."""
    places: dict[Stop, float] = {}
    for row in rows:
        whole = sum(room[stop] for stop in row)
        at = -whole / 2
        for stop in row:
            places[stop] = at + room[stop] / 2
            at += room[stop]
    for _ in range(ROUNDS):
        for row in (*rows, *rows[::-1]):
            wanted = [_mean([places[each] for each in near[stop]] or [places[stop]]) for stop in row]
            places |= zip(row, _apart(wanted, [room[stop] for stop in row]), strict=True)
    left = min((place - room[stop] / 2 for stop, place in places.items()), default=0.0)
    return {stop: place - left for stop, place in places.items()}


def _apart(wanted: Sequence[float], room: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones, by least squares, that keep the order and leave everybody their room.

    >>> _apart([0, 0, 10], [2, 2, 2])
    [-1.0, 1.0, 10.0]
    """
    shifts = [0.0]
    for one, other in pairwise(room):
        shifts.append(shifts[-1] + (one + other) / 2)
    # Without the shifts, places must not fall: neighbours that do are given their mean (pool adjacent violators).
    pools: list[tuple[float, int]] = []
    for value, shift in zip(wanted, shifts, strict=False):
        pools.append((value - shift, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [((a * m + b * n) / (m + n), m + n)]
    flat = [value for value, count in pools for _ in range(count)]
    return [value + shift for value, shift in zip(flat, shifts, strict=False)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
