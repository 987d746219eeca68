"""JSON to conditions: each operator with the values that it can compare (IAM User Guide, "Condition operators")."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from arlib.languages.iam.syntax import OPERATORS, Condition, Family, Operator, Place, Quantifier
from arlib.languages.iam.values import address_range, data, moment, number, truth
from arlib.languages.iam.variables import ARN_PARTS, Plain, arn_parts, parts
from arlib.languages.json_text import Array, Object, Source, Value, object_in, scalar_in

MOST_WILDCARDS, MOST_LETTERS = 1_000, 20_480  # of one text; the largest policies of AWS have so many letters
NAMES = {name.lower(): name for name in OPERATORS}
QUANTIFIERS: dict[str, Quantifier] = {name.lower(): name for name in get_args(Quantifier)}
KEY = re.compile(r"[^\s:/*?${}]+:\S(?:.*\S)?")
# What a variable cannot stand in (IAM User Guide, "Variables and tags"; of Bool two pages say different things).
FORMATS: dict[Family, Callable[[str], object]] = {
    "number": number,
    "date": moment,
    "truth": truth,
    "null": truth,
    "address": address_range,
    "binary": data,
}


def conditions_from(source: Source, block: Object, variables: bool) -> tuple[Condition, ...]:
    """The conditions of a block, one for each operator and key. Raises ``Unsupported`` with the place."""
    found: list[Condition] = []
    names: dict[tuple[str, Quantifier | None, bool], str] = {}
    for name, at, keys in block:
        operator, quantifier, if_exists = _operator(source, name, at)
        if (other := names.setdefault((operator, quantifier, if_exists), name)) != name:
            source.fail(at, f"this is the same operator as {other}")
        spelt: dict[str, str] = {}
        for key, place, values in object_in(source, keys, "what an operator compares"):
            if not KEY.fullmatch(key):
                source.fail(place, "a key is a service, a colon and a name, as aws:SourceIp")
            if spelt.setdefault(key.lower(), key) != key:
                source.fail(place, f"the case of a key means nothing, and {spelt[key.lower()]} is here as well")
            items = values.items if isinstance(values, Array) else (values,)
            if not items:
                source.fail(values.at, "a key has at least one value")
            texts = tuple(_value(source, item, OPERATORS[operator], variables) for item in items)
            found.append(Condition(operator, key, texts, quantifier, if_exists, Place(*source.place(place))))
    return tuple(found)


def _operator(source: Source, written: str, at: int) -> tuple[str, Quantifier | None, bool]:
    """The operator of a name, its quantifier, and whether it ends in IfExists."""
    before, colon, name = written.rpartition(":")
    quantifier = QUANTIFIERS.get(before.lower())
    if colon and quantifier is None:
        source.fail(at, f"{before[:40]} is neither ForAllValues nor ForAnyValue")
    base = name[: -len("IfExists")] if name.lower().endswith("ifexists") else name
    operator = NAMES.get(base.lower())
    if operator is None:
        source.fail(at, f"no operator is called {base[:40]}")
    if operator == "Null" and (quantifier or base != name):
        source.fail(at, "Null asks whether the key is there, and takes neither a quantifier nor IfExists")
    return operator, quantifier, base != name


def _value(source: Source, item: Value, operator: Operator, variables: bool) -> str:
    """A value as a text that its operator can compare."""
    text = scalar_in(source, item)
    if len(text) > MOST_LETTERS:
        source.fail(item.at, f"a text of {len(text):,} letters; {MOST_LETTERS:,} are the most")
    try:
        if operator.family in FORMATS:
            if variables and "${" in text:
                raise ValueError("no variable can stand here: only texts and ARNs have some")
            FORMATS[operator.family](text)
        elif variables:
            parts(text)
    except ValueError as error:
        source.fail(item.at, str(error))
    if operator.family in ("glob", "arn") and text.count("*") + text.count("?") > MOST_WILDCARDS:
        source.fail(item.at, f"a pattern of more than {MOST_WILDCARDS:,} wildcards")
    if operator.family == "arn" and len(arn_parts(parts(text) if variables else (Plain(text),))) < ARN_PARTS:
        source.fail(item.at, "an ARN has six parts, with colons between them")
    return text
