"""Call a function that may not come back, for a limited number of instructions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class Interrupted(BaseException):
    """The limit was reached before the function came back. No ``Exception``, so that few functions catch it."""


def bounded(function: Callable[[Argument], Result], argument: Argument, instructions: int) -> Result:
    """What the function returns, if it does so within so many instructions of Python; raises ``Interrupted`` otherwise.

    Calls of functions that are not written in Python count as one, however long they take. A function that catches
    every exception whatever, by a bare ``except``, goes on without a limit. ``apart`` ends both.

    >>> bounded(len, "abc", 10)
    3
    """
    left = instructions

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        frame.f_trace_opcodes = True  # a loop in one line has no line events
        left -= event == "opcode"
        if left < 0:
            raise Interrupted(f"it did not come back within {instructions:,} instructions")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return function(argument)
    finally:
        sys.settrace(before)
