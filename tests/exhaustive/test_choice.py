"""From one engine to a faster one in the middle of a search: no case is lost, none is counted twice."""

import subprocess
import sys
import threading

import pytest
from executors import Unreliable, fails
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import formulas, machines

from arlib import Claim, Proved, Refuted, Unknown, Unsigned, claim, exhaust, explore
from arlib.checking import replay
from arlib.exhaustive import choice, search
from arlib.exhaustive.cases import Cases
from arlib.exhaustive.choice import Choice, faster_engines, first_engine
from arlib.exhaustive.engines import ENGINES, counter

QUESTION = claim("x + y == y + x"), Unsigned(9)


def ready_at_once(monkeypatch, worthwhile=0.0, trial=0.0):
    """Every rival is worth it, and is ready when it is wanted; a trial is one run of cases."""
    monkeypatch.setattr(choice, "WORTHWHILE", worthwhile)
    monkeypatch.setattr(choice, "TRIAL", trial)

    class Prepared(choice.Preparation):
        def over(self, seconds=0):
            return super().over(None)

    monkeypatch.setattr(choice, "Preparation", Prepared)


class Recording(Unreliable):
    """Runs each call here, and remembers which engine was given which cases; two are under way at a time."""

    def __init__(self, *, slower=(), broken=()):
        super().__init__(lambda call, start, future: self.given[-1][0] in broken and fails(future))
        self.given, self.slower = [], slower

    def submit(self, fn, engine, read, integers, start, stop):
        self.given.append((engine, start, stop))
        future = super().submit(fn, engine, read, integers, start, stop)
        if not future.exception():
            # What was measured is made up, so that the tests do not depend on the machine.
            successes, _ = future.result()
            future._result = successes, (stop - start) * (1e-5 if engine in self.slower else 1e-6)
        return future


def forced(monkeypatch, sizes):
    monkeypatch.setattr(search, "FIRST_SHARD", sizes)
    monkeypatch.setattr(search, "SHARD_SECONDS", max(sizes.values()) * 1e-6)
    monkeypatch.setattr(search, "first_engine", lambda *_: "python")


@settings(max_examples=40, deadline=None)
@given(formulas(["x", "y"]), machines((3, 4)), st.lists(st.sampled_from(list(ENGINES)), max_size=2), st.data())
def test_every_case_is_counted_once_whichever_engines_take_turns(formula, integers, slower, data):
    read = Claim(formula, ("x", "y"))
    cases = Cases(read.inputs, integers)
    with pytest.MonkeyPatch.context() as patch:
        ready_at_once(patch)
        forced(patch, {engine: data.draw(st.integers(1, 40)) for engine in ENGINES})
        pool = Recording(slower=slower)
        result = exhaust(read, integers, executor=pool)
    first = next((case for case in range(cases.count) if replay(read, cases.assignment(case), integers)), None)
    if first is None:
        assert isinstance(result.verdict, Proved)
        assert [(start, stop) for _, start, stop in pool.given] == tiles(pool.given, cases.count)
        assert result.cases == cases.count
    else:
        assert isinstance(result.verdict, Refuted)
        assert result.counterexample == cases.assignment(first)
    assert set(result.engine.split(" and ")) <= {engine for engine, _, _ in pool.given}


def tiles(given, count):
    """The stretches cut at the same places, if they cover all cases and none twice."""
    cuts = [0, *(stop for _, _, stop in given)]
    assert cuts[-1] == count
    return list(zip(cuts, cuts[1:], strict=False))


def test_the_faster_engine_keeps_the_cases_and_the_slower_one_gives_them_back(monkeypatch):
    ready_at_once(monkeypatch)
    forced(monkeypatch, dict.fromkeys(ENGINES, 100))
    pool = Recording()
    result = exhaust(*QUESTION, executor=pool)
    # None is measured to be slower than the one before it.
    assert result.engine == "python and numpy and compiled"
    assert isinstance(result.verdict, Proved)
    assert result.verdict.certificate.engine == result.engine
    assert str(result) == "proved (262,144 of 262,144 cases, python and numpy and compiled engines)"
    assert pool.given[-1][0] == "compiled"
    pool = Recording(slower=("numpy", "compiled"))
    exhaust(*QUESTION, executor=pool)
    engines = [engine for engine, _, _ in pool.given]
    assert engines[-1] == "python" and {"numpy", "compiled"} <= set(engines)


def test_an_engine_that_fails_on_trial_loses_no_case(monkeypatch):
    ready_at_once(monkeypatch)
    forced(monkeypatch, dict.fromkeys(ENGINES, 1000))
    pool = Recording(broken=("compiled",))
    result = exhaust(*QUESTION, executor=pool)
    assert "compiled" in {engine for engine, _, _ in pool.given}
    assert isinstance(result.verdict, Proved) and result.cases == 2**18
    assert "compiled" not in result.engine


def test_an_engine_that_cannot_be_prepared_is_passed_over(monkeypatch):
    def broken(engine, *question):
        if engine == "compiled":
            raise OSError("no compiler")
        return counter(engine, *question)

    ready_at_once(monkeypatch)
    forced(monkeypatch, dict.fromkeys(ENGINES, 100))
    monkeypatch.setattr(choice, "counter", broken)
    assert exhaust(*QUESTION).engine in ("python", "python and numpy")


def test_where_no_thread_can_be_started_an_engine_is_prepared_in_this_one(monkeypatch):
    def refuse(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    ready_at_once(monkeypatch)
    forced(monkeypatch, dict.fromkeys(ENGINES, 100))
    assert exhaust(*QUESTION).cases == 2**18
    assert exhaust(*QUESTION, engine="numpy", seconds=60).cases == 2**18


def test_nothing_is_prepared_for_the_last_moment():
    for cases_left, seconds_left, worth in ((10**9, 60.0, True), (10**9, 0.1, False), (10**5, 60.0, False)):
        chosen = Choice("numpy", ["compiled"], *QUESTION)
        chosen.consider(cases_left, seconds_left)
        assert chosen._preparation is None  # nothing is measured yet
        chosen.measured("numpy", 10**6, 0.001)
        chosen.consider(cases_left, seconds_left)
        assert (chosen._preparation is not None) == worth
    chosen.consider(2**256, 60.0)


def test_the_limit_bounds_the_preparation_too(monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(choice, "counter", lambda *_: gate.wait())
    result = exhaust("x == x", Unsigned(32), engine="compiled", seconds=0.2)
    gate.set()
    assert result.verdict == Unknown("the time limit of 0.2 s was reached")
    assert result.cases == 0


def test_a_slow_compiler_does_not_hold_up_the_search(monkeypatch):
    gate = threading.Event()
    honest = counter
    monkeypatch.setattr(
        choice, "counter", lambda engine, *q: gate.wait() if engine == "compiled" else honest(engine, *q)
    )
    result = exhaust("x < x + 1 or y < y + 2", Unsigned(32), seconds=1)
    gate.set()
    assert result.cases > 0 and result.engine == "numpy"


def test_which_engine_begins(monkeypatch):
    assert first_engine(100, Unsigned(8), None) == "python"
    assert first_engine(2**16, Unsigned(8), None) == "numpy"
    assert first_engine(2**64, Unsigned(32), 10) == "numpy"
    assert first_engine(2**200, Unsigned(100), None) == "python"
    assert faster_engines("numpy", Unsigned(8)) == ["compiled"]
    assert faster_engines("python", Unsigned(65)) == []
    monkeypatch.delitem(sys.modules, "numpy")
    assert first_engine(2**64, Unsigned(32), 0.5) == "python"
    monkeypatch.setattr(choice, "available", lambda: ["python"])
    assert first_engine(2**32, Unsigned(16), None) == "python"
    assert faster_engines("python", Unsigned(16)) == []


def test_the_first_snapshots_come_while_nothing_is_compiled():
    snapshots = explore("x + y == y + x", Unsigned(32), seconds=60)
    assert next(snapshots).cases == 0
    assert next(snapshots).engine == "numpy"
    snapshots.close()


@pytest.mark.parametrize("seconds", ["0.3", "2"])
def test_a_short_limit_has_counted_something(seconds):
    """In a process of its own, where nothing is loaded or compiled yet."""
    command = [sys.executable, "-m", "arlib", "exhaust", "x + y == y + x", "--type", "int32", "--seconds", seconds]
    done = subprocess.run(command, capture_output=True, text=True)
    assert f"the time limit of {seconds} s was reached" in done.stdout
    assert "tried   0 of" not in done.stdout
