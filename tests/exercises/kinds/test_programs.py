"""What graders say of programs is so: the interpreter, which they did not ask, runs the states that they show."""

import re
from itertools import product

import pytest

from arlib import python_program, run
from arlib.exercises.chapter03.ranking import SHARE, TAXI
from arlib.exercises.chapter03.recurrence_sets import GCD
from arlib.exercises.kinds.invariants import invariant
from arlib.exercises.kinds.programs import (
    endless_input,
    program_of,
    program_with,
    recurrence_set,
)
from arlib.exercises.kinds.rankings import lexicographic, phases, ranking_function
from arlib.programs.interpreter import OutOfSteps

TURN = re.compile(r"with (.*?), a turn of the loop in line \d+ leads to (.*?): ")


def state(text):
    return {name: int(value) for name, value in re.findall(r"(\w+) = (-?\d+)", text)}


def taxi_turn(at):
    return {"n": at["n"], "i": at["i"] + 1, "fare": at["fare"] + 3}


def arrivals(source, name="n", inputs=range(-3, 8)):
    program = program_of(source)
    return [run(program, {name: value}).visits for value in inputs]


CANDIDATES = [
    f"{first} and {second}"
    for first, second in product(
        ("fare == 3 * i + 4", "fare == 3 * n + 4", "fare <= 3 * n + 4", "True"),
        ("i <= n", "i < n", "fare < 20", "True"),
    )
]


@pytest.mark.parametrize("text", CANDIDATES)
def test_the_obligation_that_is_said_to_fail_fails(text):
    """The three parts are told apart as runs of the program tell them apart."""

    def holds(at):
        return eval(text, {}, dict(at))

    feedback = invariant(TAXI, "n - i")(text)
    said = feedback.text
    runs = [visits for visits in arrivals(TAXI) if visits]
    if said.startswith("initiation fails"):
        begun = state(said.partition("the program comes")[0])["n"]
        assert not holds(run(program_of(TAXI), {"n": begun}).visits[0].state)
        return
    assert all(holds(visits[0].state) for visits in runs)
    if said.startswith("initiation holds, but consecution fails"):
        before, after = map(state, TURN.search(said).groups())
        assert before["i"] < before["n"]
        assert taxi_turn(before) == after
        assert holds(before)
        assert not holds(after)
        return
    assert all(holds(visit.state) for visits in runs for visit in visits)
    if feedback.passed:
        assert all(visits[-1].state["fare"] == 3 * visits[-1].state["n"] + 4 for visits in runs)
        return
    assert said.startswith("initiation and consecution hold, but sufficiency fails")
    at = state(said.partition("with ")[2].partition(" your invariant")[0])
    assert holds(at)
    assert at["i"] >= at["n"]
    assert at["fare"] != 3 * at["n"] + 4


def test_an_assertion_inside_a_loop_counts_too():
    grade = invariant("def f(n):\n    i = 0\n    while i < n:\n        i = i + 1\n        assert i > 0\n", "n - i")
    assert grade("i >= 0").passed
    assert "comes to the assertion i > 0 in line 5, which is false" in grade("i > -5").text


def test_an_invariant_must_be_one_before_it_is_too_weak():
    """Here the assertion comes first in the turn, and still it is the turn that is spoken of."""
    grade = invariant("def f(n):\n    i = 0\n    while i < 9:\n        assert i != 5\n        i = i + 2\n", "9 - i")
    assert grade("i < 9").text.startswith("initiation holds, but consecution fails")
    assert grade("True").text.startswith("initiation and consecution hold, but sufficiency fails")


def test_a_false_assertion_has_no_invariant():
    """No invariant shows that an assertion never fails which does."""
    grade = invariant(TAXI.replace("3 * n + 4", "3 * n + 5"), "n - i")
    assert not any(grade(text).passed for text in CANDIDATES[:3])


@pytest.mark.parametrize("text", ["x", "y", "x - y", "y - x", "x + y - 9", "3 * x - 2 * y", "x * x - y"])
def test_a_wrong_ranking_function_goes_as_is_said(text):
    feedback = ranking_function(SHARE, "")(text)
    assert not feedback.passed
    before, after = map(state, TURN.search(feedback.text).groups())
    visits = run(python_program(SHARE), before, arrivals=2).visits
    assert visits[1].state == after
    now, then = (eval(text, {}, at) for at in (before, after))
    if "goes from" in feedback.text:
        assert f"{now} to {then}" in feedback.text
        assert then >= now
    else:
        assert f"is {now} before that, and should not be negative" in feedback.text


def test_a_function_that_passes_goes_down_in_every_turn_of_every_run():
    for text in ("x + y", "2 * x + 2 * y - 3", "x * y + x + y"):
        assert ranking_function(SHARE, "")(text).passed
        for x, y in product(range(-2, 9), repeat=2):
            visits = run(python_program(SHARE), {"x": x, "y": y}).visits
            values = [eval(text, {}, visit.state) for visit in visits]
            assert all(after < before and before >= 0 for before, after in zip(values, values[1:], strict=False))


@pytest.mark.parametrize("text", ["x > 0", "y > 0", "x < 9", "x > 0 and y >= 0", "x > y", "x > 3 and y > -2"])
def test_a_set_is_left_as_is_said(text):
    source = "def bounce(x, y):\n    while x > 0:\n        x = x + y\n        y = y + 1\n"
    feedback = recurrence_set(source, {"x": 5, "y": -2})(text)
    made = run(python_program(source), {"x": 5, "y": -2}, steps=300)
    inside = [bool(eval(text, {}, visit.state)) for visit in made.visits]
    if feedback.passed:
        assert all(inside[inside.index(True) :])
        assert f"after {inside.index(True)} turn" in feedback.text
        return
    at = state(feedback.text.partition(", which is in the set")[0])
    assert eval(text, {}, at)
    after = [visit.state for visit in run(python_program(source), at, arrivals=2).visits[1:]]
    assert not after or not eval(text, {}, after[0])


def test_an_input_is_endless_just_if_its_run_goes_on():
    hop = (
        "def hop(n):\n    while n != 9:\n        if n < 9:\n            n = n + 4\n        else:\n            n = n - 6"
    )
    grade = endless_input(hop)
    for n in range(-4, 20):
        goes_on = isinstance(run(python_program(hop), {"n": n}, steps=2_000).outcome, OutOfSteps)
        assert grade({"n": n}).passed == goes_on
    assert endless_input(GCD, lambda inputs: "not these.")({"x": 1, "y": -1}).text == "not these."
    assert endless_input(GCD)({"x": 5, "y": -(10**6)}).text.startswith("smaller numbers do")


def test_a_run_for_ever_with_choices_is_unfolded():
    source = "def f(x):\n    while x > 0:\n        x = x - nondet()\n"
    grade = program_with(lambda answer: program_of(answer), lambda program, proof: "")
    said = grade(source).text
    assert said.startswith("it does not end for every input: with x = ")
    assert "The run never leaves the states with" in said or "The run comes back to a state" in said


def test_the_order_of_functions_matters():
    clock = "def f(m, s):\n    while m > 0 and s >= 0:\n        if s > 0:\n            s = s - 1\n        else:\n"
    clock += "            m = m - 1\n            s = nondet()\n"
    assert lexicographic(clock)(["m", "s"]).passed
    assert "and should not increase" in lexicographic(clock)(["s", "m"]).text
    climb = "def f(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1\n"
    assert phases(climb)(["y + 1", "x"]).passed
    assert phases(climb)(["y", "x"]).passed
    assert "x goes from 1 to 1, and should decrease" in phases(climb)(["x", "y"]).text
