"""Is there a text that some patterns read and others do not? Three ways, the cheapest first.

*Cover*: one of the others reads the pattern as a word, and so whatever it reads. *Generic word*: without ``?``, put a
letter that no pattern mentions for each star; if none of the others reads this word, there is a text, and if one does,
it is a cover. *Product automaton*: follow the positions that all patterns may have reached, letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from arlib.certificates.policies import Covered, Each, Invariant, NoText
from arlib.languages.iam.globs import (
    ANY,
    PART,
    beginning,
    matches,
    reads,
    shown,
    spellings,
    steps,
    variables,
    widened,
)

Union = tuple[str, ...]
MOST_STATES, MOST_MOVES = 20_000, 500_000
FRESH = "xyzwvuqjkXYZWVUQJK0123456789"
CASED = re.compile("[\udc00-\udc29\udc2b-\udcff]")  # all wildcards but the star of any text


@dataclass(frozen=True)
class SomeText:
    """There is a text: which all of the one and none of the other patterns read, and it if it was found already."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    word: str | None = None


@dataclass(frozen=True)
class Open:
    """It was not decided."""

    reason: str


@dataclass(frozen=True, eq=False)
class Index:
    """The patterns of a union by the letters with which they begin."""

    beginnings: dict[str, list[str]]
    ordered: list[str]
    patterns: frozenset[str]
    lengths: list[int]


@cache
def index(union: Union) -> Index:
    """The patterns of a union by the letters with which they begin."""
    found: dict[str, list[str]] = {}
    for pattern in union:
        found.setdefault(first_letters(pattern), []).append(pattern)
    return Index(found, sorted(found), frozenset(union), sorted({len(each) for each in found}))


first_letters = lru_cache(maxsize=200_000)(beginning)


@lru_cache(maxsize=200_000)
def is_plain(pattern: str) -> bool:
    """Whether a pattern has no other wildcards than stars of any text."""
    return CASED.search(pattern) is None


def wider(known: Index, pattern: str) -> Iterator[str]:
    """The patterns of a union that may read all that this one does: their plain letters begin it."""
    letters = first_letters(pattern)
    for length in known.lengths:
        if length > len(letters):
            break
        yield from known.beginnings.get(letters[:length], ())


def near(known: Index, pattern: str) -> Iterator[str]:
    """The patterns of a union that may read a text that this one reads."""
    yield from wider(known, pattern)
    letters = first_letters(pattern)
    if len(letters) < len(pattern):  # else its one text begins no other
        at = bisect_right(known.ordered, letters)
        while at < len(known.ordered) and known.ordered[at].startswith(letters):
            yield from known.beginnings[known.ordered[at]]
            at += 1


def no_text(inside: Iterable[Union], outside: Iterable[Union]) -> NoText | SomeText | Open:
    """Why no text is read by a pattern of each union inside, and by no pattern outside; or that there is one.

    >>> from arlib.languages.iam.globs import glob
    >>> no_text([(glob("s3:Get*"),)], [(glob("s3:*"),)]) == Covered(glob("s3:Get*"), glob("s3:*"))
    True
    >>> no_text([(glob("a*"),), (glob("*b"),)], [(glob("ab"),)]).word
    'axb'
    """
    indexes = [index(union) for union in outside]
    unions = sorted(inside, key=len)
    return _cases((), unions or [(ANY,)], indexes)


def _cases(chosen: tuple[str, ...], unions: list[Union], outside: list[Index]) -> NoText | SomeText | Open:
    """One pattern of each union after the other."""
    if not unions:
        return _single(chosen, outside)
    union, *rest = unions
    if chosen and any(matches(wide, each) for each in chosen for wide in wider(index(union), each)):
        return _cases(chosen, rest, outside)
    cases: list[tuple[str, NoText]] = []
    undecided: Open | None = None
    for pattern in near(index(union), chosen[0]) if chosen else union:
        if any(next(near(index(other), pattern), None) is None for other in rest):
            continue
        match _cases((*chosen, pattern), rest, outside):
            case SomeText() as found:
                return found
            case Open() as found:
                undecided = undecided or found
            case why:
                cases.append((pattern, why))
    if undecided is not None:
        return undecided
    return cases[0][1] if len(union) == 1 and cases else Each(union, tuple(cases))


def _single(chosen: tuple[str, ...], outside: list[Index]) -> NoText | SomeText | Open:
    """What all chosen patterns read, and none outside."""
    narrow = _narrowest(chosen)
    for known in outside:
        for pattern in narrow:
            if pattern in known.patterns:
                return Covered(pattern, pattern)
            for by in wider(known, pattern):
                if matches(by, pattern):
                    return Covered(pattern, by)
    others = [each for known in outside for each in near(known, narrow[0])]
    if len(narrow) == 1:
        if all(map(is_plain, (*narrow, *others))):  # the generic word
            return SomeText(narrow, tuple(others))
    else:
        # A variable's value may be any text: several patterns may read it where none has its letter.
        narrow = _narrowest(tuple(map(widened, narrow)))
        others = [each for each in others if not variables(each)]
    if (word := guess(narrow, others)) is not None:
        return SomeText(narrow, tuple(others), word)
    return product(narrow, tuple(dict.fromkeys(others)))


def _narrowest(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Without the patterns that read all that another one does."""
    left = list(dict.fromkeys(chosen))
    for each in tuple(left):
        if any(other is not each and matches(each, other) for other in left):
            left.remove(each)
    return tuple(left)


def guess(inside: tuple[str, ...], outside: Iterable[str], fills: Iterable[str] = ("x", "")) -> str | None:
    """A text made of the longest pattern inside, with one of the fills for each of its stars; None if none will do."""
    longest = max(inside, key=len)
    for fill in fills:
        word = filled(longest, fill)
        if all(matches(each, word) for each in inside) and not any(matches(each, word) for each in outside):
            return word
    return None


def filled(pattern: str, fill: str) -> str:
    """A text that the pattern reads, with a fill for each of its stars."""
    return "".join(fill if c in (ANY, PART) else spellings(c)[:1] or "x" for c in pattern)


# ---- The product automaton -----------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Automaton:
    """The positions of a pattern as bits: which a letter moves on, and which it lets stay."""

    tokens: str
    stays: tuple[str, ...]
    moving: dict[str, int]
    staying: dict[str, int]
    stars: int  # the positions at a star of any text

    def after(self, here: int, letter: str) -> int:
        """The positions after a letter."""
        if letter not in self.moving:
            self.moving[letter] = sum(1 << at for at, token in enumerate(self.tokens) if reads(token, letter))
            kept = (at for at, stars in enumerate(self.stays) if any(reads(star, letter) for star in stars))
            self.staying[letter] = sum(1 << at for at in kept)
        return self.latest((here & self.moving[letter]) << 1 | here & self.staying[letter])

    def latest(self, here: int) -> int:
        """Without those before the last star of any text: what they read, that star and the rest read as well."""
        last = (here & self.stars).bit_length()
        return here >> last - 1 << last - 1 if last else here

    def next(self, here: int) -> str:
        """The letters that positions wait for."""
        return "".join(token for at, token in enumerate(self.tokens) if here >> at & 1)


@lru_cache(maxsize=20_000)
def automaton(pattern: str) -> Automaton:
    """The automaton of a pattern."""
    tokens, stays = steps(pattern)
    return Automaton(tokens, stays, {}, {}, sum(1 << at for at, stars in enumerate(stays) if ANY in stars))


def product(inside: tuple[str, ...], outside: tuple[str, ...], most: int = MOST_STATES) -> Invariant | SomeText | Open:
    """A shortest text that all patterns inside read and none outside; or all states, none of which ends one.

    >>> from arlib.languages.iam.globs import glob
    >>> len(product((glob("a?*"),), (glob("a*?"),)).states)
    3
    """
    every = [automaton(pattern) for pattern in (*inside, *outside)]
    count, ends = len(inside), [len(each.tokens) for each in every]
    always = [1 << end if each.stars >> end & 1 else 0 for each, end in zip(every, ends, strict=True)]
    mentioned = {letter for each in every for token in each.tokens for letter in spellings(token)}
    fresh = next((c for c in chain(FRESH, map(chr, range(0xE000, 0x110000))) if c not in mentioned), None)
    if fresh is None:
        return Open("patterns mention every letter")
    moves = 0
    start = tuple(each.latest(1) for each in every)
    came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None] = {}
    queue = deque([start] if _goes_on(start, count, always) else [])
    came.update(dict.fromkeys(queue))
    while queue:
        state = queue.popleft()
        ended = [at >> end & 1 for at, end in zip(state, ends, strict=True)]
        if all(ended[:count]) and not any(ended[count:]):
            return SomeText(inside, outside, _word(came, state))
        letters = {
            letter
            for each, at in zip(every, state, strict=True)
            for token in each.next(at)
            for letter in spellings(token)
        }
        moves += len(letters)
        if moves > MOST_MOVES:
            return Open(f"patterns such as {shown(inside[0])[:60]} lead to more than {MOST_MOVES:,} moves")
        for letter in (fresh, *sorted(letters), ":"):
            after = tuple(each.after(at, letter) for each, at in zip(every, state, strict=True))
            if after not in came and _goes_on(after, count, always):
                if len(came) == most:
                    return Open(f"patterns such as {shown(inside[0])} lead to more than {most:,} states")
                came[after] = (state, letter)
                queue.append(after)
    return Invariant(inside, outside, frozenset(came))


def _goes_on(state: tuple[int, ...], count: int, always: list[int]) -> bool:
    """Whether a text could still be read by all patterns inside and by none outside."""
    if not all(state[:count]):
        return False
    return not any(at & forever for at, forever in zip(state[count:], always[count:], strict=True))


def _word(came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None], state: tuple[int, ...]) -> str:
    letters = []
    while (step := came[state]) is not None:
        state, letter = step
        letters.append(letter)
    return "".join(reversed(letters))
