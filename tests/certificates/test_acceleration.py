"""A run that is summed up: it is what the interpreter does, turn by turn; and another one is rejected, or is too."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Refuted, terminates
from arlib.certificates.acceleration import AcceleratedRun, Step, Turns
from arlib.certificates.nontermination import Entry
from arlib.checking import Accepted, check
from arlib.checking.acceleration import legs
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import Failed, OutOfChoices, OutOfSteps, run
from arlib.programs.transitions import transition_system
from arlib.termination.acceleration import accelerated_runs
from arlib.termination.runs import try_runs
from arlib.termination.simplex import FOREVER

# Few enough turns for the interpreter to follow, and more of them than the search follows.
FAILING = {
    "up": "void f(short n) { int i = 0; while (i <= n) i++; while (i > 9) i = i / (i - 32768); }",
    "two phases": "int f(void) { int i = 4, j = 4; while (j > -900) { if (i > 2) i--; j--; } while (1) i /= j + 900; }",
    "nested": "void f(void) { int i; for (i = 0; i < 900; i++) for (int j = 0; j < 3; j++) ; while (1) i /= i - 900; }",
    "a quotient": "void f(void) { int i = 0; while (i < 800) { if (i % 2 == 0) i++; else i += 3; } while (1) i /= 0; }",
    "a choice": "int nondet(void); void f(int n) { while (n < 900) { int c = nondet(); if (c < 1) return; n += c; }\n"
    "  while (1) n = 1 / (n - n); }",
}
ENDLESS = {
    "then it stays": "void f(void) { int i = 0; while (i < 900) i++; while (1) { } }",
    "then by two": "void f(void) { int i = 0; while (i < 900) i++; while (i > 5) { if (i > 900) i--; else i++; } }",
    "round": "void f(void) { unsigned short i = 1; while (i != 0) i += 2; }",
}


def summed_up(program):
    """The first evidence that the search finds by summing up."""
    system = transition_system(program)
    for trace in try_runs(system):
        for found in accelerated_runs(system, trace, FOREVER):
            if isinstance(check(found), Accepted):
                return found
    raise AssertionError(program)


@pytest.fixture(scope="module")
def witnesses():
    return {name: summed_up(c_program(text)) for name, text in (FAILING | ENDLESS).items()}


def really(found):
    """What the interpreter says of a run that is summed up: whether it fails there, or still goes on."""
    system = transition_system(found.program)
    every = (*system.transitions, *system.exits)
    choices = list(found.entry.choices)
    for turns in found.phases:
        for k in range(min(turns.count or 3_000, 100_000)):
            for step in turns.steps:
                choices += [step.first[c.name] + k * step.change[c.name] for c in every[step.transition].chosen]
    made = run(found.program, found.entry.inputs, choices=choices, steps=150_000).outcome
    if found.failure:
        return isinstance(made, Failed) and made.line == found.failure[0]
    return isinstance(made, OutOfSteps | OutOfChoices)


def others(found):
    """Other runs: other counts, steps, values, ends and beginnings."""

    def swapped(row, n, new):
        return (*row[:n], *new, *row[n + 1 :])

    for n, turns in enumerate(found.phases):
        for count in (None, 0, -1, 1, 2, (turns.count or 0) + 1, (turns.count or 2) - 1, 10**12, True, 3.0):
            yield replace(found, phases=swapped(found.phases, n, (replace(turns, count=count),)))
        yield replace(found, phases=swapped(found.phases, n, ()))
        yield replace(found, phases=swapped(found.phases, n, (turns, turns)))
        for k, step in enumerate(turns.steps):
            changed = [(), (step, step), *((replace(step, transition=t),) for t in (-1, 0, 1, 2, 3, 99))]
            for name in step.first:
                for by in (1, -1, 0.5):
                    changed.append((replace(step, first={**step.first, name: step.first[name] + by}),))
                    changed.append((replace(step, change={**step.change, name: step.change[name] + by}),))
                changed.append((replace(step, first={m: v for m, v in step.first.items() if m != name}),))
            changed.append((replace(step, first={**step.first, "i": 5}, change={**step.change, "i": 0}),))
            for new in changed:
                yield replace(
                    found, phases=swapped(found.phases, n, (replace(turns, steps=swapped(turns.steps, k, new)),))
                )
    for again in (None, -1, 0, 1, 2, 99):
        yield replace(found, again=again)
    for failure in (None, (1, "overflow"), (found.failure or (1, ""))[:1] + ("division by zero",)):
        yield replace(found, failure=failure)
    entry = found.entry
    for arrival in (0, 1, 2, 3, entry.arrival + 1, 10**6):
        yield replace(found, entry=replace(entry, arrival=arrival))
    for name, value in entry.inputs.items():
        for other in (value + 1, value - 1, 0, -1):
            yield replace(found, entry=replace(entry, inputs={**entry.inputs, name: other}))
    yield replace(found, phases=())
    yield replace(found, phases=found.phases[::-1])


@pytest.mark.parametrize("name", [*FAILING, *ENDLESS])
def test_what_is_accepted_is_what_happens(witnesses, name):
    found = witnesses[name]
    assert isinstance(check(found), Accepted) and really(found)
    assert (found.reason == "runs for ever") == (name in ENDLESS)
    assert found.turns > 100
    rejected = 0
    for other in others(found):
        if isinstance(check(other), Accepted):
            assert other == found or really(other), other
        else:
            rejected += 1
    assert rejected > 20


def test_each_leg_ends_in_the_state_in_which_the_interpreter_is(witnesses):
    found = witnesses["two phases"]
    states = [visit.state for visit in run(found.program, {}, steps=100_000).visits]
    at = 0
    for leg in legs(transition_system(found.program), found):
        assert {name: states[at][name] for name in leg.before} == leg.before
        at += leg.count * (1 if leg.count > 1 else len(found.phases[0].steps))
        if at < len(states):
            assert {name: states[at][name] for name in leg.after} == leg.after


def test_python_ends_by_an_exception():
    """There 1 // 0 is how a run ends, and no evidence for anything."""
    text = "def f(x):\n    while x < 3000:\n        x += 1\n    while x > 1:\n        x = 1 // (x - 3000)"
    program = python_program(text)
    system = transition_system(program)
    (turn, over) = [
        next(n for n, t in enumerate(system.transitions) if (t.source, t.target) == pair) for pair in ((1, 1), (1, 2))
    ]
    out = next(n for n, t in enumerate(system.exits) if t.why) + len(system.transitions)
    phases = (Turns((Step(turn, {}, {}),), 3000), Turns((Step(over, {}, {}), Step(out, {}, {})), 1))
    found = AcceleratedRun(program, Entry({"x": 0}, (), 1), phases, failure=(5, "division by zero"))
    assert "without a value" in check(found).countermodel


def test_it_also_goes_on_for_ever_over_the_unbounded_integers():
    text = (
        "def f(x):\n    while x < 3000:\n        x += 1\n    while x > 7:\n        x = x + 2 if x % 2 == 0 else x + 4"
    )
    found = terminates(text, seconds=20)
    assert isinstance(found, Refuted) and isinstance(check(found.witness), Accepted)


@given(st.integers(-50, 50), st.integers(-3, 3), st.integers(-60, 60), st.integers(0, 90))
def test_the_count_is_exact(start, step, limit, count):
    """So many turns are accepted as the interpreter makes."""
    program = python_program(f"def f():\n    x = {start}\n    while x < {limit}:\n        x = x + {step}")
    system = transition_system(program)
    (turn,) = [n for n, t in enumerate(system.transitions) if t.source == t.target == 1] or [None]
    if turn is None:
        return
    phases = (Turns((Step(turn, {}, {}),), max(count, 1)), Turns((Step(turn, {}, {}),), None))
    found = AcceleratedRun(program, Entry({}, (), 1), phases)
    for_ever = start < limit and step <= 0
    assert isinstance(check(found), Accepted) == for_ever
    made = list(itertools.islice((v.state["x"] for v in run(program, {}, steps=500).visits), count + 2))
    if for_ever:
        (leg, _) = legs(system, found)
        assert leg.after["x"] == made[max(count, 1)]
