"""Requests of a box: values for its dimensions that meet all predicates, and look like real ones where they can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address, IPv6Address

from arlib.certificates.policies import Box
from arlib.languages.iam.globs import ANY, matches, small, substituted, variables
from arlib.languages.iam.predicates import (
    ACTION,
    ELEMENTS,
    PRINCIPAL,
    RESOURCE,
    Predicate,
    Range,
    Texts,
    letter_value,
    presence,
    texts,
    variable_key,
)
from arlib.languages.iam.ranges import IPV6, contains, some
from arlib.languages.iam.requests import Context, Request
from arlib.policies import names
from arlib.policies.languages import FRESH, SomeText, filled, guess, is_plain, product
from arlib.policies.values import Possible, some_value

NO_KEYS: Context = {}
Values = tuple[str, ...]  # of a key; of one that is absent, none


def requests(here: Box, mentioned: Sequence[str]) -> Iterator[Request]:
    """Some requests of a box; ``mentioned`` are the actions of policies, as they are written.

    Without variables there is always one. With some it may be that none of those that are tried will do.
    """
    letters = {name for each in here.values() for predicate in each for name in _variables(predicate)}
    keys = sorted({variable_key(name) for name in letters})
    named: Context = {key: (_named(key, n),) for n, key in enumerate(keys)}
    fresh: Context = {key: (f"q{n}",) for n, key in enumerate(keys)}
    for values in (named, fresh, NO_KEYS) if keys else (NO_KEYS,):
        context = _context(here, values, keys)
        if context is None:
            continue
        action = _values(ACTION, here.get(ACTION, ()), context, _Actions(mentioned))
        who = _values(PRINCIPAL, here.get(PRINCIPAL, ()), context, _These(names.PRINCIPALS))
        if not action or not who:
            continue
        resource = _values(RESOURCE, here.get(RESOURCE, ()), context, _These(names.resources(action[0])))
        if resource:
            yield Request(who[0], _written(action[0], mentioned), resource[0], context)


def _variables(predicate: Predicate) -> frozenset[str]:
    every = predicate.globs if isinstance(predicate, Texts) else ()
    return frozenset[str]().union(*map(variables, every))


def _named(key: str, number: int) -> str:
    """A value of a variable, another one for each."""
    return f"{names.fills(key)[0]}{number or ''}"


def _context(here: Box, chosen: Context, keys: Sequence[str]) -> Context | None:
    """Values of the keys, first of those that are variables; None if there are none."""
    context: Context = {key: values for key, values in chosen.items() if key not in here}
    for key in sorted((key for key in here if key not in ELEMENTS), key=lambda key: (key not in keys, key)):
        predicates = here[key]
        found = None
        if key in chosen:  # there should be a value, and the chosen one if it will do
            found = _values(key, (*predicates, presence(False)), context, _These(chosen[key]))
        found = _values(key, predicates, context, _These(names.fills(key))) if found is None else found
        if found is None:
            return None
        context |= {key: found} if found else {}
    return context


def _values(
    dimension: str, predicates: tuple[Predicate, ...], context: Context, likely: Callable[[SomeText], Iterable[str]]
) -> Values | None:
    """Values that meet predicates, one that is likely where it will do; None if there are none."""
    required = dimension in ELEMENTS
    # Who asks what of what is there in any case, also where no predicate says so.
    known = tuple(_with_values(each, context) for each in predicates) or (texts((ANY,), True),) * required
    match some_value(required, known):
        case Possible(members):
            found = [_member(dimension, each, likely) for each in members]
            whole = [each for each in found if each is not None]
            return tuple(dict.fromkeys(whole)) if len(whole) == len(found) else None
        case _:
            return None


def _with_values(predicate: Predicate, context: Context) -> Predicate:
    """A predicate with the values of variables; a pattern with one that has none reads nothing."""
    if not isinstance(predicate, Texts) or not _variables(predicate):
        return predicate
    left = []
    for pattern in predicate.globs:
        known = {name: letter_value(name, context) for name in variables(pattern)}
        if None not in known.values():
            left.append(substituted(pattern, {name: str(text) for name, text in known.items()}))
    return texts(tuple(dict.fromkeys(left)), predicate.positive, predicate.absent, predicate.several)


def _member(dimension: str, found: SomeText | Range, likely: Callable[[SomeText], Iterable[str]]) -> str | None:
    if isinstance(found, Range):
        return _number_text(found)
    fold = small if dimension == ACTION else str
    for text in likely(found):
        read = fold(text)
        if all(matches(each, read) for each in found.inside) and not any(matches(each, read) for each in found.outside):
            return text
    fills = ("example", "x") if dimension == ACTION else names.fills(dimension)
    if guessed := guess(found.inside, found.outside, fills):
        return guessed
    if found.word:
        return found.word
    if len(found.inside) == 1 and all(map(is_plain, (*found.inside, *found.outside))):
        mentioned = set("".join((*found.inside, *found.outside)))
        fresh = next((c for c in FRESH if c not in mentioned), "\ue000")
        if made := filled(found.inside[0], fresh):
            return made
    longer = product(found.inside, (*found.outside, ""))  # an empty text is none that is asked for
    return longer.word if isinstance(longer, SomeText) else None


@dataclass(frozen=True)
class _These:
    """Texts that are likely, whatever is asked."""

    texts: Sequence[str]

    def __call__(self, found: SomeText) -> Sequence[str]:
        return self.texts


@dataclass(frozen=True)
class _Actions:
    """Actions that are likely: those that are mentioned, and those of the same service that exist or might."""

    mentioned: Sequence[str]

    def __call__(self, found: SomeText) -> Iterator[str]:
        service, colon, _ = max(found.inside, key=len).partition(":")
        return names.actions(service if colon and service.isascii() else "", self.mentioned)


def _written(action: str, mentioned: Sequence[str]) -> str:
    """An action with large letters where the policy has them."""
    for pattern in mentioned if action == small(action) else ():
        known = pattern.partition("*")[0].partition("?")[0]
        if ":" in known and len(known) <= len(action) and small(known) == action[: len(known)]:
            return known + action[len(known) :].capitalize()
    return action


def _number_text(found: Range) -> str | None:
    """A number as the values of its kind are written."""
    likely = {"address": names.ADDRESSES, "date": names.MOMENTS}.get(found.kind, ())
    value = next((each for each in likely if contains(found.intervals, each)), some(found.intervals))
    if value is None:
        return None
    match found.kind:
        case "address":
            return str(IPv6Address(int(value) - IPV6) if value >= IPV6 else IPv4Address(int(value)))
        case "truth":
            return "true" if value == 1 else "false"
        case "number":
            shown = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
            return shown if Fraction(shown) == value else None
        case "date":
            try:
                moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value))
            except OverflowError:
                return None
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if value.denominator == 1 else None
