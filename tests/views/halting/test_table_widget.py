"""The table to fill in, without a browser."""

import random

import pytest

pytest.importorskip("ipywidgets")

from arlib.halting import Table  # noqa: E402
from arlib.views.halting.confrontations import diagonal_table  # noqa: E402
from arlib.views.halting.table_widget import FIVE, TableWidget  # noqa: E402


def test_it_begins_with_a_table():
    widget = TableWidget()
    assert widget.filled == FIVE and widget.table() == diagonal_table(FIVE)
    assert widget.cells[1][3].description == "∞ loops" and widget.cells[0][0].description == "✓ ends"
    assert widget.cells[2][2].tooltip == "p2 on input 2, on the diagonal"
    assert widget.cells[2][2].layout.border_top != widget.cells[2][1].layout.border_top
    assert "click a cell" in widget.message.value


def test_the_opposite_follows_the_diagonal():
    widget = TableWidget()
    widget.cells[2][1].value = True
    assert "not on the diagonal" in widget.message.value and widget.cells[2][1].description == "✓ ends"
    assert widget.filled.opposite == FIVE.opposite
    widget.cells[2][2].value = True
    assert "the opposite row changed there too" in widget.message.value
    assert "∞ loops" in widget.opposite[2].value
    assert "p2 ends, the opposite loops" in widget.differences[2].value


def test_no_filling_in_makes_it_a_row():
    widget = TableWidget()
    choice = random.Random(1)
    for _ in range(50):
        widget.cells[choice.randrange(5)][choice.randrange(5)].value ^= True
        assert widget.filled.opposite not in widget.filled.entries


@pytest.mark.parametrize("row", range(5))
def test_putting_the_opposite_row_in_moves_it(row):
    widget = TableWidget()
    before = widget.filled.opposite
    widget.row.value = row
    widget.put_button.click()
    assert widget.filled.entries[row] == before != widget.filled.opposite
    assert f"again they differ on input {row}" in widget.message.value


def test_a_table_of_another_size():
    widget = TableWidget(Table(("<a>", "b"), ((True, False), (True, True))))
    assert len(widget.cells) == 2 and "none of the 2 rows" in widget.box.children[-1].value
    assert "<a>" not in widget.differences[0].value
    assert repr(widget) == "TableWidget(<a>, b)"
    assert widget._repr_mimebundle_()["text/plain"] == repr(widget)
