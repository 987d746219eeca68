"""The diagram of an order says what the order says: boxes for groups, lines for those right above, no more."""

import json
import re
from itertools import permutations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib.languages.iam.reading import read_policy
from arlib.policies.order import order, order_of
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.page.pictures import standalone
from arlib.views.policies.hasse import MOST_CHOSEN, MOST_DRAWN, hasse_picture, part, wrapped
from arlib.views.policies.inclusion import inclusion_diagram, order_html, order_picture, summary
from arlib.views.policies.layers import APART, layers

SVG = "{http://www.w3.org/2000/svg}"


def policy(*actions):
    return read_policy(json.dumps({"Statement": {"Effect": "Allow", "Action": list(actions), "Resource": "*"}}))


def of_sets(sets):
    """The order of sets, each of which has its number for a name."""
    pairs = permutations(range(len(sets)), 2)
    answers = ((a, b, Proved(None) if sets[a] <= sets[b] else Refuted(None)) for a, b in pairs)
    return order_of([f"set {number}" for number in range(len(sets))], answers)


def boxes(picture):
    """The corners of each box, by the names of its group."""
    found = {}
    for group in ElementTree.fromstring(picture).iter(f"{SVG}g"):
        x, y, width, height = (float(group.find(f"{SVG}rect").get(each)) for each in ("x", "y", "width", "height"))
        found[group.find(f"{SVG}title").text] = x, y, x + width, y + height
    return found


def ways(picture):
    return [
        [tuple(map(float, each.split(","))) for each in line.get("points").split()]
        for line in ElementTree.fromstring(picture).iter(f"{SVG}polyline")
    ]


def at(box, place):
    left, top, right, bottom = box
    return left - 0.2 <= place[0] <= right + 0.2 and top - 0.2 <= place[1] <= bottom + 0.2


def lines(picture):
    """Which boxes each line joins, by the names of their groups."""
    found = boxes(picture)
    return sorted(tuple(next(n for n, box in found.items() if at(box, end)) for end in (way[0], way[-1]))
                  for way in ways(picture))  # fmt: skip


SETS = st.lists(st.frozensets(st.integers(0, 4)), min_size=1, max_size=13)


@settings(max_examples=60, deadline=None)
@given(SETS)
def test_lines_are_those_of_the_order_and_keep_clear_of_boxes(sets):
    found = of_sets(sets)
    picture = order_picture(found)
    names = [" = ".join(group) for group in found.groups]
    places = boxes(picture)
    assert sorted(places) == sorted(names)
    assert lines(picture) == sorted((names[n], names[above]) for n, every in enumerate(found.above) for above in every)
    for (_, one), (_, other) in permutations(places.items(), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    sideways = "To the right is" in picture
    for way in ways(picture):
        assert all(a[0] <= b[0] if sideways else a[1] >= b[1] for a, b in zip(way, way[1:], strict=False))
        ends = [box for box in places.values() if at(box, way[0]) or at(box, way[-1])]
        for box in places.values():
            inside = box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1
            for a, b in zip(way, way[1:], strict=False):
                if box not in ends:
                    steps = ((a[0] + (b[0] - a[0]) * n / 20, a[1] + (b[1] - a[1]) * n / 20) for n in range(21))
                    assert not any(at(inside, step) for step in steps)


def test_equivalent_policies_share_a_box_and_the_table_says_the_same():
    named = {"all": policy("s3:*"), "get": policy("s3:Get?*"), "also get": policy("s3:Get*?"), "ec2": policy("ec2:*")}
    found = order(named)
    shown = inclusion_diagram(named)
    assert lines(order_picture(found)) == [("get = also get", "all")]
    first, _, *rows = shown.text.splitlines()
    assert first == "4 policies, all 12 pairs answered: 4 proved, 8 refuted; 3 groups of equivalent ones"
    assert [re.split(r"  +", row.strip()) for row in rows] == [
        ["all", "none", "get = also get", "1"], ["get = also get", "all", "none", "0"], ["ec2", "none", "none", "0"]
    ]  # fmt: skip
    assert shown.count("<svg") == 1 and "<table" in shown


def test_the_picture_has_a_title_and_a_description_and_no_markup_of_names():
    drawn = order_picture(of_sets([frozenset(), frozenset({1})]))
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img" and root[0].tag == f"{SVG}title" and root[1].tag == f"{SVG}desc"
    assert root[0].text == root.get("aria-label") and "set 0 is below set 1." in root[1].text
    evil = order({"<script>&": policy("s3:*")})
    assert "<script>" not in order_html(evil) and boxes(order_picture(evil)).keys() == {"<script>&"}
    assert "var(" not in standalone(drawn) and "<desc>" in standalone(drawn)
    assert not re.search(r"(?:fill|stroke):(?:black|white|#000|#fff)", drawn)  # what a dark page could not show


def test_an_undecided_pair_is_named():
    found = order_of(["a", "b"], [(0, 1, Unknown("no")), (1, 0, Proved(None))])
    assert summary(found) == "2 policies, 2 pairs: 1 proved, 0 refuted, 1 not decided (a within b)"


def test_what_is_too_wide_goes_to_the_right():
    leaves = [frozenset({number}) for number in range(MOST_DRAWN - 1)]
    drawn = order_picture(of_sets([*leaves[:8], frozenset(range(99))]))
    assert "Above is what allows more." in drawn
    names = [f"AmazonService{n}FullAccessOfTeams" for n in range(len(leaves) + 1)]
    pairs = [(n, len(leaves), Proved(None)) for n in range(len(leaves))]
    drawn = hasse_picture(order_of(names, pairs), "")
    assert "To the right is what allows more." in drawn and len(lines(drawn)) == len(leaves)
    assert float(re.search(r'viewBox="0 0 (\d+)', drawn)[1]) < 1000


def test_of_many_a_longest_chain_is_drawn_and_levels_are_counted():
    sets = [frozenset(range(n)) for n in range(9)] + [frozenset({n}) for n in range(20, 60)] + [frozenset(range(70))]
    found = of_sets(sets)
    drawn, picture = part(found), order_picture(found)
    assert not drawn.whole and len(drawn.levels) <= MOST_CHOSEN
    kept = set(boxes(picture))
    assert {f"set {n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 49)} <= kept
    assert "set 0" not in kept and "Below all others, and not drawn: set 0." in picture
    assert picture.count("stroke-width:3.5") == 8 and "level 1: 41 groups" in picture
    assert "level 9: 1 group<" in picture and "Of 50 groups of equivalent policies" in picture
    assert order_html(found).text.splitlines()[-1].split() == ["0", "1"]


def test_a_chain_of_many():
    drawn = part(of_sets([frozenset(range(n)) for n in range(40)]))
    assert len(drawn.levels) == 39 and not drawn.whole


@pytest.mark.parametrize("name", ["", "a", "x" * 500, "AWSManagedServices_SelfServiceReporting_ServiceRolePolicy"])
def test_names_are_cut_and_kept(name):
    said = wrapped(name)
    assert all(len(line) <= 22 for line in said) and len(said) <= 4
    assert name.startswith("".join(said).rstrip("…"))


@given(SETS)
def test_layers_keep_their_boxes_apart(sets):
    found = of_sets(sets)
    heights = dict(enumerate(found.heights))
    made = layers(heights, found.restricted(range(len(heights))), {n: 10.0 + n for n in heights})
    for row in made.rows:
        at = [(made.places[stop], 10.0 + stop[0]) for stop in row if stop[0] == stop[1]]
        assert all(b - a >= (m + n) / 2 + APART - 1e-6 for (a, m), (b, n) in zip(at, at[1:], strict=False))
