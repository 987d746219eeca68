"""The phase transition as a picture and as a table."""

from xml.etree import ElementTree

from arlib.sat.transition import Point
from arlib.views.sat.transition_chart import (
    RATIOS,
    WIDTH,
    summary,
    transition_chart,
    transition_html,
    transition_page,
    transition_table,
)

POINTS = [Point(2.0, 3, (0, 1, 2)), Point(4.25, 1, (40, 900, 62)), Point(7.0, 0, (20,), 2)]
SVG = "{http://www.w3.org/2000/svg}"


def test_what_is_measured_grows_and_falls():
    page = transition_html(20, 6, ratios=(1.0, 4.25, 12.0))
    rows = [line.split() for line in page.text.splitlines()[2:]]
    assert [row[:4] for row in rows] == [["1", "6", "100", "%"], rows[1][:4], ["12", "6", "0", "%"]]
    assert int(rows[0][-1]) < int(rows[1][-1])
    assert page.text.startswith("Random clauses of 3 letters, 20 letters in all: 6 formulas at each of 3 ratios")
    assert page == transition_html(20, 6, ratios=(1.0, 4.25, 12.0))  # the same seeds


def test_points_are_told_apart_by_shape_and_lie_within_the_picture():
    drawn = transition_chart(POINTS, "Words & more")
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") == "Words & more" and root.get("viewBox").split()[2] == str(WIDTH)
    assert len(list(root.iter(f"{SVG}circle"))) == len(list(root.iter(f"{SVG}polygon"))) == len(POINTS)
    height = float(root.get("viewBox").split()[3])
    for line in root.iter(f"{SVG}polyline"):
        for pair in line.get("points").split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= WIDTH and 0 <= y <= height
    assert "4.267 (Mertens, Mézard and Zecchina 2006)" in "".join(root.itertext())
    assert "stroke-dasharray:6 4" in drawn


def test_nothing_is_drawn_where_nothing_was_found():
    empty = [Point(ratio) for ratio in RATIOS]
    root = ElementTree.fromstring(transition_chart(empty, ""))
    assert not list(root.iter(f"{SVG}circle")) and {f"{ratio:g}" for ratio in RATIOS} <= set(root.itertext())
    assert "0 formulas at each of 13 ratios" in summary(empty, 50)
    assert str(transition_table(empty)) == transition_table(empty).text == ""
    only_given_up = transition_table([*empty, Point(8.0, given_up=1)]).text.splitlines()
    assert [line.split() for line in only_given_up[1:]] == [["8", "0", "?", "?", "?", "1"]]


def test_the_table_says_what_was_given_up():
    assert transition_table(POINTS).text.splitlines() == [
        "Clauses for each letter  Formulas  With a model  Median conflicts  Most  Given up",
        "2                        3         100 %         1                 2     0",
        "4.25                     3         33 %          62                900   0",
        "7                        1         0 %           20                20    2",
    ]
    assert "Given up" not in transition_table(POINTS[:2]).text
    assert "3 formulas at each of 3 ratios" in transition_page(POINTS, 50).text
    assert "2 to 3 formulas" in summary([Point(2.0, 2, (1, 1)), *POINTS[1:]], 50)
