"""Sum up a run that goes on: find turns that add the same numbers each time, and leap to the last of them.

Where the turns stop, the run is followed again, until it fails, goes on for ever, or comes back to a state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count as numbers
from itertools import takewhile

from arlib.certificates.acceleration import AcceleratedRun, Step, Turns
from arlib.certificates.nontermination import Entry
from arlib.certificates.termination import failing
from arlib.checking.acceleration import K, accelerate, follow
from arlib.programs.syntax import heads
from arlib.programs.transitions import Location, TransitionSystem
from arlib.termination.runs import State, Trace, complete, simulate
from arlib.termination.simplex import Deadline

LONGEST = 12  # transitions in a turn
MOST_PHASES = 16
STEPS = 4 * LONGEST  # in which turns must show

Place = tuple[Location, State]
Move = tuple[int, tuple[int, ...]]  # a transition with its choices


def accelerated_runs(system: TransitionSystem, trace: Trace, deadline: Deadline) -> Iterator[AcceleratedRun]:
    """The run, summed up, if it then fails or goes on for ever."""
    counted = heads(system.program)
    begin = next((i for i, arrival in enumerate(trace.arrivals) if arrival.location in counted), None)
    if trace.ended is not None or begin is None:
        return
    chosen = tuple(value for arrival in trace.arrivals[: begin + 1] for value in arrival.choices)
    entry, here = Entry(trace.inputs, chosen, 1), (trace.arrivals[begin].location, trace.arrivals[begin].state)
    rest, phases, places = Trace(trace.inputs, trace.arrivals[begin + 1 :]), list[Turns](), list[Place]()
    while len(phases) < MOST_PHASES:
        known = takewhile(lambda arrival: not system.transitions[arrival.transition].approximate, rest.arrivals)
        moves: list[Move] = [(arrival.transition, arrival.choices) for arrival in known]
        if len(moves) < len(rest.arrivals):
            return
        if rest.ended is not None:
            out = system.exits[rest.ended]
            if out in failing(system):
                moves.append((len(system.transitions) + rest.ended, rest.last))
                phases.append(Turns(tuple(step for step, _ in _walk(system, here, moves)), 1))
                yield AcceleratedRun(system.program, entry, tuple(phases), failure=(out.lines[-1], out.why))
            return
        found = _leap(system, here, moves)
        if found is None:
            return
        for turns in found:
            leg = accelerate(system, [system.transitions[step.transition] for step in turns.steps], turns, here[1])
            phases.append(turns)
            places.append(here)
            here = system.transitions[turns.steps[-1].transition].target, dict(leg.after)
            if turns.count is None or here in places:
                again = None if turns.count is None else places.index(here)
                yield AcceleratedRun(system.program, entry, tuple(phases), again=again)
                return
        rest = simulate(system, trace.inputs, _same(moves[-1][1]), STEPS, deadline, here)


def _same(choices: tuple[int, ...]):  # type: ignore[no-untyped-def]
    return lambda place, _: choices[place] if place < len(choices) else 0


def _walk(system: TransitionSystem, here: Place, moves: Sequence[Move]) -> Iterator[tuple[Step, Place]]:
    """The steps from a place, each with the place behind it."""
    every = (*system.transitions, *system.exits)
    location, state = here
    for number, choices in moves:
        transition, known = every[number], dict(state)
        known |= {choice.name: value for choice, value in zip(transition.chosen, choices, strict=True)}
        complete(transition, known)
        own = {name: value for name, value in known.items() if name not in system.variables}
        state = {name: value.evaluate(known) for name, value in transition.update.items()}
        location = transition.target
        yield Step(number, own, dict.fromkeys(own, 0)), (location, state)


def _leap(system: TransitionSystem, here: Place, moves: Sequence[Move]) -> tuple[Turns, ...] | None:
    """What is done once before the turns begin, and the turns, as often as they can be repeated; of all, the most."""
    walked = list(_walk(system, here, moves))
    states = [here[1], *(state for _, (_, state) in walked)]
    steps = [step for step, _ in walked]
    best: tuple[float, tuple[Turns, ...]] = (2, ())
    for size in range(1, LONGEST + 1):
        for first in numbers():
            second, third = first + size, first + 2 * size
            if third + size > len(steps):
                break
            one, two, three = steps[first:second], steps[second:third], steps[third : third + size]
            if not [s.transition for s in one] == [s.transition for s in two] == [s.transition for s in three]:
                continue
            if _minus(states[second], states[first]) != _minus(states[third], states[second]):
                continue
            turn = tuple(Step(a.transition, a.first, _minus(b.first, a.first)) for a, b in zip(one, two, strict=True))
            count = _most(system, turn, states[first], _minus(states[second], states[first]))
            if (rank := float("inf") if count is None else count * size) > best[0]:
                before = (Turns(tuple(steps[:first]), 1),) if first else ()
                best = rank, (*before, Turns(turn, count))
            break
    return best[1] or None


def _minus(a: Mapping[str, int], b: Mapping[str, int]) -> State:
    return {name: value - b[name] for name, value in a.items() if name in b}


def _most(system: TransitionSystem, turn: tuple[Step, ...], state: State, change: State) -> int | None:
    """How often the turn can be taken: as long as each guard holds, told by its value at first and what it gains."""
    path = [system.transitions[step.transition] for step in turn]
    _, guards = follow(system, path, turn, {name: K * change[name] + value for name, value in state.items()})
    most: int | None = None
    for p in guards:
        first, slope = p.coefficients.get((), 0), p.coefficients.get(("k",), 0)
        if p.degree > 1 or first < 0:
            return 0
        if slope < 0:
            most = first // -slope + 1 if most is None else min(most, first // -slope + 1)
    return most
