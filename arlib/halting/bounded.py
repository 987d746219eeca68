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

    Calls of functions that are not written in Python count as one, however long they take, and so do those of arlib's
    own, such as ``terminates``, with what they call. A function that catches every exception whatever, by a bare
    ``except``, goes on without a limit. ``apart`` ends all of these.

    >>> bounded(len, "abc", 10)
    3
    """
    left = instructions
    begun = False
    inside: FrameType | None = None  # the frame of arlib's that was called, and has not returned

    def leave(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal inside
        if event == "return" and frame is inside:  # also where an exception leaves it
            inside = None
        return leave

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left, begun, inside
        if inside is not None:
            return None
        if event == "call" and begun and str(frame.f_globals.get("__name__", "")).partition(".")[0] == "arlib":
            inside, frame.f_trace_lines = frame, False
            return leave
        begun = True
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
