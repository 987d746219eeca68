"""``arlib sat`` answers as the solvers of the SAT competitions do."""

import gzip
import subprocess
import sys

import pytest
from cadical import pigeons, random_formula

from arlib.checking import Accepted
from arlib.checking.refutation import check_steps
from arlib.clauses import Assignment, cnf, satisfies
from arlib.cli import main
from arlib.commands import sat
from arlib.commands.sat import values
from arlib.languages.dimacs import dimacs_text
from arlib.languages.lrat import lrat_steps
from arlib.sat import ENGINES


def run(tmp_path, capsys, formula, *arguments):
    (tmp_path / "f.cnf").write_text(dimacs_text(formula))
    status = main(["sat", str(tmp_path / "f.cnf"), *arguments])
    return status, capsys.readouterr().out.splitlines()


def test_a_model_exits_10(tmp_path, capsys):
    formula = random_formula(60, 150, 1)
    status, lines = run(tmp_path, capsys, formula)
    shown = " ".join(line[2:] for line in lines if line.startswith("v "))
    assert status == 10 and "s SATISFIABLE" in lines
    literals = tuple(map(int, shown.split()))
    assert literals[-1] == 0 and satisfies(Assignment(literals[:-1]), formula)
    assert all(line[:2] in ("c ", "s ", "v ") and len(line) <= 78 for line in lines)


def test_no_model_exits_20_with_a_proof(tmp_path, capsys):
    formula = pigeons(4)
    status, lines = run(tmp_path, capsys, formula, "--proof", str(tmp_path / "f.lrat"))
    assert status == 20 and "s UNSATISFIABLE" in lines
    with open(tmp_path / "f.lrat", "rb") as file:
        assert check_steps(formula, lrat_steps(file)) == Accepted()


def test_dont_know_exits_0_and_says_why(tmp_path, capsys):
    status, lines = run(tmp_path, capsys, pigeons(11), "--seconds", "0.2", "--proof", str(tmp_path / "f.lrat"))
    assert status == 0 and "s UNKNOWN" in lines
    assert any(line.startswith("c the limit of") for line in lines) and not (tmp_path / "f.lrat").exists()


def test_no_memory_is_dont_know(tmp_path, capsys, monkeypatch):
    def full(*given, **named):
        raise MemoryError

    monkeypatch.setattr(sat, "refute", full)
    status, lines = run(tmp_path, capsys, cnf([[1]]))
    assert status == 0 and "c this takes more memory than there is" in lines


@pytest.mark.parametrize("engine", ENGINES)
def test_each_engine_can_be_asked(engine, tmp_path, capsys):
    assert run(tmp_path, capsys, cnf([[1, 2], [-1]]), "--engine", engine)[0] == 10


def test_the_file_may_be_packed(tmp_path, capsys):
    (tmp_path / "f.cnf.gz").write_bytes(gzip.compress(dimacs_text(pigeons(2)).encode()))
    assert main(["sat", str(tmp_path / "f.cnf.gz")]) == 20


def test_what_cannot_be_read_exits_65(tmp_path, capsys):
    (tmp_path / "f.cnf").write_text("p cnf 1 1\n1 x 0\n")
    assert main(["sat", str(tmp_path / "f.cnf")]) == 65
    assert "line 2, column 3" in capsys.readouterr().err
    assert main(["sat", str(tmp_path / "missing.cnf")]) == 65


def test_the_proof_does_not_take_the_place_of_the_formula(tmp_path, capsys):
    assert run(tmp_path, capsys, pigeons(2), "--proof", str(tmp_path / "f.cnf"))[0] == 64
    assert (tmp_path / "f.cnf").read_text() == dimacs_text(pigeons(2))


def test_as_a_process_of_its_own(tmp_path):
    (tmp_path / "f.cnf").write_text(dimacs_text(pigeons(2)))
    done = subprocess.run([sys.executable, "-m", "arlib", "sat", str(tmp_path / "f.cnf")], capture_output=True)
    assert done.returncode == 20 and b"s UNSATISFIABLE" in done.stdout


def test_the_lines_of_values_are_short():
    lines = [*values(tuple(range(1, 1000)))]
    assert max(map(len, lines)) <= 78 and " ".join(line[2:] for line in lines).split()[-2:] == ["999", "0"]
