"""Divide and conquer: split a location by a constraint, so that each case has an argument of its own.

A function that is linear in each case is a piecewise one. Where a phase is never left, or never entered again, the
cases fall apart into components that are ranked one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from arlib.certificates.splits import Split
from arlib.polynomials import Polynomial, negation, tighten
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem

MOST_MONOMIALS = 6


def candidates(system: TransitionSystem, stuck: Mapping[int, Transition]) -> list[Split]:
    """Constraints by which it may pay to split the locations of transitions that no argument ranks yet.

    These are the tests along the transitions; whether a test will be true again after another turn; and the
    sign of what a turn adds to the two sides of a test, and of what it adds to that.
    """
    own = set(system.variables)
    found: dict[Split, None] = {}

    def offer(location: Location, *constraints: Polynomial) -> None:
        for p in map(tighten, constraints):
            known = Split(location, tighten(negation(p))) in found  # the same split, the other way round
            if not known and p.variables and p.variables <= own and len(p.coefficients) <= MOST_MONOMIALS:
                found.setdefault(Split(location, p))

    for transition in stuck.values():
        location = transition.source
        if location == ENTRY:
            continue
        tests = [p for p in transition.guard if p.variables <= own and p.variables]
        offer(location, *tests)
        for turn in [t for t in stuck.values() if t.source == location]:
            for p in tests:
                after = p.substitute(turn.update)
                change = after - p
                further = change.substitute(turn.update) - change
                offer(location, change - 1, -change - 1, after, further - 1, -further - 1)
    # What is known at a location anyway is no case.
    return [each for each in found if not _always(system, each)]


def _always(system: TransitionSystem, case: Split) -> bool:
    """Whether every transition that leaves the location demands the constraint, or every one its negation."""
    leaving = [t for t in (*system.transitions, *system.exits) if t.source == case.location]
    return any(
        all(any(p.at_least(q) for q in t.guard) for t in leaving) for p in (case.constraint, negation(case.constraint))
    )
