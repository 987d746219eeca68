"""``arlib bench sat`` on a small collection."""

import gzip
import json
import lzma

import pytest
from cadical import pigeons, random_formula

from arlib.checking import Rejected
from arlib.cli import main
from arlib.commands import bench_sat
from arlib.languages.dimacs import dimacs_text

FORMULAS = {"model": (random_formula(20, 50, 1), "sat"), "pigeons": (pigeons(3), "unsat")}


def records(**changed):
    for name, (formula, status) in FORMULAS.items():
        yield {"name": name, "dimacs": dimacs_text(formula), "status": changed.get(name, status)}


def run(tmp_path, capsys, rows, *arguments):
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, rows)))
    status = main(["bench", "sat", str(tmp_path / "data.jsonl"), *arguments])
    return status, capsys.readouterr().out


def test_a_collection_is_counted(tmp_path, capsys):
    bad = {"name": "bad", "dimacs": "p cnf 1"}
    status, out = run(tmp_path, capsys, [*records(), bad], "--json", "--seconds", "600")
    found = json.loads(out)
    assert status == 0 and (found["formulas"], found["sat"], found["unsat"]) == (2, 1, 1)
    assert found["unread"].keys() == {"bad"} and found["wrong"] == found["rejected"] == []
    status, out = run(tmp_path, capsys, records(), "--seconds", "600")
    assert status == 0 and "  answered     1 satisfiable, 1 unsatisfiable" in out


def test_other_solvers_are_asked_beside(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bench_sat, "LEAST", 0.0)
    status, out = run(tmp_path, capsys, records(), "--others", "--json", "--seconds", "600")
    found = json.loads(out)
    assert status == 0 and found["MiniSat 2.2"]["formulas"] == found["CaDiCaL 1.9.5"]["formulas"] == 2


def test_without_python_sat_there_are_no_others(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bench_sat, "find_spec", lambda name: None)
    assert run(tmp_path, capsys, records(), "--others")[0] == 64


@pytest.mark.parametrize("name", FORMULAS)
def test_what_is_wrong_is_named(name, tmp_path, capsys):
    wrong = "sat" if name == "pigeons" else "unsat"
    status, out = run(tmp_path, capsys, records(**{name: wrong}), "--seconds", "600")
    assert status == 1 and f"  WRONG        {name}" in out


def test_what_is_rejected_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bench_sat, "check_steps", lambda *given, **named: Rejected("step 7", "it is wrong"))
    status, out = run(tmp_path, capsys, records(), "--seconds", "600")
    assert status == 1 and "  REJECTED     pigeons" in out


def test_what_is_not_known_is_named(tmp_path, capsys):
    rows = [{"name": "many", "dimacs": dimacs_text(pigeons(11)), "status": "unsat"}]
    status, out = run(tmp_path, capsys, rows, "--seconds", "0.2")
    assert status == 2 and "  unknown      many: the limit of 0.2 seconds was reached" in out


def test_a_folder_has_files(tmp_path, capsys):
    model, pigeons_ = (dimacs_text(formula).encode() for formula, _ in FORMULAS.values())
    (tmp_path / "a.cnf").write_bytes(model)
    (tmp_path / "b.cnf.gz").write_bytes(gzip.compress(pigeons_))
    (tmp_path / "c.cnf.xz").write_bytes(lzma.compress(pigeons_))
    (tmp_path / "d.cnf").write_bytes(b"rubbish")
    (tmp_path / "README").write_text("no formula")
    status = main(["bench", "sat", str(tmp_path), "--json", "--seconds", "600"])
    found = json.loads(capsys.readouterr().out)
    assert status == 0 and (found["sat"], found["unsat"]) == (1, 2) and found["unread"].keys() == {"d.cnf"}


def test_a_packed_collection(tmp_path, capsys):
    packed = tmp_path / "data.jsonl.gz"
    packed.write_bytes(gzip.compress("\n".join(map(json.dumps, records())).encode()))
    assert main(["bench", "sat", str(packed), "--seconds", "600"]) == 0
    packed.write_bytes(b"rubbish")
    assert main(["bench", "sat", str(packed)]) == 65
    (tmp_path / "data.jsonl").write_text("[]")
    assert main(["bench", "sat", str(tmp_path / "data.jsonl")]) == 65
