"""Each digit of a sudoku is drawn once, given ones in bold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.views.plots.sudokus import sudoku_picture


@given(st.text("0.123456789", min_size=81, max_size=81), st.data())
def test_each_digit_is_drawn_and_what_was_given_is_bold(puzzle, data):
    solved = "".join(each if each in "123456789" else data.draw(st.sampled_from("123456789")) for each in puzzle)
    shown = sudoku_picture(puzzle, solved)
    assert shown.count("<text") == 81
    assert shown.count("font-weight:bold") == sum(each in "123456789" for each in puzzle)
    assert shown.text.splitlines()[1:] == [solved[start : start + 9] for start in range(0, 81, 9)]


@pytest.mark.parametrize("texts", [("",), ("1" * 80,), ("x" * 81,), ("1" * 81, "2" * 81)])
def test_what_is_none_is_refused(texts):
    with pytest.raises(ValueError, match="81 digits|another digit"):
        sudoku_picture(*texts)
