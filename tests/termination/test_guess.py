"""A guess is accepted only if the checker accepts it; a wrong one gets a state in which it fails, replayed."""

import re
from itertools import product

import pytest

from arlib import Proved, Refuted, c_program, check, python_program, terminates, transition_system
from arlib.checking import Accepted, Rejected
from arlib.programs.interpreter import OutOfSteps, run
from arlib.termination import guess, guess_recurrence, judge
from arlib.termination.guess import read_constraints, read_function
from arlib.verdict import Unsupported

PROGRAMS = {
    name: python_program(source)
    for name, source in {
        "g": "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y",
        "g2": "def g2(x, y):\n    while x > y:\n        x = x - y",
        "phases": "def phases(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1",
        "restart": """
def restart(x, y):
    while x > 0 and y > 0:
        if nondet() > 0:
            x = x - 1
            y = nondet()
        else:
            y = y - 1
""",
        "table": """
def table(rows, columns):
    row = 0
    while row < rows:
        column = 0
        while column < columns:
            column = column + 1
        row = row + 1
""",
        "slide": """
def slide(x, y, z):
    if y > 0 and z > 0:
        while x > 0:
            x = x - y
            y = y + z - 1
""",
        "square": "def square(x, y):\n    while x * x < y:\n        x = x + 1\n        y = y - 1",
        "walk": "def walk(x, y):\n    while x > 0:\n        x = x + y\n        y = y + 1",
        "turns": """
def turns(x, y):
    while x > 0:
        y = 3
        while y > 0:
            y = y - 1
        x = x + 1
""",
    }.items()
}

RIGHT = [
    ("g", {"ranking": "x", "invariant": "y > 0"}),
    ("g", {"ranking": "x - y", "invariant": "y >= 1"}),
    ("g", {"ranking": {1: "2 * x - y"}, "invariant": {1: "y > 0"}}),
    ("g", {"ranking": "x * y", "invariant": "y > 0"}),
    ("phases", {"phases": ("y + 1", "x")}),
    ("phases", {"phases": ({1: "y + 1"}, {1: "x"})}),
    ("restart", {"ranking": ["x", "y"]}),
    ("restart", {"ranking": {1: ["x", "y"]}}),
    ("table", {"ranking": ["rows - row", "columns - column"], "invariant": {2: "row < rows"}}),
    ("table", {"ranking": {1: "2 * rows - 2 * row", 2: ["2 * rows - 2 * row - 2", "columns - column"]}}),
    ("slide", {"ranking": "x", "invariant": "y > 0 and z > 0"}),
    ("slide", {"ranking": "x", "invariant": "0 < y and True and 1 <= z"}),
    ("square", {"ranking": "y"}),
]

WRONG = [
    ("g", {"ranking": "x"}, "x goes from 1 to 1, and should decrease. No run that was tried comes to this state"),
    (
        "g",
        {"ranking": "x", "invariant": "y >= 0"},
        "with x = 1, y = 0, a turn of the loop in line 3 leads to x = 1, y = 0",
    ),
    (
        "g",
        {"ranking": "x", "invariant": "x > 0"},
        "the program comes to the loop in line 3 with x = 0, y = 1: x > 0 is false",
    ),
    ("g", {"ranking": "y", "invariant": "y > 0"}, "A run from x = 2, y = 1 comes to this state"),
    ("g", {"ranking": "x - 10", "invariant": "y > 0"}, "x - 10 is -8 before that, and should not be negative"),
    ("g", {"ranking": (), "invariant": "y > 0"}, "no ranking function breaks the cycle at the loop in line 3"),
    ("phases", {"ranking": "x"}, "x goes from 1 to 1, and should decrease"),
    ("phases", {"phases": ("y", "x")}, "as the function before it is 0, it should decrease by at least 1"),
    ("phases", {"phases": ("x", "y + 1")}, "x goes from 1 to 1, and should decrease"),
    ("phases", {"phases": ("y + 1", "x - 5")}, "should not be negative while the loop goes on"),
    ("restart", {"ranking": "x"}, "and the choice 0, a turn of the loop in line 3 leads to x = 1, y = 0"),
    ("restart", {"ranking": ["y", "x"]}, "and the choices 1, 2, a turn of the loop in line 3"),
    ("table", {"ranking": ["rows - row", "columns - column"]}, "should not be negative while the loop goes on"),
    ("table", {"ranking": "rows - row"}, "should decrease"),
    ("table", {"ranking": {1: "rows - row"}}, "should"),
    ("slide", {"ranking": "x", "invariant": "y > 0"}, "y > 0 is true before and false after"),
    ("slide", {"ranking": "x", "invariant": "False"}, "is false there"),
    ("square", {"ranking": "y - x * x"}, "y - x * x goes from 1 to 1, and should decrease"),
]


@pytest.mark.parametrize(("name", "guessed"), RIGHT)
def test_a_right_guess_is_accepted(name, guessed):
    proof = guess(PROGRAMS[name], **guessed)
    assert isinstance(check(proof), Accepted)
    assert judge(proof) == check(proof)


@pytest.mark.parametrize(("name", "guessed", "said"), WRONG)
def test_a_wrong_guess_gets_a_state_in_which_it_fails(name, guessed, said):
    proof = guess(PROGRAMS[name], **guessed)
    assert isinstance(check(proof), Rejected)
    answer = judge(proof)
    assert answer.obligation == check(proof).obligation
    assert said in answer.countermodel


def test_what_is_said_of_a_turn_is_what_the_interpreter_does():
    """The state before and the state after are two arrivals of a run that begins with the first of them."""
    for name, guessed, _ in WRONG:
        said = judge(guess(PROGRAMS[name], **guessed)).countermodel
        states = re.match(r"with (.*?), a turn of the loop in line \d+ leads to (.*?):", said)
        if name in ("table", "restart", "g", "slide") or states is None:
            continue  # where no run begins with such a state
        before, after = ({k: int(v) for k, v in re.findall(r"(\w+) = (-?\d+)", part)} for part in states.groups())
        assert [visit.state for visit in run(PROGRAMS[name], before).visits[:2]] == [before, after]


def test_an_input_that_is_named_comes_to_the_state():
    said = judge(guess(PROGRAMS["g"], "y", "y > 0")).countermodel
    assert said.startswith("with x = 2, y = 1, ")
    assert said.endswith("A run from x = 2, y = 1 comes to this state")
    assert run(PROGRAMS["g"], {"x": 2, "y": 1}).visits[0].state == {"x": 2, "y": 1}


@pytest.mark.parametrize("name", ["g", "phases", "restart", "table", "slide"])
def test_no_guess_is_accepted_that_a_run_contradicts(name):
    """Every function with small coefficients, without an invariant and with one."""
    program = PROGRAMS[name]
    system = transition_system(program)
    values = product((-2, 0, 1, 3), repeat=len(program.parameters))
    inputs = [dict(zip(program.parameters, each, strict=True)) for each in values]
    runs = [run(program, given, choices=[1, 2, -1, 0, 5] * 20, steps=60).visits for given in inputs]
    for coefficients in product((-1, 0, 1), repeat=2):
        names = system.variables[:2]
        text = " + ".join(f"{c} * {v}" for c, v in zip(coefficients, names, strict=True)) + " + 1"
        if isinstance(judge(guess(program, text, "y > 0" if name in ("g", "slide") else "")), Accepted):
            function = read_function(text, system)
            for visits in runs:
                values = [function.evaluate(visit.state) for visit in visits]
                assert all(a > b and a >= 0 for a, b in zip(values, values[1:], strict=False))


def test_a_guess_about_machine_integers_knows_their_range():
    up = c_program("void up(int x) { while (x > 0 && x < 1000) x = x + 1; }")
    assert judge(guess(up, "1000 - x")) == Accepted()
    wrapping = c_program("void up(unsigned x) { while (x > 0) x = x + 1; }")
    answer = judge(guess(wrapping, "4294967296 - x"))
    assert "with x = 4294967295, a turn of the loop in line 1 leads to x = 0" in answer.countermodel


def test_judge_answers_for_what_the_prover_finds():
    for name in ("g", "g2"):
        match terminates(PROGRAMS[name]):
            case Proved(evidence) | Refuted(evidence):
                assert isinstance(judge(evidence), Accepted)
            case verdict:
                raise AssertionError(verdict)


@pytest.mark.parametrize(
    ("name", "inputs", "recurrence"),
    [
        ("g2", {"x": 5, "y": 0}, "x > y and y <= 0"),
        ("g2", {"x": 5, "y": 0}, "x == 5 and y == 0"),
        ("walk", {"x": 5, "y": -2}, "x > 0 and y >= 0"),
        ("walk", {"x": 5, "y": -2}, "x > 100 and y > 0"),
        ("turns", {"x": 1, "y": 0}, "x > 0"),
        ("turns", {"x": 1, "y": 0}, {1: "x > 0", 2: "x > 0 and y <= 3"}),
    ],
)
def test_a_right_recurrence_set_is_accepted(name, inputs, recurrence):
    found = guess_recurrence(PROGRAMS[name], inputs, recurrence)
    assert isinstance(judge(found), Accepted)
    assert isinstance(run(PROGRAMS[name], inputs, steps=500).outcome, OutOfSteps)


@pytest.mark.parametrize(
    ("name", "inputs", "recurrence", "said"),
    [
        (
            "g2",
            {"x": 5, "y": 0},
            "x > y",
            "x = 2, y = 1, which is in the set, a turn of the loop in line 2 leads to x = 1, y = 1",
        ),
        ("g2", {"x": 5, "y": 0}, "y <= 0", "which is in the set: the loop in line 2 is left"),
        ("g2", {"x": 5, "y": 2}, "x > y", "the run from x = 5, y = 2 ends after 5 steps"),
        ("g2", {"x": 5, "y": 0}, "x < 0", "but x < 0 is not true there"),
        ("walk", {"x": 5, "y": -2}, "x > 0", "with x = 1, y = -1, which is in the set"),
        ("turns", {"x": 1, "y": 0}, {1: "x > 0"}, "the set says nothing of the loop in line 5"),
        ("turns", {"x": 1, "y": 0}, {2: "x > 0"}, "the set says nothing of the loop in line 3"),
    ],
)
def test_a_wrong_recurrence_set_gets_a_state(name, inputs, recurrence, said):
    assert said in judge(guess_recurrence(PROGRAMS[name], inputs, recurrence)).countermodel


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x > 0", "this is true or false"),
        ("abs(x)", "more than sums, differences and products"),
        ("x // 2", "more than sums, differences and products"),
        ("z", "z does not decide how long this program runs; "),
        ("x +", "invalid syntax"),
        (" * ".join("x" * 9), "too high a degree"),
    ],
)
def test_a_function_that_cannot_be_read(text, reason):
    with pytest.raises(Unsupported, match=reason):
        guess(PROGRAMS["g2"], text)


@pytest.mark.parametrize("text", ["x > 0 or y > 0", "x != 0", "not x > 0", "x", "x > 0 and (x > 1 or y > 2)"])
def test_constraints_are_comparisons_joined_by_and(text):
    with pytest.raises(Unsupported, match="comparisons"):
        read_constraints(text, transition_system(PROGRAMS["g2"]))


def test_a_loop_that_does_not_exist():
    with pytest.raises(ValueError, match="no loop 7"):
        guess(PROGRAMS["g2"], {7: "x"})


def test_a_state_with_large_numbers_comes_from_the_solver():
    """And where a run comes to it with other choices, the answer says so."""
    answer = judge(guess(PROGRAMS["restart"], "1000 * x + y"))
    assert "with x = 1, y = 1 and the choices 1, " in answer.countermodel
    assert answer.countermodel.endswith("A run from x = 1, y = 1 comes to this state")
    far = python_program("def far(x):\n    while 1000 < x < 2000:\n        x = x + 1 if x < 1999 else 1500")
    assert re.match(r"with x = 1999, .* leads to x = 1500: ", judge(guess(far, "2000 - x")).countermodel)


def test_many_variables_do_not_take_for_ever():
    names = [f"v{i}" for i in range(14)]
    turns = "\n".join(f"        {name} = {name} + 1" for name in names)
    many = python_program(f"def many({', '.join(names)}):\n    while {' + '.join(names)} < 50:\n{turns}")
    assert isinstance(judge(guess(many, "50 - v0")), Rejected)
    assert isinstance(judge(guess(many, f"50 - {' - '.join(names)}")), Accepted)
