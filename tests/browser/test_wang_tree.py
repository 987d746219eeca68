"""Wang's tree in JupyterLab, by mouse and by keyboard, as a learner meets it."""

import pytest
from lab import DARK, LIGHT, button, control, fits, in_sight, output, press, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

TREE = """\
from arlib.views.sat.wang_tree import WangTree

widget = WangTree("(~p & ~q) -> (p <-> q)")
widget"""

SHOWN = (
    "%load_ext arlib.views\nfrom arlib import wang\nwang('~(p | q) -> ~p')",
    "wang('((p & q) -> r) <-> (p -> (q -> r))')",
    "wang('(p -> q) -> (q -> p)')",
    "wang('~(p | q) -> ~p').certificate",
)


def test_a_tree_by_mouse_and_by_keyboard(opened):
    notebook = opened(TREE)
    notebook.page.set_viewport_size({"width": 1366, "height": 768})
    in_sight(notebook)
    wait_for(notebook, "Choose a connective of the marked sequent")
    notebook.screenshot("wang_tree_begins")
    button(notebook, "¬p ∧ ¬q → (p ↔ q)").click()
    wait_for(notebook, "By P5a it follows from this")
    expect(button(notebook, "¬p ∧ ¬q")).to_be_focused()
    press(notebook, "Tab", "Enter")
    wait_for(notebook, "By P6a it follows from these two")
    expect(button(notebook, "¬p ∧ ¬q")).to_be_focused()
    fits(notebook)
    notebook.screenshot("wang_tree_grows")
    button(notebook, "Undo").click()
    expect(button(notebook, "p ↔ q")).to_have_count(1)
    button(notebook, "Wang's step").click()
    wait_for(notebook, "Choose a connective")
    button(notebook, "Finish").click()
    wait_for(notebook, "the checker accepts 7 sequents, as many as in Wang's order")
    fits(notebook)
    notebook.screenshot("wang_tree_accepted")
    assert notebook.execute("print(widget.answer)") == "Accepted(rests_on=())\n"

    control(notebook, "Formula").fill("(p -> q) -> (q -> p)")
    press(notebook, "Enter")
    expect(button(notebook, "(p → q) → (q → p)")).to_have_count(1)
    button(notebook, "Finish").click()
    wait_for(notebook, "so that it is false where p = False, q = True")
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("wang_tree_refuted_dark")
    control(notebook, "Formula").fill("p & | q")
    press(notebook, "Enter")
    wait_for(notebook, "a letter is missing")
    fits(notebook)


def test_trees_are_pages(opened):
    notebook = opened(*SHOWN)
    notebook.page.set_viewport_size({"width": 1366, "height": 768})
    for name in (LIGHT, DARK):
        theme(notebook, name)
        fits(notebook)
        in_sight(notebook, 0)
        notebook.screenshot(f"wang_page_{name.split()[-1].lower()}")
    assert output(notebook).locator("svg[role=img], img[alt*='Tree of']").count() >= 2
