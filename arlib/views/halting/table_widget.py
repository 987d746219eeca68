"""The finite picture to fill in: programs against inputs, and the opposite of the diagonal built underneath."""

from __future__ import annotations

from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the table needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.halting.table import Table
from arlib.views.halting.confrontations import conclusion, diagonal_table, difference, entry
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box, button
from arlib.views.page.html import INK, ORANGE, Html
from arlib.views.page.panel import note

FITS = {"description_width": "initial"}
FIVE = Table(
    ("p0", "p1", "p2", "p3", "p4"),
    (
        (True, True, True, True, True),
        (True, False, True, False, True),
        (False, False, False, False, False),
        (False, True, True, True, True),
        (True, True, False, False, False),
    ),
)


class TableWidget:
    """A table of programs against inputs to fill in, with the opposite of its diagonal built underneath.

    ``filled`` is the table as it is now, and ``table()`` shows it on a page.

    >>> widget = TableWidget()
    >>> widget.cells[2][2].value = True
    >>> widget.filled.opposite[2]
    False
    """

    def __init__(self, table: Table = FIVE):
        self.programs = table.programs
        self._build(table)
        self._show()

    @property
    def filled(self) -> Table:
        """The table as it is filled in."""
        return Table(self.programs, tuple(tuple(cell.value for cell in row) for row in self.cells))

    def table(self) -> Html:
        """The table, its diagonal and the opposite on a page; the twin of the widget."""
        return diagonal_table(self.filled)

    def put(self, row: int) -> None:
        """Make a row equal to the opposite row as it is now, as the Put in button does."""
        self._filling = True  # the cells would report every change
        for cell, ends in zip(self.cells[row], self.filled.opposite, strict=True):
            cell.value = ends
        self._filling = False
        name = self.programs[row]
        words = f"the row of {name} is what the opposite row was. That changed its entry on the diagonal, and so the "
        self._show(f"{words}opposite row changed with it: again they differ on input {row}")

    def _flipped(self, row: int, column: int) -> None:
        if not self._filling:
            where = f"{self.programs[row]} on input {column} is "
            on = "on the diagonal: the opposite row changed there too"
            self._show(where + (on if row == column else "not on the diagonal: the opposite row stays as it was"))

    def _show(self, message: str = "click a cell, or press Space on it, to change it") -> None:
        found = self.filled
        for i, row in enumerate(self.cells):
            for cell in row:
                cell.description = entry(cell.value)
            self.differences[i].value = _cell(escape(difference(found, i)))
            self.opposite[i].value = _cell(f"<b>{entry(found.opposite[i])}</b>", "center")
        self.message.value = note("✎", "changed" if "click" not in message else "fill it in", escape(message), ORANGE)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"TableWidget({', '.join(self.programs)})"

    def _build(self, table: Table) -> None:
        self._filling = False
        size = range(len(self.programs))
        self.cells = tuple(tuple(self._toggle(table, i, j) for j in size) for i in size)
        self.differences, self.opposite = ([w.HTML() for _ in size] for _ in range(2))
        self.message = w.HTML()
        self.row = w.Dropdown(
            options=[(name, i) for i, name in enumerate(self.programs)],
            description="The opposite row in place of",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="290px"),
        )
        self.put_button = button("Put in", "Make the row of the list equal to the opposite row")
        self.put_button.on_click(lambda _button: self.put(self.row.value))
        head = ["Program", *(f"input {j}" for j in size), "Differs from the opposite row"]
        grid = [w.HTML(_cell(f"<b>{text}</b>", "center" if "input" in text else "left")) for text in head]
        for i in size:
            grid += [w.HTML(_cell(f"{i}: {escape(self.programs[i])}")), *self.cells[i], self.differences[i]]
        grid += [w.HTML(_cell("<b>opposite</b>")), *self.opposite, w.HTML(_cell("of the diagonal, which is framed"))]
        columns = f"90px repeat({len(size)}, 92px) minmax(200px, 1fr)"
        layout = w.Layout(grid_template_columns=columns, grid_gap="3px 6px", width="100%", align_items="center")
        tried = w.HBox([self.row, self.put_button], layout=w.Layout(**WRAP))
        why = w.HTML(panel.line(escape(conclusion(table))))
        self.box = box(w.GridBox(grid, layout=layout), self.message, tried, why)

    def _toggle(self, table: Table, row: int, column: int) -> Any:
        tooltip = f"{self.programs[row]} on input {column}" + ", on the diagonal" * (row == column)
        # A frame that nobody sees around the others keeps all labels at the same height.
        border = f"3px solid {ORANGE if row == column else 'transparent'}"
        layout = w.Layout(width="92px", height="34px", margin="0", border=border, padding="0")
        cell = w.ToggleButton(table.entries[row][column], tooltip=tooltip, layout=layout)
        cell.observe(lambda _change: self._flipped(row, column), "value")
        return cell


def _cell(markup: str, align: str = "left") -> str:
    return f'<div style="line-height:1.4;color:{INK};text-align:{align}">{markup}</div>'
