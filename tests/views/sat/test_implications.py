"""The implication graph: arrows go from left to right, boxes do not overlap, and the line of the cut divides them."""

import re
from xml.etree import ElementTree

import pytest
from example_formulas import FORMULAS, pigeons
from hypothesis import given, settings

from arlib.sat.stepping import events
from arlib.views.page.html import ORANGE
from arlib.views.sat.frame_pages import literal_name
from arlib.views.sat.frames import Frame, antecedents, frames, peaks
from arlib.views.sat.implications import CONFLICT, implication_graph, layout


@settings(max_examples=30)
@given(FORMULAS)
def test_arrows_go_to_the_right_and_each_place_is_taken_once(formula):
    for frame in frames(events(formula)):
        found = layout(frame)
        assert len(set(found.places.values())) == len(found.places) == len(frame.trail) + (frame.conflict is not None)
        for step in frame.trail:
            column, row = found.places[step.literal]
            assert row in found.levels[step.level]
            assert all(found.places[reason][0] < column for reason in antecedents(step))
            if found.cut is not None:
                assert (column >= found.cut) == (step.literal in frame.side)
        if found.cut is not None:
            assert found.places[CONFLICT][0] >= found.cut


@pytest.mark.parametrize("holes", [2, 3])
def test_each_frame_is_a_picture_with_its_literals_clauses_and_levels(holes):
    whole = frames(events(pigeons(holes)))
    for frame, peak in zip(whole, peaks(whole), strict=True):
        drawn = implication_graph(frame, literal_name, summary="A <graph>", peak=peak)
        root = ElementTree.fromstring(drawn)
        assert root.get("role") == "img" and root.get("aria-label") == "A <graph>"
        words = [each.strip() for each in root.itertext()]
        for step in frame.trail:
            assert literal_name(step.literal) in words and f"level {step.level}" in words
        assert ("✗" in words) == (frame.conflict is not None)
        assert ("the cut" in words) == bool(frame.learned and frame.learned.clause)
        assert drawn.count("<path") == sum(
            len(antecedents(step)) for step in (*frame.trail, *filter(None, [frame.conflict]))
        )
        doubled = re.findall(rf'rx="[\d.]+" style="fill:none;stroke:{ORANGE}', drawn)
        assert len(doubled) == (len(frame.learned.clause) if frame.learned else 0)
        width, height = map(float, root.get("viewBox").split()[2:])
        for box in root.iter("{http://www.w3.org/2000/svg}rect"):
            x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
            assert x >= 0 and y >= 0 and x + w <= width and y + h <= height


def test_before_anything_is_true_it_says_so():
    assert "Nothing is supposed yet." in implication_graph(Frame())
