"""Approximate choices: what they leave out of a system, and that no run is believed in which one decides."""

import textwrap
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import terms as t
from arlib.certificates.acceleration import AcceleratedRun, Step, Turns
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet, UndefinedRun
from arlib.checking import Accepted, Rejected, check
from arlib.polynomials import Polynomial
from arlib.programs.elimination import eliminate
from arlib.programs.interpreter import run
from arlib.programs.outcomes import Failed, NotFollowed, OutOfSteps, Returned
from arlib.programs.syntax import Assign, Choose, If, NoValue, Program, Return, While
from arlib.programs.transitions import transition_system
from arlib.termination import terminates
from arlib.termination.evidence import recurrence_proof
from arlib.terms import Const, Var
from arlib.verdict import Proved, Refuted, Unknown

N, C, K = Var("n"), Var("c"), Var("k")
ANY = Choose("c", None, 3, "texts are not read")
REAL = replace(ANY, approximate="")


POSITIVE = t.Gt(N, Const(0))


def loop(*body, test=POSITIVE, before=(), language="Python"):
    return Program("f", ("n",), (*before, While(test, body, 1, 2)), "def f(n): pass", language)


def assign(name, value):
    return Assign((name,), (value,), 4)


LEAVE = If(t.Ge(C, Const(0)), (Return(None, 4),), (), 4)


def test_what_decides_nothing_is_left_out():
    program = loop(
        ANY, assign("k", C), If(t.Ge(C, Const(0)), (assign("k", N),), (), 4), assign("n", t.Sub(N, Const(1)))
    )
    system = transition_system(program)
    assert str(system) == "0 -> 1: true; no change\n1 -> 1: n > 0; n' = n - 1\n1 -> -1: n <= 0; no change"
    assert isinstance(terminates(program), Proved)


def test_what_may_be_anything_can_be_ranked():
    """It falls to at most n - 1, or to anything at all."""
    down = assign("n", t.Sub(N, t.Max(C, Const(1))))
    assert isinstance(terminates(loop(ANY, down)), Proved)
    answer = terminates(loop(ANY, assign("n", C)), seconds=2)
    assert isinstance(answer, Unknown) and "texts are not read (line 3)" in answer.reason


def test_no_run_is_known_where_it_decides():
    for body in ((ANY, LEAVE), (ANY, assign("n", C)), (ANY, assign("k", t.FloorDiv(N, C)))):
        assert isinstance(terminates(loop(*body), seconds=1), Unknown)
        assert isinstance(run(loop(*body), {"n": 1}).outcome, NotFollowed)
    assert isinstance(terminates(loop(REAL, LEAVE)), Refuted)


def test_the_run_goes_on_where_it_does_not_decide():
    program = loop(ANY, assign("k", t.Add(C, N)), assign("n", t.Sub(N, Const(1))))
    made = run(program, {"n": 2})
    assert made.outcome == Returned(None, None) and made.choices == ()
    assert made.visits[1].state == {"n": 1}
    swapped = loop(ANY, Assign(("k", "n"), (C, t.Sub(N, Const(1))), 4), Return(K, 5))
    assert run(swapped, {"n": 2}).outcome == Returned(None, 5)
    fails = loop(ANY, Return(t.FloorMod(N, C), 5))
    assert run(fails, {"n": 2}).outcome == NotFollowed(5, "texts are not read")


def stays(choose):
    """A loop whose variable becomes what is chosen: with 1 each time it goes on for ever."""
    return loop(choose, assign("n", C))


def lasso(program, choices):
    return Lasso(program, Entry({"n": 1}, (), 1), choices, 2)


def recurrence(program, constraint, choices):
    system = transition_system(program)
    phase = Phase(1, (constraint,), choices)
    moves = {(0, n): 0 for n, each in enumerate(system.transitions) if each.source == each.target}
    return RecurrenceSet(program, Entry({"n": 1}, (), 1), (phase,), moves)


def accelerated(program, own):
    system = transition_system(program)
    [turn] = [n for n, each in enumerate(system.transitions) if each.source == each.target == 1]
    step = Step(turn, own, dict.fromkeys(own, 0))
    return AcceleratedRun(program, Entry({"n": 1}, (), 1), (Turns((step,), None),))


def test_a_lasso_is_not_believed_where_it_decides():
    assert isinstance(check(lasso(stays(REAL), (1,))), Accepted)
    for choices in ((1,), ()):
        assert isinstance(check(lasso(stays(ANY), choices)), Rejected)
    assert isinstance(check(lasso(loop(ANY, LEAVE), ())), Rejected)
    assert isinstance(check(lasso(loop(ANY, assign("k", C)), ())), Accepted)


def test_a_recurrence_set_is_closed_under_anything():
    positive = Polynomial.variable("n") - 1
    chosen = recurrence_proof(transition_system(stays(REAL)), recurrence(stays(REAL), positive, (positive + 1,)))
    assert isinstance(check(chosen), Accepted)
    for choices in ((), (positive + 1,)):
        assert isinstance(check(replace(recurrence(stays(ANY), positive, choices), proofs=(None,) * 3)), Rejected)
        assert isinstance(check(replace(recurrence(loop(ANY, LEAVE), positive, choices), proofs=(None,) * 3)), Rejected)
    up = loop(ANY, assign("n", t.Add(N, t.Max(C, Const(0)))))
    found = recurrence_proof(transition_system(up), recurrence(up, positive, ()))
    assert isinstance(check(found), Accepted)  # whatever the number is, n stays positive


def test_a_set_is_not_entered_by_what_is_not_known():
    """The set is never left, but nobody knows of a run that comes there."""
    program = loop(assign("k", K), test=t.Gt(K, Const(0)), before=(ANY, assign("k", C)))
    [found] = [recurrence(program, Polynomial.variable("k") - 1, ())]
    proved = recurrence_proof(transition_system(program), found)
    assert isinstance(check(proved), Rejected)
    assert isinstance(
        check(replace(proved, program=replace(program, body=(assign("k", N), *program.body[2:])))), Accepted
    )


def test_turns_are_not_summed_up_where_it_decides():
    assert isinstance(check(accelerated(stays(REAL), {"c#1": 1})), Accepted)
    assert isinstance(check(accelerated(stays(ANY), {"#1": 1})), Rejected)
    for own in ({}, {"#1": -1}):
        assert isinstance(check(accelerated(loop(ANY, LEAVE), own)), Rejected)
    assert isinstance(check(accelerated(loop(ANY, assign("k", C)), {})), Accepted)


def test_a_failure_is_not_believed_where_it_decides():
    missing = NoValue("division by zero", 4)
    for choose, kind in ((ANY, Rejected), (REAL, Accepted)):
        program = loop(choose, If(t.Ge(C, Const(0)), (missing,), (), 4), language="C")
        found = UndefinedRun(program, Entry({"n": 1}, (1,), 1), 4, missing.why)
        assert isinstance(check(found), kind)
    divides = loop(ANY, assign("k", t.FloorDiv(N, C)), language="C")
    assert isinstance(check(UndefinedRun(divides, Entry({"n": 1}, (), 1), 4, missing.why)), Rejected)


def test_a_lasso_agrees_in_what_decides():
    """A counter that nothing asks for may differ; one that a test asks for may not."""
    counting = loop(assign("k", t.Add(K, Const(1))), before=(assign("k", Const(0)),))
    assert isinstance(check(lasso(counting, ())), Accepted)
    asked = replace(counting, body=(counting.body[0], replace(counting.body[1], test=t.Lt(K, N))))
    assert isinstance(check(lasso(asked, ())), Rejected)
    fails = loop(
        assign("k", t.Add(K, Const(1))), assign("j", t.FloorDiv(N, t.Sub(K, Const(5)))), before=counting.body[:1]
    )
    assert isinstance(check(lasso(fails, ())), Rejected)
    assert isinstance(run(fails, {"n": 1}).outcome, Failed)


def test_a_loop_without_a_test_goes_on():
    program = loop(ANY, If(t.Ge(C, Const(0)), (), (), 4), test=t.Truth(True))
    assert isinstance(run(program, {"n": 0}).outcome, NotFollowed)
    quiet = loop(ANY, test=t.Truth(True))
    assert isinstance(run(quiet, {"n": 0}, steps=50).outcome, OutOfSteps)
    assert isinstance(terminates(quiet), Refuted)


linear = st.tuples(st.integers(-3, 3), st.sampled_from([-1, 0, 1, 2]), st.integers(-4, 4))


@given(st.lists(linear, max_size=4))
def test_elimination_is_exact(rows):
    """Some number for c meets the guard just where what is left of it holds."""
    x, c = Polynomial.variable("x"), Polynomial.variable("c")
    guard = tuple(x * a + c * b + d for a, b, d in rows)
    left = eliminate(guard, ["c"])
    for value in range(-6, 7):
        some = any(all(p.evaluate({"x": value, "c": z}) >= 0 for p in guard) for z in range(-40, 41))
        if left is None:
            assert not some
        elif not any("c" in p.variables for p in left):
            assert some == all(p.evaluate({"x": value}) >= 0 for p in left)
        else:
            assert set(left) == set(guard)


@pytest.mark.parametrize(("a", "b"), list(product((1, -1), repeat=2)))
def test_products_stay(a, b):
    x, c = Polynomial.variable("x"), Polynomial.variable("c")
    guard = (c * a, c * x + c * b)
    assert eliminate(guard, ["c"]) == guard


@pytest.mark.parametrize("body", ["for i in range(k // 2): pass", "n = k % 3\nwhile n: n -= 1", "n = k // 3 // 2 % 5"])
def test_what_determines_a_quotient_stays(body):
    """A run can be followed where a quotient of what is not known goes into a variable."""
    text = f"def f(n):\n    k = int(0.5)\n{textwrap.indent(body, '    ')}\n    while n > 0: n -= 1"
    assert isinstance(terminates(text), Proved)
