"""Which engine gets the next cases: one that is ready at once, then a faster one, by measurement."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from threading import Event, Thread

from arlib.exhaustive.engines import available, counter
from arlib.integers import Machine
from arlib.terms import Claim

WORTHWHILE = 0.3  # seconds that are still to come; less is over before another engine pays
TRIAL = 0.05  # seconds for which an engine is measured before it is kept


def first_engine(cases: int, integers: Machine, seconds: float | None) -> str:
    """The engine to begin with: it is ready soon, and ends first on a small space.

    >>> from arlib.integers import Unsigned
    >>> first_engine(16, Unsigned(4), None)
    'python'
    """
    if cases <= 1 << 12 or integers.width > 64 or "numpy" not in available():
        return "python"
    # Loading numpy takes some tenths of a second.
    hurried = seconds is not None and seconds < 1 and "numpy" not in sys.modules
    return "python" if hurried else "numpy"


def faster_engines(engine: str, integers: Machine) -> list[str]:
    """The engines that may be faster than this one, in the order in which to try them."""
    installed = available()
    return installed[installed.index(engine) + 1 :] if integers.width <= 64 else []


class Preparation:
    """An engine that is made ready in a thread of its own, so that nobody has to wait for a compiler."""

    def __init__(self, engine: str, claim: Claim, integers: Machine):
        self.engine = engine
        self.error: Exception | None = None
        self._over = Event()
        self._question = claim, integers
        try:
            Thread(target=self._prepare, name=f"arlib prepares {engine}", daemon=True).start()
        except RuntimeError:  # in a browser no thread can be started
            self._prepare()

    def _prepare(self) -> None:
        try:
            counter(self.engine, *self._question)
        except Exception as error:
            self.error = error
        finally:
            self._over.set()

    def over(self, seconds: float | None = 0) -> bool:
        """Whether it has ended, well or with an ``error``; waits for it so long."""
        return self._over.wait(seconds)


class Choice:
    """The engine in use, and how a faster one takes its place.

    A rival is prepared beside the search while that has a good while to go. Once it is ready it
    gets the next cases on trial, and it keeps them if it is measured to be the faster of the two.
    """

    def __init__(self, engine: str, rivals: Sequence[str], claim: Claim, integers: Machine):
        self.engine = engine
        self._rivals, self._question = list(rivals), (claim, integers)
        self._preparation: Preparation | None = None
        self._former: str | None = None
        self._measured: dict[str, tuple[int, float]] = {}

    def consider(self, cases_left: int, seconds_left: float) -> None:
        """Before each run of cases: begin to prepare a rival, or put one that is ready on trial."""
        if self._former is not None or self.engine not in self._measured:
            return
        if self._preparation is None:
            worth = seconds_left > WORTHWHILE and cases_left > self._rate(self.engine) * WORTHWHILE
            if worth and self._rivals:
                self._preparation = Preparation(self._rivals.pop(0), *self._question)
        elif self._preparation.over():
            if self._preparation.error is None:
                self._former, self.engine = self.engine, self._preparation.engine
            self._preparation = None

    def measured(self, engine: str, cases: int, seconds: float) -> None:
        """After each run of cases: at the end of a trial the slower of two engines is given up."""
        cases_before, seconds_before = self._measured.get(engine, (0, 0.0))
        self._measured[engine] = cases_before + cases, seconds_before + seconds
        if self._former is not None and engine == self.engine and seconds_before + seconds >= TRIAL:
            if self._rate(engine) < self._rate(self._former):
                self.engine = self._former
            self._former = None

    def failed(self, engine: str) -> None:
        """After cases that could not be tried: an engine on trial is given up."""
        if self._former is not None and engine == self.engine:
            self.engine, self._former = self._former, None

    def _rate(self, engine: str) -> float:
        cases, seconds = self._measured[engine]
        return cases / max(seconds, 1e-9)
