"""The tests that every chapter's exercises pass; a test file of a chapter imports them and has the tables.

``CHAPTER`` is its module; ``RIGHT`` has exercises with answers that pass, ``WRONG`` with answers that do not and what
is said of them, ``MALFORMED`` answers to no question at all, and ``EXAMPLES`` the forms that questions show.
"""

import json
from pathlib import Path

from wrong_answers import WRONG_ANSWERS

from arlib.exercises import Feedback, Hint, open_chapter
from arlib.exercises.solutions import solution
from arlib.exercises.variants import value_of, variant_of

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
IN_WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
IDS = ("ada", "s1234567", "Grace Hopper", "ünï", "0")

__all__ = [
    "pytest_generate_tests",
    "test_a_malformed_answer_gets_a_message",
    "test_a_right_answer_passes",
    "test_a_solution_passes",
    "test_a_wrong_sample_answer_is_met_with_its_case",
    "test_a_variant_has_a_key_that_passes",
    "test_a_wrong_answer_gets_the_case_in_which_it_fails",
    "test_an_exercise_introduces_itself",
    "test_hints_come_one_at_a_time",
    "test_the_example_of_a_form_is_never_the_answer",
    "test_the_exercises_are_numbered_in_order_with_one_to_four_stars",
    "test_the_notebook_asks_the_questions_word_for_word",
    "test_there_is_a_wrong_sample_answer_to_each",
]


def pytest_generate_tests(metafunc):
    tables = metafunc.module
    for names, values in (
        ("exercise, right", "RIGHT"),
        ("exercise, wrong, said", "WRONG"),
        ("malformed", "MALFORMED"),
        ("chapter", None),
    ):
        if set(names.split(", ")) <= set(metafunc.fixturenames):
            metafunc.parametrize(names, getattr(tables, values) if values else [tables.CHAPTER], ids=_number)
    if "exercise" in metafunc.fixturenames and not {"right", "wrong"} & set(metafunc.fixturenames):
        metafunc.parametrize("exercise", tables.CHAPTER.EXERCISES, ids=lambda exercise: exercise.name)
    if "examples" in metafunc.fixturenames:
        metafunc.parametrize("examples", [tables.EXAMPLES], ids=["forms"])


def _number(value):
    return getattr(value, "name", None) if hasattr(value, "stars") else ""


def test_a_right_answer_passes(exercise, right):
    feedback = exercise.check(right)
    assert feedback.passed, feedback
    assert repr(feedback).startswith("Passed: ")


def test_a_wrong_answer_gets_the_case_in_which_it_fails(exercise, wrong, said):
    feedback = exercise.check(wrong)
    assert not feedback.passed
    assert said in feedback.text
    assert repr(feedback).startswith("Not yet: ")


def test_a_malformed_answer_gets_a_message(exercise, malformed):
    feedback = exercise.check(malformed)
    assert isinstance(feedback, Feedback)
    assert not feedback.passed
    assert 10 < len(repr(feedback)) < 1_500


def test_a_wrong_sample_answer_is_met_with_its_case(exercise):
    typed, said = WRONG_ANSWERS[exercise.number]
    names = {}
    exec(typed, names)
    feedback = exercise.check(names["answer"])
    assert (feedback.passed, feedback.attempted) == (False, True)
    assert said in feedback.text
    assert len(said) > 8, "it says more than that the answer is wrong"


def test_there_is_a_wrong_sample_answer_to_each(chapter, request):
    assert {each.name for each, _, _ in request.module.WRONG} == {each.name for each in chapter.EXERCISES}


def test_a_solution_passes(exercise):
    found = solution(exercise.number)
    names = {}
    exec(found.answer, names)
    feedback = exercise.check(names["answer"])
    assert feedback.passed, feedback
    assert found.why.endswith(".")


def test_a_variant_has_a_key_that_passes(exercise):
    """The numbers of a variant are the same every time, and differ between learners; the grader accepts the key."""
    variants = [variant_of(exercise, each) for each in IDS]
    if exercise.vary is None:
        assert variants == [exercise] * len(IDS)
        return
    assert variants == [variant_of(exercise, each) for each in IDS]
    assert len({each.question for each in variants}) > 1
    for each in variants:
        assert (each.number, each.name, each.stars) == (exercise.number, exercise.name, exercise.stars)
        feedback = each.check(value_of(each.key))
        assert feedback.passed, feedback


def test_an_exercise_introduces_itself(exercise, chapter):
    assert getattr(chapter, exercise.name) is exercise
    assert exercise.number in repr(exercise)
    assert exercise.question in repr(exercise)
    assert repr(exercise.check()) == f"No answer yet: it is expected to be {exercise.expects}."


def test_hints_come_one_at_a_time(exercise, chapter):
    assert exercise.hints
    for number, hint in enumerate(exercise.hints, start=1):
        shown = exercise.hint(number)
        assert (shown.number, shown.of) == (number, len(exercise.hints))
        assert [other for other in exercise.hints if other in shown.text] == [hint]
        assert (f"{chapter.__name__[-9:]}.{exercise.name}.hint({number + 1})" in shown.text) == (
            number < len(exercise.hints)
        )
    assert exercise.hint() == exercise.hint(1)
    assert exercise.hint(99) == Hint(f"The hints are numbered from hint(1) to hint({len(exercise.hints)}).")


def test_the_exercises_are_numbered_in_order_with_one_to_four_stars(chapter):
    number = int(chapter.__name__[-2:])
    assert [each.number for each in chapter.EXERCISES] == [f"{number}.{n + 1}" for n in range(len(chapter.EXERCISES))]
    assert len(chapter.EXERCISES) >= 8
    assert {each.stars for each in chapter.EXERCISES} == {1, 2, 3, 4}
    assert set(dir(open_chapter(number))) >= {each.name for each in chapter.EXERCISES}


def test_the_example_of_a_form_is_never_the_answer(chapter, examples):
    for exercise in chapter.EXERCISES:
        for example in examples:
            assert not exercise.check(example).passed


def test_the_notebook_asks_the_questions_word_for_word(chapter):
    number = chapter.__name__[-2:]
    (path,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    markdown = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    prose = " ".join(" ".join(text.split()) for text in markdown)
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for exercise in chapter.EXERCISES:
        assert f"Exercise {exercise.number}" in prose
        assert exercise.question in prose.replace("`", "")
        assert f"chapter{number}.{exercise.name}.check(" in code
    varied = sum(exercise.vary is not None for exercise in chapter.EXERCISES)
    assert f"Then {IN_WORDS[varied]} of the exercises have other" in prose
    for source in getattr(chapter, "SOURCES", ()):
        assert source.strip() in "\n".join(markdown)
