"""Trees of sequents as drawings: every sequent is there, none touches another, and the twin says the same."""

import random
from itertools import pairwise
from xml.etree import ElementTree

from propositions import inferences, random_formula

from arlib.certificates.sequent_drawing import sequent_text, tree_lines
from arlib.certificates.sequents import Sequent
from arlib.languages.propositions import proposition
from arlib.sequents import wang
from arlib.sequents.growing import grown, next_leaf, planted
from arlib.sequents.rules import places
from arlib.verdict import Proved, Unknown
from arlib.views.sat.sequent_tree import LETTER, MOST_LINES, WIDEST, sequent_answer_html, sequent_tree

SVG = "{http://www.w3.org/2000/svg}"


def drawn(markup):
    """The texts of a drawing, with the middle of each; and its size."""
    root = ElementTree.fromstring(markup)
    texts = [(each.text, float(each.get("x")), float(each.get("y"))) for each in root.iter(f"{SVG}text")]
    width, height = map(float, root.get("viewBox").split()[2:])
    return texts, width, height


def test_every_sequent_is_drawn_inside_and_none_touches_another():
    choose, seen = random.Random(8), 0
    for _ in range(600):
        found = wang(random_formula(choose, connectives=choose.randrange(9)))
        if not isinstance(found, Proved):
            continue
        tree = found.certificate
        shown = sequent_tree(tree)
        assert shown.text.splitlines() == [*tree_lines(tree)][:MOST_LINES]
        if not shown.startswith("<svg"):
            continue
        seen += 1
        texts, width, height = drawn(shown)
        sequents = [(text, x, y) for text, x, y in texts if "⊢" in text]
        assert sorted(text for text, _, _ in sequents) == sorted(sequent_text(s.conclusion) for s in inferences(tree))
        assert sorted(text for text, _, _ in texts if "⊢" not in text) == sorted(s.rule for s in inferences(tree))
        spans = [(y, x - LETTER * len(text) / 2, x + LETTER * len(text) / 2) for text, x, y in sequents]
        assert width <= WIDEST + 20 and all(left >= 0 and right <= width and 0 < y < height for y, left, right in spans)
        for (y, _, right), (other, left, _) in pairwise(sorted(spans)):
            assert y != other or right < left
    assert seen > 50


def test_a_conclusion_stands_below_its_premises_and_between_them():
    texts, _, _ = drawn(sequent_tree(wang("(~p & ~q) -> (p <-> q)").certificate))
    place = {text: (x, y) for text, x, y in texts}
    below, left, right = place["⊢ p ↔ q, p, q"], place["p ⊢ q, p, q"], place["q ⊢ p, p, q"]
    assert left[1] == right[1] < below[1] and left[0] < below[0] < right[0]


def test_what_is_too_wide_or_too_large_is_text():
    long = "(a_long_name | another_long_name) & (a_third_name | a_fourth_name)"
    shown = sequent_tree(wang(f"{long} -> {long}").certificate)
    assert shown.startswith("<pre") and "a_third_name" in shown and shown.text.endswith("P1")
    letters = "p"
    for each in "qrst":
        letters = f"({letters} <-> {each})"
    shown = sequent_tree(wang(f"{letters} -> {letters}").certificate)
    lines = shown.text.splitlines()
    assert len(lines) == MOST_LINES + 1 and lines[-1].startswith("and ") and lines[-1].endswith(" more")


def test_open_leaves_and_those_without_a_connective_are_told_apart_without_colours():
    tree = planted(Sequent((), (proposition("p -> q & q"),)))
    shown = sequent_tree(tree, ())
    assert 'font-weight="bold"' in shown and ">?<" in shown and shown.text == "⊢ p → q ∧ q   open"
    while found := next_leaf(tree):
        tree = grown(tree, found[0], places(found[1])[0])
    assert sequent_tree(tree).count(">✗<") == 2 and sequent_tree(tree).text.count("open") == 2


def test_verdicts():
    assert sequent_answer_html(wang("p -> p")).text.splitlines()[0] == (
        "✓ proved: ⊢ p → p, by 2 inferences of Wang's rules"
    )
    assert "✗" in sequent_answer_html(wang("p -> q")) and "p = True" in sequent_answer_html(wang("p -> q"))
    assert sequent_answer_html(Unknown("out of time")).text == "? don't know: out of time"


def test_names_are_escaped():
    assert "&amp;" not in sequent_tree(wang("p & q -> p").certificate)  # the symbols of logic need no escapes
    ElementTree.fromstring(sequent_tree(wang("p -> p").certificate))
