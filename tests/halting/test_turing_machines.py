"""Turing machines: their notation, single steps, runs and pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.halting.turing_machines import (
    BLANK,
    HALT,
    LEFT,
    RIGHT,
    Action,
    Configuration,
    TuringMachine,
    extend,
    parse,
    picture,
    run,
    step,
)
from arlib.verdict import Unsupported


@st.composite
def machines(draw):
    states = draw(st.integers(1, 4))
    actions = st.builds(
        Action, st.sampled_from((0, 1)), st.sampled_from((LEFT, RIGHT)), st.sampled_from((HALT, *range(states)))
    )
    entries = st.one_of(st.none(), actions)
    return TuringMachine(tuple(draw(st.tuples(entries, entries)) for _ in range(states)))


def reference(machine, steps):
    """A second interpreter, with another tape: a list with room on both sides."""
    tape, head, state = [0] * (2 * steps + 3), steps + 1, 0
    history = [(state, head, tuple(tape))]
    for _ in range(steps):
        if state == HALT or machine.table[state][tape[head]] is None:
            break
        action = machine.table[state][tape[head]]
        tape[head], head, state = action.write, head + action.move, action.state
        history.append((state, head, tuple(tape)))
    return history


@given(machines())
def test_text_and_back(machine):
    assert parse(str(machine)) == machine


@given(machines(), st.integers(0, 30))
def test_a_second_interpreter_agrees(machine, steps):
    history = reference(machine, steps)
    configurations = run(machine, steps).configurations
    assert len(configurations) == len(history)
    for now, (state, head, tape) in zip(configurations, history, strict=True):
        assert (now.state, now.head + steps + 1) == (state, head)
        assert {cell + steps + 1 for cell in now.ones} == {i for i, symbol in enumerate(tape) if symbol}


@given(machines(), st.integers(0, 10), st.integers(0, 10))
def test_a_run_is_extended_by_what_follows(machine, some, more):
    begun = list(run(machine, some).configurations)
    assert tuple(extend(machine, begun, some + more)) == run(machine, some + more).configurations
    assert begun == list(run(machine, some).configurations)


@pytest.mark.parametrize(
    "text, steps, ones",
    [
        ("1RZ---", 1, 1),
        ("1RB1LB_1LA1RZ", 6, 4),
        ("1RB1RZ_1LB0RC_1LC1LA", 21, 5),  # Lin and Rado 1965
        ("1RB1RZ_0RC1RB_1LC1LA", 14, 6),  # Rado 1962
        ("1RB1LB_1LA0LC_1RZ1LD_1RD0RA", 107, 13),  # Brady 1983
    ],
)
def test_known_champions(text, steps, ones):
    champion = run(parse(text), 200)
    assert (champion.halted, champion.stuck, champion.steps, len(champion.last.ones)) == (True, False, steps, ones)


def test_h_and_z_are_the_halting_state():
    assert parse("1RH---") == parse("1RZ---")
    assert str(parse("1RH---")) == "1RZ---"


@pytest.mark.parametrize(
    "text, reason, column",
    [
        ("", "two entries", 0),
        ("1RB", "two entries", 0),
        ("1RA---_1R", "two entries", 7),
        ("2RA---", "symbols", 0),
        ("1RA1UA", "moves", 4),
        ("1RB---", "no state B", 2),
        ("1RA---_1RA1RC", "no state C", 12),
        ("1Ra---", "no state a", 2),
        ("_".join(["1RA---"] * 8), "at most 7", 0),
    ],
)
def test_misprints_are_shown(text, reason, column):
    with pytest.raises(Unsupported, match=reason) as raised:
        parse(text)
    assert raised.value.column == column


def test_entries_missing():
    machine = parse("1RB---_0LA1RZ")
    assert machine.undefined == 1
    assert machine.fill(0, 1, Action(1, LEFT, 0)).undefined == 0
    stuck = run(machine, 10)
    assert (stuck.stuck, stuck.halted, stuck.steps) == (True, False, 2)
    assert str(stuck) == "stops after 2 steps: the entry A1 is not filled in"
    with pytest.raises(ValueError, match="no next step"):
        step(machine, stuck.last)
    with pytest.raises(ValueError, match="no next step"):
        step(machine, Configuration(HALT, 0, frozenset()))


def test_no_steps():
    assert run(parse("1RA---"), 0).configurations == (BLANK,)
    assert picture(run(parse("1RA---"), 0)) == "0 A [0]"


def test_picture_of_a_run_with_two_digits():
    lines = picture(run(parse("1RB1RZ_1LB0RC_1LC1LA"), 30)).splitlines()
    assert len(lines) == 22
    assert lines[0].startswith(" 0 A") and lines[-1].startswith("21 Z")
    assert all(line.count("[") == 1 for line in lines)
