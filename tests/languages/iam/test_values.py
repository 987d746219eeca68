"""Numbers, dates and addresses, against other readers of them."""

import ipaddress
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.iam.values import address_range, data, moment, number, truth

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_numbers_are_exact(value):
    assert number(f"{value:f}") == Fraction(f"{value:f}")


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=ZONES))
def test_moments_are_those_of_the_clock(when):
    since = when - datetime(1970, 1, 1, tzinfo=UTC)
    assert moment(when.isoformat()) == Fraction(since // timedelta(microseconds=1), 1_000_000)


@given(st.ip_addresses(), st.integers(0, 128))
def test_ranges_are_networks(address, length):
    length %= address.max_prefixlen + 1
    network = ipaddress.ip_network(f"{address}/{length}", strict=False)
    found = address_range(f"{address}/{length}")
    assert found == (address.max_prefixlen, int(network.network_address), int(network.broadcast_address))
    assert address_range(str(address)) == (address.max_prefixlen, int(address), int(address))


def test_forms_of_dates():
    assert moment("1970-01-02") == moment("86400") == moment("1970-01-02T01:00+01:00") == 86_400
    assert moment("1970-02") == moment("1970-02-01T00:00:00Z")


@pytest.mark.parametrize(
    "read, text",
    [
        (number, "1e3"),
        (number, ""),
        (number, "1."),
        (number, "1 "),
        (number, "٣"),
        (number, "9" * 101),
        (moment, "2026"),
        (moment, "2026-11-28 12:00:00Z"),
        (moment, "2026-11-28T12:00:00"),
        (moment, "2026-13-01"),
        (moment, "2026-11-28T25:00:00Z"),
        (moment, "-1"),
        (address_range, "1.2.3.4/"),
        (address_range, "1.2.3.4/24/24"),
        (address_range, "1.2.3"),
        (address_range, "0x1.2.3.4"),
        (address_range, "::ffff::1"),
        (data, "YQ"),
        (data, "YR=="),
        (data, "é"),
        (truth, "TRUE"),
        (truth, ""),
    ],
)
def test_other_texts_are_refused(read, text):
    with pytest.raises(ValueError, match="not|no |neither"):
        read(text)
