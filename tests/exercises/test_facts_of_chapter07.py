"""What the questions of chapter 7 rest on, by methods that the graders do not use."""

from itertools import combinations, permutations, product
from random import Random

from arlib.certificates.refutation import Refutation
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, Assignment, cnf, satisfies
from arlib.exercises.chapter07 import false_step, few, hints
from arlib.exercises.chapter07.encodings import RULES, at_most_one
from arlib.exercises.chapter07.learning import BASE, CLAUSES, DECISIONS, LETTERS, learned, stuck
from arlib.exercises.chapter07.packages import LINES, WANTED, explained, installed
from arlib.exercises.chapter07.packages import _letters as letters_of
from arlib.exercises.chapter07.pigeons import alone, one_each
from arlib.exercises.chapter07.proofs import FALSE, WHOLE, _checked
from arlib.exercises.chapter07.propagation import BEST, FOLLOWING, SPLIT, splits
from arlib.exercises.chapter07.sequents import CASES, sequent, shortest
from arlib.exercises.kinds.clauses import propagated, renamed, renaming
from arlib.exercises.solutions import solution
from arlib.exercises.variants import value_of, variant_of
from arlib.sat import refute
from arlib.sat.events import Backjump, Learned
from arlib.sat.stepping import events
from arlib.sequents import prove_sequent
from arlib.verdict import Refuted

TRAIL, WHY = (value_of(solution(number)) for number in ("7.3", "7.10"))


def models(formula):
    rows = product((False, True), repeat=formula.variables)
    literals = (tuple(n if true else -n for n, true in enumerate(row, 1)) for row in rows)
    return [each for each in literals if satisfies(Assignment(each), formula)]


def test_a_smallest_tree_is_no_larger_than_those_of_the_search():
    for text in CASES:
        start = sequent(text)
        found = [prove_sequent(start, first=first, close="early") for first in ("left", "right")]
        assert len(shortest(start)) <= min(each.certificate.size for each in found)


def test_only_one_pair_of_letters_is_good():
    assert models(cnf(SPLIT)) == []
    good = [pair for pair in permutations(range(1, 7), 2) if isinstance(splits(SPLIT, pair), int)]
    assert sorted(good) == [BEST, BEST[::-1]]
    assert all(isinstance(splits(SPLIT, [letter]), list) for letter in range(1, 7))
    assert all(splits(SPLIT, BEST) <= splits(SPLIT, each) for each in permutations(range(1, 7)))


def test_the_clause_is_the_one_that_the_solver_learns():
    told = [*events(cnf(CLAUSES), DECISIONS)]
    lesson, back = (next(each for each in told if isinstance(each, kind)) for kind in (Learned, Backjump))
    clause, level = learned(stuck(CLAUSES, DECISIONS))
    assert (set(lesson.clause), back.level) == (set(clause), level)
    assert all(
        isinstance(refute(cnf([*CLAUSES, *((-each,) for each in clause if each != gone)])), Refuted) for gone in clause
    )


def test_a_drawn_conflict_teaches_a_clause_as_the_first_one_does():
    for number in range(20):
        by = renaming(Random(str(number)), LETTERS)
        drawn, decisions = renamed(CLAUSES, by), [by[literal] for literal in DECISIONS]
        told = [*events(cnf(drawn), decisions)]
        lesson, back = (next(each for each in told if isinstance(each, kind)) for kind in (Learned, Backjump))
        clause, level = learned(stuck(drawn, decisions))
        assert (set(lesson.clause), back.level) == (set(clause), level)
        assert clause == renamed([learned(BASE)[0]], by)[0]


def test_one_refutation_is_accepted_and_one_has_a_single_false_step():
    assert not _checked(WHOLE)
    (values,) = models(FALSE.formula)
    false = [step for step in FALSE.steps if set(step.clause).isdisjoint(values)]
    assert [step.number for step in false] == [12, 13]
    assert _checked(FALSE).startswith("step 12: ")
    given = CNF(6, (*FALSE.formula.clauses, *(step.clause for step in FALSE.steps[:5])))
    rest = tuple(step for step in FALSE.steps if step.number > 12)
    assert repr(check_refutation(Refutation(given, rest))) == "Accepted(rests_on=())"


def test_a_drawn_proof_has_its_clauses_and_steps_in_another_order():
    for asked in (hints, false_step):
        keys = {str(value_of(variant_of(asked, str(number)).key)) for number in range(9)}
        assert len(keys) > 5


def test_each_line_of_the_explanation_is_in_every_explanation():
    letters = letters_of(LINES)
    assert explained(LINES, WANTED) == WHY
    for number in WHY:
        others = [line for place, line in enumerate(LINES, 1) if place != number]
        assert set(WANTED) <= set(installed(others, WANTED, letters))


def test_without_further_letters_each_pair_needs_a_clause():
    pairs = at_most_one(range(1, 6))
    for left_out in combinations(pairs, len(pairs) - 1):
        assert not few.check(left_out).passed


def test_some_rows_obey_the_rules_and_each_rule_counts():
    whole = models(CNF(5, tuple(clause for rule in RULES for clause in rule.clauses)))
    assert len(whole) == 4
    for rule in RULES:
        others = (clause for other in RULES if other != rule for clause in other.clauses)
        assert len(models(CNF(5, tuple(others)))) > len(whole)


def test_pigeons_are_hard_without_further_clauses():
    for holes in range(2, 6):
        clauses_ = [*one_each(holes), *alone(holes)]
        assert propagated(clauses_, ()) == ({}, 0)
        for missing in clauses_[: holes + 1]:
            fits = refute(CNF(99, tuple(each for each in clauses_ if each != missing)))
            assert isinstance(fits, Refuted)


def test_what_follows_is_what_the_solver_propagates():
    (first, *rest), conflict_ = propagated(FOLLOWING, [1])
    assert (first, conflict_, set(rest)) == (1, 0, set(TRAIL))
