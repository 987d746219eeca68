"""Proofs that a machine runs for ever: accepted where they hold, and rejected however they are changed."""

from dataclasses import replace

import pytest

from arlib.checking.claims import Accepted, Rejected
from arlib.halting.loop_search import (
    FINDERS,
    backward_reasoning,
    closed_windows,
    cycle,
    find_loop,
    no_halt_transition,
    translated_cycle,
)
from arlib.halting.loops import (
    DEEPEST,
    BackwardReasoning,
    ClosedWindows,
    Cycle,
    NoHaltTransition,
    TranslatedCycle,
    check_loop,
)
from arlib.halting.turing_machines import HALT, LEFT, RIGHT, Action, TuringMachine, parse, run

# Machines for which exactly this finder of the ladder is the first to have a proof, and its proof.
FOUND = [
    ("1RB1LA_0LA0RB", no_halt_transition, NoHaltTransition(frozenset({0, 1}))),
    ("0RB---_0LA---", cycle, Cycle(0, 2)),
    ("1RB---_1LC1LC_0RB0LB", cycle, Cycle(4, 6)),
    ("1RA---", translated_cycle, TranslatedCycle(0, 1)),
    ("1LA---", translated_cycle, TranslatedCycle(0, 1)),
    ("1RB---_1RC1LB_1LB0RB", translated_cycle, TranslatedCycle(7, 15)),
    ("1LB---_1LC1RB_1RB0LB", translated_cycle, TranslatedCycle(7, 15)),  # its mirror image
    ("0RB0RC_1LA1RB_---1LB", backward_reasoning, BackwardReasoning(2)),
]
WINDOWS = "0RB---_1LC1RB_1LA1LC"


def actions(states):
    return [Action(w, m, s) for w in (0, 1) for m in (LEFT, RIGHT) for s in (HALT, *range(states))]


def two_state_machines():
    """All whose first entry moves to the right; the others are mirror images."""
    every = actions(2)
    for first in every:
        if first.move == RIGHT:
            for second in every:
                for third in every:
                    for fourth in every:
                        yield TuringMachine(((first, second), (third, fourth)))


@pytest.mark.parametrize("text, finder, proof", FOUND)
def test_found_and_accepted(text, finder, proof):
    found = run(parse(text), 100)
    earlier = FINDERS[: FINDERS.index(finder)]
    assert [other(found) for other in earlier] == [None] * len(earlier)
    assert finder(found) == find_loop(found) == proof
    assert check_loop(parse(text), proof) == Accepted()


def test_closed_windows_are_found_and_accepted():
    found = run(parse(WINDOWS), 100)
    proof = closed_windows(found)
    assert find_loop(found) == proof and proof.width == 2
    assert check_loop(parse(WINDOWS), proof) == Accepted()


def test_no_proof_fits_a_machine_that_halts():
    """Every certificate with small numbers is tried on every halting machine of two states, and each on each."""
    halting = [(m, r.steps) for m in two_state_machines() if (r := run(m, 6)).halted]
    assert len(halting) == 9784 / 2
    states = [NoHaltTransition(frozenset(s)) for s in ((), (0,), (1,), (0, 1), (0, HALT), (0, 1, HALT))]
    backward = [BackwardReasoning(depth) for depth in range(3)]
    cycles = [kind(a, b) for kind in (Cycle, TranslatedCycle) for b in range(8) for a in range(-1, b + 1)]
    for number, (machine, steps) in enumerate(halting):
        # All cycles for the longer runs; for the many that halt soon, a sample.
        tried = cycles if steps > 2 or number % 20 == 0 else cycles[::7]
        for proof in (*states, *backward, *tried):
            assert isinstance(check_loop(machine, proof), Rejected), f"{machine} {proof}"


@pytest.mark.parametrize(
    "text, proof, obligation",
    [
        ("1RB1LA_0LA0RB", NoHaltTransition(frozenset({1})), "the run starts in these states"),
        ("1RB1LA_0LA0RB", NoHaltTransition(frozenset({0})), "no entry leads out of these states"),
        ("1RB1LA_0LA0RB", NoHaltTransition(frozenset({0, 1, 2})), "they are states of the machine"),
        ("1RB1LA_0LA0RB", NoHaltTransition(frozenset({0, 1, HALT})), "they are states of the machine"),
        ("1RB1LA_0LA1RZ", NoHaltTransition(frozenset({0, 1})), "no entry leads out of these states"),
        ("1RB1LA_0LA---", NoHaltTransition(frozenset({0, 1})), "no entry leads out of these states"),
        ("0RB---_0LA---", Cycle(0, 0), "the start comes first"),
        ("0RB---_0LA---", Cycle(2, 0), "the start comes first"),
        ("0RB---_0LA---", Cycle(-2, 2), "the start comes first"),
        ("0RB---_0LA---", Cycle(0, 1), "the state is met again"),
        ("1RA---", Cycle(0, 1), "the configuration is met again"),
        ("0RB---_0LA---", TranslatedCycle(0, 2), "the head has moved on"),
        ("1RB---_1LC1LC_0RB0LB", Cycle(3, 5), "the configuration is met again"),
        ("1RB---_1RC1LB_1LB0RB", TranslatedCycle(6, 14), "the surroundings are met again"),
        ("1RB---_1RC1LB_1LB0RB", TranslatedCycle(7, 14), "the state is met again"),
        ("1RB1LB_1LA1RZ", TranslatedCycle(0, 6), "the run goes on"),
        ("1RB1LB_1LA1RZ", Cycle(0, 7), "the run goes on"),
        ("1RB1LB_1LA---", Cycle(1, 5), "the run goes on"),
        ("0RB0RC_1LA1RB_---1LB", BackwardReasoning(1), "no configuration stops after that many steps"),
        ("0RB0RC_1LA1RB_---1LB", BackwardReasoning(-1), "the cases can be gone through"),
        ("0RB0RC_1LA1RB_---1LB", BackwardReasoning(DEEPEST + 1), "the cases can be gone through"),
        ("1RB1RZ_1LB1RZ", BackwardReasoning(3), "the run makes that many steps"),
        ("1RB---_------", BackwardReasoning(2), "the run makes that many steps"),
    ],
)
def test_what_is_rejected(text, proof, obligation):
    rejected = check_loop(parse(text), proof)
    assert isinstance(rejected, Rejected) and rejected.obligation == obligation


def test_cells_ahead_count():
    """C meets the same 1 again, one cell further on; but ahead lies a blank, on which it halts."""
    machine = parse("1RB---_1LC---_0LZ0RC")
    assert str(run(machine, 100)) == "halts after 5 steps, with 0 ones"
    first, second = run(machine, 100).configurations[2:4]
    assert (first.state, first.symbol, first.head + 1) == (second.state, second.symbol, second.head)
    rejected = check_loop(machine, TranslatedCycle(2, 3))
    assert rejected == Rejected("the surroundings are met again", "the cells 1 and 2 differ")


def test_changed_windows_are_rejected():
    """The set that is found is the least: nothing can be left out, and no context that stops put in."""
    machine = parse(WINDOWS)
    proof = closed_windows(run(machine, 0))
    for context in proof.contexts:
        assert isinstance(check_loop(machine, replace(proof, contexts=proof.contexts - {context})), Rejected)
    for row in proof.left:
        assert isinstance(check_loop(machine, replace(proof, left=proof.left - {row})), Rejected)
    for row in proof.right:
        assert isinstance(check_loop(machine, replace(proof, right=proof.right - {row})), Rejected)
    blank = (0, 0)
    for context in ((0, 1, blank, blank), (3, 0, blank, blank), (0, 2, blank, blank), (0, 0, (0,), blank)):
        assert isinstance(check_loop(machine, replace(proof, contexts=proof.contexts | {context})), Rejected)
    for width in (0, 1, 3):
        assert isinstance(check_loop(machine, replace(proof, width=width)), Rejected)
    assert isinstance(check_loop(machine, ClosedWindows(2, frozenset(), frozenset(), frozenset())), Rejected)


def test_a_proof_holds_for_its_machine_only():
    """Each entry that the run reads, changed to halt: the proof of the machine before is rejected."""
    for text, proof in [(t, p) for t, _, p in FOUND] + [(WINDOWS, closed_windows(run(parse(WINDOWS), 0)))]:
        machine = parse(text)
        read = {(c.state, c.symbol) for c in run(machine, 100).configurations}
        for state, symbol in read:
            changed = machine.fill(state, symbol, Action(1, RIGHT, HALT))
            assert isinstance(check_loop(changed, proof), Rejected), f"{changed} {proof}"


def test_something_else_is_no_proof():
    with pytest.raises(TypeError, match="no proof"):
        check_loop(parse("1RA---"), "it does")
