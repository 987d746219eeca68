"""Execute notebooks in place and save them as the tests want them: python tests/execute_notebooks.py [FILE ...]

Without a file, every notebook. What differs from machine to machine is left out: widget views and their state,
the version of Python, the times at which cells ran. Run it as a reader who has not answered any exercise yet.
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
PREDICTION = "predict("
ALOUD = "Say it aloud, or write it down, before you go on."  # ends a question whose answer is not kept
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def spoilers(cells):
    """The code cells that show what a reader is asked for: from the question to the next heading or prediction."""
    hides = False
    for cell in cells:
        if cell.cell_type == "markdown":
            headed = any(line.startswith("#") for line in cell.source.splitlines())
            hides = ALOUD in cell.source or (hides and not headed)
        elif cell.cell_type == "code" and cell.source.startswith(PREDICTION):
            hides = True
        elif cell.cell_type == "code" and hides:
            yield cell


def execute(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    for cell in spoilers(notebook.cells):
        cell.metadata["jupyter"] = {"outputs_hidden": True}
        # JupyterLab shows the first line of a hidden cell's first output; an empty one has none, and nbval skips it.
        cell.outputs.insert(0, nbformat.v4.new_output("display_data"))
    nbformat.write(notebook, path)


if __name__ == "__main__":
    os.environ.pop("ARLIB_PROGRESS", None)  # where progress is kept is told as most readers will see it
    everything = (path for path in sorted(NOTEBOOKS.rglob("*.ipynb")) if ".ipynb_checkpoints" not in path.parts)
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else everything:
        print(path.name, flush=True)
        execute(path)
