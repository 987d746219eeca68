"""Texts to numbers, moments, address ranges and bytes, as condition operators compare them (IAM User Guide).

The page "Condition operators" names the formats. Each function raises ValueError, with what is expected instead.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from fractions import Fraction
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple

MOST_DIGITS = 100
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
EPOCH = re.compile(r"[0-9]+")
MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"
    r"(?:T(?P<minute>[0-9]{2}:[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<rest>[0-9]{1,9}))?)?(?P<zone>Z|[-+][0-9]{2}:[0-9]{2}))?"
)
PREFIX = re.compile(r"[0-9]{1,3}")


def number(text: str) -> Fraction:
    """The number that an integer or a decimal fraction means.

    >>> number("-2.50"), number("10")
    (Fraction(-5, 2), Fraction(10, 1))
    """
    if not NUMBER.fullmatch(text) or len(text) > MOST_DIGITS:
        raise ValueError(f"{_shown(text)} is not an integer or a decimal number")
    return Fraction(text)


def moment(text: str) -> Fraction:
    """Seconds since 1970 of a date in one of W3C's forms of ISO 8601, or of a number of seconds since then.

    A day is its first moment in UTC, as is a month. Four digits are refused: they are a year and a number of seconds.

    >>> moment("2020-01-01T00:00:01Z") - moment("2020-01-01"), moment("1970-01-01T01:00:00.5+01:00")
    (Fraction(1, 1), Fraction(1, 2))
    """
    if EPOCH.fullmatch(text) and len(text) != 4 and len(text) <= MOST_DIGITS:
        return Fraction(text)
    found = MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(f"{_shown(text)} is not a date as 2026-11-28T12:00:00Z, or seconds since 1970")
    day = found["day"] if len(found["day"]) == 10 else f"{found['day']}-01"
    clock = f"{found['minute'] or '00:00'}:{found['second'] or '00'}"
    zone = (found["zone"] or "Z").replace("Z", "+00:00")
    try:
        whole = datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError as error:
        raise ValueError(f"{_shown(text)} is no date: {error}") from None
    since = whole - datetime(1970, 1, 1, tzinfo=UTC)
    return Fraction(since.days * 86_400 + since.seconds) + Fraction(f"0.{found['rest'] or 0}")


class AddressRange(NamedTuple):
    """All addresses from the first to the last, of 32 bits (IPv4) or 128 (IPv6)."""

    bits: int
    first: int
    last: int


def address_range(text: str) -> AddressRange:
    """The addresses of a range in CIDR notation; without a prefix length, one address.

    >>> address_range("203.0.113.77/24") == address_range("203.0.113.0/24"), address_range("::1")
    (True, AddressRange(bits=128, first=1, last=1))
    """
    address, slash, length = text.partition("/")
    bits, known = (128, int(_ipv6(address, text))) if ":" in address else (32, int(_ipv4(address, text)))
    if slash and (not PREFIX.fullmatch(length) or int(length) > bits):
        raise ValueError(f"{_shown(text)} has no prefix length from 0 to {bits} after its /")
    free = bits - int(length) if slash else 0
    first = known >> free << free
    return AddressRange(bits, first, first + (1 << free) - 1)


def _ipv4(address: str, text: str) -> IPv4Address:
    try:
        return IPv4Address(address)
    except AddressValueError as error:
        raise ValueError(f"{_shown(text)} is not an address or a range of addresses: {_shown(str(error))}") from None


def _ipv6(address: str, text: str) -> IPv6Address:
    try:
        if "%" in address:
            raise AddressValueError("a zone is not allowed here")
        return IPv6Address(address)
    except AddressValueError as error:
        raise ValueError(f"{_shown(text)} is not an address or a range of addresses: {_shown(str(error))}") from None


def data(text: str) -> bytes:
    """The bytes of a base64 text.

    >>> data("YXJsaWI=")
    b'arlib'
    """
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if base64.b64encode(found) != text.encode():
        raise ValueError(f"{_shown(text)} is not base64")
    return found


def truth(text: str) -> bool:
    """The truth value of ``true`` or ``false``."""
    if text not in ("true", "false"):
        raise ValueError(f"{_shown(text)} is neither true nor false")
    return text == "true"


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
