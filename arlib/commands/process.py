"""A command in a process of its own: another one waits for it, and stops it when its time is over.

What the command prints comes through a pipe, and whoever waits writes it: where the time is limited, all of it at the
end or nothing. So a process that is stopped, or dies, leaves one answer, *don't know*, and never half of one. The
process is forked before arlib is imported, so that no thread and no lock of a library is shared.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

# The limit in seconds; and what was asked, for the answer of a command that is stopped.
Announce = Callable[[float, str], None]
Work = Callable[[Announce], int]

START = 60.0  # seconds in which a process says what its limit is
OVER = 0.25  # seconds after the limit in which it may still answer
PATIENCE = 3.0  # seconds after an interrupt in which it may say how far it came
MEGABYTES = 2_000  # of memory: more than any engine asks for, and less than any machine has

DEEPEST = 10_000  # calls within calls: a sum of a thousand summands is a thousand sums deep

UNKNOWN, UNWRITTEN = 2, 65


def supervised(work: Work) -> int:
    """Do the work in a process of its own, within its limits, and return its exit status."""
    # What a library's threads would need for tables of their own counts as memory; nothing here needs those threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    begun = time.monotonic()
    life, output, report = os.pipe(), os.pipe(), os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        for end in (life[1], output[0], report[0]):
            os.close(end)
        _child(work, life[0], output[1], report[1])
    for end in (life[0], output[1], report[1]):
        os.close(end)
    return _Parent(child, begun, output[0], report[0]).wait()


# ---- The process that works ------------------------------------------------------------------


def _child(work: Work, life: int, output: int, report: int) -> None:
    """Work, and end without the destructors of libraries, which can take as long as the work did."""

    def interrupt(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells both processes, and the parent tells this one
        raise KeyboardInterrupt

    def announce(seconds: float, asked: str) -> None:
        os.write(report, f"{seconds!r} {asked}\n".encode("utf-8", "backslashreplace"))

    status = UNKNOWN
    try:
        signal.signal(signal.SIGINT, interrupt)
        os.dup2(output, 1)
        limit_memory()
        sys.setrecursionlimit(DEEPEST)
        threading.Thread(target=_outlive_nobody, args=(life,), daemon=True).start()
        status = work(announce)
    except KeyboardInterrupt:
        print("arlib: interrupted", file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(report, f"end {status}\n".encode())
        os._exit(status)


def _outlive_nobody(life: int) -> None:
    """End when the parent has ended, however it did: its end of the pipe is then closed."""
    os.read(life, 1)
    os._exit(UNKNOWN)


def limit_memory() -> None:
    """Let an allocation fail that would be too much, where the operating system counts."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MEGABYTES * 2**20
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


# ---- The process that waits ------------------------------------------------------------------


class _Parent:
    """Waits for a process, and has what it said so far."""

    def __init__(self, child: int, begun: float, output: int, report: int):
        self.child, self.begun, self.output, self.report = child, begun, output, report
        self.deadline, self.why = begun + START, "it did not start"
        self.asked: str | None = None  # once a limit is announced, what comes is held back
        self.said, self.held = b"", b""
        self.status: int | None = None
        self.failed: OSError | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.pass_on)

    def pass_on(self, number: int, frame: object) -> None:
        """An interrupt is the child's to answer, unless it is the second one; other signals end both."""
        if number == signal.SIGINT and not self.why.startswith("interrupted"):
            self.deadline, self.why = time.monotonic() + PATIENCE, "interrupted"
            self.tell(signal.SIGINT)
            return
        self.tell(signal.SIGKILL)
        signal.signal(number, signal.SIG_DFL)
        if number != signal.SIGINT:
            os.kill(os.getpid(), number)

    def tell(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.child, number)

    def wait(self) -> int:
        """Until the process has ended or was stopped; then what is to be said, and the exit status."""
        ends = [self.output, self.report]
        while ends and self.status is None:
            left = self.deadline - time.monotonic()
            if left <= 0:
                self.tell(signal.SIGKILL)
                break
            ready, _, _ = select.select(ends, [], [], min(left, 1.0))
            for end in ready:
                text = os.read(end, 1 << 16)
                if not text:
                    ends.remove(end)
                elif end == self.output:
                    self.hear(text)
                else:
                    self.note(text)
        os.set_blocking(self.output, False)
        try:
            while self.status is not None and (text := os.read(self.output, 1 << 16)):
                self.hear(text)
        except BlockingIOError:  # a process that it started has the pipe, too
            pass
        _, ended = os.waitpid(self.child, 0)
        if self.status is None and self.deadline > time.monotonic():
            how = f"signal {os.WTERMSIG(ended)}" if os.WIFSIGNALED(ended) else f"status {os.WEXITSTATUS(ended)}"
            self.why = f"its process died ({how}); it may use {MEGABYTES:,} megabytes of memory"
        return self.end()

    def hear(self, text: bytes) -> None:
        if self.asked is None:
            self.write(text)
        else:
            self.held += text

    def note(self, text: bytes) -> None:
        """A limit that is announced, or the status at the end."""
        *lines, self.said = (self.said + text).split(b"\n")
        for line in lines:
            word, _, rest = line.decode().partition(" ")
            if word == "end":
                self.status = int(rest)
            elif not rest:  # no limit, and nothing is held back
                self.deadline = float(word)
            else:
                seconds, self.asked = float(word), rest
                self.deadline, self.why = time.monotonic() + seconds + OVER, "out of time"

    def end(self) -> int:
        """Write what is to be said; the status is the answer's, whether anyone has read it or not."""
        if self.status is not None:
            self.write(self.held)
            status = self.status
        elif self.why == "interrupted" or self.asked is None:
            print(f"arlib: {self.why}", file=sys.stderr)
            status = UNKNOWN
        else:
            from arlib.commands.limit import dont_know

            text = dont_know(self.asked, self.why, time.monotonic() - self.begun)
            self.write(text.encode(sys.stdout.encoding, "backslashreplace"))
            status = UNKNOWN
        if self.failed is not None and not isinstance(self.failed, BrokenPipeError):
            print(f"arlib: the answer cannot be written: {self.failed.strerror}", file=sys.stderr)
            return UNWRITTEN
        return status

    def write(self, text: bytes) -> None:
        """To the standard output, until that fails."""
        try:
            while text and self.failed is None:
                text = text[os.write(1, text) :]
        except OSError as error:
            self.failed = error
