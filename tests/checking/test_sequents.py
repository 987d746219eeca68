"""The checker of sequents: what is not one of Wang's rules is rejected, of every rule and in many mutated trees."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from propositions import at, inferences, random_formula, rows, sequent, true_in

from arlib.certificates.sequents import Inference, Sequent
from arlib.checking import Accepted, Rejected, check
from arlib.checking.sequents import RULES
from arlib.sequents import reduce, wang
from arlib.terms import And, Eq, Iff, Implies, Not, Or, Prop, Truth, Var
from arlib.verdict import Proved

p, q, r, s = map(Prop, "pqrs")
MADE = {"P2": Not(p), "P3": And(p, q), "P4": Or(p, q), "P5": Implies(p, q), "P6": Iff(p, q)}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_sound_and_so_is_its_reading_upwards(rule):
    """A row refutes the conclusion just if it refutes one of the premises."""
    made, side = MADE[rule[:2]], "right" if rule[2] == "a" else "left"
    conclusion = sequent([r, made], [s]) if side == "left" else sequent([r], [s, made])
    named, premises = reduce(conclusion, (side, 1))
    assert named == rule
    for row in rows("pqrs"):
        assert true_in(conclusion, row) is all(true_in(premise, row) for premise in premises)


@pytest.mark.parametrize("rule", RULES)
def test_the_checker_and_the_engine_agree_on_what_each_rule_makes(rule):
    """Each proof from such a conclusion, closed by letters on both sides, is accepted under this name alone."""
    made, side = MADE[rule[:2]], "right" if rule[2] == "a" else "left"
    conclusion = sequent([r, made], [r]) if side == "left" else sequent([r], [r, made])
    _, premises = reduce(conclusion, (side, 1))
    proof = Inference(rule, conclusion, tuple(Inference("P1", each) for each in premises))
    assert check(proof) == Accepted()
    for other in (*RULES, "P1", "truth", "P7", ""):
        assert isinstance(check(replace(proof, rule=other)), Accepted) is (other == rule)
    for fewer in range(len(premises)):
        assert isinstance(check(replace(proof, premises=proof.premises[:fewer])), Rejected)
    assert isinstance(check(replace(proof, premises=(*proof.premises, proof.premises[0]))), Rejected)
    if premises[0] != premises[-1]:
        assert isinstance(check(replace(proof, premises=proof.premises[::-1])), Rejected)


def test_leaves_must_be_closed():
    assert check(Inference("P1", sequent([p, q], [r, q]))) == Accepted()
    assert check(Inference("truth", sequent([], [Truth(True)]))) == Accepted()
    assert check(Inference("truth", sequent([Truth(False)], [p]))) == Accepted()
    for rule in ("P1", "truth"):
        for open_ in (sequent([p], [q]), sequent([Truth(True)], [Truth(False)]), sequent([], []), sequent([p, p], [])):
            assert isinstance(check(Inference(rule, open_)), Rejected)
    assert isinstance(check(Inference("P1", sequent([And(p, q)], [And(p, q)]))), Rejected)
    assert isinstance(check(Inference("P1", sequent([p], [p]), (Inference("P1", sequent([p], [p])),))), Rejected)


def test_formulas_that_may_have_no_value_are_no_part_of_a_sequent():
    number = Eq(Var("x"), Var("x"))
    assert check(Inference("P1", sequent([p], [p, number]))).obligation == "letters"
    assert check(Inference("P1", sequent([p], [p, Not(And(q, number))]))).obligation == "letters"


def test_a_tree_far_deeper_than_pythons_stack_is_checked():
    deep = p
    for _ in range(200):
        deep = Not(Not(deep))
    sides = [deep] * 20
    proof, todo = Inference("P1", sequent([p, *[p] * 20], [p])), 400 * 20
    steps = [sequent([p, *sides], [p])]
    while todo:
        side, number = next(
            (side, n) for side in ("left", "right") for n, each in enumerate(getattr(steps[-1], side)) if each != p
        )
        steps.append(reduce(steps[-1], (side, number))[1][0])
        todo -= 1
    proof = Inference("P1", steps[-1])
    for below in reversed(steps[:-1]):
        rule = "P2b" if any(each != p for each in below.left) else "P2a"
        proof = Inference(rule, below, (proof,))
    assert proof.size == 8001
    assert check(proof) == Accepted()


def mutated(choose, step):
    """The inference with one thing changed."""

    def changed(formulas):
        number = choose.randrange(len(formulas) + 1)
        match choose.randrange(3):
            case 0:
                return (*formulas[:number], *formulas[number + 1 :])
            case 1:
                return (*formulas[:number], random_formula(choose, connectives=choose.randrange(3)), *formulas[number:])
            case _:
                return tuple(choose.sample(formulas, len(formulas)))

    left, right = step.conclusion.left, step.conclusion.right
    match choose.randrange(5):
        case 0:
            return replace(step, rule=choose.choice(("P1", *RULES)))
        case 1:
            return replace(step, conclusion=Sequent(changed(left), right))
        case 2:
            return replace(step, conclusion=Sequent(left, changed(right)))
        case 3:
            return replace(step, conclusion=Sequent(right, left))
        case _:
            number = choose.randrange(len(step.premises) + 1)
            return replace(step, premises=(*step.premises[:number], *step.premises[number + 1 :]))


def test_a_mutated_tree_is_rejected_unless_all_of_its_sequents_are_valid():
    choose, seen = random.Random(3), Counter()
    while seen[Rejected] < 1500:
        found = wang(random_formula(choose, connectives=choose.randint(1, 8)))
        if not isinstance(found, Proved):
            continue
        for _ in range(20):
            step, path = found.certificate, []
            while step.premises and choose.random() < 0.7:
                path.append(choose.randrange(len(step.premises)))
                step = step.premises[path[-1]]
            mutant = at(found.certificate, path, lambda step: mutated(choose, step))
            if mutant == found.certificate:
                continue
            answer = check(mutant)
            seen[type(answer)] += 1
            if isinstance(answer, Accepted):
                assert all(true_in(each.conclusion, row) for each in inferences(mutant) for row in rows("pqr"))
    assert seen[Accepted] < 0.2 * seen[Rejected]
