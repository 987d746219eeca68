"""Transition systems whose locations are divided by classes and cases, and what of them is cyclic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arlib.polynomials import Polynomial, negation, opposed
from arlib.programs.syntax import Program
from arlib.programs.transitions import (
    ENTRY,
    NOTHING,
    Location,
    Summaries,
    Transition,
    TransitionSystem,
    transition_system,
)
from arlib.residues import Classes, Residues, residue, sharpened


@dataclass(frozen=True)
class Split:
    """A location made two: itself where the constraint holds, and a new one, of the next number, where it does not."""

    location: Location
    constraint: Polynomial


@dataclass(frozen=True)
class _Part:
    """What becomes of a location: one of its parts, and what is known there."""

    location: Location
    constraints: tuple[Polynomial, ...]
    residues: Residues


def split_system(
    program: Program, splits: tuple[Split, ...], summaries: Summaries = NOTHING, classes: tuple[Classes, ...] = ()
) -> TransitionSystem:
    """A program's transition system, first divided by the classes, and then by the splits; raises ValueError."""
    system = transition_system(program, summaries=summaries)
    for division in classes:
        system = classify(system, division)
    for each in splits:
        system = split(system, each)
    return system


def split(system: TransitionSystem, case: Split) -> TransitionSystem:
    """The system with one location made two; transitions that clearly cannot be taken any more are left out.

    Raises ValueError for the entry, which has no cases.
    """
    if case.location == ENTRY or case.location not in system.locations:
        raise ValueError(f"there is no location {case.location} to split")
    known = system.residues.get(case.location, {})
    new = max(system.locations) + 1
    yes, no = _Part(case.location, (case.constraint,), known), _Part(new, (negation(case.constraint),), known)
    return _divided(system, case.location, (yes, no))


def classify(system: TransitionSystem, division: Classes) -> TransitionSystem:
    """The system with a location made several by the classes of a variable, each with what its class says.

    Where it is divided already, each part is. A transition leads into a class if its update may; and what no path
    from the start comes to is left out. Raises ValueError for the entry, and for what makes no classes.
    """
    at, name = division.location, division.variable
    own = [n for n in system.locations if origin(system, n) == at]
    if at == ENTRY or not own or name not in system.variables or name in system.residues.get(own[0], {}):
        raise ValueError(f"location {at} cannot be divided by {division}")
    residues, found = division.residues(), system
    for here in own:
        before, last = system.residues.get(here, {}), max(found.locations)
        numbers = (here, *range(last + 1, last + len(residues)))
        parts = [_Part(n, (), {**before, name: each}) for n, each in zip(numbers, residues, strict=True)]
        found = _divided(found, here, parts)
    reached, waiting = {ENTRY}, [ENTRY]
    while waiting:
        here = waiting.pop()
        ahead = {t.target for t in found.transitions if t.source == here} - reached
        reached |= ahead
        waiting += ahead
    transitions, exits = (tuple(t for t in each if t.source in reached) for each in (found.transitions, found.exits))
    return replace(found, transitions=transitions, exits=exits, classes=(*system.classes, division))


def origin(system: TransitionSystem, location: Location) -> Location:
    """The location of the program of which this one is a case."""
    while location in system.parents:
        location = system.parents[location]
    return location


def _divided(system: TransitionSystem, location: Location, parts: Sequence[_Part]) -> TransitionSystem:
    """The system with the parts in the place of one location, each with its own of the transitions."""
    residues = {**system.residues, **{part.location: part.residues for part in parts}}

    def divide(transition: Transition) -> Iterator[Transition]:
        ahead = [_Part(transition.target, (), residues.get(transition.target, {}))]
        behind = [_Part(transition.source, (), residues.get(transition.source, {}))]
        for now in parts if transition.source == location else behind:
            values = {name: residue(value, now.residues) for name, value in transition.update.items()}
            for then in parts if transition.target == location else ahead:
                if not all(values[name].meets(each) for name, each in then.residues.items()):
                    continue
                wanted = (*now.constraints, *(p.substitute(transition.update) for p in then.constraints))
                guard = _joined(transition.guard, now.residues, *wanted)
                if guard is not None:
                    yield replace(transition, source=now.location, target=then.location, guard=guard)

    return replace(
        system,
        transitions=tuple(part for t in system.transitions for part in divide(t)),
        exits=tuple(part for t in system.exits for part in divide(t)),
        parents={**system.parents, **{part.location: location for part in parts if part.location != location}},
        residues={at: each for at, each in residues.items() if each},
    )


def _joined(guard: tuple[Polynomial, ...], residues: Residues, *more: Polynomial) -> tuple[Polynomial, ...] | None:
    """The guard with more constraints, as strong as the classes make them; None if one contradicts it at sight."""
    joined = [] if residues else list(guard)
    for p in (sharpened(p, residues) for p in (*guard, *more)) if residues else more:
        if p.known is not None and p.known < 0:
            return None
        if p.known is None and p not in joined:
            if any(opposed(p, q) for q in joined):
                return None
            joined.append(p)
    return tuple(joined)


def components(transitions: Mapping[int, Transition]) -> list[frozenset[Location]]:
    """The strongly connected components of the transitions that contain a cycle, in no fixed order."""
    successors: dict[Location, list[Location]] = {}
    for transition in transitions.values():
        successors.setdefault(transition.source, []).append(transition.target)
        successors.setdefault(transition.target, [])
    reach: dict[Location, set[Location]] = {}
    for start in successors:
        seen: set[Location] = set()
        waiting = list(successors[start])
        while waiting:
            location = waiting.pop()
            if location not in seen:
                seen.add(location)
                waiting.extend(successors[location])
        reach[start] = seen
    cyclic = [a for a in successors if a in reach[a]]
    return list(dict.fromkeys(frozenset(b for b in cyclic if b in reach[a] and a in reach[b]) for a in cyclic))


def within(transitions: Mapping[int, Transition], component: frozenset[Location]) -> dict[int, Transition]:
    """The transitions of a component."""
    return {n: t for n, t in transitions.items() if t.source in component and t.target in component}
