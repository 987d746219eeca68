"""Every notebook of the course runs to its end in JupyterLab, and its exercises answer what a learner types.

The first two of a chapter do here; all of them in ``tests/exercises``, and in a browser in ``benchmarks/stranger.py``.
"""

import json
import re
from pathlib import Path

import pytest
from wrong_answers import WRONG_ANSWERS

from arlib.exercises import open_chapter
from arlib.exercises.solutions import solution
from arlib.exercises.workbook import CHAPTERS

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
CHECK = re.compile(r"(chapter\d\d\.(\w+))\.check\(answer\)")
# kB, of a kernel: 300 MB is what a free seat on Binder leaves a chapter; a busy machine may need the compiled engine
# where an idle one does not.
MOST_MEMORY = 350_000
TYPED = 2  # exercises of a chapter
PEAK = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def chapter_of(path):
    number = int(path.stem[:2]) if path.stem[:2].isdecimal() else 0
    return number if number in CHAPTERS else None


@pytest.mark.browser
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_to_its_end(path, run_notebook, server):
    notebook = run_notebook(path)
    assert notebook.errors() == []
    assert all(cell["execution_count"] for cell in notebook.cells() if cell["cell_type"] == "code" and cell["source"])
    assert notebook.page.evaluate(
        "() => { const page = document.documentElement; return page.scrollWidth <= page.clientWidth }"
    )
    notebook.screenshot(f"notebook_{path.stem}")
    tasks = exercises_of(notebook, chapter_of(path))
    answer_wrongly_and_rightly(notebook, tasks[:TYPED])
    notebook.screenshot(f"exercises_{path.stem}")
    if Path("/proc/self/status").exists():
        assert int(notebook.execute(PEAK)) < MOST_MEMORY
    if tasks:
        notebook.restart()
        kept_for_the_next_kernel(notebook, chapter_of(path), tasks, server)


def exercises_of(notebook, chapter):
    """The index of the cell, the name and the number of each exercise."""
    if chapter is None:
        return []
    numbers = {row.exercise.name: row.exercise.number for row in open_chapter(chapter).summary().rows}
    found = ((i, CHECK.search(cell["source"])) for i, cell in enumerate(notebook.cells()))
    tasks = [(i, match[1], numbers[match[2]]) for i, match in found if match]
    assert [number for _, _, number in tasks] == list(numbers.values())
    return tasks


def answer_wrongly_and_rightly(notebook, tasks):
    for i, task, _ in tasks[:1]:
        assert "after a first attempt" in answered(notebook, i, f"{task}.hint()")
    for i, task, number in tasks:
        wrong, told = WRONG_ANSWERS[number]
        feedback = answered(notebook, i, f"{wrong}\n{task}.check(answer)")
        assert feedback.startswith("✗ not yet: "), number
        assert told in feedback, (number, feedback)
        right = answered(notebook, i, f"{solution(number).answer}\n{task}.check(answer)")
        assert right.startswith("✓ passed: "), (number, right)
    for i, task, _ in tasks[:1]:
        assert answered(notebook, i, f"{task}.hint()").startswith("➜ hint 1 of ")
    assert notebook.errors() == []


def kept_for_the_next_kernel(notebook, chapter, tasks, server):
    again = f"from arlib.exercises import open_chapter\n%load_ext arlib.views\nopen_chapter({chapter}).summary()"
    summary = answered(notebook, tasks[-1][0], again)
    assert f"{TYPED} of {len(tasks)} exercises passed" in summary
    (file,) = server.progress.glob("*.json")
    kept = json.loads(file.read_text())["exercises"]
    assert all(kept[number]["passed"] and kept[number]["attempts"] == 2 for _, _, number in tasks[:TYPED])


def answered(notebook, i, source):
    """What a learner reads below a cell once they have typed this into it and run it."""
    outputs = notebook.run_cell(i, source)
    assert [each["output_type"] for each in outputs if each["output_type"] == "error"] == [], outputs
    assert len(outputs) == 1, outputs
    return "".join(outputs[0]["data"]["text/plain"])
