"""A limit on time may be any number; what is none is refused in one line, by everything that has a limit."""

import math
from fractions import Fraction

import numpy as np
import pytest

import arlib
import arlib.smt
from arlib.seconds import time_limit

LOOP = "def f(x):\n    while x > 0:\n        x = x - 1"
LIMITED = {
    "exhaust": lambda seconds: arlib.exhaust("x == x", "uint8", seconds=seconds),
    "prove": lambda seconds: arlib.prove("x + y == y + x", seconds=seconds),
    "simplify": lambda seconds: arlib.simplify(arlib.parse("x + 0"), seconds=seconds),
    "terminates": lambda seconds: arlib.terminates(LOOP, seconds=seconds),
    "is_valid": lambda seconds: arlib.smt.is_valid(arlib.claim("x * x >= 0"), seconds=seconds),
    "check_rule": lambda seconds: arlib.check_rule(arlib.rule("mine", "a + b - b", "a"), "int", seconds=seconds),
}
EACH = pytest.mark.parametrize("limited", LIMITED.values(), ids=LIMITED)


@EACH
@pytest.mark.parametrize("seconds", [math.nan, "3", "", [1], b"1", 1j, float], ids=str)
def test_what_is_no_number_of_seconds_is_refused_in_one_line(limited, seconds):
    with pytest.raises(ValueError, match="a number of seconds, not [^\n]*$"):
        limited(seconds)


@EACH
@pytest.mark.parametrize("seconds", [math.inf, 10**400, 1e308, 5, 5.0, Fraction(11, 2), np.float32(5), np.int64(5)])
def test_every_number_of_seconds_will_do(limited, seconds):
    assert type(limited(seconds)) is type(limited(5.0))


def test_a_limit_is_the_number_that_was_given():
    assert [time_limit(each) for each in (1, True, -1, Fraction(1, 2), 10**400, -(10**400))] == [
        *(1.0, 1.0, -1.0, 0.5, math.inf, -math.inf)
    ]
    for each in (0, -1, -(10**400)):
        with pytest.raises(ValueError, match="the time limit is more than 0 seconds"):
            time_limit(each, least=0)
