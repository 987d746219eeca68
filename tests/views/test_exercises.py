"""Feedback says with a sign, a word and a colour what it is; code keeps its columns, and everything is escaped."""

import pytest

from arlib.exercises import open_chapter, standing
from arlib.exercises.base import Feedback, Hint, Prediction, Solution
from arlib.exercises.calibration import calibrate
from arlib.exercises.chapter01 import midpoint
from arlib.views.exercises import (
    calibration_html,
    exercise_html,
    feedback_html,
    hint_html,
    solution_html,
    standing_html,
    summary_html,
)
from arlib.views.page.html import BLUE, RULE, VERMILLION


@pytest.mark.parametrize(
    ("feedback", "text", "colour"),
    [
        (Feedback(True, "so it is."), "✓ passed: so it is.", BLUE),
        (Feedback(False, "x = 1."), "✗ not yet: x = 1.", VERMILLION),
        (Feedback(False, "a number.", attempted=False), "… no answer yet: a number.", RULE),
    ],
)
def test_feedback_is_a_sign_a_word_and_a_colour(feedback, text, colour):
    shown = feedback_html(feedback)
    assert shown.text == text
    assert colour in shown
    assert feedback.word.lower() in shown


def test_code_keeps_its_columns():
    shown = str(feedback_html(midpoint.check("x")))
    assert "<pre" not in shown
    caret = Feedback(False, "this cannot be read.\nline 1, column 3: no\n    x <\n      ^")
    assert '">x &lt;\n  ^</pre>' in str(feedback_html(caret))


def test_nothing_of_an_answer_is_markup():
    assert "<b>x</b>" not in str(feedback_html(Feedback(False, "<b>x</b>\n    <b>x</b>")))
    assert "<b>x</b>" not in str(solution_html(Solution("<b>x</b>", "<b>x</b>")))


def test_a_hint_is_numbered():
    assert hint_html(midpoint.hint(2)).text.startswith("➜ hint 2 of 2: ")
    assert hint_html(Hint("Try first.")).text == "… no hint now: Try first."


def test_a_question_says_how_long_it_takes():
    assert exercise_html(midpoint).text.startswith("? exercise 1.1, one star, about 5 minutes: Find two")


def test_a_summary_has_a_row_for_each_exercise():
    book = open_chapter(1, learner="ada")
    book.midpoint.check({"x": 1, "y": 2})
    shown = summary_html(book)
    assert shown.text.splitlines()[2].split() == ["1.1", "midpoint", "★", "✗", "tried", "1", "0", "of", "2"]
    assert "Nothing is sent anywhere" in shown
    assert str(shown).count("<tr") == 1 + len(book.summary().rows)


def test_without_predictions_the_calibration_says_so():
    assert "no predictions yet: some exercises" in calibration_html(calibrate([])).text


def test_calibration_is_a_table():
    shown = calibration_html(calibrate([Prediction("", "yes", 90, 1.0, "no", 0.1)]))
    assert "81 to 95 %" in shown.text
    assert "a factor of 10 on average" in shown.text


def test_the_standing_has_a_row_for_each_chapter():
    lines = standing_html(standing(learner="ada")).text.splitlines()
    assert [line.split("  ")[0] for line in lines[1:7]] == [
        "1. Exhaustive testing",
        "2. Algebraic simplification",
        "3. Proving that loops end",
        "4. The halting problem",
        "6. Policies and networks",
        "7. Hard problems",
    ]
    assert lines[7] == "Kept in: the memory of this kernel. Nothing is sent anywhere."
