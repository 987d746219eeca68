"""A checker of exercise 6.11: it looks at where two patterns can be, and one of its rules is missing."""

from __future__ import annotations

Positions = frozenset[int]
Pair = tuple[Positions, Positions]


def parts(pattern: str) -> tuple[str, set[int]]:
    """The letters of a pattern without its stars, and at which positions a star stands.

    >>> parts("ab*b")
    ('abb', {2})
    """
    letters, stars = "", set()
    for letter in pattern:
        if letter == "*":
            stars.add(len(letters))
        else:
            letters += letter
    return letters, stars


def after(pattern: str, positions: Positions, letter: str) -> Positions:
    """Where a pattern can be after one more letter: a letter of it reads that one, or a star does and stays.

    >>> sorted(after("ab*b", frozenset({2}), "b"))
    [2, 3]
    """
    letters, stars = parts(pattern)
    moved = {at + 1 for at in positions if at < len(letters) and letters[at] in (letter, "?")}
    return frozenset(moved | (positions & stars))


def ends(pattern: str, positions: Positions) -> bool:
    """Whether a pattern has read all of a text."""
    return len(parts(pattern)[0]) in positions


def objection(first: str, second: str, pairs: list[Pair]) -> str:
    """Why the pairs do not show that the second pattern reads whatever the first reads; nothing if they do."""
    start = (frozenset({0}), frozenset({0}))
    if start not in pairs:
        return "the pair of the beginning is missing"
    for here, there in pairs:
        if ends(first, here) and not ends(second, there):
            return f"at {sorted(here)} the first pattern ends, and at {sorted(there)} the second does not"
        for letter in sorted(set(first + second) - {"*", "?"}):
            one, other = after(first, here, letter), after(second, there, letter)
            if one and (one, other) not in pairs:
                return f"{letter} leads from {sorted(here)}, {sorted(there)} to {sorted(one)}, {sorted(other)}"
    return ""
