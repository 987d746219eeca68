"""``arlib progress`` as an instructor meets it: the table, the spreadsheet, and files that cannot be read."""

import csv
import io
import json

import pytest

from arlib.cli import main
from arlib.exercises import chapter01, open_chapter


@pytest.fixture
def folder(tmp_path):
    """Ada passes two exercises, one after a hint; Bob opens a solution first, passes, and tries another."""
    ada = open_chapter(1, learner="ada", path=tmp_path / "ada.json")
    ada.midpoint.check({"x": 1, "y": 1})
    ada.midpoint.hint()
    ada.midpoint.check({"x": 100, "y": 100})
    ada.one_pair.check("x | y != 0")
    bob = open_chapter(1, learner="=bob\n", path=tmp_path / "nested" / "b.json")
    bob.midpoint.solution()
    bob.midpoint.check({"x": 100, "y": 100})
    bob.cases.check(3)
    return tmp_path


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_one_line_for_each_learner(folder, capsys):
    assert main(["progress", str(folder)]) == 0
    captured = capsys.readouterr()
    head, bob, ada, last = captured.out.splitlines()
    assert head.split()[0] == "learner" and head.split()[-3:] == ["stars", "hints", "opened"]
    assert " ".join(ada.split()) == "ada 2 of 2" + " 0 of 0" * 5 + " 3 1 0"
    assert " ".join(bob.split()) == "=bob? 1 of 2" + " 0 of 0" * 5 + " 0 0 1"
    assert last.startswith("2 learners")
    assert captured.err == ""


def test_a_spreadsheet_has_a_line_for_each_chapter(folder, capsys):
    assert main(["progress", str(folder / "ada.json"), str(folder), "--csv"]) == 0
    rows = table(capsys.readouterr().out)
    assert len(rows) == 12
    first = next(row for row in rows if (row["learner"], row["chapter"]) == ("ada", "1"))
    in_all = sum(each.stars for each in chapter01.EXERCISES)
    assert first == {
        "learner": "ada",
        "chapter": "1",
        "exercises": str(len(chapter01.EXERCISES)),
        "tried": "2",
        "passed": "2",
        "stars": "3",
        "stars_in_all": str(in_all),
        "attempts": "3",
        "hints": "1",
        "solutions_opened": "0",
        "file": str(folder / "ada.json"),
    }
    assert {row["learner"] for row in rows} == {"ada", "'=bob?"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"learner": "eve"', 'line 1, column 18: Expecting \',\' delimiter\n    {"learner": "eve"\n' + " " * 21 + "^"),
        ('{"exercises": {"1.1": {"name": "midpoint", "attempts": "3"}}}', "attempts of exercise 1.1"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", 'an object with "exercises"'),
        (b"\xff", "cannot be read"),
    ],
)
def test_an_unreadable_file_is_named_and_the_others_are_counted(folder, capsys, text, said):
    bad = folder / "eve.json"
    bad.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["progress", str(folder), "--csv"]) == 65
    captured = capsys.readouterr()
    assert {row["learner"] for row in table(captured.out)} == {"ada", "'=bob?"}
    assert captured.err.count(str(bad)) == 1 and said in captured.err
    assert "1 of 3 files cannot be read" in captured.err


def test_exercises_that_the_course_does_not_have_are_not_counted(tmp_path, capsys):
    records = {
        "9.1": {"name": "midpoint", "attempts": 1, "passed": True},
        "1.1": {"name": "other", "attempts": 1, "passed": True},
        "1.2": {"name": "cases", "attempts": 1, "passed": True},
    }
    (tmp_path / "old.json").write_text(json.dumps({"exercises": records}))
    assert main(["progress", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[1].split()[:4] == ["old", "1", "of", "1"]
    assert [line.split(": ")[2][:3] for line in captured.err.splitlines()] == ["9.1", "1.1"]


def test_no_file_at_all_is_wrong_usage(tmp_path, capsys):
    assert main(["progress", str(tmp_path)]) == 64
    assert "no file of progress" in capsys.readouterr().err
    assert main(["progress", str(tmp_path / "none.json")]) == 65
    assert "none.json cannot be read" in capsys.readouterr().err
