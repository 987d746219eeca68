"""Texts, fractions, None, tuples and tables in programs: read, not followed, and never in the way of an answer."""

import itertools
import re
import textwrap

import pytest

from arlib.languages.python.functions import python_program
from arlib.languages.python.kinds import FRACTIONS, INTEGERS
from arlib.languages.python.opaque import SAFE_FORMAT
from arlib.programs.interpreter import run
from arlib.programs.outcomes import NotFollowed, Returned
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown, Unsupported


def function(body, parameters="n"):
    return f"def f({parameters}):\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


@pytest.mark.parametrize(
    "body",
    [
        "while n > 0:\n    print('n is', n, sep='')\n    n -= 1\nreturn 'done'",
        "s = ''\nwhile n > 0:\n    s = s + str(n) + f'{n:3d}, '\n    n -= 1\nprint(s.upper())\nreturn s",
        "total = 0.0\naverage = None\nwhile n > 0:\n    total += n * 0.5\n    average = total / n\n    n -= 1\n"
        "return total, average",
        "if n is None or not isinstance(n, int):\n    raise ValueError(f'bad {n}')\nwhile n > 0: n -= 1",
        "while n > 0:\n    if input('go on? ') == 'no': break\n    n -= 1",
        "d = {}\nwhile n > 0:\n    d[n] = n\n    d['x'] += d.get(n, 0)\n    n -= 1\nreturn d",
        "q, r = divmod(n, 3)\nwhile n > 0: n -= 1\nreturn q",
        "x: float = 0\nbest = None\nwhile n > 0:\n    if best is None or best < n: best = n\n    n -= 1",
        "x = n ** 2\nwhile x > 0: x -= 1",
        "name = 'a' if n > 3 else None\nwhile n > 0:\n    if name: n -= 1\n    else: n -= 2",
        "s = input()\ni = 0\nwhile i < 5 and s[i] != 'x': i += 1",
        "while n in (1, 2, 3): n += 1",
        "x = n\nwhile x > 0:\n    x -= 1\n    y = 1 / x\nelse:\n    y = ()",
        "s = 'abc'\nfor i in range(len(s)): print(s[i])",
    ],
)
def test_what_decides_nothing_is_read(body):
    assert isinstance(terminates(function(body)), Proved)


@pytest.mark.parametrize(
    ("body", "witness"),
    [
        ("while True: print('hi')", "n = 0"),
        ("while n != 0:\n    print(n)\n    n -= 1", "n = -1; it stays where n < 0"),
        ("c = 0\nwhile n:\n    n //= 10\n    c += 1\nreturn c", "n = -1"),
        ("s = ''\nwhile n:\n    n //= 10\n    s = s + 'x'\nreturn s", "n = -1"),
        ("x = 0.1\nwhile n > 0: x = x * 2 + 1", "n = 1"),
        ("while n in (1, 2): n = 3 - n", "n = 1"),
    ],
)
def test_a_run_goes_on_past_them(body, witness):
    answer = terminates(function(body))
    assert isinstance(answer, Refuted) and str(answer.witness) == witness


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "s = 'a'\nwhile s != 'b': s = s + 'c'",
            "`s != 'b'` decides how long this runs, and texts are not read (line 3)",
        ),
        ("x = 1.0\nwhile x > 0: x = x / 2", "`x > 0` decides how long this runs, and fractions are not read (line 3)"),
        ("while n > 0: x = 1 / (n - n)", "`1 / (n - n)` may raise an exception"),
        ("while n > 0: x = int('7')", "`int('7')` may raise an exception"),
        ("while n > 0: x = 'abc'[n]", "`'abc'[n]` may raise an exception"),
        ("while True:\n    if input() == 'end': break", "`input() == 'end'` decides how long this runs"),
        ("d = {}\nwhile n > 0: n = d[n]", "`d[n]` may raise an exception"),
    ],
)
def test_no_run_is_believed_where_they_decide(body, reason):
    answer = terminates(function(body), seconds=2)
    assert isinstance(answer, Unknown) and reason in answer.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("print(n, file=n)", "can make print do anything"),
        ("print(*n)", "a star"),
        ("s = 'a'\ns.x = 1", "only a variable"),
        ("t = (1, 2)\nt.append(3)", "methods of tuples|by its name"),
        ("n += 1\nreturn len(n)", "the length is needed"),
        ("return 's' in n + 1", "in looks into"),
        ("return isinstance(n, float.real)", "are read as classes"),
        ("print = 3\nprint(n)", "print is a variable here"),
        ("return eval('n')", "another meaning"),
    ],
)
def test_what_is_still_refused(body, reason):
    with pytest.raises(Unsupported, match=reason):
        python_program(function(body))


def test_names_mean_what_they_do():
    """A print that is defined is called, and one that may be another is refused."""
    own = "def print(x):\n    while x: x = x\ndef f(n):\n    print(n)\n"
    assert isinstance(terminates(own, "f"), Refuted)
    for other in ("print = max", "from m import *"):
        with pytest.raises(Unsupported):
            python_program(f"{other}\n{function('print(n)')}")


def test_functions_give_what_they_give():
    calls = function("while n > 0:\n    print(g(n))\n    n -= 1")
    text = "def g(x):\n    if x > 3: return 'big'\n    return x\n" + calls
    assert isinstance(terminates(text, "f"), Proved)
    decides = text.replace("print(g(n))", "n = g(n)")
    assert isinstance(terminates(decides, "f", seconds=1), Unknown)
    nothing = "def g(x):\n    if x: return 1\ndef f(n):\n    while g(n): n += 1"
    assert isinstance(terminates(nothing, "f", seconds=1), Unknown)
    calls = "def g(x):\n    while x > 0: x = x\n    return 'a'\ndef f(n): return f'{g(n)}'"
    assert isinstance(terminates(calls, "f"), Refuted)


def test_what_stands_in_a_text_is_evaluated_in_order():
    text = "def g():\n    while True: pass\ndef f(n):\n    print(1 // n, g())\n    return 'a'"
    program = python_program(text, "f")
    assert type(run(program, {"n": 0}).outcome).__name__ == "Failed"
    assert type(run(program, {"n": 1}, steps=90).outcome).__name__ == "OutOfSteps"


def test_the_interpreter_stops_where_they_decide():
    program = python_program(function("s = input()\nk = n + 1\nif s: k = 0\nreturn k"))
    assert isinstance(run(program, {"n": 1}).outcome, NotFollowed)
    assert run(python_program(function("s = input()\nreturn n")), {"n": 3}).outcome == Returned(3, 3)


def test_a_number_that_is_asked_for_is_chosen():
    answer = terminates(function("n = int(input('n? '))\nwhile n != 0: n -= 1"))
    assert isinstance(answer, Refuted) and answer.witness.entry.choices


def test_a_variable_that_counts_may_be_a_text_as_well():
    answer = terminates(function("i = 'a'\nfor i in range(3): pass\nwhile i != 'a': pass"), seconds=1)
    assert isinstance(answer, Unknown) and "values of several kinds" in answer.reason


def test_a_format_that_is_taken_to_be_safe_is_one_in_python():
    parts = ["", *"<>^=+ "], ["", "0"], ["", "3", "12"], ["", ",", "_"], ["", ".2"], ["", *"dxobcfge%sn"]
    for spec in map("".join, itertools.product(*parts)):
        for kind, value in ((INTEGERS, -7), (FRACTIONS, 0.5)):
            if re.fullmatch(SAFE_FORMAT[kind], spec):
                format(value, spec)


@pytest.mark.parametrize("line", ["print(n, sep=3)", "print(n, end=b'')", "s = f'{n:,x}'", "s = f'{n:_c}'"])
def test_what_may_end_with_an_error_is_not_said_to_run_for_ever(line):
    assert isinstance(terminates(function(f"while True: {line}")), Unknown)


@pytest.mark.parametrize("line", ["print(n, sep=', ', end='', flush=True)", "print(n, sep=None)", "s = f'{n:,}{n:x}'"])
def test_what_cannot_end_with_an_error_goes_on(line):
    assert isinstance(terminates(function(f"while True: {line}")), Refuted)
