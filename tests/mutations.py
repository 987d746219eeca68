"""Certificates of termination and of its opposite, each changed in one place."""

import itertools
from dataclasses import replace
from fractions import Fraction

from arlib.certificates.farkas import Farkas
from arlib.certificates.nontermination import (
    closure_obligations,
)
from arlib.certificates.splits import Split, split_system
from arlib.certificates.termination import Malformed, TerminationProof, obligations
from arlib.polynomials import Polynomial
from arlib.programs.transitions import transition_system

X, Y = Polynomial.variable("x"), Polynomial.variable("y")


# ---- Mutations -------------------------------------------------------------------------------


def near(p):
    """Other polynomials: each coefficient and the number a little larger and smaller, or gone, or all turned round."""
    yield -p
    for monomial in {*p.coefficients, ()}:
        for change in (1, -1):
            yield Polynomial({**p.coefficients, monomial: p.coefficients.get(monomial, 0) + change})
        if monomial in p.coefficients:
            yield Polynomial({m: c for m, c in p.coefficients.items() if m != monomial})


def swapped(row, place, new):
    return (*row[:place], *new, *row[place + 1 :])


def other_sets(numbers, count):
    """A set of numbers with one more, or one less."""
    return [numbers ^ {n} for n in range(count)] + [numbers | {count + 7}]


def other_proofs(certificate):
    """Other multipliers."""
    for n, proof in enumerate(certificate.proofs):
        yield replace(certificate, proofs=swapped(certificate.proofs, n, ()))
        yield replace(certificate, proofs=swapped(certificate.proofs, n, (proof, proof)))
        if proof is None:
            continue
        for key, multiplier in proof.multipliers.items():
            for other in (multiplier + 1, -multiplier, multiplier / 2, Fraction(0)):
                changed = Farkas({**proof.multipliers, key: other})
                yield replace(certificate, proofs=swapped(certificate.proofs, n, (changed,)))
            rest = {k: v for k, v in proof.multipliers.items() if k != key}
            yield replace(certificate, proofs=swapped(certificate.proofs, n, (Farkas({**rest, (99,): multiplier}),)))
            yield replace(certificate, proofs=swapped(certificate.proofs, n, (Farkas({**rest, (-1,): multiplier}),)))


def other_terminations(proof):
    """Other proofs, whose multipliers may fit no more."""
    system = split_system(proof.program, proof.splits)
    for location in {*system.locations, 99}:
        own = proof.invariants.get(location, ())
        for n, p in enumerate(own):
            yield replace(proof, invariants={**proof.invariants, location: swapped(own, n, ())})
            for other in near(p):
                yield replace(proof, invariants={**proof.invariants, location: swapped(own, n, (other,))})
        for new in (Polynomial.constant(-1), X - 3, Polynomial.variable("#1"), Polynomial.variable("nothing") + 1):
            yield replace(proof, invariants={**proof.invariants, location: (*own, new)})
    for k, ranking in enumerate(proof.rankings):
        yield replace(proof, rankings=swapped(proof.rankings, k, ()))
        yield replace(proof, rankings=swapped(proof.rankings, k, (ranking, ranking)))
        for strict in other_sets(ranking.strict, len(system.transitions)):
            yield replace(proof, rankings=swapped(proof.rankings, k, (replace(ranking, strict=strict),)))
        for level, functions in enumerate(ranking.functions):
            fewer = replace(ranking, functions=swapped(ranking.functions, level, ()))
            yield replace(proof, rankings=swapped(proof.rankings, k, (fewer,)))
            for location, p in functions.items():
                for other in (*near(p), p + Polynomial.variable("#1")):
                    changed = swapped(ranking.functions, level, ({**functions, location: other},))
                    changed_ranking = replace(ranking, functions=changed)
                    yield replace(proof, rankings=swapped(proof.rankings, k, (changed_ranking,)))
    if len(proof.rankings) > 1:
        yield replace(proof, rankings=proof.rankings[::-1])
    for infeasible in other_sets(proof.infeasible, len(system.transitions)):
        yield replace(proof, infeasible=infeasible)
    for n, case in enumerate(proof.splits):
        yield replace(proof, splits=swapped(proof.splits, n, ()))
        for other in near(case.constraint):
            yield replace(proof, splits=swapped(proof.splits, n, (replace(case, constraint=other),)))
    for case in (Split(0, X), Split(1, Polynomial.variable("#1")), Split(-1, X), Split(1, X)):
        yield replace(proof, splits=(*proof.splits, case))


def other_sets_of_states(found):
    """Other recurrence sets, whose multipliers may fit no more."""
    count = len((system := transition_system(found.program)).transitions) + len(system.exits)
    for i, phase in enumerate(found.phases):
        for n, p in enumerate(phase.constraints):
            for new in ((), *((other,) for other in near(p))):
                changed = replace(phase, constraints=swapped(phase.constraints, n, new))
                yield replace(found, phases=swapped(found.phases, i, (changed,)))
        for new in (Polynomial.constant(-1), Polynomial.variable("#1"), Polynomial.variable("nothing")):
            changed = replace(phase, constraints=(*phase.constraints, new))
            yield replace(found, phases=swapped(found.phases, i, (changed,)))
        for n, choice in enumerate(phase.choices):
            for new in ((), *((other,) for other in (*near(choice), Polynomial.variable("#1")))):
                changed = replace(phase, choices=swapped(phase.choices, n, new))
                yield replace(found, phases=swapped(found.phases, i, (changed,)))
        yield replace(found, phases=swapped(found.phases, i, (replace(phase, location=phase.location + 1),)))
        yield replace(found, phases=swapped(found.phases, i, (replace(phase, location=0),)))
    for i, n in itertools.product(range(len(found.phases)), range(count)):
        yield replace(found, moves={place: to for place, to in found.moves.items() if place != (i, n)})
        for target in (-1, 0, 1, len(found.phases)):
            yield replace(found, moves={**found.moves, (i, n): target})
    yield replace(found, phases=())
    yield replace(found, phases=found.phases[::-1])


def other_entries(certificate):
    entry = certificate.entry
    for name, value in entry.inputs.items():
        for other in (value + 1, value - 1, -value, 0):
            yield replace(certificate, entry=replace(entry, inputs={**entry.inputs, name: other}))
        fewer = {key: number for key, number in entry.inputs.items() if key != name}
        yield replace(certificate, entry=replace(entry, inputs=fewer))
    for arrival in (0, -1, entry.arrival + 1, entry.arrival - 1, 300):
        yield replace(certificate, entry=replace(entry, arrival=arrival))
    yield replace(certificate, entry=replace(entry, choices=(*entry.choices, 0)))
    for n, choice in enumerate(entry.choices):
        for new in ((), (choice + 1,), (choice - 1,), (0.5,)):
            yield replace(certificate, entry=replace(entry, choices=swapped(entry.choices, n, new)))


def left_to_the_solver(certificate):
    """The certificate without multipliers, so that the checker asks the solver about each obligation."""
    try:
        wanted = list(obligations_of(certificate))
    except (Malformed, KeyError, ValueError):
        return certificate
    return replace(certificate, proofs=(None,) * len(wanted))


# ---- What is right ---------------------------------------------------------------------------


def obligations_of(certificate):
    if isinstance(certificate, TerminationProof):
        return obligations(certificate)
    return closure_obligations(transition_system(certificate.program), certificate)
