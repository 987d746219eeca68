"""Each number has one field, and the two halves and what is in neither are told apart without colour."""

from hypothesis import given
from hypothesis import strategies as st

from arlib.views.plots.halves import halves_picture


@given(st.integers(1, 120), st.sets(st.integers(-3, 130)), st.sets(st.integers(-3, 130)))
def test_each_number_has_a_field_of_its_kind(most, first, free):
    shown = halves_picture(most, first, free)
    numbers = set(range(1, most + 1))
    assert shown.count("<rect") == most
    assert shown.count("fill:none") == len(numbers & free)
    assert shown.count("fill-opacity") == len(numbers - first - free)
    assert shown.text.endswith(f"The first half: {', '.join(map(str, sorted(numbers & first - free)))}")
