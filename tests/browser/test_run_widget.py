"""Arguments on termination and the run widget in JupyterLab, by keyboard, as a learner meets them."""

import re

import pytest
from lab import DARK, LIGHT, fits, output, press, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

G = '''\
%load_ext arlib.views
from arlib import *
from arlib.views.programs.run_widget import RunWidget

g = """def g(x, y):
    if y > 0:
        while x > y:
            x = x - y"""
widget = RunWidget(g, inputs={"x": 17, "y": 5})
widget'''

CAUGHT = '''\
from arlib.views.programs.run_widget import RunWidget

widget = RunWidget("""def away(x, y):
    while x > y:
        x = x - y
        y = y - 1""")
widget'''

WAIT = '''\
from arlib.views.programs.run_widget import RunWidget

widget = RunWidget("""def wait(x):
    while x > 0:
        if nondet() > 0:
            x = x - 1""", inputs={"x": 6})
widget'''

SHOWN = (
    "%load_ext arlib.views\nfrom arlib import *\nfrom arlib.views import plot_plane, plot_run\n"
    "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y\n\nterminates(g)",
    "terminates('void g(int x, int y) { if (y > 0) { while (x > y) { x = x - y; } } }')",
    "terminates('def g2(x, y):\\n    while x > y:\\n        x = x - y')",
    "terminates('def nested(n):\\n    i = 0\\n    while i < n:\\n        j = 0\\n        while j < i:\\n"
    "            j = j + 1\\n        i = i + 1')",
    "terminates('def away(x):\\n    while x != 0:\\n        x = x - 1 if x > 0 else x + 1')",
    "terminates('def swap(x, y):\\n    while x != y:\\n        x, y = y, x')",
    "terminates('int up(int x) { while (x > 0) { x = x + 1; } return x; }')",
    "terminates('def collatz(n):\\n    while n > 1:\\n        n = n // 2 if n % 2 == 0 else 3 * n + 1', seconds=1)",
    "program = python_program('def two(x, y):\\n    while x >= 0:\\n        x = x + y\\n        y = y - 1')\n"
    "transition_system(program)",
    "run(program, {'x': 5, 'y': 3})",
    "plot_run(run(program, {'x': 5, 'y': 3}), terminates(program))",
    "plot_plane(terminates('def away(x, y):\\n    while x > y:\\n        x = x - y\\n        y = y - 1'))",
)


def handle(notebook, number):
    return output(notebook).locator(".noUi-handle").nth(number)


def picture(notebook):
    return output(notebook).get_by_role("img").first


def test_g_by_keyboard(opened):
    notebook = opened(G)
    wait_for(notebook, "after 3 turns of the loop")
    wait_for(notebook, "always ends: ranking function")
    for label in ("x", "y"):
        assert output(notebook).get_by_text(label, exact=True).first.is_visible()
    before = picture(notebook).get_attribute("aria-label")
    assert "x: 17, 12, 7, 2." in before and "Ranking function" in before
    notebook.screenshot("run_widget_begins")
    fits(notebook)
    handle(notebook, 0).focus()
    press(notebook, *["ArrowRight"] * 3)
    wait_for(notebook, "after 3 turns of the loop")
    expect(picture(notebook)).to_have_attribute("aria-label", re.compile("x: 20, 15, 10, 5."))
    expect(handle(notebook, 0)).to_be_focused()
    handle(notebook, 1).focus()
    press(notebook, "ArrowLeft")
    wait_for(notebook, "after 4 turns of the loop")
    notebook.screenshot("run_widget_moved")
    press(notebook, "Home")
    wait_for(notebook, "It came to no loop|after 0 turns")
    notebook.screenshot("run_widget_no_loop")
    press(notebook, "Tab")


def test_the_table_is_a_key_away(opened):
    notebook = opened(G)
    output(notebook).get_by_label("Show the run as a table").focus()
    press(notebook, "Space")
    output(notebook).get_by_role("columnheader", name="Arrival").wait_for()
    notebook.screenshot("run_widget_table")
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("run_widget_dark")


def test_a_trajectory_is_caught(opened):
    notebook = opened(CAUGHT)
    wait_for(notebook, "never ends")
    assert "Recurrence set" in picture(notebook).get_attribute("aria-label")
    notebook.screenshot("run_widget_caught")
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("run_widget_caught_dark")
    handle(notebook, 0).focus()
    press(notebook, "Home")
    handle(notebook, 1).focus()
    press(notebook, "End")
    wait_for(notebook, "after 0 turns of the loop")
    notebook.screenshot("run_widget_not_caught")
    button = output(notebook).get_by_role("button", name="Witness")
    button.focus()
    press(notebook, "Enter")
    wait_for(notebook, "in the set that no run leaves")
    expect(button).to_be_focused()


def test_choices_have_a_slider(opened):
    notebook = opened(WAIT)
    wait_for(notebook, "after 6 turns of the loop")
    handle(notebook, 1).focus()
    press(notebook, "ArrowLeft")
    wait_for(notebook, "came back to the same state")
    notebook.screenshot("run_widget_choices")
    fits(notebook)


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_arguments_are_pages(opened, name):
    notebook = opened(*SHOWN)
    theme(notebook, name)
    fits(notebook)
    assert notebook.page.locator(".jp-OutputArea :is(h1, h2, h3, h4, h5, h6)").count() == 0
    shade = name.split()[-1].lower()
    for number, cell in enumerate(notebook.page.locator(".jp-Cell").all()):
        cell.scroll_into_view_if_needed()
        if number in (0, 1, 2, 3, 5, 7, 10):
            cell.evaluate("e => e.scrollIntoView({block: 'start'})")
            notebook.screenshot(f"termination_{number}_{shade}")
    first = notebook.page.locator(".jp-Cell").first
    first.scroll_into_view_if_needed()
    fold = first.locator("details:not([open]) summary").first
    fold.focus()
    press(notebook, "Enter")
    first.get_by_text("is not negative").first.wait_for()
    fits(notebook)
    notebook.screenshot(f"termination_unfolded_{shade}")
