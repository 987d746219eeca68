"""The small part of YAML in which task files are written: keys and lists by indentation, and plain texts.

A dependency is saved, and with it what a YAML library can be made to do by a file from elsewhere. What is not
understood is refused.
"""

from __future__ import annotations

import re

KEY = re.compile(r"([\w.-]+):(?:\s+(.*))?")
QUOTED = re.compile(r"""(['"])(.*?)\1\s*(?:#.*)?""")
Line = tuple[int, int, str]  # its number, its indentation, its text


def plain_yaml(text: str) -> object:
    """The text as dictionaries, lists and texts; raises ValueError, with the line, for what is beyond the small part.

    >>> plain_yaml("files: ['a.c']\\nproperties:\\n  - file: a.prp  # a comment\\n    expected: true\\n")
    {'files': ['a.c'], 'properties': [{'file': 'a.prp', 'expected': 'true'}]}
    """
    lines = [(n, len(s) - len(s.lstrip()), s.strip()) for n, s in enumerate(text.splitlines(), start=1)]
    lines = [(n, indent, s) for n, indent, s in lines if s and not s.startswith("#") and s != "---"]
    if not lines:
        return None
    value, rest = _block(lines)
    if rest:
        raise ValueError(f"line {rest[0][0]}: this is indented as nothing before it")
    return value


def _block(lines: list[Line]) -> tuple[object, list[Line]]:
    """The value that begins with the first line, and the lines behind it."""
    number, indent, text = lines[0]
    if text == "-" or text.startswith("- "):
        return _list(lines, indent)
    if KEY.fullmatch(text):
        return _keys(lines, indent)
    return _scalar(number, text), lines[1:]


def _list(lines: list[Line], indent: int) -> tuple[object, list[Line]]:
    found = []
    while lines and lines[0][1] == indent and (lines[0][2] + " ").startswith("- "):
        number, _, text = lines[0]
        inside = text[1:].lstrip()
        # What follows the dash stands where it stands, as if the dash were a space.
        rest = [(number, indent + len(text) - len(inside), inside), *lines[1:]] if inside else lines[1:]
        if not rest or rest[0][1] <= indent:
            raise ValueError(f"line {number}: an empty element")
        value, lines = _block(rest)
        found.append(value)
    return found, lines


def _keys(lines: list[Line], indent: int) -> tuple[object, list[Line]]:
    found: dict[str, object] = {}
    while lines and lines[0][1] == indent and (match := KEY.fullmatch(lines[0][2])):
        number, key, value = lines[0][0], match[1], match[2]
        if key in found:
            raise ValueError(f"line {number}: the key {key} comes twice")
        lines = lines[1:]
        if value and not value.startswith("#"):
            found[key] = _scalar(number, value)
        elif lines and (lines[0][1] > indent or (lines[0][1] == indent and lines[0][2].startswith("- "))):
            found[key], lines = _block(lines)
        else:
            found[key] = None
    return found, lines


def _scalar(number: int, text: str) -> object:
    if quoted := QUOTED.fullmatch(text):
        return quoted[2]
    plain = re.sub(r"\s#.*", "", text).strip()
    if plain.startswith("[") and plain.endswith("]"):
        return [_scalar(number, each.strip()) for each in plain[1:-1].split(",") if each.strip()]
    if plain[:1] in tuple("&*!|>{}%@`[]\"'"):
        raise ValueError(f"line {number}: this part of YAML is not read: {plain}")
    return plain
