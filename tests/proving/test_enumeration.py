"""Trying all cases: by the checker itself, by an engine, within the time, and against brute force."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import formulas, machines

from arlib import (
    Accepted,
    Claim,
    Enumeration,
    Proved,
    Refuted,
    Rejected,
    Signed,
    Unbounded,
    Unknown,
    Unsigned,
    c_claim,
    check,
    claim,
    prove,
    replay,
)
from arlib.certificates import Shard
from arlib.certificates.claims import EVALUATOR, cases, count_cases
from arlib.exhaustive.cases import Cases
from arlib.proving import enumeration, prover
from arlib.proving.enumeration import try_all, worth_trying

THIRD = "bool f(unsigned short n) { return n / 3 == (unsigned) n * 0xAAABu >> 17; }"
NO_THIRD = THIRD.replace("0xAAAB", "0xAAAA")
SUM = "bool f(signed char x, unsigned char y) { return x + y - y == x && x * y / (y + (y == 0)) <= 127; }"


def test_cases_are_those_of_the_engines():
    read = claim("x + y == y + x")
    numbered = Cases(read.inputs, Signed(3))
    assert [*cases(read, Signed(3))] == [numbered.assignment(n) for n in range(numbered.count)]
    assert count_cases(read, Signed(3)) == 64
    assert count_cases(c_claim(SUM), Unbounded()) == 2**16
    assert count_cases(claim("1 == 1"), Unbounded()) == 1
    assert not worth_trying(read, Unbounded(), 60)
    assert not worth_trying(read, Unsigned(64), 60)
    assert worth_trying(read, Unsigned(16), 60)
    assert not worth_trying(read, Unsigned(16), 1)


@settings(max_examples=100)
@given(formulas(["x", "y"], 2), machines((1, 2, 3)), st.booleans())
def test_it_agrees_with_brute_force(formula, integers, typed):
    read = Claim(formula, ("x", "y"), (integers, Unsigned(2)) if typed else ())
    model = Unbounded() if typed else integers
    fails = any(replay(read, row, model) for row in cases(read, model))
    match try_all(read, model, seconds=20):
        case Proved(certificate):
            assert not fails
            assert check(certificate) == Accepted()
        case Refuted(witness):
            assert fails
            assert replay(read, witness.assignment, model) == witness
        case unknown:
            pytest.fail(unknown.reason)


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
@pytest.mark.parametrize(
    ("source", "model", "true"),
    [
        (THIRD, None, True),
        (NO_THIRD, None, False),
        (SUM, None, True),
        (SUM.replace("127", "126"), None, False),
        ("bool f(signed char x) { return (signed char) (x + 1) > x; }", None, False),
        ("x & (x - 1) == x - (x & -x)", Signed(16), True),
        ("x * x != 225", Signed(16), False),
    ],
)
def test_an_engine_tries_them_where_they_are_many(monkeypatch, engine, source, model, true):
    pytest.importorskip("numpy" if engine == "numpy" else "llvmlite")
    monkeypatch.setattr(enumeration, "FEW", 0)
    monkeypatch.setattr(enumeration, "available", lambda: ["python", engine])
    read, integers = (c_claim(source), Unbounded()) if model is None else (claim(source), model)
    match try_all(read, integers, seconds=60):
        case Proved(certificate):
            assert true
            assert check(certificate) == Accepted((f"the {engine} engine",))
        case Refuted(witness):
            assert not true
            assert replay(read, witness.assignment, integers) == witness
        case unknown:
            pytest.fail(unknown.reason)


def test_a_third_by_multiplication_is_proved_and_its_neighbour_refuted(monkeypatch):
    monkeypatch.setattr(prover, "FIRST_TURN", 0.001)  # the solver is fast enough on some machines
    verdict = prove(THIRD, seconds=120)
    assert isinstance(verdict, Proved)
    assert str(verdict.certificate) == "all 65,536 cases, tried by the checker itself"
    assert isinstance(prove(NO_THIRD, seconds=30), Refuted)


def test_what_takes_too_long_is_told(monkeypatch):
    monkeypatch.setattr(enumeration, "TRIAL", 0.0)
    verdict = try_all(claim("x * y == y * x"), Unsigned(18), seconds=2)
    assert isinstance(verdict, Unknown)
    assert "would take" in verdict.reason or "not ready" in verdict.reason
    monkeypatch.setattr(enumeration, "available", lambda: ["python"])
    assert "no engine" in try_all(claim("x * y == y * x"), Unsigned(18), seconds=2).reason
    assert "too many" in try_all(claim("x * y == y * x"), Unsigned(64), seconds=2).reason
    wide = c_claim("bool f(unsigned n) { return n == n; }", integers=None)
    assert isinstance(try_all(wide, Unbounded(), seconds=2), Unknown)


COUNT = 2**16
HONEST = Enumeration(c_claim(THIRD), Unbounded(), "compiled", (Shard(0, COUNT, COUNT),))
ITSELF = replace(HONEST, claim=c_claim(SUM), engine=EVALUATOR)


@given(st.integers(-300, 300).filter(bool))
def test_mutated_shards_of_a_typed_claim_are_rejected(change):
    (shard,) = HONEST.shards
    for mutant in (
        replace(shard, start=change),
        replace(shard, stop=COUNT + change),
        replace(shard, successes=COUNT + change),
    ):
        assert isinstance(check(replace(HONEST, shards=(mutant,))), Rejected)


def test_other_mutations_are_rejected():
    assert check(HONEST) == Accepted(("the compiled engine",))
    assert check(ITSELF, seconds=60) == Accepted()
    assert check(replace(HONEST, integers=Unsigned(16))).obligation == "partition"
    assert check(replace(HONEST, claim=claim("n == n"))).obligation == "partition"
    assert check(replace(HONEST, claim=c_claim(NO_THIRD))).obligation == "spot checks"
    almost = "bool f(signed char x, unsigned char y) { return x != 17 || y != 93; }"
    rejected = check(replace(ITSELF, claim=c_claim(almost)), seconds=60)
    assert (rejected.obligation, rejected.assignment) == ("cases", {"x": 17, "y": 93})
    assert "limit of" in check(ITSELF, seconds=1e-6).countermodel
