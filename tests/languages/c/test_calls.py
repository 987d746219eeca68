"""Calls of functions of the file: they are written into the caller, and made where C makes them."""

import pytest
from c_runs import value

from arlib import Unsupported
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Failed, Returned, run
from arlib.programs.syntax import (
    Assign,
    While,
    loops,
    statements,
)


def test_calls_are_written_into_the_caller():
    source = """
        static int fib(int n) { int a = 0, b = 1; while (n > 0) { int c = a + b; a = b; b = c; n--; } return a; }
        int twice(int n) { return fib(fib(n)); }
        void nothing(void) { }
        int main() { int n = 5; nothing(); n = fib(n) + twice(n); return n; }"""
    program = c_program(source)
    assert value(source) == 10
    assert list(loops(program)) == [1, 2, 3]
    assert [each.loop for each in statements(program.body) if isinstance(each, While)] == [1, 2, 3]
    targets = {name for each in statements(program.body) if isinstance(each, Assign) for name in each.targets}
    assert {"n", "fib.n", "fib.a", "fib.c", "fib.return", "twice.n", "twice.return"} <= targets


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("x && f()", (0, 0)),
        ("!x && f()", (1, 1)),
        ("x || f()", (1, 1)),
        ("!x || f()", (1, 0)),
        ("x ? f() : 3", (3, 0)),
        ("x ? 3 : f()", (1, 1)),
        ("!x && (f() || f())", (1, 1)),
        ("!x && (!f() || f())", (1, 2)),
        ("!x && f() && x", (0, 1)),
    ],
)
def test_a_call_is_made_only_where_c_makes_it(test, expected):
    source = f"int n; int f(void) {{ n++; return 1; }} int main() {{ int x = 0; int y = {test}; return y * 10 + n; }}"
    assert value(source) == expected[0] * 10 + expected[1]


@pytest.mark.parametrize("body", ["assume(g > 0); return nondet();", "g = nondet(); return nondet();"])
def test_a_call_that_only_chooses_is_made_only_where_c_makes_it(body):
    source = f"int g; int f(void) {{ {body} }} int main() {{ int c = 0; if (c && f()) g = 1; return g + 2; }}"
    assert value(source, choices=[1, 1]) == 2


def test_the_operand_before_a_call_keeps_its_value():
    source = "int n; int f(void) { n++; return 1; } int main() { if (n == 0 && f() && n == 1) return n; return 7; }"
    assert value(source) == 1


def test_a_function_that_does_not_return_its_value_goes_wrong_only_where_it_is_used():
    helper = "int f(int x) { if (x > 0) return 1; }"
    assert value(f"{helper} int main() {{ f(0); return f(1); }}") == 1
    for call in ("return f(0);", "int x = f(0); return 1;", "if (f(0)) ; return 1;", "return f(f(0));"):
        outcome = run(c_program(f"{helper} int main() {{ {call} }}"), {}).outcome
        assert isinstance(outcome, Failed) and "f returns" in outcome.why
        unbounded = c_program(f"{helper} int main() {{ {call} }}", reading="unbounded")
        assert isinstance(run(unbounded, {}, choices=[7, 7]).outcome, Returned)
    for call in ("(void) f(0); return 1;", "f(0), f(1); return 1;", "for (f(0); ; f(0)) return 1;"):
        assert value(f"{helper} int main() {{ {call} }}") == 1
    assert value("int main(void) { } int f(void) { return main(); }", function="f") == 0


def test_calls_within_calls_do_not_grow_without_end():
    source = "int f0(int x) { return x; }\n" + "".join(
        f"int f{n}(int x) {{ int y = f{n - 1}(x); return f{n - 1}(y); }}\n" for n in range(1, 16)
    )
    with pytest.raises(Unsupported, match="statements, those of called functions included"):
        c_program(source)
    with pytest.raises(Unsupported, match="nested too deeply"):
        c_program(f"int f(int x) {{ return {'~' * 5000}x; }}")
