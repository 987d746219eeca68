"""Where evidence fails: a state with small numbers, and what one turn of the loop does from there."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice, product, repeat

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.farkas import Obligation
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.certificates.splits import origin
from arlib.certificates.termination import Malformed, TerminationProof, obligations, path_name
from arlib.checking import Accepted, Rejected, check
from arlib.checking.termination import check_obligation, solve
from arlib.polynomials import Polynomial, constraint_text, constraints_text
from arlib.printing import assignment_text
from arlib.programs.interpreter import OutOfSteps, TooDeep, TooLarge, run
from arlib.programs.syntax import place_name
from arlib.programs.transitions import END, ENTRY, Location, Transition, TransitionSystem
from arlib.termination.farkas import follows
from arlib.termination.runs import complete, in_class, simulate

Evidence = TerminationProof | RecurrenceSet | Lasso | UndefinedRun | AcceleratedRun
State = Mapping[str, int]
RADII = (20, 12, 8, 5, 3, 2, 1)  # how large the numbers of a state are at most
MOST_POINTS, MOST_INPUTS, MOST_CHOICES = 10_000, 150, 50
STEPS = 40  # of a run that may come to a state


def judge(evidence: Evidence, *, seconds: float = 10.0) -> Accepted | Rejected:
    """What the checker says; a rejection shows a state in which an obligation fails, and one turn from there.

    ``seconds`` bounds the solver, where one is needed.

    >>> from arlib.languages.python.functions import python_program
    >>> from arlib.termination.guess import guess
    >>> g = python_program("def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y")
    >>> judge(guess(g, "x - y", "y > 0"))
    Accepted(rests_on=())
    >>> print(judge(guess(g, "y", "y > 0")).countermodel.replace(": ", ":\\n"))
    with x = 2, y = 1, a turn of the loop in line 3 leads to x = 1, y = 1:
    y goes from 1 to 1, and should decrease. A run from x = 2, y = 1 comes to this state
    """
    answer = check(evidence, seconds=seconds)
    try:
        match answer, evidence:
            case Rejected(), TerminationProof():
                return _explained(answer, evidence, evidence.system, obligations(evidence))
            case Rejected(), RecurrenceSet():
                wanted = closure_obligations(evidence.system, evidence)
                outside = _outside(evidence)
                return _explained(answer, evidence, evidence.system, wanted) if outside is None else outside
    except Malformed:
        pass
    return answer


def judge_each(proof: TerminationProof, *, seconds: float = 10.0) -> Iterator[tuple[Obligation, Accepted | Rejected]]:
    """The obligations of a proof in turn, also those behind one that fails, each with what the checker says of it.

    All accepted is not yet a proof: ``judge`` also sees what is no obligation, such as a cycle that nothing breaks.
    Raises ``Malformed`` where the proof says something that is no question of arithmetic.

    >>> from arlib.languages.python.functions import python_program
    >>> from arlib.termination.guess import guess
    >>> f = python_program("def f(x):\\n    while x > 0:\\n        x = x - 1")
    >>> for obligation, answer in judge_each(guess(f, "x - 5")):
    ...     print(type(answer).__name__, "-", obligation.name)
    Accepted - x - 5 decreases in a turn of the loop in line 2
    Rejected - x - 5 is at least 0 in a turn of the loop in line 2
    """
    system = proof.system
    for obligation, multipliers in zip(obligations(proof), chain(proof.proofs, repeat(None)), strict=False):
        answer = check_obligation(obligation, multipliers, seconds=seconds)
        if isinstance(answer, Rejected):
            answer = _explained(answer, proof, system, iter([obligation]))
        yield obligation, answer


def _explained(
    answer: Rejected, evidence: TerminationProof | RecurrenceSet, system: TransitionSystem, wanted: Iterator[Obligation]
) -> Rejected:
    """The checker's answer with a small state; as it is if there is none, as where multipliers do not add up."""
    for obligation in wanted:
        # Branches of one loop share a name.
        if obligation.name == answer.obligation and follows(obligation.premises, obligation.goal) is None:
            at = evidence.phases[obligation.at].location if isinstance(evidence, RecurrenceSet) else obligation.at
            found = _small_state(system, obligation, at)
            if found is not None:
                return _replayed(system, evidence, obligation, at, found)
    return answer


# ---- A small state ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """A state in which an obligation fails, with choices, and an input whose run comes there, if one is known."""

    state: State
    inputs: State | None


def _small_state(system: TransitionSystem, obligation: Obligation, at: Location) -> _Found | None:
    """A state that a run from small numbers comes to; or any state with small numbers; or one from the solver."""
    guard = Transition(at, at, obligation.premises, {})
    goal, zero = obligation.goal, dict.fromkeys(system.variables, 0)
    names = {name for p in (*obligation.premises, goal) for name in p.variables}
    own = [name for name in system.variables if name in names]
    chosen = sorted(name for name in names if "#" in name and not name.startswith("#"))
    choices = [dict(zip(chosen, values, strict=True)) for values in _box(len(chosen), MOST_CHOICES)]
    most = MOST_POINTS // len(choices)
    reached = list(islice(_visited(system, at), most))
    small = ((dict(zip(own, values, strict=True)), None) for values in _box(len(own), most))
    for state, inputs in chain(reached, small):
        for choice in choices:
            known = {**zero, **state, **choice}
            full = dict(known)
            # What the guard leaves open, such as a square that is not followed, is left to the solver.
            there = in_class(system, at, known) and complete(guard, full)
            if there and goal.variables <= full.keys() and goal.evaluate(full) < 0:
                return _Found(known, inputs)
    for size in (100, 10_000, 10**9, None):
        sides = [Polynomial.variable(name) * sign + size for name in own for sign in (1, -1)] if size else []
        match solve(replace(obligation, premises=(*obligation.premises, *sides)), seconds=2):
            case Rejected(assignment=dict(values)) if in_class(system, at, {**zero, **values}):
                known = {name: value for name, value in values.items() if not name.startswith("#")}
                same = (inputs for state, inputs in reached if all(state[name] == values[name] for name in own))
                return _Found({**zero, **known}, next(same, None))
    return None


def _visited(system: TransitionSystem, at: Location) -> Iterator[tuple[State, State]]:
    """The states in which short runs from small inputs come to a location, each with the input of the first one."""
    choose = random.Random(0)
    kinds, names = system.program.types, system.program.parameters
    seen: set[tuple[int, ...]] = set()
    for values in _box(len(names), MOST_INPUTS):
        inputs = dict(zip(names, values, strict=True))
        if any(inputs[name] not in kind for name, kind in kinds.items() if name in inputs):
            continue
        if at == ENTRY:
            yield {**dict.fromkeys(system.variables, 0), **inputs}, inputs
            continue
        for arrival in simulate(system, inputs, lambda *_: choose.randint(-3, 3), STEPS).arrivals:
            key = tuple(arrival.state[name] for name in system.variables)
            if arrival.location == at and key not in seen:
                seen.add(key)
                yield arrival.state, inputs


def _box(dimensions: int, most: int) -> list[tuple[int, ...]]:
    """Points with small coordinates, at most so many: the smallest first, and of these the positive ones."""
    radius = next((r for r in RADII if (2 * r + 1) ** dimensions <= most), 0)
    points: Iterable[tuple[int, ...]] = product(range(-radius, radius + 1), repeat=dimensions)
    if radius == 0:  # many dimensions: the origin, and the points beside it
        axes = range(min(dimensions, most // 2))
        points = [(0,) * dimensions, *((0,) * i + (d,) + (0,) * (dimensions - i - 1) for i in axes for d in (1, -1))]
    return sorted(points, key=lambda point: (sum(map(abs, point)), -sum(point), [-value for value in point]))


# ---- One turn from there ---------------------------------------------------------------------


def _replayed(
    system: TransitionSystem,
    evidence: TerminationProof | RecurrenceSet,
    obligation: Obligation,
    at: Location,
    found: _Found,
) -> Rejected:
    """The turn that is taken from a state in which an obligation fails, and what goes wrong in it."""
    own = {name: found.state[name] for name in _in_order(system)}
    shown = assignment_text(own)
    for n, transition in enumerate((*system.transitions, *system.exits)):
        known = {**{choice.name: 0 for choice in transition.chosen}, **found.state}
        if transition.source != at or not set(transition.guard) <= set(obligation.premises):
            continue
        if not complete(transition, known) or not all(transition.update[n].variables <= known.keys() for n in own):
            continue
        after = {name: transition.update[name].evaluate(known) for name in own}
        made = [str(known[choice.name]) for choice in transition.chosen]
        where = f"with {shown}" + (f" and the choice{'s' * (len(made) > 1)} {', '.join(made)}" if made else "")
        leads = f", {path_name(system, transition)} leads to {assignment_text(after)}"
        if isinstance(evidence, RecurrenceSet):
            said = _escapes(system, evidence, obligation.at, transition, after)
            leads = f", which is in the set{leads if transition.target >= 0 else ''}"
        else:
            wrong = list(_wrong(evidence, n, transition, own, after))
            said = next((words for goal, words in wrong if goal == obligation.goal), wrong[0][1] if wrong else "")
            if transition.target < 0:
                said, leads = transition.why, f", a run goes on to line {transition.lines[-1]}, where C says nothing"
            elif at == ENTRY:
                leads = f", the program comes to {system.name(transition.target)} with {assignment_text(after)}"
        if said:
            return Rejected(obligation.name, f"{where}{leads}: {said}{_comes(evidence, at, found)}", dict(found.state))
    return Rejected(obligation.name, f"it is false with {shown}", dict(found.state))


def _in_order(system: TransitionSystem) -> list[str]:
    """The variables as a person expects them: the parameters first."""
    names = system.program.parameters
    return [*(name for name in names if name in system.variables), *(v for v in system.variables if v not in names)]


def _comes(evidence: TerminationProof | RecurrenceSet, at: Location, found: _Found) -> str:
    if isinstance(evidence, RecurrenceSet) or at == ENTRY:
        return ""
    if found.inputs is not None:
        return (
            f". A run from {assignment_text(found.inputs)} comes to this state"
            if found.inputs
            else ". A run comes there"
        )
    return ". No run that was tried comes to this state; if none can, an invariant should say so"


def _wrong(
    proof: TerminationProof, n: int, transition: Transition, before: State, after: State
) -> Iterator[tuple[Polynomial, str]]:
    """What a proof says of a turn that is not so: the goals of the obligations that fail, each in words."""
    for p in proof.invariants.get(transition.target, ()):
        if p.evaluate(after) < 0:
            kept = transition.source == transition.target
            said = f"{constraint_text(p)} is {'true before and ' * kept}false {'after' if kept else 'there'}"
            yield p.substitute(transition.update), said
    for ranking in proof.rankings:
        if not {transition.source, transition.target} <= ranking.functions[0].keys():
            continue
        allowance: int | None = None
        above = Polynomial.constant(0)
        for functions in ranking.functions:
            f, g = functions[transition.source], functions[transition.target]
            now, then = f.evaluate(before), g.evaluate(after)
            falls = f - g.substitute(transition.update)
            goes = f"{f} goes from {now} to {then}" if f == g else f"{f} is {now} and then {g} is {then}"
            if n not in ranking.strict:
                if then > now:
                    yield falls, f"{goes}, and should not increase"
                continue
            if allowance is None and then >= now:
                yield falls - 1, f"{goes}, and should decrease"
            if allowance is not None and then > now + allowance - 1:
                should = f"as the function before it is {allowance}, it should {_at_most(allowance - 1)}"
                yield falls + above - 1, f"{goes}; {should}"
            allowance, above = now, f
        if n in ranking.strict:
            if allowance is not None and allowance < 0:
                yield above, f"{f} is {allowance} before that, and should not be negative while the loop goes on"
            return


def _at_most(change: int) -> str:
    if change == 0:
        return "not increase"
    return f"increase by at most {change}" if change > 0 else f"decrease by at least {-change}"


def _escapes(system: TransitionSystem, found: RecurrenceSet, i: int, transition: Transition, after: State) -> str:
    """How a turn leads out of the set; nothing if it does not."""
    if transition.target < 0:
        what = "is left" if transition.target == END else f"stops ({transition.why})"
        return f"{system.name(transition.source)} {what}"
    there = [phase for phase in found.phases if phase.location == transition.target]
    if not there:
        return f"the set says nothing of {system.name(transition.target)}"
    failing = [p for p in there[0].constraints if p.evaluate(after) < 0]
    return f"{constraints_text(failing[:1])} is false there" if failing else ""


def _outside(found: RecurrenceSet) -> Rejected | None:
    """Why the run from the guessed input never is in the guessed set; None if it is."""
    inputs = dict(found.entry.inputs)
    made = run(found.program, inputs, choices=found.entry.choices, steps=1_000)
    start = f"the run from {assignment_text(inputs)}"
    if not isinstance(made.outcome, OutOfSteps | TooDeep | TooLarge):
        return Rejected("entry", f"{start} ends after {made.steps} steps", inputs)
    if not found.phases or len(made.visits) < found.entry.arrival:
        return None
    visit, phase = made.visits[found.entry.arrival - 1], found.phases[0]
    if visit.loop == origin(found.system, phase.location) and _is_in(found, visit.state):
        return None
    wanted = found.states()[0] or "true"
    at = place_name(found.program, visit.loop)
    seen = f"{start} goes on, and comes to {at} first with {assignment_text(visit.state)}"
    nor = f"nor at its other {len(made.visits) - 1} arrivals that were tried"
    return Rejected("entry", f"{seen}; but {wanted} is not true there, {nor}", dict(visit.state))


def _is_in(found: RecurrenceSet, state: State) -> bool:
    """Whether a state is one of the first phase's."""
    phase = found.phases[0]
    classes = found.system.residues.get(phase.location, {}).items()
    met = all(p.variables <= state.keys() and p.evaluate(state) >= 0 for p in phase.constraints)
    return met and all(name in state and state[name] in each for name, each in classes)
