"""The table of what each reading makes of each operation, against our own arithmetic and against the compiler."""

import os
import shutil
import subprocess

import pytest

from arlib.languages.c.functions import c_program
from arlib.languages.c.readings import OPERATIONS, READINGS, table
from arlib.programs.interpreter import Failed, Returned, run

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)
FUNCTIONS = [f"long f{n}(int x) {{ return {each.expression}; }}" for n, each in enumerate(OPERATIONS)]


@pytest.mark.parametrize(("place", "reading"), list(enumerate(READINGS)))
def test_each_reading_makes_of_each_operation_what_the_table_says(place, reading):
    for operation, text in zip(OPERATIONS, FUNCTIONS, strict=True):
        outcome = run(c_program(text, reading=reading), {"x": 1}).outcome
        expected = operation.values[place]
        assert isinstance(outcome, Failed if expected is None else Returned), (operation, outcome)
        assert expected is None or outcome.value == expected, operation


def compiled(tmp_path, *options):
    """A program that prints the value of the function of a number."""
    cases = " ".join(f"case {n}: return printf({chr(34)}%ld{chr(34)}, f{n}(1)) < 0;" for n in range(len(FUNCTIONS)))
    main = f"int main(int n, char **given) {{ switch (atoi(given[1])) {{ {cases} }} return 1; }}"
    lines = ["#include <stdio.h>", "#include <stdlib.h>", *FUNCTIONS, main]
    (tmp_path / "table.c").write_text("\n".join(lines))
    command = [COMPILER, "-w", "-O0", *options, "-o", tmp_path / "table", tmp_path / "table.c"]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip(f"the compiler does not know {' '.join(options)}")
    return lambda n: subprocess.run([tmp_path / "table", str(n)], capture_output=True, text=True)


@needs_compiler
@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_wrap_is_what_the_compiler_makes_of_it_with_fwrapv(tmp_path, level):
    value = compiled(tmp_path, "-fwrapv", level)
    for n, operation in enumerate(OPERATIONS):
        if operation.values[2] is not None:
            assert int(value(n).stdout) == operation.values[2], operation


@needs_compiler
def test_wrap_has_no_value_where_the_compiler_finds_none_even_with_fwrapv(tmp_path):
    value = compiled(tmp_path, "-fwrapv", "-fsanitize=undefined", "-fno-sanitize-recover=undefined")
    for n, operation in enumerate(OPERATIONS):
        done = value(n)
        assert (done.returncode != 0) == (operation.values[2] is None), (operation, done.stderr)


@needs_compiler
def test_machine_has_no_value_where_the_compiler_finds_an_undefined_operation(tmp_path):
    value = compiled(tmp_path, "-fsanitize=undefined", "-fno-sanitize-recover=undefined")
    for n, operation in enumerate(OPERATIONS):
        done = value(n)
        assert (done.returncode != 0) == (operation.values[1] is None), (operation, done.stderr)
        assert operation.values[1] is None or int(done.stdout) == operation.values[1], operation


def test_the_table_has_a_line_for_each_operation():
    lines = table().splitlines()
    assert [line.startswith(each.name) for each, line in zip(OPERATIONS, lines[1:], strict=False)] == [True] * len(
        OPERATIONS
    )
    assert len({len(line) for line in lines}) == 1
