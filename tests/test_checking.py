"""The checker accepts an honest enumeration and rejects every mutation of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Accepted, Enumeration, Rejected, Signed, Unsigned, check, claim
from arlib.certificates import Counterexample, Shard
from arlib.checking import replay

HONEST = Enumeration(
    claim("x + y == y + x"), Unsigned(4), "numpy", (Shard(0, 100, 100), Shard(100, 200, 100), Shard(200, 256, 56))
)


def test_an_honest_enumeration_is_accepted_and_says_what_it_rests_on():
    assert check(HONEST) == Accepted(("the numpy engine",))
    assert check(replace(HONEST, shards=HONEST.shards[::-1])) == Accepted(("the numpy engine",))


@given(st.data())
def test_every_mutated_shard_is_rejected(data):
    """A shard dropped, repeated, moved, stretched, or with another count."""
    shards = list(HONEST.shards)
    n = data.draw(st.integers(0, len(shards) - 1))
    victim = shards[n]
    change = data.draw(st.integers(-300, 300).filter(bool))
    mutated = {
        "dropped": shards[:n] + shards[n + 1 :],
        "repeated": [*shards, victim],
        "start": [*shards[:n], replace(victim, start=victim.start + change), *shards[n + 1 :]],
        "stop": [*shards[:n], replace(victim, stop=victim.stop + change), *shards[n + 1 :]],
        "count": [*shards[:n], replace(victim, successes=victim.successes + change), *shards[n + 1 :]],
        "shifted": [
            *shards[:n],
            Shard(victim.start + change, victim.stop + change, victim.successes),
            *shards[n + 1 :],
        ],
        "empty": [*shards, Shard(victim.start, victim.start, 0)],
    }
    for kind, changed in mutated.items():
        assert isinstance(check(replace(HONEST, shards=tuple(changed))), Rejected), kind


def test_a_case_beyond_the_last_is_rejected():
    longer = (*HONEST.shards, Shard(256, 257, 1))
    assert check(replace(HONEST, shards=longer)) == Rejected("partition", "there is no case 256")
    assert check(replace(HONEST, integers=Unsigned(5))) == Rejected("partition", "case 256 was not tried")


@pytest.mark.parametrize("false", ["x + y == y - x", "x != 0", "x != 15", "1 // x >= 0"])
def test_another_claim_is_caught_by_the_spot_checks(false):
    read = claim(false)
    shards = (Shard(0, 16 ** len(read.inputs), 16 ** len(read.inputs)),)
    rejected = check(Enumeration(read, Unsigned(4), "numpy", shards))
    assert isinstance(rejected, Rejected)
    assert rejected.obligation == "spot checks"


def test_the_empty_enumeration_proves_nothing():
    assert check(replace(HONEST, shards=())) == Rejected("partition", "case 0 was not tried")


def test_replay():
    assert replay(claim("abs(x) >= 0"), {"x": -128}, Signed(8)) == Counterexample({"x": -128})
    assert replay(claim("abs(x) >= 0"), {"x": -127}, Signed(8)) is None
    assert str(replay(claim("1 % y == 0"), {"y": 0}, Signed(8))) == "y = 0 (division by zero)"
    assert str(Counterexample({})) == "it is false"
    assert str(Counterexample({}, "division by zero")) == "it has no value (division by zero)"


@pytest.mark.parametrize("value", [float("nan"), 1.5, "1", None, 128, -129, 10**400])
def test_only_values_of_the_type_are_replayed(value):
    with pytest.raises(ValueError, match=r"^the assignment is to give x a value of int8 \(-128 to 127\)$"):
        replay(claim("x * x >= 0"), {"x": value}, "int8")


def test_an_assignment_without_all_inputs_is_not_replayed():
    with pytest.raises(ValueError, match="give y a value of the unbounded integers"):
        replay(claim("x == y"), {"x": 1}, "int")
