"""Pictures of runs: what is drawn, and the same in words."""

import re

import pytest
from views.termination.test_proofs import tags

from arlib import python_program, run, terminates, transition_system
from arlib.polynomials import Polynomial
from arlib.programs.interpreter import OutOfSteps, Run, Visit
from arlib.views.plots.axes import short, ticks
from arlib.views.programs.run_plots import MOST_ARRIVALS, plot_run
from arlib.views.termination.plane import clip, guards, plot_plane, trajectory
from arlib.views.termination.ranks import ranking_values

G = python_program("def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y")
NESTED = python_program(
    "def nested(n):\n    i = 0\n    while i < n:\n        j = 0\n        while j < i:\n"
    "            j = j + 1\n        i = i + 1"
)
AWAY = python_program("def away(x):\n    while x != 0:\n        x = x - 1 if x > 0 else x + 1")
UP = python_program("def up(x, y):\n    while x > y:\n        x = x + 1")
x, y = Polynomial.variable("x"), Polynomial.variable("y")


def test_the_ranking_function_falls_beneath_the_variables():
    picture = plot_run(run(G, {"x": 17, "y": 5}), terminates(G))
    assert picture.text.splitlines() == [
        "A run from x = 17, y = 5, which came to the end after 4 arrivals at a loop.",
        "x: 17, 12, 7, 2.",
        "y: 5, 5, 5, 5.",
        "Ranking function x - y - 1: 11, 6, 1, -4.",
    ]
    assert f'aria-label="{picture.text}"' in picture and 'role="img"' in picture
    found = tags(picture)
    assert found.count("svg") == 1 and found.count("circle") == 2 + 2 * 4


def test_a_reader_may_bring_an_expression():
    made = run(G, {"x": 17, "y": 5})
    (series,) = ranking_values(made, "x - 2 * y")
    assert series.values == (7, 2, -3, -8)
    assert ranking_values(made, "x // z")[0].values == (None,) * 4
    with pytest.raises(TypeError):
        ranking_values(made, 3)


def test_components_have_values_at_their_locations():
    made = run(NESTED, {"n": 3})
    outer, inner = ranking_values(made, terminates(NESTED).certificate)
    assert None not in outer.values
    assert [value is None for value in inner.values] == [visit.loop == 1 for visit in made.visits]
    assert "line 3" in plot_run(made, terminates(NESTED))


def test_cases_have_components_of_their_own():
    proof = terminates(AWAY)
    negative = ranking_values(run(AWAY, {"x": -3}), proof)
    for arrival in range(4):
        assert sum(each.values[arrival] is not None for each in negative) >= 1
    values = [each.values for each in negative if each.values[0] is not None]
    assert all(a is None or b is None or a > b for each in values for a, b in zip(each, each[1:], strict=False))


def test_long_runs_and_large_numbers_are_cut():
    picture = plot_run(run(UP, {"x": 1, "y": 0}, steps=2000))
    assert f"the first {MOST_ARRIVALS} of" in picture
    huge = Run({"x": 1}, (), tuple(Visit(1, 2, {"x": 10 ** (10 * n)}, n, 0) for n in range(5)), OutOfSteps(2), 9, 5)
    assert "the first 2 of 5" in plot_run(huge) and "(41 digits)" in plot_run(huge).text
    nothing = plot_run(run(G, {"x": 1, "y": 0}), terminates(G))
    assert nothing.text == "A run from x = 1, y = 0, which came to the end after 0 arrivals at a loop."
    assert "<svg" not in nothing


def test_words_are_escaped():
    odd = Run({"x": 1}, (), (Visit(1, 2, {"<b>": 1}, 0, 0),), OutOfSteps(2), 1, 1)
    assert "<b>" not in plot_run(odd)


def test_the_plane_shows_the_set_and_the_trajectory():
    picture = plot_plane(terminates(UP))
    assert "A loop goes on where x > y." in picture.text
    assert "Recurrence set, which is never left: x > y." in picture.text
    assert "The trajectory: (" in picture.text and "never left: x &gt; y" in picture
    assert re.search("stroke-dasharray:6 4", picture)
    tags(picture)


def test_the_plane_of_a_program_needs_a_run():
    made = run(G, {"x": 17, "y": 5})
    assert "The trajectory: (17, 5), (12, 5), (7, 5), (2, 5)." in plot_plane(G, made).text
    assert "never left" not in plot_plane(G, made)
    with pytest.raises(ValueError, match="which run of g"):
        plot_plane(G)
    with pytest.raises(ValueError, match="two variables"):
        plot_plane(AWAY, run(AWAY, {"x": 3}))
    with pytest.raises(TypeError):
        plot_plane("g")


def test_a_lasso_goes_back_and_forth():
    swap = "def swap(x, y):\n    while x != y:\n        x, y = y, x"
    picture = plot_plane(terminates(swap))
    assert "1, 3" in picture


def test_guards_and_points():
    made = run(G, {"x": 17, "y": 5})
    assert guards(transition_system(G), made) == [(x - y - 1,)]
    assert trajectory(made, ("y", "x"))[0] == (5, 17)
    assert trajectory(run(NESTED, {"n": 2}), ("i", "j"))[0] == (0, 0)
    assert guards(transition_system(G), run(G, {"x": 1, "y": 0})) == []


def test_a_region_with_a_curved_border_is_drawn_in_cells():
    curved = python_program("def f(x, y):\n    while x * x + y * y < 30:\n        x, y = x + 1, y + 1")
    picture = plot_plane(curved, run(curved, {"x": 0, "y": 0}))
    assert picture.count("<polygon") > 100


def test_a_polygon_is_clipped():
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert clip(square, x + y - 100, ("x", "y")) == []
    assert clip(square, x + 1, ("x", "y")) == square
    assert set(clip(square, x - y, ("x", "y"))) == {(0, 0), (4, 0), (4, 4)}


@pytest.mark.parametrize("low, high", [(0, 1), (-3, 4), (-20, 20), (5, 12345), (-(10**15), 10**15)])
def test_ticks_are_few_and_round(low, high):
    found = ticks(low, high, 6)
    assert 1 <= len(found) <= 7 and all(low <= value <= high and value == int(value) for value in found)
    assert all(short(value) for value in found)
