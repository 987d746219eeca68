"""What a learner sees and does in a notebook that is open in JupyterLab: for the tests in ``tests/browser``."""

from __future__ import annotations

import re
from typing import Any

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"

# A field scrolls its own text, a slider's handle hangs over its ends, and a formula is measured by MathJax.
WIDE_ELEMENTS = """() => [document.documentElement, ...document.querySelectorAll('.jp-OutputArea, .jp-OutputArea *')]
    .filter(e => !['INPUT', 'SELECT', 'OPTION', 'TEXTAREA'].includes(e.tagName) && !(e instanceof SVGElement))
    .filter(e => !e.closest('mjx-container') && !e.className.match(/noUi|slider-container/))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
    .map(e => e.tagName + ' ' + e.className + ': ' + e.scrollWidth + ' > ' + e.clientWidth)"""


def output(notebook: Any) -> Any:
    """The outputs of the cells."""
    return notebook.page.locator(".jp-OutputArea-output")


def button(notebook: Any, name: str) -> Any:
    """The button with this name."""
    return output(notebook).get_by_role("button", name=name, exact=True)


def control(notebook: Any, label: str) -> Any:
    """The field, list or slider with this label."""
    return output(notebook).get_by_label(label, exact=True)


def cell(notebook: Any, i: int) -> Any:
    """The i-th cell of the notebook."""
    return notebook.page.locator(f'.jp-Cell[data-windowed-list-index="{i}"]')


def node(notebook: Any, text: str) -> Any:
    """The first node of a drawn term's tree for the place with this text."""
    return output(notebook).locator(f'button[title="{text}"], button[title="{text}, chosen"]').first


def press(notebook: Any, *keys: str) -> None:
    """Press these keys, one after the other, wherever the focus is."""
    for key in keys:
        notebook.page.keyboard.press(key)


def press_button(notebook: Any, name: str, key: str = "Enter") -> None:
    """Press the button with this name by keyboard."""
    button(notebook, name).focus()
    press(notebook, key)


def wait_for(notebook: Any, pattern: str) -> None:
    """Wait until a text that matches this pattern stands in an output."""
    output(notebook).get_by_text(re.compile(pattern)).first.wait_for(timeout=60_000)


def theme(notebook: Any, name: str) -> None:
    """Change JupyterLab's theme, unless it is this one, and wait until the page is drawn in it."""
    if notebook.page.evaluate("() => document.body.dataset.jpThemeName") == name:
        return
    notebook.page.evaluate(
        "async theme => { await window.jupyterapp.commands.execute('apputils:change-theme', { theme }) }", name
    )
    notebook.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=name)
    notebook.page.wait_for_timeout(300)  # the new style sheet comes a moment after its name


def fits(notebook: Any) -> None:
    """Nothing is wider than its place."""
    wide = notebook.page.evaluate(WIDE_ELEMENTS)
    assert not wide, "\n".join(wide)


def in_sight(notebook: Any, cell: int = 0) -> None:
    """Scroll so that this output is what the reader looks at, not the cell that makes it."""
    output(notebook).nth(cell).evaluate("e => e.scrollIntoView({block: 'start'})")
