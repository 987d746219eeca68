"""Check evidence that a program ends, or that it runs for ever, with rational arithmetic and the interpreter."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping
from functools import reduce
from itertools import zip_longest

from arlib import terms as t
from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.nontermination import Entry, Lasso, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.certificates.splits import origin
from arlib.certificates.termination import Malformed, TerminationProof, obligations
from arlib.checking.claims import Accepted, Rejected
from arlib.polynomials import constraint_text, formula
from arlib.printing import assignment_text
from arlib.programs.interpreter import Failed, Run, run
from arlib.programs.syntax import Program
from arlib.programs.transitions import transition_system
from arlib.residues import residues_text
from arlib.terms import Claim

MOST_STEPS = 1_000_000


def check_termination(proof: TerminationProof, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Each obligation by its multipliers; one that has none goes to the solver, and the answer says so.

    >>> from arlib.languages.python.functions import python_program
    >>> program = python_program("def f(x):\\n    while x > 0:\\n        x = x - 1")
    >>> check_termination(TerminationProof(program, (), {}, frozenset(), ()))
    Rejected(obligation='form', countermodel='no ranking function breaks the cycle at the loop in line 2')
    """
    return discharge(obligations(proof), proof.proofs, seconds)


def check_recurrence_set(found: RecurrenceSet, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Run the program into the set, and check that the set is never left."""
    try:
        system = found.system
    except Malformed as error:
        return Rejected("form", str(error))
    if found.phases:
        first = found.phases[0].location
        try:
            state = arrive(found.program, found.entry, origin(system, first))
        except ValueError as error:
            return Rejected("entry", str(error))
        for name, each in system.residues.get(first, {}).items():
            if name not in state or state[name] not in each:
                return Rejected("entry", f"{residues_text({name: each})} is not true there", dict(state))
        for p in found.phases[0].constraints:
            if not p.variables <= state.keys() or p.evaluate(state) < 0:
                return Rejected(
                    "entry", f"{constraint_text(p)} is not true there: {assignment_text(state)}", dict(state)
                )
    return discharge(closure_obligations(system, found), found.proofs, seconds)


def check_lasso(lasso: Lasso) -> Accepted | Rejected:
    """Run the program to the state, and on until it comes back, at least in what decides how it goes on."""
    choices = (*lasso.entry.choices, *lasso.repeated)
    first, again = lasso.entry.arrival, lasso.again
    if not 1 <= first < again:
        return Rejected("form", "a lasso comes back later than it begins")
    found = _run(lasso.program, lasso.entry.inputs, choices, again, keep=(first, again))
    if isinstance(found, str):
        return Rejected("entry", found)
    if found.arrivals < again:
        return Rejected("entry", f"the run comes to a loop only {found.arrivals} times")
    begin, end = found.visits
    if begin.chosen != len(lasso.entry.choices) or end.chosen != len(choices):
        return Rejected("choices", "the choices that are repeated are not those between the two states")
    if begin.loop != end.loop or begin.state != end.state and not _agree(lasso.program, begin.state, end.state):
        return Rejected("repetition", f"{assignment_text(begin.state)} is not {assignment_text(end.state)}")
    if not end.is_inside(begin):
        return Rejected("repetition", "the call of the first state has returned when the second one comes")
    return Accepted(("the interpreter",))


def _agree(program: Program, one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether two states agree in the variables on which some guard depends, which decide how the run goes on.

    A counter that nothing asks for differs. A variable that neither state has was not asked for in between either.
    What a call returns may depend on other variables too, so that where there are calls, nothing may differ.
    """
    return not program.functions and all(
        one.get(name) == other.get(name) for name in transition_system(program).variables
    )


def check_undefined_run(found: UndefinedRun) -> Accepted | Rejected:
    """Run the program to the operation that has no value."""
    made = _run(found.program, found.entry.inputs, found.entry.choices, None, keep=())
    if isinstance(made, str):
        return Rejected("entry", made)
    match made.outcome:
        case Failed(line, why) if (line, why) == (found.line, found.why):
            return Accepted(("the interpreter",))
        case other:
            return Rejected("outcome", f"the run ends otherwise: {other}")


def arrive(program: Program, entry: Entry, location: int) -> Mapping[str, int]:
    """The state in which an entry's run makes its arrival; raises ValueError if there is no such arrival there."""
    made = _run(program, entry.inputs, entry.choices, entry.arrival, keep=(entry.arrival,))
    if isinstance(made, str):
        raise ValueError(made)
    if not 1 <= entry.arrival <= made.arrivals:
        raise ValueError(f"the run comes to a loop {made.arrivals} times, not {entry.arrival}")
    [visit] = made.visits
    if visit.loop != location or visit.chosen != len(entry.choices):
        raise ValueError(f"the run is elsewhere at its arrival {entry.arrival}")
    return visit.state


def _run(
    program: Program, inputs: Mapping[str, int], choices: Iterable[int], arrivals: int | None, *, keep: Container[int]
) -> Run | str:
    """The run until it has come to a loop so often, or to its end, with the arrivals to keep; or why there is none."""
    most = math.inf if arrivals is None else arrivals
    try:
        return run(program, inputs, choices=choices, steps=MOST_STEPS, arrivals=most, keep=keep)
    except ValueError as error:
        return str(error)


def discharge(wanted: Iterable[Obligation], proofs: Iterable[Farkas | None], seconds: float) -> Accepted | Rejected:
    """Every obligation by the multipliers of its place, or by the solver where they are None."""
    rests_on: dict[str, None] = {}
    missing = object()
    try:
        for obligation, proof in zip_longest(wanted, proofs, fillvalue=missing):
            if not isinstance(obligation, Obligation):
                return Rejected("form", "there are more multipliers than obligations")
            if proof is missing:
                return Rejected(obligation.name, "it has no multipliers")
            assert proof is None or isinstance(proof, Farkas)
            match check_obligation(obligation, proof, seconds=seconds):
                case Rejected() as rejected:
                    return rejected
                case Accepted(names):
                    rests_on |= dict.fromkeys(names)
    except Malformed as error:
        return Rejected("form", str(error))
    return Accepted(tuple(rests_on))


def check_obligation(obligation: Obligation, proof: Farkas | None, *, seconds: float = 10.0) -> Accepted | Rejected:
    """An obligation by its multipliers, or by the solver where it has none."""
    if proof is None:
        return solve(obligation, seconds=seconds)
    if not proof.shows(obligation.premises, obligation.goal):
        return Rejected(obligation.name, "the multipliers do not add up")
    return Accepted()


def solve(obligation: Obligation, *, seconds: float = 10.0) -> Accepted | Rejected:
    """An obligation that the solver discharges; a state in which it fails comes back with its values."""
    from arlib import smt

    claim = claim_of(obligation)
    match smt.is_valid(claim, seconds=seconds):
        case smt.Valid():
            return Accepted((f"z3, for: {obligation.name}",))
        case smt.Invalid(assignment):
            return Rejected(obligation.name, assignment_text(assignment), assignment)
        case smt.Undecided(reason):
            return Rejected(obligation.name, f"the solver does not know: {reason}")


def claim_of(obligation: Obligation) -> Claim:
    """The obligation as a claim about integers."""
    goal = formula(obligation.goal)
    if obligation.premises:
        goal = t.Implies(reduce(t.And, map(formula, obligation.premises)), goal)
    return Claim(goal, t.free_variables(goal))
