"""Which language a text is in, whatever it begins with."""

import pytest

from arlib import Unsupported, terminates
from arlib.languages.text import language_of, text_program
from arlib.termination.prover import read
from arlib.verdict import Proved, Refuted

C = "int f(int x) { while (x > 0) x--; return x; }"
PYTHON = "def f(x):\n    while x > 0:\n        x -= 1\n    return x"


@pytest.mark.parametrize(
    "begin",
    ["", "\n\n", "#include <stdbool.h>\n", "#define N 3\n", "// def f(x):\n", "/*\ndef f(x):\n*/\n", "# 1 \"f.c\"\n",
     "#pragma once\n#include <stdint.h>\n\n", "typedef int def;\n", "enum { from, import };\n"],
)  # fmt: skip
def test_c_is_c_whatever_it_begins_with(begin):
    assert language_of(begin + C) == "c"
    assert text_program(begin + C).language == "C"


@pytest.mark.parametrize(
    "begin",
    ["", "\n\n", "# int f(int x) { return x; }\n", '"""int f(int x) { return x; }"""\n', "# def\n",
     "import os\n", "#include <stdio.h>\n", "x = {1: 2};\n", "'''\n/* */\n'''\n", "y: int = 3\n"],
)  # fmt: skip
def test_python_is_python_whatever_it_begins_with(begin):
    assert language_of(begin + PYTHON) == "python"
    assert text_program(begin + PYTHON, "f").language == "Python"


def test_a_python_function_with_an_error_in_it_is_python():
    with pytest.raises(Unsupported, match=r"line 1, column 10: expected ':'"):
        text_program("def f(x) return x")


def test_the_language_can_be_given():
    assert isinstance(terminates(C, integers="wrap", language="c"), Proved)
    assert isinstance(terminates(PYTHON, language="python"), Proved)
    assert isinstance(terminates("int f(int x) { while (x) ; return 0; }", language="c"), Refuted)
    with pytest.raises(Unsupported, match="line 1"):
        terminates(C, language="python")
    with pytest.raises(Unsupported, match="line 1"):
        terminates(PYTHON, language="c")
    with pytest.raises(ValueError, match='"python" or "c"'):
        terminates(C, language="C++")


def test_pythons_integers_are_unbounded():
    with pytest.raises(ValueError, match="unbounded"):
        text_program(PYTHON, None, "wrap")
    with pytest.raises(ValueError, match="unbounded"):
        read(test_pythons_integers_are_unbounded, None, "machine")
    with pytest.raises(ValueError, match="C comes as text"):
        read(test_pythons_integers_are_unbounded, None, None, "c")
