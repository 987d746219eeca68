"""Problems as clauses: puzzles, timetables, packages, factors.

The files, in reading order: what a problem is, puzzles, timetables, packages and a snapshot of some, factors.
"""

from arlib.problems.factoring import factors
from arlib.problems.packages import installation, missing
from arlib.problems.puzzles import pigeons, queens, sudoku, sudoku_text
from arlib.problems.statement import Problem, Statement
from arlib.problems.timetable import Lecture, timetable, timetable_text

__all__ = [
    "Lecture",
    "Problem",
    "Statement",
    "factors",
    "installation",
    "missing",
    "pigeons",
    "queens",
    "sudoku",
    "sudoku_text",
    "timetable",
    "timetable_text",
]
