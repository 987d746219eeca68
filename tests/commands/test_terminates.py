"""``arlib terminates`` and ``arlib check`` as a person meets them: what they print, exit statuses, JSON, imports."""

import json
import subprocess
import sys
import time

import pytest

from arlib.cli import main
from arlib.commands.arguments import READINGS

PYTHON = """def g(x, y):
    if y > 0:
        while x > y:
            x = x - y

def g2(x, y):
    while x > y:
        x = x + 1

def turns():
    x = 1
    while x > 0:
        x = 3 - x

def collatz(n):
    while n > 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
"""
C = "int up(int x) { while (x > 0) x = x + 1; return x; }\nvoid down(int x) { while (x > 0) x = x - 1; }\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "g.py").write_text(PYTHON)
    (tmp_path / "f.c").write_text(C)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_yes_shows_what_decreases_and_what_is_always_true(here, capsys):
    assert main(["terminates", "g.py::g"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "g.py::g, over the unbounded integers"
    assert lines[1] == "  proved: it ends, whatever its inputs are"
    assert any(line.startswith("    decreases   ") and line.endswith("at the loop in line 3") for line in lines)
    assert any(line.startswith("    always      y > 0 ") and line.endswith("at the loop in line 3") for line in lines)
    assert "    rests on    rational arithmetic" in lines
    assert lines[-1].startswith("  in ")


def test_no_shows_the_input_and_the_states_that_are_never_left(here, capsys):
    assert main(["terminates", "g.py::g2"]) == 1
    shown = capsys.readouterr().out
    assert "refuted: with x = " in shown and "it runs for ever" in shown and "never leaves" in shown
    assert main(["terminates", "g.py::turns"]) == 1
    shown = capsys.readouterr().out
    assert "refuted: it runs for ever" in shown and "comes back to   x = " in shown


def test_dont_know_says_why_and_keeps_its_limit(here, capsys):
    begun = time.monotonic()
    assert main(["terminates", "g.py::collatz", "--seconds", "1"]) == 2
    assert time.monotonic() - begun < 1.5
    assert "don't know: " in capsys.readouterr().out


def test_the_reading_is_part_of_the_question(here, capsys):
    assert main(["terminates", "f.c::up", "--integers", "unbounded"]) == 1
    assert "it runs for ever" in capsys.readouterr().out
    assert main(["terminates", "f.c::up"]) == 1
    assert "without a value (overflow" in capsys.readouterr().out
    assert main(["terminates", "f.c::up", "--integers", "wrap"]) == 0
    assert "which all wrap" in capsys.readouterr().out


def test_json_has_the_certificate_or_the_witness(here, capsys):
    assert main(["terminates", "g.py::g", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["by"], found["rests_on"]) == ("proved", "ranking", [])
    assert found["certificate"]["kind"] == "TerminationProof" and found["seconds"] > 0
    assert main(["terminates", "g.py::g2", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["reason"]) == ("refuted", "runs for ever")
    assert found["counterexample"] == found["witness"]["entry"]["inputs"]
    assert main(["terminates", "g.py::collatz", "--json", "--seconds", "0.3"]) == 2
    assert {"verdict", "seconds", "reason"} == json.loads(capsys.readouterr().out).keys()


@pytest.mark.parametrize(
    ("arguments", "exit_status", "reason"),
    [
        (["g.py"], 65, "several functions"),
        (["g.py::h"], 65, "h"),
        (["none.c"], 65, "cannot be read"),
        (["g.txt"], 65, "ends in .py, .c or .i"),
        (["g.py::g", "--integers", "wrap"], 64, "Python's integers are unbounded"),
        (["g.py::g", "--certificate", "g.py/x.json"], 65, "cannot be written"),
    ],
)
def test_what_cannot_be_asked(here, capsys, arguments, exit_status, reason):
    assert main(["terminates", *arguments]) == exit_status
    assert reason in capsys.readouterr().err


def test_an_error_of_arlib_is_no_answer(here, capsys, monkeypatch):
    def broken(*arguments, **options):
        raise KeyError("broken")

    monkeypatch.setattr("arlib.commands.answers.terminates", broken)
    assert main(["terminates", "g.py::g"]) == 70
    assert "KeyError" in capsys.readouterr().err


# ---- arlib check --------------------------------------------------------------------------


@pytest.mark.parametrize(("program", "status"), [("g.py::g", 0), ("g.py::g2", 1), ("g.py::turns", 1), ("f.c::down", 0)])
def test_certificates_are_checked_without_engines_and_solver(here, program, status):
    assert main(["terminates", program, "--certificate", "out.json"]) == status
    code = (
        "import sys\nfrom arlib.cli import main\n"
        f"assert main(['check', 'out.json', {program.partition('::')[0]!r}]) == 0\n"
        "engines = ('arlib.termination', 'arlib.rewriting', 'arlib.exhaustive', 'arlib.reports', 'z3')\n"
        "found = [name for name in sys.modules if name.startswith(engines)]\n"
        "assert not found, found\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "out.json: accepted" in done.stdout and "no engine was imported" in done.stdout


def test_every_line_of_check_names_the_integers(here, capsys):
    """What is accepted over one kind of integers can be false over another."""
    for reading, words in READINGS.items():
        main(["terminates", "f.c::down", "--integers", reading, "--certificate", f"all/{reading}.json"])
        (here / "all" / f"{reading}.c").write_text(C)
        capsys.readouterr()
        assert main(["check", f"all/{reading}.json", "f.c"]) == 0
        head, claim, *_ = capsys.readouterr().out.splitlines()
        assert head == f"all/{reading}.json: accepted, {words}"
        assert claim.startswith(f"  down ends, {words}: ")
        assert main(["check", f"all/{reading}.json", "f.c", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["integers"] == reading
    assert main(["check", "all"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("3 accepted (") and all(f"1, {words}" in shown for words in READINGS.values())
    damaged = json.loads((here / "all" / "wrap.json").read_text())
    for proof in damaged["proofs"]:
        proof["sum"] = []
    (here / "all" / "wrap.json").write_text(json.dumps(damaged))
    assert main(["check", "all/wrap.json", "f.c"]) == 1
    assert capsys.readouterr().out.startswith(f"all/wrap.json: rejected, {READINGS['wrap']}\n")


def test_what_rests_on_overflow_says_so(here, capsys):
    (here / "h.c").write_text("void h(int x, int y) { while (x > 0) { x = x - 1; y = y + x; } }")
    assert main(["terminates", "h.c", "--certificate", "h.json", "--json"]) in (0, 1)
    found = json.loads(capsys.readouterr().out)
    assert main(["check", "h.json", "h.c", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rests_on"] == found["rests_on"] != []


def test_a_changed_certificate_or_program_is_refused(here, capsys):
    main(["terminates", "g.py::g", "--certificate", "g.json"])
    text = (here / "g.json").read_text()
    assert main(["check", "g.json", "g.py::g2"]) == 65
    assert "program.name should be" in capsys.readouterr().err
    data = json.loads(text)
    data["proofs"][0]["sum"][0]["times"] = "2"
    (here / "bad.json").write_text(json.dumps(data))
    assert main(["check", "bad.json", "g.py"]) == 1
    assert "bad.json: rejected" in capsys.readouterr().out
    assert main(["check", "bad.json", "g.py", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "the multipliers do not add up"
    for damaged in (text[:-20], text.replace('"x"', '"z"', 1), "[" * 100_000, "null", ""):
        (here / "bad.json").write_text(damaged)
        assert main(["check", "bad.json", "g.py"]) == 65
        assert "bad.json is no certificate for g.py" in capsys.readouterr().err
    (here / "g.py").write_text(PYTHON.replace("x = x - y", "x = y - x"))
    assert main(["check", "g.json", "g.py"]) == 65
    assert "program.sha256 should be" in capsys.readouterr().err


def test_a_folder_is_checked_in_one_go(here, capsys):
    for name in ("g", "g2"):
        main(["terminates", f"g.py::{name}", "--certificate", f"all/{name}.json"])
        (here / "all" / f"{name}.py").write_text(PYTHON)
    capsys.readouterr()
    assert main(["check", "all"]) == 0
    assert "2 accepted" in capsys.readouterr().out
    (here / "all" / "g2.json").write_text("{}")
    assert main(["check", "all", "--json"]) == 1
    verdicts = [json.loads(line)["verdict"] for line in capsys.readouterr().out.splitlines()]
    assert verdicts == ["accepted", "rejected"]
    assert main(["check", "all", "g.py"]) == 64
    assert main(["check", "all/g.json"]) == 64


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-7", "+AAo-"), ("unicode_escape", r"\n"), ("latin-1", ""), ("nobodys", "")]
)
def test_a_text_in_another_encoding_may_have_other_lines(here, capsys, encoding, newline):
    text = f"# coding: {encoding}\ndef f(x):\n    # {newline}    return x != x\n    return x == x\n"
    (here / "other.py").write_text(text)
    for command in ("prove", "terminates"):
        assert main([command, "other.py"]) == 65
        assert "encoding" in capsys.readouterr().err
    (here / "other.py").write_text(text.replace(encoding, "UTF-8"))
    assert main(["prove", "other.py"]) == 0
