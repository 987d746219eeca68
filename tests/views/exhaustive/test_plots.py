"""Figures and the chart: labelled axes, a line for each rate, and the same in words."""

import math
import re
import xml.etree.ElementTree as ET

import pytest

from arlib import Unknown, Unsigned, claim, exhaust
from arlib.exhaustive import Exhaustion
from arlib.views.exhaustive.chart import HEIGHT, WIDTH, describe_timing_chart, timing_chart
from arlib.views.exhaustive.plots import (
    describe_miss_probability,
    describe_time_against_bits,
    miss_probability,
    missed_by,
    time_against_bits,
)
from arlib.views.plots.scale import ESSAY_SECONDS, LANDMARKS, TICKS, YEAR, amount

RATES = {"Python": 2e7, "C": 7e8, "numpy": 4e9, "numba": 2.2e10}
SVG = "{http://www.w3.org/2000/svg}"


def rate_lines(figure):
    return [line for line in figure.axes[0].get_lines() if re.search(": .* a second$", line.get_label())][: len(RATES)]


def test_each_rate_has_a_line_told_apart_without_colour():
    lines = rate_lines(time_against_bits(RATES))
    assert [line.get_label().split(":")[0] for line in lines] == ["numba", "numpy", "C", "Python"]
    assert (
        len({line.get_marker() for line in lines}) == len({str(line.get_linestyle()) for line in lines}) == len(RATES)
    )
    assert len({line.get_color() for line in lines}) == len(RATES)


def test_a_line_is_time_against_bits():
    line = rate_lines(time_against_bits({"C": 1e6}))[0]
    assert list(line.get_xdata()) == list(range(1, 65))
    assert line.get_ydata()[0] == pytest.approx(4e-6)
    assert line.get_ydata()[31] == pytest.approx(2**64 / 1e6)
    single = rate_lines(time_against_bits({"C": 1e6}, inputs=1))[0]
    assert single.get_ydata()[31] == pytest.approx(2**32 / 1e6)


def test_the_axes_are_labelled_in_words():
    axes = time_against_bits(RATES).axes[0]
    assert axes.get_yscale() == "log"
    assert axes.get_xlabel() == "bits for each input"
    assert axes.get_title(loc="left") == "Time to try all cases of two inputs"
    ticks = [tick.get_text() for tick in axes.get_yticklabels()]
    assert {"1 s", "1 year", "1 billion years"} <= set(ticks)
    shown = {text.get_text() for text in axes.texts}
    assert {"a day", "a lifetime (80 years)", "the age of the universe"} <= shown
    assert any("the essay: 1,360 years" in text.get_text() for text in axes.get_legend().get_texts())


def test_the_essay_is_at_32_bits_and_1360_years():
    essay = next(line for line in time_against_bits(RATES).axes[0].get_lines() if "essay" in line.get_label())
    assert list(essay.get_xdata()) == [32]
    assert essay.get_ydata()[0] / (365 * 86400) == pytest.approx(1360.3, abs=0.05)


def test_every_figure_carries_its_description():
    assert time_against_bits(RATES).get_label() == describe_time_against_bits(RATES)
    assert miss_probability(2**16, 1, 10**6).get_label() == describe_miss_probability(2**16, 1, 10**6)


def test_a_description_has_a_line_for_each_rate():
    lines = describe_time_against_bits(RATES).splitlines()
    assert [line.split(" at ")[0] for line in lines[1:-1]] == ["numba", "numpy", "C", "Python"]
    assert "for 32 bits" in lines[1]
    assert lines[-1].startswith("The essay: 1,360 years")


def test_more_rates_than_looks_still_have_a_line_each():
    many = {f"engine {n}": 10.0**n for n in range(1, 13)}
    figure = time_against_bits(many)
    assert len([line for line in figure.axes[0].get_lines() if line.get_label().startswith("engine")]) == 12


def test_no_figure_is_left_in_pyplot():
    from matplotlib import pyplot

    before = pyplot.get_fignums()
    time_against_bits(RATES)
    miss_probability(256, 1, 1000)
    assert pyplot.get_fignums() == before


@pytest.mark.parametrize(("cases", "bad", "tests"), [(256, 1, 100), (10, 10, 1), (2**64, 1, 10**6), (4, 3, 0)])
def test_missing_every_bad_case(cases, bad, tests):
    assert missed_by(cases, bad, tests) == pytest.approx((1 - bad / cases) ** tests)


def test_the_probability_falls_from_one_and_is_marked_at_even_odds():
    axes = miss_probability(2**16, 1, 10**7).axes[0]
    curve, half = axes.get_lines()
    assert list(curve.get_ydata()) == sorted(curve.get_ydata(), reverse=True)
    assert curve.get_ydata()[0] > 0.99 and curve.get_ydata()[-1] < 0.01
    assert missed_by(2**16, 1, half.get_xdata()[0]) == pytest.approx(0.5)
    assert (axes.get_xscale(), axes.get_xlabel()) == ("log", "random tests")


def test_a_probability_is_never_rounded_to_certainty():
    words = describe_miss_probability(2**64, 1, 10**6)
    assert "more than 99.9 % after 1,000,000" in words
    assert "100 %" not in words.replace("more than", "")


@pytest.mark.parametrize("bad", [0, 257])
def test_a_sample_has_some_bad_cases(bad):
    with pytest.raises(ValueError, match="bad"):
        miss_probability(256, bad, 1000)
    with pytest.raises(ValueError, match="bad"):
        describe_miss_probability(256, bad, 1000)


def made(text, width, cases, seconds=1.0):
    parsed = claim(text)
    everything = 1 << width * len(parsed.inputs)
    return Exhaustion(parsed, Unsigned(width), "python", cases, everything, 0.0, seconds, Unknown("stopped"))


RESULTS = [
    None,
    exhaust("x + y == y + x", Unsigned(8), engine="python"),
    exhaust("x - y == y - x", Unsigned(4)),
    exhaust("1 == 1", Unsigned(8)),
    made("x == x", 24, 10**9),
    made("x + y == y + x", 32, 10**9),
    made("x + y == y + x", 64, 10**6),
    made("x + y + z == 0", 16, 10**7),
    made(" + ".join(f"x{n}" for n in range(20)) + " == 0", 64, 10**7),
    made("x == y", 32, 0, 0.0),
]


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_a_chart_is_an_image_with_a_description(result):
    root = ET.fromstring(timing_chart(result))
    assert root.get("role") == "img"
    assert root.get("aria-label") == describe_timing_chart(result)
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"bits for each input", "Time to try all cases", "the age of the universe"} <= set(words)
    assert any("1,360 years" in word for word in words)


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_a_chart_stays_in_its_frame(result):
    root = ET.fromstring(timing_chart(result))
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in ("x", "x1", "x2", "cx"):
                assert 0 <= float(value) <= WIDTH
            if name in ("y", "y1", "y2", "cy"):
                assert 0 <= float(value) <= HEIGHT


def test_a_chart_says_what_was_run_and_where_it_leads():
    done = describe_timing_chart(RESULTS[1])
    assert "This run: all of uint8 took" in done and "at 32 bits" in done and "at 64 bits" in done
    assert "all of uint32 would take" in describe_timing_chart(RESULTS[5])
    assert "Nothing was run yet" in describe_timing_chart(RESULTS[-1])


def test_the_scale_rises():
    assert list(TICKS) == sorted(TICKS)
    assert list(LANDMARKS) == sorted(LANDMARKS)
    assert pytest.approx(1359.4, abs=0.05) == ESSAY_SECONDS / YEAR
    assert all(math.isfinite(seconds) for seconds, _ in TICKS)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1"), (999, "999"), (1e3, "1,000"), (999_499, "999,000"), (999_999, "1 million"), (2.24e10, "22.4 billion")],
)
def test_amounts(number, words):
    assert amount(number) == words
