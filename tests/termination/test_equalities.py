"""Polynomial equalities: what vanishes in all states is found, and programs that need it are answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib import Proved, Refuted, terminates
from arlib.checking import Accepted, check
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial
from arlib.programs.transitions import transition_system
from arlib.termination.equalities import equal_everywhere, equalities, leading
from arlib.termination.farkas import follows
from arlib.termination.runs import samples, try_runs

small = st.integers(-5, 5)
MONOMIALS = [(), ("x",), ("y",), ("x", "x"), ("x", "y"), ("y", "y"), ("x", "x", "y"), ("y", "y", "y")]


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(MONOMIALS), small, min_size=1), st.sets(st.tuples(small, small), min_size=30))
def test_a_polynomial_of_the_state_is_found(coefficients, points):
    planted = Polynomial(coefficients)
    states = [{"x": x, "y": y, "z": planted.evaluate({"x": x, "y": y})} for x, y in points]
    found = equalities(("x", "y", "z"), states)
    assert all(p.evaluate(state) == 0 for p in found for state in states)
    leaders = [leading(p) for p in found]
    assert len(set(leaders)) == len(leaders)
    assert not any(m in p.coefficients for m in leaders for p in found if leading(p) != m)
    relation = Polynomial.variable("z") - planted
    premises = [*found, *(-p for p in found)]
    assert follows(premises, relation) is not None and follows(premises, -relation) is not None


def test_few_states_say_nothing():
    assert equalities(("x", "y"), [{"x": 1, "y": 1}] * 100) == []
    assert equalities(("x", "y"), [{"x": n, "y": n} for n in range(6)]) == []
    assert equalities(("x", "y"), [{"x": n, "y": n} for n in range(7)]) != []
    assert equalities(("x", "y"), [{"x": 2**200 + n, "y": n} for n in range(100)]) == []
    assert equalities((), [{}] * 100) == []


CUBES = """
def f(a):
    n, x, y, z = 0, 0, 1, 6
    while {}:
        n, x, y, z = n + 1, x + y, y + z, z + 6
"""
SUMS = """
def f(a):
    i, s = 0, 0
    while {}:
        i += 1
        s += i
"""


def test_only_those_stay_that_others_need():
    system = transition_system(python_program(CUBES.format("x - n * n * n + n <= a"), "f"))
    states = samples(list(try_runs(system)))
    (found,) = equal_everywhere(system, [(at, states[at]) for at in system.locations if at in states])
    n, x, y, z = map(Polynomial.variable, "nxyz")
    every = equalities(system.variables, states[1])
    assert 3 <= len(found) / 2 < len(every)
    for p in (z - n * 6 - 6, y - n * n * 3 - n * 3 - 1, x - n * n * n):
        assert follows(found, p) is not None and follows(found, -p) is not None


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        (CUBES.format("y == 3 * n * n + 3 * n + 1"), False),
        (CUBES.format("y != 3 * n * n + 3 * n + 1"), True),
        (CUBES.format("y == 3 * n * n + 3 * n + 1 and n <= a"), True),
        (CUBES.format("x - n * n * n + n <= a"), True),
        (SUMS.format("s == i * (i + 1) // 2"), False),
        (SUMS.format("s != i * (i + 1) // 2"), True),
        (SUMS.format("s - i * (i + 1) // 2 + i < a"), True),
    ],
)
def test_programs_that_count_powers(text, yes):
    match terminates(text, seconds=300):
        case Proved(proof):
            assert yes and check(proof) == Accepted()
        case Refuted(witness):
            assert not yes and check(witness) == Accepted()
        case unknown:
            pytest.fail(unknown.reason)
