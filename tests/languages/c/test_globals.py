"""Global variables: values to begin with, and inputs where something may have changed them."""

import pytest
from c_runs import value

from arlib import terms as t
from arlib.languages.c.functions import c_program
from arlib.programs.syntax import (
    Assign,
)


def test_global_variables_start_with_their_values():
    source = "int a = 2, b; const int c = -3; extern int d; char e[9]; int main() { b += a; return b * c + d; }"
    program = c_program(source)
    starts = [(each.targets, each.values) for each in program.body if isinstance(each, Assign)][:3]
    assert starts == [(("a",), (t.Const(2),)), (("b",), (t.Const(0),)), (("c",), (t.Neg(t.Const(3)),))]
    assert program.parameters == ("d",)
    assert value(source, d=1) == -5


@pytest.mark.parametrize(
    ("source", "inputs"),
    [
        ("int n; void g(void) { n++; } int f(int x) { return n; }", ("x", "n")),
        ("int n; int f(int x) { return n--; }", ("x", "n")),
        ("int n; void h(int *p); void g(void) { h(&n); } int f(int x) { return n; }", ("x", "n")),
        (
            "int n; int h(void) { return n; } void g(void) { { int n; } n = 1; } int f(int x) { return h(); }",
            ("x", "n"),
        ),
        ("int n; void g(void) { int n; { extern int n; n = 1; } } int f(int x) { return n; }", ("x", "n")),
        ("int n = 3; void g(void) { } int f(int x) { return n; }", ("x",)),
        ("int n = 3; void g(int n) { n++; } int f(int x) { return n; }", ("x",)),
        ("int n = 3; void g(void) { for (int n = 0; n < 3; n++) ; } int f(int x) { return n; }", ("x",)),
        ("int n = 3; void g(void) { n = 2; } int f(int x) { int n = x; return n; }", ("x",)),
        ("int x = 3; void g(void) { x = 2; } int h(void) { return x; } int f(int x) { return h(); }", ("x", "x.2")),
    ],
)
def test_a_global_variable_that_may_have_been_changed_is_an_input(source, inputs):
    assert set(c_program(source, "f").parameters) == set(inputs)


def test_nothing_has_changed_a_global_variable_before_main():
    assert c_program("int n = 3; void g(void) { n++; } int main(void) { g(); return n; }").parameters == ()
