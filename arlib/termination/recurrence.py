"""Closed recurrence sets: where a run seems to go on for ever, find constraints that it will always meet.

The guesses are what was true in all the states of the run's tail. As with invariants, those that some transition may
break are dropped; if what is left still rules out every exit, the run never ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import combinations

from arlib.certificates.nontermination import Entry, Phase, RecurrenceSet
from arlib.certificates.splits import origin
from arlib.polynomials import Polynomial
from arlib.programs.syntax import heads
from arlib.programs.transitions import Transition, TransitionSystem
from arlib.termination.equalities import equal_everywhere
from arlib.termination.farkas import contradictory, follows
from arlib.termination.invariants import directions, minimal
from arlib.termination.runs import Arrival, State, Trace
from arlib.termination.simplex import FOREVER, Deadline

LONGEST_PERIOD = 6
FEWEST = 8  # arrivals that a run must have for its tail to suggest anything
MOST_STATES = 60
WIDEST = 200  # bits of the numbers in a guess


class Effort(Enum):
    """How many guesses are made: signs of variables, their bounds in the run, also bounds of sums; or equalities."""

    SIGNS = 1
    BOUNDS = 2
    PAIRS = 3
    EQUALITIES = 4


def recurrence_sets(
    system: TransitionSystem, trace: Trace, effort: Effort, deadline: Deadline = FOREVER
) -> Iterator[RecurrenceSet]:
    """Sets that the run may have entered, without proofs: a phase for each location, or for each step of a round."""
    arrivals = trace.arrivals
    if trace.ended is not None or len(arrivals) < FEWEST:
        return
    counted = heads(system.program)
    for start in dict.fromkeys((0, 1, 2, len(arrivals) // 3)):
        if origin(system, arrivals[start].location) not in counted:
            continue  # the interpreter counts arrivals at loops and entries only
        tail = arrivals[start:]
        for labels in _labels(tail):
            phases = _phases(system, tail, labels, effort, deadline)
            if phases is None:
                continue
            closed = close(system, phases, deadline)
            if closed is not None:
                number = sum(origin(system, arrival.location) in counted for arrival in arrivals[: start + 1])
                chosen = tuple(value for arrival in arrivals[: start + 1] for value in arrival.choices)
                entry = Entry(trace.inputs, chosen, number)
                yield RecurrenceSet(system.program, entry, *closed, classes=system.classes)


def _labels(tail: Sequence[Arrival]) -> Iterator[list[int]]:
    """The phase to which each arrival belongs: by its location, or by its place in a round that repeats."""
    locations = list(dict.fromkeys(arrival.location for arrival in tail))
    yield [locations.index(arrival.location) for arrival in tail]
    moves = [arrival.transition for arrival in tail[1:]]
    for period in range(2, LONGEST_PERIOD + 1):
        if len(moves) >= 3 * period and moves[-3 * period :] == moves[-2 * period :] + moves[-2 * period : -period]:
            if all(moves[i] == moves[i - period] for i in range(period, len(moves))) and period != len(locations):
                yield [i % period for i in range(len(tail))]
            return


def _phases(
    system: TransitionSystem, tail: Sequence[Arrival], labels: Sequence[int], effort: Effort, deadline: Deadline
) -> list[Phase] | None:
    """For each phase what was true in all its states, and what was chosen there."""
    found, places = [], []
    every = (*system.transitions, *system.exits)
    for label in range(max(labels) + 1):
        own = [i for i, each in enumerate(labels) if each == label]
        location, states = tail[own[0]].location, [tail[i].state for i in own[:MOST_STATES]]
        width = max((len(t.chosen) for t in every if t.source == location), default=0)
        seen = [(tail[i].state, tail[i + 1].choices) for i in own if i + 1 < len(tail)]
        choices = []
        for place in range(width):
            choice = _choice(system, [(state, made[place]) for state, made in seen if place < len(made)])
            if choice is None:
                return None
            choices.append(choice)
        known = () if effort == Effort.EQUALITIES else tuple(_guesses(system, location, states, effort))
        found.append(Phase(location, known, tuple(choices)))
        places.append((location, states))
    if effort != Effort.EQUALITIES:
        return found
    equal = equal_everywhere(system, places, deadline)
    return [replace(phase, constraints=tuple(own)) for phase, own in zip(found, equal, strict=True)]


def _choice(system: TransitionSystem, seen: Sequence[tuple[State, int]]) -> Polynomial | None:
    """A function of the state that gives each choice that was made: a number, or a variable and a number."""
    differences = {value for _, value in seen} or {0}
    if len(differences) == 1:
        return Polynomial.constant(differences.pop())
    for name in system.variables:
        for factor in (1, -1, 2):
            differences = {value - factor * state[name] for state, value in seen}
            if len(differences) == 1:
                return Polynomial.variable(name) * factor + differences.pop()
    return None


def _guesses(system: TransitionSystem, location: int, states: Sequence[State], effort: Effort) -> Iterator[Polynomial]:
    pairs = effort == Effort.PAIRS
    rays = _rays(system, states) if pairs else ()
    own = set(system.variables)
    for t in system.transitions:
        if t.source == location:
            yield from (p for p in t.guard if p.variables <= own and all(p.evaluate(state) >= 0 for state in states))
    for direction in dict.fromkeys((*directions(system, location, pairs), *rays)):
        least = min(direction.evaluate(state) for state in states)
        if effort != Effort.SIGNS and least.bit_length() <= WIDEST:
            yield direction - least
        yield from (direction - weaker for weaker in (1, 0, -1) if weaker <= least)


def _rays(system: TransitionSystem, states: Sequence[State]) -> Iterator[Polynomial]:
    """Lines through the origin and one of the first states: cones in which the others may stay."""
    for x, y in combinations(system.variables, 2):
        for state in states[:3]:
            if state[x] or state[y]:
                line = Polynomial.variable(x) * state[y] - Polynomial.variable(y) * state[x]
                yield from (line, -line)


def close(
    system: TransitionSystem, phases: Sequence[Phase], deadline: Deadline = FOREVER
) -> tuple[tuple[Phase, ...], dict[tuple[int, int], int]] | None:
    """The largest closed part of the phases' constraints, with the moves; None if an exit can be taken from it."""
    kept = [list(phase.constraints) for phase in phases]
    every = (*system.transitions, *system.exits)
    leaving = [
        (i, n, t)
        for i, phase in enumerate(phases)
        for n, t in enumerate(every)
        if t.source == phase.location and not t.over
    ]
    moves: dict[tuple[int, int], int] = {}
    waiting = dict.fromkeys((i, n) for i, n, _ in leaving)
    taken = {(i, n): t.choosing(phases[i].choices) for i, n, t in leaving}
    while waiting:
        i, n = min(waiting, key=lambda pair: every[pair[1]].target >= 0)  # exits first: they decide
        del waiting[i, n]
        transition = taken[i, n]
        premises = tuple(minimal((*kept[i], *transition.guard)))
        if contradictory(premises, deadline) is not None:
            continue
        target = _target(phases, i, transition)
        if target is None:
            return None
        moves[i, n] = target
        known = set(premises)
        still = []
        for p in kept[target]:
            goal = p.substitute(transition.update)
            if goal in known or follows(premises, goal, deadline) is not None:
                still.append(p)
        if len(still) < len(kept[target]):
            kept[target] = still
            waiting |= {(j, m): None for j, m, _ in leaving if j == target}
    return tuple(replace(phase, constraints=tuple(minimal(kept[i]))) for i, phase in enumerate(phases)), moves


def _target(phases: Sequence[Phase], i: int, transition: Transition) -> int | None:
    """The phase that comes next, if the transition leads there; else the first one at its target."""
    following = (i + 1) % len(phases)
    order = (following, *range(len(phases)))
    return next((j for j in order if phases[j].location == transition.target), None)
