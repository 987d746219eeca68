"""``arlib check`` of clauses and proofs: what is printed, exit statuses, and what is said of files that are none."""

import gzip
import json
import lzma
import subprocess
import sys

import pytest
from cadical import pigeons, random_formula, write_proof

from arlib.certificates.refutation import Addition, Refutation
from arlib.certificates.refutation_json import refutation_json
from arlib.certificates.sequents import Inference, Sequent
from arlib.certificates.sequents_json import sequents_json
from arlib.clauses import cnf
from arlib.cli import main
from arlib.languages.dimacs import dimacs_text
from arlib.terms import Not, Or, Prop

FORMULA = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])
PROOF = "5 1 0 1 2 0\n6 0 5 3 4 0\n"
LONG = ["--seconds", "600"]


@pytest.fixture
def clauses(tmp_path):
    path = tmp_path / "f.cnf"
    path.write_text(f"c four clauses\n{dimacs_text(FORMULA)}")
    return str(path)


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.mark.parametrize("lrat", [True, False])
@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_proofs_of_cadical(tmp_path, capsys, lrat, binary, pack):
    formula, plain = random_formula(40, 240, 1), tmp_path / "plain"
    write_proof(formula, plain, lrat=lrat, binary=binary)
    clauses = written(tmp_path, "f.cnf.gz", gzip.compress(dimacs_text(formula).encode()))
    proof = written(tmp_path, "p.lrat" if lrat else "p.drat", pack(plain.read_bytes()))
    if lrat and binary:
        assert main(["check", clauses, proof, *LONG]) == 65
        assert "is no proof" in capsys.readouterr().err
        return
    assert main(["check", clauses, proof, "--json", *LONG]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == ("LRAT" if lrat else "binary DRAT" if binary else "DRAT")
    assert (found["verdict"], found["clauses"]) == ("accepted", 240)
    assert (found["certificate"], found["formula"]) == (proof, clauses)


def test_what_is_printed(clauses, tmp_path, capsys):
    proof = written(tmp_path, "p.lrat", PROOF)
    assert main(["check", clauses, proof, *LONG]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        f"{proof}: accepted\n  no assignment makes every clause of {clauses} true (2 variables, 4 clau"
    )
    assert main(["check", clauses, written(tmp_path, "p.lrat", PROOF.replace("1 2 0\n", "1 3 0\n")), *LONG]) == 1
    assert "rejected\n  step 5\n  hint 3 has 2 literals left" in capsys.readouterr().out
    assert main(["check", clauses, written(tmp_path, "p.drat", "0\n"), *LONG]) == 1
    assert "step 1" in capsys.readouterr().out


def test_a_solver_that_counts_its_clauses_and_ours_together(clauses, tmp_path):
    """Of the clauses 1 to 4, the last one came after the first step, as number 5."""
    proof = written(tmp_path, "p.lrat", "4 1 0 1 2 0\n6 0 4 3 5 0\n")
    assert main(["check", clauses, proof, *LONG]) == 0
    assert main(["check", clauses, written(tmp_path, "q.lrat", "4 1 0 1 3 0\n6 0 4 2 5 0\n"), *LONG]) == 1


def test_out_of_time_is_not_rejected(tmp_path, capsys):
    formula = pigeons(6)
    clauses, proof = written(tmp_path, "f.cnf", dimacs_text(formula)), tmp_path / "p.drat"
    write_proof(formula, proof, lrat=False)
    assert main(["check", clauses, str(proof), "--seconds", "0.0001", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["verdict"] == "unknown"


@pytest.mark.parametrize(
    ("content", "proof", "status", "said"),
    [
        ("p cnf 2 9\n1 0\n", PROOF, 65, "f.cnf is no DIMACS: line 2, column 4: the header announces 9 clauses"),
        ("", PROOF, 65, "there is no header"),
        (None, "5 1 0 1 2 0\n6 0 5 3", 65, "p.lrat is no proof: line 2, column 1: a step is a number"),
        (None, b"a\x02", 65, "p.lrat is no proof"),
        (None, b"\x1f\x8b\x08 rubbish", 65, "p.lrat"),
        (None, "", 1, ""),
    ],
)
def test_what_cannot_be_read(clauses, tmp_path, capsys, content, proof, status, said):
    if content is not None:
        written(tmp_path, "f.cnf", content)
    assert main(["check", clauses, written(tmp_path, "p.lrat", proof), *LONG]) == status
    assert said in capsys.readouterr().err


def test_what_is_missing(clauses, tmp_path, capsys):
    assert main(["check", clauses]) == 64
    assert "which proof" in capsys.readouterr().err
    assert main(["check", clauses, str(tmp_path / "none.lrat")]) == 65
    assert main(["check", str(tmp_path / "none.cnf"), clauses]) == 65


def test_a_certificate_of_clauses(clauses, tmp_path, capsys):
    found = Refutation(FORMULA, (Addition(5, (1,), (1, 2)), Addition(6, (), (5, 3, 4))))
    certificate = written(tmp_path, "f.json", json.dumps(refutation_json(found)))
    assert main(["check", certificate, clauses, *LONG]) == 0
    assert "a refutation of 2 steps of 4 clauses" in capsys.readouterr().out
    assert main(["check", str(tmp_path), *LONG]) == 0  # a folder, in which they stand side by side
    assert main(["check", certificate, *LONG]) == 65
    assert "it needs the file of clauses" in capsys.readouterr().err
    other = written(tmp_path, "g.cnf", dimacs_text(cnf([[1, 2], [1, -2], [-1, 2], [-1, -2], [3]])))
    assert main(["check", certificate, other, *LONG]) == 65
    assert "formula" in capsys.readouterr().err


def test_a_certificate_of_sequents(tmp_path, capsys):
    p = Prop("p")
    axiom = Inference("P1", Sequent((p,), (p,)))
    middle = Inference("P2a", Sequent((), (p, Not(p))), (axiom,))
    proof = Inference("P4a", Sequent((), (Or(p, Not(p)),)), (middle,))
    certificate = written(tmp_path, "p.json", json.dumps(sequents_json(proof)))
    assert main(["check", certificate, *LONG]) == 0
    assert "a proof of ⊢ p or not p in 3 inferences" in capsys.readouterr().out
    assert main(["check", certificate, certificate, *LONG]) == 64
    wrong = Inference("P4a", proof.conclusion, (axiom,))
    assert main(["check", written(tmp_path, "q.json", json.dumps(sequents_json(wrong))), *LONG]) == 1


def test_no_engine_is_imported(clauses, tmp_path):
    proof = written(tmp_path, "p.lrat", PROOF)
    code = (
        "import sys; from arlib.cli import main; main(sys.argv[1:]); "
        "print([m for m in sys.modules if m.startswith(('arlib.sat', 'arlib.sequents', 'pysat', 'z3'))])"
    )
    done = subprocess.run([sys.executable, "-c", code, "check", clauses, proof], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]" and "no engine was imported" in done.stdout
