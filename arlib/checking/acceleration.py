"""Check a run that is summed up: by substitution, and by two values of each guard in place of millions of turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from arlib.certificates.acceleration import AcceleratedRun, Step, Turns
from arlib.certificates.termination import failing
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.termination import arrive
from arlib.polynomials import Polynomial, constraint_text
from arlib.programs.paths import in_type
from arlib.programs.transitions import Location, Transition, TransitionSystem, transition_system

K = Polynomial.variable("k")  # the number of the turn, from 0 on
Values = dict[str, Polynomial]


@dataclass(frozen=True)
class Leg:
    """What a phase does: where it begins and with which state, what a turn adds, and the state behind the last one."""

    location: Location
    before: Mapping[str, int]
    change: Mapping[str, int]
    after: Mapping[str, int]
    count: int | None

    def __str__(self) -> str:
        if self.count == 1:
            return "once"
        gains = [f"{name} {'+' if by > 0 else '-'} {abs(by):,}" for name, by in self.change.items() if by]
        turns = "turns for ever" if self.count is None else f"{self.count:,} turns"
        return f"{turns}, each {' and '.join(gains) or 'without a change'}"


def check_accelerated_run(found: AcceleratedRun) -> Accepted | Rejected:
    """Make the entry's run, and then each phase in a few steps of rational arithmetic."""
    try:
        system = transition_system(found.program)
        made = list(legs(system, found))
        _require_end(system, found, made)
    except ValueError as error:
        return Rejected("acceleration", str(error))
    return Accepted(("the interpreter",))


def legs(system: TransitionSystem, found: AcceleratedRun) -> Iterator[Leg]:
    """The phases one after the other; raises ValueError for what is no run of the program."""
    every = (*system.transitions, *system.exits)
    if not found.phases or not all(each.steps for each in found.phases):
        raise ValueError("a phase has a step, and a run has a phase")
    for each in found.phases:
        if each.count is not None and (type(each.count) is not int or each.count < 1):
            raise ValueError(f"{each.count!r} is no number of turns")
        for step in each.steps:
            if type(step.transition) is not int or not 0 <= step.transition < len(every):
                raise ValueError(f"there is no transition {step.transition}")
            if any(type(value) is not int for value in (*step.first.values(), *step.change.values())):
                raise ValueError("a value is no whole number")
    location = every[found.phases[0].steps[0].transition].source
    arrival = arrive(found.program, found.entry, location)
    state = {name: value for name, value in arrival.items() if name in system.variables}
    for each in found.phases:
        path = [every[step.transition] for step in each.steps]
        for transition, place in zip(path, (location, *(t.target for t in path)), strict=False):
            if transition.source != place:
                raise ValueError(f"a step begins at {system.name(transition.source)}, and the run is elsewhere")
            if not transition.exact:
                raise ValueError("a transition does more than the program")
        if each.count != 1 and path[-1].target != location:
            raise ValueError(f"the turns do not lead back to {system.name(location)}")
        leg = accelerate(system, path, each, state)
        yield leg
        location, state = path[-1].target, dict(leg.after)


def accelerate(system: TransitionSystem, path: Sequence[Transition], turns: Turns, state: Mapping[str, int]) -> Leg:
    """So many turns from a state; raises ValueError where a guard does not hold, or the turn does something else."""
    begin = {name: Polynomial.constant(value) for name, value in state.items()}
    change: dict[str, int] = {}
    if turns.count != 1:
        behind, _ = follow(system, path, turns.steps, begin)
        # What has no value yet, or gets one that is no number, is given anew in each turn, or is not read.
        behind = {name: _in_turn(value, 0) for name, value in behind.items()}
        change = {name: (behind[name] - value).known or 0 for name, value in begin.items() if name in behind}
        begin = {name: value + K * change[name] for name, value in begin.items() if name in change}
    behind, needed = follow(system, path, turns.steps, begin)
    for p in needed:
        first, slope = p.coefficients.get((), 0), p.coefficients.get(("k",), 0)
        if p.degree > 1:
            raise ValueError(f"{constraint_text(p)} is not linear in the number of the turn")
        if first < 0 or (slope < 0 if turns.count is None else first + slope * (turns.count - 1) < 0):
            raise ValueError(f"{constraint_text(p)} does not hold in each of the turns")
    if turns.count != 1:
        for name, value in begin.items():
            if behind[name] != value + change[name]:
                raise ValueError(f"a turn does not add the same number to {name} each time")
    after = {name: _in_turn(value, (turns.count or 1) - 1).known for name, value in behind.items()}
    return Leg(path[0].source, state, change, {n: v for n, v in after.items() if v is not None}, turns.count)


def _in_turn(value: Polynomial, number: int) -> Polynomial:
    return value.substitute({"k": Polynomial.constant(number)})


def follow(
    system: TransitionSystem, path: Sequence[Transition], steps: Sequence[Step], values: Mapping[str, Polynomial]
) -> tuple[Values, list[Polynomial]]:
    """The values behind a path, and all its guards, told in the number of the turn."""
    state, needed = dict(values), list[Polynomial]()
    for transition, step in zip(path, steps, strict=True):
        if step.first.keys() != step.change.keys() or step.first.keys() & set(system.variables):
            raise ValueError("a step gives values to its own variables, each with its change")
        known = {**state, **{name: K * step.change[name] + value for name, value in step.first.items()}}
        types = system.program.types.items()
        unread = {p for name, kind in types if name not in state for p in in_type(name, kind)}
        for p in transition.guard:
            if p in unread:
                continue  # what a variable will get is of its type, too
            if not p.variables <= known.keys():
                raise ValueError(f"{constraint_text(p)} speaks of what has no value")
            needed.append(p.substitute(known))
        state = {name: p.substitute(known) for name, p in transition.update.items() if p.variables <= known.keys()}
    return state, needed


def _require_end(system: TransitionSystem, found: AcceleratedRun, made: Sequence[Leg]) -> None:
    """Raise ValueError if the run does not end as it should."""
    every = (*system.transitions, *system.exits)
    path = [every[step.transition] for each in found.phases for step in each.steps]
    last = path[-1]
    if any(each.count is None for each in found.phases[:-1]) or any(t.target < 0 for t in path[:-1]):
        raise ValueError("the run goes on behind its end")
    match found:
        case AcceleratedRun(failure=(line, why), again=None):
            if found.phases[-1].count != 1 or last not in failing(system) or (last.lines[-1], last.why) != (line, why):
                raise ValueError("the run does not come to that operation without a value")
        case AcceleratedRun(failure=None, again=None):
            if found.phases[-1].count is not None:
                raise ValueError("the run comes to no end")
        case AcceleratedRun(failure=None, again=int(again)) if 0 <= again < len(made):
            there, state = made[again].location, made[again].before
            if found.phases[-1].count is None or last.target != there or made[-1].after != state:
                raise ValueError("the run does not come back to that state")
        case _:
            raise ValueError("the run ends in two ways, or comes back to no phase")
