import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import extrapolate, humanize
from arlib.exhaustive import AGE_OF_THE_UNIVERSE

YEAR = 86400 * 365


def test_the_essays_figure():
    """(2^32 - 1)^2 calls at 430 million a second are 1,360.3 years of 365 days; its loop makes 2^64."""
    calls = 18_446_744_065_119_617_025
    assert calls == (2**32 - 1) ** 2
    assert humanize(extrapolate(calls, 430e6), days_in_a_year=365) == "1,360.3 years"
    assert humanize(extrapolate(calls, 430e6)) == "1,359.4 years"
    assert round(extrapolate(2**64, 430e6) / YEAR, 1) == 1360.3


@pytest.mark.parametrize("rate", [0, -1, math.nan])
def test_a_rate_is_positive(rate):
    with pytest.raises(ValueError, match="rate"):
        extrapolate(1, rate)


def test_more_cases_than_a_float_can_hold():
    assert extrapolate(2**3000, 1e9) == math.inf
    assert humanize(math.inf) == "more than 10^300 times the age of the universe"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (1e-9, "1 ns"),
        (9.994e-7, "999 ns"),
        (9.999e-7, "1 µs"),
        (0.01234, "12.3 ms"),
        (0.9999, "1 s"),
        (1, "1 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min 0 s"),
        (3599.6, "1 h 0 min"),
        (86399, "1.0 days"),
        (YEAR * 3, "3.0 years"),
        (YEAR * 2_000_000, "2 million years"),
        (AGE_OF_THE_UNIVERSE, "1.0 times the age of the universe"),
        (AGE_OF_THE_UNIVERSE * 1e21, "10^21 times the age of the universe"),
    ],
)
def test_durations_in_words(seconds, words):
    assert humanize(seconds) == words


@given(st.floats(min_value=0, allow_nan=False))
def test_every_duration_has_words(seconds):
    words = humanize(seconds)
    assert words
    assert "1000 " not in words and "e+" not in words


@pytest.mark.parametrize("seconds", [-1, math.nan])
def test_a_duration_is_not_negative(seconds):
    with pytest.raises(ValueError, match="duration"):
        humanize(seconds)
