"""A prediction in JupyterLab: nothing is spoiled before it, and it is kept and answered by keyboard."""

from pathlib import Path

import pytest
from lab import DARK, cell, fits, press, theme, wait_for

pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

START = Path(__file__).parents[2] / "notebooks" / "00_start_here.ipynb"


def place_of(notebook, start):
    return next(i for i, each in enumerate(notebook.cells()) if "".join(each["source"]).startswith(start))


def run(notebook, i):
    notebook.run_cell(i, "".join(notebook.cells()[i]["source"]))


def shown(notebook, i):
    """Whether the outputs of this cell are there to see."""
    cell(notebook, i).scroll_into_view_if_needed()
    return cell(notebook, i).locator(".jp-OutputArea-output").first.is_visible()


def preview(notebook, i):
    """What stands in the place of a cell's hidden outputs."""
    cell(notebook, i).scroll_into_view_if_needed()
    return "".join(cell(notebook, i).locator(".jp-OutputPlaceholder").all_inner_texts()).strip()


def guess(notebook, i, choice):
    """Choose, say how sure, and keep it, all by keyboard."""
    cell(notebook, i).get_by_label(choice, exact=True).focus()
    press(notebook, "Space", "Tab")
    notebook.page.keyboard.type("80")
    press(notebook, "Tab", "Enter")
    wait_for(notebook, f"{choice}, and you are 80 % sure")


def test_predictions_are_not_spoiled_and_are_answered_by_keyboard(open_notebook):
    notebook = open_notebook(START)
    cells = notebook.cells()
    hidden = [i for i, each in enumerate(cells) if each["metadata"].get("jupyter", {}).get("outputs_hidden")]
    assert len(hidden) >= 4
    assert [i for i in hidden if shown(notebook, i)] == []
    assert [preview(notebook, i) for i in hidden] == [""] * len(hidden)
    assert shown(notebook, place_of(notebook, "import platform"))  # so one can tell the two apart

    run(notebook, place_of(notebook, "from arlib.exercises import standing"))
    run(notebook, place_of(notebook, "from arlib import Proved, Refuted"))
    for name, choice, following, word in (
        ("0.1", "no", "yes = exhaust", "otherwise"),
        ("0.3", "no", "no = exhaust", "right"),
    ):
        asked, after = place_of(notebook, f'predict("{name}")'), place_of(notebook, following)
        assert not shown(notebook, after)
        run(notebook, asked)
        wait_for(notebook, f"prediction {name}")
        shown(notebook, asked)
        notebook.screenshot(f"prediction_{name}_before")
        guess(notebook, asked, choice)
        notebook.screenshot(f"prediction_{name}_kept")
        run(notebook, after)
        wait_for(notebook, f"prediction {name}: {word}")
        assert shown(notebook, after)
        notebook.screenshot(f"prediction_{name}_{word}")
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("prediction_0.3_right_dark")
    run(notebook, place_of(notebook, "predicted(0)"))
    wait_for(notebook, "2 of 3 predictions made, 1 right")
