"""A limit on time, as a person gives it."""

from __future__ import annotations

import math
from numbers import Real


def time_limit(seconds: float, *, least: float | None = None) -> float:
    """The limit as a float; raises ValueError for what is no number of seconds, and for one not above ``least``.

    A limit that is not a number would never be reached, and one larger than every float is none.

    >>> time_limit(2), time_limit(10 ** 400)
    (2.0, inf)
    >>> time_limit(float("nan"))
    Traceback (most recent call last):
    ...
    ValueError: a time limit is a number of seconds, not nan
    """
    if not isinstance(seconds, Real):
        raise ValueError(f"a time limit is a number of seconds, not one of type {type(seconds).__name__}")
    try:
        limit = float(seconds)
    except OverflowError:
        limit = math.inf if seconds > 0 else -math.inf
    if math.isnan(limit):
        raise ValueError("a time limit is a number of seconds, not nan")
    if least is not None and limit <= least:
        raise ValueError(f"the time limit is more than {least:g} seconds, not {limit:g}")
    return limit
