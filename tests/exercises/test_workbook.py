"""What a learner holds: attempts count, hints come after one, solutions are marked, numbers can be one's own."""

import ast
import json
import sys
from random import Random

import pytest

from arlib.exercises import open_chapter
from arlib.exercises.base import Exercise, Feedback, Prediction, Solution
from arlib.exercises.calibration import calibrate
from arlib.exercises.progress import Progress
from arlib.exercises.solutions import solution
from arlib.exercises.variants import between, one_of, value_of, variant_of
from arlib.exercises.workbook import CHAPTERS, Workbook, as_text, exercises_of

RIGHT, WRONG = {"x": 100, "y": 100}, {"x": 1, "y": 2}


def grade(answer):
    if answer == "stop":
        raise KeyboardInterrupt
    return Feedback(answer == 42, "so it is", predictions=(Prediction("q", "yes", 90, 1.0, "no", 0.1),))


DOUBLE = Exercise("0.1", "double", 1, "What is 2 * 21?", "a number", grade, ("one", "two", "three"))


@pytest.fixture
def book(tmp_path):
    return open_chapter(1, learner="ada", path=tmp_path / "ada.json")


@pytest.fixture
def double():
    return Workbook(0, {"double": DOUBLE}, Progress("ada"))


def test_only_an_answer_counts_as_an_attempt(book):
    book.midpoint.check()
    book.midpoint.check(...)
    assert book.summary().rows[0].record.attempts == 0
    book.midpoint.check("not a dict")
    book.midpoint.check(WRONG)
    assert book.summary().rows[0].record.attempts == 2
    assert book.summary().passed == 0
    assert book.midpoint.check(RIGHT).passed
    assert book.summary().passed == 1


def test_progress_is_there_when_the_chapter_is_opened_again(book, tmp_path):
    book.midpoint.check(RIGHT)
    again = open_chapter(1, learner="ada", path=tmp_path / "ada.json")
    assert again.summary() == book.summary()
    assert "1.1  midpoint      *    passed, 1 attempt" in repr(again)


def test_hints_come_after_an_attempt_and_one_at_a_time(double):
    task = double.double
    assert "after a first attempt" in task.hint().text
    assert double.summary().rows[0].record.hints == 0
    task.check(3)
    assert "one at a time" in task.hint(2).text
    assert task.hint() == task.hint(1) == DOUBLE.hint(1)
    assert "one at a time" in task.hint(3).text
    assert task.hint(2).number == 2
    assert task.hint(3).number == 3
    assert task.hint(1).number == 1
    assert double.summary().rows[0].record.hints == 3
    assert task.hint(4).number == 0


def test_a_wrong_answer_names_the_command_for_its_next_hint(book):
    assert "hint(" not in book.midpoint.check().text
    assert book.midpoint.check(WRONG).text.endswith("\nA hint: chapter01.midpoint.hint(1)")
    book.midpoint.hint()
    assert book.midpoint.check(WRONG).text.endswith("\nA hint: chapter01.midpoint.hint(2)")
    book.midpoint.hint(2)
    assert book.midpoint.check(WRONG).text.endswith("\nThe solution: chapter01.midpoint.solution()")
    assert "hint(" not in book.midpoint.check(RIGHT).text


def test_with_a_variant_the_page_shows_its_own_question(tmp_path):
    own = open_chapter(3, learner="ada", variant="s1234567", path=tmp_path / "ada.json")
    for feedback in (own.share.check(), own.share.check("x - x")):
        assert f"\nYour own question: {own.share.exercise.question}" in repr(feedback)
        assert "\n    def share(x, y):" in repr(feedback)
    assert "Your own question" not in own.countdown.check().text  # the same for everybody
    assert "Your own question" not in open_chapter(3, path=tmp_path / "b.json").share.check().text


def test_a_solution_is_marked_as_opened(book):
    assert book.cases.solution().answer == "answer = 2 ** 48"
    assert book.summary().rows[1].record.status == "solution opened"
    book.cases.check(2**48)
    assert book.summary().rows[1].record.status == "passed after the solution was opened"


def test_an_interrupted_check_is_no_attempt(double):
    feedback = double.double.check("stop")
    assert (feedback.passed, feedback.attempted) == (False, False)
    assert double.summary().rows[0].record.attempts == 0


def test_the_first_predictions_are_the_ones_that_count(double):
    double.double.check(1)
    double.double.check(2)
    assert len(double.calibration().predictions) == 1


def test_a_misspelt_exercise_is_told(book):
    with pytest.raises(AttributeError, match="chapter 1 has no exercise midpiont"):
        book.midpiont.check(RIGHT)
    assert "midpoint" in dir(book)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens(chapter):
    book = open_chapter(chapter, learner="ada", variant="s1")
    assert len(book.summary().rows) >= 8
    assert all(name.isidentifier() for name in dir(book))


def test_there_is_no_other_chapter():
    for other in (9, 0, -1, 1.5, 10**5000, "one", "", True, None, float("nan"), float("inf"), [1]):
        with pytest.raises(ValueError, match="^no chapter with exercises is called .*; they are 1, 2, 3, 4, 6, 7$"):
            open_chapter(other)


def test_a_chapter_and_a_hint_may_be_written_as_a_text_or_with_a_point(tmp_path):
    path = tmp_path / "ada.json"
    for one in (1, "1", 1.0, " 1 "):
        assert repr(open_chapter(one, path=path)) == repr(open_chapter(1, path=path))
    task = open_chapter(1, path=path).midpoint
    task.check({"x": 1, "y": 2})
    assert repr(task.hint("1")) == repr(task.hint(1.0)) == repr(task.hint(1))
    for other in ("a", "", None, -1, 0, 10**400, float("nan"), True, [1]):
        assert "are numbered from hint(1)" in repr(task.hint(other))


def test_the_variant_is_kept_with_the_answer(tmp_path):
    path = tmp_path / "ada.json"
    open_chapter(1, learner="ada", variant="s1", path=path).midpoint.check(WRONG)
    assert json.loads(path.read_text())["exercises"]["1.1"]["variant"] == "s1"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("x + y", "'x + y'"),
        ([1, "a"], "[1, 'a']"),
        (10**9_000, "an answer of type int"),
        (object(), "an answer of type object"),
        (eval(compile("lambda x: x", "nowhere", "eval")), "an answer of type function"),
    ],
    ids=["text", "list", "long", "object", "without a source"],
)
def test_an_answer_is_kept_as_text(answer, text):
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(4_300)  # as in a notebook; the command line prints numbers of any length
    try:
        assert as_text(answer) == text
    finally:
        sys.set_int_max_str_digits(digits)


def test_a_function_is_kept_as_its_text():
    assert as_text(grade).startswith("def grade(answer):\n")


# ---- Numbers of one's own --------------------------------------------------------------------


def sum_of(first, second):
    key = Solution(f"answer = {first + second}", "Add.")
    return Exercise("0.2", "sum", 1, f"{first} + {second}?", "a number", sum_grader(first, second), ("add",), key=key)


def sum_grader(first, second):
    return lambda answer: Feedback(answer == first + second and answer % 2 == 0, "so it is")


def test_numbers_are_drawn_until_the_key_passes():
    varied = Exercise(
        "0.2", "sum", 1, "1 + 1?", "a number", sum_grader(1, 1), ("add",),
        vary=lambda choose: sum_of(between(choose, 1, 99), one_of(choose, [10, 20, 30])),
    )  # fmt: skip
    questions = set()
    for name in map(str, range(50)):
        own = variant_of(varied, name)
        assert own == variant_of(varied, name)
        assert own.check(value_of(own.key)).passed
        questions.add(own.question)
    assert len(questions) > 20


def test_without_a_key_that_passes_there_is_no_variant():
    varied = Exercise("0.2", "sum", 1, "1 + 2?", "a number", sum_grader(1, 2), (), vary=lambda _: sum_of(1, 2))
    with pytest.raises(RuntimeError, match=r"exercise 0\.2"):
        variant_of(varied, "ada")


def test_draws_are_within_their_bounds():
    choose = Random("bounds")
    drawn = [between(choose, -1, 2) for _ in range(200)]
    assert set(drawn) == {-1, 0, 1, 2}


def test_draws_are_the_same_on_every_machine():
    choose = Random("1.1 ada")
    assert [between(choose, 0, 999) for _ in range(5)] == [958, 32, 974, 550, 14]


# ---- Calibration -----------------------------------------------------------------------------


def test_calibration_compares_confidence_with_what_came():
    made = [
        Prediction("", "yes", sure, 1.0, came, 0.1)
        for sure, came in [(50, "no"), (90, "yes"), (90, "no"), (100, "yes")]
    ]
    found = calibrate(made)
    assert [(g.low, g.high, g.count, g.right, g.sure, g.share) for g in found.groups] == [
        (50, 65, 1, 0, 50, 0),
        (81, 95, 2, 1, 90, 50),
        (96, 100, 1, 1, 100, 100),
    ]
    assert found.score == pytest.approx((0.25 + 0.01 + 0.81 + 0) / 4)
    assert found.factor == pytest.approx(10)


def test_every_confidence_is_in_one_group():
    made = [Prediction("", "yes", sure, 1.0, "yes", 1.0) for sure in range(50, 101)]
    assert sum(group.count for group in calibrate(made).groups) == len(made)


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        ("2.2", "('max(a, a + 1)', 'a + 1')"),
        ("3.2", "{'x': 1, 'y': -1}"),
        ("3.2", '{"x": 1, "y": -1}'),
        ("2.4", str(ast.literal_eval(solution("2.4").answer.removeprefix("answer = ")))),
    ],
)
def test_a_list_or_a_dictionary_may_be_a_text(number, typed):
    (exercise,) = (each for chapter in CHAPTERS for each in exercises_of(chapter) if each.number == number)
    assert exercise.check(typed).passed
