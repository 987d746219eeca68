"""What keeps an operation defined: a function of the state that never becomes negative, and is negative where it fails.

Such a function is a barrier (Prajna and Jadbabaie 2004). A linear one, with a template for each location, is found
like a ranking function: that it never falls, and is negative at the exit, are equations by Farkas' lemma.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from arlib.polynomials import Monomial, Polynomial, tighten
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.termination.invariants import Invariants, minimal
from arlib.termination.ranking import NUMBER, Equations, Linear, plus, scaled
from arlib.termination.search import Attempt, relevant
from arlib.termination.simplex import Deadline, solve


def fortified(attempt: Attempt, exits: Sequence[Transition], deadline: Deadline) -> Attempt:
    """The attempt with a barrier before each of the exits for which one is found."""
    system = attempt.system
    monomials: list[Monomial] = [(name,) for name in system.variables]
    invariants = dict(attempt.invariants)
    for out in exits:
        for falling in (False, True):
            found = barrier(system, invariants, attempt.infeasible, out, monomials, falling, deadline)
            if found is not None:
                for location, p in ((location, tighten(p)) for location, p in found.items()):
                    if (p.variables or (p.known or 0) < 0) and p not in invariants.get(location, ()):
                        invariants[location] = (*invariants.get(location, ()), p)
                break
    return replace(attempt, invariants=invariants)


def barrier(
    system: TransitionSystem,
    invariants: Invariants,
    infeasible: frozenset[int],
    out: Transition,
    monomials: Sequence[Monomial],
    falling: bool,
    deadline: Deadline,
) -> dict[Location, Polynomial] | None:
    """A function for each location: at least 0 on entry, it stays so, and is negative where the exit can be taken.

    It never falls; ``falling``: only in the turns of one loop, and on the way to another it is at least 0 anew.
    """
    if out.source == ENTRY:
        return None
    unknown = Equations()
    templates = {location: unknown.template(monomials) for location in system.locations if location != ENTRY}
    for n, transition in enumerate(system.transitions):
        if n in infeasible:
            continue
        goal: Linear = {}
        plus(goal, templates[transition.target], 1, transition.update)
        if transition.source != ENTRY and (not falling or transition.source == transition.target):
            plus(goal, templates[transition.source], -1)
        unknown.always(_premises(invariants, transition), goal)
    negative: Linear = {(): {NUMBER: -1}}
    plus(negative, templates[out.source], -1)
    unknown.always(_premises(invariants, out), negative)
    values = solve(unknown.rows, unknown.columns, free=unknown.free, deadline=deadline)
    if values is None:
        return None
    functions = scaled(values, list(templates.values()), Fraction(1))
    return dict(zip(templates, functions, strict=True))


def _premises(invariants: Mapping[Location, Sequence[Polynomial]], transition: Transition) -> tuple[Polynomial, ...]:
    return tuple(minimal((*invariants.get(transition.source, ()), *relevant(transition))))
