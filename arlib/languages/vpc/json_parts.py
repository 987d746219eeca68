"""The parts of what ``aws ec2 describe-*`` prints, with places: names, numbers, addresses, and lists of objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from arlib.languages.json_text import Array, Null, Number, Object, Source, Truth, Value, object_in, text_in
from arlib.languages.vpc.syntax import Address, Interval, block

CIDR = re.compile(r"(?P<address>[0-9.]+)/(?P<length>[0-9]|[12][0-9]|3[0-2])")
ADDRESS = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})(?:\.(?!$)|$)){4}")
MOST_LETTERS = 1_000


def address_of(text: str) -> Address | None:
    """The address that a text means; None if it means none.

    >>> address_of("10.0.0.1") == 0x0A000001, address_of("10.0.0.256"), address_of("10.0.0.01")
    (True, None, None)
    """
    parts = [int(part) for part in text.split(".")] if ADDRESS.fullmatch(text) else [256]
    return sum(part << 24 - 8 * i for i, part in enumerate(parts)) if max(parts) < 256 else None


class Reader:
    """A text that is being read: each complaint shows its place."""

    def __init__(self, source: Source):
        self.source = source

    def fail(self, value: Value | int, reason: str) -> NoReturn:
        """Raise ``Unsupported`` where a value stands."""
        self.source.fail(value if isinstance(value, int) else value.at, reason)

    def line(self, value: Value) -> int:
        """The line of a value."""
        return self.source.place(value.at)[0]

    def objects(self, parent: Object, name: str) -> Iterator[Object]:
        """The objects of a list; none if the list is not there."""
        for each in self.values(parent, name):
            yield object_in(self.source, each, f"what is in {name}")

    def values(self, parent: Object, name: str) -> tuple[Value, ...]:
        """The values of a list; none if the list is not there."""
        found = parent.members.get(name)
        if found is None or isinstance(found, Null):
            return ()
        if not isinstance(found, Array):
            self.fail(found, f"{name} is a list")
        return found.items

    def object(self, parent: Object, name: str) -> Object | None:
        """An object, if it is there."""
        found = parent.members.get(name)
        return None if found is None or isinstance(found, Null) else object_in(self.source, found, name)

    def optional(self, parent: Object, name: str) -> str | None:
        """A text, if it is there."""
        found = parent.members.get(name)
        if found is None or isinstance(found, Null):
            return None
        text = text_in(self.source, found, name)
        if len(text) > MOST_LETTERS:
            self.fail(found, f"{name} has {len(text):,} letters; {MOST_LETTERS:,} are the most")
        return text

    def text(self, parent: Object, name: str) -> str:
        """A text that has to be there, and is not empty."""
        found = self.optional(parent, name)
        if not found:
            self.fail(parent.members.get(name, parent), f"there is no {name} here")
        return found

    def truth(self, parent: Object, name: str) -> bool:
        """True or false; false if it is not there."""
        found = parent.members.get(name)
        if found is None:
            return False
        if not isinstance(found, Truth):
            self.fail(found, f"{name} is true or false")
        return found.content

    def number(self, parent: Object, name: str, low: int, high: int) -> int | None:
        """A whole number between two others, if it is there."""
        found = parent.members.get(name)
        if found is None:
            return None
        letters = found.content if isinstance(found, Number) else ""
        if not re.fullmatch(r"-?[0-9]{1,6}", letters) or not low <= int(letters) <= high:
            self.fail(found, f"{name} is a whole number from {low} to {high}")
        return int(letters)

    def address(self, parent: Object, name: str) -> Address | None:
        """An address, if it is there."""
        text = self.optional(parent, name)
        if text is None:
            return None
        if (found := address_of(text)) is None:
            self.fail(parent.members[name], f"{name} is an address, as 10.0.0.1")
        return found

    def block(self, parent: Object, name: str) -> Interval | None:
        """The addresses of a block, if it is there."""
        found = parent.members.get(name)
        return None if found is None or isinstance(found, Null) else self.cidr(found, name)

    def cidr(self, value: Value, what: str) -> Interval:
        """The addresses of a block, as CIDR has it."""
        found = CIDR.fullmatch(text_in(self.source, value, what))
        address = address_of(found["address"]) if found else None
        if found is None or address is None:
            self.fail(value, f"{what} is a block of addresses, as 10.0.0.0/16")
        return block(address, int(found["length"]))

    def known(self, value: Object, names: tuple[str, ...], what: str) -> None:
        """Refuse the first member that has another name: what is not known might decide."""
        for name, at, _ in value:
            if name not in names:
                self.fail(at, f"{what} has no {name[:40]} that could be followed")
