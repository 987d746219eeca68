"""Variables without a value, and numbers that are chosen."""

import pytest
from c_runs import value

from arlib import Signed, Unsigned
from arlib import terms as t
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Failed, Returned, run
from arlib.programs.syntax import (
    Assume,
    Choose,
    If,
    Leave,
    NoValue,
    statements,
)


def test_a_chosen_number_arrives_where_it_is_assigned():
    source = """
        typedef enum {false, true} bool;
        extern int __VERIFIER_nondet_int(void);
        extern bool __VERIFIER_nondet_bool(void);
        int main() {
            int x = __VERIFIER_nondet_int();
            unsigned y;
            y = __VERIFIER_nondet_uint();
            bool z = __VERIFIER_nondet_bool();
            return x;
        }"""
    machine, unbounded = (c_program(source, reading=reading) for reading in ("machine", "unbounded"))
    assert machine.body[:3] == (
        Choose("x", Signed(32), 6),
        Choose("y", Unsigned(32), 8),
        Choose("z", Unsigned(1), 9),
    )
    assert [each for each in unbounded.body if isinstance(each, Choose)] == [
        Choose("x", None, 6),
        Choose("y", None, 8),
        Choose("z", None, 9),
    ]
    assert [each.test for each in unbounded.body if isinstance(each, Assume)] == [
        t.Ge(t.Var("y"), t.Const(0)),
        t.And(t.Ge(t.Var("z"), t.Const(0)), t.Le(t.Var("z"), t.Const(1))),
    ]


def test_a_number_chosen_in_a_test_is_chosen_in_each_iteration():
    source = "extern int nondet(void); int f(int x) { while (x > 0 && nondet()) x--; return x; }"
    program = c_program(source)
    (block, _) = program.body
    (loop,) = block.body
    choose, leave, _ = loop.body
    assert loop.test == t.Truth(True)
    assert isinstance(choose, Choose) and isinstance(leave, If) and leave.then == (Leave(block.label, 1),)
    assert value(source, x=9, choices=[1, 1, 5, 0]) == 6


def test_a_conversion_takes_a_number_that_is_chosen_first():
    assert value("int f(void) { unsigned char x = nondet_int(); return x; }", choices=[258]) == 2
    assert value("int f(void) { _Bool x = nondet_int(); return x; }", choices=[258]) == 1


@pytest.mark.parametrize(
    ("body", "n", "expected"),
    [
        ("int x; if (x) return 1; return 0;", 0, None),
        ("int x; if (n) x = 1; return x;", 1, 1),
        ("int x; if (n) x = 1; return x;", 0, None),
        ("int x; if (n) goto end; x = 1; end: return x;", 0, 1),
        ("int x; if (n) goto end; x = 1; end: return x;", 1, None),
        ("if (n) goto end; int x = 1; end: return x;", 0, 1),
        ("if (n) goto end; int x = 1; end: return x;", 1, None),
        ("switch (n) { case 1:; int x = 5; case 2: return x; } return 0;", 1, 5),
        ("switch (n) { case 1:; int x = 5; case 2: return x; } return 0;", 2, None),
        ("switch (n) { case 1: { int x; x = 3; } goto in; int x; case 2: x = 4; in: return x; } return 0;", 2, 4),
        ("switch (n) { case 1: { int x; x = 3; } goto in; int x; case 2: x = 4; in: return x; } return 0;", 1, None),
        ("int x = x; return x;", 1, None),
        ("int x, y = 1; return y || x;", 1, 1),
        ("int x, y = 0; return y || x;", 1, None),
        ("int x; (void) x; return 1;", 1, None),
        ("int x; while (n > 0 && (n == 3 || x)) { x = n; n--; } return n;", 3, 0),
        ("int x; while (n > 0 && (n == 3 || x)) { x = n; n--; } return n;", 4, None),
        ("for (int i = 0; i < n; i++) { int x; if (i == 0) x = 1; if (x) ; } return 3;", 1, 3),
        ("for (int i = 0; i < n; i++) { int x; if (i == 0) x = 1; if (x) ; } return 3;", 2, None),
    ],
)
def test_a_variable_has_no_value_before_it_gets_one(body, n, expected):
    for reading in ("machine", "wrap", "unbounded"):
        done = run(c_program(f"int f(int n) {{ {body} }}", reading=reading), {"n": n}, choices=[0, 0]).outcome
        if expected is None and reading == "unbounded":
            assert isinstance(done, Returned), done  # there it has any
        elif expected is None:
            assert isinstance(done, Failed) and "use of x before it has a value" in done.why, (reading, done)
        else:
            assert isinstance(done, Returned) and done.value == expected, (reading, done)


@pytest.mark.parametrize(
    "body",
    [
        "int x, y, z; x = 1; y = x; for (z = 0; z < n; z++) y++; return y;",
        "int x, y; y = x = n; return y;",
        "int x; if (n) x = 1; else x = 2; return x;",
        "int x; do x = n--; while (n > 0); return x;",
        "int x; while (1) { x = n; if (x < 5) break; n--; } return x;",
        "int x; if (n) return 3; else x = 2; return x;",
        "int x; switch (n) { case 1: x = 1; break; default: x = 2; } return x;",
    ],
)
def test_a_variable_that_gets_its_value_first_is_one_as_any_other(body):
    program = c_program(f"int f(int n) {{ {body} }}")
    assert not any(isinstance(each, Choose | NoValue) for each in statements(program.body))
