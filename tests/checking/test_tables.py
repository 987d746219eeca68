"""Tables against brute force: what is said to be decided by residues or bits is, and every mutation is rejected."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from random_tables import comparison_of_bits, congruence

from arlib import terms as t
from arlib.certificates import Residues, TruthTable
from arlib.checking import Accepted, Rejected, check, replay
from arlib.checking.tables import nonlinear, undecided_by_residues
from arlib.integers import Signed, Unbounded, Undefined, Unsigned
from arlib.languages.python.claims import claim
from arlib.printing import to_text
from arlib.proving.tables import common_modulus
from arlib.terms import Claim, evaluate

NAMES = ("x", "y")


def states(choose, count=12):
    """Small states, and some with large numbers."""
    for _ in range(count):
        large = 2**70 if choose.random() < 0.2 else 8
        yield {name: choose.randint(-large, large) for name in NAMES}


def value(formula, state, integers=Unbounded()):
    try:
        return bool(evaluate(formula, state, integers))
    except Undefined as why:
        return str(why)


def test_what_residues_decide_does_not_change_by_multiples_of_the_modulus():
    choose, decided = random.Random(1), 0
    for _ in range(2000):
        formula = congruence(choose)
        enough = common_modulus(formula)
        modulus = choose.choice((enough, 2 * enough, max(1, enough // 2), choose.randint(1, enough)))
        if undecided_by_residues(formula, modulus) is None:
            decided += 1
            for state in states(choose):
                moved = {name: number + choose.randint(-3, 3) * modulus for name, number in state.items()}
                assert value(formula, state) == value(formula, moved), to_text(formula)
    assert decided > 500


def test_accepted_residues_mean_true_everywhere_and_a_rejected_row_is_a_counterexample():
    choose, seen = random.Random(2), Counter()
    for _ in range(1000):
        read = Claim(congruence(choose), NAMES)
        found = check(Residues(read, common_modulus(read.formula)))
        seen[found if isinstance(found, Accepted) else found.obligation] += 1
        match found:
            case Accepted():
                assert all(replay(read, state, Unbounded()) is None for state in states(choose, 50))
            case Rejected("rows", _, dict() as assignment):
                assert replay(read, assignment, Unbounded()) is not None
    assert seen[Accepted()] > 50
    assert seen["rows"] > 200
    assert seen["form"] > 100


@pytest.mark.parametrize(
    "text",
    [
        "n > 0 or n % 2 == n % 2",  # the sign
        "tmod(n, 3) != 2",  # -1 and 2 have one residue
        "n // 2 * 2 == n - n % 2",
        "n % m == n % m",
        "n % 0 == 0",
        "1 // n == 1",
        "n & -2 == n - n % 2",
        "(n >> 1) % 2 == 0",
        "abs(n) % 3 == n % 3",
        "max(n, 0) % 2 == 0",
        "n == n",
    ],
)
def test_what_is_not_decided_by_residues_is_refused(text):
    read = claim(text)
    for modulus in (1, 2, 6, 12, 64):
        rejected = check(Residues(read, modulus))
        assert isinstance(rejected, Rejected)
        assert rejected.obligation == "form"


HONEST = [
    Residues(claim("(n * n * n - n) % 6 == 0"), 6),
    Residues(claim("implies(n % 2 == 1, n * n % 8 == 1)"), 8),
    Residues(claim("(a * a + b * b) % 4 != 3"), 4),
    Residues(claim("(a * a + b * b + c * c) % 8 != 7"), 8),
    Residues(claim("tmod(n * n + n, -2) == 0 and emod(n, -2) == n & 1"), 2),
]


@pytest.mark.parametrize("table", HONEST, ids=str)
def test_a_mutated_table_of_residues_is_rejected(table):
    assert check(table) == Accepted()
    assert check(replace(table, modulus=3 * table.modulus)) == Accepted()
    formula, inputs = table.claim.formula, table.claim.inputs
    wrong = {
        "modulus": [replace(table, modulus=m) for m in (0, -table.modulus, 1, table.modulus + 1, table.modulus // 2)],
        "inputs": [replace(table, claim=Claim(formula, each)) for each in (inputs[1:], (*inputs, inputs[0]))],
        "types": [replace(table, claim=Claim(formula, inputs, (Signed(8),) * len(inputs)))],
        "claim": [replace(table, claim=Claim(t.Not(formula), inputs))],
        "size": [replace(table, modulus=table.modulus * 100_001)],
    }
    for kind, mutants in wrong.items():
        for mutant in mutants:
            assert isinstance(check(mutant), Rejected), kind


def fails_in(read, integers):
    every = range(integers.low, integers.high + 1)
    rows = (dict(zip(NAMES, row, strict=True)) for row in product(every, every))
    return any(replay(read, row, integers) is not None for row in rows)


def test_an_equation_of_bits_in_a_machine_is_accepted_just_where_brute_force_finds_it_true():
    choose, true = random.Random(3), 0
    for _ in range(2500):
        integers = choose.choice((Signed, Unsigned))(choose.randint(1, 3))
        formula = comparison_of_bits(choose)
        if isinstance(formula, t.Eq) and nonlinear(formula, integers) is None:
            read = Claim(formula, NAMES)
            accepted = isinstance(check(TruthTable(read, integers)), Accepted)
            assert accepted != fails_in(read, integers), to_text(formula)
            true += accepted
    assert true > 50


def test_an_accepted_truth_table_means_true():
    choose, seen = random.Random(4), Counter()
    for _ in range(2500):
        integers = choose.choice((Signed(2), Signed(3), Unsigned(3), Unbounded(), Unbounded()))
        read = Claim(comparison_of_bits(choose), NAMES)
        found = check(TruthTable(read, integers))
        seen[found if isinstance(found, Accepted) else found.obligation] += 1
        match found, integers:
            case Accepted(), Unbounded():
                assert all(replay(read, state, integers) is None for state in states(choose, 50)), read
            case Accepted(), machine:
                assert not fails_in(read, machine), (to_text(read.formula), machine)
            case Rejected("rows", _, dict() as assignment), _:
                assert replay(read, assignment, integers) is not None
    assert seen[Accepted()] > 200
    assert min(seen["rows"], seen["form"], seen["differences"]) > 20


TRUE = [
    "(x & y) + (x | y) == x + y",
    "x ^ y == (x | y) - (x & y)",
    "x - y == (x ^ y) - 2 * (~x & y)",
    "(x | y) + (x & y) < x + y + 1",
    "(x & y | x & z) == x & (y | z) and not x == ~x + 2 * x",
    "(x ^ y ^ z) + 2 * (x & y | x & z | y & z) == x + y + z",
]


@pytest.mark.parametrize("text", TRUE)
def test_identities_of_bits_and_their_mutants(text):
    read = claim(text)
    table = TruthTable(read, Unbounded())
    assert check(table) == Accepted()
    assert isinstance(check(replace(table, claim=Claim(t.Not(read.formula), read.inputs))), Rejected)
    assert isinstance(check(replace(table, claim=Claim(read.formula, read.inputs[1:]))), Rejected)
    assert isinstance(check(replace(table, claim=Claim(read.formula, read.inputs * 2))), Rejected)
    typed = Claim(read.formula, read.inputs, (Unsigned(8),) * len(read.inputs))
    assert isinstance(check(replace(table, claim=typed)), Rejected)


@pytest.mark.parametrize(
    ("text", "obligation"),
    [
        ("x * y == y * x", "form"),
        ("(x & 3) == x & 3", "form"),  # a mask has bits of both kinds
        ("x & 1 == -x", "form"),  # true in both rows, and not for 1
        ("x | 1 == 2 * x + 1", "form"),
        ("(x + 1 & y) == y & x + 1", "form"),  # a carry goes from bit to bit
        ("(x >> 1) + (x >> 1) == x", "form"),
        ("x // 1 == x", "form"),
        ("x == y or x != y", "differences"),  # true, and its sides differ by more than one number
        ("x == 0 or x == -1", "differences"),  # true in both rows, and not for 1
        ("x & y == x | y", "rows"),
    ],
)
def test_what_bits_do_not_decide_is_refused(text, obligation):
    rejected = check(TruthTable(claim(text), Unbounded()))
    assert isinstance(rejected, Rejected)
    assert rejected.obligation == obligation


def test_a_machine_has_no_differences_that_say_which_is_larger():
    less = claim("(x | y) + (x & y) < x + y + 1")
    assert check(TruthTable(less, Unbounded())) == Accepted()
    assert isinstance(check(TruthTable(less, Unsigned(8))), Rejected)


def test_limits():
    many = " ^ ".join(f"x{n}" for n in range(13))
    rejected = check(TruthTable(claim(f"{many} == {many}"), Unbounded()))
    assert rejected == Rejected("rows", "13 inputs are more than 12")
    slow = Residues(claim("(a * b + c) % 40 == (c + b * a) % 40"), 40)
    assert "limit of" in check(slow, seconds=1e-6).countermodel
    assert check(replace(slow, modulus=80)).obligation == "rows"
