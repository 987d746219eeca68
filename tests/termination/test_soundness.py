"""A small part of the fuzzer: nothing that is proved contradicts what a program does."""

import itertools
import random

import pytest
from fuzz_termination.comparison import compare
from fuzz_termination.programs import Source, Writer
from fuzz_termination.search import explore, follow, grid
from fuzz_termination.steps import Steps, counted
from fuzz_termination.texts import text_of

from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import Failed, Returned, Stopped, run


@pytest.mark.parametrize("reading", ["machine", "wrap", "unbounded", "python"])
def test_no_answer_contradicts_an_execution(reading):
    reports = list(compare(40, reading, first=7, seconds=0.2, jobs=1))
    wrong = [f"{report.wrong}, seed {report.seed}\n{report.text}" for report in reports if report.wrong]
    assert not wrong, wrong[0]
    answers = [report.answer for report in reports]
    assert {"yes", "no"} <= set(answers)


@pytest.mark.parametrize("reading", ["machine", "wrap", "unbounded", "python"])
def test_two_executions_agree(reading):
    """The fuzzer's own, and the interpreter's."""
    ended = 0
    for seed in range(60):
        program = Writer(seed, reading).source()
        text = text_of(program)
        read = python_program(text, "f") if reading == "python" else c_program(text, "f", reading)
        steps = Steps(counted(program) if reading == "python" else program)
        choose = random.Random(seed)
        if "nondet" in text:
            continue  # the two may choose in another order
        for inputs in choose.sample(grid(program), 6):
            given = dict(zip(program.parameters, inputs, strict=True))
            made = run(read, given, choices=itertools.repeat(0), steps=5_000).outcome
            expected = follow(steps, inputs, itertools.repeat(0), 1_000)
            if expected == "goes on" or not isinstance(made, Returned | Stopped | Failed):
                continue
            assert (expected == "undefined") == isinstance(made, Failed), (text, inputs, made)
            ended += 1
    assert ended > 60


def test_the_search_finds_what_is_there():
    """The oracle itself, on programs of which the answer is plain."""

    def truth(reading, kind, body):
        found = explore(Steps(source := Source(reading, {"x": kind}, {}, {}, body, False, 1)), [(3,)], 9_999)
        return found.cycle, found.undefined, found.complete, text_of(source)

    up = [("while", (">", "x", 0), [("=", ["x"], [("+", "x", 1)])], 1)]
    assert truth("wrap", "signed char", up)[:3] == (None, False, True)  # 127 + 1 is -128
    assert truth("wrap", "unsigned char", up)[:3] == (None, False, True)  # 255 + 1 is 0
    assert truth("unbounded", "int", up)[:3] == (None, False, False)  # it goes on, and never comes back
    still = [("while", (">", "x", 0), [("choose", "x", "bool")], 1)]
    assert truth("wrap", "int", still)[0] == (3,)
    zero = [("while", (">=", ("/", 6, "x"), 0), [("=", ["x"], [("-", "x", 1)])], 1)]
    assert truth("machine", "int", zero)[:3] == (None, True, True)
