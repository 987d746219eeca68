"""A limit on time may be any number; what is none is refused in one line, by everything that has a limit."""

import math
from fractions import Fraction
from itertools import count, product

import numpy as np
import pytest

import arlib
import arlib.circuits
import arlib.smt
from arlib import seconds
from arlib.certificates.blasting import BitBlasted
from arlib.certificates.refutation import Refutation
from arlib.checking import Rejected
from arlib.checking.blasting import check_bit_blasted
from arlib.clauses import CNF, cnf
from arlib.proving.blasting import by_gates
from arlib.sat import ENGINES
from arlib.sat.davis_putnam import davis_putnam
from arlib.sat.trail import Trail
from arlib.seconds import OFTEN, OutOfTime, in_time, time_limit, until
from arlib.verdict import Unknown

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


FORMULA = CNF(3, ((1, -2, 3),) * 2)


@pytest.mark.parametrize("engine", sorted(set(ENGINES) - {"industrial"}))
def test_the_deadline_is_kept_between_the_steps_of_an_engine_too(engine):
    with until(0.0), pytest.raises(OutOfTime):
        next(ENGINES[engine](FORMULA))


def test_a_chain_that_follows_in_one_step_is_stopped():
    length = 3 * OFTEN
    search = Trail(cnf([(-each, each + 1) for each in range(1, length)]))
    search.suppose(1)
    with until(0.0), pytest.raises(OutOfTime):
        search.propagate()


def test_resolvents_of_which_none_stays_are_stopped(monkeypatch):
    # Each resolvent on letter 1 is always true, by letter 2; the other letters occur as often with both signs.
    signs = [*product((1, -1), repeat=11)]
    formula = cnf((side, 2 * side, *(sign * n for n, sign in enumerate(row, 3))) for side in (1, -1) for row in signs)
    looks = count()
    monkeypatch.setattr(seconds.time, "monotonic", lambda: next(looks))
    with until(100), pytest.raises(OutOfTime):
        next(davis_putnam(formula))


def test_a_circuit_is_not_built_beyond_its_time():
    with until(0.0), pytest.raises(OutOfTime):
        arlib.circuits.blast(arlib.claim("x * y == 7"), arlib.Unsigned(64))


def test_out_of_time_is_an_answer():
    claim = arlib.claim("x * x != 3")
    wrapped = by_gates(claim, arlib.Unsigned(8), seconds=-1.0)
    assert wrapped == Unknown("by gates, the limit of -1 seconds was reached")
    clauses = arlib.circuits.blast(claim, arlib.Unsigned(8)).where_not
    rejected = check_bit_blasted(BitBlasted(claim, arlib.Unsigned(8), Refutation(clauses, ())), seconds=-1.0)
    assert rejected == Rejected("time", "the limit of -1 seconds was reached")


def test_the_nearer_deadline_counts():
    with until(0.0), until(math.inf), pytest.raises(OutOfTime):
        in_time()
    in_time()
