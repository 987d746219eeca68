"""One thread hears all controls of a widget, one message after the other."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, current_thread, main_thread
from typing import Any


def in_one_thread(widget: Any) -> Any:
    """The widget, whose controls are heard in the thread that made it, and so are those that join it later.

    JupyterLab sends what a reader does to a subshell of the kernel, and the kernel hands it to the thread that last
    spoke to that control. Two lists that are used one after the other are then heard at the same time in two threads,
    and what is asked is neither the state before nor the one after.

    The thread that a message came to waits until it is dealt with, since a page sends the next one after that.
    """
    try:
        home, thread = asyncio.get_running_loop(), current_thread()
    except RuntimeError:  # a script, whose widgets nobody can use
        return widget

    def hear(deal: Callable[[Any], object], message: Any) -> None:
        if current_thread() is thread:
            deal(message)
            return
        done = Event()

        def deal_here() -> None:
            try:
                with suppress(KeyboardInterrupt), interruptible():
                    deal(message)
            finally:
                done.set()

        home.call_soon_threadsafe(deal_here)
        while home.is_running() and not done.wait(1):
            pass

    def take(control: Any) -> None:
        if control.comm is not None:
            control.comm.on_msg(partial(hear, control._handle_msg))
        if control.has_trait("children"):
            control.observe(joined, "children")
            take_all(control.children)

    def take_all(controls: Any) -> None:
        for each in controls:
            take(each)

    def joined(change: dict[str, Any]) -> None:
        take_all(each for each in change["new"] if each not in change["old"])

    take(widget)
    return widget


@contextmanager
def interruptible() -> Iterator[None]:
    """An interrupt of the kernel raises KeyboardInterrupt here too, and not only in what a message began."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
