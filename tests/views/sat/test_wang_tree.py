"""Wang's tree without a browser."""

import pytest

pytest.importorskip("ipywidgets")

from arlib import Unsupported  # noqa: E402
from arlib.checking import Accepted, check  # noqa: E402
from arlib.languages.propositions import proposition  # noqa: E402
from arlib.sequents import wang  # noqa: E402
from arlib.views.sat.wang_tree import MOST, WangTree  # noqa: E402


def offered(widget):
    return [each.description for each in widget.choices.children if hasattr(each, "description") and each.description]


def press(widget, text):
    next(each for each in widget.choices.children if getattr(each, "description", "") == text).click()


def test_a_tautology_by_its_buttons():
    widget = WangTree("(~p & ~q) -> (p <-> q)")
    assert widget.here == () and "Choose a connective" in widget.message.value
    for text, left in [
        ("¬p ∧ ¬q → (p ↔ q)", ["¬p ∧ ¬q", "p ↔ q"]),
        ("p ↔ q", ["¬p ∧ ¬q"]),
        ("¬p ∧ ¬q", ["¬p", "¬q"]),
        ("¬p", ["¬p ∧ ¬q"]),
    ]:
        press(widget, text)
        assert offered(widget) == left
    assert widget.here == (0, 1) and widget.answer is None
    widget.finish_button.click()
    assert widget.answer == Accepted() == check(widget.tree) and widget.here is None
    assert "a tautology" in widget.message.value and "in Wang's order there are 7" in widget.message.value
    assert list(widget.choices.children) == []
    assert widget.table().text.count("P1") == 2


def test_wangs_own_steps_are_his_proof():
    widget = WangTree("~(p | q) -> ~p")
    for _ in range(4):
        widget.step_button.click()
    assert widget.tree == wang("~(p | q) -> ~p", close="early").certificate
    assert "as many as in Wang's order" in widget.message.value
    widget.step_button.click()  # nothing is left to do
    assert widget.answer == Accepted()


def test_no_tautology_shows_its_row_and_may_grow_on():
    widget = WangTree("(p -> q) -> (q -> p)")
    for _ in range(3):
        widget.step()
    assert "no tautology" in widget.message.value and "p = False, q = True" in widget.message.value
    assert widget.here == (0, 1)
    widget.finish()
    assert widget.here is None and widget.answer is None and "no tautology" in widget.message.value


def test_steps_are_taken_back():
    widget = WangTree("p | ~p")
    before = widget.tree
    widget.choose("p ∨ ¬p")
    after = widget.tree
    widget.choose("¬p")
    widget.undo_button.click()
    assert widget.tree == after and widget.answer is None
    widget.undo_button.click()
    widget.undo_button.click()
    assert widget.tree == before and offered(widget) == ["p ∨ ¬p"]
    with pytest.raises(ValueError, match="q is not offered; there are p ∨ ¬p"):
        widget.choose("q")


def test_a_formula_of_ones_own():
    widget = WangTree("p -> p")
    widget.formula.value = "rain -> rain | snow"
    assert offered(widget) == ["rain → rain ∨ snow"]
    widget.formula.value = "rain ->"
    assert "This cannot be read" in widget.message.value and "a letter is missing" in widget.message.value
    assert offered(widget) == ["rain → rain ∨ snow"]
    widget.formula.value = "False"
    assert "no tautology" in widget.message.value and "no letters" in widget.message.value
    widget.formula.value = "<b> -> p"
    assert "<b>" not in widget.message.value.replace("<b><span", "")
    with pytest.raises(Unsupported):
        WangTree("p q")
    assert repr(WangTree(proposition("p & q"))) == "WangTree('p ∧ q')"


def test_a_large_tree_stops_growing():
    chained = "p"
    for each in "qrstuv":
        chained = f"({chained} <-> {each})"
    widget = WangTree(f"{chained} -> {chained}")
    widget.finish()
    assert MOST <= widget.tree.size < MOST + 2 and "is not grown at once" in widget.message.value
    assert widget.here is not None


def test_no_button_is_left_behind():
    widget = WangTree("(p & q) & (r & s) -> (p & r) & (q & s)")
    widget.finish()
    assert len(widget._buttons) <= 4
