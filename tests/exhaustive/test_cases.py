from hypothesis import given
from hypothesis import strategies as st
from strategies import machines

from arlib import Signed, Unsigned
from arlib.exhaustive.cases import Cases, grids, places, split_row


@given(machines(), st.integers(0, 3))
def test_cases_are_numbered_in_order_and_none_is_missing(integers, number):
    cases = Cases(("x", "y", "z")[:number], integers)
    assignments = [tuple(cases.assignment(case).values()) for case in range(cases.count)]
    assert assignments == sorted(set(assignments))
    assert len(assignments) == (2**integers.width) ** number
    assert all(list(cases.assignment(case)) == list(cases.inputs) for case in (0, cases.count - 1))


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 6), st.sampled_from([0, 1 << 62, (1 << 52) - 900]))
def test_grids_cover_each_case_once_in_order(start, size, column_bits, offset):
    covered = []
    for grid in grids(offset + start, offset + start + size, column_bits):
        # Every row of a grid agrees in the high part, so that a low counter can run over its rows.
        assert split_row(grid.base)[0] == split_row(grid.base + grid.rows - 1)[0]
        for row in range(grid.base, grid.base + grid.rows):
            covered += [(row << column_bits) + column for column in range(grid.first, grid.last)]
    assert covered == list(range(offset + start, offset + start + size))


@given(st.data())
def test_places_decode_a_case(data):
    width = data.draw(st.integers(1, 70))
    cases = Cases(
        ("x", "y", "z")[: data.draw(st.integers(1, 3))], data.draw(st.sampled_from([Signed, Unsigned]))(width)
    )
    column_bits = data.draw(st.integers(0, min(width, 16)))
    case = data.draw(st.integers(0, cases.count - 1))
    row, column = divmod(case, 1 << column_bits)
    high, low = split_row(row)
    for place, (name, value) in zip(places(cases, column_bits), cases.assignment(case).items(), strict=True):
        decoded = place.value(row) + cases.integers.low + (column if name == cases.inputs[-1] else 0)
        assert decoded == value
        # The two parts of a row number, decoded apart, are disjoint bits of the same value.
        assert place.value(high) + place.low_part().value(low) == place.value(row)
