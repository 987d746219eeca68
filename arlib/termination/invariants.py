"""What is always true: guess constraints, and keep those that keep one another (Houdini, Flanagan and Leino 2001).

The guesses come from the program's own tests and from what was true in the runs that were tried. Any constraint that
some transition may break is dropped; then others that needed it may fall. What is left is inductive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from arlib.polynomials import Polynomial, tighten
from arlib.programs.transitions import ENTRY, Location, TransitionSystem
from arlib.termination.farkas import contradictory, follows
from arlib.termination.simplex import FOREVER, Deadline

Invariants = dict[Location, tuple[Polynomial, ...]]
Samples = Mapping[Location, Sequence[Mapping[str, int]]]
FALSE = Polynomial.constant(-1)


def houdini(
    system: TransitionSystem,
    guesses: Mapping[Location, Sequence[Polynomial]],
    deadline: Deadline = FOREVER,
) -> tuple[Invariants, frozenset[int]]:
    """The largest inductive part of the guesses, and the transitions that it rules out."""
    kept = {location: list(dict.fromkeys(guesses.get(location, ()))) for location in system.locations}
    kept[ENTRY] = []
    infeasible: set[int] = set()
    waiting = dict.fromkeys(range(len(system.transitions)))
    while waiting:
        n = next(iter(waiting))
        del waiting[n]
        transition = system.transitions[n]
        premises = tuple(minimal((*kept[transition.source], *transition.guard)))
        infeasible.discard(n)
        if contradictory(premises, deadline) is not None:
            infeasible.add(n)
            continue
        here = kept[transition.target]
        goals = [p.substitute(transition.update) for p in here]
        known = set(premises)
        still = [p for p, goal in zip(here, goals, strict=True) if goal in known or follows(premises, goal, deadline)]
        if len(still) < len(here):
            kept[transition.target] = still
            waiting |= {m: None for m, t in enumerate(system.transitions) if t.source == transition.target}
    return {location: tuple(found) for location, found in kept.items() if found}, frozenset(infeasible)


def guesses(
    system: TransitionSystem, samples: Samples, constants: Sequence[int], *, pairs: bool
) -> dict[Location, list[Polynomial]]:
    """Constraints that were true in all the runs: bounds of variables and of the program's own comparisons.

    With ``pairs``, also bounds of sums and differences of two variables.
    """
    limit = 2 * max(map(abs, constants), default=0) + 50
    thresholds = sorted({value + d for value in (*constants, 0) for d in (-1, 0, 1)}, reverse=True)
    found: dict[Location, list[Polynomial]] = {}
    for location in system.locations:
        if location == ENTRY:
            continue
        states = samples.get(location, ())
        here = found.setdefault(location, [])
        for direction in directions(system, location, pairs):
            if not states:
                here.append(direction)
                continue
            least = min(direction.evaluate(state) for state in states)
            if abs(least) <= limit:
                weaker = [value for value in thresholds if value < least][:2]
                here.extend(direction - value for value in (least, *weaker))
        if not states:
            here.append(FALSE)
    return found


def directions(system: TransitionSystem, location: Location, pairs: bool) -> list[Polynomial]:
    """Sums of which the smallest value may matter at a location, each without its constant."""
    variables = [Polynomial.variable(name) for name in system.variables]
    found = dict.fromkeys(x * sign for x in variables for sign in (1, -1))
    own = set(system.variables)
    for transition in (*system.transitions, *system.exits):
        for p in transition.guard:
            if transition.source == location and p.variables <= own:
                found[tighten(p.without_constant)] = None
    if pairs:
        for x, y in combinations(variables, 2):
            found |= dict.fromkeys((x - y, y - x, x + y, -x - y))
    return list(found)


def minimal(premises: Sequence[Polynomial]) -> Iterator[Polynomial]:
    """The constraints that no other one makes superfluous at sight: of several bounds of a sum, the strongest."""
    strongest: dict[Polynomial, Polynomial] = {}
    for p in premises:
        key = p.without_constant
        if key not in strongest or p.coefficients.get((), 0) < strongest[key].coefficients.get((), 0):
            strongest[key] = p
    yield from strongest.values()
