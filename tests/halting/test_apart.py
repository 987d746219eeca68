"""What is asked in a process of its own comes back or is stopped, and leaves nothing behind."""

import asyncio
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from arlib.halting import confront
from arlib.halting.apart import apart, awaited
from arlib.halting.bounded import Interrupted
from arlib.halting.diagonal import Decider

HANGING = {
    "sums": lambda _: sum(range(10**12)),
    "sleeps": lambda _: time.sleep(10**6),
    "repeats": lambda _: list(map(len, iter(str, 0))),
    "swallows": lambda _: swallow(),
    "waits for a lock": lambda _: threading.Lock().acquire() and threading.Event().wait(),
    "ignores signals": lambda _: [signal.signal(n, signal.SIG_IGN) for n in (2, 14, 15)] and time.sleep(10**6),
    "starts a thread": lambda _: threading.Thread(target=time.sleep, args=(10**6,)).start() or time.sleep(10**6),
}

USED = confront.__globals__["apart"].__wrapped__.__globals__
pytestmark = pytest.mark.skipif(not USED["STOPPABLE"], reason="there are no processes here")


def swallow():
    while True:
        with suppress(BaseException):
            time.sleep(10**6)


def children():
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


@pytest.mark.parametrize("hangs", HANGING.values(), ids=HANGING)
def test_what_never_comes_back_is_stopped(hangs):
    before = children() if sys.platform == "linux" else []
    with apart(hangs, seconds=0.3) as ask:
        for _ in range(2):  # asked again, it is not waited for again
            with pytest.raises(Interrupted, match="it did not come back within 0.3 seconds"):
                ask("x")
    assert (children() if sys.platform == "linux" else []) == before


def test_it_remembers_what_it_was_asked_and_changes_nothing_here():
    seen = []

    def count(word):
        seen.append(word)
        return len(seen), seen

    with apart(count) as ask:
        assert ask("a") == (1, ["a"])
        assert ask("b") == (2, ["a", "b"])
    assert seen == []


def test_what_it_prints_is_printed_also_when_it_is_stopped(capsys):
    def speak(word):
        print("heard", word, "\N{SNOWMAN}")
        time.sleep(10**6 * (word == "b"))

    with apart(speak, seconds=0.3) as ask:
        ask("a")
        assert capsys.readouterr().out == "heard a \N{SNOWMAN}\n"
        with pytest.raises(Interrupted):
            ask("b")
        assert capsys.readouterr().out == "heard b \N{SNOWMAN}\n"


def test_it_cannot_fill_the_disk():
    with apart(lambda _: [print("x" * 10**6) for _ in range(100)] and 0) as ask, pytest.raises(Interrupted):
        ask("x")


@pytest.mark.parametrize("ends", [lambda _: os._exit(3), lambda _: sys.exit(), lambda _: os.kill(os.getpid(), 9), len])
def test_a_process_that_ends_has_not_answered(ends):
    with apart(ends) as ask, pytest.raises(Interrupted, match="its process ended"):
        ask(7)


def test_nobody_can_be_asked_there():
    def asks(_):
        try:
            return input("name?")
        except EOFError:
            return "nobody"

    with apart(asks) as ask:
        assert ask("") == "nobody"


def test_an_interrupt_is_heard_at_once():
    timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt), apart(HANGING["sums"], seconds=60) as ask:
        ask("x")


def test_other_threads_may_ask_too():
    def ask(n):
        with apart(lambda k: k * k) as square:
            return square(n)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(20))) == [n * n for n in range(20)]


def test_a_decider_that_hangs_has_not_answered(monkeypatch):
    monkeypatch.setitem(USED, "SECONDS", 0.3)
    for name in ("sums", "sleeps", "swallows"):
        met = confront(Decider("slow", HANGING[name], steps=1000))
        assert met.verdict == "did not answer"
        assert met.prediction == met.inside
        assert met.inside.why == "it did not come back within 0.3 seconds"


def test_without_processes_it_is_asked_here(monkeypatch):
    monkeypatch.setitem(USED, "STOPPABLE", False)
    seen = []
    with confront.__globals__["apart"](seen.append) as ask:
        ask("a")
    assert seen == ["a"]
    assert confront(lambda source: "yes").verdict == "wrong"


@pytest.mark.parametrize("first", [lambda: os._exit(1), lambda: time.sleep(10**6)], ids=["ends", "hangs"])
def test_a_process_that_does_not_begin_is_made_once_more(monkeypatch, first):
    fork, made = os.fork, []

    def forked():
        child = fork()
        made.append(child)
        if not child and len(made) <= dead:
            first()
        return child

    async def asked():
        with awaited(len, seconds=30) as ask:
            return await ask("abc")

    monkeypatch.setitem(USED, "WAKING", 1.5)
    monkeypatch.setattr(os, "fork", forked)
    dead = 1
    assert asyncio.run(asked()) == 3 and len(made) == 2
    with apart(len, seconds=30) as ask:
        assert (ask("ab"), ask("abcd")) == (2, 4) and len(made) == 3
    monkeypatch.setitem(USED, "WAKING", 0.2)
    made.clear()
    dead = 2
    with pytest.raises(Interrupted, match="its process did not begin"):
        asyncio.run(asked())
    assert len(made) == 2


def test_what_the_machine_sleeps_is_not_counted(monkeypatch):
    """A clock that is a minute later at each look."""
    looks = count(0, 60)
    monkeypatch.setattr(time, "monotonic", lambda: next(looks))
    with apart(lambda n: (time.sleep(0.2), n)[1], seconds=30) as ask:
        assert ask(7) == 7


def test_an_event_loop_goes_on_while_it_waits_and_may_end_it():
    async def asked():
        turns = 0

        async def others():
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0.01)

        going = asyncio.ensure_future(others())
        with awaited(lambda n: (time.sleep(0.3), n * n)[1], seconds=30) as square:
            made = [await square(3), await square(4)]
        going.cancel()
        return made, turns

    made, turns = asyncio.run(asked())
    assert made == [9, 16] and turns > 3


@pytest.mark.parametrize("hangs", HANGING.values(), ids=HANGING)
def test_what_is_awaited_and_never_comes_back_is_stopped(hangs):
    before = children() if sys.platform == "linux" else []

    async def too_long():
        with awaited(hangs, seconds=0.2) as ask:
            await ask("x")

    async def cancelled():
        with awaited(hangs, seconds=1000) as ask:
            await asyncio.wait_for(ask("x"), 0.2)

    with pytest.raises(Interrupted, match="it did not come back within 0.2 seconds"):
        asyncio.run(too_long())
    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(cancelled())
    assert (children() if sys.platform == "linux" else []) == before


def test_what_ends_its_process_is_no_answer():
    async def ends():
        with awaited(lambda _: os._exit(3), seconds=30) as ask:
            await ask("x")

    with pytest.raises(Interrupted, match="its process ended"):
        asyncio.run(ends())
