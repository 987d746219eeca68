"""What chapter 3's exercises say of their programs is what the programs do."""

from itertools import product

from arlib import Proved, Refuted, python_program, terminates
from arlib.exercises.chapter03.questions import (
    FORESEEN,
    GCD,
    LOOPS,
    endless,
    predict,
    taxi,
)
from arlib.exercises.kinds.programs import program_of
from arlib.exercises.variants import value_of, variant_of
from arlib.programs.interpreter import Failed, OutOfSteps, Returned, run


def test_the_five_loops_do_what_the_exercise_says():
    ends = [isinstance(terminates(source), Proved) for source in LOOPS]
    assert ends == [False, True, False, True, False]


def test_every_pair_of_small_numbers_is_judged_as_it_runs():
    program = python_program(GCD)
    for x in range(-2, 3):
        for y in range(-2, 3):
            if x and y:
                goes_on = isinstance(run(program, {"x": x, "y": y}, steps=2_000).outcome, OutOfSteps)
                assert endless.check({"x": x, "y": y}).passed == goes_on


def test_what_is_said_to_run_for_ever_does():
    for source in LOOPS:
        match terminates(source):
            case Refuted(witness):
                made = run(python_program(source), witness.entry.inputs, steps=5_000)
                assert isinstance(made.outcome, OutOfSteps)


def drawn_programs(drawn):
    """The programs that a drawn question shows."""
    text = "\n".join(line[4:] for line in drawn.question.splitlines() if line.startswith("    "))
    return [python_program(f"def {each}") for each in text.split("def ")[1:]]


def test_drawn_loops_that_are_said_to_end_do_end():
    for number in range(6):
        drawn = variant_of(predict, f"s{number}")
        ends = value_of(drawn.key)
        for program, always in zip(drawn_programs(drawn), ends, strict=True):
            for values in product(range(-3, 12), repeat=len(program.parameters)):
                inputs = dict(zip(program.parameters, values, strict=True))
                goes_on = isinstance(run(program, inputs, steps=300).outcome, OutOfSteps)
                assert not (always and goes_on)


def test_drawn_fares_are_what_the_assertion_says():
    for number in range(10):
        drawn = variant_of(taxi, f"s{number}")
        (program,) = drawn_programs(drawn)
        invariant = value_of(drawn.key)
        for n in range(8):
            made = run(program, {"n": n})
            assert made.outcome == Returned(None, None)
            assert all(eval(invariant, {}, visit.state) for visit in made.visits)


def test_what_is_foreseen_is_so():
    """Those that are said to end end from every small input, and of the others one is seen not to."""
    turn, rest, half_or_up, down, chase = (program_of(source) for source in FORESEEN)
    for x, y in product(range(-6, 7), repeat=2):
        assert isinstance(run(turn, {"x": x, "y": y}).outcome, Returned)
        assert isinstance(run(rest, {"x": x, "y": y}).outcome, Returned)
    assert all(isinstance(run(half_or_up, {"n": n}).outcome, Returned) for n in range(-3, 300))
    assert isinstance(run(down, {"x": 5}).outcome, OutOfSteps)
    assert isinstance(run(chase, {"x": 0, "y": 2**31 - 1}).outcome, Failed)
