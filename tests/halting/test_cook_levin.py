"""Clauses have a model where the machine halts, and the model is its run."""

import random
from itertools import product

import pytest
from models import model, refutation

from arlib.halting.cook_levin import halts_within, run_of
from arlib.halting.turing_machines import HALT, LEFT, RIGHT, Action, Configuration, TuringMachine, parse, run, step

CHAMPION = parse("1RB1RZ_1LB0RC_1LC1LA")


def random_machine(choose):
    def entry():
        return choose.choice(
            [None, *[Action(choose.randrange(2), choose.choice((LEFT, RIGHT)), state) for state in (0, 1, 1, HALT)]]
        )

    return TuringMachine(tuple((entry(), entry()) for _ in range(2)))


def halting_run(machine, start, steps):
    """The configurations of a run that halts within so many steps, the last one repeated; None of any other."""
    found = [start]
    while len(found) <= steps:
        if found[-1].state == HALT:
            found.append(found[-1])
        elif machine.action(found[-1].state, found[-1].symbol) is None:
            return None
        else:
            found.append(step(machine, found[-1]))
    return found if found[-1].state == HALT else None


def test_random_machines_on_the_blank_tape():
    choose, halted = random.Random(1), 0
    for _ in range(60):
        machine, steps = random_machine(choose), choose.randrange(7)
        expected = halting_run(machine, Configuration(0, 0, frozenset()), steps)
        said = halts_within(machine, steps)
        found = model(said.clauses)
        assert (None if found is None else run_of(said, found)) == expected, (str(machine), steps)
        halted += expected is not None
    assert 10 < halted < 50


def test_random_machines_on_some_tape():
    choose = random.Random(2)
    for _ in range(30):
        machine, steps = random_machine(choose), choose.randrange(6)
        tapes = [
            frozenset(cell for cell, one in zip((-1, 0, 1), bits, strict=True) if one)
            for bits in product((0, 1), repeat=3)
        ]
        runs = [halting_run(machine, Configuration(0, 0, tape), steps) for tape in tapes]
        said = halts_within(machine, steps, (-1, 0, 1))
        found = model(said.clauses)
        if found is None:
            assert runs == [None] * 8, (str(machine), steps)
        else:
            assert run_of(said, found) in runs, (str(machine), steps)


def test_the_champion_of_three_states_halts_after_21_steps_and_not_after_20():
    said = halts_within(CHAMPION, 21)
    assert run_of(said, model(said.clauses)) == [*run(CHAMPION, 21).configurations]
    assert "it has halted after 20" in halts_within(CHAMPION, 20).why(refutation(halts_within(CHAMPION, 20).clauses))


@pytest.mark.parametrize("steps", [0, 1])
def test_a_machine_that_is_not_filled_in_does_not_halt(steps):
    assert model(halts_within(parse("---1RZ"), steps).clauses) is None
