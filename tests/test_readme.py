"""What the README says of the files is so."""

from count_lines import README, table


def test_the_line_counts_are_those_of_the_files():
    assert table() in README.read_text(), "run `python tests/count_lines.py`"
