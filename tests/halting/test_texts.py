"""Programs over texts: they mean what Python means, within a budget, and a repeated state is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.halting.texts import Errs, Halts, Loops, OutOfSteps, run_text
from arlib.verdict import Unsupported

PROGRAMS = [
    "def f():\n    n = 7\n    while n > 0:\n        if n == 3:\n            break\n        n = n - 1\n    return n",
    "def f():\n    a = 'x%ry%%'\n    return a % 'b'",
    "def f():\n    n, = 1,\n".replace("n, = 1,", "n = -2") + "    return n // 2 * 3 + n % 5",
    "def g():\n    return 'ab'\n\ndef f():\n    return g() + g()",
    "def f():\n    return 'a' in 'cat' and not 3 >= 4",
    "def f():\n    n = 0\n    while n < 9:\n        n = n + 1\n        if n % 2:\n            continue\n    return n",
]


@pytest.mark.parametrize("source", PROGRAMS)
def test_it_means_what_python_means(source):
    names = {}
    exec(source, names)
    assert run_text(source).ending == Halts(names["f"]())


@given(st.text(max_size=20), st.text(max_size=20))
def test_texts_are_put_into_texts_as_python_does(a, b):
    a = a.replace("%", "%%")
    source = f"def f():\n    a = {a!r}\n    return (a + '%r') % {b!r}"
    names = {}
    exec(source, names)
    assert run_text(source).ending == Halts(names["f"]())


def test_a_repeated_state_is_a_loop():
    assert run_text("def f():\n    n = 1\n    while n:\n        n = 3 - n").ending == Loops(3, 1, 5)


def test_a_state_that_does_not_repeat_is_none():
    assert run_text("def f():\n    n = 1\n    while n:\n        n = n + 1", steps=50).ending == OutOfSteps()


def test_a_new_answer_is_a_new_state():
    answers = iter(["yes", "yes", "no"])
    source = "def f():\n    while decider('x') == 'yes':\n        pass\n    return 1"
    made = run_text(source, {"decider": lambda text: next(answers)})
    assert made.ending == Halts(1)
    assert [answer for _, answer in made.asked] == ["yes", "yes", "no"]


def test_budgets_hold():
    assert run_text("def f():\n    t = 'x'\n    while True:\n        t = t + t", steps=10_000).ending == OutOfSteps()
    assert run_text("def f():\n    return f()").ending == OutOfSteps()
    assert run_text("def f():\n    return 1 // 0").ending == Errs(2, "division by zero")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def f():\n    return open('x')", 2),
        ("def f():\n    x = 1\n    for i in x:\n        pass", 3),
        ("def f():\n    return y", 2),
        ("def f(x):\n    return x", 1),
        ("def f():\n    return 'a' < 'b'", 2),
        ("def f():\n    return '%s' % 1", 2),
        ("def f(", 1),
        ("x = 1", 1),
        ("def f():\n    return 1\ndef f():\n    return 2", 1),
        ("def f():\n    return 1\ndef g():\n    return f()\ndef f():\n    return 2", 1),
        ("def g():\n    return 1\ndef f():\n    return g()\n    g = 2", 4),
        ("def f():\n    return terminates('f')\n    def terminates(): pass", 2),
        ("@print\ndef f():\n    return 1", 1),
        ("def f():\n    return 1\n    yield", 3),
        ("def f(x, /):\n    return 1", 1),
        ("def f(**x):\n    return 1", 1),
        ("def f():\n    return 1\nf = print", 1),
        ("def f():\n    break", 2),
    ],
)
def test_anything_else_is_refused_with_its_line(source, line):
    with pytest.raises(Unsupported) as refused:
        run_text(source, {"terminates": lambda question: "yes"})
    assert refused.value.line == line


def test_a_function_of_the_text_is_asked_before_anybody_outside():
    source = "def terminates():\n    return 'own'\ndef f():\n    return terminates()"
    assert run_text(source, {"terminates": lambda question: "yes"}).ending == Halts("own")
