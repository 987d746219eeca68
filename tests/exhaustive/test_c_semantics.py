"""Wraparound as C has it: our machine integers against C compiled by the system's compiler.

C's own promotions are undone by a cast after every operation, which is what "an operation wraps to the
width of the type" means; C's division is the truncating one.
"""

import ctypes
import os
import random
import shutil
import subprocess

import pytest

from arlib import Signed, Undefined, Unsigned, evaluate, to_text
from arlib import terms as t

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
pytestmark = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)

UNARY = {t.Neg: "-{}", t.BitNot: "~{}"}
INFIX = {
    t.Add: "+", t.Sub: "-", t.Mul: "*", t.TruncDiv: "/", t.TruncMod: "%", t.BitAnd: "&", t.BitOr: "|", t.BitXor: "^",
    t.Eq: "==", t.Ne: "!=", t.Lt: "<", t.Le: "<=", t.Gt: ">", t.Ge: ">=",
}  # fmt: skip
MODELS = [kind(width) for width in (8, 16, 32, 64) for kind in (Signed, Unsigned)]
TERMS = 120


def c_type(integers):
    return f"{'u' if isinstance(integers, Unsigned) else ''}int{integers.width}_t"


def c_text(term, integers):
    """The term in C; products are computed without C's signed overflow, shifts within its range."""

    def text(term):
        operands = [text(child) for child in term.children]
        match term:
            case t.Var(name):
                return name
            case t.Const(value):
                return f"(({c_type(integers)}){integers.wrap(value) % 2**64}u)"
            case t.IfThenElse():
                return "({} ? {} : {})".format(*operands)
            case t.Abs():
                return cast("({0} < 0 ? -(uint64_t){0} : {0})".format(*operands))
            case t.Unary():
                return cast(UNARY[type(term)].format(f"(uint64_t){operands[0]}"))
            case t.ShiftLeft(_, t.Const(amount)):
                return cast(f"(uint64_t){operands[0]} << {amount}")
            case t.ShiftRight(_, t.Const(amount)):
                return cast(f"{operands[0]} >> {amount}")
            case t.Comparison():
                return f"({operands[0]} {INFIX[type(term)]} {operands[1]})"
            case t.TruncDiv() | t.TruncMod():
                return cast(f"{operands[0]} {INFIX[type(term)]} {operands[1]}")
            case _:
                return cast(f"(uint64_t){operands[0]} {INFIX[type(term)]} (uint64_t){operands[1]}")

    def cast(code):
        return f"(({c_type(integers)})({code}))"

    return text(term)


def random_term(choose, depth, width):
    if depth == 0:
        return t.Var(choose.choice("xy")) if choose.random() < 0.8 else t.Const(choose.randrange(100))
    a, b = (random_term(choose, depth - 1, width) for _ in range(2))
    kind = choose.randrange(8)
    if kind == 0:
        return choose.choice([t.Neg, t.BitNot, t.Abs])(a)
    if kind == 1:
        return choose.choice([t.ShiftLeft, t.ShiftRight])(a, t.Const(choose.randrange(width)))
    if kind == 2:
        comparison = choose.choice([k for k in INFIX if issubclass(k, t.Comparison)])(a, b)
        return t.IfThenElse(comparison, a, random_term(choose, depth - 1, width))
    return choose.choice([k for k in INFIX if not issubclass(k, t.Comparison)])(a, b)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Random terms for each model, and the same as functions of one C library."""
    choose = random.Random(2)
    folder = tmp_path_factory.mktemp("c")
    terms, source = {}, ["#include <stdint.h>"]
    for integers in MODELS:
        terms[integers] = [random_term(choose, 3, integers.width) for _ in range(TERMS)]
        kind = c_type(integers)
        for n, term in enumerate(terms[integers]):
            source.append(f"{kind} {integers}_{n}({kind} x, {kind} y) {{ return {c_text(term, integers)}; }}")
    (folder / "terms.c").write_text("\n".join(source))
    command = [COMPILER, "-O1", "-fwrapv", "-w", "-shared", "-fPIC", "-o", "terms.so", "terms.c"]
    subprocess.run(command, cwd=folder, check=True)
    return terms, ctypes.CDLL(str(folder / "terms.so"))


@pytest.mark.parametrize("integers", MODELS, ids=str)
def test_terms_have_the_value_that_c_gives_them(compiled, integers):
    terms, library = compiled
    choose = random.Random(3)
    corners = [integers.low, integers.high, integers.wrap(-1), 0, 1, 2, integers.high - 1, integers.high // 2 + 1]
    kind = getattr(ctypes, f"c_{c_type(integers)[:-2]}")
    compared = 0
    for n, term in enumerate(terms[integers]):
        function = getattr(library, f"{integers}_{n}")
        function.argtypes, function.restype = [kind, kind], kind
        states = [(x, y) for x in corners for y in corners]
        states += [
            (choose.randint(integers.low, integers.high), choose.randint(integers.low, integers.high))
            for _ in range(50)
        ]
        for x, y in states:
            try:
                expected = evaluate(term, {"x": x, "y": y}, integers)
                overflow = any(overflows(part, {"x": x, "y": y}, integers) for part in t.subterms(term))
            except Undefined:
                continue  # dividing by zero is undefined in C: it traps
            if not overflow:
                assert function(x, y) == expected, (to_text(term), x, y)
                compared += 1
    assert compared > 50 * TERMS


def overflows(term, state, integers):
    """The smallest number divided by -1, which traps in C though it wraps in our model."""
    match term:
        case t.TruncDiv(a, b) | t.TruncMod(a, b):
            return evaluate(b, state, integers) == -1 and evaluate(a, state, integers) == integers.low
        case _:
            return False
