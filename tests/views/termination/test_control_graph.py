"""The control graph: every way is drawn, in words and as a picture in which no two labels stand in one another."""

import re
from html import unescape

import pytest
from views.termination.test_proofs import G_IN_C, NESTED, TWO_PHASES, G, tags

from arlib import c_program, python_program, transition_system
from arlib.views.termination.control_graph import HIGH, MOST_PLACES, arrows, control_graph, label

JUMPS = (
    "int s(int a, int b, int c) { while (a > 0) { a--; if (b > 3) { while (b > 0) { b -= 2; while (c > 0) c--; } }"
    " if (a == 5) return 3; while (c < 100) c++; } return 0; }"
)
FACT = "def fact(n):\n    if n == 0:\n        return 1\n    return n * fact(n - 1)"
PROGRAMS = {
    "g": python_program(G),
    "g in C": c_program(G_IN_C),
    "two phases": python_program(TWO_PHASES),
    "nested": python_program(NESTED),
    "jumps": c_program(JUMPS),
    "recursion": python_program(FACT),
    "no loop": python_program("def f(x):\n    return x"),
}
ALL = pytest.mark.parametrize("name", PROGRAMS)


def texts(markup):
    """Where each text of the picture stands: x, y, its anchor and its words."""
    found = re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)" style="[^"]*">([^<]*)<', markup)
    return [(float(x), float(y), anchor, unescape(words)) for x, y, anchor, words in found]


@ALL
def test_every_way_is_said_once_and_is_an_arrow(name):
    system = transition_system(PROGRAMS[name])
    shown = control_graph(system)
    found = arrows(system)
    ways = {(t.source, t.target): label(system, t) for t in (*system.transitions, *system.exits)}
    assert {(each.source, each.target) for each in found} == ways.keys()
    assert all(ways[each.source, each.target] in each.labels for each in found)
    assert len(shown.text.splitlines()) == 1 + sum(len(each.labels) for each in found)
    drawn = tags(shown)
    places = {end for each in found for end in (each.source, each.target)}
    assert drawn.count("rect") == len(places)
    assert drawn.count("polygon") == len(found)  # the heads
    assert drawn.count("polyline") + drawn.count("path") == len(found)
    assert 'role="img"' in shown and "The same as a table" in shown


@ALL
def test_labels_stand_within_the_picture_and_not_in_one_another(name):
    shown = str(control_graph(transition_system(PROGRAMS[name])))
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', shown).groups())
    moved = int(re.search(r"translate\((-?\d+) 0\)", shown)[1])
    placed = texts(shown)
    for x, y, anchor, words in placed:
        long = 7.3 * len(words)
        left = moved + (x - long if anchor == "end" else x - long / 2 if anchor == "middle" else x)
        assert left >= -1 and left + long <= width + 1 and 0 < y < height, words
    for anchor in ("start", "end"):
        lines = sorted(y for _, y, side, _ in placed if side == anchor)
        if anchor == "end":
            assert all(after - before >= 15.9 for before, after in zip(lines, lines[1:], strict=False))


def test_boxes_do_not_overlap():
    shown = str(control_graph(transition_system(PROGRAMS["jumps"])))
    boxes = [
        (float(y), float(h)) for y, h in re.findall(r'<rect x="\d+" y="([\d.]+)" width="\d+" height="([\d.]+)"', shown)
    ]
    assert len(boxes) == 6 and all(h >= HIGH for _, h in boxes)
    assert all(y + h < below for (y, h), (below, _) in zip(boxes, boxes[1:], strict=False))


def test_loops_have_the_numbers_that_an_argument_calls_them_by():
    shown = str(control_graph(transition_system(PROGRAMS["nested"])))
    assert ">loop in line 3 (1)<" in shown and ">loop in line 5 (2)<" in shown
    assert ">loop in line 3<" in str(control_graph(transition_system(PROGRAMS["g"])))


def test_what_has_no_value_is_dashed_and_named():
    shown = control_graph(transition_system(PROGRAMS["g in C"]))
    assert "stroke-dasharray:5 4" in shown and ">no value<" in shown
    assert "the loop in line 3 -> no value: overflow: x - y does not fit in int32" in shown.text


def test_of_many_places_there_is_only_the_table():
    loops = "".join(f"    while x > {n}:\n        x = x - 1\n" for n in range(MOST_PLACES))
    shown = control_graph(transition_system(python_program(f"def f(x):\n{loops}")))
    assert "<svg" not in shown and "no picture is drawn" in shown and "<table" in shown
    assert shown.text.count("\n") >= MOST_PLACES
