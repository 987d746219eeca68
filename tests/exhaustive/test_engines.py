"""Every engine counts what the evaluator counts, and really evaluates each case."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import formulas, machines

from arlib import Claim, Signed, Unsigned, claim
from arlib.exhaustive.cases import Cases
from arlib.exhaustive.compiled_engine import Kernel
from arlib.exhaustive.engines import ENGINES, available, counter
from arlib.exhaustive.python_engine import evaluating_engine

NAMES = ["x", "y"]
MODELS = [Unsigned(8), Signed(8), Unsigned(6), Signed(6), Unsigned(10), Signed(13)]
WIDE = [Signed(16), Unsigned(16), Signed(24), Unsigned(32), Signed(32), Signed(63), Unsigned(64), Signed(64)]


def agree(engine, read, integers, start, stop):
    expected = evaluating_engine(read, integers)(start, stop)
    assert counter(engine, read, integers)(start, stop) == expected, (engine, read, integers, start, stop)


@settings(max_examples=150)
@given(formulas(NAMES), machines(), st.data())
def test_interpreted_engines_agree_with_the_evaluator(formula, integers, data):
    read = Claim(formula, ("x", "y"))
    total = Cases(read.inputs, integers).count
    start = data.draw(st.integers(0, total))
    for engine in ("python", "numpy"):
        agree(engine, read, integers, start, data.draw(st.integers(start, total)))
        agree(engine, read, integers, 0, total)


@settings(max_examples=60)
@given(formulas(NAMES), machines((1, 3, 4)), st.data())
def test_the_compiled_engine_agrees_with_the_evaluator(formula, integers, data):
    read = Claim(formula, ("x", "y"))
    total = Cases(read.inputs, integers).count
    agree("compiled", read, integers, 0, total)


@settings(max_examples=30)
@given(formulas(NAMES), st.sampled_from(WIDE), st.data())
def test_wide_types_agree_on_random_stretches(formula, integers, data):
    read = Claim(formula, ("x", "y"))
    start = data.draw(st.integers(0, Cases(read.inputs, integers).count - 300))
    for engine in ENGINES:
        agree(engine, read, integers, start, start + data.draw(st.integers(1, 300)))


OPERATIONS = [
    "x + y", "x - y", "x * y", "-x", "~x", "abs(x)", "x // y", "x % y", "tdiv(x, y)", "tmod(x, y)", "ediv(x, y)",
    "emod(x, y)", "x & y", "x | y", "x ^ y", "x << y", "x >> y", "min(x, y)", "max(x, y)", "(x if x < y else y)",
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("integers", [*MODELS, *WIDE], ids=str)
def test_every_operation_on_corners(engine, integers):
    """Both inputs near each end and near zero, where wrapping, dividing and shifting go wrong."""
    read = claim(" ^ ".join(f"({operation})" for operation in OPERATIONS) + " > 1", integers)
    ends = [integers.low, integers.high - 2, -2 if isinstance(integers, Signed) else 0]
    total = Cases(("x", "y"), integers).count
    for a in ends:
        for b in ends:
            case = ((a - integers.low) << integers.width) + b - integers.low
            for row in range(3):
                start = min(case + (row << integers.width), total - 4)
                agree(engine, read, integers, start, start + 4)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("integers", [Unsigned(7), Signed(16)], ids=str)
def test_a_division_by_the_literal_0_has_no_value_wherever_it_is(engine, integers):
    for text in ("(x // 0) // (x // x) <= x", "tdiv(ediv(x, 0), tdiv(x, x)) <= x", "x % 0 % (x % x) == 0"):
        assert counter(engine, claim(text, integers), integers)(0, 1 << integers.width) == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_claims_without_inputs_and_inputs_without_use(engine):
    for text, count in (("1 + 1 == 2", 1), ("1 + 1 == 3", 0), ("1 // 0 == 0", 0)):
        assert counter(engine, claim(text), Unsigned(8))(0, 1) == count
    assert counter(engine, Claim(claim("x < 3").formula, ("x", "y", "z")), Unsigned(4))(0, 4096) == 3 * 256
    assert counter(engine, Claim(claim("z < 3").formula, ("x", "y", "z")), Unsigned(4))(0, 4096) == 3 * 256
    assert counter(engine, Claim(claim("1 < 3").formula, ("x",)), Signed(9))(5, 500) == 495


@pytest.mark.parametrize("engine", ENGINES)
def test_a_planted_failure_is_found_wherever_it_is(engine):
    """A claim that is wrong at exactly one pair of 2^16: the count misses one, in the half that holds it."""
    choose = random.Random(1)
    places = [(0, 0), (255, 255), *((choose.randrange(256), choose.randrange(256)) for _ in range(2))]
    for a, b in places:
        count = counter(engine, claim(f"x + y == y + x + (1 if x == {a} and y == {b} else 0)"), Unsigned(8))
        case = 256 * a + b
        assert count(0, 65536) == 65535
        assert count(case, case + 1) == 0
        assert count(0, case) == case
        assert count(case + 1, 65536) == 65535 - case


def test_the_compiled_loop_reads_every_operand():
    """Where the array behind one occurrence of y is spoiled in one place, exactly that column fails."""
    kernel = Kernel(claim("x + y == y + x"), Unsigned(8))
    assert kernel.count(0, 65536) == 65536
    assert len(kernel.columns) == 2
    for column in kernel.columns:
        column[77] ^= 1
        assert kernel.count(0, 65536) == 65536 - 256
        column[77] ^= 1
    assert kernel.count(0, 65536) == 65536


def test_all_pairs_of_16_bits_are_counted_exactly():
    assert counter("compiled", claim("x + y == y + x"), Unsigned(16))(0, 2**32) == 4_294_967_296


def test_a_claim_deeper_than_python_parses_is_still_counted():
    read = claim(" + ".join(["x"] * 300) + " == 300 * x", Unsigned(9))
    assert counter("python", read, Unsigned(9))(0, 512) == 512


def test_an_engine_is_refused_for_a_reason(monkeypatch):
    read = claim("x == x")
    with pytest.raises(ValueError, match="no engine is called"):
        counter("quantum", read, Unsigned(8))
    for engine in ("numpy", "compiled"):
        with pytest.raises(ValueError, match="64 bits at most"):
            counter(engine, read, Unsigned(65))
    monkeypatch.setattr("arlib.exhaustive.engines.find_spec", lambda name: None if name == "llvmlite" else object())
    assert available() == ["python", "numpy"]
    with pytest.raises(ValueError, match="needs llvmlite, which is not installed"):
        counter("compiled", claim("x != x"), Unsigned(8))
