"""Pointers: each is another name for one variable, from its declaration on; any other is refused with its place."""

import pytest

from arlib import Proved, Refuted, Unsupported, c_program, terminates
from arlib.programs.interpreter import run

SWAP = "void swap(int *a, int *b) { int t = *a; *a = *b; *b = t; }\n"
VALUES = {
    "a pointer reads": ("int f(int x) { int *p = &x; return *p + 1; }", 4, 5),
    "a pointer writes": ("int f(int x) { int *p = &x; *p = 7; (*p)++; *p += 2; return x; }", 4, 10),
    "what is written is seen": ("int f(int x) { int *p = &x; x = 9; return *p; }", 4, 9),
    "swap": (SWAP + "int f(int x) { int y = 2; swap(&x, &y); return x * 10 + y; }", 4, 24),
    "swap inside": (SWAP + "void g(int *c, int *d) { swap(d, c); }\n"
                    "int f(int x) { int y = 2; g(&x, &y); return x * 10 + y; }", 4, 24),
    "the same variable": ("void g(int *a, int *b) { *a = 1; *b = 2; if (*a != *b) *a = 5; }\n"
                          "int f(int x) { int *p = &x, *q = p; g(p, q); return x; }", 4, 2),
    "an inner variable of the same name": ("int f(int x) { int *p = &x; { int x = 3; *p = 8; x++; } return x; }", 4, 8),
    "an inner pointer": ("int f(int x) { int y = 1; int *p = &x; { int *p = &y; *p = 6; } return x * 10 + y; }", 4, 46),
    "a global variable": ("int n; void g(int *a) { *a = 5; n++; }\nint f(int x) { n = 0; g(&n); return n; }", 4, 6),
    "*p in a loop": ("int f(int x) { int s = 0; int *p = &s; while (x-- > 0) *p += x; return s; }", 4, 6),
    "p++ as a value": ("int f(int x) { int *p = &x; int y = (*p)++; return y * 10 + x; }", 4, 45),
    "a goto behind it": ("int f(int x) { int *p = &x; if (*p > 3) goto out; *p = 0; out: *p += 1; return x; }", 4, 5),
    "global numbers": ("int n, m; int f(int x) { n = 1; m = 2; x = n++ + m; return x; }", 4, 3),
    "it is not used": ("int f(int x) { int *p = &x, *q, **r; char *s = \"text\", *z = 0; return x; }", 4, 4),
    "its size": ("int f(int x) { char *p; return sizeof p + sizeof(p); }", 4, 16),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    text, given, value = VALUES[name]
    program = c_program(text, "f")
    assert run(program, dict.fromkeys(program.parameters, given)).outcome.value == value


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("int f(int n) { int *p = &n; while (*p > 0) (*p)--; return n; }", Proved),
        ("int f(int n) { int *p = &n; while (*p > 0) n = n; return n; }", Refuted),
        ("int f(void) { int n; int *p = &n; return *p; }", Refuted),
        ("int f(void) { int n; int *p = &n; *p = 3; return n; }", Proved),
        ("#include <stddef.h>\nint f(int n) { int *p = NULL; while (n > 0) n--; return n; }", Proved),
        ("void dec(int *n) { --*n; } int f(int n) { while (n > 0) dec(&n); return n; }", Proved),
        ("void set(int *n) { *n = 1; } int f(int n) { while (n > 0) set(&n); return n; }", Refuted),
    ],
)
def test_answers(text: str, answer: type) -> None:
    assert isinstance(terminates(text, "f", language="c", seconds=60), answer)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("int *p; p = &x; return *p;", "may only be read as"),
        ("int *p = &x; p++; return x;", "may only be read as"),
        ("int *p = &x; return p == 0;", "may only be read as"),
        ("int *p = &x; if (p) x = 1; return x;", "may only be read as"),
        ("int *p = &x; return *(p + 1);", "another name"),
        ("int *p = &x; return p[0];", "only elements of an array"),
        ("int *p = 0; return *p;", "where p points to"),
        ("int *p; *p = 1; return x;", "where p points to"),
        ("int *p = malloc(4); return x;", "another name"),
        ("unsigned *p = &x; return *p;", "points to another type"),
        ("volatile int v = 1; int *p = &v; return *p;", "another name"),
        ("int *p = &x; { int p[2]; p[0] = 1; return *p; }", "write p.0. for"),
        ("int *p = &x; return x++ + *p;", "C does not fix"),
        ("int *p = &x; return *p = x++;", "C does not fix"),
        ("int *p = &x; return x = (*p)++;", "C does not fix"),
        ("int *p = &x; int *q = &x; return *p + (*q = 1);", "C does not fix"),
        ("int *p = &x; return x + inc(p);", "whether this comes first"),
        ("int *p = &x; int **q = &p; return **q;", "another name"),
        ("static int *p; return *p;", "a pointer would need"),
        ("if (x) goto out; int *p = &x; out: return *p;", "a pointer would need"),
        ("switch (x) { int *p = &x; case 1: return *p; }", "directly|a pointer would need"),
        ("struct { int a; } s; return s.a;", "make each member a variable"),
    ],
)
def test_what_is_not_read_is_named(body: str, words: str) -> None:
    with pytest.raises(Unsupported, match=words):
        c_program(f"int inc(int *n) {{ return ++*n; }}\nint f(int x) {{ {body} }}", "f")


def test_an_array_may_have_two_names() -> None:
    for text in (
        "int a[3]; void g(int b[]) { b[0] = a[0]++; } int f(void) { g(a); return 0; }",
        "int g(int b[], int c[]) { return b[0]++ + c[0]; } int f(void) { int a[3]; return g(a, a); }",
    ):
        with pytest.raises(Unsupported, match="C does not fix"):
            c_program(text, "f")
    two = "int a[3]; void g(int b[]) { int i = 0; b[i++] = a[0]; } int f(void) { g(a); return 0; }"
    assert isinstance(terminates(two, "f", language="c", seconds=60), Proved)


def test_what_is_called_by_itself_may_be_given_anything() -> None:
    with pytest.raises(Unsupported, match="what a points to is not known"):
        c_program(SWAP, "swap")
