"""Each of the three answers has its words, and what is none of them is never taken for one."""

import pytest

from arlib.exercises.base import Unreadable
from arlib.exercises.kinds.words import read_row, truth, word
from arlib.verdict import Proved, Refuted, Unknown


@pytest.mark.parametrize(
    "given, meant",
    [
        *((each, "yes") for each in ("yes", "Yes", " YES. ", "proved", "it ends", True, Proved(1))),
        *((each, "no") for each in ("no", "Refuted", "runs for ever", False, Refuted(1))),
        *((each, "don't know") for each in ("don't know", "don’t know", "unknown", "?", Unknown("why"))),
        *((each, None) for each in ("", "maybe", "not proved", "yes and no", None, 1, 0, 2.0, [], "y" * 99, object())),
    ],
)
def test_a_word_is_one_of_three_answers_or_none(given, meant):
    assert word(given) == meant


@pytest.mark.parametrize(
    "given, meant",
    [
        *((each, True) for each in (True, 1, "1", "true", "yes", "T")),
        *((each, False) for each in (False, 0, "0", "False", "no", "f")),
        *((each, None) for each in (2, -1, 1.0, "unknown", "10", None, [])),
    ],
)
def test_a_truth_value_is_read_or_not(given, meant):
    assert truth(given) is meant


def test_a_row_is_read_in_order_or_by_names():
    names = ("a", "b")
    for row in ("yes, no", ["yes", False], ("proved", "refuted"), {"b": "no", "a": "yes"}):
        assert read_row(row, names, word, "yes or no") == ["yes", "no"]
    for row in ("yes", ["yes"], {"a": "yes"}, {"a": "yes", "c": "no"}, ["yes", "perhaps"], 3, None):
        with pytest.raises(Unreadable):
            read_row(row, names, word, "yes or no")
