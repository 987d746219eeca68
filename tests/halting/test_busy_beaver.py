"""Bounded busy beaver: the counts add up, agree with brute force, and the known values come out."""

import itertools
from collections import Counter

import pytest

from arlib.checking.claims import Accepted
from arlib.halting import busy_beaver as module
from arlib.halting.busy_beaver import Halts, Undecided, busy_beaver, count_machines, explore
from arlib.halting.loops import Cycle, check_loop
from arlib.halting.turing_machines import HALT, LEFT, RIGHT, Action, TuringMachine, parse, run


@pytest.fixture(scope="module")
def three_states():
    return busy_beaver(3)


def brute_force(states):
    """Every full table, in turn."""
    every = [Action(w, m, s) for w in (0, 1) for m in (LEFT, RIGHT) for s in (HALT, *range(states))]
    for entries in itertools.product(every, repeat=2 * states):
        yield TuringMachine(tuple(zip(entries[::2], entries[1::2], strict=True)))


def total(result):
    return result.halting + sum(result.looping.values()) + result.undecided_machines


@pytest.mark.parametrize("states, ones, steps", [(1, 1, 1), (2, 4, 6)])
def test_brute_force_agrees(states, ones, steps):
    result = busy_beaver(states)
    runs = [run(machine, 8) for machine in brute_force(states)]  # none halts later: 6 is the most (Rado 1962)
    halted = [r for r in runs if r.halted]
    assert len(runs) == result.machines == count_machines(states)
    assert len(halted) == result.halting
    assert max(len(r.last.ones) for r in halted) == result.ones == ones
    assert max(r.steps for r in halted) == result.steps == steps
    assert result.undecided == () and total(result) == result.machines


def test_each_full_machine_belongs_to_one_leaf():
    """The leaves of two states, filled in, mirrored and renamed, are the 20,736 tables, each once."""
    outcomes = Counter()
    every = [Action(w, m, s) for w in (0, 1) for m in (LEFT, RIGHT) for s in (HALT, 0, 1)]
    seen = set()
    for leaf in explore(2):
        entries = [action for row in leaf.machine.table for action in row]
        choices = [every if action is None else [action] for action in entries]
        before = len(seen)
        for filled in itertools.product(*choices):
            for mirror in (1, -1):  # with two states, the fresh one is B in any case: nothing to rename
                seen.add(tuple(Action(a.write, mirror * a.move, a.state) for a in filled))
        assert len(seen) - before == leaf.stands_for
        outcomes[isinstance(leaf.outcome, Halts)] += leaf.stands_for
    assert len(seen) == 20_736
    assert outcomes == {True: 9_784, False: 10_952}


def test_three_states(three_states):
    assert three_states.machines == total(three_states) == 16_777_216
    assert (three_states.ones, three_states.steps) == (6, 21)
    # Running all 16,777,216 tables for 24 steps, one by one, finds the same number.
    assert three_states.halting == 7_571_840
    assert three_states.looping == {
        "TranslatedCycle": 8_533_440,
        "Cycle": 512_960,
        "NoHaltTransition": 153_472,
        "BackwardReasoning": 3_136,
        "ClosedWindows": 1_536,
    }
    assert parse("1RB1RZ_1LB0RC_1LC1LA") in three_states.most_steps
    assert parse("1RB1RZ_0RC1RB_1LC1LA") in three_states.most_ones
    for machine in three_states.most_ones:
        assert len(run(machine, 30).last.ones) == 6


def test_what_is_left_is_counted(three_states):
    """None of them halts, says Lin and Rado's proof by hand; ours do not know, and the answer says so."""
    assert len(three_states.undecided) == 13 and three_states.undecided_machines == 832
    for leaf in three_states.undecided:
        assert leaf.outcome == Undecided("no proof found in 200 steps")
        assert not run(leaf.machine, 2_000).halted and not run(leaf.machine, 2_000).stuck
    assert repr(three_states) == (
        "<BusyBeaver: 3 states, at least 6 ones, at least 21 steps, 832 of 16,777,216 machines undecided>"
    )
    assert "most ones: at least 6, most steps: at least 21" in str(three_states)
    assert repr(busy_beaver(1)) == "<BusyBeaver: 1 state, 1 one, 1 step, 0 of 64 machines undecided>"


def test_every_leaf_is_replayed():
    for leaf in explore(2):
        match leaf.outcome:
            case Halts(steps, ones):
                replayed = run(leaf.machine, steps)
                assert replayed.halted and (replayed.steps, len(replayed.last.ones)) == (steps, ones)
            case Undecided():
                raise AssertionError(leaf)
            case proof:
                assert check_loop(leaf.machine, proof) == Accepted()


def test_few_steps_leave_more_undecided():
    left = [busy_beaver(2, steps=steps) for steps in (0, 1, 3, 5, 6, 20)]
    assert all(total(result) == result.machines for result in left)
    counts = [result.undecided_machines for result in left]
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1] == 0
    assert left[0].halting == 0 and left[3].steps == 5 and left[4].steps == 6


def test_no_time_leaves_everything_undecided():
    result = busy_beaver(4, seconds=-1)
    assert result.machines == result.undecided_machines == 20**8
    assert [leaf.outcome for leaf in result.undecided] == [Undecided("the time was up")]
    assert (result.ones, result.steps, result.most_ones) == (0, 0, ())


def test_a_wrong_finder_costs_only_an_answer(monkeypatch):
    monkeypatch.setattr(module, "find_loop", lambda run, finders: Cycle(0, 1))
    result = busy_beaver(2)
    assert total(result) == result.machines and result.looping == {}
    assert {leaf.outcome.reason for leaf in result.undecided} == {
        "the checker rejects that the configuration after 0 steps is met again after 1"
    }


@pytest.mark.parametrize("states", [0, 8])
def test_as_many_states_as_there_are_letters(states):
    with pytest.raises(ValueError, match="1 to 7"):
        busy_beaver(states)
