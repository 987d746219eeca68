"""Transition systems whose locations are divided by cases, and what of them is cyclic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True)
class Split:
    """A location made two: itself where the constraint holds, and a new one, of the next number, where it does not."""

    location: Location
    constraint: Polynomial


def split_system(program: Program, splits: tuple[Split, ...], summaries: Summaries = NOTHING) -> TransitionSystem:
    """A program's transition system after the splits."""
    system = transition_system(program, summaries=summaries)
    for each in splits:
        system = split(system, each)
    return system


def split(system: TransitionSystem, case: Split) -> TransitionSystem:
    """The system with one location made two; transitions that clearly cannot be taken any more are left out.

    Raises ValueError for the entry, which has no cases.
    """
    if case.location == ENTRY or case.location not in system.locations:
        raise ValueError(f"there is no location {case.location} to split")
    yes, no = case.constraint, negation(case.constraint)
    new = max(system.locations) + 1

    def divide(transition: Transition) -> Iterator[Transition]:
        ahead: list[tuple[Location, tuple[Polynomial, ...]]] = [(transition.target, ())]
        if transition.target == case.location:
            ahead = [(case.location, (yes,)), (new, (no,))]
        behind: list[tuple[Location, tuple[Polynomial, ...]]] = [(transition.source, ())]
        if transition.source == case.location:
            behind = [(case.location, (yes,)), (new, (no,))]
        for source, now in behind:
            for target, then in ahead:
                guard = _joined(transition.guard, *now, *(p.substitute(transition.update) for p in then))
                if guard is not None:
                    yield replace(transition, source=source, target=target, guard=guard)

    return replace(
        system,
        transitions=tuple(part for t in system.transitions for part in divide(t)),
        exits=tuple(part for t in system.exits for part in divide(t)),
        parents={**system.parents, new: case.location},
    )


def _joined(guard: tuple[Polynomial, ...], *more: Polynomial) -> tuple[Polynomial, ...] | None:
    """The guard with more constraints; None if one of them contradicts it at sight."""
    joined = list(guard)
    for p in more:
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
