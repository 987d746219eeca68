"""Short ways: inputs and choices that nobody would guess, found by solving for them."""

from arlib.hoare.infer.finding import BrokenBy, find_invariants
from arlib.hoare.infer.walks import beginnings
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.guarded import guarded
from arlib.programs.interpreter import run
from arlib.programs.outcomes import Failed
from arlib.programs.transitions import UNDEFINED, transition_system

TEXT = """def f(n, m):
    x = 0
    while x < 3:
        x = x + 1
        m = m + n
    assert m != 98765 or n != 4321
"""


def test_the_first_way_fails_when_the_interpreter_takes_it():
    program = python_program(TEXT)
    system = transition_system(guarded(program))
    bad = [way for way in system.exits if way.target == UNDEFINED]
    first = next(beginnings(system, bad))
    assert isinstance(run(guarded(program), first.inputs, choices=first.choices).outcome, Failed)
    found = find_invariants(program, seconds=60)
    assert isinstance(found, BrokenBy) and found.run.inputs == {"n": 4321, "m": 98765 - 3 * 4321}


def test_choices_come_in_the_order_in_which_they_are_made():
    source = """int main() {
        int a = __VERIFIER_nondet_int(); int s = a;
        for (int i = 0; i < 2; i++) { int b = __VERIFIER_nondet_int(); s = 10 * s + b; if (b < 5 || b > 8) s = 0; }
        __VERIFIER_assert(s != 123456 + 112);
    }"""
    found = find_invariants(c_program(source, reading="unbounded"), seconds=60)
    assert isinstance(found, BrokenBy)
    a, b, c = found.run.choices
    assert 100 * a + 10 * b + c == 123568 and b in range(5, 9) and c in range(5, 9)
