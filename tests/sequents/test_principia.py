"""Each proposition of the list is true in every row, by the evaluator, and none needs more than four letters."""

from itertools import product

import pytest

from arlib.languages.propositions import proposition
from arlib.sequents.principia import PRINCIPIA
from arlib.terms import evaluate, free_variables


@pytest.mark.parametrize("number", PRINCIPIA)
def test_it_is_true_in_every_row(number):
    formula = proposition(PRINCIPIA[number])
    letters = free_variables(formula)
    assert 1 <= len(letters) <= 4
    assert all(evaluate(formula, dict(zip(letters, row, strict=True))) for row in product((0, 1), repeat=len(letters)))


def test_the_numbers_are_those_of_five_chapters_in_their_order():
    chapters = [number.split(".") for number in PRINCIPIA]
    assert chapters == sorted(chapters)
    assert [sum(chapter == each for chapter, _ in chapters) for each in "12345"] == [6, 67, 26, 59, 38]


def test_no_formula_is_there_twice_under_chapters_one_to_three():
    """In later chapters some come again with the arrow in both directions, or as what follows from a definition."""
    formulas = [
        formula for number, formula in PRINCIPIA.items() if number[0] in "123" and number not in ("1.01", "3.01")
    ]
    assert len(set(formulas)) == len(formulas)
