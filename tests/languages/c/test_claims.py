"""C source as claims: C's surprises, and places."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_c import HELPERS, Writer

from arlib import Signed, Undefined, Unsupported, evaluate, to_text
from arlib import terms as t
from arlib.languages.c.claims import c_claim


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
