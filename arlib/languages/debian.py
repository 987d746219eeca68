"""Debian's package index: which packages there are, what each needs, and what it cannot be installed together with.

An index is the ``Packages`` file of an archive (Debian Policy, chapter 5), or one JSON object a line with the same
fields. It is read for one architecture: ``python3:any`` is python3.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from arlib.languages.lines import lines_in, lines_of, refuse, unpacked
from arlib.verdict import Unsupported

FIELDS = ("Package", "Version", "Pre-Depends", "Depends", "Conflicts", "Breaks", "Provides")
RELATION = re.compile(
    r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9+.-]*)(?::[a-z0-9-]+)?\s*"
    r"(?:\(\s*(?P<relation><<|<=|=|>=|>>)\s*(?P<version>[^\s()]+)\s*\))?\s*"
)
VERSION = re.compile(r"[0-9A-Za-z.+~-]{1,200}|[0-9]{1,9}:[0-9A-Za-z.+:~-]{1,200}")  # a colon, after an epoch


@dataclass(frozen=True)
class Relation:
    """A package by its name, perhaps of some versions only.

    >>> print(Relation("libc6", ">=", "2.34"), Relation("cron"))
    libc6 (>= 2.34) cron
    """

    name: str
    relation: str = ""
    version: str = ""

    def allows(self, version: str | None) -> bool:
        """Whether a version is one of those; where there is none, as of most names that are provided, it is not known.

        >>> Relation("a", ">=", "1.0~rc1").allows("1.0"), Relation("a", "<<", "1").allows(None)
        (True, False)
        """
        if not self.relation:
            return True
        if version is None:
            return False
        given, bound = version_key(version), version_key(self.version)
        match self.relation:
            case "<<":
                return given < bound
            case "<=":
                return given <= bound
            case "=":
                return given == bound
            case ">=":
                return given >= bound
            case _:
                return given > bound

    def __str__(self) -> str:
        return f"{self.name} ({self.relation} {self.version})" if self.relation else self.name


@dataclass(frozen=True)
class Package:
    """A version of a package. Of each of its needs, one of the alternatives must be there."""

    name: str
    version: str
    needs: tuple[tuple[Relation, ...], ...] = ()
    conflicts: tuple[Relation, ...] = ()
    provides: tuple[Relation, ...] = ()


@lru_cache(maxsize=10_000)
def version_key(version: str) -> tuple[object, ...]:
    """What versions are ordered by: the epoch, the version, the revision (deb-version(7)).

    In each, parts that are no digits and numbers take turns. A tilde is before the end, and letters are before the
    rest.

    >>> sorted(["1:0", "1.10", "1.9", "1.9~rc1", "1.9-1", "1.9a"], key=version_key)
    ['1.9~rc1', '1.9', '1.9-1', '1.9a', '1.10', '1:0']
    """
    epoch, colon, rest = version.partition(":")
    if not colon:
        epoch, rest = "0", version
    upstream, dash, revision = rest.rpartition("-")
    return int(epoch or 0), _part(upstream if dash else rest), _part(revision if dash else "")


def _part(text: str) -> tuple[object, ...]:
    end = ((0,), 0)
    pairs = [
        ((*map(_letter, letters), 0), int(digits or 0)) for letters, digits in re.findall(r"([^0-9]*)([0-9]*)", text)
    ]
    while pairs and pairs[-1] == end:
        pairs.pop()
    return (*pairs, end)


def _letter(letter: str) -> int:
    return -1 if letter == "~" else ord(letter) if letter.isalpha() else ord(letter) + 256


def read_packages(text: str) -> list[Package]:
    """The packages of an index; raises ``Unsupported`` with the line for what cannot be read.

    >>> for package in read_packages("Package: tea\\nVersion: 1\\nDepends: cup | mug, water (>= 2)\\n"):
    ...     print(package.name, *package.needs[1])
    tea water (>= 2)
    """
    return [*_packages(lines_in(text))]


def read_packages_file(path: str | Path) -> list[Package]:
    """The packages of an index in a file, also one that is packed by gzip or xz; raises ``Unsupported``."""
    with unpacked(path) as file:
        try:
            return [*_packages(lines_of(file))]
        except Unsupported as error:
            raise Unsupported(f"{path} is no package index: {error.reason}", "", error.line, error.column) from None


@dataclass(frozen=True)
class _Field:
    value: str
    line: bytes
    number: int

    def fail(self, reason: str) -> NoReturn:
        refuse(reason, self.line, self.number)


def _packages(lines: Iterable[bytes]) -> Iterator[Package]:
    for stanza in _stanzas(lines):
        first = next(iter(stanza.values()))
        for name in ("Package", "Version"):
            if name not in stanza:
                first.fail(f"this package has no field {name}")
        version = stanza["Version"].value.strip()
        if not VERSION.fullmatch(version):
            stanza["Version"].fail("this is no version")
        name = stanza["Package"].value.strip()
        if len(_relations(stanza["Package"], name)) != 1 or not re.fullmatch(r"[^\s(:|]+", name):
            stanza["Package"].fail("this is no name of a package")
        yield Package(
            name,
            version,
            tuple(group for field in ("Pre-Depends", "Depends") for group in _groups(stanza, field)),
            tuple(one for field in ("Conflicts", "Breaks") for group in _groups(stanza, field) for one in group),
            tuple(one for group in _groups(stanza, "Provides") for one in group),
        )


def _groups(stanza: dict[str, _Field], name: str) -> Iterator[tuple[Relation, ...]]:
    if (field := stanza.get(name)) is not None:
        for group in field.value.split(","):
            if group.strip():
                yield _relations(field, group)


def _relations(field: _Field, group: str) -> tuple[Relation, ...]:
    found = []
    for each in group.split("|"):
        read = RELATION.fullmatch(each)
        if read is None or (read["version"] and not VERSION.fullmatch(read["version"])):
            field.fail(f"{each.strip()[:60]!r} is no package such as libc6 (>= 2.34)")
        found.append(Relation(read["name"], read["relation"] or "", read["version"] or ""))
    return tuple(found)


def _stanzas(lines: Iterable[bytes]) -> Iterator[dict[str, _Field]]:
    """The fields of each package, those that matter."""
    stanza: dict[str, _Field] = {}
    last = ""
    for number, line in enumerate(lines, 1):
        text = line.decode("utf-8", "replace").rstrip()
        if text.startswith("{") and not stanza:
            yield _object(text, line, number)
        elif not text:
            if stanza:
                yield stanza
            stanza, last = {}, ""
        elif text[0] in " \t":
            if not last:
                refuse("this line goes on, and there is no field before it", line, number)
            if last in stanza:
                stanza[last] = _Field(f"{stanza[last].value} {text}", line, number)
        else:
            last, colon, value = text.partition(":")
            last = last.title()
            if not colon or not re.fullmatch(r"[!-9;-~]+", last):
                refuse("a line is a field such as Package: tea", line, number)
            if last in stanza:
                refuse(f"the field {last} comes twice", line, number)
            if last in FIELDS or not stanza:
                stanza[last] = _Field(value, line, number)
    if stanza:
        yield stanza


def _object(text: str, line: bytes, number: int) -> dict[str, _Field]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        refuse("this line is no JSON object", line, number)
    if not all(isinstance(value, str) for name, value in data.items() if name in FIELDS):
        refuse("the fields of a package are texts", line, number)
    found = {name: _Field(data[name], line, number) for name in FIELDS if name in data}
    return found or {"": _Field("", line, number)}
