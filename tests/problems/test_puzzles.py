"""Puzzles have the solutions that they have on paper, whichever encoding is taken."""

import pytest
from models import model, refutation, solutions

from arlib.circuits.at_most_one import by_rows_and_columns, pairwise, sequential
from arlib.problems import Statement, pigeons, queens, sudoku, sudoku_text
from arlib.verdict import Unsupported

ENCODINGS = [pairwise, sequential, by_rows_and_columns]
EASY = """
53..7.... 6..195... .98....6. 8...6...3 4..8.3..1 7...2...6 .6....28. ...419..5 ....8..79
"""
SOLVED = """534678912
672195348
198342567
859761423
426853791
713924856
961537284
287419635
345286179"""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_sudoku_has_its_solution_and_no_other(encoding):
    said = sudoku(EASY, encoding)
    found = model(said.clauses)
    assert sudoku_text(said, found) == SOLVED
    assert model(said.other_than(found).clauses) is None


def test_a_sudoku_without_a_solution_says_why():
    said = sudoku("5" + "." * 7 + "5" + "." * 72)
    why = said.why(refutation(said.clauses))
    assert {"row 1, column 1 is given", "row 1, column 9 is given", "row 1 has one 5"} <= {*why}


def test_what_is_no_sudoku():
    for text in ("", "." * 80, "." * 82, "x" * 81, "\u0661" * 81):
        with pytest.raises(Unsupported, match="a sudoku has 81 digits"):
            sudoku(text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_queens_stand_in_as_many_ways_as_is_known(encoding):
    for size, count in enumerate([1, 1, 0, 0, 2, 10, 4]):
        found = solutions(queens(size, encoding))
        assert len(found) == count
        for places in found:
            assert len(places) == size
            for number, (row, column) in enumerate(places):
                for other_row, other_column in places[:number]:
                    assert column != other_column and abs(row - other_row) != abs(column - other_column)


def test_pigeons_need_a_hole_each():
    for holes in range(5):
        assert len(solutions(pigeons(holes, holes))) == [1, 1, 2, 6, 24][holes]
        assert model(pigeons(holes + 1, holes).clauses) is None


def test_a_refutation_of_something_else_gives_no_reasons():
    said: Statement[str] = Statement()
    said.one_of("one", "a")
    with pytest.raises(ValueError, match="this refutes other clauses"):
        said.problem().why(refutation(pigeons(2, 1).clauses))


def test_each_clause_has_its_reason():
    said: Statement[str] = Statement(sequential)
    said.at_most_one("few", *"abcd")
    said.at_most("fewer", 2, *"abcde")
    said.needs("more", "a", "b", "c")
    problem = said.problem()
    assert len(problem.reasons) == len(problem.clauses.clauses)
    assert problem.reasons[-1] == "more" and problem.reasons.count("few") == 3 * 4 - 4
