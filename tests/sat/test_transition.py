"""Random formulas: as wide as they should be, the same for each seed, and decided as by all rows."""

from itertools import product

import pytest

from arlib.clauses import Assignment, satisfies
from arlib.sat import transition
from arlib.sat.transition import Point, random_formula, sample


@pytest.mark.parametrize("width", [1, 2, 3])
def test_clauses_have_different_letters_and_both_signs(width):
    formula = random_formula(9, 400, 7, width=width)
    assert formula.variables == 9 and len(formula.clauses) == 400
    assert all(len({abs(literal) for literal in clause}) == len(clause) == width for clause in formula.clauses)
    literals = [literal for clause in formula.clauses for literal in clause]
    assert {*literals} == {sign * letter for letter in range(1, 10) for sign in (1, -1)}
    assert 0.4 < sum(literal > 0 for literal in literals) / len(literals) < 0.6


def test_a_seed_is_a_formula():
    assert random_formula(20, 80, 3) == random_formula(20, 80, 3) != random_formula(20, 80, 4)
    with pytest.raises(ValueError, match="1 to 2 letters"):
        random_formula(2, 1, 0)


@pytest.mark.parametrize("seed", range(30))
def test_it_is_decided_as_by_all_rows(seed):
    formula = random_formula(8, round(5.2 * 8), seed)
    rows = product(*((-letter, letter) for letter in range(1, 9)))
    assert sample(8, 5.2, seed)[0] == any(satisfies(Assignment(row), formula) for row in rows)


def test_what_is_too_long_is_given_up_and_what_nothing_bears_out_is_no_answer(monkeypatch):
    hard = next(seed for seed in range(20) if sample(30, 6.0, seed)[1] > 5)
    assert sample(30, 6.0, hard, most=5) == (None, 5)
    monkeypatch.setattr(transition, "check_refutation", lambda *_, **__: None)
    with pytest.raises(AssertionError, match="nothing bears out"):
        sample(30, 9.0, 0)


def test_a_point_counts():
    point = Point(4.0).after(True, 3).after(False, 10).after(None, 99).after(False, 4)
    assert (point.formulas, point.satisfiable, point.given_up) == (3, 1, 1)
    assert point.share == 1 / 3 and point.median == 4
