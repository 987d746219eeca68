import itertools
import sys

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from arlib.integers import Signed, Undefined, Unsigned
from arlib.languages.python.functions import python_program
from arlib.programs.compiled_terms import WIDEST, TooWide, compiled
from arlib.programs.interpreter import Failed, OutOfChoices, OutOfSteps, Returned, Run, Stopped, TooLarge, Visit, run
from arlib.programs.syntax import Assert, Assign, Assume, Block, Choose, If, Leave, Program, Return, While
from arlib.terms import Add, Checked, Const, FloorDiv, Gt, Lt, Mul, ShiftLeft, Truth, Var, Wrap, evaluate

X = Var("x")


def program(*body, parameters=("x",), types=None):
    return Program("f", parameters, body, "", "Python", types=types or {})


def value(function, *arguments):
    try:
        return function(*arguments)
    except (Undefined, TooWide) as error:
        # The longest shift is another one for the interpreter; neither gives a number.
        return "shift" if "shift by more" in str(error) else str(error)


@given(
    st.one_of(strategies.numbers(("x", "y")), strategies.formulas(("x", "y"))),
    st.integers(-40, 40),
    st.integers(-40, 40),
    strategies.machines((1, 4, 8)),
)
def test_compiled_terms_mean_what_evaluate_says(term, x, y, machine):
    state = {"x": x, "y": y}
    found = value(compiled(term), state)
    if found != f"a shift by more than {WIDEST:,} bits":
        assert found == value(evaluate, term, state)
    for kind in (Wrap, Checked):
        converted = kind(Add(X, Mul(Var("y"), X)), machine)
        assert value(compiled(converted), state) == value(evaluate, converted, state)


def test_a_term_is_needed():
    with pytest.raises(TypeError, match="not a term"):
        compiled("x")
    with pytest.raises(TypeError, match="not a statement"):
        run(program("x"), {"x": 1})


def test_what_a_run_tells():
    counting = While(Gt(X, Const(0)), (Choose("y", None, 2), Assign(("x",), (Add(X, Var("y")),), 3)), 1, 1)
    done = run(program(counting, Return(X, 4)), {"x": 2}, choices=[-1, 5, -6])
    assert done == Run(
        inputs={"x": 2},
        choices=(-1, 5, -6),
        visits=(
            Visit(1, 1, {"x": 2}, 0, 0),
            Visit(1, 1, {"x": 1, "y": -1}, 3, 1),
            Visit(1, 1, {"x": 6, "y": 5}, 6, 2),
            Visit(1, 1, {"x": 0, "y": -6}, 9, 3),
        ),
        outcome=Returned(0, 4),
        steps=11,
        arrivals=4,
    )


def test_only_the_arrivals_that_are_wanted_are_kept():
    counting = program(While(Gt(X, Const(0)), (Assign(("x",), (Add(X, Const(-1)),), 2),), 1, 1))
    whole, some, none = (run(counting, {"x": 9}, keep=keep) for keep in (None, (2, 7), ()))
    assert some.visits == (whole.visits[1], whole.visits[6]) and none.visits == ()
    assert whole.arrivals == some.arrivals == none.arrivals == 10
    assert run(counting, {"x": 9}, arrivals=4, keep=(4,)).visits == (whole.visits[3],)


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        (Return(None, 7), Returned(None, 7)),
        (Return(Lt(X, Const(2)), 7), Returned(1, 7)),
        (Return(FloorDiv(X, Const(0)), 7), Failed(7, "division by zero")),
        (Assert(Lt(X, Const(1)), 7), Stopped(7, "the assertion is false")),
        (Assume(Lt(X, Const(1)), 7), Stopped(7, "the assumption is false")),
        (Assert(Lt(X, Const(2)), 7), Returned(None, None)),
        (Choose("x", None, 7), OutOfChoices(7)),
        (While(Truth(True), (), 1, 7), OutOfSteps(7)),
        (Assign(("x",), (ShiftLeft(X, Const(10**9)),), 7), TooLarge(7, f"a shift by more than {WIDEST:,} bits")),
        (Assign(("x",), (Checked(Const(200), Signed(8)),), 7), Failed(7, "overflow: 200 does not fit in int8")),
        (Block("out", (Leave("out", 7), Return(Const(3), 8))), Returned(None, None)),
        (If(Lt(X, Const(1)), (Return(Const(1), 8),), (Return(Const(2), 9),), 7), Returned(2, 9)),
    ],
)
def test_how_a_program_ends(statement, outcome):
    assert run(program(statement), {"x": 1}).outcome == outcome


def test_an_assignment_is_made_at_once():
    swap = Assign(("x", "y"), (Var("y"), X), 1)
    assert run(program(swap, Return(X, 2), parameters=("x", "y")), {"x": 1, "y": 2}).outcome.value == 2


def test_leaving_an_outer_block():
    inner = While(Truth(True), (Leave("outer", 3),), 2, 2)
    loop = While(Truth(True), (inner, Return(Const(1), 4)), 1, 1)
    assert run(program(Block("outer", (loop,)), Return(Const(2), 5)), {"x": 0}).outcome == Returned(2, 5)


@given(st.integers(0, 30))
def test_the_budget_is_exact(steps):
    counting = python_program("def f(x):\n    while x > 0:\n        x -= 1\n    return x")
    needed = run(counting, {"x": 6}).steps
    assert needed == 7 + 6 + 1
    done = run(counting, {"x": 6}, steps=steps)
    assert done.steps == min(steps, needed)
    assert isinstance(done.outcome, Returned if steps >= needed else OutOfSteps)
    assert done.visits == run(counting, {"x": 6}).visits[: len(done.visits)]


def test_many_iterations_need_no_recursion():
    counting = python_program("def f(x):\n    while x > 0:\n        x -= 1\n    return x")
    many = 20 * sys.getrecursionlimit()
    done = run(counting, {"x": many}, steps=10**6)
    assert done.outcome == Returned(0, 4) and len(done.visits) == many + 1


@pytest.mark.parametrize("growing", ["x * x", "x << x", "x + x"])
def test_numbers_that_explode_end_the_run(growing):
    source = f"def f(x):\n    while True:\n        x = {growing}"
    done = run(python_program(source), {"x": 3}, steps=10**6)
    assert isinstance(done.outcome, TooLarge) and done.outcome.line == 3


def test_an_overflow_of_a_wide_number_has_a_text():
    wide = Checked(ShiftLeft(Const(1), Const(WIDEST)), Signed(8))
    assert "20,001 bits" in run(program(Return(wide, 1)), {"x": 0}).outcome.why


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({}, "the parameter x needs a value"),
        ({"x": 1, "y": 2}, "f has no parameter y"),
        ({"x": 256}, r"the parameter x is one of uint8 \(0 to 255\), and cannot be 256"),
        ({"x": 1.0}, "cannot be 1.0"),
    ],
)
def test_inputs_are_the_parameters(inputs, reason):
    with pytest.raises(ValueError, match=reason):
        run(program(types={"x": Unsigned(8)}), inputs)


def test_choices_are_taken_as_needed():
    chooses = program(Choose("y", Unsigned(8), 1), Return(Var("y"), 2))
    numbers = itertools.count(3)
    assert run(chooses, {"x": 0}, choices=numbers).choices == (3,)
    assert next(numbers) == 4
    with pytest.raises(ValueError, match=r"choice 1 is one of uint8 \(0 to 255\), and cannot be -1"):
        run(chooses, {"x": 0}, choices=[-1])


def test_a_run_can_be_interrupted():
    def choices():
        yield 1
        raise KeyboardInterrupt

    choosing = program(While(Truth(True), (Choose("y", None, 2),), 1, 1))
    with pytest.raises(KeyboardInterrupt):
        run(choosing, {"x": 0}, choices=choices())


def test_inputs_are_left_as_they_were():
    inputs = {"x": 3}
    assert run(program(Assign(("x",), (Const(0),), 1)), inputs).inputs == inputs == {"x": 3}
