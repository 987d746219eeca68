"""The simplest no: a run that comes back to a state in which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from arlib.certificates.nontermination import Entry, Lasso, UndefinedRun
from arlib.programs.interpreter import Failed, run
from arlib.programs.transitions import UNDEFINED, TransitionSystem
from arlib.termination.runs import Trace

STEPS = 20_000


def lassos(system: TransitionSystem, trace: Trace) -> Iterator[Lasso]:
    """The first return of a run to a state, as far as it decides how the run goes on, if there is one."""
    if trace.ended is not None or not _returns(trace):
        return
    program = system.program
    choices = tuple(value for arrival in trace.arrivals for value in arrival.choices)
    visits = run(program, trace.inputs, choices=choices, steps=STEPS, arrivals=len(trace.arrivals)).visits
    seen: dict[tuple[int, tuple[tuple[str, int], ...]], int] = {}
    for number, visit in enumerate(visits[: len(trace.arrivals)], start=1):
        key = visit.loop, tuple(pair for pair in visit.state.items() if pair[0] in system.variables)
        if key in seen:
            first = visits[seen[key] - 1].chosen
            entry = Entry(trace.inputs, choices[:first], seen[key])
            yield Lasso(program, entry, choices[first : visit.chosen], number)
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
    if isinstance(made.outcome, Failed):
        entry = Entry(dict(inputs), made.choices, len(made.visits))
        yield UndefinedRun(system.program, entry, made.outcome.line, made.outcome.why)
