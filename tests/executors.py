"""An executor that fails when a test wants it to."""

from concurrent.futures import Executor, Future


class Unreliable(Executor):
    """Runs each call, but what ``spoil`` says of the n-th one happens instead."""

    _max_workers = 2

    def __init__(self, spoil):
        self.spoil, self.calls, self.starts = spoil, 0, []

    def submit(self, fn, /, *args, **kwargs):
        self.calls += 1
        self.starts.append(args[3])
        future = Future()
        done = self.spoil(self.calls, args[3], future)
        if not done:
            future.set_result(fn(*args, **kwargs))
        return future


def fails(future):
    future.set_exception(OSError("the worker is gone"))
    return True
