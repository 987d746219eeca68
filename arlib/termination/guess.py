"""A reader's own guess as evidence: ranking functions, invariants and recurrence sets, read from text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.nontermination import Entry, Phase, RecurrenceSet, closure_obligations
from arlib.certificates.splits import components, within
from arlib.certificates.termination import NO_CYCLE, Malformed, RankingFunction, TerminationProof, obligations
from arlib.checking import Accepted
from arlib.checking.termination import solve
from arlib.polynomials import Polynomial
from arlib.programs.interpreter import run
from arlib.programs.syntax import Program
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem, transition_system
from arlib.termination.farkas import contradictory, follows
from arlib.termination.judging import judge
from arlib.termination.reading import PRINTED, read_constraints, read_function, retold

__all__ = ["Guess", "guess", "guess_recurrence", "judge", "read_constraints", "read_function"]

Guess = str | Mapping[Location, str]  # one text for every loop, or one for each by its number
STEPS = 1_000  # of the run that is to come into a recurrence set


def guess(
    program: Program,
    ranking: Guess | Sequence[Guess] | Mapping[Location, Sequence[str]] = (),
    invariant: Guess = "",
    *,
    phases: Sequence[Guess] = (),
) -> TerminationProof:
    """The proof that a reader has in mind; whether it is one, ``judge`` tells.

    Several ranking functions are lexicographic, in their order. ``phases`` are nested functions instead: each begins
    to decrease when the one before it has been used up. A whole argument, as a proof prints it, is read too.
    Raises ``Unsupported`` for a text that cannot be read.

    >>> from arlib.languages.python.functions import python_program
    >>> g = python_program("def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y")
    >>> judge(guess(g, "x - y", "y > 0"))
    Accepted(rests_on=())
    >>> print(judge(guess(g, "x - y")).countermodel.replace(": ", ":\\n").replace("; ", ";\\n"))
    with x = 1, y = 0, a turn of the loop in line 3 leads to x = 1, y = 0:
    x - y goes from 1 to 1, and should decrease. No run that was tried comes to this state;
    if none can, an invariant should say so
    """
    if isinstance(ranking, str) and ranking.startswith((PRINTED, NO_CYCLE)):
        return _with_multipliers(retold(program, ranking))
    system = transition_system(program)
    known = {at: read_constraints(text, system) for at, text in _by_loop(invariant, system).items()}
    proof = TerminationProof(program, (), {at: found for at, found in known.items() if found}, frozenset(), ())
    premises = [(*known.get(t.source, ()), *t.guard) for t in system.transitions]
    impossible = frozenset(n for n, known_ in enumerate(premises) if contradictory(known_) is not None)
    proof = replace(proof, infeasible=impossible)
    left = {n: transition for n, transition in enumerate(system.transitions) if n not in proof.infeasible}
    if phases:
        levels = [_functions(_by_loop(each, system), system) for each in phases]
        nested = [
            RankingFunction(
                tuple({at: level[at] for at in sorted(component)} for level in levels),
                frozenset(within(left, component)),
            )
            for component in components(left)
        ]
        proof = replace(proof, rankings=tuple(nested))
    else:
        places = [_functions(place, system) for place in _places(ranking, system)]
        proof = replace(proof, rankings=tuple(_lexicographic(places, left, premises)))
    return _with_multipliers(proof)


def guess_recurrence(program: Program, inputs: Mapping[str, int], recurrence: Guess) -> RecurrenceSet:
    """The set in which, a reader thinks, the run from an input stays for ever; whether it does, ``judge`` tells.

    >>> from arlib.languages.python.functions import python_program
    >>> g2 = python_program("def g2(x, y):\\n    while x > y:\\n        x = x - y")
    >>> judge(guess_recurrence(g2, {"x": 5, "y": 0}, "x > y and y <= 0"))
    Accepted(rests_on=())
    >>> print(judge(guess_recurrence(g2, {"x": 5, "y": 0}, "x > y")).countermodel)
    with x = 2, y = 1, which is in the set, a turn of the loop in line 2 leads to x = 1, y = 1: x > y is false there
    """
    system = transition_system(program)
    known = {at: read_constraints(text, system) for at, text in _by_loop(recurrence, system).items()}
    made = run(program, inputs, steps=STEPS)
    arrival, location = 1, next(iter(known), ENTRY)
    for number, visit in enumerate(made.visits, start=1):
        state = {name: visit.state.get(name, 0) for name in system.variables}
        if visit.loop in known and all(p.evaluate(state) >= 0 for p in known[visit.loop]):
            arrival, location = number, visit.loop
            break
    order = [location, *(at for at in known if at != location)]
    sets = tuple(Phase(at, known[at]) for at in order if at in known)
    moves = {}
    for i, phase in enumerate(sets):
        for n, transition in enumerate(system.transitions):
            possible = contradictory((*phase.constraints, *transition.guard)) is None
            if transition.source == phase.location and transition.target in order and possible:
                moves[i, n] = order.index(transition.target)
    found = RecurrenceSet(program, Entry(dict(inputs), (), arrival), sets, moves)
    return replace(found, proofs=_multipliers(closure_obligations(system, found)))


# ---- Reading ---------------------------------------------------------------------------------


def _by_loop(guessed: Guess, system: TransitionSystem) -> dict[Location, str]:
    own = [location for location in system.locations if location != ENTRY]
    if isinstance(guessed, str):
        return dict.fromkeys(own, guessed)
    for location in guessed:
        if location not in own:
            raise ValueError(f"there is no loop {location}; the loops are {own}")
    return dict(guessed)


def _places(
    ranking: Guess | Sequence[Guess] | Mapping[Location, Sequence[str]], system: TransitionSystem
) -> list[dict[Location, str]]:
    """For each place of the lexicographic order, the text for each loop."""
    if isinstance(ranking, str):
        return [_by_loop(ranking, system)]
    if not isinstance(ranking, Mapping):
        return [_by_loop(each, system) for each in ranking]
    lists = {at: [texts] if isinstance(texts, str) else list(texts) for at, texts in ranking.items()}
    most = max(map(len, lists.values()), default=0)
    return [_by_loop({at: texts[i] for at, texts in lists.items() if i < len(texts)}, system) for i in range(most)]


def _functions(texts: Mapping[Location, str], system: TransitionSystem) -> dict[Location, Polynomial]:
    zero = Polynomial.constant(0)
    return {at: read_function(texts[at], system) if at in texts else zero for at in system.locations}


# ---- Making it evidence ----------------------------------------------------------------------


def _lexicographic(
    places: Sequence[Mapping[Location, Polynomial]],
    left: dict[int, Transition],
    premises: Sequence[tuple[Polynomial, ...]],
) -> Iterator[RankingFunction]:
    """Each transition goes to the first function that ranks it, or else to the one that comes nearest."""
    taken = {n: _place(transition, places, premises[n]) for n, transition in left.items()}
    for i, functions in enumerate(places):
        for component in components(left):
            strict = frozenset(n for n in within(left, component) if taken[n] == i)
            if strict:
                yield RankingFunction(({at: functions[at] for at in sorted(component)},), strict)
                left = {n: transition for n, transition in left.items() if n not in strict}


def _place(
    transition: Transition, places: Sequence[Mapping[Location, Polynomial]], premises: tuple[Polynomial, ...]
) -> int:
    now = [functions[transition.source] for functions in places]
    then = [functions[transition.target].substitute(transition.update) for functions in places]
    decreasing = [i for i in range(len(places)) if _holds(premises, now[i] - then[i] - 1)]
    ranking = (i for i in decreasing if _holds(premises, now[i]))
    return next(ranking, decreasing[0] if decreasing else len(places) - 1)


def _holds(premises: tuple[Polynomial, ...], goal: Polynomial) -> bool:
    obligation = Obligation("", premises, goal, ENTRY)
    return follows(premises, goal) is not None or isinstance(solve(obligation, seconds=2), Accepted)


def _with_multipliers(proof: TerminationProof) -> TerminationProof:
    return replace(proof, proofs=_multipliers(obligations(proof)))


def _multipliers(wanted: Iterator[Obligation]) -> tuple[Farkas | None, ...]:
    found: list[Farkas | None] = []
    with suppress(Malformed):  # which the checker will meet too
        found.extend(follows(each.premises, each.goal) for each in wanted)
    return tuple(found)
