"""``arlib bench``: it counts, keeps what was done, loses no program with a process, and checks what it wrote."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from arlib.cli import main
from arlib.commands import workers
from arlib.commands.plain_yaml import plain_yaml
from arlib.commands.tasks import Task, tasks_in

ENDS = "int main() { int x = nondet(); while (x > 3) x = x - 2; return 0; }".replace(
    "nondet", "__VERIFIER_nondet_int"
).replace("int main", "extern int __VERIFIER_nondet_int(void);\nint main")
RUNS = ENDS.replace("x = x - 2", "x = x + 2")
COLLATZ = "def collatz(n):\n    while n > 1:\n        n = n // 2 if n % 2 == 0 else 3 * n + 1\n"
DATA = [
    {"name": "down/by two", "source": ENDS, "terminates": True},
    {"name": "../up", "source": RUNS, "terminates": False},
    {"name": "collatz", "source": COLLATZ, "terminates": None},
    {"name": "halves", "source": "def halves(x):\n    while x > 0:\n        x = x // 2\n", "terminates": None},
    {"name": "strange", "source": "int main() { float x; return 0; }", "terminates": True},
]
BENCH = ["bench", "termination", "data.jsonl", "--seconds", "1.5"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "data.jsonl").write_text("".join(json.dumps(each) + "\n" for each in DATA))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_counts_and_checks_and_keeps(here, capsys):
    assert main([*BENCH, "--jobs", "2"]) == 2
    shown = capsys.readouterr().out
    assert "solved       3 of 5: 2 end, 1 do not; for 1 no answer is known" in shown
    assert "wrong        0" in shown and "don't know   2" in shown
    assert "3 of 3 certificates accepted, by one process for all, which imported no engine" in shown
    assert "don't know   collatz: " in shown
    assert "don't know   strange: it cannot be read: " in shown
    written = sorted(path.name for path in (here / "data.certificates").iterdir())
    assert written == ["..%2Fup.c", "..%2Fup.json", "down%2Fby two.c", "down%2Fby two.json", "halves.json", "halves.py"]
    assert main(["check", "data.certificates/down%2Fby two.json", "data.certificates/down%2Fby two.c"]) == 0
    capsys.readouterr()

    # Again: nothing is done twice, and a last line that was torn is done again.
    results = here / "data.results.jsonl"
    lines = results.read_text().splitlines(keepends=True)
    results.write_text("".join(lines[:-1]) + lines[-1][:40])
    assert main([*BENCH, "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert (found["programs"], found["solved"], found["confirmed"], found["wrong"]) == (5, 3, 2, [])
    assert found["unknown"].keys() == {"collatz", "strange"} and found["rejected"] == {}
    again = results.read_text().splitlines(keepends=True)
    assert again[:4] == lines[:4] and len(again) == 5
    assert main(BENCH) == 2
    assert "5 of them were done before" in capsys.readouterr().out
    assert results.read_text().splitlines(keepends=True) == again


def test_another_source_limit_or_reading_is_another_question(here):
    data = [{**DATA[0], "terminates": None}, DATA[1]]

    def lines(*options):
        (here / "data.jsonl").write_text("".join(json.dumps(each) + "\n" for each in data))
        main([*BENCH, *options])
        return len((here / "data.results.jsonl").read_text().splitlines())

    assert lines() == 2
    assert lines() == 2
    data[0]["source"] += "\n"
    assert lines() == 3
    assert lines("--seconds", "2") == 5
    assert lines("--seconds", "2", "--integers", "wrap") == 7
    assert lines("--fresh") == 2


def test_wrong_answers_and_bad_certificates_are_told(here, capsys):
    data = [{**DATA[0], "terminates": False}, {**DATA[1]}]
    (here / "data.jsonl").write_text("\n".join(json.dumps(each) for each in data))
    assert main(BENCH) == 1
    assert "WRONG        down/by two: proved" in capsys.readouterr().out
    (here / "data.jsonl").write_text(json.dumps(DATA[0]))
    (here / "data.certificates" / "down%2Fby two.json").write_text("{}")
    assert main(BENCH) == 1
    assert "WRONG        down/by two" in capsys.readouterr().out  # the expectation stands with the result
    (here / "data.results.jsonl").write_text("")
    assert main(BENCH) == 0
    (here / "data.certificates" / "down%2Fby two.c").write_text(RUNS)
    assert main(BENCH) == 1
    assert "REJECTED     down/by two: form: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 1: "),
        ('{"name": 3, "source": "", "terminates": null}', "name is a text"),
        ('{"name": "a", "terminates": null}', "no key 'source'"),
        ('{"name": "a", "source": "", "terminates": 1}', "terminates is true, false or null"),
        ('{"name": "a", "source": "", "terminates": null}\n' * 2, "comes twice"),
        ("", "has no tasks"),
    ],
)
def test_data_that_are_none(here, capsys, line, reason):
    (here / "data.jsonl").write_text(line)
    assert main(BENCH) == 65
    assert reason in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on(here, capsys, how):
    slow = [{"name": f"collatz {n}", "source": COLLATZ + f"# {n}\n", "terminates": None} for n in range(20)]
    (here / "data.jsonl").write_text("".join(json.dumps(each) + "\n" for each in [DATA[0], *slow]))
    results = here / "data.results.jsonl"
    command = [sys.executable, "-m", "arlib", *BENCH]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (results.exists() and results.read_text().count("\n") >= 2):
        time.sleep(0.05)
        assert process.poll() is None
    process.send_signal(how)
    _, err = process.communicate(timeout=10)
    assert "Traceback" not in err
    done = results.read_text().count("\n")
    assert 2 <= done < 21
    (here / "data.jsonl").write_text("".join(json.dumps(each) + "\n" for each in [DATA[0], *slow[:3]]))
    assert main(BENCH) == 2
    assert f"{min(done, 4)} of them were done before" in capsys.readouterr().out


# ---- Processes ----------------------------------------------------------------------------

SLOW = Task("slow", COLLATZ.replace("3 * n + 1", "3 * n * n + 1 - n * n"), None)
QUICK = Task("quick", ENDS, True)


def test_a_process_that_dies_loses_one_program():
    def kill():
        for child in multiprocessing.active_children():
            child.kill()

    timer = threading.Timer(1.5, kill)
    timer.start()
    slow = [Task(f"slow {n}", SLOW.source + f"# {n}\n", None) for n in range(8)]
    found = dict(workers.outcomes([*slow, QUICK], jobs=1, integers="unbounded", seconds=1.0))
    assert len(found) == 9
    assert found[QUICK].verdict == "proved"
    assert [o.reason for o in found.values() if "died" in o.reason] == ["its process died (-9)"]


def test_a_process_that_is_late_is_stopped(monkeypatch):
    monkeypatch.setattr(workers, "START", 0.001)
    found = dict(workers.outcomes([SLOW, QUICK], jobs=2, integers="unbounded", seconds=0.4))
    assert {outcome.reason for outcome in found.values()} == {"out of time: its process was stopped"}


def test_the_limit_holds_in_each():
    for outcome in dict(workers.outcomes([SLOW, QUICK], jobs=2, integers="unbounded", seconds=1.0)).values():
        assert outcome.seconds < 1.3


# ---- Folders as the competition has them --------------------------------------------------

YML = """format_version: '2.0'

# a comment
input_files: '{file}'

properties:
  - property_file: ../properties/termination.prp
    expected_verdict: {verdict}
  - property_file: ../properties/no-overflow.prp
    expected_verdict: true   # another question
options:
  language: C
  data_model: {model}
"""


def test_a_folder_of_task_files(here, capsys):
    folder = here / "tasks" / "loops"
    folder.mkdir(parents=True)
    (folder / "ends.c").write_text(ENDS)
    (folder / "runs.c").write_text(RUNS.replace("int x", "long x"))
    (folder / "ends.yml").write_text(YML.format(file="ends.c", verdict="true", model="ILP32"))
    (folder / "runs.yml").write_text(YML.format(file="runs.c", verdict="false", model="ILP32"))
    (folder / "other.yml").write_text(
        "format_version: '2.0'\ninput_files: 'x.c'\nproperties:\n- property_file: a.prp\n"
    )
    (folder / "set.yml").write_text("- loops\n- more\n")
    assert [(t.name, t.terminates) for t in tasks_in(here / "tasks")] == [("loops/ends", True), ("loops/runs", False)]
    command = ["bench", "termination", "tasks", "--seconds", "2"]
    assert main(command) == 0
    assert "solved       2 of 2: 1 end, 1 do not" in capsys.readouterr().out
    assert main([*command, "--integers", "machine"]) == 2
    assert "long has 32 bits in this task's data model" in capsys.readouterr().out
    (folder / "runs.yml").write_text(YML.format(file="runs.c", verdict="perhaps", model="ILP32"))
    assert main(command) == 65
    assert "runs.yml: expected_verdict is true or false" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        (
            "a: 1\nb:\n  c: d\n  e:\n  - f\n  - g: h\n    i: 'j # k'\n",
            {"a": "1", "b": {"c": "d", "e": ["f", {"g": "h", "i": "j # k"}]}},
        ),
        ("---\n- a\n-  b: c\n   d: e\n", ["a", {"b": "c", "d": "e"}]),
        ("a:\nb: [c, 'd']  # e\n", {"a": None, "b": ["c", "d"]}),
        ("a: b:c\n", {"a": "b:c"}),
    ],
)
def test_plain_yaml(text, value):
    assert plain_yaml(text) == value


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: |\n  text", "a: 1\na: 2", "a: 1\n   b: 2", "a: {b: c}", "- \n", "a: 'b"]
)
def test_yaml_that_is_not_plain_is_refused(text):
    with pytest.raises(ValueError, match="line"):
        plain_yaml(text)
