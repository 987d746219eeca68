"""Programs with recursion, run by the interpreter: transitions alone do not know what a call returns.

The runs show where a state comes again, are samples of what is true at each place, and of what each function makes
of its arguments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from arlib.programs.interpreter import Returned, Run, run
from arlib.programs.syntax import Call, Procedure, Program, Return, entries
from arlib.programs.transitions import Location, TransitionSystem
from arlib.termination.runs import EARLY, LATE, State, Trace
from arlib.termination.simplex import Deadline
from arlib.terms import Var

STEPS = 3_000
MOST_RUNS = 40
WIDEST = 64  # bits of the results that are looked at


def runs(program: Program, traces: Sequence[Trace], deadline: Deadline) -> Iterator[Run]:
    """The runs from the same inputs; what they choose is 0 and 1 by turns."""
    seen = set()
    for trace in traces[:MOST_RUNS]:
        key = tuple(trace.inputs.items())
        if key not in seen:
            seen.add(key)
            deadline.check()
            yield run(program, trace.inputs, choices=cycle((0, 1)), steps=STEPS)


def visited(system: TransitionSystem, made: Sequence[Run]) -> dict[Location, list[State]]:
    """Some states in which the runs came to each place; what belongs to other calls is as it was seen last."""
    found: dict[Location, list[State]] = {}
    for each in made:
        here: dict[Location, list[State]] = {}
        known = dict.fromkeys(system.variables, 0)
        for visit in each.visits:
            known |= {name: value for name, value in visit.state.items() if name in known}
            here.setdefault(visit.loop, []).append(dict(known))
        for location, states in here.items():
            found.setdefault(location, []).extend(states[:EARLY] + states[EARLY:][-LATE:])
    return found


def results(program: Program, made: Sequence[Run], deadline: Deadline) -> dict[str, list[State]]:
    """What each function returned for arguments that it was given in the runs: its parameters and its result."""
    found: dict[str, list[State]] = {}
    tried: set[tuple[str, tuple[int, ...]]] = set()
    functions = entries(program)
    for each in made:
        for visit in each.visits[:EARLY] + each.visits[EARLY:][-LATE:]:
            function = functions.get(visit.loop)
            if function is None or function.result is None or (function.name, (*visit.state.values(),)) in tried:
                continue
            deadline.check()
            tried.add((function.name, (*visit.state.values(),)))
            match run(alone(program, function), visit.state, choices=cycle((0, 1)), steps=STEPS).outcome:
                case Returned(int(value), 0) if value.bit_length() <= WIDEST:
                    found.setdefault(function.name, []).append({**visit.state, function.result: value})
    return found


def alone(program: Program, function: Procedure) -> Program:
    """The program that calls one function, and returns in line 0 what that returns."""
    call = Call("return", function.name, tuple(map(Var, function.parameters)), 0)
    body, types = (call, Return(Var("return"), 0)), {n: k for n, k in program.types.items() if n in function.parameters}
    return Program(
        function.name,
        function.parameters,
        body,
        program.source,
        program.language,
        program.reading,
        types,
        program.functions,
    )
