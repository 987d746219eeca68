"""Prove a claim by trying all of its cases, where a measured rate says that the time is enough."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from threading import Thread

from arlib.certificates.claims import EVALUATOR, Counterexample, Enumeration, Shard, cases, count_cases
from arlib.checking import Accepted, Rejected, check, replay
from arlib.exhaustive.cases import Cases
from arlib.exhaustive.durations import humanize
from arlib.exhaustive.engines import available, counter
from arlib.integers import IntegerModel, Machine, Unbounded
from arlib.proving.packing import packed, unpacked
from arlib.terms import Claim
from arlib.verdict import Proved, Refuted, Unknown

FEW = 1 << 17  # the checker tries so many cases itself
MANY = 1 << 26  # an engine that needs no compiler tries so many in a few seconds
MOST = 1 << 36  # no engine tries more in a minute
COMPILING = 5.0  # seconds; for less no compiler is started
SAMPLE = 200  # cases by which the evaluator is measured
FIRST = 1 << 18  # cases that an engine gets at first
TRIAL = 0.5  # seconds by which an engine is measured
SHARD_SECONDS = 0.1

Count = Callable[[int, int], int]
Verdict = Proved[Enumeration] | Refuted[Counterexample] | Unknown


def worth_trying(claim: Claim, integers: IntegerModel, seconds: float) -> bool:
    """Whether the cases of a claim can be counted, and are not too many to think of trying them all in this time.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> worth_trying(claim("x == x"), Unsigned(32), 10), worth_trying(claim("x == x"), Unbounded(), 10)
    (True, False)
    """
    count = count_cases(claim, integers)
    return count is not None and count <= (MOST if seconds >= COMPILING else MANY)


def try_all(claim: Claim, integers: IntegerModel, *, seconds: float) -> Verdict:
    """Whether the claim is true in each of its cases; unknown if they take longer than ``seconds``.

    Few cases are tried by the checker itself, with the evaluator, so that nothing else is trusted. Of many, an engine
    counts those that are true, and the evidence rests on the engine.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> print(try_all(claim("x & x - 1 == x - (x & -x)"), Unsigned(8), seconds=5).certificate)
    all 256 cases, tried by the checker itself
    """
    deadline = time.perf_counter() + seconds
    count = count_cases(claim, integers)
    if count is None or count > MOST:
        return Unknown("it has too many cases to try them all")
    if count <= FEW and _estimate(claim, integers, count) < seconds:
        return _judge(Enumeration(claim, integers, EVALUATOR, (Shard(0, count, count),)), deadline)
    return _count(claim, integers, count, deadline)


def _estimate(claim: Claim, integers: IntegerModel, count: int) -> float:
    """How long the evaluator takes for all cases, measured on the first few."""
    sample = [*islice(cases(claim, integers), SAMPLE)]
    begun = time.perf_counter()
    for assignment in sample:
        replay(claim, assignment, integers)
    return (time.perf_counter() - begun) * count / len(sample)


def _judge(certificate: Enumeration, deadline: float) -> Verdict:
    """What the checker says of the evidence."""
    match check(certificate, seconds=max(deadline - time.perf_counter(), 0.01)):
        case Accepted():
            return Proved(certificate)
        case Rejected(_, _, dict() as assignment):
            failure = replay(certificate.claim, assignment, certificate.integers)
            assert failure is not None  # the checker replayed it
            return Refuted(failure)
        case Rejected(obligation, reason):
            return Unknown(f"trying all cases: {obligation}: {reason}")


def _count(claim: Claim, integers: IntegerModel, count: int, deadline: float) -> Verdict:
    """Have an engine count the cases that are true, run after run, until all are, one is not, or time is over."""
    found = packed(claim) if isinstance(integers, Unbounded) else (claim, integers)
    if found is None:
        return Unknown("its results do not fit in words of 64 bits, so that no engine can try its cases")
    form, machine = found
    engines = [name for name in available() if name != "python"]
    if not engines or machine.width > 64:
        return Unknown(f"no engine that is installed can try {count:,} cases")
    engine = engines[0] if count <= MANY else engines[-1]
    run = _prepared(engine, form, machine, deadline)
    if run is None:
        return Unknown(f"the {engine} engine was not ready in time")
    # Words are tried from 0 on, which is not the first of the signed ones.
    first = -machine.low if form is not claim else 0
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        failed = _search(_shared(run, pool, workers), first, first + count, deadline)
    match failed:
        case Unknown():
            return failed
        case int(number):
            assignment = Cases(form.inputs, machine).assignment(number)
            return _replayed(claim, integers, assignment if form is claim else unpacked(claim, number - first), engine)
    return _judge(Enumeration(claim, integers, engine, (Shard(0, count, count),)), deadline)


def _shared(run: Count, pool: ThreadPoolExecutor, workers: int) -> Count:
    """The counter with each run in equal parts, one for each thread: no engine holds the interpreter's lock."""

    def count(start: int, stop: int) -> int:
        ends = [start + (stop - start) * n // workers for n in range(workers + 1)]
        return sum(pool.map(run, ends, ends[1:]))

    return count


def _search(run: Count, start: int, stop: int, deadline: float) -> int | Unknown | None:
    """The first case that is not true, None if all are; unknown as soon as the rate says that time will be over."""
    count, done, size, begun = stop - start, 0, FIRST, time.perf_counter()
    while done < count:
        end = min(done + size, count)
        if run(start + done, start + end) < end - done:
            return _first_failure(run, start + done, start + end)
        done = end
        now = time.perf_counter()
        rate = done / max(now - begun, 1e-9)
        if now > deadline or (now - begun > TRIAL and now + (count - done) / rate > deadline):
            return Unknown(f"all {count:,} cases would take {humanize(count / rate)}")
        size = max(1, int(min(4 * size, rate * SHARD_SECONDS)))
    return None


def _prepared(engine: str, claim: Claim, integers: Machine, deadline: float) -> Count | None:
    """The engine's counter; None if it cannot be had in time. A compiler knows no limit, so it has its own thread."""
    found: list[Count] = []
    thread = Thread(target=lambda: found.append(counter(engine, claim, integers)), daemon=True)
    thread.start()
    thread.join(max(deadline - time.perf_counter(), 0.0))
    return found[0] if found else None


def _first_failure(run: Count, start: int, stop: int) -> int:
    """The first case of a run that is not true, by bisection."""
    while stop - start > 1:
        middle = (start + stop) // 2
        if run(start, middle) < middle - start:
            stop = middle
        else:
            start = middle
    return start


def _replayed(
    claim: Claim, integers: IntegerModel, assignment: dict[str, int], engine: str
) -> Refuted[Counterexample] | Unknown:
    """What the evaluator says of a case that an engine rejects."""
    witness = replay(claim, assignment, integers)
    if witness is None:
        return Unknown(f"the {engine} engine rejects {assignment}, and the evaluator does not")
    return Refuted(witness)
