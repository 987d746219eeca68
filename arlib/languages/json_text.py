"""JSON with places: a text is read completely or refused with its line, its column and a caret (RFC 8259)."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import NoReturn

from arlib.verdict import Unsupported

MOST_CHARACTERS, MOST_VALUES, MOST_LEVELS, MOST_DIGITS = 10_000_000, 500_000, 100, 1_000
SHOWN = 60  # characters on either side of a place in a long line

TOKEN = re.compile(
    r"""[ \t\r\n]*(?:(?P<mark>[][{},:])|(?P<text>")|(?P<word>true|false|null)(?![\w.])"""
    r"""|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])|(?P<end>\Z))"""
)
SPACE = re.compile(r"[ \t\r\n]*")
LINE_END = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # those of str.splitlines
PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A string; ``at`` is the offset of what it begins with, as in every value."""

    content: str
    at: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it is written."""

    content: str
    at: int


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    content: bool
    at: int


@dataclass(frozen=True, slots=True)
class Null:
    """The value null."""

    at: int


@dataclass(frozen=True, slots=True)
class Array:
    """Values in their order."""

    items: tuple[Value, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Object:
    """Members by their names, of which none occurs twice; ``places`` has where each name stands."""

    members: dict[str, Value]
    places: dict[str, int]
    at: int

    def __iter__(self) -> Iterator[tuple[str, int, Value]]:
        for name, value in self.members.items():
            yield name, self.places[name], value


Value = Text | Number | Truth | Null | Array | Object
KINDS: dict[type[Value], str] = {
    Text: "a text",
    Number: "a number",
    Truth: "true or false",
    Null: "null",
    Array: "a list",
    Object: "an object",
}


@dataclass(frozen=True)
class Source:
    """A text, and where its lines begin."""

    text: str
    starts: array[int]

    @classmethod
    def of(cls, text: str) -> Source:
        """The text with its lines."""
        starts = array("L", [0])
        starts.extend(found.end() for found in LINE_END.finditer(text))
        return cls(text, starts)

    def place(self, at: int) -> tuple[int, int]:
        """The line of an offset, from 1, and its column, from 0.

        >>> Source.of("{\\n  1}").place(4)
        (2, 2)
        """
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1]

    def fail(self, at: int, reason: str) -> NoReturn:
        """Raise ``Unsupported`` at an offset; of a long line it shows what is near."""
        line, column = self.place(at)
        begin = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        if end - begin <= 2 * SHOWN:
            raise Unsupported(reason, self.text, line, column)
        left, right = max(begin, at - SHOWN), min(end, at + SHOWN)
        near = "".join(c if c.isprintable() else " " for c in self.text[left:right])
        dots = "..." if left > begin else ""
        shown = f"{dots}{near}{'...' if right < end else ''}"
        caret = " " * (len(dots) + at - left) + "^"
        reason = f"line {line}, column {column + 1}: {reason}\n    {shown}\n    {caret}"
        raise Unsupported(reason, "", line, column)


def json_value(text: str) -> tuple[Source, Value]:
    """The value of a JSON text, with places. Raises ``Unsupported`` for what RFC 8259 does not allow, and what is huge.

    A name that occurs twice in an object is refused as well: readers of JSON disagree on which counts.

    >>> json_value('{"a": [1, true]}')[1].members["a"].items
    (Number(content='1', at=7), Truth(content=True, at=10))
    >>> json_value('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 10: the name "a" occurs twice in this object
        {"a": 1, "a": 2}
                 ^
    """
    if len(text) > MOST_CHARACTERS:
        raise Unsupported(f"the text has {len(text):,} characters; {MOST_CHARACTERS:,} are the most")
    source = Source.of(text)
    reader = _Reader(source)
    value = reader.value(0)
    if reader.kind != "end":
        source.fail(reader.at, "the value is complete, and more follows")
    return source, value


def object_in(source: Source, value: Value, what: str) -> Object:
    """The value, if it is an object; else ``Unsupported``, which says what should be one."""
    if not isinstance(value, Object):
        source.fail(value.at, f"{what} is an object, not {KINDS[type(value)]}")
    return value


def text_in(source: Source, value: Value, what: str) -> str:
    """The letters of the value, if it is a text; else ``Unsupported``."""
    if not isinstance(value, Text):
        source.fail(value.at, f"{what} is a text, not {KINDS[type(value)]}")
    return value.content


def scalar_in(source: Source, value: Value) -> str:
    """A text, or the letters of a number or a truth value; else ``Unsupported``."""
    match value:
        case Text(content) | Number(content) if isinstance(value, Text) or PLAIN_NUMBER.fullmatch(content):
            return content
        case Truth(content):
            return str(content).lower()
        case Number():
            source.fail(value.at, "write this number without an exponent")
        case _:
            source.fail(value.at, f"a value is a text, a number or a truth value, not {KINDS[type(value)]}")


class _Reader:
    """One token ahead of what is read."""

    def __init__(self, source: Source):
        self.source, self.values = source, 0
        self.kind, self.at, self.end, self.token = "", 0, 0, ""
        self.advance()

    def advance(self) -> None:
        """Read the next token."""
        text = self.source.text
        found = TOKEN.match(text, self.end)
        if found is None:
            space = SPACE.match(text, self.end)
            assert space is not None
            self.source.fail(space.end(), "this is not JSON")
        self.kind, self.end = str(found.lastgroup), found.end()
        self.at, self.token = found.start(self.kind), found[self.kind]
        if self.kind == "text":
            self._text()
        elif self.kind == "number" and len(self.token) > MOST_DIGITS:
            self.source.fail(self.at, f"a number of more than {MOST_DIGITS:,} characters")

    def _text(self) -> None:
        try:
            self.token, self.end = scanstring(self.source.text, self.end, True)
        except JSONDecodeError as error:
            reasons = {
                "Unterminated string starting at": "this text has no end",
                "Invalid control character at": "a text has no line break or other control character in it",
            }
            reason = reasons.get(error.msg, "this escape is none of JSON's")
            self.source.fail(min(error.pos, len(self.source.text) - 1), reason)
        if SURROGATE.search(self.token):
            self.source.fail(self.at, "this text has half of a surrogate pair, which is no letter")

    def value(self, level: int) -> Value:
        """The value that begins with the token ahead."""
        at, token = self.at, self.token
        self.values += 1
        if self.values > MOST_VALUES:
            self.source.fail(at, f"there are more than {MOST_VALUES:,} values")
        if level > MOST_LEVELS:
            self.source.fail(at, f"this is nested more than {MOST_LEVELS} levels deep")
        match self.kind, token:
            case "text", _:
                self.advance()
                return Text(token, at)
            case "number", _:
                self.advance()
                return Number(token, at)
            case "word", _:
                self.advance()
                return Null(at) if token == "null" else Truth(token == "true", at)
            case "mark", "[":
                return self._array(level, at)
            case "mark", "{":
                return self._object(level, at)
            case "end", _:
                self.source.fail(at, "the text ends where a value should be")
            case _:
                self.source.fail(at, f"a value should be here, not {token}")

    def _array(self, level: int, at: int) -> Array:
        items: list[Value] = []
        self.advance()
        while not self._closes("]", bool(items), "a list"):
            items.append(self.value(level + 1))
        return Array(tuple(items), at)

    def _object(self, level: int, at: int) -> Object:
        members: dict[str, Value] = {}
        places: dict[str, int] = {}
        self.advance()
        while not self._closes("}", bool(members), "an object"):
            name, place = self.token, self.at
            if self.kind != "text":
                self.source.fail(place, "a name in quotation marks should be here")
            if name in members:
                self.source.fail(place, f'the name "{name[:SHOWN]}" occurs twice in this object')
            self.advance()
            if self.token != ":" or self.kind != "mark":
                self.source.fail(self.at, "a : should be here")
            self.advance()
            members[name], places[name] = self.value(level + 1), place
        return Object(members, places, at)

    def _closes(self, mark: str, several: bool, what: str) -> bool:
        """Whether a list or an object ends here; if not, a comma is between two of its parts."""
        if self.kind == "mark" and self.token == mark:
            self.advance()
            return True
        if several:
            if self.kind != "mark" or self.token != ",":
                reason = f"{what} ends with {mark}, and has commas between its parts"
                self.source.fail(self.at, "the text ends too early; " + reason if self.kind == "end" else reason)
            self.advance()
            if self.kind == "mark" and self.token == mark:
                self.source.fail(self.at, "nothing follows the last comma")
        return False
