"""JSON that is read with suspicion: each complaint names the key, and nothing is taken for something else."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

FRACTION = re.compile(r"-?[0-9]+(/[0-9]+)?")
WIDTH = 110
# A certificate is read before anything in it is trusted: these bound what reading costs, and no real one comes near.
MOST_TEXT, MOST_DIGITS, MOST_DEPTH = 10_000_000, 4_300, 50


@dataclass(frozen=True)
class Value:
    """A value within JSON data, and the way to it.

    >>> Value({"a": [1, "2"]}).at("a").each()[1].number()
    Traceback (most recent call last):
    ...
    ValueError: a[1] is a number without a fraction, and cannot be "2"
    """

    value: object
    path: str = ""

    def fail(self, wanted: str) -> NoReturn:
        """Raise ValueError: something else is wanted here."""
        raise ValueError(f"{self.path or 'the whole'} is {wanted}, and cannot be {_short(self.value)}")

    @property
    def keys(self) -> frozenset[str]:
        """The keys of an object; none of anything else."""
        return frozenset(self.value) if isinstance(self.value, dict) else frozenset()

    def at(self, key: str) -> Value:
        """What an object has at a key."""
        if not isinstance(self.value, dict):
            self.fail("an object")
        if key not in self.value:
            raise ValueError(f"{self.path or 'the whole'} has no key {key!r}")
        return Value(self.value[key], f"{self.path}.{key}".lstrip("."))

    def each(self) -> list[Value]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            self.fail("a list")
        return [Value(element, f"{self.path}[{number}]") for number, element in enumerate(self.value)]

    def numbers_by_name(self) -> dict[str, int]:
        """An object whose values are all whole numbers."""
        if not isinstance(self.value, dict):
            self.fail("an object")
        return {key: self.at(key).number() for key in self.value}

    def number(self) -> int:
        """A whole number. True is none, though Python has it so."""
        if type(self.value) is not int:
            self.fail("a number without a fraction")
        return self.value

    def natural(self) -> int:
        """A whole number from 0 on."""
        if (number := self.number()) < 0:
            self.fail("a number from 0 on")
        return number

    def string(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            self.fail("a text")
        return self.value

    def fraction(self) -> Fraction:
        """An exact fraction, as a text: "1/2"."""
        if not isinstance(self.value, str) or not FRACTION.fullmatch(self.value):
            self.fail('a fraction such as "1/2"')
        if len(self.value) > 2 * MOST_DIGITS:
            self.fail(f"a fraction of at most {MOST_DIGITS:,} digits")
        try:
            return Fraction(self.value)
        except ZeroDivisionError:
            self.fail("a fraction with a denominator that is not 0")


def require_same(given: object, wanted: object, path: str = "") -> None:
    """Raise ValueError at the first place where data differ from what they should be.

    >>> require_same({"a": [1, 2]}, {"a": [1, 3]})
    Traceback (most recent call last):
    ...
    ValueError: a[1] should be 3, and is 2
    """
    here = path or "the whole"
    if isinstance(given, dict) and isinstance(wanted, Mapping):
        for key in wanted:
            if key not in given:
                raise ValueError(f"{here} has no key {key!r}")
        for key, value in given.items():
            if key not in wanted:
                raise ValueError(f"{here} has a key that means nothing: {key!r}")
            require_same(value, wanted[key], f"{path}.{key}".lstrip("."))
    elif isinstance(given, list) and isinstance(wanted, list):
        if len(given) != len(wanted):
            raise ValueError(f"{here} should have {len(wanted)} elements, and has {len(given)}")
        for number, (one, other) in enumerate(zip(given, wanted, strict=True)):
            require_same(one, other, f"{path}[{number}]")
    elif type(given) is not type(wanted) or given != wanted:  # by type too, as True == 1 == 1.0
        raise ValueError(f"{here} should be {_short(wanted)}, and is {_short(given)}")


def parse(text: str) -> object:
    """JSON text as data; raises ValueError also for a key that comes twice and for what is no number in JSON.

    What is too long, too deep or a number of too many digits to be read in a moment is refused too.

    >>> parse('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    ValueError: the key 'a' comes twice
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            raise ValueError(f"the key {Counter(keys).most_common(1)[0][0]!r} comes twice")
        return found

    def constant(name: str) -> NoReturn:
        raise ValueError(f"{name} is no number in JSON")

    def whole(digits: str) -> int:
        if len(digits) > MOST_DIGITS:
            raise ValueError(f"a number has {len(digits):,} digits, and {MOST_DIGITS:,} are the most")
        return int(digits)

    if len(text) > MOST_TEXT:
        raise ValueError(f"the text has {len(text):,} characters, and {MOST_TEXT:,} are the most")
    try:
        data = json.loads(text, object_pairs_hook=once, parse_constant=constant, parse_int=whole)
    except RecursionError:
        raise ValueError(f"this is nested more than {MOST_DEPTH} deep") from None
    _require_shallow(data)
    return data


def _require_shallow(data: object) -> None:
    """Raise ValueError for what the functions that read it could not follow."""
    level = [data]
    for _ in range(MOST_DEPTH):
        level = [
            each
            for part in level
            if isinstance(part, dict | list)
            for each in (part.values() if isinstance(part, dict) else part)
        ]
    if level:
        raise ValueError(f"this is nested more than {MOST_DEPTH} deep")


def pretty(data: object, indent: int = 0) -> str:
    """JSON text for people: what fits on a line stands on one."""
    flat = json.dumps(data, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(data, dict | list) or not data:
        return flat
    inside, end = " " * (indent + 1), " " * indent
    if isinstance(data, dict):
        parts = [f"{inside}{json.dumps(k, ensure_ascii=False)}: {pretty(v, indent + 1)}" for k, v in data.items()]
        return "{\n" + ",\n".join(parts) + f"\n{end}}}"
    parts = [inside + pretty(each, indent + 1) for each in data]
    return "[\n" + ",\n".join(parts) + f"\n{end}]"


def _short(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=repr)
    return shown if len(shown) <= 60 else shown[:57] + "..."
