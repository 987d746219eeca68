"""A sudoku as a picture: what was given in bold, and what was found in light digits."""

from __future__ import annotations

from arlib.views.page.html import INK, RULE, Html
from arlib.views.plots.axes import Axes, Point, picture

SIDE, MARGIN = 30, 6


def sudoku_picture(given: str, solved: str = "") -> Html:
    """A puzzle of 81 digits, with 0 or a dot for an empty cell, and the digits that were found; white space is none.

    Raises ValueError for other texts, and for a solution with another digit where one is given.

    >>> print(sudoku_picture("53" + "." * 79).text.splitlines()[0])
    A sudoku with 2 digits given, and 0 found. The rows:
    """
    puzzle = "".join(given.split()).replace("0", ".")
    found = "".join(solved.split()) or puzzle
    if not len(puzzle) == len(found) == 81 or not {*puzzle, *found} <= {*".123456789"}:
        raise ValueError("a sudoku has 81 digits, with 0 or a dot for an empty cell")
    if any(one not in (".", other) for one, other in zip(puzzle, found, strict=True)):
        raise ValueError("the solution has another digit where one is given")
    rows = [found[start : start + 9] for start in range(0, 81, 9)]
    many = sum(each != "." for each in puzzle)
    filled = sum(each != "." for each in found) - many
    summary = "\n".join([f"A sudoku with {many} digits given, and {filled} found. The rows:", *rows])
    axes = Axes((0, 0, 0, 0), (0, 1), (0, 1))
    for number in range(10):
        look = f"stroke:{INK};stroke-width:2" if number % 3 == 0 else f"stroke:{RULE};stroke-width:1"
        axes.line([_at(number, 0), _at(number, 9)], look)
        axes.line([_at(0, number), _at(9, number)], look)
    for place, digit in enumerate(found):
        x, y = _at(place % 9 + 0.5, place // 9 + 0.5)
        weight = "font-weight:bold;" if puzzle[place] != "." else ""
        if digit != ".":
            axes.text(x, y + 6, digit, f"{weight}font-size:17px", "middle")
    size = 9 * SIDE + 2 * MARGIN
    return Html(picture(size, size, axes.parts, summary), summary)


def _at(column: float, row: float) -> Point:
    return MARGIN + column * SIDE, MARGIN + row * SIDE
