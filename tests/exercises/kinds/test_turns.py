"""What is said to decrease in every turn does so in every run that is tried, and what does not is shown where."""

import re
from itertools import product

import pytest

from arlib.exercises.kinds.programs import program_of
from arlib.exercises.kinds.turns import what_fails
from arlib.programs.interpreter import run

SHARE = """
def f(x, y):
    while x > 0 and y > 0:
        if x > y:
            x = x - y
        else:
            y = y - x
"""
PHASES = "def f(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1"
FUNCTIONS = ("x", "y", "x + y", "abs(x) + abs(y)", "max(x, y)", "min(x, y)", "x - y", "y + 1", "2 * x", "abs(x - y)")


def values(texts, at):
    return [eval(text, {"abs": abs, "max": max, "min": min}, dict(at)) for text in texts]


def in_a_phase(texts, at, then):
    """Whether a turn is in the phase of one of the functions: the definition, on numbers."""
    now, later = values(texts, at), values(texts, then)
    return any(
        now[i] >= 0 and later[i] < now[i] and all(now[j] < 0 and later[j] < 0 for j in range(i))
        for i in range(len(texts))
    )


def states(said):
    """The two states of the turn that is shown."""
    before, _, after = said.partition(" leads to ")
    return [{n: int(v) for n, v in re.findall(r"(\w+) = (-?\d+)", each)} for each in (before, after.partition(":")[0])]


@pytest.mark.parametrize("source", [SHARE, PHASES], ids=["share", "phases"])
def test_functions_are_multiphase_as_runs_show(source):
    program = program_of(source)
    turns = []
    for x, y in product(range(-4, 9), repeat=2):
        visits = [visit.state for visit in run(program, {"x": x, "y": y}, arrivals=40).visits]
        turns += list(zip(visits, visits[1:], strict=False))
    accepted = 0
    for texts in [*((f,) for f in FUNCTIONS), *product(FUNCTIONS[:8], repeat=2)]:
        said = what_fails(program, texts)
        accepted += not said
        if not said:
            assert all(in_a_phase(texts, *turn) for turn in turns), texts
            continue
        at, then = states(said)
        assert not in_a_phase(texts, at, then), said
        assert [visit.state for visit in run(program, at, arrivals=2).visits] == [at, then], said
    assert accepted > 2


@pytest.mark.parametrize("texts", [("abs(x) + abs(y)",), ("x + y",), ("max(x, y) + min(x, y)",)])
def test_the_known_answers_of_share_are_found(texts):
    assert what_fails(program_of(SHARE), texts) == ""
