"""A certificate that is changed is rejected, unless it is still right: which a solver says here, and executions."""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
import z3
from mutations import (
    X,
    left_to_the_solver,
    obligations_of,
    other_entries,
    other_proofs,
    other_sets_of_states,
    other_terminations,
)

from arlib import Proved, Refuted, terminates
from arlib.certificates.farkas import Farkas
from arlib.certificates.nontermination import (
    Entry,
    Lasso,
    Phase,
    RecurrenceSet,
    UndefinedRun,
)
from arlib.certificates.termination import TerminationProof, obligations
from arlib.checking import Accepted, check
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial
from arlib.programs.interpreter import Failed, OutOfChoices, OutOfSteps, run
from arlib.programs.transitions import transition_system

# What ends, each beside a program like it that does not.
ENDING = {
    "linear": (
        "def f(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y",
        "def f(x, y):\n    if y > -1:\n        while x > y:\n            x = x - y",
    ),
    "lexicographic": (
        "def f(x, y):\n    while x > 0 and y > 0:\n        if nondet() > 0:\n            x = x - 1\n"
        "            y = nondet()\n        else:\n            y = y - 1",
        "def f(x, y):\n    while x > 0 and y > 0:\n        if nondet() > 0:\n            y = nondet()\n"
        "        else:\n            y = y - 1",
    ),
    "nested loops": (
        "def f(x):\n    for i in range(x):\n        j = i\n        while j > 0:\n            j -= 2",
        "def f(x):\n    for i in range(x):\n        j = i\n        while j > 0:\n            j -= i - 2",
    ),
    "phases": (
        "def f(x, y, z):\n    while x > 0:\n        x, y, z = x + y, y + z, z - 1",
        "def f(x, y, z):\n    while x > 0:\n        x, y, z = x + y, y + z, z",
    ),
    "cases": (
        "def f(x):\n    while x != 0:\n        if x > 0:\n            x = x - 1\n        else:\n            x = x + 1",
        "def f(x):\n    while x != 0:\n        if x > 0:\n            x = x - 2\n        else:\n            x = x + 1",
    ),
    "quotients": (
        "def f(x):\n    while x > 0:\n        x = x // 2",
        "def f(x):\n    while x > 0:\n        x = (x + 1) // 2",
    ),
}
RUNNING = {
    "grows": "def f(x, y):\n    while x > y:\n        x = x + 2\n        y = y + 1",
    "two loops": "def f(x, y):\n    while x > 0:\n        x = x + 1\n        while y < x:\n            y = y + 3",
    "chosen": "def f(x):\n    while x > 0:\n        y = nondet()\n        if y < x:\n            break\n"
    "        x = y + 1",
}


def sources():
    for name, (text, _) in ENDING.items():
        yield name, python_program(text)
    yield "wraps", c_program("void f(unsigned char x) { while (x > 0 && x < 200) x = x + 3; }", "f", "wrap")
    yield "overflows", c_program("void f(int x, int y) { while (x < y) x = x + 1; }", "f", "machine")


@pytest.fixture(scope="module")
def proofs():
    found = {name: terminates(program, seconds=20) for name, program in sources()}
    assert all(isinstance(each, Proved) for each in found.values()), found
    return {name: each.certificate for name, each in found.items()}


@pytest.fixture(scope="module")
def witnesses():
    found = {name: terminates(python_program(text), seconds=20) for name, text in RUNNING.items()}
    assert all(isinstance(each, Refuted) for each in found.values()), found
    return {name: each.witness for name, each in found.items()}


def holds(obligation):
    """Whether an obligation is true of all integers, by z3 from polynomials alone; unknown counts as not."""

    def number(p):
        parts = [c * z3.Product(*map(z3.Int, m)) if m else z3.IntVal(c) for m, c in p.coefficients.items()]
        return z3.Sum(parts) if parts else z3.IntVal(0)

    solver = z3.Solver()
    solver.set("timeout", 2000)
    solver.add(*(number(p) >= 0 for p in obligation.premises), number(obligation.goal) < 0)
    return solver.check() == z3.unsat


def contradicted(proof):
    """Whether some run breaks an invariant of the proof, at a location that it found by the splits itself."""
    grid = (-7, -2, 0, 1, 3, 8, 40)
    for values in itertools.product(grid, repeat=len(proof.program.parameters)):
        inputs = dict(zip(proof.program.parameters, values, strict=True))
        try:
            visits = run(proof.program, inputs, choices=itertools.cycle((1, 0, 5, -1)), steps=300).visits
        except ValueError:
            continue
        for visit in visits:
            location, new = visit.loop, max(transition_system(proof.program).locations)
            for case in proof.splits:
                new += 1
                if case.location == location and case.constraint.evaluate(visit.state) < 0:
                    location = new
            if any(p.evaluate(visit.state) < 0 for p in proof.invariants.get(location, ())):
                return True
    return False


def runs_for_ever(found):
    """Whether the run of a witness goes on and on; its later choices are as the phases of its only place say."""
    choices = list(found.entry.choices)
    if isinstance(found, Lasso):
        choices += found.repeated * 200
        made = run(found.program, found.entry.inputs, choices=choices, steps=2_000)
        return isinstance(made.outcome, OutOfSteps) or (bool(found.repeated) and isinstance(made.outcome, OutOfChoices))
    for _ in range(60):
        made = run(found.program, found.entry.inputs, choices=choices, steps=3_000)
        if not isinstance(made.outcome, OutOfChoices):
            return isinstance(made.outcome, OutOfSteps)
        (phase,) = [each for each in found.phases if each.location == made.visits[-1].loop]
        choices += [choice.evaluate(made.visits[-1].state) for choice in phase.choices]
    return True


def judge(certificate, counts):
    """The checker must not accept what is wrong; what is right, it may reject for lack of multipliers."""
    accepted = isinstance(check(certificate, seconds=2), Accepted)
    counts[accepted] = counts.get(accepted, 0) + 1
    if not accepted:
        return
    assert all(map(holds, obligations_of(certificate)))
    if isinstance(certificate, TerminationProof):
        assert not contradicted(certificate)
    else:
        assert runs_for_ever(certificate)


# ---- Tests -----------------------------------------------------------------------------------


def names(*tables):
    return [name for table in tables for name in table]


@pytest.mark.parametrize("name", [*ENDING, "wraps", "overflows"])
def test_other_proofs_that_a_program_ends(proofs, name):
    proof = proofs[name]
    assert isinstance(check(proof), Accepted) and all(map(holds, obligations(proof)))
    counts: dict[bool, int] = {}
    for other in other_terminations(proof):
        judge(other, counts)
    for other in list(other_terminations(proof))[::9]:
        judge(left_to_the_solver(other), counts)
    for other in itertools.islice(other_proofs(proof), 150):
        judge(other, counts)
    assert counts[False] > 40


@pytest.mark.parametrize("name", RUNNING)
def test_other_recurrence_sets(witnesses, name):
    found = witnesses[name]
    assert isinstance(check(found), Accepted)
    counts: dict[bool, int] = {}
    for other in other_entries(found):
        judge_entry(other, counts)
    if isinstance(found, RecurrenceSet):
        assert all(map(holds, obligations_of(found)))
        for other in other_sets_of_states(found):
            judge(other, counts)
        for other in list(other_sets_of_states(found))[::6]:
            judge(left_to_the_solver(other), counts)
        for other in itertools.islice(other_proofs(found), 150):
            judge(other, counts)
    assert counts[False] >= 5


def judge_entry(other, counts):
    accepted = isinstance(check(other), Accepted)
    counts[accepted] = counts.get(accepted, 0) + 1
    assert not accepted or runs_for_ever(other)


def test_the_witnesses_are_sets(witnesses):
    assert all(isinstance(each, RecurrenceSet) for each in witnesses.values())
    assert any(phase.choices for phase in witnesses["chosen"].phases)


@pytest.mark.parametrize("name", ENDING)
def test_a_proof_is_none_for_a_program_that_does_not_end(proofs, name):
    other = python_program(ENDING[name][1])
    for proof in (proofs[name], *itertools.islice(other_terminations(proofs[name]), 60)):
        moved = replace(proof, program=other)
        assert not isinstance(check(moved), Accepted)
        assert not isinstance(check(left_to_the_solver(moved), seconds=2), Accepted)


def test_a_proof_is_of_one_reading():
    """To count up ends where numbers wrap, to count down where they do not."""
    text = "void f(int x) { while (x > 0) x = x + 1; }"
    found = terminates(text, "f", integers="wrap", seconds=20)
    assert isinstance(found, Proved)
    other = replace(found.certificate, program=c_program(text, "f", "unbounded"))
    assert not isinstance(check(other), Accepted)
    assert not isinstance(check(left_to_the_solver(other)), Accepted)
    # In the machine's reading every run ends or overflows, and that is no proof that it ends.
    other = left_to_the_solver(replace(found.certificate, program=c_program(text, "f", "machine")))
    assert check(other).obligation == "no overflow: x + 1 does not fit in int32 in line 1"
    text = "void f(unsigned char x) { while (x >= 0) x = x - 1; }"
    found = terminates(text, "f", integers="unbounded", seconds=20)
    assert isinstance(found, Proved)
    for reading in ("wrap", "machine"):
        other = replace(found.certificate, program=c_program(text, "f", reading))
        assert not isinstance(check(other), Accepted)
        assert not isinstance(check(left_to_the_solver(other)), Accepted)


def test_other_lassos():
    found = terminates("def f(x):\n    while x > 0:\n        x = 5 - x + nondet()", seconds=20)
    lasso = found.witness
    assert isinstance(lasso, Lasso)
    others = [*other_entries(lasso), replace(lasso, again=lasso.again + 1), replace(lasso, again=lasso.entry.arrival)]
    others += [replace(lasso, again=300), replace(lasso, repeated=(*lasso.repeated, 0)), replace(lasso, repeated=())]
    others += [replace(lasso, repeated=tuple(n + 1 for n in lasso.repeated))]
    counts: dict[bool, int] = {}
    for other in others:
        judge_entry(other, counts)
    assert counts[False] > 8


def test_other_undefined_runs():
    found = terminates("void f(int x) { while (x > 5) x = x + 1; }", "f", integers="machine", seconds=20)
    witness = found.witness
    assert isinstance(witness, UndefinedRun) and isinstance(check(witness), Accepted)
    others = [replace(witness, line=witness.line + 1), replace(witness, why=witness.why + "!"), *other_entries(witness)]
    others.append(replace(witness, program=c_program(witness.program.source, "f", "wrap")))
    for other in others:
        if isinstance(check(other), Accepted):
            outcome = run(other.program, other.entry.inputs, choices=other.entry.choices, steps=20_000).outcome
            assert isinstance(outcome, Failed) and (outcome.line, outcome.why) == (other.line, other.why)
        else:
            assert other != witness


def test_a_float_is_no_multiplier():
    assert not Farkas({(0,): 0.5}).shows((X * 2 - 4,), X - 2)
    assert Farkas({(0,): Fraction(1, 2)}).shows((X * 2 - 4,), X - 2)


def test_a_choice_is_no_name_of_the_path():
    """With y = #2, the quotient #2 of 2 * y + 10 would be half its own dividend, and no transition possible."""
    program = python_program("def f(x):\n    while x > 0:\n        y = nondet()\n        x = (2 * y + 10) // 2 - y - 5")
    own = {name for each in transition_system(program).transitions for p in each.guard for name in p.variables}
    (quotient,) = [name for name in own if name.startswith("#")]
    phase = Phase(1, (), (Polynomial.variable(quotient),))
    found = RecurrenceSet(program, Entry({"x": 1}, (), 1), (phase,), {})
    for count in range(9):
        assert not isinstance(check(replace(found, proofs=(None,) * count)), Accepted)
