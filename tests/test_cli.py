"""The command line as a person meets it: what it prints, its exit status, its JSON."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from arlib.cli import main


def run(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "arlib", *arguments], capture_output=True, text=True, **options)


def test_a_true_claim_exits_0(capsys):
    assert main(["exhaust", "x + y == y + x"]) == 0
    shown = capsys.readouterr().out
    assert "proved" in shown
    assert "65,536 of 65,536" in shown


def test_a_false_claim_exits_1_with_the_first_counterexample(capsys):
    assert main(["exhaust", "x - y == y - x", "--type", "uint8"]) == 1
    assert "refuted: x = 0, y = 1" in capsys.readouterr().out


def test_a_budget_that_runs_out_exits_2(capsys):
    assert main(["exhaust", "x + y == y + x", "--type", "uint64", "--seconds", "0.2"]) == 2
    shown = capsys.readouterr().out
    assert "don't know: the time limit of 0.2 s was reached" in shown
    assert "times the age of the universe at this rate" in shown


def test_a_malformed_claim_exits_65_with_a_caret(capsys):
    assert main(["exhaust", "x + * y"]) == 65
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["arlib: line 1, column 5: invalid syntax", "    x + * y", "        ^"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["exhaust"], "required: claim"),
        (["exhaust", "x == x", "--type", "int"], "unbounded integers cannot all be tried"),
        (["exhaust", "x == x", "--type", "float"], "no integer type is called 'float'"),
        (["exhaust", "x == x", "--seconds", "-1"], "more than 0 seconds"),
        (["exhaust", "x == x", "--seconds", "soon"], "not a number of seconds"),
        (["exhaust", "x == x", "--engine", "fast"], "invalid choice"),
        (["exhaust", "x == x", "--type", "int65", "--engine", "numpy"], "64 bits at most"),
        (["prophesy"], "no command is called 'prophesy'; there are exhaust, "),
        (["tour"], "arlib alone, without a command, is a short tour"),
        (["prove", "x", "==", "x"], 'quote a claim: arlib prove "x + y == y + x"'),
        (["check", "a", "b", "c"], "this is too much: c"),
    ],
)
def test_wrong_usage_exits_64(arguments, reason):
    done = run(*arguments)
    assert done.returncode == 64
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_one_object(capsys):
    assert main(["exhaust", "x + y == y + x", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "proved"
    assert found["cases"] == found["cases_in_all"] == 65536
    assert found["seconds"] > 0 and found["rate"] > 0
    assert "counterexample" not in found and "reason" not in found

    assert main(["exhaust", "1 // (x - y) >= 0", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["counterexample"]) == ("refuted", {"x": 0, "y": 0})
    assert found["reason"] == "division by zero"

    assert main(["exhaust", "x == x + y - y", "--type", "uint3000", "--seconds", "0.1", "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "unknown" and "time limit" in found["reason"]
    assert found["cases_in_all"] == 2**6000


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interrupt_keeps_what_was_counted():
    command = [sys.executable, "-m", "arlib", "exhaust", "x + y == y + x", "--type", "uint64", "--engine", "python"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "interrupted" in out
    assert "Traceback" not in err


def test_the_tour_runs_and_claims_only_what_it_computed():
    done = run()
    assert done.returncode == 0, done.stderr
    assert "proved: true in every case" in done.stdout
    assert "refuted: x = 0, y = 1" in done.stdout
    assert "refuted: x = 1, y = 255" in done.stdout
    assert "the time limit of 3 s was reached" in done.stdout


def test_version_and_help():
    assert run("--version").stdout.startswith("arlib ")
    assert "exit status: 0 proved, 1 refuted, 2 don't know" in run("exhaust", "--help").stdout


# ---- arlib prove --------------------------------------------------------------------------

F = """#include <stdbool.h>
bool f(unsigned int x, unsigned int y) {
   return (x+y == y+x);
}
int main() { return 0; }
"""


def test_prove_shows_the_derivation(capsys):
    assert main(["prove", "x + y == y + x", "--type", "uint32"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].strip() == "proved, by a derivation:"
    assert [line.split("   ")[-1].strip() for line in lines[2:4]] == ["commutativity of +", "reflexivity of =="]


def test_prove_over_all_integers_is_the_default(capsys):
    assert main(["prove", "x < x + 1"]) == 0
    assert main(["prove", "x < x + 1", "--type", "int32"]) == 1
    assert "refuted: x = 2147483647" in capsys.readouterr().out


def test_prove_reads_functions_in_files(tmp_path, capsys):
    (tmp_path / "f.c").write_text(F)
    (tmp_path / "f.py").write_text("def f(x, y):\n    return x + y == y + x\n\ndef g(x):\n    return x * x == x\n")
    assert main(["prove", f"{tmp_path}/f.c::f"]) == 0
    assert main(["prove", f"{tmp_path}/f.c::f", "--type", "uint8"]) == 0
    assert main(["prove", f"{tmp_path}/f.py::f"]) == 0
    assert main(["prove", f"{tmp_path}/f.py::g"]) == 1
    assert main(["prove", f"{tmp_path}/f.py"]) == 65
    assert main(["prove", f"{tmp_path}/f.c::h"]) == 65
    assert main(["prove", f"{tmp_path}/none.c"]) == 65
    assert "several functions" in capsys.readouterr().err


def test_prove_says_dont_know_and_why(capsys):
    assert main(["prove", "x*x*x + y*y*y + z*z*z != 42", "--seconds", "0.5"]) == 2
    assert "don't know: " in capsys.readouterr().out


def test_prove_json(capsys):
    assert main(["prove", "x + y == y + x", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["by"]) == ("proved", "derivation")
    assert [step["rule"] for step in found["derivation"]] == ["commutativity of +", "reflexivity of =="]
    assert main(["prove", "x & (x - 1) == x - (x & -x)", "--type", "uint8", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["by"] == "gates"
    assert main(["prove", "x & (x - 1) == x - (x & -x)", "--type", "uint32", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["by"] == "solver"
    assert main(["prove", "x + y == (x ^ y) + 2 * (x & y)", "--json"]) == 0
    assert json.loads(capsys.readouterr().out).items() >= {"by": "bits", "rows": 4}.items()
    assert main(["prove", "(n * n * n - n) % 6 == 0", "--json"]) == 0
    assert json.loads(capsys.readouterr().out).items() >= {"by": "residues", "modulus": 6, "rows": 6}.items()


def test_prove_draws_the_table(capsys):
    assert main(["prove", "n * n % 4 != 3"]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "n * n % 4 != 3",
        "  proved, by the 4 residues of n modulo 4:",
        "    n   n * n % 4",
        "    0   0",
    ]
    assert main(["prove", "1 // x == 0", "--type", "uint8", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["counterexample"], found["reason"]) == ({"x": 0}, "division by zero")


def test_prove_shows_where_c_cannot_be_read(tmp_path, capsys):
    (tmp_path / "p.c").write_text("int f(int *p) {\n   return *p == 1;\n}\n")
    assert main(["prove", f"{tmp_path}/p.c"]) == 65
    assert "^" in capsys.readouterr().err
