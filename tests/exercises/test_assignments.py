"""Assignments for nbgrader: what is released, what is graded, and what a student reads of it."""

import ast
import json
import re
import sys
from html import escape
from pathlib import Path

import pytest

from arlib.cli import main
from arlib.exercises import assignments, chapter01
from arlib.exercises.assignments import assignment, open_assignment
from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.solutions import solution
from arlib.exercises.variants import value_of, variant_of
from arlib.verdict import Unsupported

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = sorted(NOTEBOOKS.glob("0[1-9]_*.ipynb"))
CHAPTER_1 = NOTEBOOKS / "01_exhaustive_testing.ipynb"
IN_ALL = sum(each.stars for each in chapter01.EXERCISES)


def made(path, numbers="same"):
    return assignment(json.loads(path.read_text(encoding="utf-8")), numbers=numbers)


def graded(notebook):
    return [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]


def source(text):
    """A chapter whose exercises part has these cells: code in lists, text otherwise."""
    cells = [{"cell_type": "code", "source": "import math\nfrom arlib.exercises import chapter01"}]
    for each in ["## Before\n\n## Exercises\n\nHow to.", *text]:
        kind = "code" if isinstance(each, list) else "markdown"
        cells.append({"cell_type": kind, "source": each})
    return {"cells": cells}


ASKED = ["answer = ...\n", "chapter01.midpoint.check(answer)"]


@pytest.mark.parametrize("numbers", ["same", "own"])
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_becomes_an_assignment(path, numbers):
    notebook = made(path, numbers)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    known = [cell["metadata"]["nbgrader"] | {"id": cell["id"]} for cell in notebook["cells"] if cell["metadata"]]
    assert all(each["grade_id"] == each["id"] and each["schema_version"] == 3 for each in known)
    assert all(each["locked"] != each["solution"] for each in known)
    # Every exercise that the chapter asks is there, in order, with a point for each star.
    text = "".join("".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])
    named = {each.name: each for each in assignments.exercises_of(int(path.name[:2]))}
    asked = list(dict.fromkeys(re.findall(r"chapter\d\d\.(\w+)\.check\(", text)))
    assert [cell["id"] for cell in graded(notebook)] == [f"grade-{name}" for name in asked]
    points = [cell["metadata"]["nbgrader"]["points"] for cell in graded(notebook)]
    assert points == [named[name].stars for name in asked]
    prose = "".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert f"There are {sum(points)} points" in prose
    assert ".ipynb" not in prose and "## Sources" not in prose and "What you now know" not in prose
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            ast.parse(re.sub(r"^%.*$", "", cell["source"], flags=re.MULTILINE))
    (setup,) = (cell["source"] for cell in notebook["cells"] if cell["id"] == "setup")
    assert "import chapter" not in setup and setup.count("open_assignment(") == 1


def ran(cell, names):
    """The value of a cell's last line, as a kernel shows it."""
    *before, last = ast.parse(re.sub(r"^%.*$", "", cell["source"], flags=re.MULTILINE)).body
    if not isinstance(last, ast.Expr):
        before, last = [*before, last], ast.parse("None").body[0]
    exec(compile(ast.Module(before, []), cell["id"], "exec"), names)
    return eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_solutions_get_all_points(path):
    names = {"display": lambda feedback: None}
    for cell in made(path, "own")["cells"]:
        if cell["cell_type"] == "code":
            value = ran(cell, names)
            if cell["id"].startswith("grade-"):
                assert value == cell["metadata"]["nbgrader"]["points"], cell["source"]
                assert names["answer"] is ...


def test_what_an_answer_writes_to_stderr_costs_no_points(capsys):
    def loud(source):
        print("looking at a text", file=sys.stderr)
        return "don't know"

    feedback = open_assignment(4).silent.check(loud)
    assert 'it says "don\'t know" of this program' in feedback.text
    assert capsys.readouterr().err == ""


def test_what_cannot_be_an_assignment_is_said():
    for cells in ({}, {"cells": 3}, {"cells": [3, {}]}, source(["### One\n\ntext"]), source([ASKED])):
        with pytest.raises(Unsupported, match='no part "## Exercises"'):
            assignment(cells)
    with pytest.raises(Unsupported, match=r'exercise 1.1 has no line "answer = \.\.\."'):
        assignment(source(["### One", ["answer = 3\n", ASKED[1]]]))


def test_texts_lose_their_links_and_other_cells_stay_open():
    text = "### One\n\nSee [this](a.ipynb#b) and [that](https://example.org).\n\n```python\n## no heading\n```"
    notebook = assignment(source([text, ASKED, ["chapter01.summary()"], "## After\n\nNo more.", ["1"]]))
    shown = [cell["source"] for cell in notebook["cells"]]
    assert shown[2] == text.replace("[this](a.ipynb#b)", "this")
    assert shown[1].splitlines()[1] == "import math" and "chapter01 = open_assignment(1)" in shown[1]
    assert notebook["cells"][-1] | {"id": ""} == {
        "cell_type": "code",
        "id": "",
        "metadata": {},
        "source": "chapter01.summary()",
        "execution_count": None,
        "outputs": [],
    }


# ---- Numbers of one's own ---------------------------------------------------------------------


def _number(choose):
    wanted = int(choose.random() * 1_000_000)
    return Exercise(
        "1.1",
        "midpoint",
        1,
        f"Which number is {wanted}?",
        "a number",
        lambda answer: Feedback(answer == wanted, f"it is {wanted}"),
        ("It stands there.",),
        _number,
        Solution(f"answer = {wanted}", "It stands there."),
    )


def test_the_folder_says_whose_numbers_are_graded(tmp_path, monkeypatch):
    varied = _number(type("", (), {"random": lambda self: 0.5})())
    monkeypatch.setattr(assignments, "exercises_of", lambda chapter: [varied])
    folder = tmp_path / "bob" / "chapter01"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    keys = {name: value_of(variant_of(varied, name).key) for name in ("ada", "bob")}
    assert keys["ada"] != keys["bob"]
    assert open_assignment(1, " ada ").midpoint.check(keys["ada"]).passed
    assert open_assignment(1, "").midpoint.check(500_000).passed
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert open_assignment(1, "ada").midpoint.check(keys["bob"]).passed
    assert not open_assignment(1, "ada").midpoint.check(keys["ada"]).passed
    assert open_assignment(1, "ada").summary().learner == "bob"
    assert open_assignment(1).midpoint.check(500_000).passed
    assert open_assignment(1).summary().learner == "everyone"
    asks = [cell["source"] for cell in assignment(source(["### One", ASKED]), numbers="own")["cells"]]
    assert 'student = ""  # your id, in the quotes' in asks
    assert "# The numbers above are an example. These are yours.\nchapter01.midpoint" in asks


# ---- nbgrader itself --------------------------------------------------------------------------


def code_of(exercise, student):
    """The cell with which a student answers an exercise rightly."""
    own = variant_of(exercise, student)
    return (own.key or solution(exercise.number)).answer


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")  # nbgrader calls alembic by name
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    assert main(["assignment", str(CHAPTER_1), str(tmp_path), "--numbers", "own"]) == 0
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    exec((tmp_path / "nbgrader_config.py").read_text(), {"get_config": lambda: config})
    return tmp_path, NbGraderAPI(config=config)


@pytest.mark.filterwarnings("ignore")  # of SQLAlchemy and alembic, in nbgrader
def test_nbgrader_releases_grades_and_gives_feedback(course):
    root, nbgrader = course

    def does(step, *arguments):
        done = getattr(nbgrader, step)("chapter01", *arguments)
        assert done["success"], done

    does("generate_assignment")
    released = root / "release/chapter01" / CHAPTER_1.name
    text = released.read_text(encoding="utf-8")
    assert not re.search(r"BEGIN|END|SOLUTION|HIDDEN|feedback\.passed|NotImplementedError", text)
    answers = {each.name: code_of(each, "ada") for each in chapter01.EXERCISES}
    for each in {*answers.values(), *(solution(each.number).answer for each in chapter01.EXERCISES)}:
        assert json.dumps(each)[1:-1] not in text

    def hand_in(student, cells):
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            if cell["id"] in cells:
                cell["source"] = cells[cell["id"]]
            elif cell["id"].startswith("grade-"):
                assert cell["source"][-1] == "display(feedback)"
        folder = root / "submitted" / student / "chapter01"
        folder.mkdir(parents=True)
        (folder / released.name).write_text(json.dumps(notebook))
        does("autograde", student)
        return nbgrader.get_submission("chapter01", student)

    right = {f"answer-{name}": answer for name, answer in answers.items()}
    marks = hand_in("ada", right | {"student": 'student = "ada"'})
    assert (marks["score"], marks["max_score"], marks["needs_manual_grade"]) == (IN_ALL, IN_ALL, False)

    # Bob copies, signs with Ada's name, and has one answer wrong; one of his cells ends in an error, and the answer
    # of the cell before it does not pass for his. He has touched a locked cell, which does not help him.
    wrong = {"answer-midpoint": 'answer = {"x": 3, "y": 4}', "answer-widths": "answer = 1 / 0"}
    marks = hand_in("bob", right | wrong | {"student": 'student = "ada"', "grade-midpoint": "1"})
    passed = [
        each
        for each in chapter01.EXERCISES
        if f"answer-{each.name}" not in wrong and variant_of(each, "bob").check(_value(answers[each.name])).passed
    ]
    assert passed
    assert (marks["score"], marks["max_score"]) == (sum(each.stars for each in passed), IN_ALL)
    does("generate_feedback", "bob")
    page = (root / "feedback/bob/chapter01" / released.stem).with_suffix(".html").read_text(encoding="utf-8")
    said, *_ = variant_of(chapter01.midpoint, "bob").check({"x": 3, "y": 4}).text.splitlines()
    assert "x = 3, y = 4" in said and escape(said) in page
    assert "no answer yet" in page.lower()


def _value(cell):
    names = {}
    exec(cell, names)
    return names["answer"]
