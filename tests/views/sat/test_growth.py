"""How a question's cost grows: a line for each method, told apart without colour, and the same in words."""

import math

import pytest

from arlib.views.sat.growth import SMALLEST, describe_growth, growth

CONFLICTS = {
    "adder": {4: 60, 8: 204, 64: 2195, 16: 341},
    "adder, shared gates": {4: 0, 8: 0, 64: 0},
    "multiplier": {3: 18, 4: 84, 9: 164480},
}


def test_each_method_has_a_line_told_apart_without_colour():
    figure = growth(CONFLICTS)
    lines = figure.axes[0].get_lines()
    assert [line.get_label() for line in lines] == [*CONFLICTS]
    for look in ("get_marker", "get_linestyle", "get_color"):
        assert len({str(getattr(line, look)()) for line in lines}) == len(CONFLICTS)
    assert list(lines[0].get_xdata()) == [4, 8, 16, 64] and list(lines[0].get_ydata()) == [60, 204, 341, 2195]


def test_nothing_lies_outside_and_no_conflict_is_on_the_scale():
    axes = growth(CONFLICTS).axes[0]
    low, high = axes.get_ylim()
    assert low < 0 < 164480 < high
    assert list(axes.get_lines()[1].get_ydata()) == [0, 0, 0]
    places = axes.transData.transform([(8, 60), (8, 600), (8, 6000)])[:, 1]
    assert math.isclose(places[1] - places[0], places[2] - places[1], rel_tol=1e-6)  # ten times is as far anywhere


def test_seconds_are_durations():
    figure = growth({"all cases": {8: 0.0, 16: 90.0}}, cost="seconds", width="width", title="A race")
    axes = figure.axes[0]
    assert axes.get_lines()[0].get_ydata()[0] == SMALLEST and axes.get_yscale() == "log"
    assert axes.yaxis.get_major_formatter()(90, 0) == "1 min 30 s" and axes.get_title(loc="left") == "A race"
    assert figure.get_label().endswith("all cases: 0 s at 8, 1 min 30 s at 16.")


def test_the_figure_says_in_words_what_it_shows():
    assert growth(CONFLICTS).get_label() == describe_growth(CONFLICTS)
    assert "adder: 60 at 4, 204 at 8, 341 at 16, 2,195 at 64." in describe_growth(CONFLICTS)


@pytest.mark.parametrize("measured", [{}, {"adder": {}}, {"adder": {4: -1}}], ids=str)
def test_what_was_not_measured_is_not_drawn(measured):
    with pytest.raises(ValueError, match="nothing to draw|at least 0"):
        growth(measured)
