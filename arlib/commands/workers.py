"""Answers by several processes at once: each program has its own limit, and one that takes its process down is alone.

Processes are spawned, so that they inherit nothing. One that dies, or does not keep the limit, is replaced.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from arlib.certificates.json_values import pretty
from arlib.certificates.serialisation import to_json
from arlib.commands.answers import answer
from arlib.commands.tasks import Task
from arlib.programs.syntax import Reading
from arlib.reports import NAMES, status
from arlib.verdict import Unknown, Unsupported

OVER = 0.4  # seconds after the limit, when a process that has not answered is killed
START = 60.0  # seconds in which a process starts


@dataclass(frozen=True)
class Outcome:
    """How a task ended: "proved", "refuted" or "unknown"; the reason, if unknown; the certificate as text."""

    verdict: str
    seconds: float
    processor: float
    reason: str = ""
    certificate: str | None = None


def solve(task: Task, integers: Reading, seconds: float) -> Outcome:
    """The outcome of a task, in this process."""
    begun = time.perf_counter()
    try:
        found = answer(lambda: task.program(integers), seconds)
    except Unsupported as error:
        return Outcome("unknown", time.perf_counter() - begun, 0.0, f"it cannot be read: {error}")
    except (Exception, MemoryError) as error:  # one program's failure is not the others'
        why = f"an error in arlib: {type(error).__name__}: {error}"
        return Outcome("unknown", time.perf_counter() - begun, 0.0, why)
    if found.seconds > seconds and found.certificate is not None:
        return Outcome("unknown", found.seconds, found.processor, "out of time")
    reason = found.verdict.reason if isinstance(found.verdict, Unknown) else ""
    evidence = None if found.certificate is None else pretty(to_json(found.certificate)) + "\n"
    return Outcome(NAMES[status(found.verdict)], found.seconds, found.processor, reason, evidence)


def work(channel: Connection, integers: Reading, seconds: float) -> None:
    """What a process does until the channel closes: it says that it begins with a task, and then how the task ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    try:
        while True:
            task = channel.recv()
            channel.send(None)
            channel.send(solve(task, integers, seconds))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


class Worker:
    """A process, the task that it is at, and the moment by which it must have said something."""

    def __init__(self, integers: Reading, seconds: float):
        self.channel, other = multiprocessing.get_context("spawn").Pipe()
        self.seconds = seconds
        self.process: SpawnProcess = multiprocessing.get_context("spawn").Process(
            target=work, args=(other, integers, seconds), daemon=True
        )
        # Ctrl-C reaches every process of the terminal, and a process that is just starting would complain.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        other.close()
        self.task: Task | None = None
        self.lost = False
        self.begun = self.deadline = time.monotonic()

    def give(self, task: Task) -> None:
        """Begin with a task."""
        self.task, self.deadline = task, time.monotonic() + START
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died, which ``hear`` will notice
            self.channel.send(task)

    def hear(self) -> Outcome | None:
        """What the process says; None if the task goes on. A dead process, and one that is late, has an outcome too."""
        try:
            if self.channel.poll():
                said = self.channel.recv()
                if said is None:
                    self.begun = time.monotonic()
                    self.deadline = self.begun + self.seconds + OVER
                return said  # type: ignore[no-any-return]
        except (EOFError, ConnectionResetError):
            self.lost = True
            self.process.join(1)
            return Outcome("unknown", time.monotonic() - self.begun, 0.0, f"its process died ({self.process.exitcode})")
        if time.monotonic() < self.deadline:
            return None
        self.lost = True
        return Outcome("unknown", time.monotonic() - self.begun, 0.0, "out of time: its process was stopped")

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.channel.close()


def outcomes(tasks: Sequence[Task], *, jobs: int, integers: Reading, seconds: float) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, as they come."""
    waiting = list(reversed(tasks))
    workers: list[Worker] = []
    try:
        while waiting or any(worker.task for worker in workers):
            while waiting and len(workers) < jobs:
                workers.append(Worker(integers, seconds))
                workers[-1].give(waiting.pop())
            next_deadline = min(worker.deadline for worker in workers)
            wait([worker.channel for worker in workers], timeout=max(0.0, next_deadline - time.monotonic()))
            for worker in list(workers):
                task, outcome = worker.task, worker.hear()
                if task is None or outcome is None:
                    continue
                if waiting and not worker.lost:
                    worker.give(waiting.pop())
                else:
                    worker.stop()
                    workers.remove(worker)
                yield task, outcome
    finally:
        for worker in workers:
            worker.stop()
