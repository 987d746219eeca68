"""What the widgets' controls have in common: their box, a button, a row that wraps, late texts."""

from __future__ import annotations

import time
from typing import Any

import ipywidgets as w

from arlib.views.page.one_thread import in_one_thread

WRAP = {"flex_flow": "row wrap", "align_items": "center", "width": "100%", "grid_gap": "2px 14px"}


def box(*parts: Any, width: int = 900) -> Any:
    """The parts of a widget, one under the other, which are heard in one thread."""
    layout = w.Layout(width="100%", max_width=f"{width}px", overflow="hidden", padding="4px 0")
    return in_one_thread(w.VBox(list(parts), layout=layout))


def button(name: str, tooltip: str, style: str = "") -> Any:
    """A button of the width that all have."""
    return w.Button(description=name, tooltip=tooltip, button_style=style, layout=w.Layout(width="100px"))


class Press:
    """The press of a button beside a text field, which is about the text that stands in the field.

    A browser sends a text when the field is left, and holds it back while the kernel has not answered the one before;
    the press it sends at once. A text that arrives soon after a press is therefore the one that was meant.

    >>> press = Press()
    >>> press.lately
    False
    >>> press.now()
    >>> press.lately
    True
    """

    LATE = 3.0  # seconds

    def __init__(self) -> None:
        self._moment = float("-inf")

    def now(self) -> None:
        """The button is pressed."""
        self._moment = time.monotonic()

    @property
    def lately(self) -> bool:
        """Whether it was pressed so lately that a text which arrives now was in the field already."""
        return time.monotonic() - self._moment < self.LATE
