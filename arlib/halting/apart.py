"""Ask a function in a process of its own, which is stopped when its time is over, whatever it does.

``bounded`` counts instructions of Python, and ``sum(range(10**12))`` is one of them: while it runs, no signal and no
interrupt is heard. A process can be ended from outside. It is a copy of this one (``fork``), since a function that
was written in a notebook cannot be sent to another. Where there is no such process, as in a browser or on Windows,
the function is called here, and what does not come back by itself is not stopped.
"""

from __future__ import annotations

import asyncio
import builtins
import gc
import io
import marshal
import os
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar, cast

from arlib.halting.bounded import Interrupted

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Argument = TypeVar("Argument")
Result = TypeVar("Result")

STOPPABLE = hasattr(os, "fork") and sys.platform not in ("emscripten", "wasi")
SECONDS = 5.0
TURN = 0.02  # seconds between two looks at whether the answer has come
STOOD_STILL = 0.1  # seconds, the most that the time between two looks counts
WAKING = 10.0  # seconds, after which a copy that has not begun is taken for dead
AWAKE = b"awake"
MOST_WRITTEN = 1 << 20  # bytes, in any file


@contextmanager
def apart(
    function: Callable[[Argument], Result], *, seconds: float | None = None, printed: TextIO | None = None
) -> Iterator[Callable[[Argument], Result]]:
    """The function, answered by a process that lives as long as the block: it remembers what it was asked.

    Arguments and results are what ``marshal`` writes: numbers, texts, and lists and tuples of them. What the function
    prints goes to ``printed``, or is printed here; what else it changes is changed there alone. An answer that takes
    longer than ``seconds`` ends the process, and raises ``Interrupted``, now and for whatever is asked later.

    >>> with apart(lambda n: sum(range(n)), seconds=0.5) as total:
    ...     total(10), total(10**12)
    Traceback (most recent call last):
    ...
    arlib.halting.bounded.Interrupted: it did not come back within 0.5 seconds
    """
    if not STOPPABLE:
        yield function
        return
    limit = SECONDS if seconds is None else seconds
    with tempfile.TemporaryFile() as written, closing(_Copy(function, written.fileno(), limit)) as copy:
        stopped: list[str] = []
        shown = 0

        def ask(argument: Argument) -> Result:
            nonlocal shown
            if stopped:
                raise Interrupted(stopped[0])
            try:
                for _ in copy.ask(argument):
                    copy.pipe.poll(TURN)
                return cast(Result, copy.answer())
            except Interrupted as error:
                stopped.append(str(error))
                copy.close()
                raise
            finally:
                new = os.pread(written.fileno(), MOST_WRITTEN, shown)  # the place in the file is the copy's too
                shown += len(new)
                (sys.stdout if printed is None else printed).write(new.decode(errors="replace"))

        yield ask


@contextmanager
def awaited(
    function: Callable[[Argument], Result], *, seconds: float
) -> Iterator[Callable[[Argument], Awaitable[Result]]]:
    """The same for an event loop: others have their turns while the process thinks, and whoever cancels ends it.

    What it prints is not shown.

    >>> async def squares():
    ...     with awaited(lambda n: n * n, seconds=5) as square:
    ...         return [await square(n) for n in (3, 4)]
    >>> asyncio.run(squares())
    [9, 16]
    """
    if not STOPPABLE:

        async def call(argument: Argument) -> Result:
            await asyncio.sleep(0)
            return function(argument)

        yield call
        return
    with tempfile.TemporaryFile() as written, closing(_Copy(function, written.fileno(), seconds)) as copy:

        async def ask(argument: Argument) -> Result:
            for _ in copy.ask(argument):
                await asyncio.sleep(TURN)
            return cast(Result, copy.answer())

        yield ask


class _Copy:
    """A copy of this process, which answers until it is closed, and the pipe to it."""

    def __init__(self, function: Callable[[Any], Any], file: int, seconds: float):
        self._function, self._file, self._seconds = function, file, seconds
        self._begin()

    def _begin(self) -> None:
        from multiprocessing import Pipe

        self._awake = False
        self.pipe, theirs = Pipe()
        with warnings.catch_warnings():
            # Of threads that hold a lock for ever in the copy: it takes none of theirs, and it is stopped in any case.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if not self._child:
            self.pipe.close()
            _serve(self._function, theirs, self._file, self._seconds)
        theirs.close()

    def ask(self, question: Any) -> Iterator[None]:
        """Ask it, and wait: turn by turn, until there is an answer or the time is up."""
        yield from self._waking()
        with suppress(ConnectionError):  # which is said with the answer
            self.pipe.send_bytes(marshal.dumps(question))
        yield from self._turns(self._seconds)

    def answer(self) -> object:
        """The answer that has come; raises ``Interrupted`` with the reason why there is none."""
        try:
            if not self.pipe.poll():
                raise Interrupted(f"it did not come back within {self._seconds:g} seconds")
            return marshal.loads(self.pipe.recv_bytes())
        except (EOFError, ConnectionError):
            raise Interrupted("its process ended before it came back") from None

    def close(self) -> None:
        """End it; its number is not given to another process before it was waited for."""
        if not self.pipe.closed:
            self.pipe.close()
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._child, 0)

    def _waking(self) -> Iterator[None]:
        """Wait until it has begun. One that has not is ended, and another made in its place, once."""
        for again in (True, False):
            if self._awake:
                return
            yield from self._turns(WAKING)
            with suppress(EOFError, ConnectionError):
                self._awake = self.pipe.poll() and self.pipe.recv_bytes() == AWAKE
            if again and not self._awake:
                self.close()
                self._begin()
        if not self._awake:
            raise Interrupted("its process did not begin")

    def _turns(self, seconds: float) -> Iterator[None]:
        """Turns of waiting, until something has come or the time is over; none goes by while this process stands still.

        A laptop that was closed, or a machine with too much to do, says nothing about the answer.
        """
        left, before = seconds, time.monotonic()
        while left > 0 and not self.pipe.poll():
            yield
            now = time.monotonic()
            left -= min(now - before, STOOD_STILL)
            before = now


def _serve(function: Callable[[Any], Any], pipe: Connection, file: int, seconds: float) -> NoReturn:
    """What the copy does: it answers until nobody asks. It never comes back to the caller's code, nor cleans up."""
    try:
        gc.disable()  # what the caller's objects do when they are collected is not to be done twice
        _limit(seconds)
        out = io.TextIOWrapper(io.FileIO(file, "w", closefd=False), "utf-8", "backslashreplace", write_through=True)
        sys.stdout = sys.stderr = out
        builtins.input = _nobody
        pipe.send_bytes(AWAKE)
        while True:
            question = marshal.loads(pipe.recv_bytes())
            signal.setitimer(signal.ITIMER_REAL, 4 * seconds + 30)  # should nobody be left to end it
            answer = marshal.dumps(function(question))
            out.flush()
            pipe.send_bytes(answer)
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        os._exit(0)


def _limit(seconds: float) -> None:
    """An interrupt ends the copy, and so does the system when its time is over, should nobody be left to do so."""
    for number in (signal.SIGINT, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _nobody(prompt: object = "") -> NoReturn:
    raise EOFError("nobody can be asked here")
