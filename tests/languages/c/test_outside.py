"""What outlives a call, and what is defined elsewhere: static variables, and functions taken for any value."""

import json

import pytest

from arlib import Proved, Refuted, Unsupported, c_program, terminates
from arlib.cli import main
from arlib.programs.interpreter import run
from arlib.programs.syntax import taken

ONCE = "int once(void) { static int n = 2; n--; return n; }\n"


def test_a_static_variable_keeps_its_value():
    program = c_program(ONCE + "int main(void) { int a = once(); int b = once(); return a * 10 + b; }")
    assert run(program, {}).outcome.value == 10
    text = "int f(void) { static int n; { static int n = 5; n += 2; if (n > 100) return n; } n++; return n; }"
    program = c_program(f"{text}\nint main(void) {{ f(); f(); return f(); }}")
    assert run(program, {}).outcome.value == 3
    loop = "int main(void) { int s = 0; for (int i = 0; i < 3; i++) { static int k = 1; k *= 2; s += k; } return s; }"
    assert run(c_program(loop), {}).outcome.value == 14


def test_a_static_variable_is_an_input_where_earlier_calls_may_have_changed_it():
    found = terminates("int f(void) { static int n = 2; while (n == 7) ; n = 7; return 0; }")
    assert isinstance(found, Refuted)
    assert found.witness.entry.inputs == {"n.static": 7}
    assert isinstance(terminates(ONCE + "int main(void) { while (once() > 0) ; return 0; }"), Proved)


def test_an_order_that_c_leaves_open_is_seen_through_static_variables():
    with pytest.raises(Unsupported, match="whether this comes first"):
        c_program(ONCE + "int main(void) { return once() - once(); }")


def test_a_name_that_a_block_declares_as_extern_is_the_global_variable():
    program = c_program("int v = 3;\nint main(void) { extern int v; v++; return v; }")
    assert run(program, {}).outcome.value == 4


def test_types_inside_of_functions():
    text = "int main(void) { typedef unsigned char byte; enum { RED, BLUE = 3 }; byte b = 255; b++; return b + BLUE; }"
    assert run(c_program(text), {}).outcome.value == 3
    for text in (
        "typedef int T; int main(void) { typedef char T; T x = 3; return x; }",
        "int K; int main(void) { enum { K = 3 }; return K; }",
        "int main(void) { int K = 2; { enum { K = 3 }; return K; } }",
        "enum { K }; int main(void) { enum { K = 3 }; return K; }",
    ):
        with pytest.raises(Unsupported, match="another name"):
            c_program(text)


def test_a_function_that_is_defined_elsewhere_is_taken_for_any_value(tmp_path, capsys):
    text = "extern int get(int);\nint f(int n) { if (n > 0) while (n > 9) n -= 1 + (get(n) & 3); return n; }"
    found = terminates(text)
    assert isinstance(found, Proved)
    assert taken(found.certificate.program) == ("get",)
    (tmp_path / "f.c").write_text(text)
    assert main(["terminates", str(tmp_path / "f.c")]) == 0
    assert "get for any value, and to return" in capsys.readouterr().out
    assert main(["terminates", "--json", str(tmp_path / "f.c")]) == 0
    assert json.loads(capsys.readouterr().out)["taking"] == ["get"]
    assert taken(c_program("int f(int n) { return n; }")) == ()
    found = terminates("unsigned char get(void);\nint f(void) { while (get() != 77) ; return 0; }")
    assert isinstance(found, Refuted)
    assert isinstance(terminates("unsigned char get(void);\nint f(void) { while (get() > 255) ; return 0; }"), Proved)
    assert not isinstance(terminates("void note(int);\nint f(int n) { note(1 / n); return 0; }"), Proved)


@pytest.mark.parametrize(
    ("variable", "answer"),
    [
        ("int n = 3;", Refuted),
        ("static int n = 3;", Proved),
        ("const int n = 3;", Proved),
        ("static int n = 3; void back(void) { n = 4; }", Refuted),
    ],
)
def test_it_may_change_global_variables(variable, answer):
    text = f"void get(void);\n{variable}\nint main(void) {{ get(); while (n != 3) ; return 0; }}"
    assert isinstance(terminates(text, "main"), answer)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("int f(void) { return get(); }", "the body of get is not in this file"),
        ("void get(void); int f(void) { return get(); }", "get returns nothing"),
        ("_Noreturn void end(void); int f(void) { end(); return 1; }", "some functions here do not return"),
        ("int get(void); int f(void) { static int n; n++; return get(); }", "may call a function of the file back"),
        ("int n; int get(void); int f(void) { return n + get(); }", "it changes n"),
        ("int f(int n) { static int k; k++; return n > 0 ? f(n - 1) : k; }", "inside f outlives the calls"),
        (
            "int v, get(void); int g(int n) { get(); return n ? g(n - 1) : 0; } int f(void) { g(3); return v; }",
            "in a function that calls itself",
        ),
        ("double get(void); int f(void) { return get() > 0; }", "floating-point"),
    ],
)
def test_what_is_not_taken_is_named(text, words):
    with pytest.raises(Unsupported) as found:
        c_program(text, "f")
    assert words in found.value.reason
