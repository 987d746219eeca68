"""The tree of buttons: every node is one, where the picture has it, and each is reached by click and by arrow."""

import pytest
from hypothesis import given, settings
from strategies import formulas

pytest.importorskip("ipywidgets")

from arlib import parse, to_text  # noqa: E402
from arlib import terms as t  # noqa: E402
from arlib.rewriting.moves import places  # noqa: E402
from arlib.views.rewriting.tree_buttons import MOST_BUTTONS, TreeButtons  # noqa: E402


def box_of(button):
    top, _, _, left = (int(part.removesuffix("px")) for part in button.layout.margin.split())
    return left, top, int(button.layout.width.removesuffix("px")), int(button.layout.height.removesuffix("px"))


@settings(max_examples=60, deadline=None)
@given(formulas(["x", "y"]))
def test_every_node_is_a_button_and_none_covers_another(term):
    chosen = []
    tree = TreeButtons(chosen.append)
    tree.show(term, None)
    shown = tree.box.children[1:]
    expected = [position for position, _ in places(term)]
    if len(expected) > MOST_BUTTONS:
        assert shown == ()
        return
    for button in shown:
        button.click()
    assert chosen == expected
    assert [button.tooltip for button in shown] == [to_text(part) for _, part in places(term)]
    boxes = [box_of(button) for button in shown]
    width = int(tree.box.layout.grid_template_columns.removesuffix("px"))
    for number, (left, top, wide, high) in enumerate(boxes):
        assert left >= 0 and top >= 0 and left + wide <= width + 1
        for other_left, other_top, other_wide, _ in boxes[:number]:
            assert abs(top - other_top) >= high or left >= other_left + other_wide or other_left >= left + wide


def test_the_arrows_go_through_the_places():
    chosen = []
    tree = TreeButtons(chosen.append)
    tree.show(parse("x + 1 == y"), None)
    for value in range(1, tree.walk.max + 1):
        tree.walk.value = value
    tree.walk.value = 0
    assert chosen == [(), (0,), (0, 0), (0, 1), (1,), None]
    tree.show(parse("x == y"), (1,))
    assert tree.walk.value == 3 and len(chosen) == 6, "what the tree is told is not reported"


def test_a_chosen_node_is_told_by_more_than_its_colour():
    tree = TreeButtons(print)
    tree.show(parse("x + 1 == y"), (0,))
    chosen, other = tree.buttons[0,], tree.buttons[1,]
    assert chosen.tooltip == "x + 1, chosen" and chosen.style.font_weight == "bold"
    assert other.tooltip == "y" and other.style.font_weight == "normal"
    assert tree.lines.value.count('stroke-width="3.0"') == 2


def test_a_button_stays_the_same_when_the_term_changes():
    tree = TreeButtons(print)
    tree.show(parse("x + 1 == y"), (0,))
    before = tree.buttons[0,]
    tree.show(parse("1 + x == y"), (0,))
    assert tree.buttons[0,] is before and before.tooltip == "1 + x, chosen"
    tree.focus((0,))
    tree.focus((0, 0, 0, 0))


def test_a_very_large_tree_is_text_and_still_has_its_places():
    chosen = []
    tree = TreeButtons(chosen.append)
    term = t.Eq(parse(" + ".join(["x"] * 100)), t.Const(0))
    tree.show(term, (1,))
    assert tree.box.children == (tree.lines,) and "marked" in tree.lines.value
    tree.walk.value = 1
    assert chosen == [()]
