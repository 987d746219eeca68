"""A chart of growth: equal factors are equal steps, and each line says its numbers in words."""

import re

import pytest

from arlib.views.plots.growth import growth_chart

MARK = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)"')


def test_equal_factors_are_equal_steps():
    shown = growth_chart("t", "bits", {"doubling": {n: 2**n for n in range(2, 12)}})
    heights = [float(y) for _, y in MARK.findall(shown)][:-1]  # the last mark is that of the key
    steps = [above - below for above, below in zip(heights, heights[1:], strict=False)]
    assert max(steps) - min(steps) < 0.21  # places are rounded to a tenth of a pixel
    assert "2,048 for 11" in shown.text


def test_lines_differ_in_more_than_their_colour():
    shown = growth_chart("t", "n", {"one": {1: 10, 2: 100}, "other": {1: 1, 2: 0}})
    assert shown.count("<circle") == 3
    assert "stroke-dasharray:7 4" in shown
    assert shown.text.splitlines()[2] == "other: 1 for 1, 0 for 2"


@pytest.mark.parametrize("counts", [{}, {"empty": {}}, {str(n): {1: 1} for n in range(7)}])
def test_what_cannot_be_drawn_is_refused(counts):
    with pytest.raises(ValueError, match="a chart has 1 to 6 lines"):
        growth_chart("t", "n", counts)
