import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Signed, Unbounded, Undefined, Unsigned, integer_model
from arlib.integers import (
    TooWide,
    euclid_div,
    euclid_mod,
    floor_div,
    floor_mod,
    shift_left,
    shift_right,
    trunc_div,
    trunc_mod,
)

DIVISIONS = [(floor_div, floor_mod), (trunc_div, trunc_mod), (euclid_div, euclid_mod)]


def test_the_three_divisions_differ_as_the_literature_says():
    assert [div(7, -2) for div, _ in DIVISIONS] == [-4, -3, -3]
    assert [div(-7, 2) for div, _ in DIVISIONS] == [-4, -3, -4]


@given(st.integers(), st.integers().filter(bool))
def test_each_division_has_its_remainder(a, b):
    for div, mod in DIVISIONS:
        assert div(a, b) * b + mod(a, b) == a
        assert abs(mod(a, b)) < abs(b)
    assert floor_mod(a, b) == 0 or (floor_mod(a, b) < 0) == (b < 0)
    assert trunc_mod(a, b) == 0 or (trunc_mod(a, b) < 0) == (a < 0)
    assert euclid_mod(a, b) >= 0


@pytest.mark.parametrize("operation", [operation for pair in DIVISIONS for operation in pair])
def test_division_by_zero_is_undefined(operation):
    with pytest.raises(Undefined, match="division by zero"):
        operation(5, 0)


@given(st.integers(), st.integers(1, 70), st.sampled_from([Signed, Unsigned]))
def test_wrapping_keeps_the_value_modulo_two_to_the_width(value, width, kind):
    model = kind(width)
    assert model.wrap(value) in model
    assert (model.wrap(value) - value) % 2**width == 0
    assert model.high - model.low + 1 == 2**width


@given(st.integers(-1000, 1000), st.integers(0, 40), st.integers(1, 20), st.sampled_from([Signed, Unsigned]))
def test_shifts_multiply_and_divide(a, b, width, kind):
    model = kind(width)
    a = model.wrap(a)
    assert shift_left(a, b, model) == model.wrap(a * 2**b)
    assert shift_left(a, b, Unbounded()) == a * 2**b
    assert shift_right(a, b) == a // 2**b


def test_a_huge_shift_costs_nothing_and_a_negative_one_is_undefined():
    assert shift_left(1, 2**63, Unsigned(64)) == 0
    assert shift_right(-1, 2**63) == -1
    for shift in (lambda: shift_left(1, -1, Unsigned(8)), lambda: shift_right(1, -1)):
        with pytest.raises(Undefined, match="negative"):
            shift()
    with pytest.raises(TooWide, match="more than"):  # it has a value
        shift_left(1, 2**63, Unbounded())
    assert shift_left(0, 2**63, Unbounded()) == 0


@pytest.mark.parametrize("model", [Unbounded(), Signed(8), Unsigned(16), Signed(1), Unsigned(1024)])
def test_a_model_and_its_name_mean_each_other(model):
    assert integer_model(str(model)) == model


@pytest.mark.parametrize("name", ["", "int0", "uint", "float", "int08", "int-8", "uint8 ", "Int8", "int100000"])
def test_other_names_are_refused(name):
    with pytest.raises(ValueError, match="integer type"):
        integer_model(name)


@pytest.mark.parametrize("width", [0, -1, 1.5, "8"])
def test_a_width_is_a_positive_integer(width):
    with pytest.raises(ValueError, match="width"):
        Unsigned(width)
