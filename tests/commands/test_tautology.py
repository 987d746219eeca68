"""``arlib tautology`` as a person meets it, and ``arlib check`` of the tree that it writes."""

import json

import pytest

from arlib.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_a_tautology_by_its_table(capsys):
    status, out, _ = run(capsys, "tautology", "p or not p")
    assert status == 0
    assert out.splitlines()[:2] == ["p or not p", "  proved, by a truth table of 2 rows, in p"]
    status, out, _ = run(capsys, "tautology", "p or not p", "--json")
    found = json.loads(out)
    assert (status, found["verdict"], found["by"], found["rows"]) == (0, "proved", "table", 2)


def test_wangs_tree(capsys):
    status, out, _ = run(capsys, "tautology", "(~p & ~q) -> (p <-> q)", "--wang")
    assert status == 0
    assert out.splitlines()[1:-1] == [
        "  proved, by 7 inferences of Wang's rules",
        "    ⊢ ¬p ∧ ¬q → (p ↔ q)   P5a",
        "    ¬p ∧ ¬q ⊢ p ↔ q       P3b",
        "    ¬p, ¬q ⊢ p ↔ q        P2b",
        "    ¬q ⊢ p ↔ q, p         P2b",
        "    ⊢ p ↔ q, p, q         P6a",
        "    ├ p ⊢ q, p, q         P1",
        "    └ q ⊢ p, p, q         P1",
    ]
    status, out, _ = run(capsys, "tautology", "True", "--wang", "--json")
    assert (status, json.loads(out)["inferences"]) == (0, 1)


def test_a_large_tree_is_cut(capsys):
    letters = [f"p{n}" for n in range(5)]
    chained = letters[0]
    for each in letters[1:]:
        chained = f"({chained} <-> {each})"
    status, out, _ = run(capsys, "tautology", f"{chained} -> {chained}", "--wang")
    assert status == 0 and len(out.splitlines()) == 204 and " more\n" in out


@pytest.mark.parametrize("option", [[], ["--wang"]])
def test_no_tautology(capsys, option):
    status, out, _ = run(capsys, "tautology", "(p -> q) -> (q -> p)", *option)
    assert status == 1 and out.splitlines()[1] == "  refuted: it is false where p = False, q = True"
    status, out, _ = run(capsys, "tautology", "(p -> q) -> (q -> p)", "--json", *option)
    assert json.loads(out)["counterexample"] == {"p": False, "q": True}
    status, out, _ = run(capsys, "tautology", "False", *option)
    assert status == 1 and out.splitlines()[1] == "  refuted: it is false"


def test_the_tree_is_a_certificate_that_is_checked_without_an_engine(capsys, tmp_path):
    path = tmp_path / "proof.json"
    assert run(capsys, "tautology", "~(p | q) -> ~p", "--certificate", str(path))[0] == 0
    status, out, _ = run(capsys, "check", str(path))
    assert status == 0 and "in 5 inferences" in out
    data = json.loads(path.read_text())
    data["proof"][1][0] = "P2a"
    path.write_text(json.dumps(data))
    assert run(capsys, "check", str(path))[0] == 1
    assert run(capsys, "tautology", "p -> q", "--certificate", str(path))[0] == 1
    assert not path.exists()  # no older evidence stays
    path.write_text("mine")
    assert run(capsys, "tautology", "p -> p", "--certificate", str(path))[0] == 64


def test_many_letters_by_clauses(capsys):
    sits = [[f"p{i}{j}" for j in range(4)] for i in range(5)]
    each = " & ".join(f"({' | '.join(row)})" for row in sits)
    clash = " | ".join(f"({sits[i][j]} & {sits[k][j]})" for j in range(4) for i in range(5) for k in range(i))
    status, out, _ = run(capsys, "tautology", f"({each}) & more -> {clash}", "--json", "--seconds", "60")
    found = json.loads(out)
    assert (status, found["verdict"], found["by"]) == (0, "proved", "clauses") and found["steps"] > 10


def test_what_cannot_be_read_is_one_line_with_a_caret(capsys):
    status, _, err = run(capsys, "tautology", "p + q")
    assert (
        status == 65
        and err == "arlib: line 1, column 3: '+' is neither a letter nor a connective\n    p + q\n      ^\n"
    )
    assert run(capsys, "tautology", "p", "--seconds", "0")[0] == 64
