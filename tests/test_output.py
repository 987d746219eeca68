"""What comes out of a command: JSON, letters that a terminal lacks, full disks, closed pipes, older files."""

import json
import os
import sys

import pytest
from command_runs import LOOP, PROVED, REFUTED, UNKNOWN, UNREADABLE, USAGE, arlib, refused

from arlib.cli import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.py").write_text(LOOP)
    return tmp_path


# ---- What is printed ------------------------------------------------------------------------


def test_a_terminal_without_the_letters_gets_the_answer(here):
    for command in (["prove", "ä == ä"], ["exhaust", "ä == ä"]):
        done = arlib(*command, env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert done.returncode == PROVED and "\\xe4 == \\xe4" in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")
def test_a_full_disk_is_one_line(here):
    with open("/dev/full", "w") as full:
        refused_ = arlib("prove", "x == x", stdout=full)
    assert refused_.returncode == UNREADABLE
    assert refused_.stderr == "arlib: the answer cannot be written: No space left on device\n"
    done = arlib("terminates", "f.py", "--certificate", "/dev/full")
    refused(done, UNREADABLE, "/dev/full cannot be written")


@pytest.mark.parametrize(("claim", "status"), [("x == x", PROVED), ("x == x + 1", REFUTED), ("x ==", UNREADABLE)])
def test_a_closed_pipe_keeps_the_status(here, claim, status):
    reading, writing = os.pipe()
    os.close(reading)
    done = arlib("prove", claim, stdout=writing)
    os.close(writing)
    assert done.returncode == status and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["prove", "x == x"], PROVED),
        (["prove", "x == 1"], REFUTED),
        (["prove", "x =="], UNREADABLE),
        (["prove", "x == x", "--seconds", "no"], USAGE),
        (["prove", "x", "==", "x"], USAGE),
        (["prove"], USAGE),
        (["exhaust", "x =="], UNREADABLE),
        (["exhaust", "x == x", "--type", "int"], USAGE),
        (["exhaust", "x == x", "--type", "uint65", "--engine", "numpy"], USAGE),
        (["terminates", "none.py"], UNREADABLE),
        (["terminates", "f.py", "--integers", "wrap"], USAGE),
        (["check", "f.py", "f.py"], UNREADABLE),
        (["check"], USAGE),
        (["check", "f.json"], UNREADABLE),
        (["bench", "termination", "none.jsonl"], UNREADABLE),
        (["bench", "halting", "none.jsonl"], USAGE),
    ],
)
def test_json_is_one_object_always(here, capsys, arguments, status):
    assert main([*arguments, "--json"]) == status
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] in ("proved", "refuted", "unknown")
    if status in (USAGE, UNREADABLE):
        assert found["reason"] and found["status"] == status


def test_an_error_of_arlib_is_an_object_too(capsys, monkeypatch):
    monkeypatch.setattr("arlib.commands.prove.prove", lambda *arguments, **options: {}["broken"])
    assert main(["prove", "x == x", "--json"]) == 70
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"verdict": "unknown", "reason": "KeyError: 'broken'", "status": 70}


def test_a_claim_without_inputs(capsys):
    assert main(["prove", "2 + 2 == 5"]) == main(["exhaust", "2 + 2 == 5"]) == REFUTED
    assert capsys.readouterr().out.count("refuted: it is false") == 2
    assert main(["prove", "1 // 0 == 5"]) == REFUTED
    assert "refuted: it has no value (division by zero)" in capsys.readouterr().out


def test_help_says_what_arlib_alone_does():
    assert "arlib alone, without a command, is a short tour" in " ".join(arlib("--help").stdout.split())


# ---- Files that are left, and many tasks ----------------------------------------------------


def test_an_old_certificate_does_not_outlive_its_question(here):
    assert arlib("terminates", "f.py", "--certificate", "f.json").returncode == PROVED
    (here / "g.py").write_text("def g(n):\n    while n > 1:\n        n = n // 2 if n % 2 == 0 else 3 * n + 1\n")
    assert arlib("terminates", "g.py", "--certificate", "f.json", "--seconds", "0.5").returncode == UNKNOWN
    assert not (here / "f.json").exists()
    refused(arlib("terminates", "f.py", "--certificate", "f.py"), USAGE, "is no certificate; give it another name")
    assert (here / "f.py").read_text() == LOOP


def test_one_bad_task_does_not_end_a_bench(here, capsys):
    names = ["a/b", "", "..", "x" * 400, "\ud800", "new\nline", "nu\0ll"]
    tasks = [{"name": name, "source": LOOP, "terminates": True} for name in names]
    tasks += [{"name": "torn", "source": LOOP + "# \ud800", "terminates": True}]
    tasks += [{"name": "deep", "source": "def f(x):\n    return " + "-" * 3_000 + "x", "terminates": True}]
    (here / "data.jsonl").write_text("".join(json.dumps(task) + "\n" for task in tasks))
    done = arlib("bench", "termination", "data.jsonl", "--seconds", "5", "--json")
    assert done.returncode == UNKNOWN, done.stderr
    found = json.loads(done.stdout)
    assert (found["programs"], found["rejected"], found["wrong"]) == (9, {}, [])
    assert found["unknown"].keys() <= {"torn", "deep", "nu\0ll"}


def test_folders_with_one_bad_file(here):
    assert arlib("terminates", "f.py", "--certificate", "all/f.json").returncode == PROVED
    (here / "all" / "f.py").write_text(LOOP)
    (here / "all" / "g.json").write_text('{"a":' * 100_000)
    (here / "all" / "h.json").write_text('{"learner": "me", "a": ' + "9" * 100_000 + "}")
    done = arlib("check", "all")
    assert done.returncode == REFUTED and "1 accepted (1, over the unbounded integers)" in done.stdout
    assert "Traceback" not in done.stderr
    done = arlib("progress", "all")
    assert done.returncode == UNREADABLE and "Traceback" not in done.stderr
    (here / "deep.ipynb").write_text("[" * 100_000)
    refused(arlib("assignment", "deep.ipynb", "course"), UNREADABLE, "nested too deeply")
