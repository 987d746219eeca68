"""A table as it is drawn: values by the evaluator, a square for two inputs, the first rows of many."""

from arlib import Signed, Unbounded, Unsigned, claim, evaluate, parse
from arlib.certificates import Residues, TruthTable
from arlib.certificates.drawing import MOST_DRAWN, drawn, in_columns


def test_every_cell_is_what_the_evaluator_computes():
    table = TruthTable(claim("(x & ~y) + y == (x | y)"), Signed(8))
    head, *rows = drawn(table)
    assert head == ("x", "y", "x & ~y", "x | y", "(x & ~y) + y")
    assert len(rows) == 4
    for row in rows:
        state = {"x": int(row[0]), "y": int(row[1])}
        assert set(state.values()) <= {0, -1}
        assert row[2:] == tuple(str(evaluate(parse(text), state, Signed(8))) for text in head[2:])


def test_all_bits_on_is_what_the_integers_call_it():
    assert {row[0] for row in drawn(TruthTable(claim("x | ~x == -1"), Unsigned(8)))} == {"x", "0", "255"}


def test_a_square_for_two_inputs():
    head, *rows = drawn(Residues(claim("(a * a + b * b) % 4 != 3"), 4))
    assert head == ("(a * a + b * b) % 4", "b = 0", "b = 1", "b = 2", "b = 3")
    assert [row[0] for row in rows] == ["a = 0", "a = 1", "a = 2", "a = 3"]
    assert [[int(cell) for cell in row[1:]] for row in rows] == [
        [(a * a + b * b) % 4 for b in range(4)] for a in range(4)
    ]


def test_of_many_rows_the_first_are_drawn():
    rows = drawn(Residues(claim("implies(n % 100 == 7, n % 10 == 7)"), 100))
    assert len(rows) == MOST_DRAWN + 2
    assert set(rows[-1]) == {"…"}


def test_what_has_no_value_is_told():
    rows = drawn(Residues(claim("n % 2 == 0 or 1 // (n % 2) == 1"), 2))
    assert in_columns(rows) == ["n   n % 2   1 // (n % 2)", "0   0       no value", "1   1       1"]


def test_a_claim_without_inputs_has_one_row():
    assert len(drawn(TruthTable(claim("1 + 1 == 2"), Unbounded()))) == 2
