"""C programs: each construct, what checkers of programs know, and the place of what cannot be read."""

import pytest
from c_runs import value

from arlib import Signed, Unsigned, Unsupported
from arlib import terms as t
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Failed, Returned, Stopped, run
from arlib.programs.syntax import (
    Assert,
    Assign,
    Assume,
    Block,
    Choose,
    Return,
    statements,
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("int s = 0, i; for (i = 0; i < 5; i++) s += i; return s + i;", 15),
        ("int i = 9, j; for (i = 0, j = 10; i < j; i++, j--); return i;", 5),
        ("int s = 0; for (int i = 0; i < 9; i++) { if (i == 2) continue; if (i == 5) break; s += i; } return s;", 8),
        ("int i = 0; while (1) { if (++i, i > 7) break; } return i;", 8),
        ("int i = 0; while (1) { ++i; if (i > 7) break; } return i;", 8),
        ("int i = 7; do i--; while (i > 3); return i;", 3),
        ("int i = 0, n = 0; do { i++; if (i < 5) continue; n = 1; } while (n == 0); return i;", 5),
        ("int i = 0; do { if (i == 0) break; i = 5; } while (0); return i;", 0),
        ("int i = 3; do { if (i) continue; i = 5; } while (0); return i;", 3),
        ("int x = 1; { int x = 2; { int x = 3; x++; } x++; } return x;", 1),
        ("int x, y; x = y = 4; return x * y;", 16),
        ("unsigned char x = 250; x += 10; return x;", 4),
        ("_Bool b = 7; b++; return b + (b = 0, 1);", None),
        ("int x = 5; x -= 2; x *= x; x /= 2; x %= 3; x <<= 4; x |= 3; x ^= 1; x &= 6; x >>= 1; return x;", 1),
        ("int x = 0; goto end; x = 1; end: return x;", 0),
        ("int i, j = 0; for (i = 0; i < 9; i++) for (j = 0; j < 9; j++) if (i * j == 42) goto out; out: return i;", 6),
        ("int x = 0; if (x) goto a; x = 1; goto b; a: x += 2; b: x += 4; return x;", 5),
        ("int x = 2; switch (x) { case 1: return 1; case 2: x = 5; default: x++; } return x;", 6),
        ("int x = 9; switch (x) { default: x = 1; case 3: x += 2; break; case 4: x = 0; } return x;", 3),
        ("int x = 9; switch (x) { case 3: case 4: return 1; } return 2;", 2),
        ("unsigned x = 0; x--; return x > 0;", 1),
        ("int x = 1; switch (x) { case 4294967297: return 2; } return 3;", 2),
        ("int x = 1; while (1) { switch (x) { case 9: x = 0; break; default: x++; continue; } break; } return x;", 0),
        ("int x = -7; return x / 2 * 100 + x % 2;", -301),
        ("extern int abs(int); int x = abs(-3); (void) x; ; return x;", 3),
        ("int x = 3; return;", None),
    ],
)
def test_a_statement_does_what_it_does_in_c(body, expected):
    source = f"int main(void) {{ {body} }}"
    if expected is None:
        with pytest.raises(Unsupported):
            c_program(source)
    else:
        assert value(source) == expected


def test_each_reading_has_its_own_arithmetic():
    source = "int f(int x, unsigned y) { y--; return x + 1 > x && y + 1 > y; }"
    top = {"x": 2**31 - 1, "y": 0}
    assert value(source, x=1, y=1) == 1
    assert value(source, x=1, y=0) == 0
    assert isinstance(run(c_program(source), top).outcome, Failed)
    assert value(source, reading="wrap", **top) == 0
    assert c_program(source).types == {"x": Signed(32), "y": Unsigned(32)}
    unbounded = c_program(source, reading="unbounded")
    assert unbounded.types == {}
    assert unbounded.body[:2] == (
        Assume(t.Ge(t.Var("y"), t.Const(0)), 1),
        Assign(("y",), (t.Sub(t.Var("y"), t.Const(1)),), 1),
    )
    assert value(source, reading="unbounded", **top) == 1


@pytest.mark.parametrize(
    ("body", "x", "expected"),
    [
        ("return x << 1;", -3, -6),
        ("return -x;", -(2**31), -(2**31)),
        ("return x * x;", 65536, 0),
        ("return x / 0;", 1, None),
        ("return x << 32;", 1, None),
        ("return x / -1;", -(2**31), None),
    ],
)
def test_wrap_is_as_with_fwrapv(body, x, expected):
    done = run(c_program(f"int f(int x) {{ {body} }}", reading="wrap"), {"x": x}).outcome
    assert (done.value if isinstance(done, Returned) else None) == expected


def chosen(source):
    return [each.target for each in statements(c_program(source).body) if isinstance(each, Choose)]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("assert(x > 0);", Assert),
        ("__VERIFIER_assert(x > 0);", Assert),
        ("__VERIFIER_error();", Assert),
        ("reach_error();", Assert),
        ("assume(x > 0);", Assume),
        ("__VERIFIER_assume(x > 0);", Assume),
        ("assume_abort_if_not(x > 0);", Assume),
        ("abort();", Return),
        ("exit(1);", Return),
    ],
)
def test_what_checkers_of_programs_know(statement, kind):
    (found,) = c_program(f"void f(int x) {{ {statement} }}").body
    assert isinstance(found, kind)


def test_the_body_of_a_checkers_function_says_what_it_does():
    source = "void __VERIFIER_assert(int c) { if (!c) { ERROR: reach_error(); abort(); } } "
    program = c_program(source + "int main() { int x = 3; __VERIFIER_assert(x == 4); return x; }")
    assert isinstance(run(program, {}).outcome, Stopped)


def test_the_function_that_is_meant():
    one = "int g(int x) { return x; } int f(int x) { return g(x); }"
    assert c_program(one).name == "f"
    assert c_program(one, "g").name == "g"
    assert c_program("int h(void) { return 1; } int main() { return 2; }").name == "main"
    with pytest.raises(Unsupported, match="say which function is meant; here are f, g"):
        c_program("int f(void) { return 1; } int g(void) { return 1; }")
    with pytest.raises(Unsupported, match="no function h; here are g, f"):
        c_program(one, "h")
    with pytest.raises(Unsupported, match="no function here"):
        c_program("int x;")


@pytest.mark.parametrize(
    ("source", "line", "column", "reason"),
    [
        ("int k; int f(int n) { return n ? f(n - 1) : k; }", 1, 11, "uses the global variable k"),
        ("int f(int *p) { return *p; }", 1, 10, "what p points to is not known"),
        ("int f(void) {\n  int a[3][3];\n  return 1; }", 2, 6, "an array would need a model of memory"),
        ("int f(int x) {\n  a[x] = 3; return 1; }", 2, 2, "an array that is declared here"),
        ("int f(int x) { double d = 0; return 1; }", 1, 15, "floating-point"),
        ("int f(int x) { while (g(x)) x--; return 1; }", 1, 22, "the body of g is not in this file"),
        ("int f(int x) { printf(x); return 1; }", 1, 15, "with texts that are written out"),
        ("int f(int x) { if (x) { top: x--; } goto top; return x; }", 1, 36, "a goto into other statements"),
        ("int f(int x) { goto in; { int y; in: x--; } return x; }", 1, 15, "a goto into other statements"),
        ("int f(int x) { return x++ + x; }", 1, 22, "C does not fix whether x is changed before or after"),
        ("int f(int x) { x = x++; return x; }", 1, 15, "C does not fix whether x is changed"),
        ("int f(int x) { return g(x, x = 1); }", 1, 22, "C does not fix whether x is changed"),
        ("int f(int x, int y) { return (y && x--) + !x; }", 1, 30, "C does not fix whether x is changed"),
        (
            "int f(int x) { switch (x) { case 1: if (x) { case 2: x = 1; } } return x; }",
            1,
            45,
            "directly in its switch",
        ),
        ("int f(int x) { switch (x) case 1: return 2; return x; }", 1, 15, "stand in a block"),
        ("#define $n m\nint f(int x) { int n = 1; $n++; return x; }", 2, 26, "m is not declared"),
        ("int f(int x) { switch (x) { case x: return 2; } return x; }", 1, 28, "a case is a constant"),
        ("int f(int g) { { int g(int); return g == 0; } }", 1, 21, "g is a variable around this"),
        ("int f(int x) { return nondet(x); }", 1, 29, "takes no arguments"),
        ("int f(int x) { int y = nondet(1 / x); return y; }", 1, 30, "takes no arguments"),
        ("#define NDEBUG\nint f(int x) { assert(x); return x; }", 2, 15, "NDEBUG"),
        ("int n; void g(void) { INC; }\n#define INC n++\nint f(void) { g(); return n; }", 1, 22, "INC is not declared"),
        ("int f(int x) { break; return x; }", 1, 15, "outside of a loop"),
        ("int f(int x) { y = 1; return x; }", 1, 15, "y is not declared here"),
        ("int f(int x) { int x; return x; }", 1, 19, "x is declared twice"),
        ("int f(int x) { extern int y; return x; }", 1, 26, "outlives the call"),
        ("int f(int x) { return; }", 1, 15, "this returns no value"),
        ("void f(int x) { return x; }", 1, 16, "this returns a value"),
        ("void g(int x) { } int f(int x) { return g(x); }", 1, 40, "g returns nothing"),
        ("int n; int g(void) { n++; return 1; } int f(void) { return n + g(); }", 1, 63, "it changes n"),
        ("volatile int n; int f(void) { return n + n; }", 1, 37, "n is volatile, .* in line 1, column 42"),
        ("int n = nondet(); int f(void) { return n; }", 1, 4, "a constant"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place(source, line, column, reason):
    with pytest.raises(Unsupported, match=reason) as found:
        c_program(source, "f")
    assert (found.value.line, found.value.column) == (line, column), str(found.value)
    assert "^" in str(found.value)


def test_statements_carry_their_lines():
    program = c_program("int f(int x)\n{\n  while (x > 0)\n    x--;\n  // the end\n  return x;\n}")
    assert [each.line for each in statements(program.body) if not isinstance(each, Block)] == [3, 4, 6]


def test_a_label_stands_once_in_a_function():
    assert c_program("void f(int x) { again: if (x > 0) { x--; goto again; } } void g(int x) { again: x = 0; }", "f")
    with pytest.raises(Unsupported, match="label again stands twice"):
        c_program("void f(int x) { again: if (x > 0) { { again: x--; } goto again; } }")
