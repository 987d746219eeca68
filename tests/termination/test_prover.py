"""Programs of every kind, with the answers that they should get."""

import time
from dataclasses import dataclass

import pytest

from arlib import Proved, Refuted, Unknown, terminates
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.checking import Accepted, check
from arlib.languages.python.functions import python_program
from arlib.termination import prover


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    yes: bool


ENDS = [
    Case("g", "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y", True),
    Case("no loop", "def f(x):\n    return x * x", True),
    Case("a loop that is never entered", "def f(x):\n    while x > x:\n        x = x", True),
    Case("a loop that is left at once", "def f(x):\n    while True:\n        x = x + 1\n        break", True),
    Case("up to a bound", "def f(x, n):\n    while x < n:\n        x = x + 1", True),
    Case("nested", "def f(n):\n    for i in range(n):\n        for j in range(i, n):\n            k = j", True),
    Case(
        "the inner loop moves the outer's variable",
        "def f(x, y):\n    while x > 0:\n        y = x\n        while y > 0:\n"
        "            y = y - 1\n            x = x - 1",
        True,
    ),
    Case(
        "one after the other", "def f(x, y):\n    while x > 0:\n        x -= 1\n    while y < x:\n        y += 1", True
    ),
    Case(
        "lexicographic",
        "def f(x, y, n):\n    while x > 0 and y > 0:\n        if nondet() > 0:\n            x -= 1\n            y = n\n"
        "        else:\n            y -= 1",
        True,
    ),
    Case("two phases", "def f(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1", True),
    Case("three phases", "def f(x, y, z):\n    while x > 0:\n        x, y, z = x + y, y + z, z - 1", True),
    Case("to zero from both sides", "def f(x):\n    while x != 0:\n        x = x - 1 if x > 0 else x + 1", True),
    Case(
        "a distance",
        "def f(x, y):\n    while x != y:\n        if x < y:\n            x += 1\n        else:\n            y += 1",
        True,
    ),
    Case("halves", "def f(x):\n    while x > 1:\n        x = x // 2", True),
    Case(
        "remainders", "def f(a, b):\n    if a > 0 and b > 0:\n        while b != 0:\n            a, b = b, a % b", True
    ),
    Case(
        "any step down",
        "def f(x):\n    while x > 0:\n        y = nondet()\n        if y < 1:\n            return\n        x -= y",
        True,
    ),
    Case("a minimum", "def f(x, y):\n    while min(x, y) > 0:\n        x, y = y - 1, x - 1", True),
    Case("an absolute value", "def f(x):\n    while abs(x) > 5:\n        x = x - 1 if x > 0 else x + 2", True),
    Case("an assertion in the way", "def f(x):\n    while x > 0:\n        assert x < 9\n        x += 1", True),
    Case("a product", "def f(x, y):\n    while x * x < y:\n        x = x + 1 if x > 0 else 1", True),
    Case("g2", "def g2(x, y):\n    while x > y:\n        x = x - y", False),
    Case("nothing happens", "def f(x):\n    while x > 0:\n        x = x", False),
    Case("for ever", "def f():\n    while True:\n        pass", False),
    Case("up", "def f(x):\n    while x > 0:\n        x = x + 1", False),
    Case("apart", "def f(x, y):\n    while x > y:\n        x, y = 2 * x, y + 1", False),
    Case("only from one number", "def f(x):\n    while x == 12345:\n        x = 24690 - x", False),
    Case("it comes back", "def f(x, y):\n    while x != 3 or y != 4:\n        x, y = y, x", False),
    Case("it alternates", "def f(x):\n    while x != 0:\n        x = -x - 1 if x > 0 else -x + 1", False),
    Case("chosen so", "def f(x):\n    while x > 0:\n        x = nondet()", False),
    Case(
        "chosen again and again", "def f(x, y):\n    while x > 0:\n        if nondet() == y:\n            return", False
    ),
    Case("squares", "def f(x):\n    while x > 1:\n        x = x * x", False),
    Case(
        "an inner loop",
        "def f(x):\n    while x > 0:\n        y = x\n        while y >= x:\n            y = y + 1\n        x -= 1",
        False,
    ),
]


@pytest.mark.parametrize("case", ENDS, ids=lambda case: case.name)
def test_python(case):
    verdict = terminates(case.text, seconds=20)
    match verdict:
        case Proved(proof):
            assert case.yes and isinstance(check(proof), Accepted)
        case Refuted(witness):
            assert not case.yes and isinstance(check(witness), Accepted)
            assert isinstance(witness, Lasso | RecurrenceSet)
        case _:
            pytest.fail(str(verdict))


C = [
    ("void f(int x) { while (x > 0) x = x + 1; }", ("no", "undefined", "yes")),
    ("void f(unsigned x) { while (x > 0) x = x + 1; }", ("no", "yes", "yes")),
    ("void f(unsigned char x) { while (x >= 0) x = x - 1; }", ("yes", "no", "no")),
    ("void f(int x) { while (x > 0) x = x - 1; }", ("yes", "yes", "yes")),
    ("void f(signed char x) { while (x < 127) x = x + 1; }", ("yes", "yes", "yes")),
    ("void f(signed char x) { while (x < 128) x = x + 1; }", ("yes", "no", "no")),
    ("void f(int x, int y) { if (y > 0) while (x > y) x = x - y; }", ("yes", "yes", "yes")),
    ("void f(int x, int y) { while (x > y) x = x - y; }", ("no", None, "no")),
    ("void f(_Bool b) { while (b) b = b + 1; }", ("no", "no", "no")),
    ("void f(int x) { do x--; while (x); }", ("no", "undefined", "yes")),
]


@pytest.mark.parametrize("integers", ["unbounded", "machine", "wrap"])
@pytest.mark.parametrize(("text", "answers"), C, ids=lambda each: each if isinstance(each, str) else "")
def test_the_same_loop_in_each_reading_of_c(text, answers, integers):
    expected = answers[("unbounded", "machine", "wrap").index(integers)]
    match terminates(text, "f", integers=integers, seconds=20):
        case Proved(proof):
            assert expected == "yes" and proof.program.reading == integers
        case Refuted(UndefinedRun()):
            assert expected in ("undefined", None)
        case Refuted(_):
            assert expected in ("no", None)
        case Unknown() as verdict:
            assert expected is None, verdict


COLLATZ = "def collatz(n):\n    while n > 1:\n        n = n // 2 if n % 2 == 0 else 3 * n + 1"


def test_nobody_knows_about_collatz():
    verdict = terminates(COLLATZ, seconds=2)
    assert isinstance(verdict, Unknown) and verdict.reason


@pytest.mark.parametrize("seconds", [0.01, 0.2, 1.0])
def test_the_limit_holds(seconds):
    hard = "def f(a, b, c, d, e):\n    while a != b or c * d != e:\n" + "".join(
        f"        if {x} * {y} > {n}:\n            {x} = {y} * {x} - {n}\n        else:\n            {y} = {y} + {x}\n"
        for n, (x, y) in enumerate(["ab", "bc", "cd", "de", "ea"])
    )
    for text in (COLLATZ, hard):
        begun = time.monotonic()
        terminates(text, seconds=seconds)
        assert time.monotonic() - begun < seconds + 5


def test_an_interrupt_passes_through(monkeypatch):
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    for name in ("check", "candidates"):
        with monkeypatch.context() as patch:
            patch.setattr(prover, name, interrupted)
            with pytest.raises(KeyboardInterrupt):
                terminates(ENDS[0].text)


def test_what_can_be_asked():
    def g(x, y):
        if y > 0:
            while x > y:
                x = x - y

    assert isinstance(terminates(g), Proved)
    assert isinstance(terminates(python_program(g)), Proved)
    two = "def a(x):\n    while x > 0:\n        x -= 1\n\ndef b(x):\n    while x > 0:\n        x += 1"
    assert isinstance(terminates(two, "a"), Proved) and isinstance(terminates(two, "b"), Refuted)
    with pytest.raises(ValueError, match="unbounded"):
        terminates(two, "a", integers="wrap")


def test_a_verdict_is_no_truth_value():
    with pytest.raises(TypeError):
        bool(terminates(ENDS[0].text))
