"""A limit on time that holds: what does not stop by itself is stopped; and what is then said."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from types import FrameType

GRACE = 0.05  # seconds for a search to notice by itself that its time is over
AGAIN = 0.5
SOON = 0.01
LONGEST = 1e8  # seconds: a timer takes no more than some years


@dataclass(frozen=True)
class Asked:
    """What a command was asked, for the answer of one that is stopped: a line for people, and keys for JSON."""

    head: str
    json: bool
    shown: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def dont_know(asked: str, why: str, seconds: float) -> str:
    """The answer of a command that was stopped; ``asked`` is an ``Asked`` as text.

    >>> print(dont_know(str(Asked("x == y", json=False)), "out of time", 2.04), end="")
    x == y
      don't know: out of time
      in 2.0 s
    """
    given = Asked(**json.loads(asked))
    if given.json:
        return json.dumps({**given.shown, "verdict": "unknown", "seconds": round(seconds, 6), "reason": why}) + "\n"
    return f"{given.head}\n  don't know: {why}\n  in {seconds:.1f} s\n"


def left(seconds: float) -> float:
    """What is left for an engine: Python with its imports has had some of the time; at most half, for a short limit."""
    return max(seconds / 2, seconds - time.process_time())


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
        while frame is not None:
            if frame.f_code.co_name == "__del__":  # Python would print what is raised there, and go on
                signal.setitimer(signal.ITIMER_REAL, SOON, AGAIN)
                return
            frame = frame.f_back
        raise Overtime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, LONGEST), AGAIN)  # again, should a library swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
