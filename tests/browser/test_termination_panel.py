"""The termination panel in JupyterLab: one's own program by mouse, one's own argument by keyboard."""

import re

import pytest
from lab import DARK, LIGHT, button, control, fits, in_sight, output, press, press_button, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1366, "height": 768}
CELL = "from arlib.views.termination.termination_panel import TerminationPanel\n\npanel = TerminationPanel()\npanel"
SHARE = """\
def share(x, y):
    while x > 0 and y > 0:
        if x > y:
            x = x - y
        else:
            y = y - x
"""

# Nobody would find an argument for this, and the search takes as long as it may.
LONG = """\
def long(a, b, c, d, e):
    while a > 0 and b != c:
        if a % 2 == 0:
            a, b = a // 2 + d * e, b * c - a
        elif b % 3 == 1:
            a, c = 3 * a + 1 - d, c * c - b
        else:
            a, d, e = a - 1, d * d - e, e + c * a
"""


@pytest.fixture
def notebook(opened):
    found = opened(CELL)
    found.page.set_viewport_size(LAPTOP)
    wait_for(found, "Press Check")
    in_sight(found)
    return found


def words(notebook):
    return output(notebook).first.inner_text()


def table(notebook, name):
    return output(notebook).get_by_role("table", name=name)


def test_a_program_and_an_argument(notebook):
    for label in ("Examples", "Integers", "Time limit (seconds)", "Your program", "Ranking function", "Invariant"):
        assert control(notebook, label).is_visible()
    notebook.screenshot("termination_panel_begins")
    fits(notebook)

    # Typed, and checked by mouse; the text arrives with the press.
    control(notebook, "Your program").fill(SHARE)
    button(notebook, "Check").click()
    wait_for(notebook, "share\\(x, y\\) always ends, over the unbounded integers")
    graph = output(notebook).get_by_role("img")
    label = graph.get_attribute("aria-label")
    assert "Control graph of share(x, y), 3 places" in label and "when x > 0 and x <= y" not in label
    for section in ("Control", "Eventually", "Always"):
        assert output(notebook).get_by_role("group", name=re.compile(section)).count() == 1
    fits(notebook)
    notebook.screenshot("termination_panel_proved")

    # A wrong argument, by keyboard: it is shown a state. Then a right one.
    control(notebook, "Ranking function").focus()
    notebook.page.keyboard.type("x")
    press(notebook, "Enter")
    wait_for(notebook, "no proof yet: 1 of")
    rejected = table(notebook, "obligations of your argument").get_by_role("row").filter(has_text="✗ rejected")
    expect(rejected).to_have_count(1)
    assert re.search(r"with x = \d+, y = \d+, a turn of the loop in line 2 leads to", rejected.inner_text())
    expect(control(notebook, "Ranking function")).to_be_focused()
    fits(notebook)
    notebook.screenshot("termination_panel_wrong")
    control(notebook, "Ranking function").fill("x + y")
    press(notebook, "Tab")
    control(notebook, "Invariant").fill("x + y >= x")
    press_button(notebook, "Judge", "Space")
    wait_for(notebook, "no proof yet")
    control(notebook, "Invariant").fill("")
    press_button(notebook, "Judge")
    wait_for(notebook, "your argument shows that share\\(x, y\\) always ends")
    assert words(notebook).count("✓ checked") >= 4 and "not checked yet" not in words(notebook)
    expect(button(notebook, "Judge")).to_be_focused()
    notebook.screenshot("termination_panel_right")
    theme(notebook, DARK)
    notebook.screenshot("termination_panel_dark")
    in_sight(notebook)
    notebook.screenshot("termination_panel_dark_begins")
    theme(notebook, LIGHT)

    # What cannot be read, in C: its line and a caret, and nothing of the answer before.
    control(notebook, "Your program").fill("int f(int x) {\n    while (x > 0)\n        x = x -;\n    return x;\n}\n")
    press_button(notebook, "Check", "Space")
    wait_for(notebook, "This cannot be read")
    message = output(notebook).get_by_role("alert")
    _, line, caret = message.locator("pre").inner_text().splitlines()
    assert line.strip() == "x = x -;" and line[caret.index("^")] == ";"
    assert "line 3" in message.inner_text() and "Traceback" not in words(notebook)
    expect(output(notebook).get_by_role("img")).to_have_count(0)
    notebook.screenshot("termination_panel_unread")
    fits(notebook)


def test_a_no_and_a_stop(notebook):
    control(notebook, "Examples").select_option("up to n, in C")
    expect(control(notebook, "Your program")).to_have_value(re.compile("void up_to"))
    press_button(notebook, "Check")
    wait_for(notebook, "comes to an operation without a value for n = 2147483647")
    notebook.screenshot("termination_panel_refuted")
    fits(notebook)
    control(notebook, "Integers").select_option("C: they wrap around")
    expect(output(notebook).get_by_text("comes to an operation")).to_have_count(0)
    press_button(notebook, "Check")
    wait_for(notebook, "refuted: up_to\\(n\\) does not end")
    control(notebook, "Integers").select_option("those of the language")
    control(notebook, "Time limit (seconds)").fill("600")
    control(notebook, "Your program").fill(LONG)
    for end in (lambda: press_button(notebook, "Stop"), notebook.interrupt):
        press_button(notebook, "Check")
        wait_for(notebook, "Searching, for at most 600 seconds: [1-9]")
        assert notebook.execute("print(6 * 7)") == "42\n"
        end()
        wait_for(notebook, "stopped")
        assert notebook.execute("print(panel.task.done(), panel.answer)") == "True None\n"
    notebook.screenshot("termination_panel_stopped")
