"""Divide locations by remainders: in each class a guard says more, and some ways lead to other classes or nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import gcd, lcm, prod

from arlib.certificates.splits import classify, origin
from arlib.polynomials import Polynomial, negation
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.residues import Classes
from arlib.termination.invariants import Samples, guesses, houdini
from arlib.termination.runs import constants, in_class
from arlib.termination.search import Attempt, rank
from arlib.termination.simplex import Deadline

LARGEST = 32  # modulus
MOST_CLASSES = 70  # of one location
MOST_TRANSITIONS = 600
MOST_GUESSES = 40  # at a location

Division = tuple[tuple[str, int, int], ...]  # variables, each with a base and a depth


def with_classes(attempt: Attempt, deadline: Deadline) -> Iterator[Attempt]:
    """The attempt anew in systems whose stuck locations are divided: without invariants, and then with them."""
    places = sorted({transition.source for transition in attempt.stuck.values()} - {ENTRY})
    mentioned = constants(attempt.system.program)
    for division in divisions(attempt.system, attempt.stuck):
        system = attempt.system
        for place in places:
            for name, base, depth in division:
                if len(system.transitions) <= MOST_TRANSITIONS:
                    deadline.check()
                    system = classify(system, Classes(place, name, base, depth))
        if len(system.transitions) <= MOST_TRANSITIONS:
            before = {location: attempt.samples.get(origin(system, location), ()) for location in system.locations}
            samples = {at: [each for each in states if in_class(system, at, each)] for at, states in before.items()}
            plain = rank(system, (), samples, *houdini(system, {}, deadline), deadline, deepest=1)
            yield plain
            if plain.stuck:
                known = _guesses(attempt, system, samples, mentioned)
                yield rank(system, (), samples, *houdini(system, known, deadline), deadline, deepest=2)


def _guesses(
    attempt: Attempt, system: TransitionSystem, samples: Samples, mentioned: Sequence[int]
) -> dict[Location, list[Polynomial]]:
    """What may be invariant in a divided system: what was so before, in each class, and more."""
    known: dict[Location, list[Polynomial]] = {}
    guessed = guesses(system, samples, mentioned, pairs=False)
    own = set(system.variables)
    for location in guessed:
        # The runs come to some classes late: what a test and its opposite say may be so there.
        tests = dict.fromkeys(p for t in system.transitions if t.source == location for p in t.guard)
        both = [q for p in tests if p.variables <= own for q in (p, negation(p))]
        true = [p for p in both if all(p.evaluate(state) >= 0 for state in samples[location])]
        before = attempt.invariants.get(origin(system, location), ())
        known[location] = [*before, *guessed[location], *true[:MOST_GUESSES]]
    return known


def divisions(system: TransitionSystem, stuck: Mapping[int, Transition]) -> list[Division]:
    """Into which classes it may pay to divide, those first that are few.

    Modulo a number that a variable steps by or that a guard multiplies something with: the variables that change and
    that some guard speaks of, or all of it. Where a variable is multiplied as it wraps: by the zeros at its end.
    """
    own = set(system.variables)
    moving = {name for t in stuck.values() for name, value in t.update.items() if value != Polynomial.variable(name)}
    found: dict[Division, int] = {}

    def offer(names: Iterable[str], base: int, depth: int = 1) -> None:
        division = tuple((name, base, depth) for name in sorted(names))
        size = prod((base - 1) * depth + 1 for _ in division)
        if division and size <= MOST_CLASSES:
            found.setdefault(division, size)

    for modulus in _moduli(stuck, own):
        together = [
            {name for m, c in p.coefficients.items() if c % modulus for name in m if name in own}
            for t in stuck.values()
            for p in t.guard
        ]
        every = {name for names in together if len(names) > 1 for name in names}
        asked = {name for names in together for name in names}
        offer(asked & moving, modulus)
        offer((asked & moving) | every, modulus)
    for t in stuck.values():
        for name, value in t.update.items():
            factor = value.coefficients.get((name,), 0)
            rest = gcd(*(c for m, c in value.coefficients.items() if m != (name,)))
            zeros = (rest & -rest).bit_length() - 1
            if factor % 2 == 0 and factor and zeros > 1:
                offer([name], 2, zeros)
    return sorted(found, key=lambda division: found[division])


def _moduli(stuck: Mapping[int, Transition], own: set[str]) -> list[int]:
    """Steps of variables, and the factors in guards."""
    steps = [(value - Polynomial.variable(x)).known or 0 for t in stuck.values() for x, value in t.update.items()]
    factors = [c for t in stuck.values() for p in t.guard for m, c in p.coefficients.items() if m]
    found = {abs(n) for n in (*steps, *factors) if 2 <= abs(n) <= LARGEST}
    return sorted(found | {lcm(a, b) for a in found for b in found if lcm(a, b) <= LARGEST})
