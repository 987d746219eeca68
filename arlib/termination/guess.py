"""A reader's own guess as evidence: ranking functions, invariants and recurrence sets, read from text and judged.

A guess becomes the certificate that an engine would make of it. What is wrong with it is shown in a state with small
numbers, from which one turn of the loop is carried out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from arlib import terms as t
from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.certificates.termination import (
    FALSE,
    Malformed,
    RankingFunction,
    TerminationProof,
    components,
    obligations,
    split_system,
    within,
)
from arlib.checking import Accepted, Rejected, check
from arlib.checking.termination import solve
from arlib.polynomials import Polynomial, constraint_text, constraints_text, tighten
from arlib.printing import to_text
from arlib.programs.from_python import parse
from arlib.programs.interpreter import OutOfSteps, TooLarge, run
from arlib.programs.paths import Path
from arlib.programs.symbolic import Reader
from arlib.programs.syntax import Program, loops
from arlib.programs.transitions import ENTRY, UNDEFINED, Location, Transition, TransitionSystem, transition_system
from arlib.termination.farkas import contradictory, follows
from arlib.termination.runs import Arrival, Trace, complete, simulate
from arlib.verdict import Unsupported

Guess = str | Mapping[Location, str]  # one text for every loop, or one for each by its number
SMALL = (1, 2, 3, 5, 8, 12, 20)  # how large the numbers of a state may be, tried in turn
MOST_TRIED = 20_000  # states
STEPS = 40  # of the runs that tell whether a state is reached


def guess(
    program: Program,
    ranking: Guess | Sequence[Guess] | Mapping[Location, Sequence[str]] = (),
    invariant: Guess = "",
    *,
    phases: Sequence[Guess] = (),
) -> TerminationProof:
    """The proof that a reader has in mind; whether it is one, ``judge`` tells.

    Several ranking functions are lexicographic, in their order. ``phases`` are nested functions instead: each begins
    to decrease when the one before it has been used up. Raises ``Unsupported`` for a text that cannot be read.

    >>> from arlib.programs.python_program import python_program
    >>> g = python_program("def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y")
    >>> judge(guess(g, "x - y", "y > 0"))
    Accepted(rests_on=())
    >>> print(judge(guess(g, "x - y")).countermodel)
    with x = 1, y = 0, a turn of the loop in line 3 leads to x = 1, y = 0: x - y goes from 1 to 1, and should decrease
    """
    system = transition_system(program)
    known = {at: read_constraints(text, system) for at, text in _by_loop(invariant, system).items()}
    proof = TerminationProof(program, (), {at: found for at, found in known.items() if found}, frozenset(), ())
    premises = [(*known.get(t.source, ()), *t.guard) for t in (*system.transitions, *system.exits)]
    impossible = frozenset(n for n, known_ in enumerate(premises) if contradictory(known_) is not None)
    first_exit = len(system.transitions)
    failing = frozenset(n for n, out in enumerate(system.exits) if out.target == UNDEFINED)
    proof = replace(
        proof,
        infeasible=frozenset(n for n in impossible if n < first_exit),
        defined=frozenset(n - first_exit for n in impossible if n >= first_exit) & failing,
    )
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
    return replace(proof, proofs=_multipliers(obligations(proof)))


def guess_recurrence(program: Program, inputs: Mapping[str, int], recurrence: Guess) -> RecurrenceSet:
    """The set in which, a reader thinks, the run from an input stays for ever; whether it does, ``judge`` tells.

    >>> from arlib.programs.python_program import python_program
    >>> g2 = python_program("def g2(x, y):\\n    while x > y:\\n        x = x - y")
    >>> judge(guess_recurrence(g2, {"x": 5, "y": 0}, "x > y and y <= 0"))
    Accepted(rests_on=())
    >>> print(judge(guess_recurrence(g2, {"x": 5, "y": 0}, "x > y")).countermodel)
    with x = 2, y = 1, which is in the set, a turn of the loop in line 2 leads to x = 1, y = 1: x > y is false there
    """
    system = transition_system(program)
    known = {at: read_constraints(text, system) for at, text in _by_loop(recurrence, system).items()}
    made = run(program, inputs, steps=1_000)
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


def judge(evidence: TerminationProof | RecurrenceSet | Lasso | UndefinedRun) -> Accepted | Rejected:
    """What the checker says; a rejection shows the state in which an obligation fails, and what happens there.

    Obligations without multipliers go to the solver, and the answer says so.
    """
    match evidence:
        case TerminationProof():
            system = split_system(evidence.program, evidence.splits)
            wanted: Iterable[Obligation] = obligations(evidence)
        case RecurrenceSet():
            system = transition_system(evidence.program)
            if (outside := _outside(evidence)) is not None:
                return outside
            wanted = closure_obligations(system, evidence)
        case _:
            return check(evidence)
    answer = check(evidence)
    if isinstance(answer, Accepted):
        return answer
    try:
        for obligation in wanted:
            if obligation.name == answer.obligation and follows(obligation.premises, obligation.goal) is None:
                traces = list(_small_runs(system))
                state = _small_state(system, obligation, traces)
                if state is not None:
                    return _replayed(system, evidence, obligation, state, traces)
    except Malformed:
        pass
    return answer


# ---- Reading ---------------------------------------------------------------------------------


def read_function(text: str, system: TransitionSystem) -> Polynomial:
    """The polynomial over a system's variables that a text means; raises ``Unsupported``."""
    term = parse(text)
    if t.is_formula(term):
        raise Unsupported("a ranking function is a number, and this is true or false", text)
    return _polynomial(term, text, system)


def read_constraints(text: str, system: TransitionSystem) -> tuple[Polynomial, ...]:
    """The constraints that a text means, comparisons joined by ``and``; raises ``Unsupported``."""
    if not text.strip():
        return ()

    def read(term: t.Term) -> Iterator[Polynomial]:
        match term:
            case t.Truth(True):
                return
            case t.Truth(False):
                yield FALSE
            case t.And(left, right):
                yield from (*read(left), *read(right))
            case t.Gt(left, right) | t.Lt(right, left):
                yield tighten(_polynomial(t.Sub(left, right), text, system) - 1)
            case t.Ge(left, right) | t.Le(right, left):
                yield tighten(_polynomial(t.Sub(left, right), text, system))
            case t.Eq(left, right):
                difference = _polynomial(t.Sub(left, right), text, system)
                yield from (difference, -difference)
            case _:
                reason = f"{to_text(term)} is none of the comparisons <, <=, >, >= and ==, joined by and"
                raise Unsupported(reason, text)

    return tuple(dict.fromkeys(p for p in read(parse(text)) if p.known is None or p.known < 0))


def _polynomial(term: t.Term, text: str, system: TransitionSystem) -> Polynomial:
    for name in t.free_variables(term):
        if name not in system.variables:
            own = ", ".join(system.variables) or "no variable"
            raise Unsupported(f"{name} does not decide how long this program runs; {own} may", text)
    for part in t.subterms(term):
        if not isinstance(part, t.Var | t.Const | t.Add | t.Sub | t.Mul | t.Neg):
            raise Unsupported(f"{to_text(part)} is more than sums, differences and products", text)
    (found,) = (value for _, value in Reader({}).number(term, Path()))
    if found is None or not found.variables <= set(system.variables):
        raise Unsupported("this has too high a degree, or too many parts", text)
    return found


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
    return [
        _by_loop({at: texts[i] for at, texts in lists.items() if i < len(texts)}, system) for i in range(most)
    ]


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


def _multipliers(wanted: Iterable[Obligation]) -> tuple[Farkas | None, ...]:
    try:
        return tuple(follows(each.premises, each.goal) for each in wanted)
    except Malformed:  # the checker will say so too
        return ()


# ---- Where it fails --------------------------------------------------------------------------


def _outside(found: RecurrenceSet) -> Rejected | None:
    """Why the run from the guessed input is not in the guessed set; None if it is."""
    made = run(found.program, found.entry.inputs, choices=found.entry.choices, steps=1_000)
    start = _shown(found.entry.inputs)
    if not isinstance(made.outcome, OutOfSteps | TooLarge):
        return Rejected("entry", f"the run from {start} ends after {made.steps} steps", dict(found.entry.inputs))
    if not found.phases or len(made.visits) < found.entry.arrival:
        return None
    constraints, visit = found.phases[0].constraints, made.visits[found.entry.arrival - 1]
    state = {name: value for name, value in visit.state.items() if "." not in name}
    if all(p.evaluate(visit.state) >= 0 for p in constraints if p.variables <= visit.state.keys()):
        return None
    seen = f"comes to the loop in line {visit.line} first with {_shown(state)}"
    never = f"and neither there nor later is {constraints_text(constraints)} true"
    return Rejected("entry", f"the run from {start} {seen}, {never}", state)


def _small_runs(system: TransitionSystem) -> Iterator[Trace]:
    """Short runs from small inputs, the smallest first; choices are small random numbers."""
    choose = random.Random(0)
    kinds = system.program.types
    for values in _box(len(system.program.parameters), 200):
        inputs = dict(zip(system.program.parameters, values, strict=True))
        if all(inputs[name] in kinds[name] for name in inputs if name in kinds):
            yield simulate(system, inputs, lambda _: choose.randint(-3, 3), STEPS)


def _box(dimensions: int, most: int = MOST_TRIED) -> list[tuple[int, ...]]:
    """Points with small coordinates, the smallest first."""
    radius = max((r for r in SMALL if (2 * r + 1) ** dimensions <= most), default=1)
    points = product(sorted(range(-radius, radius + 1), key=lambda value: (abs(value), value < 0)), repeat=dimensions)
    return sorted(points, key=lambda point: sum(map(abs, point)))


def _small_state(
    system: TransitionSystem, obligation: Obligation, traces: Sequence[Trace]
) -> dict[str, int] | None:
    """A state in which an obligation fails: one that a run comes to, or one with small numbers, or the solver's."""
    guard = Transition(obligation.at, obligation.at, obligation.premises, {})
    names = {name for p in (*obligation.premises, obligation.goal) for name in p.variables}
    chosen = sorted(name for name in names if "#" in name and not name.startswith("#"))
    own = [name for name in system.variables if name in names]

    def failing(state: Mapping[str, int], values: Sequence[int]) -> dict[str, int] | None:
        known = {**state, **dict(zip(chosen, values, strict=True))}
        full = dict(known)
        try:
            return known if complete(guard, full) and obligation.goal.evaluate(full) < 0 else None
        except KeyError:  # something that the premises leave open
            return None

    reached = (arrival.state for arrival in _arrivals(traces) if arrival.location == obligation.at)
    choices = _box(len(chosen), 100)
    candidates = ((state, values) for state in reached for values in choices)
    points = ((dict(zip(own, point[: len(own)], strict=True)), point[len(own) :]) for point in _box(len(own + chosen)))
    for state, values in (*candidates, *points):
        found = failing(state, values)
        if found is not None:
            return {**dict.fromkeys(system.variables, 0), **found}
    for size in (100, 10_000, 10**9, None):
        near = [Polynomial.variable(name) * sign + size for name in own for sign in (1, -1)] if size else []
        match solve(replace(obligation, premises=(*obligation.premises, *near)), seconds=2):
            case Rejected(assignment=dict(values)):
                shown = {name: value for name, value in values.items() if not name.startswith("#")}
                return {**dict.fromkeys(system.variables, 0), **shown}
    return None


def _arrivals(traces: Iterable[Trace]) -> Iterator[Arrival]:
    for trace in traces:
        start = {**dict.fromkeys(trace.inputs, 0), **trace.inputs}
        yield Arrival(ENTRY, start, -1, ())
        yield from trace.arrivals


def _replayed(
    system: TransitionSystem,
    evidence: TerminationProof | RecurrenceSet,
    obligation: Obligation,
    state: dict[str, int],
    traces: Sequence[Trace],
) -> Rejected:
    """The turn that is taken from a state in which an obligation fails, and what goes wrong in it."""
    own = {name: state[name] for name in system.variables}
    for n, transition in enumerate((*system.transitions, *system.exits)):
        known = {**{choice.name: 0 for choice in transition.chosen}, **state}
        possible = transition.source == obligation.at or isinstance(evidence, RecurrenceSet)
        if not possible or not set(transition.guard) <= set(obligation.premises) or not complete(transition, known):
            continue
        after = {name: value.evaluate(known) for name, value in transition.update.items()}
        made = [known[choice.name] for choice in transition.chosen]
        choices = f", and the choice{'s' * (len(made) > 1)} {', '.join(map(str, made))}" if made else ""
        where = f"with {_shown(own)}{choices}"
        if isinstance(evidence, RecurrenceSet):
            said = _left(system, evidence, transition, after)
            where += ", which is in the set"
        else:
            said = _wrong(evidence, n, transition, own, after)
        if said:
            turn = _turn(system, transition)
            leads = f" {turn} leads to {_shown(after)}:" if transition.target >= 0 else ""
            return Rejected(obligation.name, f"{where},{leads} {said}", state)
    return Rejected(obligation.name, f"it is false with {_shown(own)}", state)
