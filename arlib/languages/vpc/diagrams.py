"""Decision diagrams whose branches are intervals: sets of packets, divided dimension by dimension.

A set is divided by protocol, and each part by source, destination, source port, destination port. Parts that are the
same are neighbours only if they differ in nothing, and each operation visits a pair of parts once (interval decision
diagrams, Strehl and Thiele 1998; of ordered rules: firewall decision diagrams, Gouda and Liu 2004).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import TypeAlias

from arlib.languages.vpc.syntax import EVERY_ADDRESS, EVERY_PORT, LAST_ADDRESS, LAST_PORT, LAST_PROTOCOL, Interval

PROTOCOL, SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT = range(5)
LAST = (LAST_PROTOCOL, LAST_ADDRESS, LAST_ADDRESS, LAST_PORT, LAST_PORT)

Box = tuple[Interval, Interval, Interval, Interval, Interval]
# Nothing, everything, or parts in ascending order: the last number of each, and what the dimensions after it may be.
Diagram: TypeAlias = "bool | tuple[tuple[int, Diagram], ...]"
Parts = list[tuple[int, Diagram]]


def box(
    protocol: Interval = (0, LAST_PROTOCOL),
    source: Interval = EVERY_ADDRESS,
    destination: Interval = EVERY_ADDRESS,
    source_port: Interval = EVERY_PORT,
    destination_port: Interval = EVERY_PORT,
) -> Box:
    """A box: an interval in each dimension, by default all of it."""
    return protocol, source, destination, source_port, destination_port


def ordered(rules: Sequence[tuple[Box, bool]]) -> Diagram:
    """The packets for which the first rule that matches says yes; where none matches, it is no.

    It goes once along each dimension, with the rules whose boxes are there; those that no packet can come to, since
    an earlier one matches all that is left, are left out, and so are the last ones if they say no.
    """
    # From which dimension on each box is not limited.
    free = [next((d + 1 for d in range(4, -1, -1) if each[d] != (0, LAST[d])), 0) for each, _ in rules]
    memo: dict[tuple[int, tuple[int, ...]], Diagram] = {}

    def diagram(dimension: int, active: Sequence[int]) -> Diagram:
        end = next((i + 1 for i, rule in enumerate(active) if free[rule] <= dimension), len(active))
        while end and not rules[active[end - 1]][1]:
            end -= 1
        if not end:
            return False
        if free[active[0]] <= dimension:
            return True
        key = (dimension, tuple(active[:end]))
        if key not in memo:
            memo[key] = decided(key[1]) if dimension == DESTINATION_PORT else divided(dimension, key[1])
        return memo[key]

    def decided(active: tuple[int, ...]) -> Diagram:
        """The last dimension, where the first rule at each place decides: a heap has those that are there."""
        coming = sorted((rules[rule][0][DESTINATION_PORT][0], rule) for rule in active)
        here: list[int] = []
        parts: Parts = []
        at = number = 0
        while at <= LAST_PORT:
            while number < len(coming) and coming[number][0] <= at:
                heappush(here, coming[number][1])
                number += 1
            while here and rules[here[0]][0][DESTINATION_PORT][1] < at:
                heappop(here)
            last = coming[number][0] - 1 if number < len(coming) else LAST_PORT
            if here:
                last = min(last, rules[here[0]][0][DESTINATION_PORT][1])
            parts.append((last, bool(here) and rules[here[0]][1]))
            at = last + 1
        return joined(parts)

    def divided(dimension: int, active: tuple[int, ...]) -> Diagram:
        begin: dict[int, list[int]] = {0: []}
        stop: dict[int, list[int]] = {}
        for rule in active:
            first, last = rules[rule][0][dimension]
            begin.setdefault(first, []).append(rule)
            stop.setdefault(last + 1, []).append(rule)
        cuts = sorted({*begin, *stop})
        here: list[int] = []
        parts: Parts = []
        for number, cut in enumerate(cuts):
            for rule in stop.get(cut, ()):
                del here[bisect_left(here, rule)]
            for rule in begin.get(cut, ()):
                insort(here, rule)
            if cut <= LAST[dimension]:
                last = cuts[number + 1] - 1 if number + 1 < len(cuts) else LAST[dimension]
                parts.append((last, diagram(dimension + 1, here)))
        return joined(parts)

    possible = [i for i, (each, _) in enumerate(rules) if all(first <= last for first, last in each)]
    return diagram(0, possible)


def parts_of(diagram: Diagram, dimension: int) -> Sequence[tuple[int, Diagram]]:
    """A diagram as parts of a dimension."""
    return ((LAST[dimension], diagram),) if isinstance(diagram, bool) else diagram


def joined(parts: Iterable[tuple[int, Diagram]]) -> Diagram:
    """Parts as a diagram: neighbours that are the same become one."""
    found: Parts = []
    for last, rest in parts:
        if found and (found[-1][1] is rest or found[-1][1] == rest):
            found[-1] = (last, rest)
        else:
            found.append((last, rest))
    if len(found) == 1 and isinstance(found[0][1], bool):
        return found[0][1]
    return tuple(found)


# What an operation says where one of the two is nothing or everything; None: it depends on the parts.


def both(one: Diagram, other: Diagram) -> Diagram | None:
    """Of an intersection."""
    if one is False or other is False:
        return False
    return other if one is True else one if other is True else None


def either(one: Diagram, other: Diagram) -> Diagram | None:
    """Of a union."""
    if one is True or other is True:
        return True
    return other if one is False else one if other is False else None


def without(one: Diagram, other: Diagram) -> Diagram | None:
    """Of a difference."""
    if one is False or other is True:
        return False
    return one if other is False else None


def combined(
    operation: Callable[[Diagram, Diagram], Diagram | None], one: Diagram, other: Diagram, dimension: int = 0
) -> Diagram:
    """An operation on two diagrams that begin at the same dimension; each pair of parts is visited once."""
    memo: dict[tuple[int, int, int], Diagram] = {}

    def combined(one: Diagram, other: Diagram, dimension: int) -> Diagram:
        if (found := operation(one, other)) is not None:
            return found
        key = (id(one), id(other), dimension)
        if key not in memo:
            left, right = parts_of(one, dimension), parts_of(other, dimension)
            parts: Parts = []
            i = j = 0
            while i < len(left) and j < len(right):
                (end, rest), (other_end, other_rest) = left[i], right[j]
                parts.append((min(end, other_end), combined(rest, other_rest, dimension + 1)))
                i += end <= other_end
                j += other_end <= end
            memo[key] = joined(parts)
        return memo[key]

    return combined(one, other, dimension)


def assigned(diagram: Diagram, dimension: int, wanted: int, interval: Interval) -> Diagram:
    """A diagram with an interval in place of the numbers of one dimension."""
    if diagram is False:
        return False
    parts = parts_of(diagram, dimension)
    if dimension < wanted:
        return joined((last, assigned(rest, dimension + 1, wanted, interval)) for last, rest in parts)
    first, last = interval
    union: Diagram = False
    for _, rest in parts:
        union = combined(either, union, rest, dimension + 1)
    outside = [(first - 1, False)] if first else []
    behind = [(LAST[dimension], False)] if last < LAST[dimension] else []
    return joined([*outside, (last, union), *behind])


def boxes(diagram: Diagram, dimension: int) -> Iterator[tuple[Interval, ...]]:
    """The intervals of each box, from a dimension on."""
    if diagram is False:
        return
    if dimension == 5:
        yield ()
        return
    first = 0
    for last, rest in parts_of(diagram, dimension):
        for others in boxes(rest, dimension + 1):
            yield ((first, last), *others)
        first = last + 1
