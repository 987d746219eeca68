"""What a wrong answer is told is so, and what was not decided never passes."""

import pytest

from arlib import Unknown, Unsigned, exhaust, parse
from arlib.exercises import chapter01, chapter02
from arlib.exercises.kinds import failures
from arlib.exercises.kinds.failures import failure_of
from arlib.integers import Unbounded
from arlib.languages.python.claims import claim


class Interrupted:
    """A search that is stopped before it has decided anything."""

    verdict = Unknown("interrupted after 0.1 s")


@pytest.fixture
def undecided(monkeypatch):
    monkeypatch.setattr(failures, "exhaust", lambda *_, **__: Interrupted())
    monkeypatch.setattr(failures, "prove", lambda *_, **__: Unknown("the time limit was reached"))


@pytest.mark.parametrize("integers", [Unsigned(8), Unsigned(64), Unbounded()])
def test_what_is_not_decided_is_not_true(undecided, integers):
    assert isinstance(failure_of(claim("x + y == y + x"), integers), Unknown)


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (chapter01.one_pair, "x | y != 0"),
        (chapter01.widths, "x >> 6 == 0"),
        (chapter02.eight, "4 * 8 * 8 * x == 0"),
        (chapter02.clear_bit, "x & x - 1"),
        (chapter02.no_branch, "(x ^ (x >> 31)) - (x >> 31)"),
    ],
)
def test_a_right_answer_passes_only_if_that_was_decided(exercise, answer, undecided, monkeypatch):
    feedback = exercise.check(answer)
    assert not feedback.passed
    assert "could not be decided" in feedback.text
    monkeypatch.undo()
    assert exercise.check(answer).passed


@pytest.mark.parametrize("text", ["x + y > x", "x * x == x", "x // y * y == x", "x - y <= x", "x | y >= y"])
def test_the_case_that_is_shown_fails(text):
    found = failure_of(claim(text), Unsigned(8))
    wanted = exhaust(text, Unsigned(8), engine="python").counterexample
    assert (found is None) == (wanted is None)
    if found is not None:
        pinned = " and ".join(f"{name} == {value}" for name, value in found.assignment.items())
        assert exhaust(f"implies({pinned}, {text})", Unsigned(8), engine="python").counterexample == found.assignment


def test_parts_of_a_choice_that_is_not_made_are_left_out():
    lines = failures.worked_out([parse("x // y if y != 0 else x")], {"x": 3, "y": 0}, Unsigned(8))
    assert "no value" not in lines
