"""Patterns with wildcards: what they are, and whether one reads a text (IAM User Guide, "Condition operators").

A pattern is a text in which some letters are wildcards. Wildcards are halves of surrogate pairs, which no text that
was read contains, so that a star which means a star is itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

ANY, ONE = "\udc2a", "\udc3f"  # any text, any one letter
PART, PART_ONE = "\udc20", "\udc2f"  # the same, but for colons: within one of the first five parts of an ARN
FOLD = 0xDC00  # added to a small letter: the letter in either case
FIRST_VARIABLE, MOST_VARIABLES = 0xD800, 1024

WILD = re.compile("[\ud800-\udfff]")
STARS = str.maketrans({"*": ANY, "?": ONE})
PART_STARS = str.maketrans({"*": PART, "?": PART_ONE})
EITHER = {ord(c): chr(FOLD + ord(c.lower())) for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
SMALL = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_variables: dict[str, str] = {}  # each name of a variable to its letter, for as long as the process lives
_names: dict[str, str] = {}


@lru_cache(maxsize=200_000)
def glob(text: str) -> str:
    """The pattern in which each ``*`` is any text and each ``?`` any one letter.

    >>> matches(glob("arn:aws:s3:::b*"), "arn:aws:s3:::b-secret/key"), matches(glob("?"), "")
    (True, False)
    """
    return text.translate(STARS)


def part_glob(text: str) -> str:
    """The same within one of the first five parts of an ARN: no wildcard reads a colon."""
    return text.translate(PART_STARS)


def arn_glob(text: str) -> str:
    """The same for an ARN: the wildcards of its first five parts read no colon.

    >>> matches(arn_glob("arn:aws:iam::*:role/a*"), "arn:aws:iam::111122223333:role/a:b")
    True
    >>> matches(arn_glob("arn:*:role/a"), "arn:aws:iam::111122223333:role/a")
    False
    """
    parts = text.split(":", 5)
    last = parts.pop() if len(parts) == 6 else None
    first = part_glob(":".join(parts))
    return first if last is None else f"{first}:{glob(last)}"


def either_case(text: str) -> str:
    """The pattern of a text whose letters from A to Z may be large or small.

    >>> matches(either_case("Dev"), "dEV"), matches(either_case("Dev"), "dev1")
    (True, False)
    """
    return text.translate(EITHER)


@lru_cache(maxsize=200_000)
def small(text: str) -> str:
    """A text with small letters for those from A to Z, and no others: so actions are compared.

    >>> small("s3:GetObject")
    's3:getobject'
    """
    return text.translate(SMALL)


def variable(name: str) -> str:
    """The letter that stands for a variable's value, whatever that is; raises ValueError for too many variables."""
    if name not in _variables:
        if len(_variables) == MOST_VARIABLES:
            raise ValueError(f"there are more than {MOST_VARIABLES:,} variables")
        letter = chr(FIRST_VARIABLE + len(_variables))
        _variables[name], _names[letter] = letter, name
    return _variables[name]


def variables(pattern: str) -> frozenset[str]:
    """The names of the variables of a pattern.

    >>> sorted(variables("home/" + variable("aws:username") + ANY))
    ['aws:username']
    """
    return frozenset(_names[c] for c in pattern if c in _names) if not pattern.isascii() else frozenset()


def variable_name(letter: str) -> str | None:
    """The name of the variable for which a letter stands; None for any other letter."""
    return _names.get(letter)


def substituted(pattern: str, values: dict[str, str]) -> str:
    """The pattern with texts in place of its variables; those without one stay."""
    return pattern.translate({ord(_variables[name]): text for name, text in values.items() if name in _variables})


def widened(pattern: str) -> str:
    """The pattern with a star in place of each variable: it reads what the pattern does, whatever values those have."""
    return pattern if pattern.isascii() else "".join(ANY if letter in _names else letter for letter in pattern)


def spellings(letter: str) -> str:
    """The letters that this one of a pattern names: itself, or in either case; a wildcard names none.

    >>> spellings("a"), spellings(either_case("a")), spellings(ONE)
    ('a', 'aA', '')
    """
    if letter in (ONE, PART_ONE):
        return ""
    if "a" <= (plain := chr(max(ord(letter) - FOLD, 0))) <= "z":
        return plain + plain.upper()
    return letter


def shown(pattern: str) -> str:
    """A pattern as the syntax of variables has it: ``${*}`` is a star that means a star.

    >>> shown(glob("a*") + "*" + variable("aws:username"))
    'a*${*}${aws:username}'
    """
    return "".join(map(_shown, pattern)) if WILD.search(pattern) or re.search(r"[*?$]", pattern) else pattern


def _shown(letter: str) -> str:
    match letter:
        case "*" | "?" | "$":
            return f"${{{letter}}}"
        case _ if letter in (ANY, PART):
            return "*"
        case _ if letter in (ONE, PART_ONE):
            return "?"
        case _ if letter in _names:
            return f"${{{_names[letter]}}}"
        case _ if "\udc00" <= letter <= "\udcff":
            return chr(ord(letter) - FOLD)
        case _:
            return letter


def reads(wildcard: str, letter: str) -> bool:
    """Whether a letter of a pattern reads a letter of a text, or of a pattern: then whatever that may be.

    ``ANY`` and ``PART`` read any number of such letters. The value of a variable may have any length, and colons.

    >>> reads(ANY, variable("aws:username")), reads(ONE, variable("aws:username")), reads(PART, ":")
    (True, False, False)
    """
    if wildcard in (letter, ANY):
        return True
    if wildcard in (ONE, PART, PART_ONE):
        return letter not in LONGER[wildcard] and letter not in _names
    return EITHER.get(ord(letter)) == wildcard


LONGER = {ONE: (ANY, PART), PART: (":", ANY, ONE), PART_ONE: (":", ANY, ONE, PART)}


def beginning(pattern: str) -> str:
    """The letters before the first wildcard: every text that the pattern reads begins with them."""
    found = WILD.search(pattern)
    return pattern[: found.start()] if found else pattern


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern reads a whole text. A variable without a value reads nothing, but for itself.

    The text may be a pattern itself. If it is read, so is each text that it reads.

    >>> matches(glob("a*b*c"), "abbc"), matches(glob("a*b*c"), "abb"), matches("*", "b")
    (True, False, False)
    >>> matches(glob("a*c"), glob("ab*?c")), matches(glob("a?c"), glob("a*c"))
    (True, False)
    """
    chunks, simple = _chunks(pattern)
    if len(chunks) == 1 and simple:
        return pattern == text
    if not text.startswith(beginning(pattern)):
        return False
    return _in_order(chunks, text) if simple else _step_by_step(pattern, text)


@lru_cache(maxsize=65_536)
def _chunks(pattern: str) -> tuple[tuple[str, ...], bool]:
    """What stands between the stars, and whether it is all plain text."""
    chunks = tuple(pattern.split(ANY))
    return chunks, not any(map(WILD.search, chunks))


def _in_order(chunks: tuple[str, ...], text: str) -> bool:
    """The first chunk begins the text, the last one ends it, and the others come as early as they can."""
    first, *middle, last = chunks
    if len(first) + len(last) > len(text) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for chunk in middle:
        found = text.find(chunk, at, end)
        if found < 0:
            return False
        at = found + len(chunk)
    return True


def _step_by_step(pattern: str, text: str) -> bool:
    """Follow all positions in the pattern at once; a star is one that may be kept."""
    tokens, stays = steps(pattern)
    here = {0}
    for letter in text:
        moved = {at + 1 for at in here if at < len(tokens) and reads(tokens[at], letter)}
        here = moved | {at for at in here if any(reads(star, letter) for star in stays[at])}
        if not here:
            return False
    return len(tokens) in here


@lru_cache(maxsize=65_536)
def steps(pattern: str) -> tuple[str, tuple[str, ...]]:
    """The letters that a pattern reads one by one, and the stars that stand before each and after the last.

    >>> steps(glob("a*b"))[0], [len(stars) for stars in steps(glob("a*b"))[1]]
    ('ab', [0, 1, 0])
    """
    tokens, stays = [], [""]
    for letter in pattern:
        if letter in (ANY, PART):
            stays[-1] += letter if letter not in stays[-1] else ""
        else:
            tokens.append(letter)
            stays.append("")
    return "".join(tokens), tuple(stays)
