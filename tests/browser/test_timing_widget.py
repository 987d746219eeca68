"""The timing widget in JupyterLab, by keyboard, as a learner meets it."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

CELL = """
from arlib import Unsigned
from arlib.views.widgets import TimingWidget
widget = TimingWidget("x + y == y + x", Unsigned(8))
widget
"""


@pytest.fixture
def notebook(make_notebook, run_notebook):
    opened = run_notebook(make_notebook(CELL))
    opened.page.wait_for_selector(".widget-button")
    return opened


def button(notebook, name):
    return notebook.page.get_by_role("button", name=name, exact=True).and_(
        notebook.page.locator(".widget-button")
    )


def press(notebook, name, key="Enter"):
    button(notebook, name).focus()
    notebook.page.keyboard.press(key)


def shown(notebook):
    return notebook.page.locator(".jp-OutputArea-output").first.inner_text()


def wait_until(notebook, text):
    notebook.page.locator(".jp-OutputArea-output").get_by_text(re.compile(text)).first.wait_for(timeout=60_000)


def test_look(notebook):
    notebook.page.wait_for_timeout(500)
    notebook.screenshot("timing_widget_before")
    press(notebook, "Run")
    wait_until(notebook, "proved")
    notebook.screenshot("timing_widget_after")
    print(shown(notebook))
