"""What calls return: guess linear bounds of results, and keep those that keep one another, by induction over calls.

As with invariants the guesses are what was true in runs (Houdini, Flanagan and Leino 2001). A guess falls where it
does not follow at some return, from the invariants there and what the calls inside have returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arlib.polynomials import Polynomial
from arlib.programs.interpreter import Run
from arlib.programs.transitions import RETURN, Summaries, TransitionSystem, transition_system
from arlib.termination.calls import results
from arlib.termination.farkas import contradictory, follows
from arlib.termination.invariants import Invariants, Samples, guesses, houdini, minimal
from arlib.termination.runs import State, constants
from arlib.termination.search import Attempt, rank
from arlib.termination.simplex import Deadline

LIMIT = 200  # of the constants in a guess
MOST_GUESSES = 24


def summarised(
    system: TransitionSystem, made: Sequence[Run], samples: Samples, deadline: Deadline
) -> Iterator[Attempt]:
    """Arguments in which calls return what their summaries say."""
    told = results(system.program, made, deadline)
    summaries: Summaries = {
        each.name: tuple(_guesses(each.parameters, each.result, told[each.name]))
        for each in system.program.functions
        if each.result is not None and told.get(each.name)
    }
    mentioned = constants(system.program)
    while any(summaries.values()):
        system = transition_system(system.program, deadline.check, summaries)
        states = {
            location: [{**dict.fromkeys(system.variables, 0), **s} for s in each] for location, each in samples.items()
        }
        guessed = guesses(system, states, mentioned, pairs=False)
        invariants, infeasible = houdini(system, guessed, deadline)
        kept = {name: tuple(_kept(system, invariants, name, each, deadline)) for name, each in summaries.items()}
        if kept == summaries:
            yield rank(system, (), states, invariants, infeasible, deadline)
            return
        summaries = kept


def _guesses(parameters: Sequence[str], result: str, told: Sequence[State]) -> Iterator[Polynomial]:
    """Bounds of the result, and of its sum and difference with each parameter, that were true of all calls."""
    r = Polynomial.variable(result)
    directions = [r, -r]
    for name in parameters:
        p = Polynomial.variable(name)
        directions += [r - p, p - r, r + p, -r - p]
    for direction in directions[:MOST_GUESSES]:
        least = min(direction.evaluate(state) for state in told)
        if abs(least) <= LIMIT:
            yield direction - least


def _kept(
    system: TransitionSystem, invariants: Invariants, name: str, summary: Sequence[Polynomial], deadline: Deadline
) -> Iterator[Polynomial]:
    """The part of a function's summary that follows at each of its returns."""
    outs = [out for out in system.exits if out.target == RETURN and out.why == name]
    premises = [tuple(minimal((*invariants.get(out.source, ()), *out.guard))) for out in outs]
    open_ = [(out, known) for out, known in zip(outs, premises, strict=True) if contradictory(known, deadline) is None]
    for p in summary:
        if all(follows(known, p.substitute(out.update), deadline) is not None for out, known in open_):
            yield p
