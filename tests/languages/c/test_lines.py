"""Lines that a backslash joins, comments that go on, trigraphs: what the compiler sees, we see, or refuse."""

import itertools
import os
import shutil
import subprocess

import pytest

from arlib import Unsupported
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import run

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)
JOINS = ["\n", "\\\n", "\\ \n", "\\ \t \n", "\\\\\n", "\\x\n", "\\\r\n", "\r\n", "\\\v\n", "\\\n\\\n"]
OPENS = [
    "//",
    "/\\\n/",
    "// c",
    "/\\ \n*",
    "/*",
    "/* *\\\n/",
    "/* * \\\n/",
    "/* *\\ \n/",
    "#pragma x",
    "#define y",
    '"//";',
    "'\\\\';",
]


def texts():
    for begin, join in itertools.product(OPENS, JOINS):
        yield f"int f(void) {{ int n = 1;\n{begin} {join} n = 2;\n n += 4; /**/ return n; }}"
        yield f"int f(void) {{ int n = 1;\n{begin}{join} n = 2;\n n += 4; // */\n return n; }}"


@needs_compiler
def test_each_text_returns_what_it_returns_with_the_compiler(tmp_path):
    programs = []
    for text in texts():
        try:
            programs.append(c_program(text))
        except Unsupported:
            continue  # which is always allowed
    assert len(programs) > 80
    functions = [program.source.replace("int f(", f"int f{n}(") for n, program in enumerate(programs)]
    calls = " ".join(f'printf("%d\\n", f{n}());' for n in range(len(programs)))
    lines = ["#include <stdio.h>", *functions, f"int main(void) {{ {calls} }}"]
    (tmp_path / "all.c").write_bytes("\n".join(lines).encode())
    subprocess.run([COMPILER, "-w", "-o", "all", "all.c"], cwd=tmp_path, check=True)
    values = subprocess.run([tmp_path / "all"], capture_output=True, text=True, check=True).stdout.split()
    for program, value in zip(programs, values, strict=True):
        assert run(program, {}).outcome.value == int(value), program.source


@pytest.mark.parametrize("last", "=/'()!<>-")
def test_a_trigraph_is_refused_in_its_place(last):
    for text in (
        f"int f(int x) {{\n  // really ??{last}\n  return x; }}",
        f"int f(int x) {{\n         x ??{last} x; }}",
    ):
        with pytest.raises(Unsupported, match="is a trigraph") as found:
            c_program(text)
        assert (found.value.line, found.value.column) == (2, 12 if "//" in text else 11)


def test_other_question_marks_are_none():
    assert run(c_program("int f(int x) { // what??\n return x ? 1 : x?3:4; }"), {"x": 2}).outcome.value == 1


@pytest.mark.parametrize(
    "text", ["#define MO\\\nRE n++", "#def\\\nine MORE n++", "#\\\ndefine MORE n++", "#\fdefine MORE n++"]
)
def test_a_macro_is_seen_over_joined_lines(text):
    assert run(c_program(f"{text}\nint f(int n) {{ MORE; return n; }}"), {"n": 2}).outcome.value == 3
