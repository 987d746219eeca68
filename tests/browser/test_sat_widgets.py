"""The widgets of chapter 7 in JupyterLab, on one page: by keyboard and by mouse, light and dark."""

import pytest
from lab import DARK, LIGHT, button, control, fits, in_sight, output, press, press_button, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1366, "height": 768}
STEPPER = "from arlib.views.sat.implication_stepper import ImplicationStepper\n\nImplicationStepper()"
TREES = "from arlib.views.sat.search_trees import SearchTrees\n\nSearchTrees()"
TRANSITION = "from arlib.views.sat.phase_transition import PhaseTransition\n\nPhaseTransition(30, 4)"


def test_a_conflict_is_stepped_through_and_the_reader_supposes(opened):
    notebook = opened(STEPPER)
    notebook.page.set_viewport_size(LAPTOP)
    in_sight(notebook)
    wait_for(notebook, "Nothing is supposed yet")
    for label in ("Examples", "Formula", "At this choice", "Cut"):
        expect(control(notebook, label)).to_be_visible()
    notebook.screenshot("sat_stepper_begins")

    # By keyboard: on to the conflict, and what is learned from it; the button keeps the focus.
    button(notebook, "Go on").focus()
    for _ in range(4):
        press(notebook, "Enter")
    wait_for(notebook, "Conflict: all literals of clause 7")
    expect(button(notebook, "Go on")).to_be_focused()
    press_button(notebook, "Next")
    wait_for(notebook, "Learned: clause 8")
    picture = output(notebook).get_by_role("img")
    expect(picture).to_have_count(1)
    expect(picture.get_by_text("the cut")).to_be_visible()
    notebook.screenshot("sat_stepper_cut")
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("sat_stepper_dark")
    theme(notebook, LIGHT)
    control(notebook, "Cut").select_option("a ∨ d")
    wait_for(notebook, "This cut gives a ∨ d: one literal is of level 4, and is true after going back to level 1")
    notebook.screenshot("sat_stepper_cut_elsewhere")
    control(notebook, "Cut").select_option("¬g ∨ ¬h")
    wait_for(notebook, "so going back makes none true")
    press_button(notebook, "Next")
    wait_for(notebook, "Back to level 1")
    slider = output(notebook).locator(".noUi-handle")
    slider.focus()
    press(notebook, "End")
    wait_for(notebook, "Every clause is true")
    press(notebook, "Home", "ArrowRight")
    wait_for(notebook, "Suppose ¬a")
    notebook.screenshot("sat_stepper_supposed")

    # By mouse: something else is supposed, and another formula, which cannot be read at first.
    control(notebook, "At this choice").select_option("¬f")
    button(notebook, "Suppose").click()
    wait_for(notebook, "level 2")
    expect(output(notebook).get_by_role("table", name="what is true, and why")).to_contain_text("¬f")
    formula = control(notebook, "Formula")
    formula.fill("p & (q |")
    press(notebook, "Tab")
    wait_for(notebook, "This formula cannot be read")
    notebook.screenshot("sat_stepper_unread")
    control(notebook, "Examples").select_option("three pigeons, two holes")
    wait_for(notebook, "Nothing is supposed yet")
    output(notebook).locator(".noUi-handle").focus()
    press(notebook, "End")
    wait_for(notebook, "no row makes every clause true")
    fits(notebook)
    notebook.screenshot("sat_stepper_pigeons")


def test_three_searches_stand_side_by_side(opened):
    notebook = opened(TREES)
    notebook.page.set_viewport_size(LAPTOP)
    in_sight(notebook)
    wait_for(notebook, "64 of 64 rows tried")  # it is searched at once
    pictures = output(notebook).get_by_role("img")
    expect(pictures).to_have_count(3)
    tops = [picture.bounding_box()["y"] for picture in pictures.all()]
    assert max(tops) - min(tops) < 2  # side by side
    fits(notebook)
    notebook.screenshot("sat_trees_begins")

    # Typed by keyboard, and searched after a pause, while the field keeps the focus.
    formula = control(notebook, "Formula")
    formula.focus()
    press(notebook, "Control+a")
    notebook.page.keyboard.insert_text("(a <-> b) <-> (c <-> d)")
    wait_for(notebook, r"1 of 16 rows tried")
    expect(formula).to_be_focused()
    control(notebook, "Question").select_option("Is it true in every row?")
    wait_for(notebook, "✗ not valid")
    notebook.screenshot("sat_trees_not_valid")
    formula.fill("(a <-> b) <-> (c <-")
    wait_for(notebook, "This formula cannot be read")
    _, line, caret = output(notebook).get_by_role("alert").locator("pre").inner_text().splitlines()
    assert line[caret.index("^")] == "<"
    notebook.screenshot("sat_trees_unread")

    # By mouse: an example, a search by the button, and what is folded.
    control(notebook, "Question").select_option("Is there a row that makes it true?")
    control(notebook, "Examples").select_option("is it the same?")
    wait_for(notebook, "✗ not satisfiable: no row")
    button(notebook, "Search").click()
    wait_for(notebook, "8 of 8 rows tried")
    output(notebook).get_by_text("Learning, branch by branch").click()
    expect(output(notebook).get_by_text("learned").last).to_be_visible()
    theme(notebook, DARK)
    in_sight(notebook)
    notebook.screenshot("sat_trees_dark")
    theme(notebook, LIGHT)
    fits(notebook)


def test_the_phase_transition_is_drawn_as_it_is_measured(opened):
    notebook = opened(TRANSITION)
    notebook.page.set_viewport_size(LAPTOP)
    in_sight(notebook)
    wait_for(notebook, "press Start")
    picture = output(notebook).get_by_role("img")
    expect(picture).to_have_count(1)
    notebook.screenshot("sat_transition_begins")

    # By keyboard, to the end.
    press_button(notebook, "Start")
    wait_for(notebook, "All 52 formulas were searched")
    expect(button(notebook, "Start")).to_be_focused()
    expect(picture.get_by_text("4.267")).to_be_visible()
    expect(picture.locator("circle")).to_have_count(13)
    expect(output(notebook).get_by_role("table", name="the phase transition")).to_contain_text("100 %")
    notebook.screenshot("sat_transition_measured")
    fits(notebook)

    # By mouse: many large formulas, and Stop, which keeps what was found.
    letters, formulas = output(notebook).locator(".noUi-handle").all()
    for slider in (letters, formulas):
        slider.focus()
        press(notebook, "End")
    button(notebook, "Start").click()
    wait_for(notebook, r"Searching: [\d,]+ of 1,300 formulas")
    notebook.screenshot("sat_transition_runs")
    button(notebook, "Stop").click()
    wait_for(notebook, "stopped: before all formulas were searched")
    theme(notebook, DARK)
    notebook.screenshot("sat_transition_dark")
    theme(notebook, LIGHT)
    fits(notebook)
