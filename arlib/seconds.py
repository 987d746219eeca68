"""A limit on time: as a person gives it, and as long loops keep it."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from numbers import Real
from typing import TypeVar

OFTEN = 1_000  # rounds of a loop between two looks at the clock
T = TypeVar("T")
_end: ContextVar[float] = ContextVar("end", default=math.inf)


class OutOfTime(Exception):
    """The time of ``until`` is over."""


@contextmanager
def until(deadline: float) -> Iterator[None]:
    """Inside, ``in_time`` raises ``OutOfTime`` once ``time.monotonic`` has passed the deadline, or one outside."""
    token = _end.set(min(deadline, _end.get()))
    try:
        yield
    finally:
        _end.reset(token)


def in_time() -> None:
    """Look at the clock; without a deadline, nothing happens."""
    if time.monotonic() > _end.get():
        raise OutOfTime


def timed(things: Iterable[T]) -> Iterator[T]:
    """The same things, with a look at the clock before the first and now and then: for a loop that may be long.

    >>> [*timed("abc")]
    ['a', 'b', 'c']
    >>> with until(0.0):
    ...     next(timed("abc"))
    Traceback (most recent call last):
    ...
    arlib.seconds.OutOfTime
    """
    for number, thing in enumerate(things):
        if number % OFTEN == 0:
            in_time()
        yield thing


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
