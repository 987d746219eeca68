"""How long a number of cases takes at a rate, in words that a person can picture."""

from __future__ import annotations

import math

JULIAN_YEAR = 365.25
# Planck Collaboration (2020), "Planck 2018 results. VI. Cosmological parameters", table 2: 13.787 billion years.
AGE_OF_THE_UNIVERSE = 13.787e9 * JULIAN_YEAR * 86400


def extrapolate(cases: int, rate: float) -> float:
    """The seconds that ``cases`` take at ``rate`` cases a second; ValueError unless the rate is positive.

    The essay that this course starts from (Cook 2021, "A gentle introduction to automated reasoning")
    counts (2^32 - 1)^2 calls at 430 million a second. Its loop includes both ends, so it makes 2^64.

    >>> years = extrapolate(18_446_744_065_119_617_025, 430e6) / 86400 / 365
    >>> round(years, 1)
    1360.3
    >>> humanize(extrapolate(2**64, 430e6))
    '1,359.4 years'
    """
    if not rate > 0:
        raise ValueError(f"a rate is more than 0 cases a second, not {rate}")
    try:
        return cases / rate
    except OverflowError:  # the cases of integers with a thousand bits
        return math.inf


def humanize(seconds: float, days_in_a_year: float = JULIAN_YEAR) -> str:
    """A duration in words, from nanoseconds to multiples of the age of the universe.

    >>> for seconds in (3.2e-8, 0.25, 75, 7384, 86400, 4e10, 1e16, 1e22):
    ...     print(humanize(seconds))
    32 ns
    250 ms
    1 min 15 s
    2 h 3 min
    1.0 days
    1,267.5 years
    317 million years
    22,984 times the age of the universe
    """
    if not seconds >= 0:
        raise ValueError(f"a duration is 0 seconds or more, not {seconds}")
    try:
        seconds = float(seconds)
    except OverflowError:  # a whole number that is larger than every float
        seconds = math.inf
    if seconds == 0:
        return "0 s"
    for unit, size in (("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3)):
        if round(seconds / size, 1 if seconds < 10 * size else 0) < 1000:
            return f"{_three_digits(seconds / size)} {unit}"
    if seconds < 59.95:
        return f"{_three_digits(seconds)} s"
    if seconds < 3599.5:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes} min {rest} s"
    if seconds < 86370:
        hours, rest = divmod(round(seconds / 60), 60)
        return f"{hours} h {rest} min"
    days = seconds / 86400
    years = days / days_in_a_year
    if years < 1:
        return f"{days:,.1f} days"
    if years < 99_999.5:
        return f"{years:,.1f} years"
    for name, size in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9)):
        if years / size < 999.5 and seconds < AGE_OF_THE_UNIVERSE:
            return f"{_three_digits(years / size)} {name} years"
    ages = seconds / AGE_OF_THE_UNIVERSE
    if ages < 10:
        return f"{ages:.1f} times the age of the universe"
    if ages < 1e6:
        return f"{ages:,.0f} times the age of the universe"
    if math.isinf(ages):
        return "more than 10^300 times the age of the universe"
    return f"10^{math.floor(math.log10(ages))} times the age of the universe"


def _three_digits(value: float) -> str:
    return f"{value:.3g}" if value < 999.5 else f"{value:.0f}"
