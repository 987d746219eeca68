"""Invariants that are found keep one another, by z3 and by runs; what is refuted fails when it is run again."""

import random
from functools import reduce

import pytest

from arlib import smt
from arlib import terms as t
from arlib.hoare.infer import BrokenBy, Invariants, NotFound, find_invariants
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.polynomials import formula
from arlib.printing import to_text
from arlib.programs.guarded import guarded
from arlib.programs.interpreter import run
from arlib.programs.outcomes import Failed, Stopped
from arlib.programs.transitions import UNDEFINED, transition_system

SAFE = {
    "a sum": """def f(n):
    i, s = 0, 0
    while i < n:
        i, s = i + 1, s + 2
    assert s == 2 * i
    assert n < 0 or s == 2 * n""",
    "two literals": """def f(n):
    x = m = 0
    while x < n:
        if n % 7 == 3:
            m = x
        x += 1
    assert n <= 0 or m < n""",
    "a remainder": """def f(n):
    x = 0
    while x < n:
        x += 2
    assert x % 2 == 0""",
    "nested": """def f(n):
    i = s = 0
    while i < n:
        j = 0
        while j < 3:
            j += 1
            s += 1
        i += 1
    assert s >= i""",
    "squares": """def f(n):
    i = s = 0
    while i < n:
        s = s + 2 * i + 1
        i = i + 1
    assert s == i * i""",
    "no division by zero": """def f(n):
    x = 1
    while x < n:
        n = n - 10 // x
        x = x + 3
    return 1 // x""",
}
BROKEN = {
    "one too many": """def f(n):
    x = 0
    while x < n:
        x += 2
    assert x <= n or n < 0""",
    "a long way": """def f(n):
    x = 0
    while x < 2000:
        x += 1
    assert x < 2000""",
    "division by zero": """def f(n):
    x = 5
    while x > n:
        x = x - 1
    return 10 // x""",
}


def keep_one_another(program, annotations):
    """Whether z3 finds every obligation of the annotations valid, each written down as one formula."""
    system = transition_system(guarded(program))
    for way in (*system.transitions, *(out for out in system.exits if out.target == UNDEFINED)):
        parts = [formula(p) for p in way.guard if p.variables] + list(annotations.get(way.source, ()))
        before = reduce(t.And, parts, t.Truth(True))
        values = {name: value.term() for name, value in way.update.items()}
        wanted = annotations.get(way.target, ()) if way.target >= 0 else [t.Truth(False)]
        for each in wanted:
            claim = t.Implies(before, t.substitute(each, values))
            if smt.is_valid(t.Claim(claim, t.free_variables(claim)), seconds=60) != smt.Valid():
                return False
    return True


@pytest.mark.parametrize("name", SAFE)
def test_invariants_are_found_and_keep_one_another(name):
    program = python_program(SAFE[name])
    found = find_invariants(program, seconds=120)
    assert isinstance(found, Invariants), found
    assert keep_one_another(program, found.annotations)
    assert 0 <= found.by_sums <= found.obligations
    for n in range(-3, 15):
        for visit in run(program, {"n": n}).visits:
            assert all(t.evaluate(each, visit.state) for each in found.annotations[visit.loop])


@pytest.mark.parametrize("name", SAFE)
def test_no_invariants_are_not_enough(name):
    program = python_program(SAFE[name])
    assert not keep_one_another(program, {})


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_refuted_fails_when_it_is_run_again(name):
    program = python_program(BROKEN[name])
    found = find_invariants(program, seconds=120)
    assert isinstance(found, BrokenBy), found
    again = run(program, found.run.inputs, choices=found.run.choices, steps=100_000)
    assert again.outcome == found.run.outcome and isinstance(again.outcome, Stopped | Failed)


def test_an_unknown_says_from_which_state_it_fails():
    text = "def f(n):\n    x = 2\n    while x < n:\n        x = x * x\n    assert x % 3 != 0"
    found = find_invariants(python_program(text), seconds=120)
    assert isinstance(found, NotFound)
    assert found.loop == 1 and found.state["x"] % 3 == 0 and found.state["x"] >= found.state["n"]
    assert "no run that was tried reaches it" in found.why


def test_conjuncts_that_nothing_needs_are_left_out():
    text = "def f(n):\n    x = y = 0\n    while x < n:\n        x, y = x + 1, y + 1\n    assert x >= 0"
    found = find_invariants(python_program(text), seconds=120)
    assert [to_text(each) for each in found.annotations[1]] == ["x >= 0"]
    assert (found.by_sums, found.obligations) == (3, 3)


def test_functions_that_call_themselves_are_left_to_contracts():
    text = "def f(n):\n    if n <= 0:\n        return 0\n    return f(n - 1) + 1"
    assert isinstance(find_invariants(python_program(text)), NotFound)


def random_program(seed):
    """A loop over three small variables, and an assertion behind it."""
    choose = random.Random(seed)
    names = ("x", "y", "n")

    def number():
        return str(choose.choice((0, 1, 2, -1, 5, 10)))

    def sum_():
        one, other = choose.choice(names), choose.choice((*names, number(), number()))
        return f"{one} {choose.choice('+-')} {other}"

    def test():
        return f"{choose.choice((*names, sum_()))} {choose.choice(('<', '<=', '==', '!=', '>='))} {number()}"

    def step():
        return f"{choose.choice(('x', 'y'))} = {choose.choice((sum_(), number()))};"

    body = "".join(choose.choice((step(), f"if ({test()}) {step()}")) for _ in range(choose.randint(1, 3)))
    start = f"x = {choose.choice(('n', number()))}; y = {choose.choice(('x', number()))};"
    return f"""int f(int n) {{ int x, y; {start} while ({choose.choice(("x", "y"))} < {choose.choice(("n", number()))})
        {{ {body} }} __VERIFIER_assert({test()} || {test()}); return 0; }}"""


@pytest.mark.parametrize("part", range(4))
def test_random_programs_agree_with_all_small_inputs(part):
    answers = []
    for seed in range(part * 25, part * 25 + 25):
        source = random_program(seed)
        program = c_program(source, "f", reading="unbounded")
        found = find_invariants(program, seconds=60)
        answers.append(type(found))
        fails = None
        for n in range(-12, 13):
            done = run(program, {"n": n}, steps=400)
            if isinstance(done.outcome, Stopped | Failed):
                fails = n
            if isinstance(found, Invariants):
                for visit in done.visits:
                    assert all(t.evaluate(each, visit.state) for each in found.annotations.get(visit.loop, ())), source
        assert not (isinstance(found, Invariants) and fails is not None), (source, fails)
        if isinstance(found, Invariants):
            assert keep_one_another(program, found.annotations), source
        if isinstance(found, BrokenBy):
            assert isinstance(run(program, found.run.inputs, steps=10**6).outcome, Stopped | Failed), source
    assert Invariants in answers and BrokenBy in answers
