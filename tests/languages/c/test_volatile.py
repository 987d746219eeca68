"""Volatile variables: each time that one is read it holds any value, and to read it is an effect."""

import json

import pytest

from arlib import Proved, Refuted, Unknown, Unsupported, c_program, terminates
from arlib.cli import main
from arlib.programs.syntax import ANY_READ, taken

ANSWERS = {
    "a flag that may stay": ("volatile int flag; int f(void) { while (!flag) ; return 0; }", Refuted),
    "a flag that nobody changes": ("volatile int flag = 0; int f(void) { while (flag) ; return 0; }", Refuted),
    "what is written is not read": ("volatile int v; int f(void) { v = 1; if (v != 1) for (;;) ; return 0; }", Refuted),
    "it is of its type": ("volatile unsigned char v; int f(void) { while (v > 255) ; return 0; }", Proved),
    "read once": ("volatile int v; int f(void) { int a = v; while (a != a) ; return 0; }", Proved),
    "a step of any length": ("volatile int v; int f(int n) { while (n > 0) n -= 1 + (v & 3); return n; }", Proved),
    "two variables": ("volatile int v, w; int f(void) { return (v & 1) + (w & 1); }", Proved),
    "what is written has a value": ("volatile int v; int f(int n) { v = n + 1; return 0; }", Refuted),
    "what is read is counted up": ("volatile int v; int f(void) { v++; return 0; }", Refuted),
    "v++ reads once": ("volatile short v; int f(void) { int a = v++; return 1 / (a > 32767 ? 0 : 1); }", Proved),
    "an assignment's value": ("volatile int v; int f(void) { int a = (v = 3); while (a != 3) ; return 0; }", Unknown),
    "a local one": ("int f(void) { volatile int i = 0; while (i < 10) i++; return 0; }", Unknown),
    "it has no value yet": ("int f(int x) { volatile int v; if (x) v = 2; return v; }", Refuted),
    "it has its first value": ("int f(int x) { volatile int v; v = x; return v; }", Proved),
    "a parameter": ("int g(volatile int n) { return n; } int f(int n) { return g(n); }", Proved),
    "a static one": ("int f(void) { static volatile int n = 3; while (n) ; return 0; }", Refuted),
    "a type": ("typedef volatile unsigned char port; port p; int f(void) { while (p > 255) ; return 0; }", Proved),
    "sizeof does not read it": ("volatile int v; int f(void) { return sizeof v + sizeof v; }", Proved),
    "calls come one after another": (
        "volatile int v; int g(void) { return v & 1; } int f(void) { return g() + g(); }",
        Proved,
    ),
    "&& comes one after another": ("volatile int v; int f(void) { return v && v; }", Proved),
    "a value from itself": ("volatile int v; int f(void) { v = v & 1; return 0; }", Proved),
    "in a switch": (
        "volatile int v; int f(void) { switch (v) { case 0: v = 1; break; default: ; } return 0; }",
        Proved,
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(name: str) -> None:
    text, answer = ANSWERS[name]
    assert isinstance(terminates(text, "f", language="c", seconds=60), answer)


@pytest.mark.parametrize(
    ("statement", "first", "second"),
    [
        ("return v + v;", "v + v", "v;"),
        ("return v + (v = 1);", None, None),
        ("return g(v, v);", "v, v)", "v);"),
        ("v += v & 1;", "v +=", "v & 1"),
        ("a[v & 1] = v & 1;", "v & 1]", "v & 1;"),
        ("return v + (1 ? 2 * v : 0);", "v + (1", "v : 0"),
    ],
)
def test_an_order_that_c_leaves_open(statement: str, first: str | None, second: str | None) -> None:
    text = f"volatile int v; int g(int x, int y) {{ return 0; }} int f(void) {{ int a[2]; {statement} return 0; }}"
    with pytest.raises(Unsupported, match="C does not fix") as found:
        c_program(text, "f")
    if first is not None and second is not None:
        assert found.value.column == text.rindex(first)
        assert found.value.reason.endswith(f"column {text.rindex(second) + 1}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("volatile int a[3]; int f(void) { return a[0]; }", "leave the word out"),
        ("int g(volatile int a[]) { return a[0]; } int f(void) { int a[3]; return g(a); }", "leave the word out"),
        ("int f(void) { typedef volatile int T; T x = 1; return x; }", "outside of functions"),
    ],
)
def test_what_is_not_read_is_named(text: str, words: str) -> None:
    with pytest.raises(Unsupported, match=words):
        c_program(text, "f")


def test_the_answer_says_what_is_taken(tmp_path, capsys) -> None:
    text = "volatile int flag;\nint main(void) { while (flag) ; return 0; }"
    assert taken(c_program(text), ANY_READ) == ("flag",)
    (tmp_path / "f.c").write_text(text)
    assert main(["terminates", str(tmp_path / "f.c")]) == 1
    assert "flag for any value, each time that it is read" in capsys.readouterr().out
    main(["terminates", "--json", str(tmp_path / "f.c")])
    assert json.loads(capsys.readouterr().out)["taking"] == ["flag"]
    assert taken(c_program("int main(void) { volatile int i = 0; return i; }"), ANY_READ) == ()
