"""``arlib assignment`` as an instructor meets it: what it writes, what it never overwrites, exit statuses."""

import json
from pathlib import Path

import pytest

from arlib.cli import main

CHAPTER = Path(__file__).parents[2] / "notebooks" / "01_exhaustive_testing.ipynb"


def test_it_writes_an_assignment_and_the_settings_once(tmp_path, capsys):
    assert main(["assignment", str(CHAPTER), str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    written = tmp_path / "source" / "chapter01" / CHAPTER.name
    points = [
        cell["metadata"]["nbgrader"]["points"]
        for cell in json.loads(written.read_text(encoding="utf-8"))["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    assert f"{len(points)} exercises, {sum(points)} points" in shown
    assert shown.endswith("nbgrader generate_assignment chapter01\n")
    assert "code_stub" in (tmp_path / "nbgrader_config.py").read_text()
    before = written.read_text(encoding="utf-8")
    assert main(["assignment", str(CHAPTER), str(tmp_path), "--numbers", "own"]) == 64
    assert "exists already" in capsys.readouterr().err
    assert written.read_text(encoding="utf-8") == before
    assert main(["assignment", str(CHAPTER), str(tmp_path), "--numbers", "own", "--name", "mine"]) == 0
    own = json.loads((tmp_path / "source" / "mine" / CHAPTER.name).read_text(encoding="utf-8"))
    assert [cell["source"] for cell in own["cells"] if cell["id"] == "student"] == [
        'student = ""  # your id, in the quotes'
    ]
    assert capsys.readouterr().out.count("code_stub") == 0


def test_settings_of_ones_own_are_kept_and_told_what_they_lack(tmp_path, capsys):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    assert main(["assignment", str(CHAPTER), str(tmp_path)]) == 0
    assert 'c.ClearSolutions.code_stub = {"python": "answer = ..."}' in capsys.readouterr().out
    assert (tmp_path / "nbgrader_config.py").read_text() == "c = get_config()\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2"),
        ("3", "is no notebook"),
        ("{}", 'no part "## Exercises"'),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_chapter_exits_65(tmp_path, capsys, text, said):
    path = tmp_path / "n.ipynb"
    if text is not None:
        path.write_text(text)
    assert main(["assignment", str(path), str(tmp_path / "course")]) == 65
    assert said in capsys.readouterr().err
    assert not (tmp_path / "course").exists()
