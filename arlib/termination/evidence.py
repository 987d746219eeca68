"""From a found argument to evidence: the multipliers of each obligation, and no more constraints than they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.nontermination import RecurrenceSet, closure_obligations
from arlib.certificates.termination import TerminationProof, failing, obligations
from arlib.polynomials import Polynomial
from arlib.programs.transitions import Location, Transition, TransitionSystem
from arlib.termination.farkas import contradictory, follows
from arlib.termination.search import Attempt
from arlib.termination.simplex import FOREVER, Deadline


def termination_proof(attempt: Attempt, deadline: Deadline = FOREVER) -> TerminationProof | None:
    """The evidence for an attempt in which nothing is stuck; None if some obligation has no multipliers."""
    known = {at: tuple(_untold(attempt.system, at, invariants)) for at, invariants in attempt.invariants.items()}
    proof = TerminationProof(
        attempt.system.program,
        attempt.splits,
        known,
        attempt.infeasible,
        attempt.rankings,
        summaries=attempt.system.summaries,
        classes=attempt.system.classes,
    )
    used = needed(list(obligations(proof)), proof.invariants, deadline)
    if used is None:
        return None
    proof = replace(proof, invariants=used)
    proofs = multipliers(list(obligations(proof)), deadline)
    return None if proofs is None else replace(proof, proofs=proofs)


def _untold(system: TransitionSystem, at: Location, invariants: Sequence[Polynomial]) -> Iterator[Polynomial]:
    """The invariants that some way from a location does not repeat in its guard, as all do with what makes a case."""
    guards = [set(way.guard) for way in (*system.transitions, *system.exits) if way.source == at]
    return (p for p in invariants if not all(p in guard for guard in guards))


def open_exits(attempt: Attempt, deadline: Deadline = FOREVER) -> tuple[Transition, ...]:
    """The exits to operations without a value that the invariants do not rule out."""
    return tuple(
        out
        for out in failing(attempt.system)
        if contradictory((*attempt.invariants.get(out.source, ()), *out.guard), deadline) is None
    )


def recurrence_proof(
    system: TransitionSystem, found: RecurrenceSet, deadline: Deadline = FOREVER
) -> RecurrenceSet | None:
    """The same for a recurrence set."""
    constraints = {i: phase.constraints for i, phase in enumerate(found.phases)}
    used = needed(list(closure_obligations(system, found)), constraints, deadline)
    if used is None:
        return None
    phases = tuple(replace(phase, constraints=used.get(i, ())) for i, phase in enumerate(found.phases))
    found = replace(found, phases=phases)
    proofs = multipliers(list(closure_obligations(system, found)), deadline)
    return None if proofs is None else replace(found, proofs=proofs)


def needed(
    wanted: Sequence[Obligation], known: Mapping[int, Sequence[Polynomial]], deadline: Deadline
) -> dict[int, tuple[Polynomial, ...]] | None:
    """The known constraints that some obligation uses which shows something else, or shows one that is used."""
    waiting = [each for each in wanted if each.keeps is None]
    used: set[tuple[int, Polynomial]] = set()
    while waiting:
        obligation = waiting.pop()
        found = follows(obligation.premises, obligation.goal, deadline)
        if found is None:
            return None
        own = known.get(obligation.at, ())
        for number in {number for key in found.multipliers for number in key}:
            if number < len(own) and (use := (obligation.at, own[number])) not in used:
                used.add(use)
                waiting += [each for each in wanted if each.keeps == use]
    return {
        at: tuple(p for p in own if (at, p) in used) for at, own in known.items() if any((at, p) in used for p in own)
    }


def multipliers(wanted: Sequence[Obligation], deadline: Deadline) -> tuple[Farkas, ...] | None:
    """The multipliers of every obligation, in order; None if one has none."""
    found = []
    for obligation in wanted:
        proof = follows(obligation.premises, obligation.goal, deadline)
        if proof is None:
            return None
        found.append(proof)
    return tuple(found)
