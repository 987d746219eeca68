"""What the widgets' controls have in common: a button, and a row that wraps where a page is narrow."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

WRAP = {"flex_flow": "row wrap", "align_items": "center", "width": "100%", "grid_gap": "2px 14px"}


def button(name: str, tooltip: str, style: str = "") -> Any:
    """A button of the width that all have."""
    return w.Button(description=name, tooltip=tooltip, button_style=style, layout=w.Layout(width="100px"))
