"""`prove` asks gates about few bits, so that nothing but the checker is trusted."""

import pytest

from arlib import Proved, Refuted, Signed, Unsigned, prove
from arlib.certificates.blasting import BitBlasted
from arlib.checking import Accepted, check, replay
from arlib.languages.python.claims import claim
from arlib.proving import blasting
from arlib.proving.blasting import by_gates, has_few_bits
from arlib.verdict import Unknown

GENEROUS = 600.0


@pytest.fixture
def patient(monkeypatch):
    """However slow the machine is, gates have their turn."""
    monkeypatch.setattr("arlib.proving.prover.LONGEST_BY_GATES", GENEROUS)


@pytest.mark.parametrize("integers", [Unsigned(8), Signed(8)])
@pytest.mark.parametrize("text", ["x & (x - 1) == x - (x & -x)", "x // 8 == x >> 3", "min(x, y) + max(x, y) == x + y"])
def test_what_z3_proved_is_proved_by_gates(text, integers, patient):
    verdict = prove(text, integers, seconds=GENEROUS)
    assert isinstance(verdict, Proved) and isinstance(verdict.certificate, BitBlasted)
    assert check(verdict.certificate, seconds=GENEROUS) == Accepted(rests_on=())


def test_a_rare_counterexample_is_found_and_replayed(patient):
    asked = claim("x * y != 247 or x < y or y < 2")
    verdict = prove(asked, Unsigned(8), seconds=GENEROUS)
    assert isinstance(verdict, Refuted)
    assert replay(asked, verdict.witness.assignment, Unsigned(8)) is not None


def test_what_has_no_value_is_not_true():
    verdict = by_gates(claim("x // (x - 77) >= 0 or x == x"), Unsigned(8), seconds=GENEROUS)
    assert isinstance(verdict, Refuted)
    assert (verdict.witness.assignment, verdict.witness.reason) == ({"x": 77}, "division by zero")


def test_c_is_asked_in_its_own_types(patient):
    source = "_Bool f(unsigned char x, unsigned char y) { return x + y - (x | y) == (x & y); }"
    verdict = prove(source, seconds=GENEROUS)
    assert isinstance(verdict, Proved) and isinstance(verdict.certificate, BitBlasted)


def test_wide_inputs_are_left_to_the_solver():
    assert not has_few_bits(claim("x == x"), Unsigned(16))
    assert not isinstance(prove("x & (x - 1) == x - (x & -x)", Unsigned(16), seconds=GENEROUS).certificate, BitBlasted)


def test_too_much_is_not_known(monkeypatch):
    monkeypatch.setattr("arlib.circuits.gates.MOST_CLAUSES", 100)
    verdict = blasting.by_gates(claim("x * y == y * x"), Unsigned(8), seconds=GENEROUS)
    assert verdict == Unknown("by gates, this would have more than 100 clauses")


def test_out_of_time_is_not_known():
    assert isinstance(by_gates(claim("x * y == y * x"), Unsigned(8), seconds=0.0), Unknown)
