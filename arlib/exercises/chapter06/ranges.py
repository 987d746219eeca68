"""An exercise for chapter 6 about address ranges: together they are everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.documents import json_part, read_texts
from arlib.exercises.kinds.programs import Grader
from arlib.exercises.variants import between, one_of
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import EVERYONE, Condition, Patterns, Policy, Principals, Statement
from arlib.languages.iam.values import address_range
from arlib.languages.vpc.syntax import address_text
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown

KEY, EVERYWHERE = "aws:sourceip", "0.0.0.0/0"
IN_WORDS = ("no", "one", "two", "three", "four", "five", "six")
BITS = 32
CONDITION = ("IpAddress", "aws:SourceIp")  # where a condition has its ranges


def policy_from_addresses(ranges: Sequence[str]) -> Policy:
    """The policy that lets everyone read from some addresses."""
    condition = Condition("IpAddress", "aws:SourceIp", tuple(ranges))
    return Policy(
        (Statement("Allow", Patterns(("s3:GetObject",)), Patterns(("*",)), Principals((EVERYONE,)), (condition,)),),
        "2012-10-17",
    )


def left_out(ranges: Sequence[str]) -> str | None:
    """An address that is in none of the ranges, or None: the policy for all addresses allows no more than theirs."""
    match no_more_permissive(policy_from_addresses([EVERYWHERE]), policy_from_addresses(ranges)):
        case Proved():
            return None
        case Refuted(Request(context=context)):
            return context[KEY][0]
        case Unknown(reason):
            raise Unreadable(f"Of these arlib does not know whether they are everything: {reason}.")


def _read_ranges(answer: object) -> list[str]:
    """Some ranges: a list, a text with commas, or the condition of a policy."""
    given = json_part(answer)
    for _ in CONDITION:
        if isinstance(given, dict) and len(given) == 1:
            (given,) = given.values()
    ranges = read_texts(given)
    for each in ranges:
        try:
            version, _, _ = _range(each)
        except ValueError as error:
            raise Unreadable(f"{error}.") from None
        if version != BITS:
            raise Unreadable(f"{each} is a range of IPv6.")
    return ranges


def _range(text: str) -> tuple[int, int, int]:
    found = address_range(text)
    return found.bits, found.first, found.last


def _grade_union(count: int, given: str) -> Grader:
    """A grader: so many ranges, whose union is everything, and none of which can be left out."""

    def grade(answer: object) -> Feedback:
        ranges = _read_ranges(answer)
        if len(ranges) != count:
            return Feedback(
                False, f"these are {len(ranges)} ranges, and {IN_WORDS[count]} are asked for. {_misses(ranges)}"
            )
        if given and _range(given) not in map(_range, ranges):
            return Feedback(False, f"{given} is not among them. {_misses(ranges)}")
        if (address := left_out(ranges)) is not None:
            return Feedback(False, f"{address} is in none of them.")
        for number, each in enumerate(ranges):
            if left_out(others := [*ranges[:number], *ranges[number + 1 :]]) is None:
                return Feedback(False, f"without {each} they are everything as well: {', '.join(others)}.")
        return Feedback(
            True, "the policy for all addresses allows no more than yours: a condition with these forbids nothing."
        )

    return grade


def _misses(ranges: Sequence[str]) -> str:
    address = left_out(ranges) if ranges else "203.0.113.7"
    return "Together they are everything." if address is None else f"{address} is in none of them."


def _ask(count: int, given: str) -> str:
    with_it = f", one of which is {given}," if given else ""
    return (
        f"Write {IN_WORDS[count]} ranges of IPv4 addresses{with_it} that together are all of them, and none of which "
        "can be left out."
    )


def _vary_union(choose: Random) -> Exercise:
    """A range is halved again and again; the half that stays is one that the question has."""
    count = between(choose, 4, 6)
    first, length, ranges = 0, 0, []
    for _ in range(count - 1):
        length += 1
        half = 1 << BITS - length
        keep = between(choose, 0, 1)
        ranges.append(_text(first + half * (1 - keep), length))
        first += half * keep
    ranges.append(_text(first, length))
    given = one_of(choose, ranges)
    return replace(
        union,
        question=_ask(count, given),
        grade=_grade_union(count, given),
        key=Solution(f"answer = {ranges}", "One half stays whole, and the other half is halved again."),
    )


def _text(address: int, length: int) -> str:
    return f"{address_text(address)}/{length}"


union = Exercise(
    "6.12",
    "union",
    1,
    _ask(3, ""),
    'a list of texts such as ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]',
    _grade_union(3, ""),
    (
        "Two halves of all addresses are 0.0.0.0/1 and 128.0.0.0/1: the first bit is 0, or it is 1.",
        "Halve one of the two once more. The second bit of an address is worth 64 in its first number.",
    ),
    _vary_union,
)
