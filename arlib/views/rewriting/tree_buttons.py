"""A term's tree in which every node is a button: chosen by a click, by Tab and Enter, or with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w

from arlib import terms as t
from arlib.printing import to_text
from arlib.terms import Term
from arlib.views.page.latex import Position
from arlib.views.page.trees import NODE, Node, edges, label, layout, term_tree

MOST_BUTTONS = 60  # a larger tree would be a page of buttons, and is shown as a picture or as text
ONE_CELL = "1 / 1 / 2 / 2"  # the lines and all buttons lie in one cell of a grid, and margins say where


class TreeButtons:
    """The tree, and a slider that goes through its places from the root on; ``chosen`` is called with what is chosen.

    >>> tree = TreeButtons(print)
    >>> tree.show(t.Add(t.Var("x"), t.Const(1)), None)
    >>> tree.buttons[1,].click()
    (1,)
    """

    def __init__(self, chosen: Callable[[Position | None], None]):
        self._chosen = chosen
        self.buttons: dict[Position, Any] = {}
        self._places: list[Position] = []
        self._filling = False
        self.lines = w.HTML(layout=w.Layout(grid_area=ONE_CELL, margin="0"))
        self.box = w.GridBox([self.lines], layout=w.Layout(margin="4px 0", max_width="100%"))
        self.walk = w.IntSlider(
            0,
            min=0,
            max=1,
            description="Place",
            readout=False,
            tooltip="The arrow keys go from place to place",
            style={"description_width": "64px"},
            layout=w.Layout(width="340px", padding="0 10px 0 0"),  # the handle hangs over the end
        )
        self.walk.observe(self._walked, "value")

    def show(self, term: Term, position: Position | None) -> None:
        """Draw a term, with one place chosen or none."""
        nodes, width, height = layout(term)
        self._places = [node.position for node in nodes]
        self._filling = True  # the slider would report what it is set to
        self.walk.max = len(nodes)
        self.walk.value = 0 if position is None else self._places.index(position) + 1
        self._filling = False
        if len(nodes) > MOST_BUTTONS:
            self.box.children = [self.lines]
            self.box.layout.grid_template_columns = "100%"
            self.box.layout.overflow = "hidden"
            self.lines.value = str(term_tree(term, position))
            return
        self.lines.value = (
            f'<svg aria-hidden="true" width="{width:.0f}" height="{height}" '
            f'style="display:block">{edges(nodes, position)}</svg>'
        )
        self.box.layout.grid_template_columns = f"{width:.0f}px"
        self.box.layout.grid_template_rows = f"{height}px"
        self.box.layout.overflow = "auto" if width > 860 else "visible"
        for node in nodes:
            self._place(node, position)
        self.box.children = [self.lines, *(self.buttons[place] for place in self._places)]

    def focus(self, position: Position) -> None:
        """Give a place the keyboard's focus."""
        if position in self.buttons:
            self.buttons[position].focus()

    def _place(self, node: Node, position: Position | None) -> None:
        """The button of a place; it stays the same when the term changes, so that it keeps the focus."""
        button = self.buttons.get(node.position)
        if button is None:
            button = self.buttons[node.position] = w.Button(
                layout=w.Layout(grid_area=ONE_CELL, align_self="flex-start", padding="0", height=f"{NODE}px"),
                style={"font_size": "14px", "font_family": "monospace"},
            )
            button.on_click(lambda _button, place=node.position: self._chosen(place))
        chosen = node.position == position
        button.description = label(node.term)
        button.tooltip = f"{to_text(node.term)}{', chosen' * chosen}"
        button.button_style = "primary" if chosen else ""
        button.style.font_weight = "bold" if chosen else "normal"
        button.style.font_style = "italic" if isinstance(node.term, t.Var | t.Prop) else "normal"
        button.layout.width = f"{node.width:.0f}px"
        button.layout.margin = f"{node.y - NODE / 2:.0f}px 0 0 {node.x - node.width / 2:.0f}px"

    def _walked(self, _change: object) -> None:
        if not self._filling:
            self._chosen(self._places[self.walk.value - 1] if self.walk.value else None)
