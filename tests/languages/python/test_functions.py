"""Python functions as programs: which one is meant, those that it calls, and the place of what cannot be read."""

import textwrap

import pytest

from arlib import Unsupported
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import Failed, Returned, run
from arlib.programs.syntax import Block, Leave, While, loops, statements
from arlib.terms import Const, Var


def function(body, parameters="x, y"):
    return f"def f({parameters}):\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")


@pytest.mark.parametrize(
    ("body", "line", "column", "reason"),
    [
        ("return z", 2, 11, "z is neither a parameter nor assigned"),
        ("if x:\n    z = 1\nreturn z", 4, 11, "on some way to here it is not assigned"),
        ("while x:\n    z = x\n    x = 0\nreturn z", 5, 11, "on some way"),
        ("for i in range(x):\n    pass\nreturn i", 4, 11, "on some way"),
        ("z += 1", 2, 4, "on some way"),
        ("x.y = 1", 2, 4, "only a variable"),
        ("x.y += 1", 2, 4, "only a variable"),
        ("(x, (y, z)) = 1, 2", 2, 8, "only a variable"),
        ("x, x = 1, 2", 2, 7, "assigned twice"),
        ("x, y = 1", 2, 4, "as many expressions"),
        ("*x, y = 1, 2", 2, 4, "only a variable"),
        ("return x.real", 2, 11, "objects"),
        ("return g(x)", 2, 11, "g would have to be a function"),
        ("abs = 3\nreturn abs(x)", 3, 11, "abs is a variable here"),
        ("return abs(x, y)", 2, 11, "abs takes 1 argument,"),
        ("return max(x, y, key=y)", 2, 25, "by their position"),
        ("return nondet(x)", 2, 18, "no arguments"),
        ("return f", 2, 11, "can only be called"),
        ("return (z := x)", 2, 12, "as a statement before"),
        ("return lambda: x", 2, 11, "functions as values"),
        ("for i, j in range(x):\n    pass", 2, 8, "only a variable"),
        ("for i in range(x, y, x):\n    pass", 2, 25, "not constant"),
        ("for i in range(x, y, 0):\n    pass", 2, 25, "0"),
        ("for i in range(1, 2, 3, 4):\n    pass", 2, 13, "1, 2 or 3"),
        ("range = 1\nfor i in range(x):\n    pass", 3, 13, "range is a variable here"),
        ("try:\n    pass\nfinally:\n    pass", 2, 4, "exceptions"),
        ("with x:\n    pass", 2, 4, "exceptions"),
        ("def g():\n    return 1\nreturn g()", 2, 4, "define it outside"),
        ("class C:\n    pass", 2, 4, "objects"),
        ("import os", 2, 4, "another module"),
        ("global x_\nx_ = 1", 2, 4, "all calls share"),
        ("del x", 2, 8, "lose their value"),
        ("match x:\n    case 1:\n        pass", 2, 4, "elif"),
        ("yield x", 2, 4, "stopped and continued"),
        ("return 1\nyield x", 3, 4, "stopped and continued"),
        ("é = 1\nreturn é + z", 3, 15, "z is neither"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place(body, line, column, reason):
    with pytest.raises(Unsupported) as caught:
        python_program(function(body))
    assert reason in caught.value.reason
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).splitlines()[-1].endswith("^")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing to read"),
        ("x = 1", "no function here"),
        ("def f(x:\n  pass", "never closed"),
        ("def f(x): pass\ndef g(x): pass", "several functions here; say which one is meant: f, g"),
        ("def f(x): return g(x)\ndef g(x): return f(x)", "several functions"),
        ("def f(x): return 1\ndef f(x): return 2", "one meaning, .*; line"),
        ("def f(x): return 1\nf = abs", "one meaning, .*; line"),
        ("def f(x): return abs(x)\nabs = max", "one meaning"),
        ("from math import gcd\ndef f(x): return gcd(x, 2)", "given by def"),
        ("@cache\ndef f(x): return x", "decorator"),
        ("async def f(x): pass", "no function here"),
        ("def f(*x): pass", "fixed number"),
        ("def f(x: float): pass", "read as an integer"),
        ("def g(x=1): return x\ndef f(x): return g()", "also where there is a default"),
        ("def g(*, x): return x\ndef f(x): return g(x)", "by its position"),
        ("def f(x): return " + "-" * 20_000 + "x", "parse|too deeply"),
        ("def f(x):\n" + "".join(f"{' ' * k}while x:\n" for k in range(1, 95)) + " " * 96 + "x = 1", "nested"),
        ("def f(x): break", "outside"),
        ("def f(x, x): pass", "duplicate"),
    ],
)
def test_texts_that_are_no_program(text, reason):
    with pytest.raises(Unsupported, match=reason):
        python_program(text)


def test_calls_that_multiply_are_refused():
    text = "".join(f"def f{k}(x): return f{k + 1}(x) + f{k + 1}(x + 1)\n" for k in range(30)) + "def f30(x): return x"
    with pytest.raises(Unsupported, match="1,000 calls"):
        python_program(text)


def test_a_long_chain_of_branches():
    text = "def f(x):\n    if x == 0: return 0\n" + "".join(f"    elif x == {k}: return {k}\n" for k in range(1, 90))
    assert run(python_program(text), {"x": 89}).outcome.value == 89


@pytest.mark.parametrize("name", ["", "outer", "inner"])
def test_which_function_is_meant(name):
    text = "def inner(a): return a\ndef outer(x, y): return inner(x)\nprint(outer(1, 2))"
    assert python_program(text, name).name == name or name == ""
    assert python_program(text, name).parameters == (("a",) if name == "inner" else ("x", "y"))
    with pytest.raises(Unsupported, match="no function called other"):
        python_program(text, "other")


def doubled(n):
    return 2 * n


def other_name(n):
    return 3 * n


same_name = other_name


def calls(n):
    total = 0
    for _ in range(n):
        total += doubled(abs(total) + 1)
    return total


def calls_by_another_name(n):
    return same_name(n)


def calls_a_class(n):
    return Const(n)


def test_a_function_is_read_with_those_it_calls():
    program = python_program(calls)
    assert program.name == "calls" and "def doubled(n)" in program.source
    assert run(program, {"n": 3}).outcome.value == calls(3)
    for function_, reason in ((calls_by_another_name, "of this name"), (calls_a_class, "written with def")):
        with pytest.raises(Unsupported, match=reason) as caught:
            python_program(function_)
        assert (caught.value.line, caught.value.column) == (2, 11)


def test_a_function_inside_another_is_read():
    def helper(a):
        return a + 1

    def local(x):
        while x < 3:
            x = helper(x)
        return x

    assert run(python_program(local), {"x": 0}).outcome.value == 3


def test_what_is_no_function():
    with pytest.raises(TypeError, match="a text or a Python function"):
        python_program(abs)
    with pytest.raises(Unsupported, match="def"):
        python_program(lambda x: x)
    names = {}
    exec("def unseen(x): return x", names)
    with pytest.raises(Unsupported, match="source of unseen cannot be found"):
        python_program(names["unseen"])


def test_loops_are_numbered_in_the_order_of_the_text():
    program = python_program(
        "def g(n):\n    while n > 0:\n        n -= 1\n    return n\n"
        "def f(x):\n    for i in range(g(x)):\n        while g(x):\n            x -= g(i)\n        else:\n"
        "            for j in range(2): pass\n    while True:\n        x = 1"
    )
    inside = [each.loop for each in statements(program.body) if isinstance(each, While)]
    assert inside == list(range(1, len(inside) + 1)) == list(loops(program))
    assert len(inside) == 7


def test_an_unneeded_block_is_left_out():
    program = python_program("def f(x):\n    while x > 0:\n        x -= 1\n        continue\n    return x")
    assert not any(isinstance(each, Block | Leave) for each in statements(program.body))


def test_variables_of_calls_are_their_own():
    program = python_program("def g(x):\n    return x + 1\ndef f(x):\n    return g(g(x))")
    assert [each.targets for each in program.body[:-1]] == [("g.x",), ("g.return",), ("g.2.x",), ("g.2.return",)]
    assert program.body[-1].value == Var("g.2.return")


def test_a_choice_in_a_test_is_made_anew():
    program = python_program("def f(x):\n    while nondet() > 0:\n        x += 1\n    return x")
    assert run(program, {"x": 0}, choices=[1, 1, 0, 5]).outcome == Returned(2, 4)


def test_what_may_fail_before_a_call_does_so_before_it():
    program = python_program("def g():\n    while True: pass\ndef f(x):\n    return 1 // x + g()")
    assert run(program, {"x": 0}).outcome == Failed(4, "division by zero")


def test_isinstance_of_an_integer_says_nothing():
    text = "def f(x, y):\n    assert isinstance(x, int) and isinstance(y, int)\n    assert isinstance(x, int) and x > 0"
    (only,) = python_program(text).body
    assert str(only.test) == "Gt(Var('x'), Const(0))"
