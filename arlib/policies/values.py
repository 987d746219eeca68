"""Is there a value that meets all predicates of one dimension? With the reason if there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from arlib.certificates.policies import NoText
from arlib.languages.iam.predicates import WHOLE, Predicate, Presence, Range, Texts
from arlib.languages.iam.ranges import Intervals, intersection
from arlib.policies.languages import Open, SomeText, no_text


@dataclass(frozen=True)
class NoValue:
    """There is none: the parts of ``Closed``."""

    why: NoText | None = None
    member: int | None = None


@dataclass(frozen=True)
class Possible:
    """No value, where that is allowed, or one for each part that wants its own: an interval, or a text."""

    members: tuple[SomeText | Range, ...]


@lru_cache(maxsize=500_000)
def some_value(required: bool, predicates: tuple[Predicate, ...]) -> NoValue | Possible | Open:
    """Whether some value meets all predicates; ``required`` of what every request has, as its principal.

    >>> from arlib.languages.iam.predicates import presence, texts
    >>> some_value(False, (texts(("a",), False, True), presence(False))).members[0].outside
    ('a',)
    >>> some_value(False, (texts(("a",), True), presence(True)))
    NoValue(why=None, member=None)
    """
    if not required and all(each.absent for each in predicates):
        return Possible(())
    if any(isinstance(each, Presence) and each.absent for each in predicates):
        return NoValue()
    values = [each for each in predicates if not isinstance(each, Presence)]
    if not all(each.several for each in values):
        return _one(values)
    # Some members are wanted, and every member must meet the predicates for which none is.
    every = [each for each in values if each.absent]
    members: list[SomeText | Range] = []
    undecided: Open | None = None
    for number, each in enumerate(predicates):
        if each.absent:
            continue
        match _one(every if isinstance(each, Presence) else [each, *every], number):
            case Possible(found):
                members += found
            case Open() as found:
                undecided = undecided or found
            case nothing:
                return nothing
    return undecided or Possible(tuple(members))


def _one(values: Sequence[Texts | Range], member: int | None = None) -> NoValue | Possible | Open:
    """Whether one value meets all predicates."""
    ranges = [each for each in values if isinstance(each, Range)]
    if not ranges:
        found = [each for each in values if isinstance(each, Texts)]
        inside = [each.globs for each in found if each.positive]
        why = no_text(inside, [each.globs for each in found if not each.positive])
        match why:
            case SomeText():
                return Possible((why,))
            case Open():
                return why
            case _:
                return NoValue(why, member)
    kinds = {each.kind for each in ranges}
    if len(kinds) > 1 or len(ranges) < len(values):
        named = sorted(kinds) + ["text"] * (len(ranges) < len(values))
        return Open(f"a key is compared as {' and as '.join(named)}")
    left: Intervals = WHOLE[ranges[0].kind]
    for each in ranges:
        left = intersection(left, each.intervals)
    return Possible((Range(ranges[0].kind, left),)) if left else NoValue(None, member)
