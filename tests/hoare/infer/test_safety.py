"""The answers: yes with a certificate, no with a run, and don't know; and the command that asks a collection."""

import json

import pytest

from arlib.checking import Accepted, check
from arlib.commands.bench_contracts import execute
from arlib.hoare.infer import safe
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.verdict import Proved, Refuted, Unknown

SAFE = "int main() { int x = 0, n; while (x < n) x++; __VERIFIER_assert(x >= 0); }"
BROKEN = "int main() { int x = 0, n; while (x < n) x++; __VERIFIER_assert(x == n); }"
HARD = "int main() { int x = 2, n; while (x < n) x = x * x; __VERIFIER_assert(x % 3 != 0); }"


def test_a_yes_is_accepted_again():
    found = safe(c_program(SAFE, reading="unbounded"), seconds=60)
    assert isinstance(found, Proved) and check(found.certificate) == Accepted()


def test_a_no_is_a_run_that_anyone_can_repeat():
    found = safe(c_program(BROKEN, reading="unbounded"), seconds=60)
    assert isinstance(found, Refuted) and check(found.witness) == Accepted(("the interpreter",))


def test_a_dont_know_names_the_state():
    found = safe(c_program(HARD, reading="unbounded"), seconds=60)
    assert isinstance(found, Unknown) and "at the loop in line 1 breaks an assertion" in found.reason


def test_in_the_machine_reading_an_overflow_is_a_no():
    source = "int f(int n) { int x = 0; while (x < n) x = x + 2; return 0; }"
    assert isinstance(safe(c_program(source, "f", "unbounded"), seconds=60), Proved)
    assert not isinstance(safe(c_program(source, "f", "machine"), seconds=60), Proved)
    assert isinstance(safe(c_program(source.replace("+ 2", "+ 1"), "f", "machine"), seconds=60), Proved)


def test_an_assumption_that_is_false_is_not_meant():
    source = "int main() { int n; __VERIFIER_assume(n > 0); %s __VERIFIER_assert(n >= %d); }"
    for loop in ("", "while (n > 5) n--;"):
        assert isinstance(safe(c_program(source % (loop, 1), reading="unbounded"), seconds=60), Proved)
        assert isinstance(safe(c_program(source % (loop, 2), reading="unbounded"), seconds=60), Refuted)


def test_a_program_without_a_loop_needs_no_invariant():
    found = safe(python_program("def f(x):\n    if x > 3:\n        assert x * 2 > 7"), seconds=60)
    assert isinstance(found, Proved) and str(found.certificate) == "invariant true"


@pytest.fixture
def collection(tmp_path):
    def write(**verdicts):
        path = tmp_path / "programs.jsonl"
        sources = {"safe": SAFE, "broken": BROKEN, "hard": HARD, "bad": "int main( {"}
        lines = [
            {"name": n, "suite": "own", "language": "C", "reading": "unbounded", "source": sources[n], "verdict": v}
            for n, v in verdicts.items()
        ]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return str(path)

    return write


def test_a_collection_is_counted(collection, capsys):
    path = collection(safe="safe", broken="unsafe", hard=None, bad="safe")
    assert execute(path, suite=None, seconds=60, json_=True) == 2
    found = json.loads(capsys.readouterr().out)
    assert (found["programs"], found["proved"], found["refuted"], found["wrong"]) == (4, 1, 1, [])
    assert found["unknown"].keys() == {"hard", "bad"} and found["unknown"]["bad"].startswith("it cannot be read")


def test_an_answer_that_contradicts_the_collection_is_wrong(collection, capsys):
    assert execute(collection(safe="unsafe", broken="safe"), suite="own", seconds=60, json_=False) == 1
    assert "wrong               2 safe broken" in capsys.readouterr().out
    assert execute(collection(safe="safe"), suite=None, seconds=60, json_=True) == 0
