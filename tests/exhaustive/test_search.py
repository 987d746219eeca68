"""No case is silently missing: with many workers, failing ones, limits and interrupts."""

import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from executors import Unreliable, fails
from hypothesis import given, settings
from strategies import formulas, machines

from arlib import Claim, Proved, Refuted, Unbounded, Unknown, Unsigned, claim, exhaust, explore
from arlib.checking import replay
from arlib.exhaustive import search
from arlib.exhaustive.cases import Cases
from arlib.exhaustive.engines import counter


@settings(max_examples=100)
@given(formulas(["x", "y"]), machines())
def test_the_verdict_is_what_brute_force_says(formula, integers):
    read = Claim(formula, ("x", "y"))
    cases = Cases(read.inputs, integers)
    failing = (case for case in range(cases.count) if replay(read, cases.assignment(case), integers))
    first = next(failing, None)
    result = exhaust(read, integers)
    if first is None:
        assert isinstance(result.verdict, Proved)
        assert result.cases == result.cases_in_all == cases.count
        assert result.counterexample is None
    else:
        assert isinstance(result.verdict, Refuted)
        assert result.counterexample == cases.assignment(first)


def test_snapshots_count_up_and_the_last_is_the_result():
    snapshots = list(explore("x + y == y + x", Unsigned(8), engine="python"))
    counts = [snapshot.cases for snapshot in snapshots]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] == 65536
    assert all(isinstance(snapshot.verdict, Unknown) for snapshot in snapshots[:-1])
    assert isinstance(snapshots[-1].verdict, Proved)


def test_a_time_limit_is_reported_and_the_count_kept():
    result = exhaust("x + y == y + x", Unsigned(64), engine="python", seconds=0.3)
    assert result.verdict == Unknown("the time limit of 0.3 s was reached")
    assert 0 < result.cases < result.cases_in_all == 2**128
    assert result.rate > 0


def test_an_interrupt_keeps_what_was_counted():
    # The first snapshot arms the alarm, so that the interrupt comes while cases are counted.
    previous = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        result = exhaust("x + y == y + x", Unsigned(64), engine="python")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert isinstance(result.verdict, Unknown)
    assert result.verdict.reason.startswith("interrupted")
    assert result.cases > 0


@pytest.mark.parametrize("engine", ["python", "numpy", "compiled"])
def test_threads_share_the_work(engine):
    with ThreadPoolExecutor(2) as pool:
        assert exhaust("x + y == y + x", Unsigned(9), engine=engine, executor=pool).cases == 2**18
        result = exhaust("x * x != y * y + 257", Unsigned(9), engine=engine, executor=pool)
    assert result.counterexample == exhaust("x * x != y * y + 257", Unsigned(9), engine="python").counterexample


PROCESS_POOL = """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from arlib import Proved, Unknown, Unsigned, exhaust

if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        result = exhaust("x + y == y + x", Unsigned(9), engine="python", executor=pool)
        assert isinstance(result.verdict, Proved), result
        assert sum(shard.successes for shard in result.verdict.certificate.shards) == result.cases == 2**18
        late = exhaust("not (x == 511 and y == 500)", Unsigned(9), engine="python", executor=pool)
        assert late.counterexample == {"x": 511, "y": 500}, late
        for process in pool._processes.values():
            process.kill()
        killed = exhaust("x + y == y + x", Unsigned(10), engine="python", executor=pool)
        assert isinstance(killed.verdict, Unknown), killed
        assert f"{2**20 - killed.cases:,} cases are missing" in killed.verdict.reason, killed
    print("all as it should be")
"""


def test_processes_share_the_work_and_one_that_dies_is_reported(tmp_path):
    # As a program of its own: a worker process starts by importing the main module.
    (tmp_path / "pool.py").write_text(PROCESS_POOL)
    done = subprocess.run([sys.executable, "pool.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stdout == "all as it should be\n", done.stderr


def test_a_cluster_shares_the_work(tmp_path):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        result = exhaust("x + y == y + x", Unsigned(9), engine="numpy", executor=client.get_executor())
        assert isinstance(result.verdict, Proved)
        assert result.cases == 2**18
        failing = exhaust("x <= 300 or y != 7", Unsigned(9), engine="numpy", executor=client.get_executor())
    assert failing.counterexample == {"x": 301, "y": 7}


def test_a_shard_that_fails_is_tried_again():
    pool = Unreliable(lambda call, start, future: call in (1, 3) and fails(future))
    result = exhaust("x + y == y + x", Unsigned(7), engine="python", executor=pool)
    assert isinstance(result.verdict, Proved)
    assert result.cases == 2**14


def test_a_cancelled_shard_is_tried_again():
    def cancelled(future):
        future.cancel()
        return not future.set_running_or_notify_cancel()

    pool = Unreliable(lambda call, start, future: call == 2 and cancelled(future))
    assert exhaust("x + y == y + x", Unsigned(7), engine="python", executor=pool).cases == 2**14


def test_a_lost_shard_is_reported_and_not_counted():
    pool = Unreliable(lambda call, start, future: start == 0 and fails(future))
    result = exhaust("x + y == y + x", Unsigned(7), engine="python", executor=pool)
    reason = "1,024 cases are missing: the executor could not try 0 to 1,023 (OSError: the worker is gone)"
    assert result.verdict == Unknown(reason)
    assert result.cases == 2**14 - 1024
    assert pool.starts.count(0) == 3


def test_a_counterexample_after_a_lost_shard_is_not_called_the_first():
    pool = Unreliable(lambda call, start, future: start == 0 and fails(future))
    result = exhaust("x != 100", Unsigned(12), engine="python", executor=pool)
    assert isinstance(result.verdict, Unknown)  # the failing case was in the lost shard
    result = exhaust("x != 4000", Unsigned(12), engine="python", executor=pool)
    assert isinstance(result.verdict, Refuted)
    assert not result.verdict.witness.first
    assert "before which not every case was tried" in str(result)


def test_an_impossible_count_is_not_believed():
    def too_many(call, start, future):
        if start == 0:
            future.set_result((10**9, 0.1))
        return start == 0

    result = exhaust("x + y == y + x", Unsigned(7), engine="python", executor=Unreliable(too_many))
    assert isinstance(result.verdict, Unknown)
    assert "successes in" in result.verdict.reason


def test_a_broken_pool_is_reported():
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    result = exhaust("x + y == y + x", Unsigned(7), engine="python", executor=pool)
    assert isinstance(result.verdict, Unknown)
    assert "16,384 cases are missing" in result.verdict.reason
    assert result.cases == 0


def test_a_wrong_engine_cannot_refute(monkeypatch):
    """What an engine rejects is replayed by the evaluator before anyone is told."""

    def lying(engine, read, integers):
        honest = counter(engine, read, integers)
        return lambda start, stop: honest(start, stop) - (start <= 5 < stop)

    monkeypatch.setattr(search, "counter", lying)
    result = exhaust("x == x", Unsigned(8), engine="python")
    assert isinstance(result.verdict, Unknown)
    assert "the evaluator does not" in result.verdict.reason


def test_a_wrong_engine_cannot_prove(monkeypatch):
    monkeypatch.setattr(search, "counter", lambda *_: lambda start, stop: stop - start)
    result = exhaust("x != 255", Unsigned(8), engine="python")
    assert isinstance(result.verdict, Unknown)
    assert "the checker rejects" in result.verdict.reason


def test_closing_the_generator_stops_the_work():
    before = threading.active_count()
    with ThreadPoolExecutor(2) as pool:
        snapshots = explore("x + y == y + x", Unsigned(64), engine="python", executor=pool)
        assert next(snapshots).cases == 0
        next(snapshots)
        snapshots.close()
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        ({"integers": Unbounded()}, "cannot all be tried"),
        ({"claim": "uint4(x) == x"}, "converts between types"),
        ({"engine": "fast"}, "no engine is called"),
        ({"seconds": 0}, "more than 0 seconds"),
        ({"seconds": float("nan")}, "a number of seconds"),
        ({"engine": "numpy", "integers": Unsigned(128)}, "64 bits at most"),
    ],
)
def test_impossible_choices_are_refused(choice, reason):
    with pytest.raises(ValueError, match=reason):
        exhaust(**{"claim": "x == x", **choice})


def test_a_function_is_a_claim():
    def commutes(x, y):
        return x + y == y + x

    assert isinstance(exhaust(commutes).verdict, Proved)
    assert exhaust(commutes).claim == claim("x + y == y + x")
