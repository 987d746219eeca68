"""Literals, clauses and values are read in every form in which people write them, and in no other."""

import pytest

from arlib.clauses import Assignment, cnf
from arlib.exercises.base import Unreadable
from arlib.exercises.kinds.clauses import (
    model,
    open_literals,
    propagated,
    read_clauses,
    read_literal,
    read_numbers,
    read_values,
)

CLAUSES = ((1, -2), (3,), (-3, 2, -1))
FORMS = [
    CLAUSES,
    [list(each) for each in CLAUSES],
    [[1, "-2"], 3, "-3 2 -1"],
    "1 -2 0 3 0 -3 2 -1 0",
    "c from somewhere\np cnf 3 3\n1 -2 0\n3 0\n-3 2 -1 0\n",
    "1 -2\n3\n-3 2 -1",
    "1 or not 2, 3, not 3 or 2 or not 1",
    "1 | ~2; 3; ~3 | 2 | ~1",
    "(1 ∨ ¬2) ∧ (3) ∧ (¬3 ∨ 2 ∨ ¬1)",
    "(x1 or -x2) and (x3) and (-x3 or x2 or -x1)",
    cnf(CLAUSES),
]


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_clauses_are_read_in_each_form(form):
    assert read_clauses(form, 3) == CLAUSES


@pytest.mark.parametrize("given", [-2, "-2", "not 2", "NOT 2", "¬2", "~ 2", "!2", "-x2", "¬x_2", -2.0, " -2 "])
def test_a_negated_literal_is_read_in_each_form(given):
    assert read_literal(given, 2) == -2


@pytest.mark.parametrize("given", [0, 3, -3, "3", "two", "", None, True, 1.5, [1], "--2", "2 2", "-", 10**30, "1e0"])
def test_no_other_literal_is_read(given):
    with pytest.raises(Unreadable, match="no literal here: the letters are 1 to 2"):
        read_literal(given, 2)


@pytest.mark.parametrize("given", [None, {}, 1.5, "x or y", [[[1]]], [None], "1 -2 9 0", [[1] * 31], "1 2 " * 900])
def test_no_other_clauses_are_read(given):
    with pytest.raises(Unreadable):
        read_clauses(given, 3)


@pytest.mark.parametrize(
    "form",
    [
        *([1, -2, 3], [3, 1, -2], "1 -2 3", "v 1 -2 3 0", "1, not 2, 3", {1: 1, 2: 0, 3: 1}, [1, 1, -2, 3]),
        *({"1": "true", "x2": False, 3.0: "yes"}, Assignment((1, -2, 3)), ("1", "~2", "3")),
    ],
    ids=str,
)
def test_values_are_read_in_each_form(form):
    assert read_values(form, 3) == Assignment((1, -2, 3))


@pytest.mark.parametrize("form", [[1, -2], [1, -1, 2, 3], {1: 2, 2: 0, 3: 0}, {4: True}, "", {}, None, [1, -2, 3, 4]])
def test_no_other_values_are_read(form):
    with pytest.raises(Unreadable):
        read_values(form, 3)


def test_numbers_are_read_in_order():
    for form in ([3, 1, 2], "3 1 2", "3, 1, 2", "[3, 1, 2]", (3.0, "1", 2)):
        assert read_numbers(form, "a step") == (3, 1, 2)
    for other in ("a", [0], [-1], [1.5], [10**30], None, {1: 2}, [True], [1] * 99):
        with pytest.raises(Unreadable):
            read_numbers(other, "a step")


def test_a_clause_is_open_until_a_literal_is_true():
    assert open_literals((1, -2, -2), []) == [1, -2]
    assert open_literals((1, -2), [-1, 2]) == []
    assert open_literals((1, -2), [-2]) is None


def test_what_follows_has_its_clause_and_a_model_makes_all_true():
    clauses = [(-1, 2), (-2, 3), (4, 5)]
    assert propagated(clauses, [1]) == ({1: 0, 2: 1, 3: 2}, 0)
    assert propagated([*clauses, (-3, -1)], [1])[1] > 0
    assert propagated([(1,), (-1,)], []) == ({1: 1}, 2)
    assert model([*clauses, (1,), (-4,)], 5) == Assignment((1, 2, 3, -4, 5))
    assert model([*clauses, (1,), (-3,)], 5) is None
