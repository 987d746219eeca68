"""The simplest no: a run that comes back to a state in which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from arlib.certificates.nontermination import Entry, Lasso, UndefinedRun
from arlib.programs.interpreter import Failed, Run, run
from arlib.programs.syntax import Program
from arlib.programs.transitions import UNDEFINED, TransitionSystem
from arlib.termination.runs import Trace

STEPS = 20_000


def lassos(system: TransitionSystem, trace: Trace) -> Iterator[Lasso]:
    """The first return of a run to a state, as far as it decides how the run goes on, if there is one."""
    if trace.ended is not None or not _returns(trace):
        return
    choices = tuple(value for arrival in trace.arrivals for value in arrival.choices)
    made = run(system.program, trace.inputs, choices=choices, steps=STEPS, arrivals=len(trace.arrivals))
    yield from returns(system, made)


def returns(system: TransitionSystem, made: Run) -> Iterator[Lasso]:
    """The first return of a run to a state, while the call in which it was is active."""
    program = system.program
    # What a call returns may depend on variables that no guard asks for.
    deciding = None if program.functions else frozenset(system.variables)
    seen: dict[tuple[int, tuple[tuple[str, int], ...]], int] = {}
    for number, visit in enumerate(made.visits, start=1):
        key = visit.loop, tuple(pair for pair in visit.state.items() if deciding is None or pair[0] in deciding)
        if key in seen and visit.is_inside(made.visits[seen[key] - 1]):
            first = made.visits[seen[key] - 1].chosen
            entry = Entry(made.inputs, made.choices[:first], seen[key])
            yield Lasso(program, entry, made.choices[first : visit.chosen], number)
            return
        seen[key] = number


def _returns(trace: Trace) -> bool:
    """Whether it comes back at least in the variables that matter."""
    states = [(arrival.location, tuple(arrival.state.items())) for arrival in trace.arrivals]
    return len(set(states)) < len(states)


def undefined_runs(system: TransitionSystem, trace: Trace) -> Iterator[UndefinedRun]:
    """The run as a witness, if it comes to an operation without a value."""
    if trace.ended is None or system.exits[trace.ended].target != UNDEFINED:
        return
    choices = (*(value for arrival in trace.arrivals for value in arrival.choices), *trace.last)
    yield from failing_runs(system, trace.inputs, choices, STEPS)


def failing_runs(
    system: TransitionSystem, inputs: Mapping[str, int], choices: Iterable[int], steps: int
) -> Iterator[UndefinedRun]:
    """The run of the interpreter, if it comes to an operation without a value in so many steps."""
    try:
        made = run(system.program, inputs, choices=choices, steps=steps)
    except ValueError:  # a choice that is not of its type
        return
    yield from failures(system.program, made)


def failures(program: Program, made: Run) -> Iterator[UndefinedRun]:
    """The run as a witness, if it comes to an operation without a value."""
    if isinstance(made.outcome, Failed):
        entry = Entry(made.inputs, made.choices, len(made.visits))
        yield UndefinedRun(program, entry, made.outcome.line, made.outcome.why)
