"""The scale that tables and pictures share: amounts in words, and durations a person can picture."""

from __future__ import annotations

import re

from arlib.exhaustive.durations import AGE_OF_THE_UNIVERSE, JULIAN_YEAR, extrapolate, humanize
from arlib.printing import count_to_text

DAY = 86400.0
YEAR = JULIAN_YEAR * DAY

# Cook (2021), "A gentle introduction to automated reasoning": two unsigned 32-bit inputs at 430 million calls a
# second, and so 1,360 years. That is (2^32 - 1)^2 calls and years of 365 days; its loop makes 2^64 calls.
ESSAY_WIDTH = 32
ESSAY_RATE = 430e6
ESSAY_CALLS = (2**32 - 1) ** 2
ESSAY_SECONDS = extrapolate(ESSAY_CALLS, ESSAY_RATE)
ESSAY_YEARS = "1,360 years"


def raised(text: str) -> str:
    """The text with exponents as superscripts.

    >>> raised("2^128 cases")
    '2¹²⁸ cases'
    """
    return re.sub(r"\^(\d+)", lambda match: match[1].translate(_SUPERSCRIPTS), text)


_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

LANDMARKS = (
    (DAY, "a day"),
    (80 * YEAR, "a lifetime (80 years)"),
    (AGE_OF_THE_UNIVERSE, "the age of the universe"),
)

TICKS = (
    (1e-9, "1 ns"),
    (1e-6, "1 µs"),
    (1e-3, "1 ms"),
    (1.0, "1 s"),
    (3600.0, "1 hour"),
    (YEAR, "1 year"),
    (1e3 * YEAR, "1,000 years"),
    (1e6 * YEAR, "1 million years"),
    (1e9 * YEAR, "1 billion years"),
    *((10.0**n * AGE_OF_THE_UNIVERSE, raised(f"10^{n} × universe age")) for n in range(3, 120, 3)),
)


def seconds_for_all(width: int, inputs: int, rate: float) -> float:
    """The seconds that all cases of ``inputs`` integers of ``width`` bits take at ``rate`` cases a second.

    >>> round(seconds_for_all(32, 2, 430e6) / YEAR)
    1359
    """
    return extrapolate(1 << width * inputs, rate)


def duration(seconds: float) -> str:
    """``humanize`` with superscripts.

    >>> duration(1e30)
    '10¹² times the age of the universe'
    """
    return raised(humanize(seconds))


def amount(number: float) -> str:
    """A large number in words, to three significant digits.

    >>> amount(430e6), amount(22_351), amount(1.05e10), amount(812.4)
    ('430 million', '22,400', '10.5 billion', '812')
    """
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if number >= 0.9995 * size:
            return f"{float(f'{number / size:.3g}'):,g} {name}"
    return f"{float(f'{number:.3g}'):,g}"


def count(number: int) -> str:
    """A number of cases in full, or as a power of two where nobody could read it in full.

    >>> count(2**16), count(2**128)
    ('65,536', '2¹²⁸')
    """
    return raised(count_to_text(number))
