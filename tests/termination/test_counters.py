"""A counter that decides nothing changes no answer: the same program with one, in every reading."""

import ast
from typing import get_args

import pytest

from arlib import Proved, Refuted, terminates
from arlib.certificates.nontermination import Lasso, RecurrenceSet
from arlib.checking import Accepted, check
from arlib.programs.syntax import Reading

PYTHON = [
    "def f(n):\n    while n:\n        n //= 10",
    "def f(x):\n    while x > 0:\n        x -= 1",
    "def f(x):\n    while x > 0:\n        x += 1",
    "def f(x):\n    while x != 0:\n        x -= 2",
    "def f(x, y):\n    while x > y:\n        x -= y",
    "def f(x, y):\n    if y > 0:\n        while x > y:\n            x -= y",
    "def f(n):\n    while n > 1:\n        n = n // 2",
    "def f(x):\n    while x > 1:\n        x = x * x",
    "def f(x, y):\n    while x != 3 or y != 4:\n        x, y = y, x",
    "def f(a, b):\n    if a > 0 and b > 0:\n        while b:\n            a, b = b, a % b",
    "def f(n):\n    for i in range(n):\n        for j in range(i):\n            n = n",
    "def f(x):\n    while True:\n        if x == 5:\n            break\n        x = x + 1 if x < 5 else x - 1",
    "def f(x):\n    while x != 0:\n        x = -x - 1 if x > 0 else -x + 1",
    "def f(x, y):\n    while x > 0:\n        x, y = x + y, y - 1",
    "def f(x, y):\n    while x > y:\n        x, y = 2 * x, y + 1",
    "def f(xs):\n    while xs > 0:\n        xs = xs & (xs - 1)",
    "def f(x):\n    while x == 12345:\n        x = 24690 - x",
]
C = [
    "void f(int x) { while (x > 0) { x = x - 1; } }",
    "void f(int x) { while (x > 0) { x = x + 1; } }",
    "void f(int x) { while (x != 0) { x = x / 10; } }",
    "void f(unsigned x) { while (x > 0) { x = x + 1; } }",
    "void f(unsigned char x) { while (x >= 0) { x = x - 1; } }",
    "void f(signed char x) { while (x < 127) { x = x + 1; } }",
    "void f(signed char x) { while (x < 128) { x = x + 1; } }",
    "void f(int x, int y) { if (y > 0) { while (x > y) { x = x - y; } } }",
    "void f(int x, int y) { while (x > 0 && y > 0) { if (x > y) { x--; } else { y--; } } }",
    "void f(int x) { do { x--; } while (x > 0); }",
    "void f(int x) { while (x == 0) { x = -x; } }",
    "void f(unsigned a, unsigned b) { while (b != 0) { unsigned r = a % b; a = b; b = r; } }",
]


def python_with_counter(text: str) -> str:
    """The function with ``c = 0`` in front, and ``c += 1`` in every loop."""
    tree = ast.parse(text)
    tree.body[0].body[:0] = ast.parse("c = 0").body
    for node in ast.walk(tree):
        if isinstance(node, ast.While | ast.For):
            node.body[:0] = ast.parse("c += 1").body
    return ast.unparse(tree)


def c_with_counter(text: str, kind: str) -> str:
    """The function with ``c = 0`` in front, and ``c++`` in every block inside."""
    head, _, rest = text.partition("{")
    return f"{head}{{ {kind} c = 0; {rest.replace('{', '{ c++;')}"


def answered(text: str, integers: Reading | None = None) -> str:
    """The kind of answer, whose evidence is checked again; a state that comes back is left by the counter."""
    match terminates(text, integers=integers, seconds=120):
        case Proved(evidence) | Refuted(evidence):
            assert isinstance(check(evidence), Accepted)
            return "goes on" if isinstance(evidence, Lasso | RecurrenceSet) else type(evidence).__name__
        case unknown:
            pytest.fail(f"{text}: {unknown.reason}")


def test_a_counter_is_there():
    assert python_with_counter(PYTHON[0]) == "def f(n):\n    c = 0\n    while n:\n        c += 1\n        n //= 10"
    assert c_with_counter(C[0], "int") == "void f(int x) { int c = 0;  while (x > 0) { c++; x = x - 1; } }"


@pytest.mark.parametrize("text", PYTHON)
def test_python_answers_alike(text):
    assert answered(text) == answered(python_with_counter(text))


@pytest.mark.parametrize("integers", get_args(Reading))
@pytest.mark.parametrize("text", C)
def test_c_answers_alike(text, integers):
    """An unsigned counter, which wraps where the others overflow; where nothing does, it may be signed."""
    kind = "unsigned" if integers == "machine" else "int"
    assert answered(text, integers) == answered(c_with_counter(text, kind), integers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("void f(int x) { while (x > 0) { x = x - 1; } }", "TerminationProof"),
        ("void f(signed char x) { while (x < 127) { x = x + 1; } }", "TerminationProof"),
        ("void f(unsigned x) { while (x > 0) { x = x + 1; } }", "AcceleratedRun"),
    ],
)
def test_a_counter_that_overflows_is_told(text, expected):
    """The third one ends without the counter: it is an ``int``, and too small for four billion turns."""
    assert answered(text, "machine") == "TerminationProof"
    assert answered(c_with_counter(text, "int"), "machine") == expected
