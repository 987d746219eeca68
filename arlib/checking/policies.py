"""Check that a policy is no more permissive than another: each tree of cases, without a solver and without search."""

from __future__ import annotations

from collections.abc import Iterator

from arlib.certificates.policies import (
    Box,
    Choice,
    Closed,
    Covered,
    Covers,
    Each,
    Inclusion,
    Invariant,
    NoText,
    Split,
    Tree,
    box,
    boxes,
    obligations,
)
from arlib.checking.claims import Accepted, Rejected
from arlib.languages.iam.globs import ANY, beginning, reads, spellings, steps, variables, widened
from arlib.languages.iam.predicates import ELEMENTS, WHOLE, Predicate, Presence, Range, Texts, negation, texts
from arlib.languages.iam.principals import unclear_sessions
from arlib.languages.iam.ranges import intersection
from arlib.languages.iam.second_readings import readings


def check_inclusion(found: Inclusion) -> Accepted | Rejected:
    """Check one tree for each obligation.

    No tree is about whose session a federated user is, on which an answer may depend where one is named.
    """
    named = (each.principals for policy in (found.first, found.second) for each in policy.statements)
    if (session := unclear_sessions(one for each in named if each is not None for one in each.listed)) is not None:
        return Rejected("principals", f"whose session {session} is, no policy says")
    left = list(found.trees)
    for reading in readings(found.first, found.second):
        try:
            wanted = obligations(boxes(found.first, reading), boxes(found.second, reading), found.actions)
        except ValueError as error:
            return Rejected("obligations", str(error))
        for number, (start, covers) in enumerate(wanted):
            if not left:
                return Rejected("obligations", f"there is no tree for obligation {number}")
            if (why := _tree(left.pop(0), box(start), covers)) is not None:
                return Rejected(f"obligation {number}", why)
    return Rejected("obligations", f"{len(left)} trees are about nothing") if left else Accepted()


def _tree(tree: Tree, here: Box, covers: Covers) -> str | None:
    """Why a tree does not show that the statements cover a box; None if it does."""
    match tree:
        case Closed(dimension, why, member):
            closed = _closed(here.get(dimension, ()), dimension in ELEMENTS, why, member)
            return None if closed else f"a value of {dimension} may be left"
        case Split(statement, cases):
            if not 0 <= statement < len(covers) or len(cases) != len(covers[statement]):
                return f"statement {statement} has other cases"
            for (dimension, predicate), case in zip(covers[statement], cases, strict=True):
                before = here.get(dimension, ())
                if (why_not := _tree(case, {**here, dimension: (*before, negation(predicate))}, covers)) is not None:
                    return why_not
                here = {**here, dimension: (*before, predicate)}
            return None
        case Choice(dimension, union, cases):
            before = here.get(dimension, ())
            if dimension not in ELEMENTS or texts(union, True) not in before or len(cases) != len(union):
                return f"there are other choices of {dimension}"
            for pattern, case in zip(union, cases, strict=True):
                there = {**here, dimension: (*before, texts((pattern,), True))}
                if (why_not := _tree(case, there, covers)) is not None:
                    return why_not
            return None


def _closed(predicates: tuple[Predicate, ...], required: bool, why: NoText | None, member: int | None) -> bool:
    """Whether no value meets all predicates: first that there must be one, then that none will do."""
    if not required and all(each.absent for each in predicates):
        return False
    if any(isinstance(each, Presence) and each.absent for each in predicates):
        return True
    values = [each for each in predicates if not isinstance(each, Presence)]
    if all(each.several for each in values):
        # One member must meet this predicate, and all members those for which none is needed.
        if member is None or not 0 <= member < len(predicates) or predicates[member].absent:
            return False
        one = predicates[member]
        values = [each for each in values if each.absent or each is one]
    if why is None:
        ranges = [each for each in values if isinstance(each, Range)]
        kinds = {each.kind for each in ranges}
        return len(kinds) == 1 and len(ranges) == len(values) and not _common(ranges)
    every = [each for each in values if isinstance(each, Texts)]
    positive = [each.globs for each in every if each.positive]
    negative = frozenset(glob for each in every if not each.positive for glob in each.globs)
    return len(every) == len(values) and _no_text(why, positive or [(ANY,)], negative)


def _common(ranges: list[Range]) -> bool:
    left = WHOLE[ranges[0].kind]
    for each in ranges:
        left = intersection(left, each.intervals)
    return left != ()


def _no_text(why: NoText, positive: list[tuple[str, ...]], negative: frozenset[str]) -> bool:
    """Whether no text is read by a pattern of each positive union and by no negative one."""
    single = {union[0] for union in positive if len(union) == 1}
    match why:
        case Covered(pattern, by):
            return pattern in single and by in negative and _reads(by, pattern)
        case Each(union, cases):
            listed = dict(cases)
            return union in positive and all(
                _no_text(listed[glob], [*positive, (glob,)], negative)
                if glob in listed
                else any(all(_apart(glob, other) for other in each) for each in positive)
                for glob in union
            )
        case Invariant(inside, outside, states):
            if len(inside) > 1 or not single.issuperset(inside):
                # A variable's value may be any text: several patterns may read it where none has its letter.
                if any(map(variables, (*inside, *outside))):
                    return False
                single = set(map(widened, single))
            known = single.issuperset(inside) and negative.issuperset(outside)
            return known and len(inside) > 0 and _invariant(inside, outside, states)


def _invariant(inside: tuple[str, ...], outside: tuple[str, ...], states: frozenset[tuple[int, ...]]) -> bool:
    """Whether the states contain the first one, no last one, and what follows each of them by each letter."""
    patterns = (*inside, *outside)
    ends = [len(steps(pattern)[0]) for pattern in patterns]
    mentioned = set("".join(patterns))
    fresh = next((chr(code) for code in range(0xE000, 0x110000) if chr(code) not in mentioned), None)
    if fresh is None:
        return False

    def goes_on(state: tuple[int, ...]) -> bool:
        """Whether some end of the text could still be wrong."""
        always = (at >> end & 1 and ANY in steps(p)[1][end] for p, at, end in zip(patterns, state, ends, strict=True))
        return all(state[: len(inside)]) and not any(list(always)[len(inside) :])

    def last(state: tuple[int, ...]) -> bool:
        ended = [at >> end & 1 for at, end in zip(state, ends, strict=True)]
        return all(ended[: len(inside)]) and not any(ended[len(inside) :])

    start = tuple(_latest(pattern, 1) for pattern in patterns)
    if goes_on(start) and start not in states:
        return False
    for state in states:
        if (
            len(state) != len(patterns)
            or any(at >> end + 1 for at, end in zip(state, ends, strict=True))
            or last(state)
        ):
            return False
        # A letter that no pattern can read next by itself is read as one that none mentions, or as a colon.
        letters = {fresh, ":"}
        for pattern, at in zip(patterns, state, strict=True):
            letters |= {letter for token in _next(pattern, at) for letter in spellings(token)}
        for letter in letters:
            after = tuple(_after(pattern, at, letter) for pattern, at in zip(patterns, state, strict=True))
            if goes_on(after) and after not in states:
                return False
    return True


def _positions(here: int) -> Iterator[int]:
    while here:
        yield (here & -here).bit_length() - 1
        here &= here - 1


def _next(pattern: str, here: int) -> set[str]:
    tokens = steps(pattern)[0]
    return {tokens[at] for at in _positions(here) if at < len(tokens)}


def _after(pattern: str, here: int, letter: str) -> int:
    """The positions after a letter."""
    tokens, stays = steps(pattern)
    there = 0
    for at in _positions(here):
        if at < len(tokens) and reads(tokens[at], letter):
            there |= 2 << at
        if any(reads(star, letter) for star in stays[at]):
            there |= 1 << at
    return _latest(pattern, there)


def _latest(pattern: str, here: int) -> int:
    """Without those before the last star of any text: what they read, that star and the rest read as well."""
    stays = steps(pattern)[1]
    last = max((at for at in _positions(here) if ANY in stays[at]), default=0)
    return here >> last << last


def _reads(by: str, pattern: str) -> bool:
    """Whether a pattern reads another, letter by letter, and so whatever that reads."""
    letters = beginning(by)
    rest = by[len(letters) :]
    if by == pattern or not rest or not pattern.startswith(letters):
        return by == pattern
    if rest == ANY:
        return True
    here = _latest(rest, 1)
    for letter in pattern[len(letters) :]:
        here = _after(rest, here, letter)
    return bool(here >> len(steps(rest)[0]) & 1)


def _apart(one: str, other: str) -> bool:
    """Whether the plain letters with which two patterns begin rule out that they read the same text."""
    first, second = beginning(one), beginning(other)
    if not first.startswith(second):
        return first == one or not second.startswith(first)
    return second == other and first != second
