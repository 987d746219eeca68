"""Every notebook is saved executed, in order and clean, and can be read without colour, images or a run.

nbval compares the outputs; it passes a cell that was never executed, so that is looked for here.
"""

import ast
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
IDS = [path.relative_to(FOLDER).as_posix() for path in NOTEBOOKS]
ALL = pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)

ABSOLUTE = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|work|Users|usr|var)/|\b[A-Z]:\\")
MOST_LINES = 20
TAGS = {"nbval-ignore-output", "nbval-raises-exception"}


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def prose(path):
    """The markdown, without the listings in it."""
    cells = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    return re.sub(r"```.*?```", "", "\n\n".join(cells), flags=re.DOTALL)


def headings(text):
    """The level of each heading."""
    return [len(marks) for marks in re.findall(r"^(#{1,6})\s", text, flags=re.MULTILINE)]


def test_there_are_notebooks():
    chapters = {
        "01_exhaustive_testing.ipynb",
        "02_algebraic_simplification.ipynb",
        "03_loop_termination.ipynb",
        "04_the_halting_problem.ipynb",
    }
    later = {"06_policies_and_networks.ipynb", "07_hard_problems.ipynb"}
    apparatus = {"00_start_here.ipynb", "glossary.ipynb", "map_of_the_field.ipynb"}
    assert {*apparatus, *chapters, *later, *(f"solutions/{chapter}" for chapter in chapters | later)} <= set(IDS)


def test_the_first_notebook_and_the_readme_lead_to_every_notebook():
    names = {path.name for path in NOTEBOOKS if path.parent == FOLDER} - {"00_start_here.ipynb"}
    assert names <= set(re.findall(r"\]\(([\w.]+)\)", prose(FOLDER / "00_start_here.ipynb")))
    assert names <= set(re.findall(r"\]\(notebooks/([\w.]+)\)", (FOLDER.parent / "README.md").read_text()))


@ALL
def test_it_is_valid_and_its_cells_have_ids(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


@ALL
def test_its_metadata_names_python_and_keeps_no_state(path):
    metadata = read(path).metadata
    assert metadata.kernelspec.name == "python3"
    assert metadata.language_info.name == "python"
    assert "widgets" not in metadata
    assert set(metadata) == {"kernelspec", "language_info"}


@ALL
def test_every_code_cell_was_executed_in_order(path):
    assert [cell.execution_count for cell in code_cells(path)] == list(range(1, len(code_cells(path)) + 1))


@ALL
def test_no_cell_ended_in_an_error_or_warned(path):
    for cell in code_cells(path):
        if "nbval-raises-exception" not in cell.metadata.get("tags", []):
            assert [output for output in cell.outputs if output.output_type == "error"] == []
        assert [output.text for output in cell.outputs if output.get("name") == "stderr"] == []


@ALL
def test_it_names_no_place_on_the_machine_it_was_saved_on(path):
    text = path.read_text(encoding="utf-8")
    assert ABSOLUTE.findall(text) == []


@ALL
def test_it_starts_with_its_only_title(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert headings(first.source) == [1]
    assert headings(prose(path)).count(1) == 1
    assert "Minutes:" in first.source
    assert "You need:" in first.source


@ALL
def test_heading_levels_never_skip(path):
    levels = headings(prose(path))
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@ALL
def test_a_picture_has_alt_text(path):
    """An output of the type image/png has none in JupyterLab, so that there is no such output."""
    for cell in code_cells(path):
        for output in cell.outputs:
            assert not {"image/png", "image/jpeg", "image/svg+xml"} & set(output.get("data", {})), cell.source
            for picture in re.findall(r"<img [^>]*>", output.get("data", {}).get("text/html", "")):
                alt = re.search(r' alt="([^"]*)"', picture)
                assert alt and len(alt[1]) > 20, cell.source
    assert re.findall(r"!\[\]\(", prose(path)) == []


@ALL
def test_a_drawing_is_seen_on_a_page_that_is_not_trusted_yet(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            shown = output.get("data", {}).get("text/html", "")
            assert '<svg role="img"' not in shown, cell.source


@ALL
def test_code_cells_are_short(path):
    for cell in code_cells(path):
        assert len(cell.source.splitlines()) <= MOST_LINES, cell.source
        assert max(map(len, cell.source.splitlines())) <= 120, cell.source


@ALL
def test_markers_are_tags(path):
    for cell in code_cells(path):
        assert set(cell.metadata.get("tags", [])) <= TAGS
        assert not re.search(r"^#\s*NBVAL", cell.source, flags=re.MULTILINE)


@ALL
def test_no_output_needs_a_widget_to_be_seen(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})
            assert "text/plain" in (output.get("data") or {"text/plain": ""})  # no data shows nothing


@ALL
def test_its_links_to_other_notebooks_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose(path)):
        if "://" not in target:
            assert (path.parent / target).is_file(), target


def test_a_chapter_leaves_the_answers_to_the_reader():
    """What is handed to a checker is three dots, so no answer is saved in a chapter."""
    for path in NOTEBOOKS:
        if path.parent != FOLDER:
            continue
        for cell in code_cells(path):
            if ".check(" not in cell.source:
                continue
            assignment = ast.parse(cell.source).body[0]
            assert isinstance(assignment, ast.Assign), cell.source
            assert ast.unparse(assignment.value) == "...", cell.source


def test_every_chapter_with_exercises_has_solutions_that_pass():
    for path in NOTEBOOKS:
        asked = {call for cell in code_cells(path) for call in re.findall(r"(chapter\d\d\.\w+)\.check\(", cell.source)}
        if path.parent != FOLDER or not asked:
            continue
        passed = set()
        for cell in code_cells(FOLDER / "solutions" / path.name):
            said = str([output.get("data", {}).get("text/plain", output.get("text")) for output in cell.outputs])
            if "passed: " in said.lower():
                passed |= set(re.findall(r"(chapter\d\d\.\w+)\.check\(", cell.source))
        assert passed == asked


@ALL
def test_nobody_saved_progress_of_their_own(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            shown = output.get("data", {}).get("text/plain", "")
            if "Kept in: " in shown:
                assert "Kept in: ~/.arlib/learner.json. Nothing is sent anywhere." in shown
                assert "✓" not in shown
                assert re.search(r"\b[1-9]\d* of", shown) is None


@ALL
def test_every_file_that_is_named_is_there(path):
    named = re.findall(r"`((?:arlib|benchmarks|notebooks|tests)/[\w/.]+)`", prose(path))
    assert [each for each in named if not (FOLDER.parent / each).exists()] == []
