"""Progress is never lost: a crash leaves the old file or the new one, and what cannot be read is not written over."""

import json
import os
import random
import signal
import string
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Unsupported
from arlib.exercises import Feedback, chapter01
from arlib.exercises.base import Prediction
from arlib.exercises.chapter01 import cases, midpoint
from arlib.exercises.progress import Progress, Record, from_text, place, shown, stars_in, to_text, who, write_whole

WRONG, RIGHT = Feedback(False, "no"), Feedback(True, "yes")

PREDICTIONS = st.builds(
    Prediction,
    question=st.text(max_size=20),
    said=st.sampled_from(["yes", "no", "don't know"]),
    sure=st.integers(50, 100),
    seconds=st.floats(1e-9, 1e9),
    came=st.sampled_from(["yes", "no", "don't know"]),
    took=st.floats(0, 1e9),
)
RECORDS = st.builds(
    Record,
    name=st.text(min_size=1, max_size=10),
    attempts=st.integers(0, 10**6),
    hints=st.integers(0, 9),
    passed=st.booleans(),
    opened=st.booleans(),
    opened_first=st.booleans(),
    when=st.text(max_size=20),
    answer=st.text(st.characters(codec="utf-8"), max_size=200),
    variant=st.text(st.characters(codec="utf-8"), max_size=10),
    predictions=st.lists(PREDICTIONS, max_size=3).map(tuple),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "ada.json"


@given(
    st.dictionaries(st.sampled_from([each.number for each in chapter01.EXERCISES]), RECORDS),
    st.dictionaries(st.integers(1, 12), st.integers(1, 3)),
)
def test_the_file_says_what_the_records_are(records, stars):
    progress = Progress("ada")
    progress.records, progress.stars = records, stars
    assert from_text(to_text(progress)) == records
    assert stars_in(to_text(progress)) == stars


def test_the_most_stars_are_kept_whatever_another_notebook_does(path):
    one, other = Progress("ada", path), Progress("ada", path)
    one.starred(1, 2)
    other.attempted(midpoint, WRONG, answer="1")
    other.starred(2, 3)
    one.starred(1, 1)
    assert Progress("ada", path).stars == other.stars == {1: 2, 2: 3}
    other.starred(1, 3)
    one.starred(3, 1)
    assert one.stars == {1: 3, 2: 3, 3: 1} and one.of(midpoint).attempts == 1


@pytest.mark.parametrize("game", ["[]", '{"one": 1}', '{"1": "3"}', '{"1": true}', '{"1": 1.5}', '{"-1": 1}'])
def test_stars_that_are_none_are_named_and_the_file_is_kept(path, game):
    path.parent.mkdir()
    text = '{"exercises": {}, "game": ' + game + "}"
    path.write_text(text)
    progress = Progress("ada", path)
    assert '"game" gives the stars of each level' in progress.trouble
    progress.starred(1, 3)
    assert path.read_text() == text and progress.stars == {1: 3}


def test_what_was_done_is_in_the_file(path):
    progress = Progress("ada", path)
    assert not path.exists()
    progress.attempted(midpoint, WRONG, answer="{'x': 1, 'y': 2}")
    progress.hinted(midpoint, 2)
    progress.hinted(midpoint, 1)
    progress.attempted(midpoint, RIGHT, answer="{'x': 100, 'y': 100}", variant="s1")
    progress.opened(midpoint)
    kept = json.loads(path.read_text())["exercises"]["1.1"]
    assert kept.pop("when").startswith("20")
    assert kept == {
        "name": "midpoint",
        "status": "passed",
        "attempts": 2,
        "hints": 2,
        "passed": True,
        "opened": True,
        "answer": "{'x': 100, 'y': 100}",
        "variant": "s1",
    }
    assert Progress("ada", path).records == progress.records


def test_letters_that_no_file_can_have_are_escaped(path):
    progress = Progress("ada", path)
    progress.attempted(midpoint, WRONG, answer="", variant="\ud800")
    assert not progress.trouble
    assert Progress("ada", path).of(midpoint).variant == "\ud800"


def test_a_solution_that_was_opened_first_is_told(path):
    progress = Progress("ada", path)
    progress.opened(cases)
    assert progress.of(cases).status == "solution opened"
    progress.attempted(cases, RIGHT, answer="2")
    assert Progress("ada", path).of(cases).status == "passed after the solution was opened"
    progress.attempted(cases, WRONG, answer="3")
    assert progress.of(cases).passed, "what is passed stays passed"


def test_two_open_notebooks_do_not_lose_what_the_other_does(path):
    one, two = Progress("ada", path), Progress("ada", path)
    one.attempted(midpoint, RIGHT, answer="1")
    two.attempted(cases, RIGHT, answer="2")
    one.hinted(midpoint, 1)
    assert {number: record.passed for number, record in Progress("ada", path).records.items()} == {
        "1.1": True,
        "1.2": True,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="locks of files need fcntl")
def test_attempts_at_the_same_time_are_all_counted(path):
    progresses = [Progress("ada", path) for _ in range(4)]

    def attempt(progress):
        for _ in range(10):
            progress.attempted(midpoint, WRONG, answer="")

    threads = [threading.Thread(target=attempt, args=[each]) for each in progresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Progress("ada", path).of(midpoint).attempts == 40


KILLED = """
import sys
from pathlib import Path
from arlib.exercises import Feedback
from arlib.exercises.chapter01 import midpoint
from arlib.exercises.progress import Progress

progress = Progress("ada", Path(sys.argv[1]))
print("ready", flush=True)
while True:
    progress.attempted(midpoint, Feedback(False, "no"), answer="x" * 2_000)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is for POSIX")
def test_a_process_killed_while_it_writes_loses_nothing(path):
    choose = random.Random(0)
    seen = 0
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"ready\n"
        threading.Event().wait(0.05 + 0.1 * choose.random())
        process.send_signal(signal.SIGKILL)
        process.communicate()
        attempts = Progress("ada", path).of(midpoint).attempts
        assert attempts >= seen
        seen = attempts
    assert seen > 0
    progress = Progress("ada", path)
    progress.attempted(midpoint, RIGHT, answer="")
    assert not progress.trouble, "the lock of a killed process is gone"
    assert Progress("ada", path).of(midpoint).passed


@pytest.mark.parametrize("step", ["write", "flush", "fsync", "replace"])
def test_a_crash_at_any_step_leaves_the_old_file(path, step, monkeypatch):
    path.parent.mkdir()
    write_whole(path, "old")

    class Crash(BaseException):
        pass

    def crash(*_):
        raise Crash

    if step in ("fsync", "replace"):
        monkeypatch.setattr(os, step, crash)
    else:
        opened = Path.open

        class Fragile:
            def __init__(self, file):
                self.file = file

            def __enter__(self):
                return self

            def __exit__(self, *_):
                self.file.close()

            def __getattr__(self, name):
                return crash if name == step else getattr(self.file, name)

        monkeypatch.setattr(Path, "open", lambda self, *a, **o: Fragile(opened(self, *a, **o)))
    with pytest.raises(Crash):
        write_whole(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"learner": "ada"', "line 1, column 18: Expecting ',' delimiter"),
        ('{\n  "exercises": [}', "line 2"),
        ("[]", "is an object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"exercises": {"1.1": {"name": "a", "attempts": ' + "1" * 5_000 + "}}}", "too long a number"),
        ("", "Expecting value"),
        ('{"exercises": {"1.1": 3}}', "1.1 is not an exercise"),
        ('{"exercises": {"one": {"name": "a"}}}', "one is not an exercise"),
        ('{"exercises": {\n"1.1": {"name": "a", "attempts": "many"}}}', "line 2, column 1: attempts of exercise 1.1"),
        ('{"exercises": {"1.1": {"attempts": 1}}}', "not complete"),
        ('{"exercises": {"1.1": {"name": "a", "predictions": [3]}}}', "not complete"),
        ('{"exercises": {"1.1": {"name": "a", "predictions": 3}}}', "not complete"),
        ('{"exercises": {"1.1": {"name": "a", "attempts": true}}}', "attempts of exercise 1.1"),
    ],
)
def test_a_broken_file_is_named_and_kept(path, text, said):
    path.parent.mkdir()
    path.write_text(text)
    progress = Progress("ada", path)
    assert said in progress.trouble
    progress.attempted(midpoint, RIGHT, answer="")
    assert progress.of(midpoint).passed, "it is kept in memory"
    assert path.read_text() == text


@given(st.text(string.printable) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_is_an_error_of_another_kind(text):
    try:
        from_text(text)
    except Unsupported as error:
        assert str(error)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    progress = Progress("ada", tmp_path / "file" / "ada.json")
    progress.attempted(midpoint, RIGHT, answer="")
    assert "file" in progress.trouble
    assert progress.of(midpoint) == replace(progress.of(midpoint), attempts=1, passed=True)


def test_where_the_file_is(monkeypatch, tmp_path):
    for name in ("ARLIB_PROGRESS", "BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert place("ada") == tmp_path / ".arlib" / "ada.json"
    assert shown(place("ada")) == "~/.arlib/ada.json"
    assert place("../../etc/x").parent == tmp_path / ".arlib"
    assert place("ada.lovelace@example.org").name == "ada.lovelace@example.org.json"
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org")
    assert place("ada") is None
    monkeypatch.setenv("ARLIB_PROGRESS", str(tmp_path / "class"))
    assert place("ada") == tmp_path / "class" / "ada.json"
    monkeypatch.setenv("ARLIB_PROGRESS", "memory")
    assert place("ada") is None


def test_who_the_learner_is(monkeypatch):
    for name in ("ARLIB_LEARNER", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    assert who() == "learner"
    monkeypatch.setenv("JUPYTERHUB_USER", "hub")
    assert who() == "hub"
    monkeypatch.setenv("ARLIB_LEARNER", "ada")
    assert who() == "ada"
    assert who("grace") == "grace"
