"""Proofs by gates: what is proved is true in every state, and a changed proof is rejected unless it is still one."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from strategies import formulas, machines

from arlib import terms as t
from arlib.certificates.blasting import BitBlasted
from arlib.certificates.blasting_json import blasted_json, blasted_of
from arlib.certificates.claims import cases
from arlib.certificates.json_values import parse
from arlib.certificates.refutation import Addition, Refutation
from arlib.checking import Accepted, Rejected, check, replay
from arlib.circuits import blast
from arlib.commands.check import checked, lines
from arlib.integers import Signed, Unbounded, Unsigned
from arlib.languages.c.claims import c_claim
from arlib.languages.python.claims import claim
from arlib.proving.blasting import by_gates
from arlib.terms import Claim
from arlib.verdict import Proved, Refuted

GENEROUS = 600.0
TRUE = [
    ("x & y == x + y - (x | y)", Unsigned(4)),
    ("abs(x - y) == abs(y - x)", Signed(4)),
    ("implies(y != 0, x // y * y + x % y == x)", Signed(3)),
    ("min(x, -1) + max(x, -1) == x - 1", Unsigned(5)),
    ("x >= -128 and -1 < 0", Signed(8)),
    ("x * 0 == 0", Unsigned(8)),
]


def proof_of(text, integers):
    found = by_gates(claim(text, integers), integers, seconds=GENEROUS)
    assert isinstance(found, Proved), found
    return found.certificate


@given(formulas(("x", "y")), machines((1, 2, 3)))
def test_what_is_proved_is_true_in_every_state_and_what_is_refuted_is_not(formula, integers):
    asked = Claim(formula, ("x", "y"))
    failures = [state for state in cases(asked, integers) if replay(asked, state, integers) is not None]
    match by_gates(asked, integers, seconds=GENEROUS):
        case Proved(certificate):
            assert failures == []
            assert check(certificate, seconds=GENEROUS) == Accepted()
        case Refuted(witness):
            assert witness.assignment in failures
        case unknown:
            raise AssertionError(unknown)


@pytest.mark.parametrize(("text", "integers"), TRUE)
def test_a_proof_comes_back_from_json(text, integers, tmp_path):
    found = proof_of(text, integers)
    data = json.dumps(blasted_json(found))
    assert blasted_of(parse(data)) == found
    path = tmp_path / "proof.json"
    path.write_text(data)
    shown = checked(str(path), None, GENEROUS)
    assert (shown["verdict"], shown["rests_on"]) == ("accepted", [])
    assert f"is true for all {found.claim.inputs[0]}: {integers}" in lines(shown)[1]


def test_a_proof_about_c_comes_back_too():
    asked = c_claim("_Bool f(unsigned char x, signed char y) { return (x & y) == (y & x); }")
    found = by_gates(asked, Unbounded(), seconds=GENEROUS)
    assert isinstance(found, Proved)
    data = blasted_json(found.certificate)
    assert data["inputs"] == [["x", "uint8"], ["y", "int8"]]
    assert blasted_of(parse(json.dumps(data))) == found.certificate


def mutated(steps, last, choose):
    """One step changed: its clause, its hints, its number; or left out, or put elsewhere."""
    number = choose.randrange(len(steps))
    step, rest = steps[number], [*steps]
    match choose.randrange(7):
        case 0:
            hints = [*step.hints]
            hints.pop(choose.randrange(len(hints)))
            rest[number] = replace(step, hints=tuple(hints))
        case 1:
            rest[number] = replace(step, hints=(choose.randrange(1, last), *step.hints[1:]))
        case 2 if step.clause:
            rest[number] = replace(step, clause=step.clause[1:])
        case 3 if step.clause:
            rest[number] = replace(step, clause=(-step.clause[0], *step.clause[1:]))
        case 4:
            rest.pop(number)
        case 5:
            rest.insert(choose.randrange(len(rest)), rest.pop(number))
        case _:
            rest[number] = replace(step, number=choose.randrange(1, last))
    return tuple(rest)


def follows(clause, hints, clauses):
    """Whether a clause follows from those of its hints alone, by trying values for one literal after another."""
    wanted = [clauses[hint] for hint in hints if hint in clauses] + [(-literal,) for literal in clause]
    return not satisfiable(wanted)


def satisfiable(clauses):
    if not clauses:
        return True
    shortest = min(clauses, key=len)
    if not shortest:
        return False
    for literal in shortest[:1] if len(shortest) == 1 else (shortest[0], -shortest[0]):
        left = [tuple(other for other in clause if other != -literal) for clause in clauses if literal not in clause]
        if satisfiable(left):
            return True
    return False


@pytest.mark.parametrize(("text", "integers"), TRUE[:4])
def test_mutated_proofs_are_rejected_unless_each_step_still_follows(text, integers):
    found, choose, rejected = proof_of(text, integers), random.Random(3), 0
    formula = found.refutation.formula
    for _ in range(300):
        steps = mutated(found.refutation.steps, len(formula.clauses) + len(found.refutation.steps), choose)
        if isinstance(check(replace(found, refutation=Refutation(formula, steps)), seconds=GENEROUS), Rejected):
            rejected += 1
            continue
        clauses = dict(enumerate(formula.clauses, 1))
        for step in steps:
            assert step.number not in clauses and follows(step.clause, step.hints, clauses)
            clauses[step.number] = step.clause
            if not step.clause:
                break
        else:
            raise AssertionError("there is no empty clause")
    assert rejected > 200


def test_the_refuted_clauses_are_those_of_the_claim():
    found = proof_of("x + y == y + x and x - y != 1 or x >= 0", Unsigned(3))
    wrong = [
        replace(found, claim=claim("x - y == y - x")),
        replace(found, integers=Signed(3)),
        replace(found, integers=Unsigned(4)),
        replace(found, claim=Claim(found.claim.formula, ("y", "x", "z"))),
    ]
    for each in wrong:
        assert check(each) == Rejected("clauses", "the clauses that are refuted are not those of the claim")


def test_a_claim_that_is_none_is_rejected():
    refutation = proof_of("x == x", Unsigned(2)).refutation
    for formula, inputs, types, integers in (
        (t.Var("x"), ("x",), (), Unsigned(2)),
        (t.Eq(t.Var("x"), t.Var("y")), ("x",), (), Unsigned(2)),
        (t.Eq(t.Var("x"), t.Var("x")), ("x",), (), Unbounded()),
        (t.Eq(t.Var("x"), t.Var("x")), ("x",), (Unsigned(2), Unsigned(3)), Unbounded()),
        (t.Eq(t.Var("x"), t.Var("x")), ("x",), (Unsigned(2),), Unsigned(2)),
        (t.Eq(t.Prop("x"), t.Var("x")), ("x",), (), Unsigned(2)),
    ):
        found = check(BitBlasted(Claim(formula, inputs, types), integers, refutation))
        assert isinstance(found, Rejected) and found.obligation == "clauses"


def test_a_claim_that_is_false_has_no_proof():
    asked = claim("x * x != 49")
    formula = blast(asked, Unsigned(6)).where_not
    for steps in ((), (Addition(len(formula.clauses) + 1, (), (1, 2, 3)),)):
        assert isinstance(check(BitBlasted(asked, Unsigned(6), Refutation(formula, steps))), Rejected)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("kind", "Refutation", "kind"),
        ("claim", "x + 1 == x", "formula"),
        ("claim", "x + 1 ==", "claim"),
        ("claim", "x + 1 == 1 + y", "claim"),
        ("claim", "(x + 1 == 1 + x)", "claim"),
        ("claim", 7, "claim"),
        ("integers", "uint9", "inputs"),
        ("integers", "uint", "integers"),
        ("integers", "unbounded", "formula"),  # of numbers that do not wrap
        ("inputs", [["x", "uint9"]], "inputs"),
        ("inputs", [["x"]], "inputs"),
        ("inputs", [], "claim"),
        ("inputs", [["x", "uint8"], ["x", "uint8"]], "inputs"),
        ("says", "nothing", "says"),
        ("formula", {}, "formula"),
        ("lrat", ["1 2"], "lrat"),
        ("lrat", [3], "lrat"),
    ],
)
def test_what_is_no_proof_is_refused_with_its_key(key, value, said):
    data = blasted_json(proof_of("x + 1 == 1 + x", Unsigned(8))) | {key: value}
    with pytest.raises(ValueError, match=said):
        blasted_of(parse(json.dumps(data)))
