"""Puzzles as clauses: sudoku, queens on a chessboard, and pigeons that are one too many."""

from __future__ import annotations

from itertools import product

from arlib.circuits.at_most_one import pairwise
from arlib.clauses import Assignment
from arlib.problems.statement import AtMostOne, Problem, Statement
from arlib.verdict import Unsupported

NINE = range(1, 10)
Cell = tuple[int, int, int]  # a row, a column and a digit
Pair = tuple[int, int]


def sudoku(text: str, encoding: AtMostOne = pairwise) -> Problem[Cell]:
    """A sudoku, row by row: 81 digits, with 0 or a dot for an empty cell; white space does not count.

    Its choices are (row, column, digit), from 1 to 9. Raises ``Unsupported`` for another text.

    >>> print(sudoku("." * 81).clauses)
    729 variables, 11,988 clauses
    """
    cells = "".join(text.split())
    if len(cells) != 81 or not set(cells) <= set("0123456789."):
        raise Unsupported("a sudoku has 81 digits, with 0 or a dot for an empty cell")
    said: Statement[Cell] = Statement(encoding)
    for row, column in product(NINE, NINE):
        cell = [(row, column, digit) for digit in NINE]
        said.one_of(f"row {row}, column {column} has a digit", *cell)
        said.at_most_one(f"row {row}, column {column} has one digit", *cell)
    for digit, line in product(NINE, NINE):
        top, left = divmod(line - 1, 3)
        box = [(3 * top + row, 3 * left + column, digit) for row, column in product((1, 2, 3), repeat=2)]
        for where, choices in (
            (f"row {line}", [(line, column, digit) for column in NINE]),
            (f"column {line}", [(row, line, digit) for row in NINE]),
            (f"box {line}", box),
        ):
            said.one_of(f"{where} has a {digit}", *choices)
            said.at_most_one(f"{where} has one {digit}", *choices)
    for (row, column), given in zip(product(NINE, NINE), cells, strict=True):
        if given not in "0.":
            said.one_of(f"row {row}, column {column} is given", (row, column, int(given)))
    return said.problem()


def sudoku_text(problem: Problem[Cell], assignment: Assignment) -> str:
    """The digits of a solution, a line for each row."""
    digits = {choice[:2]: choice[2] for choice in problem.chosen(assignment)}
    return "\n".join("".join(str(digits[row, column]) for column in NINE) for row in NINE)


def queens(size: int, encoding: AtMostOne = pairwise) -> Problem[Pair]:
    """A queen in each row of a chessboard, of which no two are in one column or diagonal; choices are (row, column)."""
    said: Statement[Pair] = Statement(encoding)
    places = range(1, size + 1)
    for row in places:
        said.one_of(f"row {row} has a queen", *((row, column) for column in places))
        said.at_most_one(f"row {row} has one queen", *((row, column) for column in places))
    for column in places:
        said.at_most_one(f"column {column} has one queen", *((row, column) for row in places))
    for number in range(2 - size, size):
        falling = [(row, row - number + 1) for row in places if row - number + 1 in places]
        rising = [(row, size - row + number) for row in places if size - row + number in places]
        said.at_most_one(f"falling diagonal {number} has one queen", *falling)
        said.at_most_one(f"rising diagonal {number} has one queen", *rising)
    return said.problem()


def pigeons(count: int, holes: int) -> Problem[Pair]:
    """So many pigeons, each in a hole of its own; choices are (pigeon, hole).

    With a hole less than pigeons, any refutation by resolution takes exponentially many steps (Haken 1985).

    >>> print(pigeons(4, 3).clauses)
    12 variables, 22 clauses
    """
    said: Statement[Pair] = Statement()
    for pigeon in range(1, count + 1):
        said.one_of(f"pigeon {pigeon} is in a hole", *((pigeon, hole) for hole in range(1, holes + 1)))
    for hole in range(1, holes + 1):
        said.at_most_one(f"hole {hole} has room for one", *((pigeon, hole) for pigeon in range(1, count + 1)))
    return said.problem()
