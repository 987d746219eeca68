"""Every expression that Python evaluates is evaluated, in its order, whether its value is used or not."""

import itertools
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Proved, Refuted, Undefined, Unsigned, Unsupported, claim, evaluate, exhaust, prove, terminates
from arlib.exhaustive import available
from arlib.languages.python.claims import function_claim
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import Failed, OutOfSteps, Stopped, run

FOR_EVER = "def g(x):\n    while True:\n        pass\n\n"


@pytest.mark.parametrize(
    "statement",
    [
        "raise g(x)",
        "raise ValueError(g(x))",
        "raise ValueError('text', g(x))",
        "raise ValueError(a=g(x))",
        "raise ValueError(1, a=x, b=g(x))",
        "raise ValueError from g(x)",
        "raise ValueError('text') from g(x)",
        "raise ValueError(x) from KeyError(g(x))",
        "raise x + g(x)",
        "assert x != x, g(x)",
        "assert x < 0 and x > 0, (0 if x < 0 and x > 0 else g(x))",
        "assert g(x)",
        "g(x)",
        "y = g(x)",
        "y = z = g(x)",
        "y, z = 1, g(x)",
        "y: int = g(x)",
        "x += g(x)",
        "x if g(x) else x",
        "x == x == g(x)",
        "h(1, g(x))",
        "h(g(x), 1 // 0)",
        "min(x, g(x))",
        "max(1, 2, g(x))",
        "abs(g(x))",
        "int(g(x))",
        "not g(x)",
        "-g(x)",
        "isinstance(x, int) and g(x)",
        "not isinstance(x, int) or g(x)",
        "for i in range(g(x)): pass",
        "for i in range(0, 1, 1 if x == x and not g(x) else 1): pass",
        "while g(x): pass",
        "if g(x): pass",
        "return g(x)",
    ],
)
def test_a_call_is_never_skipped(statement):
    text = f"{FOR_EVER}def h(a, b):\n    return a\n\ndef f(x):\n    {statement}\n"
    try:
        program = python_program(text, "f")
    except Unsupported as refused:
        assert "range" in statement and "constant" in refused.reason
        return
    assert isinstance(run(program, {"x": 0}).outcome, OutOfSteps)
    assert not isinstance(terminates(text, "f"), Proved)


@pytest.mark.parametrize(
    "statement",
    [
        "raise ValueError(1 // x, g(x))",
        "raise ValueError(1 // x) from g(x)",
        "raise (1 // x + g(x))",
        "h(1 // x, g(x))",
        "y = 1 // x < g(x)",
        "y, z = 1 // x, g(x)",
        "assert 1 // x, g(x)",
        "y = 1 << x - 1 if 1 % x else g(x)",
    ],
)
def test_an_error_before_a_call_comes_first(statement):
    text = f"{FOR_EVER}def h(a, b):\n    return a\n\ndef f(x):\n    {statement}\n"
    assert isinstance(run(python_program(text, "f"), {"x": 0}).outcome, Failed)


@pytest.mark.parametrize(
    "statement",
    [
        "raise",
        "raise ValueError",
        "raise ValueError('text')",
        "raise ValueError(f'{x} is {x + 1:>5}, {x!r}') from None",
        "raise ValueError('%d' % x, (x, [x], {x: 'a'}), x > 3, -x, x if x else 'b')",
        "raise x",
        "raise KeyError from ValueError",
        "raise ValueError(**x)",
        "raise Odd(x)",
        "raise Odd",
        "assert x != x, f'{x}'",
        "assert False, 'text'",
    ],
)
def test_an_error_ends_a_program(statement):
    text = f"class Odd(ValueError):\n    '''Odd.'''\n\ndef f(x):\n    while x == x:\n        {statement}\n"
    assert run(python_program(text), {"x": 0}).outcome == Stopped(6, "the assertion is false")
    assert isinstance(terminates(python_program(text)), Proved)


@pytest.mark.parametrize(
    "statement",
    [
        "raise Odd",
        "raise Odd(x)",
        "raise ValueError(Odd())",
        "raise ValueError(LIMIT)",
        "raise ValueError(f'{LIMIT}')",
        "raise ValueError(x.real)",
        "raise ValueError(*x)",
        "raise ValueError(y := x)",
        "raise ValueError(lambda: x)",
        "raise [x for x in LIMIT]",
        "raise LIMIT",
        "raise ValueError from LIMIT",
        "raise ValueError.other",
        "assert x, LIMIT",
        "assert x, f'{LIMIT}'",
        "x.real",
        "x and LIMIT",
        "lambda: 0",
    ],
)
def test_what_could_run_other_code_is_refused(statement):
    odd = "class Odd(ValueError):\n    def __init__(self, *what):\n        while True: pass\n\nLIMIT = Odd\n\n"
    with pytest.raises(Unsupported):
        python_program(f"{odd}def f(x):\n    {statement}\n")


@pytest.mark.parametrize("rebound", ["ValueError = KeyError", "class ValueError(Exception): pass", "from m import *"])
def test_an_exception_of_another_name(rebound):
    text = "def f(x):\n    raise ValueError(x)\n"
    if rebound.startswith("class"):
        assert python_program(f"{rebound}\n{text}").body  # which adds nothing
    else:
        with pytest.raises(Unsupported):
            python_program(f"{rebound}\n{text}")
    with pytest.raises(Unsupported):
        python_program("def f(ValueError):\n    raise ValueError(1)\n")


def test_an_exception_that_is_changed_behind_its_definition():
    text = "class Odd(ValueError): pass\ndef f(x):\n    raise Odd\n"
    assert python_program(text).body
    for statement in ("Odd.__init__ = f", "Odd = f", "from m import *", "Odd.__bases__ = f,"):
        with pytest.raises(Unsupported):
            python_program(f"{text}{statement}\n")


# ---- Claims ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "y = 1 // x\nreturn x == x",
        "y = x\ny //= x\nreturn x == x",
        "y: int = 1 % x\nreturn x == x",
        "y = 1 // x == 1\nreturn x == x",
        "y = 1 // x\ny = 2\nreturn y == 2",
        "y = 1 // x\nif x == x:\n    return True\nreturn y == y",
        "if x == 0:\n    y = 1 // x\n    return True\nreturn x != 0",
        "y = 1 // x\nz = y\nreturn x < 0 or x >= 0",
        "y = 1 << x\nreturn x == x",
        "y = 0 * (1 // x)\nreturn y == y",
    ],
)
def test_an_assignment_whose_value_is_not_used_can_still_fail(body):
    text = "def f(x):\n" + textwrap.indent(body, "    ")
    assert isinstance(prove(function_claim(text)), Refuted)
    if "<<" not in body:
        for engine in ("python", "numpy"):
            assert exhaust(function_claim(text), Unsigned(4), engine=engine).counterexample == {"x": 0}


def test_each_engine_sees_that_a_value_is_missing():
    said = function_claim("def f(x, y):\n    z = y // (x - 3) == 1\n    u = x % 1\n    return x == x")
    found = [exhaust(said, Unsigned(3), engine=engine).counterexample for engine in available()]
    assert found == [{"x": 3, "y": 0}] * len(available())


def test_what_cannot_fail_is_not_mentioned():
    formula = function_claim("def f(x):\n    y = x * 3\n    z = y // 2\n    return x + 1 > x").formula
    assert formula == claim("x + 1 > x").formula
    formula = function_claim("def f(x, y):\n    z = x // y\n    return z * y <= x").formula
    assert formula == claim("x // y * y <= x").formula


EXPRESSIONS = st.recursive(
    st.sampled_from(["x", "y", "z", "0", "1", "2", "-3"]),
    lambda below: (
        st.tuples(st.sampled_from(["+", "-", "*", "//", "%", "&"]), below, below).map(
            lambda parts: f"({parts[1]} {parts[0]} {parts[2]})"
        )
        | st.tuples(below, below, below).map(lambda parts: f"({parts[0]} if {parts[1]} > 0 else {parts[2]})")
    ),
    max_leaves=4,
)
TESTS = st.tuples(EXPRESSIONS, st.sampled_from(["<", "==", "!=", ">="]), EXPRESSIONS).map(" ".join) | st.tuples(
    EXPRESSIONS, EXPRESSIONS, EXPRESSIONS, st.sampled_from(["and", "or"])
).map(lambda p: f"({p[0]} < {p[1]} <= {p[2]} {p[3]} not {p[1]} == {p[0]})")


@st.composite
def claims(draw, depth=2):
    lines = []
    for _ in range(draw(st.integers(0, 3))):
        name, value = draw(st.sampled_from("xyz")), draw(EXPRESSIONS)
        lines.append(f"{name} {draw(st.sampled_from(['=', '//=', '-=', ': int =']))} {value}")
    if depth and draw(st.booleans()):
        lines += [f"if {draw(TESTS)}:", *(f"    {line}" for line in draw(claims(depth=depth - 1)))]
    return [*lines, f"return {draw(TESTS)}"]


@given(claims())
def test_a_claim_has_a_value_where_python_has_one(lines):
    text = "def f(x, y, z):\n    " + "\n    ".join(lines)
    scope = {}
    exec(text, scope)
    formula = function_claim(text).formula
    for x, y, z in itertools.product((-2, 0, 1, 3), repeat=3):
        try:
            expected = scope["f"](x, y, z)
        except ZeroDivisionError:
            expected = None
        try:
            found = evaluate(formula, {"x": x, "y": y, "z": z})
        except Undefined:
            found = None
        assert found == expected
