"""Refutations: those of CaDiCaL are accepted, and of broken ones none but those whose steps are all true."""

import random
from collections import Counter
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import pytest
from cadical import pigeons, random_formula, write_proof

from arlib.certificates.refutation import Addition, Deletion, Refutation
from arlib.checking import Accepted, check
from arlib.checking.refutation import check_refutation, check_steps
from arlib.clauses import CNF, cnf
from arlib.languages.lines import lines_of, unpacked
from arlib.languages.lrat import lrat_steps

SQUARE = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])
PROOF = (Addition(5, (1,), (1, 2)), Addition(6, (), (5, 3, 4)))
GENEROUS = 600.0


def steps_in(path):
    with unpacked(path) as file:
        return tuple(lrat_steps(lines_of(file)))


def cadical_steps(formula, path):
    assert write_proof(formula, path) is False
    return steps_in(path)


def said(formula, *steps):
    found = check_steps(formula, steps, seconds=GENEROUS)
    return "accepted" if isinstance(found, Accepted) else f"{found.obligation}: {found.countermodel}"


def test_a_proof_by_hand():
    assert check(Refutation(SQUARE, PROOF), seconds=GENEROUS) == Accepted()
    assert said(SQUARE, *PROOF, Addition(6, (9,), (77,))) == "accepted"  # what follows the empty clause is not read


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), "the end: no step adds the empty clause"),
        (PROOF[:1], "the end: no step adds the empty clause"),
        (PROOF[1:], "step 6: there is no clause 5"),
        ((replace(PROOF[0], clause=(2,)), PROOF[1]), "step 5: hint 2 has 2 literals left"),
        ((replace(PROOF[0], hints=(1,)), PROOF[1]), "step 5: its hints lead to no contradiction against clause 4"),
        ((replace(PROOF[0], number=4), PROOF[1]), "step 4: its number is that of another clause"),
        ((replace(PROOF[0], hints=(5,)), PROOF[1]), "step 5: there is no clause 5"),  # not by itself
        ((replace(PROOF[0], hints=(0, 1, 2)), PROOF[1]), "step 5: there is no clause 0"),
        ((replace(PROOF[0], hints=()), PROOF[1]), "step 5: its hints lead to no contradiction against clause 3"),
        ((PROOF[0], replace(PROOF[1], hints=(3, 4))), "step 6: hint 3 has 2 literals left"),
        ((PROOF[0], Deletion(5, (5,)), PROOF[1]), "step 6: there is no clause 5"),
        ((PROOF[0], Deletion(5, (1, 1, 99)), PROOF[1]), "accepted"),
        ((Addition(5, (), (-1, -2)),), "step 5: its hints lead to no contradiction"),  # no RAT step is empty
    ],
)
def test_what_is_wrong_is_said(steps, why):
    assert said(SQUARE, *steps) == why


def test_clauses_with_repeated_literals_and_complements():
    doubled = cnf([[1, 1], [-1, -1, -1]])
    assert said(doubled, Addition(3, (), (1, 2))) == "accepted"
    trivial = cnf([[1, -1], [2]])
    assert said(trivial, Addition(3, (), (1, 2))) == "step 3: hint 1 has 2 literals left"
    assert said(trivial, Addition(3, (5, -5), ()), Addition(4, (), (3, 1, 2))) == "step 4: hint 3 has 2 literals left"
    assert said(CNF(0, ((),)), Addition(2, (), (1,))) == "accepted"
    assert said(CNF(0, ()), Addition(1, (), ())) == "step 1: its hints lead to no contradiction"


def test_resolution_asymmetric_tautologies():
    """A name for "both 1 and 2", which no clause had, is RAT; each clause with the complement needs its hints."""
    definition = [Addition(5, (9, -1, -2), (-1,)), Addition(6, (-9, 1), (-5,)), Addition(7, (-9, 2), (-5, -77))]
    rest = [Addition(8, (1,), (1, 2)), Addition(9, (), (8, 3, 4))]
    assert said(SQUARE, *definition, *rest) == "accepted"
    assert said(cnf([[1]]), Addition(2, (-1,), (-1,)), Addition(3, (), (2, 1))).startswith("step 2: ")
    assert said(cnf([[1], [1, 5]]), Addition(3, (-1,), (-2,)), Addition(4, (), (3, 1))).startswith("step 3: ")
    # The pivot is the first literal: on the other one this would be no RAT.
    only = cnf([[-2, 3], [2, -3], [-2, -3], [2, 3, 4]])
    assert said(only, Addition(5, (2, 4), (-1, -3))).startswith("step 5: ")
    assert said(only, Addition(5, (4, 2), (-9,))) == "the end: no step adds the empty clause"


def test_a_pure_literal_needs_no_hints():
    """As drat-trim writes it: no clause has the complement of the first literal."""
    assert said(SQUARE, Addition(5, (9, -1), ())) == "the end: no step adds the empty clause"
    assert said(SQUARE, Addition(5, (-1, 9), ())) == "step 5: its hints lead to no contradiction against clause 1"


@pytest.mark.parametrize("literal", [0, True, 1.0, float("nan"), "1", None])
def test_a_literal_that_is_none(literal):
    """0 is its own complement: a clause of it would be true and false."""
    steps = [Addition(5, (literal,), ()), Addition(6, (), (5, 5))]
    assert said(cnf([[2]]), *steps) == "step 5: it has a literal that is none"


def test_a_clause_that_can_be_read_once_is_read_once():
    steps = [Addition(5, (each for each in (9,)), ()), Addition(6, (), (5,))]
    assert said(cnf([[2]]), *steps) == "step 6: its hints lead to no contradiction"


@pytest.mark.parametrize("seconds", range(-1, 12))
def test_the_limit_of_time_holds_also_within_a_step(monkeypatch, seconds):
    clock = count()  # of seconds, one each time that somebody looks
    monkeypatch.setattr("arlib.checking.refutation.time", SimpleNamespace(monotonic=lambda: next(clock)))
    found = check_steps(SQUARE, PROOF, seconds=seconds)
    assert found == Accepted() if seconds > 8 else found.obligation == "time"


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("arlib.checking.refutation.MOST_LITERALS", 50)
    endless = (step for n in range(5, 10**9) for step in (Addition(n, (1, 2, 3), (1,)), Deletion(n, (n - 3,))))
    assert said(SQUARE, *(next(endless) for _ in range(100))).startswith("the end")
    endless = (Addition(n, (1, 2, 3), (1,)) for n in range(5, 10**9))
    assert check_steps(SQUARE, endless, seconds=GENEROUS).obligation == "memory"


@pytest.mark.parametrize("formula", [pigeons(4), pigeons(6), random_formula(60, 360, 3), random_formula(100, 600, 5)])
def test_proofs_of_cadical_are_accepted(formula, tmp_path):
    steps = cadical_steps(formula, tmp_path / "proof.lrat")
    assert any(isinstance(step, Deletion) for step in steps)
    assert check_steps(formula, steps, seconds=GENEROUS) == Accepted()
    additions = tuple(step for step in steps if isinstance(step, Addition))
    assert check_refutation(Refutation(formula, additions), seconds=GENEROUS) == Accepted()
    assert said(formula, *additions[:-1]).startswith("the end")


# ---- Broken proofs ---------------------------------------------------------------------------

LETTERS = 7
ROWS = 2**LETTERS
TABLES = {n: sum(1 << row for row in range(ROWS) if row >> (n - 1) & 1) for n in range(1, LETTERS + 1)}
EVERY = (1 << ROWS) - 1


def table(clause):
    """In which rows of the truth table a clause is true, as the bits of a number."""
    found = 0
    for literal in clause:
        found |= TABLES[literal] if literal > 0 else EVERY & ~TABLES[-literal]
    return found


def each_step_is_true(formula, steps):
    """Whether each clause up to the empty one is true in all rows in which those are that its hints name, or is RAT.

    A hint after the contradiction is not used, and may name anything.
    """
    kept = dict(enumerate(formula.clauses, 1))
    tables = {number: table(clause) for number, clause in kept.items()}
    for step in steps:
        if isinstance(step, Deletion):
            for number in step.clauses:
                tables.pop(number, None)
            continue
        rows = EVERY
        for hint in step.hints:
            rows &= tables.get(hint, EVERY)
        if step.number in tables or (rows & ~table(step.clause) and not is_rat(step.clause, kept, tables)):
            return False
        if not step.clause:
            return True
        kept[step.number], tables[step.number] = step.clause, table(step.clause)
    return False


def is_rat(clause, kept, tables):
    """Whether each resolvent on the first literal is true in all rows in which the other clauses are."""
    every = EVERY
    for number in tables:
        every &= tables[number]
    against = [kept[number] for number in tables if clause and -clause[0] in kept[number]]
    return bool(clause) and not any(
        every & ~(table(clause) | table(literal for literal in other if literal != -clause[0])) for other in against
    )


def mutant(source, steps):
    """The steps with one thing changed."""
    at = source.randrange(len(steps))
    step, before, after = steps[at], steps[:at], steps[at + 1 :]
    if isinstance(step, Deletion) or source.random() < 0.2:
        other = source.randrange(len(steps))
        swapped = [*steps]
        swapped[at], swapped[other] = swapped[other], swapped[at]
        return source.choice([before + after, (*before, step, step, *after), tuple(swapped)])
    clause, hints = [*step.clause], [*step.hints]
    part = source.choice([clause, hints])
    highest = LETTERS if part is clause else step.number
    place = source.randrange(len(part) + 1)
    match source.choice(["leave out", "insert", "change", "negate", "number"]):
        case "leave out":
            part[place : place + 1] = []
        case "insert":
            part.insert(place, source.randint(1, highest))
        case "change":
            part[place : place + 1] = [source.randint(1, highest)]
        case "negate":
            part[place : place + 1] = [-literal for literal in part[place : place + 1]]
        case _:
            return (*before, replace(step, number=source.randint(1, step.number + 2)), *after)
    return (*before, replace(step, clause=tuple(clause), hints=tuple(hints)), *after)


def test_broken_proofs_are_rejected_unless_each_step_is_true(tmp_path):
    source, counts = random.Random(15), Counter()
    for seed in range(40):
        formula = random_formula(LETTERS, 60, seed)
        steps = cadical_steps(formula, tmp_path / f"{seed}.lrat")
        assert check_steps(formula, steps, seconds=GENEROUS) == Accepted() and each_step_is_true(formula, steps)
        for _ in range(60):
            broken = mutant(source, steps)
            accepted = check_steps(formula, broken, seconds=GENEROUS) == Accepted()
            assert not accepted or each_step_is_true(formula, broken), broken
            counts[accepted] += broken != steps
    assert counts[False] > 1000 and counts[True] > 50


def test_no_steps_refute_a_formula_with_a_model():
    """Whatever is added, also by RAT, and deleted: each formula on the way has a model, as the first one has."""
    source, counts = random.Random(4), Counter()
    for seed in range(600):
        formula = random_formula(4, 8, seed, width=source.choice((1, 2, 2, 3)))
        kept, steps = dict(enumerate(formula.clauses, 1)), ()
        if not rows_of(kept):
            continue
        for number in range(9, 25):
            if kept and source.random() < 0.2:
                gone = (source.choice([*kept]), source.randint(1, 30))
                steps = (*steps, Deletion(number, gone))
                kept = {each: clause for each, clause in kept.items() if each not in gone}
                continue
            step = random_step(source, number, kept)
            if check_steps(formula, (*steps, step), seconds=GENEROUS).obligation == "the end":
                follows = not rows_of(kept) & ~table(step.clause)
                assert follows or is_rat(step.clause, kept, {each: table(clause) for each, clause in kept.items()})
                counts[follows] += 1
                steps, kept[number] = (*steps, step), step.clause
            assert rows_of(kept), (formula, steps)
    assert min(counts.values()) > 300, counts


def rows_of(kept):
    """The rows in which all clauses are true."""
    rows = EVERY
    for clause in kept.values():
        rows &= table(clause)
    return rows


def random_step(source, number, kept):
    """A step whose hints have a chance: some for itself, then some for each clause with the complement."""
    clause = tuple(source.choice((-1, 1)) * source.randint(1, 5) for _ in range(source.randint(1, 3)))

    def some():
        return [source.choice([*kept]) for _ in range(source.randint(0, 3))] if kept else []

    hints = some()
    for each in kept:
        if -clause[0] in kept[each] and source.random() < 0.9:
            hints += [-each, *some()]
    return Addition(number, clause, tuple(hints))
