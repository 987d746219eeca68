"""A loop over a range counts in the reader's names where it can, and goes as in Python where it cannot."""

from textwrap import indent

import pytest

from arlib import Proved, python_program, terminates
from arlib.programs.interpreter import Returned, run

OWN_NAMES = {
    "def f(n):\n    for i in range(n):\n        pass": "n - i - 1",
    "def f(n):\n    for i in range(n):\n        if i % 2 == 0:\n            continue\n        print(i)": "n - i - 1",
    "def f(n, m):\n    for i in range(3, n + m):\n        print(i)": "m + n - i - 1",
}


@pytest.mark.parametrize("source", OWN_NAMES)
def test_the_ranking_function_has_the_names_of_the_text(source):
    verdict = terminates(source, seconds=60)
    assert isinstance(verdict, Proved)
    assert str(verdict.certificate) == f"ranking function {OWN_NAMES[source]}"


AS_PYTHON = [
    "for i in range(n):\n    n += 1\n    s += i",
    "for i in range(n):\n    i += 5\n    s += i",
    "i = 7\nfor i in range(n):\n    pass\ns = i",
    "i = 7\nfor i in range(i, n):\n    pass\nelse:\n    i += 100\ns = i",
    "for i in range(n):\n    for i in range(3):\n        s += i\n    s += 10 * i",
    "for i in range(n):\n    s += i\nfor i in range(n, 0, -2):\n    s += 10 * i",
    "for i in range(n):\n    if i == 2:\n        continue\n    if i > 4:\n        break\n    s += i\nelse:\n    s = -s",
    "for j in range(2):\n    for i in reversed(range(n)):\n        s = 2 * s + i",
]


@pytest.mark.parametrize("body", AS_PYTHON)
def test_it_goes_as_in_python(body):
    names, source = {}, f"def f(n):\n    s = 0\n{indent(body, '    ')}\n    return s"
    exec(compile(source, "f", "exec"), names)  # our own text
    program = python_program(source)
    for n in range(-2, 9):
        outcome = run(program, {"n": n}).outcome
        assert isinstance(outcome, Returned) and outcome.value == names["f"](n), n
