"""Exercises for chapter 6 about invariants of two patterns: one is written, and one deceives a careless checker."""

from __future__ import annotations

import inspect
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from arlib.certificates.policies import Closed, Inclusion, Invariant, NoText, Split, Tree
from arlib.checking.claims import Accepted
from arlib.checking.policies import check_inclusion
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable, whole_number
from arlib.exercises.chapter06.careless import Pair, Positions, after, ends, objection, parts
from arlib.exercises.kinds.documents import json_part, read_members
from arlib.exercises.kinds.programs import Grader
from arlib.exercises.kinds.reading import shown
from arlib.exercises.variants import one_of
from arlib.languages.iam.globs import glob
from arlib.languages.iam.predicates import RESOURCE
from arlib.languages.iam.syntax import Patterns, Policy, Statement
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown

MOST_PAIRS, MOST_LETTERS = 40, 12
PATTERN = re.compile(r"[A-Za-z0-9*?/:._-]{0,12}")
START: Pair = (frozenset({0}), frozenset({0}))


def policy_for(pattern: str) -> Policy:
    """The policy that allows to read what a pattern matches."""
    return Policy((Statement("Allow", Patterns(("s3:GetObject",)), Patterns((pattern,))),))


def escaping(first: str, second: str) -> str | None:
    """A text that the first pattern matches and the second does not; None if there is none."""
    match no_more_permissive(policy_for(first), policy_for(second)):
        case Proved():
            return None
        case Refuted(request):
            return request.resource
        case Unknown(reason):
            raise Unreadable(f"Of these patterns arlib does not know which texts they match: {reason}.")


# ---- Pairs, as a learner writes them ----------------------------------------------------------


def _read_pairs(answer: object) -> list[Pair]:
    given = json_part(answer)
    if isinstance(given, dict) and len(given) == 1:
        (given,) = given.values()
    if isinstance(given, set | frozenset):
        given = list(given)
    if not isinstance(given, list | tuple) or not given:
        raise Unreadable(f"{shown(answer)} is not a list of pairs.")
    if len(given) > MOST_PAIRS:
        raise Unreadable(f"These are {len(given):,} pairs, and a few are enough.")
    return [_read_pair(each) for each in given]


def _read_pair(given: object) -> Pair:
    if not isinstance(given, list | tuple) or len(given) != 2:
        raise Unreadable(f"{shown(given)} is not a pair of positions in the first pattern and in the second.")
    return _read_positions(given[0]), _read_positions(given[1])


def _read_positions(given: object) -> Positions:
    items = given if isinstance(given, list | tuple | set | frozenset) else [given]
    found = [whole_number(each) for each in items]
    if len(found) > MOST_PAIRS or not all(at is not None and 0 <= at < MOST_PAIRS for at in found):
        raise Unreadable(f"{shown(given)} is not a list of positions.")
    return frozenset(at for at in found if at is not None)


def _written(pair: Pair) -> str:
    return f"[{sorted(pair[0])}, {sorted(pair[1])}]"


# ---- 6.8 ----------------------------------------------------------------------------------

NARROW, WIDE = "ab*b", "a*b"
CASES = (
    *(("ab*c", "a*c"), ("a*bc", "a*c"), ("aa*b", "a*b"), ("ba*a", "b*a"), ("a*ba", "a*a"), ("ab*ca", "a*a")),
    *(("xy*y", "x*y"), ("x*yx", "x*x"), ("ab*b", "*b"), ("ab*cb", "ab*b"), ("a*cb", "*b")),
)


def _letters(*patterns: str) -> list[str]:
    """The letters of patterns, and one that none mentions."""
    mentioned = sorted(set("".join(patterns)) - set("*?"))
    return [*mentioned, next(letter for letter in "xyzwvutsrq" if letter not in mentioned)]


def reachable(first: str, second: str) -> dict[Pair, str]:
    """The pairs that texts lead to while the first pattern may still read them, each with a shortest text."""
    found = {START: ""}
    waiting = deque([START])
    while waiting:
        here, there = waiting.popleft()
        for letter in _letters(first, second):
            pair = after(first, here, letter), after(second, there, letter)
            if pair[0] and pair not in found:
                found[pair] = found[here, there] + letter
                waiting.append(pair)
    return found


def _since_last_star(pattern: str, positions: Positions) -> Positions:
    """Without those before the last star at which the pattern is: what they read, that star and the rest read."""
    stars = positions & parts(pattern)[1]
    return frozenset(at for at in positions if at >= max(stars, default=0))


def _bits(pattern: str, positions: Positions) -> int:
    return sum(1 << at for at in _since_last_star(pattern, positions))


def _holds(first: str, second: str, pairs: Sequence[Pair]) -> bool:
    """Whether arlib's checker takes the pairs as evidence that the first policy allows no more than the second."""
    found = no_more_permissive(policy_for(first), policy_for(second))
    states = frozenset((_bits(first, here), _bits(second, there)) for here, there in pairs)
    why = Invariant((glob(first),), (glob(second),), states)
    match found:
        case Proved(Inclusion(one, other, trees)):
            return isinstance(check_inclusion(Inclusion(one, other, tuple(_with(why, t) for t in trees))), Accepted)
    return False


def _with(why: NoText, tree: Tree) -> Tree:
    """The tree with other evidence for the resource."""
    match tree:
        case Closed(dimension) if dimension == RESOURCE:
            return Closed(RESOURCE, why)
        case Split(statement, cases):
            return Split(statement, tuple(_with(why, each) for each in cases))
    return tree


def _missing(first: str, second: str, pairs: Sequence[Pair]) -> str:
    """Which obligation the pairs do not meet, with a pair for it."""
    if START not in pairs:
        return f"before the first letter both are at position 0, and {_written(START)} is not in your list."
    texts = reachable(first, second)
    lengths = len(parts(first)[0]), len(parts(second)[0])
    for pair in pairs:
        here, there = pair
        if max(here, default=0) > lengths[0] or max(there, default=0) > lengths[1]:
            return f"{_written(pair)} has a position behind the end: the last ones are {lengths[0]} and {lengths[1]}."
        led = f", where {texts[pair]!r} leads," if pair in texts else ", to which no text leads,"
        if ends(first, here) and not ends(second, there):
            return f"at {_written(pair)}{led} {first} ends and {second} does not."
        for letter in _letters(first, second):
            after_it = after(first, here, letter), after(second, there, letter)
            if after_it[0] and after_it not in pairs:
                return (
                    f"from {_written(pair)}{led} the letter {letter} leads to {_written(after_it)}, not in your list."
                )
    return "the checker does not accept it."


def _grade_invariant(first: str, second: str) -> Grader:
    """A grader: pairs of positions that the checker takes as evidence of an inclusion."""

    def grade(answer: object) -> Feedback:
        pairs = _read_pairs(answer)
        if _holds(first, second, pairs):
            count = f"{len(set(pairs))} pairs"
            return Feedback(True, f"the checker accepts these {count}: where {first} ends, {second} ends as well.")
        return Feedback(False, _missing(first, second, pairs))

    return grade


def _ask_invariant(first: str, second: str) -> str:
    return f"Write an invariant that shows that each text that {first} matches is one that {second} matches."


def _vary_invariant(choose: Random) -> Exercise:
    first, second = one_of(choose, CASES)
    key = [[sorted(here), sorted(there)] for here, there in reachable(first, second)]
    return replace(
        invariant,
        question=_ask_invariant(first, second),
        grade=_grade_invariant(first, second),
        key=Solution(f"answer = {key}", "These are the pairs that texts lead to, one letter after the other."),
    )


invariant = Exercise(
    "6.8",
    "invariant",
    3,
    _ask_invariant(NARROW, WIDE),
    "a list of pairs, each with the positions where the first pattern can be and those where the second can be, such "
    "as [[[0], [0]], [[1], [1]]]",
    _grade_invariant(NARROW, WIDE),
    (
        "Begin with [[0], [0]] and read one letter. Where the first pattern is nowhere, there is nothing to show.",
        "Three kinds of letters make a difference: a, b, and any other one.",
        "At a star a pattern can stay, and it can go on if the letter is the next one. So after ab the second pattern "
        "is at 1 and at 2.",
    ),
    _vary_invariant,
)

# ---- 6.11 ---------------------------------------------------------------------------------

CHECKER = "\n\n".join(
    re.sub(r'\n    """.*?"""', "", inspect.getsource(each), flags=re.DOTALL).rstrip().replace("\n\n", "\n")
    for each in (parts, after, ends, objection)
)


def _read_certificate(answer: object) -> tuple[str, str, list[Pair]]:
    given = json_part(answer)
    first, second, pairs = read_members(given, ("first", "second", "pairs"))
    return _read_pattern(first), _read_pattern(second), _read_pairs(pairs)


def _read_pattern(given: object) -> str:
    if not isinstance(given, str) or not PATTERN.fullmatch(given):
        raise Unreadable(f"{shown(given)} is not a pattern of at most {MOST_LETTERS} plain letters, * and ?.")
    return given


def _grade_deceive(answer: object) -> Feedback:
    first, second, pairs = _read_certificate(answer)
    if why := objection(first, second, pairs):
        return Feedback(False, f"the checker rejects it: {why}.")
    if (text := escaping(first, second)) is None:
        return Feedback(False, f"the checker accepts it, and it is true: whatever {first} matches, {second} matches.")
    return Feedback(True, f"the checker accepts it, and it is false: {first} matches {text!r}, and {second} does not.")


deceive = Exercise(
    "6.11",
    "deceive",
    4,
    "This checker lacks a rule. Find two patterns and a list of pairs that it accepts, although the first pattern "
    "matches a text that the second does not.",
    'a list such as ["a*b", "a*", [[[0], [0]], [[1], [1]]]], with the two patterns and the pairs',
    _grade_deceive,
    (
        "Three things have to be so: the beginning is there, nothing bad is there, and no letter leads out. Which of "
        "them does the checker not look at completely?",
        "Which letters does the last loop try? A text may have others.",
        "Let the first pattern read a letter that neither pattern mentions, and the second not.",
    ),
)
