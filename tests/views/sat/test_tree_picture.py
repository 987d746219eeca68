"""Trees and tables as pictures: within their frame, whatever their size, and told apart by shape."""

from xml.etree import ElementTree

import pytest
from example_formulas import pigeons

from arlib.sat.dpll import dpll
from arlib.sat.stepping import events
from arlib.views.page.html import VERMILLION
from arlib.views.sat.branches import Branch, search_tree
from arlib.views.sat.frame_pages import literal_name
from arlib.views.sat.tree_picture import GRID, MOST_LEAVES, WIDTH, rows_picture, tree_picture


def places(drawn):
    """The numbers of lines and words of a picture, as points."""
    root = ElementTree.fromstring(drawn)
    for each in root.iter():
        for pair in (each.get("points") or "").split():
            yield tuple(map(float, pair.split(",")))
        if each.get("x"):
            yield float(each.get("x")), float(each.get("y"))


def within(drawn):
    width, height = map(float, ElementTree.fromstring(drawn).get("viewBox").split()[2:])
    assert width == WIDTH
    return all(0 <= x <= width and 0 <= y <= height for x, y in places(drawn))


def wide(depth):
    """A full tree."""
    return Branch(depth + 1, end="" if depth else "clause 1", below=[wide(depth - 1) for _ in range(2 * (depth > 0))])


@pytest.mark.parametrize("holes", [2, 3, 4])
@pytest.mark.parametrize("search", [dpll, events])
def test_a_tree_lies_within_its_frame_and_has_a_cross_for_each_conflict(holes, search):
    root, counts = search_tree(search(pigeons(holes)))
    drawn = tree_picture(root, literal_name, "A <tree>")
    assert ElementTree.fromstring(drawn).get("aria-label") == "A <tree>" and within(drawn)
    assert drawn.count(f"stroke:{VERMILLION}") == 2 * counts.conflicts
    assert ("stroke-dasharray:4 3" in drawn) == (search is events)


def test_words_stand_where_there_is_room():
    small, _ = search_tree(dpll(pigeons(3)))
    shown = [each.text for each in ElementTree.fromstring(tree_picture(small, literal_name, "")).iter() if each.text]
    assert len(shown) >= 12 and {"x1", "¬x1"} <= set(shown)
    assert "<text" not in tree_picture(small, lambda literal: f"a letter with quite a long name {literal}", "")
    assert 2 <= tree_picture(wide(7), lambda _: "name", "").count("<text") < 64  # near the root


def test_a_tree_that_is_too_wide_is_cut_off_and_told_so():
    drawn = tree_picture(wide(8), literal_name, "")
    assert f"the first {MOST_LEAVES} of 256 leaves" in drawn and within(drawn)
    assert drawn.count(f"stroke:{VERMILLION}") == 2 * MOST_LEAVES
    alone = tree_picture(Branch(), literal_name, "")
    assert within(alone)


@pytest.mark.parametrize("letters", [0, 1, 4, 5, 10, GRID, GRID + 1, 400])
def test_rows_are_cells(letters):
    tried = min(2**letters, 7)
    for found in (False, True):
        drawn = rows_picture(letters, tried, found, "rows")
        assert within(drawn)
        assert ("<circle" in drawn) == (found and letters <= GRID)
        assert ("too many to draw" in drawn) == (letters > GRID)
