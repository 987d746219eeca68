"""C source as claims: against C compiled by the system's compiler, C's surprises, and places."""

import ctypes
import itertools
import os
import random
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib import Signed, Unbounded, Undefined, Unsigned, Unsupported, claim, evaluate, to_text
from arlib import terms as t
from arlib.languages.c.claims import c_claim, uniform
from arlib.terms import Claim

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)

TYPES = {
    "_Bool": (Unsigned(1), ctypes.c_bool),
    "signed char": (Signed(8), ctypes.c_byte),
    "unsigned char": (Unsigned(8), ctypes.c_ubyte),
    "short": (Signed(16), ctypes.c_short),
    "unsigned short": (Unsigned(16), ctypes.c_ushort),
    "int": (Signed(32), ctypes.c_int),
    "unsigned int": (Unsigned(32), ctypes.c_uint),
    "long": (Signed(64), ctypes.c_long),
    "unsigned long long": (Unsigned(64), ctypes.c_ulonglong),
}
LITERALS = ["0", "1", "2", "7", "31", "255", "200u", "3l", "1ul", "0x80000000", "2147483647", "4294967295", "'a'", "-1"]
HELPERS = """
static int twice(short x) { return x * 2; }
static unsigned char low(int x) { if (x < 0) return -x; return x; }
static _Bool odd(unsigned long x) { return x % 2; }
"""
CASES = 260


class Writer:
    """Random C, in which whatever compiles is meant to be read."""

    def __init__(self, seed):
        self.choose = random.Random(seed)

    def expression(self, depth, names="abc"):
        choose = self.choose
        if depth == 0:
            return choose.choice(names) if choose.random() < 0.75 else choose.choice(LITERALS)
        x, y, z = (self.expression(depth - 1 if choose.random() < 0.7 else 0, names) for _ in range(3))
        return choose.choice(
            [
                lambda: f"({x} {choose.choice(['+', '-', '*'])} {y})",
                lambda: f"({x} {choose.choice(['+', '-', '*', '/', '%', '&', '|', '^'])} {y})",
                lambda: f"({x} {choose.choice(['<', '<=', '>', '>=', '==', '!='])} {y})",
                lambda: f"({x} {choose.choice(['<<', '>>'])} {choose.choice(['1', '5', '31', y, f'({y} & 15)'])})",
                lambda: f"({x} {choose.choice(['&&', '||'])} {y})",
                lambda: f"({x} ? {y} : {z})",
                lambda: f"({choose.choice(['- ', '~', '!', '+ '])}{x})",
                lambda: f"(({choose.choice(list(TYPES))})({x}))",
                lambda: f"{choose.choice(['twice', 'low', 'odd', 'abs'])}({x})",
            ]
        )()

    def statements(self):
        choose = self.choose
        kind = choose.choice(list(TYPES))
        first, second, third = (self.expression(2, "abc") for _ in range(3))
        op = choose.choice(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="])
        return choose.choice(
            [
                f"{kind} d = {first}; d {op} {second}; return d;",
                f"{kind} d = {first}; if ({second}) {{ {kind} a = d; d = {third}; d += a; }} else d--; return d + a;",
                f"const {kind} d = {first}, e = {second}; if (d < e) return d; return {third};",
                f"if ({first}) return {second}; else if (a > b) return c; c++; return {third};",
            ]
        )


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


def corners(kind):
    around = {kind.low, kind.low + 1, -1, 0, 1, 2, 5, 31, 32, kind.high - 1, kind.high}
    return [value for value in sorted(around) if value in kind]


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


@pytest.mark.parametrize(
    ("source", "state", "expected"),
    [
        ("bool f() { return (unsigned char)200 + (unsigned char)100 == 300; }", {}, True),
        ("bool f(unsigned char x, unsigned char y) { return x + y == 300; }", {"x": 200, "y": 100}, True),
        ("bool f() { return -1 < 1u; }", {}, False),
        ("bool f(int x, unsigned y) { return x < y; }", {"x": -1, "y": 1}, False),
        ("bool f(long x, unsigned y) { return x < y; }", {"x": -1, "y": 1}, True),
        ("bool f(unsigned short a, unsigned short b) { return a * b != 0; }", {"a": 65535, "b": 65535}, None),
        ("bool f(int x) { return x + 1 > x; }", {"x": 2**31 - 1}, None),
        ("bool f(int x) { return x + 1 > x; }", {"x": 2**31 - 2}, True),
        ("bool f(unsigned x) { return x + 1 > x; }", {"x": 2**32 - 1}, False),
        ("bool f(short x) { return x + 1 > x; }", {"x": 2**15 - 1}, True),
        ("bool f(int a, int b) { return (a + b) / 2 >= a; }", {"a": 2**31 - 1, "b": 2**31 - 1}, None),
        ("bool f(int a, int b) { return a + (b - a) / 2 <= b; }", {"a": 2**30, "b": 2**31 - 1}, True),
        ("bool f(int x) { return abs(x) >= 0; }", {"x": -(2**31)}, None),
        ("bool f(int x) { return abs(x) >= 0; }", {"x": 1 - 2**31}, True),
        ("bool f(int x) { return -x != x; }", {"x": -(2**31)}, None),
        ("bool f(int x) { return x / -1 == -x; }", {"x": -(2**31)}, None),
        ("bool f(int x, int y) { return x % y == 0; }", {"x": -(2**31), "y": -1}, None),
        ("bool f(int x, int y) { return x % y == 0; }", {"x": -(2**31) + 1, "y": -1}, True),
        ("bool f(int x, int y) { return x % y == -1; }", {"x": -7, "y": 2}, True),
        ("bool f(int x) { return 1 << x; }", {"x": 30}, True),
        ("bool f(int x) { return 1 << x; }", {"x": 31}, None),
        ("bool f(int x) { return 1u << x == 0x80000000; }", {"x": 31}, True),
        ("bool f(int x) { return 1u << x; }", {"x": 32}, None),
        ("bool f(int x) { return 1ul << x; }", {"x": 63}, True),
        ("bool f(int x) { return x >> 1 == -1; }", {"x": -1}, True),
        ("bool f(int x) { return x << 1 == -2; }", {"x": -1}, None),
        ("bool f(int x) { return x >> -1 == 0; }", {"x": 4}, None),
        ("bool f(unsigned char x) { return ~x == -1; }", {"x": 0}, True),
        ("bool f(unsigned x) { return ~x == 4294967295; }", {"x": 0}, True),
        ("bool f(unsigned x) { return (signed char)x == -1; }", {"x": 255}, True),
        ("bool f(unsigned x) { return (bool)x + (bool)x == 2; }", {"x": 256}, True),
        ("bool f() { return sizeof_int() == 4; } long sizeof_int(void) { return 4l; }", {}, True),
        ("bool f(char c) { return c == '\\xff'; }", {"c": -1}, True),
        ("unsigned char f(void) { return 256; }", {}, False),
        ("int f(int x) { return x; }", {"x": 5}, True),
        ("int f(int x) { return x; }", {"x": 0}, False),
        ("bool f(int x) { int y = x + 1; return true; }", {"x": 2**31 - 1}, None),
        ("bool f(int x) { int y = x + 1; return x > 0 || y; }", {"x": 2**31 - 1}, None),
        ("int g(int x) { return 1; } bool f(int x) { int unused = 1 / x; return g(2); }", {"x": 1}, True),
        ("bool g(int x) { return 1; } unsigned f(int x) { return g(1 / x); }", {"x": 1}, True),
        ("bool f(int x) { int x2 = x; { int x = 3; x2 += x; } return x2 == x + 3; }", {"x": 4}, True),
        ("bool f(int x) { unsigned char y = x; y++; return y == 0; }", {"x": 255}, True),
        ("typedef enum {false, true} bool; bool f(bool b) { return b == true || b == false; }", {"b": 1}, True),
        ("enum color { RED = 3, BLUE }; bool f(enum color c) { return c == BLUE; }", {"c": 4}, True),
        ("enum color { RED = -1, BLUE }; bool f(enum color c) { return c < BLUE; }", {"c": -1}, True),
        ("enum color { RED, BLUE = 3 }; bool f(enum color c) { return -1 < c; }", {"c": 3}, False),
        ("typedef unsigned int word; bool f(word x) { return x + 1 == 0; }", {"x": 2**32 - 1}, True),
        ("bool f(long unsigned int x, int long long y) { return x + y < x; }", {"x": 1, "y": -1}, True),
        ("bool f(_Bool p, _Bool q) { return !(p && q) == (!p || !q); }", {"p": 1, "q": 0}, True),
    ],
)
def test_what_c_says(source, state, expected):
    said = c_claim(source, "f")
    assert said.inputs == tuple(state)
    assert all(state[name] in kind for name, kind in zip(said.inputs, said.types, strict=True))
    if expected is None:
        with pytest.raises(Undefined):
            evaluate(said.formula, state)
    else:
        assert bool(evaluate(said.formula, state)) is expected


def test_an_unused_argument_is_evaluated_too():
    said = c_claim("bool g(int x) { return 1; } bool f(int x) { return g(1 / x); }", "f")
    with pytest.raises(Undefined):
        evaluate(said.formula, {"x": 0})


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("x + 1u > 0", "uint32(uint32(x) + 1) > 0"),
        ("x + 1 > x", "fits_int32(x + 1) > x"),
        ("c + 1 > c", "c + 1 > c"),
        ("c == x && c", "c == x and c != 0"),
        ("(x < c) == (c > x)", "(x < c) == (c > x)"),
        ("(x < c) + 1", "(1 if x < c else 0) + 1 != 0"),
        ("x % 10 / 2 == 0", "tdiv(tmod(x, 10), 2) == 0"),
        ("x << 3", "fits_int32(fits_uint31(x) << 3) != 0"),
        ("x >> c", "x >> fits_uint5(c) != 0"),
        ("x & ~c", "x & ~c != 0"),
    ],
)
def test_only_conversions_that_do_something_are_written(expression, text):
    assert to_text(c_claim(f"bool f(int x, unsigned char c) {{ return {expression}; }}").formula) == text


# One model for every type


def test_in_one_model_the_term_is_plain():
    source = "bool f(unsigned int x, unsigned int y) { return (x+y == y+x); }"
    assert c_claim(source, integers=Unbounded()) == claim("x + y == y + x")
    assert c_claim(source, integers=Unsigned(1024)).types == ()


def test_in_one_model_there_are_no_conversions_and_bools_are_what_is_not_0():
    source = "bool f(char x, bool b, long y) { int z = x * y; z <<= 2; return (short)z % 3 == b || abs(x) > y; }"
    said = c_claim(source, integers=Signed(8))
    assert not any(isinstance(part, t.Conversion) for part in t.subterms(said.formula))
    assert to_text(said.formula) == "tmod(x * y << 2, 3) == (1 if b != 0 else 0) or abs(x) > y"


def test_in_one_model_literals_must_fit():
    assert to_text(c_claim("bool f(int x) { return x > -128; }", integers=Signed(8)).formula) == "x > -128"
    with pytest.raises(Unsupported, match="128 does not fit in int8") as caught:
        c_claim("bool f(int x) {\n  return x > 128; }", integers=Signed(8))
    assert (caught.value.line, caught.value.column) == (2, 13)
    with pytest.raises(Unsupported, match="truth values"):
        c_claim("bool f(int x) { return x > 0; }", integers=Signed(1))
    assert c_claim(f"bool f(int x) {{ return x < {10**30}; }}", integers=Unbounded()).formula.right == t.Const(10**30)


# Stripping the conversions


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("unsigned x, unsigned y) { return x + y == y + x;", "x + y == y + x"),
        ("unsigned x, unsigned y) { return x * (x - 1) / 2 + ~y % 3 <= -x << 3;", None),
        ("uint64_t x) { return x && x / 2 != x + 18000000000000000000u;", None),
        ("unsigned x) { unsigned y = x > 3 ? x - 3 : 3 - x; return (y ^ 5) >> 2;", None),
        ("unsigned x) { return x + -1 < x;", "x + -1 < x"),
    ],
)
def test_uniform_means_the_same(source, text):
    said = c_claim(f"bool f({source} }}")
    plain, model = uniform(said)
    assert model == said.types[0]
    assert plain == Claim(plain.formula, said.inputs)
    assert text is None or to_text(plain.formula) == text
    choose = random.Random(1)
    values = corners(model) + [choose.randint(model.low, model.high) for _ in range(20)]
    for each in itertools.product(values, repeat=len(said.inputs)):
        state = dict(zip(said.inputs, each, strict=True))
        assert outcome(said.formula, state) == outcome(plain.formula, state, model), state


UNBOUNDED = Unbounded()


def outcome(formula, state, integers=UNBOUNDED):
    try:
        return evaluate(formula, state, integers)
    except Undefined:
        return None


@pytest.mark.parametrize(
    "source",
    [
        "int x) { return x + 1 > x;",
        "unsigned x, int y) { return x == y;",
        "unsigned x, uint64_t y) { return x == y;",
        "unsigned x) { return x + 1ul > x;",
        "unsigned x) { return x + (1 + 2) > (int)x;",
        "unsigned x, unsigned y) { return x << y;",
        "unsigned char x) { return x + x >= x;",
        "bool x) { return x + 1;",
        "void) { return 1;",
        "unsigned x) { return 1ul << 40 == 1;",
    ],
)
def test_uniform_needs_one_unsigned_type_throughout(source):
    assert uniform(c_claim(f"bool f({source} }}")) is None


def test_uniform_agrees_on_random_unsigned_functions():
    writer, choose, found = Writer(5), random.Random(6), 0
    model = Unsigned(32)
    for _ in range(300):
        said = c_claim(f"{HELPERS}int f(unsigned a, unsigned b, unsigned c) {{ return {writer.expression(2)}; }}", "f")
        stripped = uniform(said)
        if stripped is None:
            continue
        found += 1
        for _ in range(30):
            state = {name: choose.choice([*corners(model), choose.randint(0, model.high)]) for name in "abc"}
            assert outcome(said.formula, state) == outcome(stripped[0].formula, state, model), to_text(said.formula)
    assert found > 30


# Choosing the function, and the text around it


def test_the_file_may_hold_more():
    source = """#include <stdbool.h>
#include <assert.h> /* for main */
#define N 10

// x + y, "twice": don't panic
bool f(unsigned int x, /* and */ unsigned int y) {
    return (x+y == y+x);
}

int main(void) {
    for (int i = 0; i < N; i++) assert(f(i, N));
    char *s = "/* no comment */ // neither";
    return 0;
}
"""
    said = c_claim(source)
    assert said == c_claim("bool f(unsigned int x, unsigned int y) { return (x+y == y+x); }")
    with pytest.raises(Unsupported, match="a loop would need") as caught:
        c_claim(source, "main")
    assert (caught.value.line, caught.value.column) == (11, 4)


def test_which_function_is_meant():
    two = "int f(int x) { return x; } bool g(int x) { return x; } int main() { return 0; }"
    with pytest.raises(Unsupported, match="say which function states the claim; here are f, g, main"):
        c_claim(two)
    with pytest.raises(Unsupported, match="there is no function h; here are f, g, main"):
        c_claim(two, "h")
    assert c_claim(two, "g") == c_claim("bool f(int x) { return x; }")
    assert c_claim("unsigned g(int x) { return x; } bool f(int x) { return g(x); }").inputs == ("x",)
    assert c_claim("int main() { return 1; }").inputs == ()


@pytest.mark.parametrize(
    ("source", "line", "column", "reason"),
    [
        ("", 1, 0, "there is no function here"),
        ("int f(int x) { return x", 1, 23, "the text ends too early"),
        ("int f(int x) {\n\treturn x +* ;\n}", 2, 13, "`;` is not expected here"),
        ("int f(int x) { return x }", 1, 24, "`}` is not expected here"),
        ("int f(word x) { return x; }", 1, 11, "`x` is not expected here"),
        ("word f(int x) { return x; }", 1, None, "is not declared"),
        ("int f(int x) {\n  return y; }", 2, 9, "y is neither a parameter nor a local variable"),
        ("int f(int x) /* c */ { return /* d\n */ y; }", 2, 4, "y is neither"),
        ("int f(int x) { int y; if (x) y = 1; return y; }", 1, 43, "y may be used before it has a value"),
        ("int f(int x) { if (x) return 1; }", 1, 4, "without a return"),
        ("int f(int x) { x + 1; return 1; }", 1, 15, "this statement does nothing"),
        ("int f(int x) { while (x) x--; return 1; }", 1, 15, "a loop would need"),
        ("int f(int x) { int y = x++; return y; }", 1, 23, "a statement of its own"),
        ("int f(int x) { return (x = 1) + x; }", 1, 23, "a statement of its own"),
        ("int f(int x) { return (x, 1); }", 1, 23, "the comma operator"),
        ("int f(int *x) { return 1; }", 1, 10, "a pointer would need a model of memory"),
        ("int f(int x) { return *x; }", 1, 23, "a pointer would need a model of memory"),
        ("int f(int x[2]) { return 1; }", 1, 10, "an array would need a model of memory"),
        ("int f(int x) { int y[2]; return y[0]; }", 1, 19, "an array would need"),
        ("int f(struct s x) { return 1; }", 1, 13, "a struct would need"),
        ("int f(double x) { return 1; }", 1, 6, "floating-point numbers would need"),
        ("int f(int x) { return x > 1.5; }", 1, 26, "floating-point numbers would need"),
        ("int f(int x) { goto end; end: return 1; }", 1, 15, "a jump would need"),
        ("int f(int x) { switch (x) { default: return 1; } }", 1, 15, "switch is not supported"),
        ("int f(int x) { assert(x); return 1; }", 1, 15, "assert is not supported yet"),
        ("int f(int x) { return f(x); }", 1, 4, "recursion would need an induction"),
        ("int f(int x) { return g(x); }", 1, 22, "the body of g is not in this file"),
        ("int f(int x) { static int y = 1; return y; }", 1, 26, "a hidden input"),
        ("int y; int f(int x) { y = 1; return 1; }", 1, 22, "a hidden input"),
        ("int f(volatile int x) { return x; }", 1, 19, "volatile"),
        ("int f(int x) { return 99999999999999999999; }", 1, 22, "does not fit in any integer type of C"),
        ("int f(int x) { return 'ab'; }", 1, 22, "is not one character"),
        ("int f(enum { A, B } x) { return x == B; }", 1, 6, "declare this enum by itself"),
        ("int f(enum color x) { return x; }", 1, 6, "enum color is not defined"),
        ("#define N y\nint f(int x) { return x < N; }", 2, 26, "y is neither"),
        ("#define G(z) (z + y)\nint f(int x) { return G(  x); }", 2, 22, "y is neither"),
        ("#define G(z) (x + z)\nint f(int x) { return G(  y); }", 2, 26, "y is neither"),
        ("#define word double\n\nword f(int x) { return x; }", 3, 0, "floating-point"),
        ("int f(int x) {\n#if 1\n return y;\n#endif\n}", 3, 8, "y is neither"),
        ("int f(int x) { /* return x; }", 1, 15, "this comment does not end"),
        ("#define A /*\n*/ y\nint f(int x) { return A; }", 3, 22, "y is neither"),
        ("int f(int x) { return x \\\n+ y; }", 2, 2, "y is neither"),
        ("int f(x) int x; { return x; }", 1, 4, "between the parentheses"),
        ("int f(int x, ...) { return x; }", 1, 13, "a parameter has a type and a name"),
        ("int f(int x, int x) { return x; }", 1, 17, "x is declared twice"),
        ("int f(int x) { int y, y; return x; }", 1, 22, "y is declared twice"),
        ("int f(int x) { return 1; } int f(int x) { return 2; }", 1, 31, "f is defined twice"),
        ("int f(int x) { " + "x *= x; " * 200 + "return x; }", 1, None, "more than 100,000 parts"),
        ("int f(int x) { int y; " + "if (x) y = 1; " * 50 + "return x; }", 1, None, "more than 10,000 steps"),
    ],
)
def test_what_cannot_be_read_is_shown_in_its_place(source, line, column, reason):
    with pytest.raises(Unsupported) as caught:
        c_claim(source)
    assert reason in caught.value.reason
    if column is not None:
        assert (caught.value.line, caught.value.column) == (line, column), str(caught.value)


@settings(max_examples=150)
@given(st.text() | st.text("intfx(){}=+-*/<>?:;,&|!~[]'\"\\#\n 01u."))
def test_any_text_is_read_or_refused(text):
    read_or_refuse(text)
    read_or_refuse(f"int f(int x) {{ return {text}; }}")
    read_or_refuse(f"int f(int x) {{ {text} return x; }}")


def test_mutated_programs_are_read_or_refused():
    writer, choose = Writer(11), random.Random(12)
    tokens = [
        "(",
        ")",
        "{",
        "}",
        ";",
        ",",
        "int",
        "x",
        "1",
        "*",
        "=",
        "++",
        "?",
        "return",
        "if",
        "enum",
        "struct",
        '"',
        "'",
    ]
    for _ in range(250):
        text = f"{HELPERS}int f(int a, long b, unsigned c) {{ {writer.statements()} }}"
        for _ in range(choose.randint(1, 3)):
            start = choose.randrange(len(text))
            text = text[:start] + choose.choice([*tokens, ""]) + text[start + choose.randint(0, 4) :]
        read_or_refuse(text)


def test_deep_nesting_is_refused():
    read_or_refuse("int f(int x) { return " + "(" * 5000 + "x" + ")" * 5000 + "; }")
    read_or_refuse("int f(int x) { return x" + " + x" * 5000 + "; }")
    read_or_refuse("int f(int x) { " + "x = 1; " * 3000 + " return x; }")


def read_or_refuse(text):
    for integers in (None, Signed(8)):
        try:
            said = c_claim(text, integers=integers)
        except Unsupported as refusal:
            assert str(refusal)
        else:
            assert t.is_formula(said.formula)


def test_the_parser_is_loaded_only_when_c_is_read():
    code = "import sys, arlib, arlib.languages.c.claims; assert 'pycparser' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
