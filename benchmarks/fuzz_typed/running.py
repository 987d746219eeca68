"""Lets Python run a function, for so many lines."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Mapping
from types import FrameType


class OutOfLines(BaseException):
    """The lines are used up."""


def goes_on(text: str, inputs: Mapping[str, object], lines: int) -> bool:
    """Whether the function ``f`` of a text is still running after so many lines; an exception is an end."""
    names: dict[str, object] = {}
    exec(compile(text, "<typed>", "exec"), names)
    left = lines

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal left
        if frame.f_code.co_filename == "<typed>":
            left -= event == "line"
            if left < 0:
                raise OutOfLines
        return trace

    copies = {name: list(value) if isinstance(value, list) else value for name, value in inputs.items()}
    before = sys.gettrace()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            sys.settrace(trace)
            names["f"](**copies)  # type: ignore[operator]
    except OutOfLines:
        return True
    except Exception:
        return False
    finally:
        sys.settrace(before)
    return False
