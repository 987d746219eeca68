"""prove against brute force, named identities and non-identities, C and Python."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import formulas, machines

from arlib import Claim, Proved, Refuted, Signed, Unbounded, Unknown, Unsigned, Unsupported, c_claim, claim
from arlib.certificates import Derivation, Solved
from arlib.checking import Accepted, replay
from arlib.exhaustive.cases import Cases
from arlib.proving import UnsoundRule, prove, prover
from arlib.rewriting.strategy import derive
from arlib.rules import RULES, rule

F = "bool f(unsigned int x, unsigned int y) {\n   return (x+y == y+x);\n}"


@settings(max_examples=300)
@given(formulas(["x", "y"]), machines((1, 2, 3)))
def test_never_contradicts_brute_force(formula, integers):
    read = Claim(formula, ("x", "y"))
    cases = Cases(read.inputs, integers)
    fails = any(replay(read, cases.assignment(case), integers) for case in range(cases.count))
    match prove(read, integers, seconds=5):
        case Proved():
            assert not fails
        case Refuted(witness):
            assert replay(read, witness.assignment, integers) is not None
            assert fails
        case Unknown(reason):
            assert reason


@settings(max_examples=60)
@given(formulas(["x", "y"], 2), st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=20, max_size=20))
def test_never_contradicts_a_run_over_the_unbounded_integers(formula, states):
    read = Claim(formula, ("x", "y"))
    verdict = prove(read, seconds=1)
    if isinstance(verdict, Proved):
        assert not any(replay(read, {"x": x, "y": y}, Unbounded()) for x, y in states)
    elif isinstance(verdict, Refuted):
        assert replay(read, verdict.witness.assignment, Unbounded())


@pytest.mark.parametrize("integers", [None, Unbounded(), *map(Unsigned, (8, 32, 64, 1024)), Signed(8)], ids=str)
def test_f_is_proved_by_a_derivation_in_c_and_in_python(integers):
    def f(x, y):
        return x + y == y + x

    for form in (F, f, "x + y == y + x"):
        verdict = prove(form, integers)
        assert isinstance(verdict, Proved)
        assert isinstance(verdict.certificate, Derivation)
        assert [step.rule.name for step in verdict.certificate.steps] == ["commutativity of +", "reflexivity of =="]


def test_c_overflow_is_told():
    refuted = prove("bool later(int x) { return x + 1 > x; }")
    assert isinstance(refuted, Refuted)
    assert refuted.witness.assignment == {"x": 2**31 - 1}
    assert "does not fit in int32" in refuted.witness.reason
    assert isinstance(prove("bool f(unsigned char x, unsigned char y) { return x + y == y + x; }"), Proved)


def test_types_of_its_own_are_not_overridden_in_silence():
    with pytest.raises(ValueError, match="types of its own"):
        prove(c_claim(F), Unsigned(8))
    assert isinstance(prove(c_claim(F, integers=Unsigned(8)), Unsigned(8)), Proved)


# Identities after H. S. Warren, Hacker's Delight (2nd edition, 2012), chapters 2 to 4, and school algebra.
IDENTITIES = [
    "x + y == y + x", "x * y == y * x", "(x + y) + z == x + (y + z)", "(x * y) * z == x * (y * z)",
    "x * (y + z) == x * y + x * z", "(x + y) * (x - y) == x * x - y * y", "x - y == -(y - x)", "-(-x) == x",
    "(x + y) * (x + y) == x * x + 2 * x * y + y * y", "x - (y - z) == x - y + z", "x + x == 2 * x", "-x == ~x + 1",
    "-x == ~(x - 1)", "~x == -x - 1", "-~x == x + 1", "~-x == x - 1", "x + y == x - ~y - 1", "x - y == x + ~y + 1",
    "~(x & y) == ~x | ~y", "~(x | y) == ~x & ~y", "~(x ^ y) == ~x ^ y", "~(x + y) == ~x - y", "~(x - y) == ~x + y",
    "x & x == x", "x | x == x", "x ^ x == 0", "x & ~x == 0", "x | ~x == -1", "x ^ ~x == -1", "x ^ y ^ y == x",
    "x & (x | y) == x", "x | (x & y) == x", "x & (y | z) == (x & y) | (x & z)", "x & (y ^ z) == (x & y) ^ (x & z)",
    "x + y == (x ^ y) + 2 * (x & y)", "x + y == (x | y) + (x & y)", "x - y == (x ^ y) - 2 * (~x & y)",
    "x ^ y == (x | y) - (x & y)", "x | y == (x & ~y) + y", "x & y == (~x | y) - ~x", "x << 1 == 2 * x",
    "x << 3 == 8 * x", "x & (x - 1) == x - (x & -x)", "(x | y) - (x & ~y) == y", "min(x, y) + max(x, y) == x + y",
    "min(x, y) == min(y, x)", "not (x < y) == (x >= y) or (x < y) == (not x >= y)", "x < y or y <= x",
]  # fmt: skip
NON_IDENTITIES = [
    "x - y == y - x", "x < x + 1", "x + 1 > x", "x <= x + y", "x + y >= x", "(x + y) - z == x + (y + z)",
    "x * x == x", "x * x >= x", "2 * x > x", "implies(x <= y, x <= (x + y) // 2)", "2 * x // 2 == x",
    "implies(x * y == 0, x == 0 or y == 0)", "implies(x * z == y * z, x == y or z == 0)", "x & y == x | y",
    "x ^ y == x | y", "~x == -x", "x & y == x + y", "x | y == x + y", "(x & y) | z == x & (y | z)",
    "x << 1 > x", "(x << 1) >> 1 == x", "implies(x < y, x + 1 <= y + 1)", "implies(x < y, -y < -x)",
    "x // y * y == x", "x * y == x + y", "min(x, y) == x", "x < y", "x - y < x", "1 // x <= 1",
]  # fmt: skip


def test_the_tables_are_long_enough():
    assert len(set(IDENTITIES)) >= 40
    assert len(set(NON_IDENTITIES)) >= 25


@pytest.mark.parametrize("text", IDENTITIES)
def test_identities_are_proved_at_every_width(text):
    for integers in (Unsigned(8), Signed(8), Unsigned(32), Signed(32)):
        assert isinstance(prove(text, integers, seconds=20), Proved), (text, str(integers))


@pytest.mark.parametrize("text", NON_IDENTITIES)
def test_non_identities_are_refuted_in_machines(text):
    for integers in (Unsigned(8), Signed(8), Unsigned(32), Signed(32)):
        verdict = prove(text, integers, seconds=20)
        assert isinstance(verdict, Refuted), (text, str(integers), verdict)
        assert replay(claim(text), verdict.witness.assignment, integers) is not None


@pytest.mark.parametrize("text", ["x < x + 1", "x * x >= 0", "abs(x) >= 0", "implies(x <= y, x <= (x + y) // 2)"])
def test_true_in_mathematics_and_false_in_a_machine(text):
    assert isinstance(prove(text), Proved)
    assert isinstance(prove(text, Signed(32)), Refuted)


def test_a_solver_proof_says_that_it_rests_on_the_solver():
    verdict = prove("x & (x - 1) == x - (x & -x)", Unsigned(16))
    assert isinstance(verdict, Proved)
    assert isinstance(verdict.certificate, Solved)
    assert "solver" in str(verdict.certificate)


def test_three_cubes_are_an_honest_dont_know_until_someone_has_a_witness():
    text = "x * x * x + y * y * y + z * z * z != 42"
    verdict = prove(text, seconds=1)
    assert isinstance(verdict, Unknown)
    assert "rewriting steps" in verdict.reason
    # Booker and Sutherland 2019 (published in PNAS 2021).
    known = {"x": -80538738812075974, "y": 80435758145817515, "z": 12602123297335631}
    assert replay(claim(text), known, Unbounded()) is not None


def test_rules_of_ones_own():
    mine = rule("square of a sum", "(a + b) * (a + b)", "a * a + 2 * (a * b) + b * b")
    assert isinstance(prove("x + y == y + x", rules=(*RULES, mine)), Proved)
    wrong = rule("successor", "a < a + 1", "True")
    assert isinstance(prove("x < x + 1", rules=(*RULES, wrong)), Proved)
    with pytest.raises(UnsoundRule, match="not sound over uint8 .*: a = 255"):
        prove("x < x + 1", Unsigned(8), rules=(*RULES, wrong))


def test_all_rules_of_ones_own_share_the_seconds(monkeypatch):
    clock, given = [0.0], []

    def slow_check(rule, model, *, seconds):
        given.append(seconds)
        clock[0] += 4
        return Accepted()

    monkeypatch.setattr(prover, "check_rule", slow_check)
    monkeypatch.setattr(prover, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    monkeypatch.setattr(
        prover, "derive", lambda read, model, *, rules, seconds: given.append(seconds) or derive(read, model)
    )
    mine = tuple(rule(f"mine {n}", "a + b", "b + a") for n in range(3))
    assert isinstance(prove("x + y == y + x", rules=mine, seconds=13), Proved)
    assert given == [13, 9, 5, 1]


def test_what_cannot_be_read_is_refused():
    for source in ("x +", "bool f(int x) { return *x; }", "x < 300 if"):
        with pytest.raises(Unsupported):
            prove(source)


@pytest.mark.parametrize("text", ["(1 << 2000000) > 0", "(1 << (x & 2097151)) > 0", "x << 2000000 == 0 or x != 0"])
def test_a_number_that_is_too_wide_to_compute_has_a_value_all_the_same(text):
    assert eval(text, {"x": 2097151})  # in Python
    assert isinstance(prove(text, seconds=5), Unknown)
