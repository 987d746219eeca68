"""DRAT: CaDiCaL's proofs are accepted; of any steps none refutes a formula that has a model."""

import io
import random
from collections import Counter
from itertools import count, product
from types import SimpleNamespace

import pytest
from cadical import pigeons, random_formula, write_proof

from arlib.certificates.refutation import Erasure, Lemma
from arlib.checking import Accepted
from arlib.checking.drat import _Clauses, check_drat
from arlib.clauses import CNF, Assignment, cnf, satisfies
from arlib.languages.lines import lines_of, unpacked
from arlib.languages.lrat import binary_drat_steps, drat_steps, proof_format

GENEROUS = 600.0
SQUARE = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])


def cadical_steps(formula, path, binary):
    assert write_proof(formula, path, lrat=False, binary=binary) is False
    with unpacked(path) as file:
        assert proof_format(file) == ("binary DRAT" if binary else "DRAT")
        return tuple(binary_drat_steps(file) if binary else drat_steps(lines_of(file)))


def said(formula, *steps):
    found = check_drat(formula, steps, seconds=GENEROUS)
    return "accepted" if isinstance(found, Accepted) else f"{found.obligation}: {found.countermodel}"


@pytest.mark.parametrize("formula", [pigeons(4), pigeons(5), random_formula(60, 360, 3), random_formula(90, 560, 5)])
def test_proofs_of_cadical_are_accepted(formula, tmp_path):
    steps = cadical_steps(formula, tmp_path / "proof", False)
    assert steps == cadical_steps(formula, tmp_path / "proof", True)
    assert check_drat(formula, steps, seconds=GENEROUS) == Accepted()
    assert any(isinstance(step, Erasure) for step in steps)


NO = "unit propagation leads to no contradiction"


@pytest.mark.parametrize(
    ("formula", "steps", "why"),
    [
        (SQUARE, [Lemma((1,))], "accepted"),  # the rest is unit propagation
        (SQUARE, [Lemma(())], f"step 1: {NO}"),
        (SQUARE, [], f"the end: {NO}"),
        (SQUARE, [Erasure((-2, -1)), Lemma((1,))], f"the end: {NO}"),
        (SQUARE, [Erasure((-2, -1, 5)), Erasure((7,)), Lemma((1,))], "accepted"),  # they are not there
        (CNF(1, ((),)), [], "accepted"),
        (CNF(1, ()), [Lemma(())], f"step 1: {NO}"),
        (cnf([[1, 1], [-1]]), [], "accepted"),
        (cnf([[1, -1], [2]]), [Lemma((1,)), Lemma((-1,))], f"step 2: {NO}"),  # the first is RAT, the second no more
        (cnf([[1]]), [Erasure((1,)), Lemma((-1,))], f"step 2: {NO}"),  # a unit is not erased
        (cnf([[1], [-1, 2], [-2, 3]]), [Erasure((-1, 2)), Lemma((-2,))], f"step 2: {NO}"),  # nor what made 2 true
        (cnf([[1], [1]]), [Erasure((1,)), Erasure((1,)), Lemma((-1,))], f"step 3: {NO}"),
    ],
)
def test_steps_by_hand(formula, steps, why):
    assert said(formula, *steps) == why


def test_resolution_asymmetric_tautologies():
    definition = [Lemma((9, -1, -2)), Lemma((-9, 1)), Lemma((-9, 2))]
    assert said(SQUARE, *definition, Lemma((1,))) == "accepted"
    only = cnf([[-2, 3], [2, -3], [-2, -3], [2, 3, 4]])
    assert said(only, Lemma((3, 2))) == f"step 1: {NO}"
    assert said(only, Lemma((4, 2))) == f"the end: {NO}"


@pytest.mark.parametrize("literal", [0, True, 1.0, "1"])
@pytest.mark.parametrize("kind", [Lemma, Erasure])
def test_a_literal_that_is_none(literal, kind):
    assert said(SQUARE, kind((literal,))) == "step 1: it has a literal that is none"


@pytest.mark.parametrize("seconds", [-1, 0, 3, 5, 20])
def test_the_limit_of_time_holds_also_within_a_step(monkeypatch, seconds):
    clock = count()  # of seconds, one each time that somebody looks
    monkeypatch.setattr("arlib.checking.drat.time", SimpleNamespace(monotonic=lambda: next(clock)))
    found = check_drat(SQUARE, [Lemma((9, 1)), Erasure((9, 1)), Lemma((1,))], seconds=seconds)
    assert found == Accepted() if seconds > 5 else found.obligation == "time"


def test_a_limit_of_time_and_one_of_memory(monkeypatch):
    assert check_drat(SQUARE, [Lemma((1,))], seconds=-1).obligation == "time"
    monkeypatch.setattr("arlib.checking.drat.MOST_LITERALS", 50)
    assert check_drat(SQUARE, (Lemma((9, 8, n)) for n in range(10, 10**9)), seconds=GENEROUS).obligation == "memory"


def models(formula):
    rows = product(*((n, -n) for n in range(1, formula.variables + 1)))
    return [row for row in rows if satisfies(Assignment(row), formula)]


def test_no_steps_refute_a_formula_with_a_model():
    """Whatever is added by RAT and erased: each formula on the way has a model, as the first one has."""
    source, counts = random.Random(8), Counter()
    for seed in range(1200):
        formula = random_formula(5, 9, seed, width=source.choice((1, 2, 2, 3)))
        if not models(formula):
            continue
        kept, now = _Clauses(), formula
        assert all(kept.add(clause) for clause in formula.clauses)
        for _ in range(8):
            if source.random() < 0.3:
                kept.erase(source.choice(now.clauses))
            else:
                clause = tuple(source.choice((-1, 1)) * source.randint(1, 5) for _ in range(source.randint(1, 3)))
                if kept.follows(clause):
                    counts["added"] += 1
                    kept.add(clause)
            rest = [tuple(key) for key, same in kept.by_literals.items() for _ in same]
            now = CNF(5, tuple(rest))
            left = models(now)
            assert left, (formula, now)
            # What is held to be true is true in each model of what was not erased.
            assert all(-literal in row for row in left for literal in kept.false)
    assert counts["added"] > 500


# ---- A second checker, slow and plain ---------------------------------------------------------


def propagated(clauses, false):
    """The literals that are false in the end, and whether that is a contradiction: all clauses, again and again."""
    false, changed = {*false}, True
    while changed:
        changed = False
        for each in clauses:
            left = {*each} - false
            if not left:
                return false, True
            if len(left) == 1 and not {-literal for literal in left} <= false:
                false |= {-literal for literal in left}
                changed = True
    return false, any(-literal in false for literal in false)


def second(formula, steps):
    """Whether steps are a proof, as the words of the format say it."""
    clauses = [frozenset(each) for each in formula.clauses]
    for step in steps:
        false, contradiction = propagated(clauses, ())
        if contradiction:
            return True
        here = frozenset(step.clause)
        if isinstance(step, Erasure):
            decides = any(-literal in false for literal in here) and len(here - false) == 1
            if here in clauses and not decides:
                clauses.remove(here)
            continue
        if not propagated(clauses, here)[1]:
            pivot = step.clause[0] if step.clause else 0
            against = [each for each in clauses if -pivot in each and not any(-literal in each for literal in each)]
            if not pivot or not all(propagated(clauses, here | (each - {-pivot}))[1] for each in against):
                return False
        clauses.append(here)
    return propagated(clauses, ())[1]


def mutant(source, steps):
    """The steps with one thing changed."""
    at = source.randrange(len(steps))
    step, before, after = steps[at], steps[:at], steps[at + 1 :]
    clause, place = [*step.clause], source.randrange(len(step.clause) + 1)
    match source.choice(["step", "swap", "double", "kind", "literal", "insert", "negate", "first"]):
        case "step":
            return before + after
        case "swap":
            return (*before, *after[:1], step, *after[1:])
        case "double":
            return (*before, step, step, *after)
        case "kind":
            return (*before, Erasure(step.clause) if isinstance(step, Lemma) else Lemma(step.clause), *after)
        case "literal":
            clause[place : place + 1] = []
        case "insert":
            clause.insert(place, source.choice((-1, 1)) * source.randint(1, 8))
        case "negate":
            clause[place : place + 1] = [-literal for literal in clause[place : place + 1]]
        case _:
            clause = clause[place:] + clause[:place]
    return (*before, type(step)(tuple(clause)), *after)


def test_broken_proofs_are_accepted_where_a_second_checker_accepts_them(tmp_path):
    source, counts = random.Random(15), Counter()
    for seed in range(30):
        formula = pigeons(3) if seed == 0 else random_formula(7, 36, seed)
        if models(formula):
            continue
        steps = cadical_steps(formula, tmp_path / "proof", False)
        assert said(formula, *steps) == "accepted"
        for _ in range(60):
            broken = steps
            for _ in range(source.choice((1, 3, 6))):
                broken = mutant(source, broken) if broken else steps
            accepted = check_drat(formula, broken, seconds=GENEROUS) == Accepted()
            assert accepted is second(formula, broken), broken
            counts[accepted] += 1
    assert min(counts.values()) > 100, counts


def test_any_steps_are_accepted_where_a_second_checker_accepts_them():
    source, counts = random.Random(5), Counter()
    for seed in range(1500):
        formula = random_formula(4, 11, seed, width=2)
        steps = tuple(
            source.choice((Lemma, Lemma, Erasure))(
                tuple(source.choice((-1, 1)) * source.randint(1, 5) for _ in range(source.randint(0, 3)))
                if source.random() < 0.8
                else source.choice(formula.clauses)
            )
            for _ in range(4)
        )
        accepted = check_drat(formula, steps, seconds=GENEROUS) == Accepted()
        assert accepted is second(formula, steps)
        assert not (accepted and models(formula))
        counts[accepted] += 1
    assert min(counts.values()) > 100, counts


def test_binary_steps_are_read_as_they_come():
    assert said(SQUARE, *binary_drat_steps(io.BytesIO(b"a\x02\0"))) == "accepted"
