"""What C leaves without a value is never proved, in any reading, and what only looks so is."""

import pytest

from arlib import terminates
from arlib.certificates.nontermination import UndefinedRun
from arlib.verdict import Proved, Refuted

READINGS = ("machine", "wrap", "unbounded")
MISSING = "int h(int n) { if (n > 2) return 1; }"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("int f(int x) { return 7 % x; }", READINGS),
        ("int f(int x) { return x - 1; }", ("machine",)),
        ("void f(int x) { x / (x - 2); }", READINGS),
        ("void f(int x) { (void) (5 / x); }", READINGS),
        ("int g(int n) { return 1; } int f(int x) { return g(1 / x); }", READINGS),
        ("int g(int n) { return 1; } void f(int x) { g(x * 2); }", ("machine",)),
        ("void f(int x) { if (9 / x) ; }", READINGS),
        ("void f(int x) { int unused = 9 / x; }", READINGS),
        ("void f(int x) { x > 0 && 1 / (x - 3); }", READINGS),
        ("void f(int x) { x ? 0 : 1 / x; }", READINGS),
        ("void f(int x) { switch (1 / x) { } }", READINGS),
        ("void f(int x) { for (int i = 0; i < 1; i++, 1 / x) ; }", READINGS),
        ("void f(int x) { exit(1 / x); }", READINGS),
        ("int f(int x) { return 2 << x; }", ("machine", "wrap")),
        ("int f(int x) { return -7 >> x; }", ("machine", "wrap")),
        ("int f(int x) { return x / -1; }", ("machine", "wrap")),
        ("int f(int x) { return x % -1; }", ("machine", "wrap")),
        ("int f(int x) { return abs(x); }", ("machine",)),
        (f"{MISSING} int f(int x) {{ return h(x) + 0; }}", ("machine", "wrap")),
        ("int f(int x) { int y; if (x > 7) y = x; return y; }", ("machine", "wrap")),
        ("int f(int x) { switch (x) { case 1:; int y = 0; case 2: return y; } return x; }", ("machine", "wrap")),
    ],
)
def test_what_may_have_no_value_is_refuted(text, readings):
    for reading in readings:
        answer = terminates(text, "f", integers=reading)
        assert isinstance(answer, Refuted), (reading, answer)
        assert isinstance(answer.witness, UndefinedRun), (reading, answer)


@pytest.mark.parametrize(
    "text",
    [
        "int f(int x) { return x ? 7 % x : 0; }",
        "void f(int x) { x != 0 && 9 / x; }",
        "int f(int x) { return x > 0 ? x - 1 : x; }",
        "int f(int x) { return x >= 0 && x < 8 ? x << 2 : 0; }",
        "int f(int x) { return x > -9 ? abs(x) : 0; }",
        f"{MISSING} void f(int x) {{ h(x); }}",
        f"{MISSING} int f(int x) {{ return x > 2 ? h(x) : 3; }}",
        "int f(int x) { int y; if (x > 7) y = x; else y = 1; return y; }",
        "int f(int x) { int y; if (x > 7) y = x; return x > 7 ? y : 0; }",
        "void f(int x) { if (x > 0) while (x-- > 0) ; }",
        "int f(int x) { switch (x) { case 1:; int y = 5; break; case 2: y = 7; return y; } return x; }",
    ],
)
def test_what_always_has_a_value_is_proved(text):
    for reading in READINGS:
        answer = terminates(text, "f", integers=reading)
        assert isinstance(answer, Proved), (reading, answer)


def test_any_value_is_meant_over_the_unbounded_integers():
    answer = terminates(f"{MISSING} void f(int x) {{ while (h(x) == 7) ; }}", "f", integers="unbounded")
    assert not isinstance(answer, Proved)
    assert isinstance(terminates("void f(int x) { int y; while (y == x) ; }", integers="unbounded"), Refuted)
    assert isinstance(terminates("void f(int x) { int y; while (y > 0) y--; }", integers="unbounded"), Proved)


def test_a_global_variable_that_may_have_been_changed_is_named_in_the_answer():
    source = (
        "int n = 1; void g(void) { n = 0; } int f(int x) { while (n == 0) ; return x; } int main(void) { return f(2); }"
    )
    answer = terminates(source, "f")
    assert isinstance(answer, Refuted)
    assert answer.witness.entry.inputs["n"] == 0
    assert isinstance(terminates(source), Proved)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "void f(int x) { int y = 0; switch (x) { case 4:; int y; y = 6; break; case 5: y = 8; } while (y > 7) ; }",
            True,
        ),
        (
            "void f(int x) { int y = 0; switch (x) { case 4: { int y; y = 6; } case 5: y = 8; } while (y == 8); }",
            False,
        ),
        ("void f(int x) {\n // so \\ \n while (x) ;\n}", True),
        ("void f(int x) {\n // so \\.\n while (x) ;\n}", False),
        ("void f(int x) {\n /* so *\\\n/ while (x) ; /* */\n}", False),
        ("void f(int x) { int y = 3; for (int y = x; y < 0; ) y = 1; while (y == x) ; }", False),
        ("enum { A = 2 }; void f(int x) { { int A = x; } while (A != 2) ; }", True),
        ("int f(int x) { int a = 4; if (x) { int a = 9; x = a; } else x = a; while (x == 9) ; return a; }", False),
    ],
)
def test_scopes_and_lines_decide_whether_a_loop_ends(text, ends):
    for reading in READINGS:
        assert isinstance(terminates(text, integers=reading), Proved if ends else Refuted), reading
