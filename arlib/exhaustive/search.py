"""Try every case: the generator of snapshots, and the function that runs it to its end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace

from arlib.certificates import Enumeration, Shard
from arlib.checking import Accepted, check, replay
from arlib.exhaustive.cases import Cases
from arlib.exhaustive.choice import Choice, Preparation, faster_engines, first_engine
from arlib.exhaustive.engines import counter, require
from arlib.exhaustive.result import Exhaustion, Verdict
from arlib.integers import Integers, Machine, Signed, Unsigned, integer_model
from arlib.languages.python.claims import claim as read_claim
from arlib.seconds import time_limit
from arlib.terms import Claim, Conversion, subterms
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

FIRST_SHARD = {"python": 1 << 10, "numpy": 1 << 16, "compiled": 1 << 20}
SHARD_SECONDS = 0.05  # short enough for progress, Stop and interrupts; long enough to cost nothing
ATTEMPTS = 3
MOST_COMPILED = 100  # parts of a formula: of one with 240, the compiler takes half a minute


def exhaust(
    claim: str | Claim | Callable[..., object],
    integers: Integers = Unsigned(8),
    *,
    engine: str = "auto",
    seconds: float | None = None,
    executor: Executor | None = None,
) -> Exhaustion:
    """Try a claim on every assignment of its inputs, and stop at the first for which it is not true.

    ``claim`` is a formula in Python's syntax, or a Python function that returns one; it is read, not run.
    ``engine`` is python, numpy, compiled or auto, which begins with one that is ready and goes over to one that is
    measured to be faster; ``executor`` is any ``concurrent.futures`` executor.
    After ``seconds``, which include the setup, or when interrupted, the result is Unknown and keeps what was counted.
    Raises ``Unsupported`` for a claim that cannot be read, ValueError for an impossible choice.

    >>> print(exhaust("x + y == y + x", Unsigned(8), engine="python"))
    proved (65,536 of 65,536 cases, python engine)
    >>> exhaust("x - y == y - x", Unsigned(8)).counterexample
    {'x': 0, 'y': 1}
    """
    snapshots = explore(claim, integers, engine=engine, seconds=seconds, executor=executor)
    result = next(snapshots)
    try:
        for snapshot in snapshots:
            result = snapshot
    except KeyboardInterrupt:
        result = replace(result, verdict=Unknown(f"interrupted after {result.seconds:.1f} s"))
    return result


def explore(
    claim: str | Claim | Callable[..., object],
    integers: Integers = Unsigned(8),
    *,
    engine: str = "auto",
    seconds: float | None = None,
    executor: Executor | None = None,
) -> Iterator[Exhaustion]:
    """Snapshots of ``exhaust`` as it goes, the last of which is its result.

    The first comes before any case is tried, the others several times a second. Closing the
    generator stops the search; each snapshot is a full and honest result for what was counted by then.

    >>> first, *_, last = explore("x * x == x", Unsigned(4))
    >>> print(first)
    don't know: still running (0 of 16 cases, python engine)
    >>> print(last)
    refuted by x = 2 (16 of 16 cases, python engine)
    """
    begun = time.perf_counter()
    seconds = None if seconds is None else time_limit(seconds, least=0)
    integers = integer_model(integers)
    if not isinstance(integers, Signed | Unsigned):
        raise ValueError(f"{integers.describe()} cannot all be tried; choose a type such as uint8 or int16")
    parsed = read_claim(claim, integers)
    if any(isinstance(part, Conversion) for part in subterms(parsed.formula)):
        raise ValueError("a claim that converts between types has no code for its cases; prove it instead")
    automatic = engine == "auto"
    chosen = first_engine(Cases(parsed.inputs, integers).count, integers, seconds) if automatic else engine
    require(chosen, integers)
    try:
        _prepare(chosen, parsed, integers, None if seconds is None else begun + seconds - time.perf_counter())
    except RecursionError:
        raise Unsupported("this is nested too deeply to be tried") from None
    small = sum(1 for _ in subterms(parsed.formula)) <= MOST_COMPILED
    choice = Choice(chosen, faster_engines(chosen, integers) if automatic and small else [], parsed, integers)
    search = _Search(parsed, integers, choice, executor or _InThisThread(), seconds, begun)
    return search.run()


def _prepare(engine: str, claim: Claim, integers: Machine, seconds: float | None) -> None:
    """Load and compile an engine: what goes wrong there fails before anything runs, and a limit bounds it too."""
    if seconds is None or engine == "python":
        counter(engine, claim, integers)
        return
    preparation = Preparation(engine, claim, integers)
    if preparation.over(max(seconds, 0)) and preparation.error is not None:
        raise preparation.error


def count_shard(engine: str, claim: Claim, integers: Machine, start: int, stop: int) -> tuple[int, float]:
    """The successes in a run of cases and the seconds they took; what an executor's worker runs."""
    count = counter(engine, claim, integers)
    begun = time.perf_counter()
    return count(start, stop), time.perf_counter() - begun


class _InThisThread(Executor):
    """An executor that runs each call at once: one machine, one thread, the same path as many."""

    _max_workers = 1

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass
class _Search:
    claim: Claim
    integers: Machine
    choice: Choice
    executor: Executor
    budget: float | None
    begun: float
    done: list[Shard] = field(default_factory=list)
    lost: list[tuple[int, int, str]] = field(default_factory=list)
    waiting: dict[Future[tuple[int, float]], tuple[str, int, int, int]] = field(default_factory=dict)
    again: list[tuple[int, int, int]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=lambda: dict(FIRST_SHARD))
    engines: list[str] = field(default_factory=list)
    cases: int = 0
    next: int = 0
    failing: tuple[str, int, int] | None = None

    def run(self) -> Iterator[Exhaustion]:
        """Keep the workers busy with shards, in order, until there is a verdict."""
        self.total = Cases(self.claim.inputs, self.integers).count
        self.workers = getattr(self.executor, "_max_workers", None) or os.cpu_count() or 1
        self.window = 1 if self.workers == 1 else 2 * self.workers
        self.started = time.perf_counter()
        yield self.snapshot(Unknown("still running"))
        try:
            while True:
                if self.time_left() <= 0 and not self.finished():
                    yield self.snapshot(self.out_of_time())
                    return
                self.submit()
                if not self.waiting:
                    break
                ready, _ = wait(self.waiting, min(self.time_left(), SHARD_SECONDS), FIRST_COMPLETED)
                for future in ready:
                    self.collect(future)
                if ready and not self.finished():
                    yield self.snapshot(Unknown("still running"))
            yield self.snapshot(self.verdict())
        except RecursionError:
            yield self.snapshot(Unknown("this is nested too deeply"))
        finally:
            for future in self.waiting:
                future.cancel()

    def time_left(self) -> float:
        if self.budget is None:
            return float("inf")
        return self.begun + self.budget - time.perf_counter()

    def end(self) -> int:
        """Where the search may stop: at a failing shard no later one can hold the first counterexample."""
        return self.failing[1] if self.failing else self.total

    def finished(self) -> bool:
        return not self.waiting and not self.again and self.next >= self.end()

    def submit(self) -> None:
        while len(self.waiting) < self.window:
            self.choice.consider(self.total - self.next, self.time_left())
            engine = self.choice.engine
            if self.again:
                start, stop, attempt = self.again.pop()
            elif self.next < self.end():
                start, attempt = self.next, 1
                stop = self.next = min(start + self.sizes[engine], self.total)
            else:
                return
            try:
                future = self.executor.submit(count_shard, engine, self.claim, self.integers, start, stop)
            except RuntimeError as error:  # a broken or closed pool takes no more work, now or later
                self.lost.append((start, stop, _name(error)))
                self.next = self.total
                return
            self.waiting[future] = (engine, start, stop, attempt)

    def collect(self, future: Future[tuple[int, float]]) -> None:
        engine, start, stop, attempt = self.waiting.pop(future)
        if self.failing and start > self.failing[1]:
            return
        problem = "cancelled" if future.cancelled() else _name(future.exception()) if future.exception() else None
        if problem is None:
            successes, seconds = future.result()
            if not 0 <= successes <= stop - start:
                problem = f"{successes:,} successes in {stop - start:,} cases"
        if problem is not None:
            self.choice.failed(engine)
            if attempt < ATTEMPTS:
                self.again.append((start, stop, attempt + 1))
            else:
                self.lost.append((start, stop, problem))
            return
        self.cases += stop - start
        if engine not in self.engines:
            self.engines.append(engine)
        self.choice.measured(engine, stop - start, seconds)
        if successes < stop - start:
            self.failing = (engine, start, stop)
        else:
            self.remember(Shard(start, stop, successes))
        # Grow towards shards of a good length, at most fourfold at a time; the budget bounds them too.
        aim = min(SHARD_SECONDS, max(self.time_left(), 1e-3))
        self.sizes[engine] = max(1, int(min(4 * self.sizes[engine], (stop - start) * aim / max(seconds, 1e-6))))

    def remember(self, shard: Shard) -> None:
        """Keep a finished shard, joined with the one that ends where it starts."""
        if self.done and self.done[-1].stop == shard.start:
            before = self.done.pop()
            shard = Shard(before.start, shard.stop, before.successes + shard.successes)
        self.done.append(shard)

    def out_of_time(self) -> Verdict:
        if self.failing:
            return self.refuted(*self.failing, first=False)
        return Unknown(f"the time limit of {self.budget:g} s was reached")

    def verdict(self) -> Verdict:
        if self.failing:
            _, start, _ = self.failing
            return self.refuted(*self.failing, first=all(lost > start for lost, _, _ in self.lost))
        if self.lost:
            missing = self.total - self.cases
            start, stop, problem = self.lost[0]
            return Unknown(
                f"{missing:,} cases are missing: the executor could not try {start:,} to {stop - 1:,} ({problem})"
            )
        certificate = Enumeration(self.claim, self.integers, self.tried_by(), tuple(sorted(self.done, key=_start)))
        match check(certificate):
            case Accepted():
                return Proved(certificate)
            case rejected:
                return Unknown(f"the checker rejects the enumeration: {rejected}")

    def refuted(self, engine: str, start: int, stop: int, *, first: bool) -> Verdict:
        """Find the first failing case of a shard by bisection, and replay it by the evaluator."""
        count = counter(engine, self.claim, self.integers)
        while stop - start > 1:
            middle = (start + stop) // 2
            if count(start, middle) < middle - start:
                stop = middle
            else:
                start = middle
        assignment = Cases(self.claim.inputs, self.integers).assignment(start)
        witness = replay(self.claim, assignment, self.integers)
        if witness is None:
            return Unknown(f"the {engine} engine rejects {assignment}, and the evaluator does not")
        return Refuted(replace(witness, first=first))

    def snapshot(self, verdict: Verdict) -> Exhaustion:
        elapsed = time.perf_counter() - self.started
        setup = self.started - self.begun
        engines = self.tried_by()
        return Exhaustion(self.claim, self.integers, engines, self.cases, self.total, setup, elapsed, verdict)

    def tried_by(self) -> str:
        """The engines that counted cases, in the order in which they began; before any did, the one in use."""
        return " and ".join(self.engines or [self.choice.engine])


def _name(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _start(shard: Shard) -> int:
    return shard.start
