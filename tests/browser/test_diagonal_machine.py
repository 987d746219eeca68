"""The diagonal machine and the table in JupyterLab, by mouse and by keyboard, as a learner meets them."""

import pytest
from lab import DARK, LIGHT, button, control, fits, in_sight, output, press, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

MACHINE = """\
from arlib.views.halting.diagonal_machine import DiagonalMachine

machine = DiagonalMachine()
machine"""

TABLE = """\
from arlib.views.halting.diagonal_machine import TableWidget

widget = TableWidget()
widget"""

SHOWN = (
    "%load_ext arlib.views\nfrom arlib.halting import *\nconfront(lambda source: True)",
    "confront(ours())",
    "confront(all_deciders()[11])",
    "from arlib.views.halting.table_widget import FIVE\nFIVE",
    "from arlib.views import busy_beaver_table\nfrom arlib.halting.busy_beaver import busy_beaver\n"
    "busy_beaver_table([busy_beaver(1), busy_beaver(2)])",
)


def test_a_confrontation_by_mouse(opened):
    notebook = opened(MACHINE)
    in_sight(notebook)
    wait_for(notebook, "Then press Confront")
    notebook.screenshot("diagonal_machine_begins")
    fits(notebook)
    button(notebook, "Confront").click()
    wait_for(notebook, "Asked by us, always_yes says")
    notebook.screenshot("diagonal_machine_prediction")
    for step in range(1, 6):
        button(notebook, "Next").click()
        expect(output(notebook).get_by_role("row")).to_have_count(step + 1)
    wait_for(notebook, "it runs for ever")
    wait_for(notebook, "always_yes answered yes")
    notebook.screenshot("diagonal_machine_wrong")
    fits(notebook)
    button(notebook, "Previous").click()
    expect(output(notebook).get_by_role("row")).to_have_count(5)
    expect(output(notebook).get_by_text("always_yes answered yes")).to_have_count(0)
    control(notebook, "Decider").select_option("changes_its_mind")
    wait_for(notebook, "Then press Confront")
    button(notebook, "Confront").click()
    wait_for(notebook, "Now run it")
    output(notebook).locator(".noUi-handle").focus()
    press(notebook, "End")
    wait_for(notebook, "one and the same text")
    notebook.screenshot("diagonal_machine_changes_its_mind")


def test_our_own_prover_by_keyboard(opened):
    notebook = opened(MACHINE)
    in_sight(notebook)
    control(notebook, "Decider").focus()
    press(notebook, "Space", "End", "ArrowUp", "Enter")
    wait_for(notebook, "terminates say of it")
    press(notebook, "Tab", "Enter")
    wait_for(notebook, "it hangs on what terminates says")
    expect(button(notebook, "Confront")).to_be_focused()
    press(notebook, "Tab")
    expect(button(notebook, "Previous")).to_be_focused()
    press(notebook, "Tab", "Space", "Space", "Enter")
    wait_for(notebook, "did not answer")
    expect(button(notebook, "Next")).to_be_focused()
    notebook.screenshot("diagonal_machine_terminates")
    fits(notebook)
    press(notebook, "Tab", "Home")
    wait_for(notebook, "Now run it")
    theme(notebook, DARK)
    output(notebook).locator(".noUi-handle").focus()  # a change of theme takes the focus
    press(notebook, "End")
    wait_for(notebook, "did not answer")
    in_sight(notebook)
    notebook.screenshot("diagonal_machine_dark")


def test_a_decider_of_ones_own_by_keyboard(opened):
    notebook = opened(MACHINE)
    in_sight(notebook)
    control(notebook, "Decider").focus()
    press(notebook, "Space", "End", "Enter")
    wait_for(notebook, "Write it below")
    notebook.screenshot("diagonal_machine_own")
    fits(notebook)
    press(notebook, "Tab", "Tab")
    area = control(notebook, "Your decider")
    expect(area).to_be_focused()

    def write(text):
        area.focus()
        press(notebook, "Control+A", "Delete")
        notebook.page.keyboard.insert_text(text)
        press(notebook, "Shift+Tab", "Enter")

    write("def decide(source):\n    return source coun")
    wait_for(notebook, "This decider cannot be asked")
    notebook.screenshot("diagonal_machine_own_syntax")
    write("def decide(source):\n    print(len(source))\n    while True:\n        pass")
    wait_for(notebook, "did not come back within 200,000 instructions")
    notebook.screenshot("diagonal_machine_own_hangs")
    write("def decide(source):\n    return names[source]")
    wait_for(notebook, "it fails in line 2")
    write('def decide(source):\n    return "no" if len(source) > 99 else "yes"')
    wait_for(notebook, "decide says no: the program runs for ever")
    press(notebook, "Tab", "Tab", "Tab")
    expect(button(notebook, "Next")).to_be_focused()
    press(notebook, "Enter", "Enter", "Enter")
    wait_for(notebook, "decide answered no")
    notebook.screenshot("diagonal_machine_own_wrong")
    fits(notebook)
    assert notebook.execute("print(machine.table().text)").count("decide answered no") == 1


def test_stop_ends_a_decider_that_sleeps(opened):
    notebook = opened(MACHINE.replace("DiagonalMachine()", "DiagonalMachine('my own')"))
    control(notebook, "Your decider").fill("import time\ndef decide(source):\n    time.sleep(600)")
    button(notebook, "Confront").click()
    notebook.page.wait_for_timeout(2_000)
    notebook.interrupt()
    wait_for(notebook, "before the decider had answered")
    control(notebook, "Your decider").fill("def decide(source):\n    return 'yes'")
    button(notebook, "Confront").click()
    wait_for(notebook, "Now run it")
    assert notebook.execute("print(machine.confrontation.verdict)") == "wrong\n"


def test_the_table_by_mouse_and_keyboard(opened):
    notebook = opened(TABLE)
    wait_for(notebook, "is none of the 5 rows")
    notebook.screenshot("diagonal_table_begins")
    fits(notebook)
    cell = output(notebook).get_by_title("p2 on input 2, on the diagonal")
    cell.click()
    wait_for(notebook, "the opposite row changed there too")
    expect(cell).to_have_text("✓ ends")
    wait_for(notebook, "p2 ends, the opposite loops")
    press(notebook, "Tab", "Space")
    wait_for(notebook, "p2 on input 3 is not on the diagonal")
    notebook.screenshot("diagonal_table_changed")
    control(notebook, "The opposite row in place of").focus()
    press(notebook, "Tab", "Enter")
    wait_for(notebook, "again they differ on input 0")
    expect(button(notebook, "Put in")).to_be_focused()
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("diagonal_table_dark")


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_they_are_pages(opened, name):
    notebook = opened(*SHOWN)
    theme(notebook, name)
    fits(notebook)
    for number, cell in enumerate(notebook.page.locator(".jp-Cell").all()):
        if number in (0, 1, 3):
            cell.evaluate("e => e.scrollIntoView({block: 'start'})")
            notebook.screenshot(f"diagonal_page_{number}_{name.split()[-1].lower()}")
