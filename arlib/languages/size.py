"""Texts that can be read in a moment: what is too long is refused before any parser sees it."""

from __future__ import annotations

import re

from arlib.verdict import Unsupported

MOST_CHARACTERS, MOST_DIGITS = 500_000, 4_300
# Python reads a decimal number in time that grows with the square of its length.
LONG_NUMBER = re.compile(rf"(?<![\w'])(0[xX][\da-fA-F_']{{{MOST_DIGITS},}}|\d[\d_']{{{MOST_DIGITS},}})")


def require_short(text: str) -> None:
    """Raise ``Unsupported``, with the place, for a text that is too long, or has a number or a letter that no text has.

    >>> require_short("x == " + "9" * 4300)
    >>> require_short("x == " + "9" * 4301)
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 6: a number of 4,301 digits; 4,300 are the most
    """
    if len(text) > MOST_CHARACTERS:
        raise Unsupported(f"the text has {len(text):,} characters; {MOST_CHARACTERS:,} are the most")
    if (found := LONG_NUMBER.search(text)) is not None:
        _, line, column = _place(text, found.start())
        reason = f"a number of {len(found[0]):,} digits; {MOST_DIGITS:,} are the most"
        raise Unsupported(f"line {line}, column {column + 1}: {reason}")  # the line itself fills the screen
    if (at := text.find("\0")) >= 0:
        shown, line, column = _place(text, at)
        raise Unsupported("a null character, which no source text has", shown, line, column)


def _place(text: str, offset: int) -> tuple[str, int, int]:
    """The text without null characters, the line of an offset, from 1, and its column, from 0."""
    lines = (text[:offset] + "x").splitlines()
    return text.replace("\0", "\ufffd"), len(lines), len(lines[-1]) - 1
