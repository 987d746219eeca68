"""Results to matplotlib figures, each with a function that says the same in words.

Lines differ in marker and in dashes as well as in colour. The figures do not go through pyplot, so nothing
is left behind; ``%load_ext arlib.views`` shows them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from arlib.views.plots.figures import COLOURS, figure_axes, finished, looks
from arlib.views.plots.scale import (
    ESSAY_RATE,
    ESSAY_SECONDS,
    ESSAY_WIDTH,
    ESSAY_YEARS,
    LANDMARKS,
    TICKS,
    amount,
    duration,
    seconds_for_all,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKED_BITS = (8, 16, 24, 32, 40, 48, 56, 64)


def time_against_bits(rates: Mapping[str, float], inputs: int = 2) -> Figure:
    """Time to try all cases against bits for each input: one line for each rate, in cases a second.

    >>> figure = time_against_bits({"Python": 2e7, "numpy": 2e9})
    >>> [line.get_label() for line in figure.axes[0].get_lines() if line.get_marker() != "None"][:2]
    ['numpy: 2 billion a second', 'Python: 20 million a second']
    """
    axes = figure_axes(8.8, 5.4)
    bits = range(1, 65)
    for (name, rate), look in zip(_fastest_first(rates), looks(), strict=False):
        axes.plot(
            bits,
            [seconds_for_all(width, inputs, rate) for width in bits],
            label=f"{name}: {amount(rate)} a second",
            markevery=[width - 1 for width in MARKED_BITS],
            **look,
        )
    axes.plot(
        [ESSAY_WIDTH],
        [ESSAY_SECONDS],
        "D",
        color="#ffffff",
        markeredgecolor="#000000",
        markeredgewidth=1.5,
        markersize=9,
        zorder=5,
        label=f"the essay: {ESSAY_YEARS}, at {amount(ESSAY_RATE)} a second",
    )
    _label_time(axes, [seconds_for_all(width, inputs, rate) for rate in rates.values() for width in (1, 64)])
    for seconds, words in LANDMARKS:
        axes.axhline(seconds, color="#444444", linewidth=1, linestyle=(0, (4, 4)), zorder=1)
        axes.annotate(words, (1.6, seconds), (0, 3), textcoords="offset points", fontsize=9.5, color="#222222")
    axes.set_xlim(1, 65)
    axes.set_xticks([1, *MARKED_BITS])
    axes.set_xlabel("bits for each input")
    axes.set_title(f"Time to try all cases of {_inputs(inputs)}", loc="left", fontweight="bold", fontsize=11.5)
    axes.legend(loc="lower right", fontsize=9, framealpha=1, edgecolor="#cccccc", handlelength=4.5)
    return finished(axes, describe_time_against_bits(rates, inputs))


def describe_time_against_bits(rates: Mapping[str, float], inputs: int = 2) -> str:
    """The figure ``time_against_bits`` in words, a line for each rate.

    >>> print(describe_time_against_bits({"numpy": 2e9}))
    Time to try all cases of two inputs, on a logarithmic scale.
    numpy at 2 billion a second: 2.15 s for 16 bits, \
292.3 years for 32 bits, 10¹¹ times the age of the universe for 64 bits.
    The essay: 1,360 years for 32 bits, at 430 million a second.
    """
    words = [f"Time to try all cases of {_inputs(inputs)}, on a logarithmic scale."]
    for name, rate in _fastest_first(rates):
        times = (f"{duration(seconds_for_all(width, inputs, rate))} for {width} bits" for width in (16, 32, 64))
        words.append(f"{name} at {amount(rate)} a second: {', '.join(times)}.")
    words.append(f"The essay: {ESSAY_YEARS} for {ESSAY_WIDTH} bits, at {amount(ESSAY_RATE)} a second.")
    return "\n".join(words)


def miss_probability(cases: int, bad: int, most_tests: int) -> Figure:
    """The probability that random tests, drawn with replacement, all miss the ``bad`` cases among ``cases``.

    >>> figure = miss_probability(2**16, 1, 10**7)
    >>> figure.axes[0].get_xscale()
    'log'
    """
    _check_sample(cases, bad)
    axes = figure_axes(8.8, 3.6)
    points = 400
    tests = [most_tests ** (n / points) for n in range(points + 1)]
    axes.plot(tests, [missed_by(cases, bad, test) for test in tests], color=COLOURS[0], linewidth=2.2)
    axes.set_xscale("log")
    half = _tests_for_even_odds(cases, bad)
    if 1 <= half <= most_tests:
        axes.plot([half], [0.5], "o", color=COLOURS[0], markersize=8)
        side = {"ha": "left", "xytext": (12, 4)} if half < most_tests**0.6 else {"ha": "right", "xytext": (-12, -12)}
        axes.annotate(f"even odds after {amount(half)} tests", (half, 0.5), textcoords="offset points", **side)
    axes.set_xlim(1, most_tests)
    axes.set_ylim(-0.03, 1.05)
    powers = range(0, math.floor(math.log10(most_tests)) + 1, 1 if most_tests < 10**7 else 2)
    axes.set_xticks([10**power for power in powers], [amount(10**power) for power in powers])
    axes.set_xticks([], minor=True)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.set_xlabel("random tests")
    axes.set_ylabel("probability that all pass")
    axes.set_title(f"Missing {bad:,} of {cases:,} cases", loc="left", fontweight="bold", fontsize=11.5)
    return finished(axes, describe_miss_probability(cases, bad, most_tests))


def missed_by(cases: int, bad: int, tests: float) -> float:
    """(1 - bad / cases) ^ tests, without losing a small share to rounding.

    >>> round(missed_by(2, 1, 3), 6)
    0.125
    """
    return math.exp(tests * math.log1p(-bad / cases)) if bad < cases else 0.0


def describe_miss_probability(cases: int, bad: int, most_tests: int) -> str:
    """The figure ``miss_probability`` in words.

    >>> print(describe_miss_probability(65536, 1, 10_000))
    Probability that random tests all miss 1 failing case of 65,536: 99.8 % after 100 tests, 85.8 % after 10,000. \
Even odds take 45,426 tests.
    """
    _check_sample(cases, bad)
    middle = 10 ** (round(math.log10(most_tests)) // 2)
    first, last = (_percent(missed_by(cases, bad, tests)) for tests in (middle, most_tests))
    return (
        f"Probability that random tests all miss {bad:,} failing case{'s' * (bad > 1)} of {cases:,}: "
        f"{first} after {middle:,} tests, {last} after {most_tests:,}. "
        f"Even odds take {math.ceil(_tests_for_even_odds(cases, bad)):,} tests."
    )


def _percent(share: float) -> str:
    """Never 0 or 100 % for what is only almost impossible or almost certain."""
    if 0 < share < 0.001:
        return "less than 0.1 %"
    if 0.999 < share < 1:
        return "more than 99.9 %"
    return f"{100 * share:.1f} %"


def _check_sample(cases: int, bad: int) -> None:
    if not 1 <= bad <= cases:
        raise ValueError(f"of {cases:,} cases, 1 or more and at most all are bad, not {bad:,}")


def _tests_for_even_odds(cases: int, bad: int) -> float:
    return math.log(0.5) / math.log1p(-bad / cases) if bad < cases else 1.0


def _fastest_first(rates: Mapping[str, float]) -> list[tuple[str, float]]:
    """The order of the legend is then that of the rates."""
    return sorted(rates.items(), key=lambda item: -item[1])


def _inputs(inputs: int) -> str:
    return {1: "one input", 2: "two inputs", 3: "three inputs"}.get(inputs, f"{inputs} inputs")


def _label_time(axes: Any, durations: Iterable[float]) -> None:
    """A logarithmic axis of time whose ticks are words."""
    low, high = min([1e-6, *durations]), max([ESSAY_SECONDS, *durations])
    ticks = [(seconds, words) for seconds, words in TICKS if low <= seconds <= high]
    axes.set_yscale("log")
    axes.set_ylim(low / 10, high * 100)
    axes.set_yticks([seconds for seconds, _ in ticks], [words for _, words in ticks], fontsize=9)
    axes.set_yticks([], minor=True)
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.6)
    axes.set_axisbelow(True)
