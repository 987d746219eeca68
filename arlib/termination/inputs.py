"""Ask the solver for inputs: from which a turn changes nothing, a loop goes on for long, or an operation fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice, product

from arlib import terms as t
from arlib.polynomials import Polynomial, formula
from arlib.programs.transitions import ENTRY, UNDEFINED, Transition, TransitionSystem
from arlib.termination.runs import Trace, simulate
from arlib.termination.simplex import Deadline
from arlib.terms import Claim

SECONDS = 1.0  # for one question
MOST_WALKS = 60
STEPS, TURNS = 40, 6
MOST_POLICIES = 40


def fixed_points(system: TransitionSystem, deadline: Deadline) -> Iterator[Trace]:
    """Runs that enter a loop in a state to which a walk of one or two transitions returns, the solver says."""
    for walk in _walks(system, closed=True):
        if len(walk) > 3:
            break
        constraints, after, before = _composed(system, walk)
        for name in system.variables:
            difference = after[name] - before[name]
            constraints += [difference, -difference]
        yield from _ask(system, walk, constraints, deadline)


def long_stays(system: TransitionSystem, deadline: Deadline) -> Iterator[Trace]:
    """Runs that take one transition again and again, with choices that are the same function of each state."""
    ways = [(a, b) for a in system.transitions if a.source == ENTRY for b in system.transitions if b.source == a.target]
    for way, turn in ways:
        if turn.target != turn.source:
            continue
        for policy in islice(product(_functions(system), repeat=len(turn.chosen)), MOST_POLICIES):
            constraints = _composed(system, [way, *[turn.choosing(policy)] * TURNS])[0]
            yield from _ask(system, [way], constraints, deadline, policy)


def _functions(system: TransitionSystem) -> list[Polynomial]:
    """What may be chosen: a number, or something simple about a variable."""
    variables = [Polynomial.variable(name) for name in system.variables]
    numbers = [Polynomial.constant(value) for value in (0, 1, -1)]
    return [*numbers, *(f for x in variables for f in (x, x + 1, x - 1, x * 2, -x))]


def undefined_points(system: TransitionSystem, deadline: Deadline) -> Iterator[Trace]:
    """Runs that come to an operation without a value after a few transitions, the solver says."""
    for walk in _walks(system, closed=False):
        yield from _ask(system, walk, _composed(system, walk)[0], deadline)


def _walks(system: TransitionSystem, closed: bool) -> Iterator[list[Transition]]:
    """Walks from the entry, the short ones first, that come back to their first location, or to an undefined exit."""
    ahead = [[x] for x in (*system.transitions, *system.exits) if x.source == ENTRY]
    count = 0
    while ahead and count < MOST_WALKS:
        walk = ahead.pop(0)
        last = walk[-1]
        if last.target < 0:
            if not closed and last.target == UNDEFINED:
                count += 1
                yield walk
            continue
        if closed and len(walk) > 1 and last.target == walk[0].target:
            count += 1
            yield walk
        if len(walk) < 3:
            leaving = (*system.transitions, *(() if closed else system.exits))
            ahead += [[*walk, x] for x in leaving if x.source == last.target]


def _composed(
    system: TransitionSystem, walk: Sequence[Transition]
) -> tuple[list[Polynomial], dict[str, Polynomial], dict[str, Polynomial]]:
    """What must hold of the inputs and the choices, and the state after the walk and after its first transition."""
    state = {name: Polynomial.variable(name) for name in system.variables}
    constraints: list[Polynomial] = []
    first: dict[str, Polynomial] = {}
    for number, transition in enumerate(walk):
        own = {name for p in (*transition.guard, *transition.update.values()) for name in p.variables}
        own |= {choice.name for choice in transition.chosen}
        renamed = {name: Polynomial.variable(_step(number, name)) for name in own - set(system.variables)}
        values = {**state, **renamed}
        constraints += [p.substitute(values) for p in transition.guard]
        state = {name: value.substitute(values) for name, value in transition.update.items()}
        first = first or state
    return constraints, state, first


def _step(number: int, name: str) -> str:
    return f"{name}@{number}"


def _ask(
    system: TransitionSystem,
    walk: Sequence[Transition],
    constraints: list[Polynomial],
    deadline: Deadline,
    policy: Sequence[Polynomial] = (),
) -> Iterator[Trace]:
    """The run from the solver's input, if it has one, with its choices; behind the walk by the policy, or again."""
    from arlib import smt

    deadline.check()
    kinds = system.program.types
    for name in system.program.parameters:
        if name in kinds:
            x = Polynomial.variable(name)
            constraints += [x - kinds[name].low, -x + kinds[name].high]
    wanted = [p for p in dict.fromkeys(constraints) if p.known is None]
    if any(p.known is not None and p.known < 0 for p in constraints):
        return
    parts: list[t.Term] = [t.Truth(True), *map(formula, wanted)]
    whole = reduce(t.And, parts)
    match smt.find_model(Claim(whole, t.free_variables(whole)), seconds=max(0.01, min(SECONDS, deadline.left))):
        case smt.Model(found):
            inputs = {name: found.get(name, 0) for name in system.program.parameters}
            # Parameters on which nothing depends may be anything of their type.
            inputs = {name: kinds[name].wrap(value) if name in kinds else value for name, value in inputs.items()}
            made = [[found.get(_step(n, c.name), 0) for c in x.chosen] for n, x in enumerate(walk)]
            turn = 0

            def draw(place: int, state: dict[str, int]) -> int:
                nonlocal turn
                turn += place == 0
                if policy and turn > len(made):
                    return policy[place].evaluate(state) if place < len(policy) else 0
                step = turn - 1 if turn <= len(made) else 1 + (turn - 1 - len(made)) % max(len(made) - 1, 1)
                row = made[min(step, len(made) - 1)]
                return row[place] if place < len(row) else 0

            yield simulate(system, inputs, draw, STEPS, deadline)
