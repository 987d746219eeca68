"""The circle of a type: every move ends where the type's arithmetic does, and no two numbers stand on one place."""

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Signed, Unsigned
from arlib.views.plots.circle import number_circle

TYPES = st.builds(Signed, st.integers(2, 32)) | st.builds(Unsigned, st.integers(1, 32))
TEXT = re.compile(r'<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="middle" style="[^"]*">(-?[\d,]+)<')


def places(markup):
    return {int(words.replace(",", "")): (float(x), float(y)) for x, y, words in TEXT.findall(markup)}


@given(TYPES, st.data())
def test_a_move_ends_where_the_arithmetic_does(integers, data):
    start = data.draw(st.integers(integers.low, integers.high))
    amount = data.draw(st.integers(-(2**integers.width), 2**integers.width))
    shown = number_circle(integers, (start, amount))
    end = (start + amount - integers.low) % 2**integers.width + integers.low
    assert shown.text.splitlines()[1].endswith(f" is {end:,}")
    assert {start, end} <= places(shown).keys()
    assert "\n" + shown.text.splitlines()[1] in shown  # the alt text says the same


def test_halfway_around_both_ways_lead_to_the_same_number():
    shown = number_circle(Unsigned(8), (0, -128), (0, 128))
    assert shown.text.splitlines()[1:] == ["0 - 128 is 128", "0 + 128 is 128"]
    assert "stroke-dasharray:7 4" in shown  # going back is not only another colour


@pytest.mark.parametrize("move", [(127, 1), (-128, -1), (100, 100), (0, 1), (-64, 3)])
def test_numbers_do_not_touch(move):
    shown = places(number_circle(Signed(8), move))
    for (x, y), (other_x, other_y) in combinations(shown.values(), 2):
        assert math.dist((x, y), (other_x, other_y)) > 14


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="256 is no number of uint8"):
        number_circle(Unsigned(8), (256, 1))
    with pytest.raises(ValueError, match="room for 4 moves"):
        number_circle(Unsigned(8), *[(0, 1)] * 5)
