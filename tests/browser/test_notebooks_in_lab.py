"""Every notebook of the course runs to its end in JupyterLab."""

from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.browser
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_to_its_end(path, run_notebook):
    notebook = run_notebook(path)
    assert notebook.errors() == []
    assert all(cell["execution_count"] for cell in notebook.cells() if cell["cell_type"] == "code" and cell["source"])
    assert notebook.page.evaluate(
        "() => { const page = document.documentElement; return page.scrollWidth <= page.clientWidth }"
    )
    notebook.screenshot(f"notebook_{path.stem}")
