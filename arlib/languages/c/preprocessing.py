"""C text to what the parser reads: the text behind the preprocessor, with the place of each word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NoReturn

from arlib.languages.c.attributes import without_attributes
from arlib.languages.c.directives import Directives, stop_at
from arlib.languages.c.expansion import Macro
from arlib.languages.c.headers import PREDEFINED
from arlib.languages.c.lexing import Token, check, lines
from arlib.languages.c.places import Text

SPECIAL = frozenset({"__LINE__", "__VA_OPT__"})  # names that mean something without being macros


def preprocessed(source: str, folder: Path | None = None) -> Text:
    """The text behind the preprocessor; with a folder, ``#include "..."`` finds the files in it.

    The headers of the library are read as they are described in ``headers``. No other file is opened. Raises
    ``Unsupported`` with the place.

    >>> preprocessed("#define N 3\\nint x = N;").code.split()
    ['int', 'x', '=', '3', ';']
    """
    defined: frozenset[str] = frozenset()
    words = _plain(source)
    if words is None:
        reader = Directives(source, folder, _predefined())
        words, defined = reader.words(), frozenset(reader.defined)

    def fail(token: Token, reason: str) -> NoReturn:
        stop_at(source, token, reason)

    code, kept, starts, begins, length = list[str](), list[Token](), list[int](), [0], 0
    for word in without_attributes(words, fail):
        if word.value == "\n":
            length += 1
            begins.append(length)
            code.append("\n")
        else:
            kept.append(word)
            starts.append(length)
            length += len(word.value) + 1
            code += word.value, " "
    return Text(source, "".join(code), kept, starts, begins, defined)


def _plain(text: str) -> list[Token] | None:
    """The words and line ends of a text on which the preprocessor does nothing; None if it may do something."""
    if "#" in text:
        return None
    check(text)
    found = [token for line in lines(text) for token in line if token.type != "CPP_WS" or token.value == "\n"]
    names = _predefined()
    return None if any(token.value in names or token.value in SPECIAL for token in found) else found


@cache
def _predefined() -> Mapping[str, Macro]:
    """The macros that the compiler defines, as pcpp keeps them."""
    reader = Directives("", None, {})
    for line in PREDEFINED.splitlines():
        reader.define(next(lines(line))[3:-1])
    found: Mapping[str, Macro] = reader.macros
    return found
