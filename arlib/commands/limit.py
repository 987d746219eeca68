"""A limit on time that holds: what does not stop by itself is stopped."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

GRACE = 0.05  # seconds for a search to notice by itself that its time is over
AGAIN = 0.5


class Overtime(BaseException):
    """The time is over. No ``Exception``, so that nobody takes it for an error of his own."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise ``Overtime`` inside when the time is over.

    It takes a timer of the operating system and the main thread; without them, searches that look at the clock
    stop by themselves, and others do not.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise Overtime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)  # again, should a library swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
