"""The timing widget in JupyterLab, by keyboard, as a learner meets it."""

import re

import pytest
from lab import button, control, fits, output, press, press_button, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

CELL = """\
from arlib import Unsigned
from arlib.views.exhaustive.timing_widget import TimingWidget

widget = TimingWidget("x + y == y + x", Unsigned(8))
widget"""


@pytest.fixture
def notebook(make_notebook, run_notebook):
    opened = run_notebook(make_notebook(CELL))
    opened.page.wait_for_selector(".widget-button")
    return opened


def type_claim(notebook, text):
    control(notebook, "Claim").fill(text)
    press(notebook, "Enter")


def cases_tried(notebook):
    found = re.search(r"([\d,]+) of [\d,]+ cases", output(notebook).first.inner_text())
    return int(found[1].replace(",", "")) if found else 0


def test_before_a_run_it_explains_itself_and_fits(notebook):
    assert notebook.errors() == []
    wait_for(notebook, "65,536 cases")
    assert "1,360 years" in output(notebook).get_by_role("img").get_attribute("aria-label")
    notebook.screenshot("timing_widget_before")
    fits(notebook)


def test_run_by_keyboard_counts_every_case(notebook):
    for label in ("Claim", "Examples", "Type", "Engine", "Time limit (seconds)"):
        assert control(notebook, label).is_visible()
        words = output(notebook).get_by_text(label, exact=True)
        assert words.evaluate("e => e.scrollWidth <= e.clientWidth"), f"{label} is cut off"
    press_button(notebook, "Run", "Enter")
    wait_for(notebook, "proved")
    expect(button(notebook, "Run")).to_be_focused()
    assert "65,536 of 65,536 cases" in output(notebook).first.inner_text()
    assert output(notebook).get_by_role("progressbar").get_attribute("aria-valuenow") == "100"
    notebook.screenshot("timing_widget_after")
    fits(notebook)
    assert notebook.execute("print(widget.result)") == "proved (65,536 of 65,536 cases, numpy engine)\n"
    control(notebook, "Examples").select_option("x - y == y - x")
    press_button(notebook, "Run", "Space")
    wait_for(notebook, "refuted: not true for x = 0, y = 1")
    notebook.screenshot("timing_widget_refuted")


def test_progress_moves_and_stop_works_during_a_long_run(notebook):
    control(notebook, "Type").select_option("uint32")
    control(notebook, "Engine").select_option("numpy")
    control(notebook, "Time limit (seconds)").fill("60")
    press(notebook, "Enter")
    press_button(notebook, "Run")
    wait_for(notebook, "a second .* numpy engine")
    first = cases_tried(notebook)
    notebook.page.wait_for_timeout(2000)
    second = cases_tried(notebook)
    assert 0 < first < second
    assert notebook.execute("print(widget.running)") == "True\n"
    notebook.screenshot("timing_widget_during")
    press_button(notebook, "Stop")
    wait_for(notebook, "don't know: stopped after")
    expect(button(notebook, "Stop")).to_be_focused()
    stopped = cases_tried(notebook)
    assert stopped >= second
    notebook.page.wait_for_timeout(500)
    assert cases_tried(notebook) == stopped
    notebook.screenshot("timing_widget_stopped")
    assert notebook.execute("print(widget.running, 6 * 7)") == "False 42\n"
    control(notebook, "Type").select_option("uint8")
    press_button(notebook, "Run")
    wait_for(notebook, "proved")


def test_an_interrupt_leaves_the_kernel_usable(notebook):
    """Interrupted while it is idle, a kernel ignores it; what matters is that Stop and cells go on working."""
    control(notebook, "Type").select_option("uint32")
    wait_for(notebook, "18,446,744,073,709,551,616 cases")
    control(notebook, "Engine").select_option("python")
    for begin in (lambda: press_button(notebook, "Run"), lambda: notebook.execute("widget.start()")):
        begin()
        wait_for(notebook, "^Running")
        notebook.interrupt()
        notebook.page.wait_for_timeout(500)
        assert notebook.execute("print(6 * 7)") == "42\n"
        press_button(notebook, "Stop")
        wait_for(notebook, "don't know: stopped after")
        assert notebook.execute("print(widget.running)") == "False\n"


def test_a_claim_that_cannot_be_read_shows_where(notebook):
    type_claim(notebook, "x + * y == <b>")
    wait_for(notebook, "This cannot be tried")
    assert "proved" not in output(notebook).first.inner_text()
    expect(control(notebook, "Claim")).to_be_focused()
    shown = output(notebook).get_by_role("alert").locator("pre")
    _, source, caret = shown.inner_text().splitlines()
    assert source.strip() == "x + * y == <b>"
    assert source[caret.index("^")] == "*"
    assert "mono" in shown.evaluate("e => getComputedStyle(e).fontFamily").lower()
    notebook.screenshot("timing_widget_error")
    fits(notebook)
    type_claim(notebook, "x == x")
    wait_for(notebook, "proved")
    expect(output(notebook).get_by_role("alert")).to_have_count(0)
