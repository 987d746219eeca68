"""Terms drawn as trees: every node is there, none touches another, and the twin says the same."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from strategies import formulas, numbers

from arlib import terms as t
from arlib.languages.python.claims import parse
from arlib.views.page.trees import MOST_NODES, label, term_tree

NAMESPACE = "{http://www.w3.org/2000/svg}"


def boxes(markup):
    root = ElementTree.fromstring(markup)
    return root, [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height")) for rect in root.iter(f"{NAMESPACE}rect")
    ]


@given(numbers("xy") | formulas("xy"))
def test_every_node_is_drawn_and_none_touches_another(term):
    count = len(list(t.subterms(term)))
    if count > MOST_NODES:
        assert "<pre" in term_tree(term)
        return
    root, found = boxes(term_tree(term))
    assert len(found) == count and len(list(root.iter(f"{NAMESPACE}line"))) == count - 1
    left, top, width, height = map(float, root.get("viewBox").split())
    for x, y, w, h in found:
        assert left <= x and x + w <= left + width + 0.1 and top <= y and y + h <= top + height
    for row in {y for _, y, _, _ in found}:
        same = sorted((x, w) for x, y, w, _ in found if y == row)
        assert all(x + w <= other for (x, w), (other, _) in zip(same, same[1:], strict=False))


def test_a_parent_stands_over_its_children():
    _, found = boxes(term_tree(parse("x + y")))
    middles = {(y, x + w / 2) for x, y, w, _ in found}
    (_, root), (_, left), (_, right) = sorted(middles)
    assert root == pytest.approx((left + right) / 2, abs=0.1)


def test_the_marked_subtree_is_thick_not_only_coloured():
    markup = term_tree(parse("x + 1 == y"), (0,))
    assert markup.count('stroke-width="3.0"') == 3 + 2
    assert 'font-weight="bold"' in markup
    assert "marked: x + 1" in ElementTree.fromstring(markup).get("aria-label")
    assert markup.text == "==\n  +  <- marked\n    x\n    1\n  y"
    assert "marked" not in term_tree(parse("x + 1 == y"))


def test_labels():
    found = [label(part) for part in t.subterms(parse("uint8(x) if not y > 0 else -min(x, ~1)"))]
    assert found == ["if", "not", ">", "y", "0", "uint8", "x", "-", "min", "x", "~", "1"]
    assert label(parse("fits_int8(x)")) == "fits_int8"


def test_a_large_tree_is_text():
    term = t.Var("x")
    for _ in range(MOST_NODES):
        term = t.Neg(term)
    assert term_tree(term).startswith("<pre")


def test_text_is_escaped_and_themes_are_followed():
    markup = term_tree(t.Lt(t.Var("<script>"), t.Const(1)))
    assert "<script>" not in markup and re.search(r"var\(--jp-", markup)
    with pytest.raises(IndexError):
        term_tree(t.Var("x"), (0,))
