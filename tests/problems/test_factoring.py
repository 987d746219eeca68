"""A number has factors where it has, and they are what the solver finds."""

import pytest
from models import model

from arlib.circuits import blast
from arlib.problems import factors


def test_all_small_numbers():
    for number in range(2, 100):
        asked = blast(factors(number))
        found = model(asked.where_true)
        divisors = [x for x in range(2, number) if number % x == 0]
        assert (found is not None) == bool(divisors), number
        if found is not None:
            values = asked.values(found)
            assert values["x"] * values["y"] == number and 1 < values["x"] <= values["y"]


def test_a_number_of_eighteen_bits():
    asked = blast(factors(187_763 - 2))
    values = asked.values(model(asked.where_true))
    assert values["x"] * values["y"] == 187_761


def test_one_has_no_factors():
    with pytest.raises(ValueError, match="from 2 on"):
        factors(1)
