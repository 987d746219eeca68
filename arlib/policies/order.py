"""What the answers on all pairs say together: the order of "no more permissive", equivalent policies as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from arlib.languages.iam.syntax import Policy
from arlib.policies.collection import all_pairs
from arlib.policies.questions import Verdict
from arlib.verdict import Proved, Refuted, Unknown

Answers = Iterable[tuple[int, int, Verdict]]


@dataclass(frozen=True)
class Order:
    """Groups of equivalent policies, by their names, and for each group the numbers of those right above it.

    Those above allow more. Right above is what has none between. ``undecided`` are pairs without an answer, by
    themselves or by way of others: for them a line may be missing.
    """

    groups: tuple[tuple[str, ...], ...]  # no group stands before one that is below it
    above: tuple[tuple[int, ...], ...]
    proved: int = 0
    refuted: int = 0
    undecided: tuple[tuple[str, str], ...] = ()

    @cached_property
    def below(self) -> tuple[tuple[int, ...], ...]:
        """For each group the numbers of those right below it."""
        found: list[list[int]] = [[] for _ in self.groups]
        for number, wider in enumerate(self.above):
            for each in wider:
                found[each].append(number)
        return tuple(map(tuple, found))

    @cached_property
    def heights(self) -> tuple[int, ...]:
        """For each group how many others the longest chain has that goes down from it."""
        found: list[int] = []
        for narrower in self.below:
            found.append(max((found[each] + 1 for each in narrower), default=0))
        return tuple(found)

    @cached_property
    def within(self) -> tuple[frozenset[int], ...]:
        """For each group the numbers of all those below it."""
        found: list[frozenset[int]] = []
        for narrower in self.below:
            found.append(frozenset(narrower).union(*(found[each] for each in narrower)))
        return tuple(found)

    @cached_property
    def least(self) -> int | None:
        """The group that is below all others, if there is one among several."""
        lowest = [number for number, height in enumerate(self.heights) if height == 0]
        return lowest[0] if len(lowest) == 1 < len(self.groups) else None

    @property
    def longest_chain(self) -> tuple[int, ...]:
        """Groups each of which is right above the one before, as many as there can be."""
        heights, below = self.heights, self.below
        chain = [max(range(len(heights)), key=lambda number: heights[number])] if heights else []
        while chain and below[chain[-1]]:
            chain.append(max(below[chain[-1]], key=lambda number: heights[number]))
        return tuple(reversed(chain))

    def restricted(self, kept: Collection[int]) -> tuple[tuple[int, int], ...]:
        """The lines between some groups alone: pairs, the lower first, with none of these groups between."""
        within = self.within
        below = {each: within[each] & set(kept) for each in kept}
        return tuple(
            (lower, upper)
            for upper, found in below.items()
            for lower in sorted(found)
            if not any(lower in below[each] for each in found)
        )


def order(policies: Mapping[str, Policy]) -> Order:
    """The order of policies, from an answer with evidence for each pair.

    >>> from arlib.languages.iam.reading import read_policy
    >>> start, end = '{"Statement": {"Effect": "Allow", "Resource": "*", "Action": "', '"}}'
    >>> named = {text: read_policy(start + text + end) for text in ("s3:*", "s3:Get*", "S3:get**")}
    >>> found = order(named)
    >>> found.groups, found.above
    ((('s3:Get*', 'S3:get**'), ('s3:*',)), ((1,), ()))
    """
    return order_of(list(policies), all_pairs(list(policies.values())))


def order_of(names: Sequence[str], answers: Answers) -> Order:
    """The order that answers on pairs of policies give, which have these names.

    Raises AssertionError if one answer says what the others exclude: then one of them is wrong.
    """
    within = [1 << number for number in range(len(names))]  # bits: those that allow no less
    refuted = [0] * len(names)
    unknown: list[tuple[int, int]] = []
    proved = 0
    for first, second, found in answers:
        match found:
            case Proved():
                within[first] |= 1 << second
                proved += 1
            case Refuted():
                refuted[first] |= 1 << second
            case Unknown():
                unknown.append((first, second))
    for middle, wider in enumerate(within):
        for number, each in enumerate(within):
            if each >> middle & 1:
                within[number] = each | wider
    for number, each in enumerate(within):
        for other in _bits(each & refuted[number]):
            raise AssertionError(f"some answer is wrong: {names[number]} is within {names[other]} by way of others")
    first_of = {number: next(_bits(_equivalent(within, number))) for number in range(len(names))}
    leaders = sorted(set(first_of.values()), key=lambda number: -within[number].bit_count())
    number_of = {leader: number for number, leader in enumerate(leaders)}
    only = sum(1 << leader for leader in leaders)
    above: list[tuple[int, ...]] = []
    for number in leaders:
        wider = within[number] & only & ~(1 << number)
        nearest = wider
        for each in _bits(wider):
            nearest &= ~within[each] | 1 << each
        above.append(tuple(sorted(number_of[each] for each in _bits(nearest))))
    groups = [tuple(names[each] for each in _bits(_equivalent(within, number))) for number in leaders]
    undecided = tuple((names[a], names[b]) for a, b in unknown if not within[a] >> b & 1)
    return Order(tuple(groups), tuple(above), proved, sum(map(int.bit_count, refuted)), undecided)


def _equivalent(within: Sequence[int], number: int) -> int:
    return sum(1 << each for each in _bits(within[number]) if within[each] >> number & 1)


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
