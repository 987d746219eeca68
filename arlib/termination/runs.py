"""Try first: runs of a transition system on corner inputs and random ones, whose states suggest what to prove.

Nothing that is found here is believed. A no is replayed by the interpreter, and a yes is proved.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from arlib import terms as t
from arlib.integers import TooWide, Undefined
from arlib.polynomials import Polynomial
from arlib.programs.syntax import Assert, Assign, Assume, Call, If, Program, Return, While, statements
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.termination.simplex import FOREVER, Deadline
from arlib.terms import evaluate, subterms

State = dict[str, int]
Draw = Callable[[int, State], int]  # the choice of that number on the way from one location, and a state, to the next

RUNS, SHORT, SMALL = 24, 40, 6
EARLY, LATE = 10, 4
WIDEST = 2_000  # bits: states with wider numbers are not followed
MOST_CONSTANTS = 12


@dataclass(frozen=True)
class Arrival:
    """A state at a location, and how the run came there: by which transition and with which choices."""

    location: Location
    state: State
    transition: int
    choices: tuple[int, ...]


@dataclass(frozen=True)
class Trace:
    """A run between locations, from an input; ``ended`` by an exit of that number, or None, with the last choices."""

    inputs: State
    arrivals: tuple[Arrival, ...]
    ended: int | None = None
    last: tuple[int, ...] = ()


def constants(program: Program) -> list[int]:
    """The numbers that a program mentions, small ones first."""
    found: set[int] = set()
    for statement in statements(program.bodies):
        match statement:
            case Assign(values=terms) | Call(arguments=terms):
                pass
            case If(test=test) | While(test=test) | Assert(test=test) | Assume(test=test):
                terms = (test,)
            case Return(value=value) if value is not None:
                terms = (value,)
            case _:
                continue
        found |= {part.value for term in terms for part in subterms(term) if isinstance(part, t.Const)}
    return sorted(found, key=abs)[:MOST_CONSTANTS]


def simulate(
    system: TransitionSystem,
    inputs: State,
    draw: Draw,
    steps: int,
    deadline: Deadline = FOREVER,
    begin: tuple[Location, State] | None = None,
) -> Trace:
    """Follow the transitions from an input, or from a state; choices are as drawn, brought into their types."""
    leaving: dict[Location, list[tuple[int, Transition]]] = {}
    for n, transition in enumerate((*system.transitions, *system.exits)):
        leaving.setdefault(transition.source, []).append((n, transition))
    # The types of all the parameters are in the first guard, though not all of them decide how long it runs.
    location, state = begin or (ENTRY, {**inputs, **{name: inputs.get(name, 0) for name in system.variables}})
    arrivals: list[Arrival] = []
    while len(arrivals) < steps:
        deadline.check()
        here = leaving.get(location, [])
        places = max((len(t.chosen) for _, t in here), default=0)
        drawn = [draw(i, state) for i in range(places)]
        for n, transition in here:  # noqa: B007
            known = dict(state)
            for choice, value in zip(transition.chosen, drawn, strict=False):
                known[choice.name] = value if choice.kind is None else choice.kind.wrap(value)
            known |= {name: draw(places + i, state) for i, name in enumerate(transition.approximate)}
            if complete(transition, known) and leads_on(system, transition, known):
                break
        else:
            return Trace(inputs, tuple(arrivals))
        if transition.target < 0:
            made = tuple(known[choice.name] for choice in transition.chosen)
            return Trace(inputs, tuple(arrivals), n - len(system.transitions), made)
        state = {name: value.evaluate(known) for name, value in transition.update.items()}
        if any(value.bit_length() > WIDEST for value in state.values()):
            return Trace(inputs, tuple(arrivals))
        location = transition.target
        arrivals.append(Arrival(location, state, n, tuple(known[choice.name] for choice in transition.chosen)))
    return Trace(inputs, tuple(arrivals))


def leads_on(system: TransitionSystem, transition: Transition, known: State) -> bool:
    """Whether the state behind a transition is of the class to which it leads: of several, just one is taken."""
    wanted = system.residues.get(transition.target, {})
    return all(transition.update[name].evaluate(known) in each for name, each in wanted.items())


def in_class(system: TransitionSystem, location: Location, state: Mapping[str, int]) -> bool:
    """Whether a state is of the class that its location is."""
    return all(state[name] in each for name, each in system.residues.get(location, {}).items())


def complete(transition: Transition, known: State) -> bool:
    """Whether the guard holds, with the quotients that it determines, and what is computed, added to the state."""
    waiting = []
    _compute(transition, known)
    for p in transition.guard:
        if p.variables <= known.keys():
            if p.evaluate(known) < 0:
                return False
        else:
            waiting.append(p)
    while waiting:
        bounds: dict[str, tuple[int | None, int | None]] = {}
        for p in waiting:
            unknown = p.variables - known.keys()
            if len(unknown) == 1 and not any(m.count(name) > 1 for m in p.coefficients for name in unknown):
                _bound(p, next(iter(unknown)), known, bounds)
        found = {name: low for name, (low, high) in bounds.items() if low is not None and low == high}
        if not found:
            return False
        known |= found
        _compute(transition, known)
        if any(p.evaluate(known) < 0 for p in waiting if p.variables <= known.keys()):
            return False
        waiting = [p for p in waiting if not p.variables <= known.keys()]
    return transition.computed.keys() <= known.keys()


def _compute(transition: Transition, known: State) -> None:
    """Add the results of operations whose operands are known, where they have one."""
    for name, (operation, operands) in transition.computed.items():
        if name not in known and all(p.variables <= known.keys() for p in operands):
            values = tuple(t.Const(p.evaluate(known)) for p in operands)
            with suppress(Undefined, TooWide):
                known[name] = int(evaluate(t.rebuild(operation, values), {}))


def _bound(p: Polynomial, name: str, known: State, bounds: dict[str, tuple[int | None, int | None]]) -> None:
    """What ``p >= 0`` says of its one unknown variable."""
    factor = number = 0
    for monomial, coefficient in p.coefficients.items():
        value = coefficient
        for other in monomial:
            value *= 1 if other == name else known[other]
        if name in monomial:
            factor += value
        else:
            number += value
    low, high = bounds.get(name, (None, None))
    if factor > 0:
        least = -(number // factor)
        low = least if low is None else max(low, least)
    elif factor < 0:
        most = number // -factor
        high = most if high is None else min(high, most)
    bounds[name] = low, high


def try_runs(system: TransitionSystem, deadline: Deadline = FOREVER) -> Iterator[Trace]:
    """Runs from the numbers that the program mentions, from small and larger ones, and from the ends of the types."""
    known = mentioned(system)
    for number in range(len(known) + RUNS):
        yield try_run(system, known, number, SHORT, deadline)


def try_run(
    system: TransitionSystem, known: Sequence[int], number: int, steps: int, deadline: Deadline = FOREVER
) -> Trace:
    """The run of a number, for so many steps: with more of them it begins in the same way. ``known`` is mentioned."""
    choose = random.Random(number)
    ends = [end for kind in system.program.types.values() for end in (kind.low, kind.high)]
    pools: list[Callable[[], int]] = [
        lambda: choose.randint(-SMALL, SMALL),
        lambda: choose.choice(known),
        lambda: choose.randint(0, 2 * SMALL),
        lambda: choose.randint(-1000, 1000),
        lambda: choose.randint(-SMALL, 0),
        lambda: choose.choice(ends or [-100_000, 100_000]) + choose.randint(-SMALL, SMALL) // 2,
    ]
    same = known[number] if number < len(known) else 0
    pool = pools[number % len(pools)] if number >= len(known) else lambda: same
    inputs = {name: _typed(system, name, pool()) for name in system.program.parameters}
    return simulate(system, inputs, _pattern(system, choose, pool, number), steps, deadline)


def mentioned(system: TransitionSystem) -> list[int]:
    """0, 1 and -1, the numbers in the program with their neighbours, and the ends of the types."""
    near = [value + d for value in constants(system.program) for d in (0, 1, -1)]
    types = system.program.types
    kinds = [types[name] for name in system.program.parameters if name in types]
    kinds += [choice.kind for t in system.transitions for choice in t.chosen if choice.kind is not None]
    ends = [end for kind in kinds for end in (kind.low, kind.high)]
    return list(dict.fromkeys((0, 1, -1, *near, *ends)))


def _typed(system: TransitionSystem, name: str, value: int) -> int:
    kind = system.program.types.get(name)
    return value if kind is None else kind.wrap(value)


def _pattern(system: TransitionSystem, choose: random.Random, pool: Callable[[], int], number: int) -> Draw:
    """Choices that are arbitrary at first, and then for each place the same number, or the same sum with a variable.

    In every third run they stay arbitrary.
    """
    fixed: dict[int, tuple[str | None, int, int]] = {}
    used: set[int] = set()

    def draw(place: int, state: State) -> int:
        if number % 3 == 2 or place not in used:
            used.add(place)
            return pool()
        if place not in fixed:
            name = choose.choice(system.variables) if system.variables and choose.random() < 0.4 else None
            number_ = choose.choice((0, 1, -1, 2, -2, pool())) if name is None else choose.choice((0, 1, -1))
            fixed[place] = name, choose.choice((1, 1, -1, 2)), number_
        name, factor, number_ = fixed[place]
        return number_ if name is None else factor * state[name] + number_

    return draw


def samples(traces: Sequence[Trace]) -> dict[Location, list[State]]:
    """Some of the states in which the runs came to each location: of each run the first ones and the last."""
    found: dict[Location, list[State]] = {}
    for trace in traces:
        here: dict[Location, list[State]] = {}
        for arrival in trace.arrivals:
            here.setdefault(arrival.location, []).append(arrival.state)
        for location, states in here.items():
            found.setdefault(location, []).extend(states[:EARLY] + states[EARLY:][-LATE:])
    return found
