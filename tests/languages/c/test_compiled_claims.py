"""Random C functions against the same compiled by the system's compiler."""

import ctypes
import os
import random
import shutil
import subprocess

import pytest
from random_c import HELPERS, TYPES, Writer, corners

from arlib import Undefined, evaluate
from arlib.languages.c.claims import c_claim

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)
CASES = 260


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Random functions as claims that they return r, with the compiled functions themselves."""
    writer, folder = Writer(7), tmp_path_factory.mktemp("c")
    library, found = ["#include <stdlib.h>", HELPERS], []
    for n in range(CASES):
        kinds = [writer.choose.choice(list(TYPES)) for _ in range(4)]
        *inputs, result = kinds
        parameters = ", ".join(f"{kind} {name}" for kind, name in zip(inputs, "abc", strict=True))
        body = writer.statements() if n % 3 == 0 else f"return {writer.expression(3)};"
        function = f"{result} g{n}({parameters}) {{ {body} }}"
        library.append(function)
        source = f"{HELPERS}{function}\n_Bool f({parameters}, {result} r) {{ return g{n}(a, b, c) == r; }}"
        found.append((n, kinds, source))
    (folder / "functions.c").write_text("\n".join(library))
    command = [COMPILER, "-O1", "-fwrapv", "-w", "-shared", "-fPIC", "-o", "functions.so", "functions.c"]
    subprocess.run(command, cwd=folder, check=True)
    return found, ctypes.CDLL(str(folder / "functions.so"))


@needs_compiler
def test_functions_return_what_the_compiled_ones_return(compiled):
    found, library = compiled
    choose, compared, undefined = random.Random(3), 0, 0
    for n, kinds, source in found:
        *models, result = [TYPES[kind][0] for kind in kinds]
        function = getattr(library, f"g{n}")
        function.argtypes, function.restype = [TYPES[kind][1] for kind in kinds[:3]], TYPES[kinds[3]][1]
        said = c_claim(source, "f")
        assert said.types == (*models, result)
        for _ in range(40):
            values = [
                choose.choice(corners(m)) if choose.random() < 0.7 else choose.randint(m.low, m.high) for m in models
            ]
            state = dict(zip("abc", values, strict=True))
            try:
                evaluate(said.formula, {**state, "r": 0})
            except Undefined:
                undefined += 1
                continue  # such as a division by zero, which traps
            r = int(function(*values))
            other = r - 1 if r > result.low else r + 1
            assert evaluate(said.formula, {**state, "r": r}), (source, state, r)
            assert not evaluate(said.formula, {**state, "r": other}), (source, state, r)
            compared += 1
    assert compared > 10 * CASES
    assert undefined > CASES
