"""Statements as boxes: a statement applies where each of its predicates holds, of the principal, of a key and so on.

The table of "Condition operators" is this: each form of an operator says for itself whether an absent key will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from arlib.languages.iam.globs import ANY, arn_glob, either_case, glob, part_glob, small, variable
from arlib.languages.iam.ranges import (
    ADDRESSES,
    EVERY,
    TRUTH,
    Intervals,
    addresses,
    compared,
    complement,
    truths,
    union,
)
from arlib.languages.iam.second_readings import Reading, excepted
from arlib.languages.iam.syntax import Condition, Patterns, Statement
from arlib.languages.iam.values import address_range, moment, number, truth
from arlib.languages.iam.variables import Fixed, Part, Plain, Variable, arn_parts, parts

Kind = Literal["number", "date", "address", "truth"]
PRINCIPAL, ACTION, RESOURCE = "principal", "action", "resource"
ELEMENTS = (PRINCIPAL, ACTION, RESOURCE)  # the dimensions that every request has; the others are keys
WHOLE: dict[Kind, Intervals] = {"number": EVERY, "date": EVERY, "address": ADDRESSES, "truth": TRUTH}
ANY_CASE = ", in any case"  # no name of a key has a comma
ACTIONS = (f"{ANY}:{ANY}",)  # every action has a colon


@dataclass(frozen=True, eq=False, slots=True)
class Texts:
    """The value is one that some pattern reads (or, not ``positive``, none does); ``absent``, or there is none.

    Of a key with ``several`` values it is one of them, where none will not do, and each of them, where it will.
    """

    globs: tuple[str, ...]
    positive: bool
    absent: bool = False
    several: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Range:
    """The value is in the intervals; ``absent`` and ``several`` are as in ``Texts``."""

    kind: Kind
    intervals: Intervals
    absent: bool = False
    several: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Presence:
    """The key is absent, or it is not."""

    absent: bool


Predicate = Texts | Range | Presence
Literals = tuple[tuple[str, Predicate], ...]  # each with its dimension

# Equal predicates are one object each: they are compared and looked up all the time.
_texts, _in_range, presence = cache(Texts), cache(Range), cache(Presence)


def texts(globs: tuple[str, ...], positive: bool, absent: bool = False, several: bool = False) -> Texts:
    """The one object that is this predicate."""
    return _texts(globs, positive, absent, several)


def in_range(kind: Kind, intervals: Intervals, absent: bool = False, several: bool = False) -> Range:
    """The one object that is this predicate."""
    return _in_range(kind, intervals, absent, several)


@cache
def negation(predicate: Predicate) -> Predicate:
    """Where a predicate does not hold.

    >>> negation(texts(("a",), True)) is texts(("a",), False, True)
    True
    """
    match predicate:
        case Texts(globs, positive, absent, several):
            return texts(globs, not positive, not absent, several)
        case Range(kind, intervals, absent, several):
            return in_range(kind, complement(intervals, WHOLE[kind]), not absent, several)
        case Presence(absent):
            return presence(not absent)


def literals(statement: Statement, variables: bool, reading: Reading) -> Literals:
    """The predicates of a statement; it applies where all of them hold. Its conditions are as ``in_reading`` has them.

    >>> from arlib.languages.iam.syntax import Patterns
    >>> read = Statement("Allow", Patterns(("s3:Get*",)), Patterns(("*",)))
    >>> [dimension for dimension, _ in literals(read, True, Reading())]
    ['action']
    """
    found: list[tuple[str, Texts]] = [(ACTION, _actions(statement.actions))]
    if statement.principals is not None:
        found.append((PRINCIPAL, _principals(statement, reading)))
    if statement.resources is not None:
        patterns = tuple(dict.fromkeys(pattern(text, variables, glob) for text in statement.resources.values))
        found.append((RESOURCE, texts(patterns, not statement.resources.negated)))
    found = [(dimension, each) for dimension, each in found if not (each.positive and ANY in each.globs)]
    conditions = ((each.key.lower(), _condition(each, variables)) for each in statement.conditions)
    return tuple(dict.fromkeys([*found, *((key, each) for key, each in conditions if each is not None)]))


def _actions(actions: Patterns) -> Texts:
    """A star alone is every action, whose name has a colon as every other pattern has."""
    return texts(tuple(dict.fromkeys(map(_action, actions.values))), not actions.negated)


@lru_cache(maxsize=100_000)
def _action(text: str) -> str:
    return glob(small(text)) if ":" in text else ACTIONS[0]


def _principals(statement: Statement, reading: Reading) -> Texts:
    patterns = tuple(dict.fromkeys(map(glob, excepted(statement, reading))))
    return texts(patterns, statement.principals is None or not statement.principals.negated)


def _condition(condition: Condition, variables: bool) -> Predicate | None:
    """The predicate of a condition; None for one that always holds."""
    meaning, several = condition.meaning, condition.quantifier is not None
    if meaning.family == "null":
        wanted = {truth(value) for value in condition.values}
        return presence(wanted.pop()) if len(wanted) == 1 else None
    match condition.quantifier:
        case None:
            absent = condition.if_exists or meaning.negated
        case "ForAllValues":
            absent = True
        case "ForAnyValue":
            absent = False
    match meaning.family:
        case "number" | "date" | "address" | "truth" as kind:
            intervals = union(*_intervals(condition, kind))
            inside = complement(intervals, WHOLE[kind]) if meaning.negated else intervals
            return in_range(kind, inside, absent, several)
        case _:
            return _simplest(
                tuple(dict.fromkeys(_patterns(condition, variables))), not meaning.negated, absent, several
            )


def _simplest(patterns: tuple[str, ...], positive: bool, absent: bool, several: bool) -> Predicate | None:
    """A star reads every value, so that it only matters whether there is one."""
    match ANY in patterns, positive, absent:
        case True, True, True:
            return None
        case True, True, False:
            return presence(False)
        case True, False, True:
            return presence(True)
        case _:
            return texts(patterns, positive, absent, several)


def _intervals(condition: Condition, kind: Kind) -> Iterator[Intervals]:
    for value in condition.values:
        match kind:
            case "number":
                yield compared(condition.meaning.comparison, number(value))
            case "date":
                yield compared(condition.meaning.comparison, moment(value))
            case "address":
                yield addresses(*address_range(value))
            case "truth":
                yield truths({truth(value)})


def _patterns(condition: Condition, variables: bool) -> Iterator[str]:
    for value in condition.values:
        match condition.meaning.family:
            case "glob":
                yield pattern(value, variables, glob)
            case "arn":
                yield arn_pattern(value, variables)
            case "text ignoring case":
                if any(map(_has_odd_case, value)):
                    raise ValueError(f"which letters of {value[:60]} have another case is not said, but for A to Z")
                yield pattern(value, variables, either_case, ANY_CASE)
            case _:
                yield pattern(value, variables, str)


def _has_odd_case(letter: str) -> bool:
    """Whether a letter is none from A to Z, and may be compared as the same with another one."""
    return not letter.isascii() and (letter.lower() != letter.upper() or letter.casefold() != letter)


@lru_cache(maxsize=100_000)
def pattern(text: str, variables: bool, plain: Callable[[str], str], case: str = "") -> str:
    """The pattern of a text: ``plain`` makes its plain parts one, and each variable is a letter of its own.

    >>> from arlib.languages.iam.globs import shown
    >>> shown(pattern("home/${aws:username}/*", True, glob)), shown(pattern("${*}*", True, str))
    ('home/${aws:username}/*', '${*}${*}')
    """
    return _joined(parts(text), plain, case) if variables else plain(text)


@lru_cache(maxsize=100_000)
def arn_pattern(text: str, variables: bool) -> str:
    """The pattern of an ARN, each of whose parts is read by itself."""
    if not variables:
        return arn_glob(text)
    *first, last = arn_parts(parts(text))
    return ":".join([*(_joined(part, part_glob) for part in first), _joined(last, glob)])


def _joined(found: tuple[Part, ...], plain: Callable[[str], str], case: str = "") -> str:
    return "".join(_letters(part, plain, case) for part in found)


def _letters(part: Part, plain: Callable[[str], str], case: str) -> str:
    match part:
        case Plain(text):
            return plain(text)
        case Fixed(text):
            return text
        case Variable(key, None):
            return variable(key + case)
        case Variable(key, default):
            return variable(f"{key}, '{default}'{case}")


def variable_key(name: str) -> str:
    """The key of a variable's letter.

    >>> variable_key("aws:username, 'nobody'")
    'aws:username'
    """
    return name.removesuffix(ANY_CASE).partition(", '")[0]


def letter_value(name: str, context: Mapping[str, tuple[str, ...]]) -> str | None:
    """What the letter of a variable stands for where keys have these values; a pattern, as case may mean nothing.

    >>> letter_value("aws:username, 'nobody'", {}), letter_value("aws:username", {"aws:username": ("ann",)})
    ('nobody', 'ann')
    """
    bare = name.removesuffix(ANY_CASE)
    key, comma, default = bare.partition(", '")
    values = context.get(key)
    found = values[0] if values else default[:-1] if comma else None
    return found if found is None or bare == name else either_case(found)
