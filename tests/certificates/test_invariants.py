"""Evidence that no assertion fails: what is made is accepted, and what is changed is rejected, or as true as before."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from arlib import terms as t
from arlib.certificates.farkas import Farkas
from arlib.certificates.invariants import InductiveInvariants
from arlib.certificates.serialisation import from_json, to_json
from arlib.checking import Accepted, Rejected, check
from arlib.hoare.infer.proof import with_multipliers
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import run
from arlib.programs.outcomes import Failed, Stopped

X, Y, N = map(t.Var, "xyn")
ZERO = t.Const(0)
TEXT = """def f(n):
    x, y = 0, 0
    while x < n:
        x, y = x + 1, y + 2
    assert y == 2 * n or n < 0
"""
PROGRAM = python_program(TEXT)
TWICE = t.Eq(Y, t.Mul(t.Const(2), X))
WITHIN = t.Or(t.Le(X, N), t.Lt(N, ZERO))
PROOF = with_multipliers(PROGRAM, {1: (TWICE, WITHIN, t.Or(t.Ge(N, ZERO), t.Eq(X, ZERO)))})


def test_what_keeps_itself_is_accepted_and_rests_on_arithmetic_alone():
    assert check(PROOF) == Accepted()
    assert str(PROOF).startswith("invariant y == 2 * x and (x <= n or n < 0)")
    assert from_json(json.loads(json.dumps(to_json(PROOF))), PROGRAM) == PROOF


@pytest.mark.parametrize(
    "formulas",
    [
        (),
        (WITHIN,),
        (TWICE,),
        (t.Eq(Y, X), WITHIN),
        (TWICE, t.Lt(X, N)),
        (TWICE, t.Le(X, N)),
        (TWICE, WITHIN, t.Truth(False)),
        (t.Ne(Y, t.Mul(t.Const(2), N)), t.Lt(N, ZERO)),
        (TWICE, WITHIN, t.Eq(t.FloorDiv(N, X), t.FloorDiv(N, X))),
    ],
)
def test_formulas_that_do_not_keep_one_another_are_rejected_also_by_the_solver(formulas):
    proof = with_multipliers(PROGRAM, {1: formulas})
    assert isinstance(check(proof), Rejected)
    assert isinstance(check(replace(proof, proofs=(None,) * len(proof.proofs))), Rejected)


def test_every_multiplier_counts():
    changed = 0
    for number, each in enumerate(PROOF.proofs):
        for key, value in each.multipliers.items():
            for other in (value + 1, -value, Fraction(0), value / 2):
                multipliers = {k: v for k, v in {**each.multipliers, key: other}.items() if v}
                proofs = (*PROOF.proofs[:number], Farkas(multipliers), *PROOF.proofs[number + 1 :])
                assert isinstance(check(replace(PROOF, proofs=proofs)), Rejected)
                changed += 1
    assert changed > 20


def test_there_are_as_many_multipliers_as_obligations():
    assert isinstance(check(replace(PROOF, proofs=PROOF.proofs[:-1])), Rejected)
    assert isinstance(check(replace(PROOF, proofs=(*PROOF.proofs, Farkas({})))), Rejected)
    assert isinstance(check(replace(PROOF, proofs=())), Rejected)


def test_it_is_about_its_program():
    wrong = python_program(TEXT.replace("y + 2", "y + 3"))
    assert isinstance(check(replace(PROOF, program=wrong)), Rejected)
    with pytest.raises(ValueError, match="sha256"):
        from_json(to_json(PROOF), wrong)


@pytest.mark.parametrize("annotations", [{0: (t.Truth(True),)}, {7: (t.Truth(True),)}, {1: (t.Ge(t.Var("z"), ZERO),)}])
def test_what_does_not_fit_the_program_is_malformed(annotations):
    found = check(InductiveInvariants(PROGRAM, annotations))
    assert isinstance(found, Rejected) and found.obligation == "form"


def test_the_solver_shows_what_sums_do_not_and_the_answer_says_so():
    program = python_program("def f(n):\n    x = 0\n    while x < n:\n        x += 2\n    assert x % 2 == 0")
    proof = with_multipliers(program, {1: (t.Eq(t.FloorMod(X, t.Const(2)), ZERO),)})
    found = check(proof)
    assert isinstance(found, Accepted) and found.rests_on and None in proof.proofs
    proof = with_multipliers(program, {1: (t.Eq(t.FloorMod(X, t.Const(4)), ZERO),)})
    assert isinstance(check(proof), Rejected)


def test_an_overflow_is_an_obligation_in_the_machine_reading():
    source = "int f(int n) { int x = 0; while (x < n) x = x + %d; __VERIFIER_assert(x >= 0); return 0; }"
    one, two = (c_program(source % step, "f") for step in (1, 2))
    known = {1: (t.Ge(X, ZERO),)}
    assert check(with_multipliers(one, known)) == Accepted()
    found = check(with_multipliers(two, known))
    assert isinstance(found, Rejected) and "overflow" in found.obligation


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["invariants"][0]["formulas"].pop(),
        lambda data: data["invariants"][0]["formulas"][0].update(text="x >= 0"),
        lambda data: data["invariants"][0]["formulas"][0].update(term=["Ge", ["Var", "x"], ["Const", 0]]),
        lambda data: data["invariants"][0]["formulas"][0].update(term=["Add", ["Var", "x"], ["Const", 0]]),
        lambda data: data["invariants"][0]["formulas"][0].update(term=["And", ["Var", "x"], ["Const", 0]]),
        lambda data: data["invariants"][0]["formulas"][0].update(term=["Ge", ["Var", "x"]]),
        lambda data: data["invariants"][0]["formulas"][0].update(term=["Ge", ["Var", "x"], ["Const", True]]),
        lambda data: data["invariants"][0].update(location=2),
        lambda data: data["proofs"].pop(),
        lambda data: data["proofs"][0]["sum"].pop(),
        lambda data: data.update(says="it ends, whatever its inputs are"),
    ],
)
def test_changed_data_are_refused_or_rejected(change):
    data = json.loads(json.dumps(to_json(PROOF)))
    change(data)
    try:
        found = from_json(data, PROGRAM)
    except ValueError:
        return
    assert isinstance(check(found), Rejected)


def random_formula(choose, depth=2):
    if depth and choose.random() < 0.5:
        kind = choose.choice((t.And, t.Or, t.Implies, t.Not))
        parts = [random_formula(choose, depth - 1) for _ in range(1 if kind is t.Not else 2)]
        return kind(*parts)
    left = choose.choice((X, Y, t.Sub(X, Y), t.Add(X, N), t.FloorMod(X, t.Const(2))))
    kind = choose.choice((t.Eq, t.Ne, t.Lt, t.Le, t.Ge))
    return kind(left, choose.choice((ZERO, t.Const(1), t.Const(-1), X, N)))


def test_what_is_accepted_is_true_in_every_run():
    accepted = 0
    for seed in range(150):
        choose = random.Random(seed)
        start, step = (
            choose.choice(("0, n", "n, 0", "1, 1", "n, n")),
            choose.choice(("x + 1, y", "x + 1, y + x", "x + 2, y - 1")),
        )
        goal = choose.choice(("x >= n", "y >= 0 or x > 0", "x != y", "y <= x"))
        text = f"def f(n):\n    x, y = {start}\n    while x < n:\n        x, y = {step}\n    assert {goal}"
        program = python_program(text)
        formulas = tuple(random_formula(choose) for _ in range(choose.randint(0, 2)))
        try:
            proof = with_multipliers(program, {1: formulas})
        except ValueError:  # about variables that decide nothing
            continue
        if None in proof.proofs or not isinstance(check(proof), Accepted):
            continue
        accepted += 1
        for n in range(-8, 9):
            done = run(program, {"n": n})
            assert not isinstance(done.outcome, Stopped | Failed), (text, formulas, n)
            for visit in done.visits:
                assert all(t.evaluate(each, visit.state) for each in formulas), (text, formulas, visit.state)
    assert accepted > 4
