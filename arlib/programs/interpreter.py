"""Runs programs: statement by statement, with every arrival at a loop written down.

A program becomes a graph of instructions, each of which knows its successor, so that loops need no recursion.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from arlib import integers as z
from arlib.integers import Machine
from arlib.programs.compiled_terms import TooWide, Value, compiled, narrow
from arlib.programs.outcomes import (
    Failed,
    NotFollowed,
    Outcome,
    OutOfChoices,
    OutOfSteps,
    Returned,
    Run,
    Stopped,
    TooLarge,
    Visit,
)
from arlib.programs.syntax import (
    Assert,
    Assign,
    Assume,
    Block,
    Choose,
    If,
    Leave,
    NoValue,
    Program,
    Return,
    Statement,
    While,
    may_fail,
)
from arlib.terms import Term, Truth

__all__ = [
    "Failed",
    "NotFollowed",
    "OutOfChoices",
    "OutOfSteps",
    "Outcome",
    "Returned",
    "Run",
    "Stopped",
    "TooLarge",
    "Visit",
    "run",
]


def run(
    program: Program,
    inputs: Mapping[str, int],
    *,
    choices: Iterable[int] = (),
    steps: int = 10_000,
    arrivals: float = math.inf,
    keep: Container[int] | None = None,
) -> Run:
    """Run a program on inputs for at most so many steps: a step executes a statement or evaluates a loop's test.

    It also stops, out of steps, when it has come to a loop so many times as ``arrivals`` says. Every arrival is
    written down, or those whose numbers, from 1 on, are in ``keep``: each is a copy of the whole state.
    ``choices`` are the numbers that its ``Choose`` statements get, taken one by one as they are needed.
    What is chosen by approximation is not known, nor what is reckoned with it: no state has it, and a run stops
    where it decides.
    Raises ValueError for inputs that are not the parameters, and for numbers that are not of their types.

    >>> from arlib.languages.python.functions import python_program
    >>> done = run(python_program("def f(x):\\n    while x > 0:\\n        x -= 2\\n    return x"), {"x": 3})
    >>> done.outcome, [visit.state for visit in done.visits]
    (Returned(value=-1, line=4), [{'x': 3}, {'x': 1}, {'x': -1}])
    """
    given = _checked(program, inputs)
    machine = _Machine(given.copy(), iter(choices), keep)
    at = _compiled(program.body)
    try:
        while at is not None:
            if machine.steps >= steps or machine.arrivals >= arrivals:
                machine.outcome = OutOfSteps(at.line)
                break
            machine.steps += 1
            at = at.execute(machine)
    except z.Undefined as error:
        assert at is not None
        machine.outcome = Failed(at.line, str(error))
    except TooWide as error:
        assert at is not None
        machine.outcome = TooLarge(at.line, str(error))
    except KeyError as error:
        assert at is not None
        machine.outcome = NotFollowed(at.line, machine.unknown.get(error.args[0], f"{error.args[0]} has no value"))
    return Run(given, tuple(machine.chosen), tuple(machine.visits), machine.outcome, machine.steps, machine.arrivals)


def _checked(program: Program, inputs: Mapping[str, int]) -> dict[str, int]:
    for name in inputs:
        if name not in program.parameters:
            raise ValueError(f"{program.name} has no parameter {name}")
    for name in program.parameters:
        if name not in inputs:
            raise ValueError(f"the parameter {name} needs a value")
        kind = program.types.get(name)
        if not isinstance(inputs[name], int) or (kind is not None and inputs[name] not in kind):
            wanted = "an integer" if kind is None else f"one of {kind.describe()}"
            raise ValueError(f"the parameter {name} is {wanted}, and cannot be {inputs[name]!r}")
    return {name: int(inputs[name]) for name in program.parameters}


@dataclass
class _Machine:
    """A program that is running."""

    state: dict[str, int]
    choices: Iterator[int]
    keep: Container[int] | None
    unknown: dict[str, str] = field(default_factory=dict)  # variables that are not known, and why
    chosen: list[int] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    arrivals: int = 0
    steps: int = 0
    outcome: Outcome = Returned(None, None)


@dataclass(slots=True)
class _Instruction:
    """``execute`` does one step and gives what is next, None behind the program."""

    line: int
    execute: Callable[[_Machine], _Instruction | None]


Execute = Callable[[_Machine], _Instruction | None]
Labels = Mapping[str, _Instruction | None]  # what follows the block of a label


@functools.lru_cache(maxsize=64)
def _compiled(body: tuple[Statement, ...]) -> _Instruction | None:
    return _sequence(body, None, {})


def _sequence(body: tuple[Statement, ...], after: _Instruction | None, labels: Labels) -> _Instruction | None:
    for statement in reversed(body):
        after = _instruction(statement, after, labels)
    return after


def _instruction(statement: Statement, after: _Instruction | None, labels: Labels) -> _Instruction | None:
    match statement:
        case Block(label, body):
            return _sequence(body, after, {**labels, label: after})
        case Leave(label, line):
            target = labels[label]
            return _Instruction(line, lambda machine: target)
        case Assign(targets, values, line):
            return _Instruction(line, _assignment(targets, values, after))
        case Choose(target=name, line=line, approximate=why) if why:
            return _Instruction(line, _forgetting(name, why, after))
        case Choose(target=name, kind=kind, line=line):
            return _Instruction(line, _choice(name, kind, line, after))
        case If(test, then, orelse, line):
            return _Instruction(line, _branch(test, _sequence(then, after, labels), _sequence(orelse, after, labels)))
        case While():
            return _loop(statement, after, labels)
        case Assert(test, line):
            return _Instruction(line, _stop(test, Stopped(line, "the assertion is false"), after))
        case Assume(test, line):
            return _Instruction(line, _stop(test, Stopped(line, "the assumption is false"), after))
        case Return(value, line):
            return _Instruction(line, _end(value, line))
        case NoValue(why, line):
            return _Instruction(line, _stop(Truth(False), Failed(line, why), after))
        case _:
            raise TypeError(f"not a statement: {statement!r}")


def _assignment(targets: tuple[str, ...], values: tuple[Term, ...], after: _Instruction | None) -> Execute:
    each, sure = [compiled(value) for value in values], not any(map(may_fail, values))
    only = each[0] if len(each) == 1 else None

    def execute(machine: _Machine) -> _Instruction | None:
        state = machine.state
        try:
            if only is not None:
                state[targets[0]] = narrow(only(state))
            else:
                state.update(zip(targets, [narrow(value(state)) for value in each], strict=True))
        except KeyError as error:
            if error.args[0] not in machine.unknown or not sure:
                raise
            _forget(machine, targets, each)
        return after

    return execute


def _forget(machine: _Machine, targets: tuple[str, ...], values: list[Value]) -> None:
    """Assign what is known; what is reckoned with something unknown becomes unknown."""
    found: dict[str, int] = {}
    lost: dict[str, str] = {}
    for target, value in zip(targets, values, strict=True):
        try:
            found[target] = narrow(value(machine.state))
        except KeyError as error:
            lost[target] = machine.unknown[error.args[0]]
    machine.state.update(found)
    for target, why in lost.items():
        machine.state.pop(target, None)
        machine.unknown[target] = why


def _forgetting(name: str, why: str, after: _Instruction | None) -> Execute:
    def execute(machine: _Machine) -> _Instruction | None:
        machine.state.pop(name, None)
        machine.unknown[name] = why
        return after

    return execute


def _choice(name: str, kind: Machine | None, line: int, after: _Instruction | None) -> Execute:
    def execute(machine: _Machine) -> _Instruction | None:
        for number in machine.choices:
            if not isinstance(number, int) or (kind is not None and number not in kind):
                place, wanted = len(machine.chosen) + 1, "an integer" if kind is None else f"one of {kind.describe()}"
                raise ValueError(f"choice {place} is {wanted}, and cannot be {number!r}")
            machine.chosen.append(number)
            machine.state[name] = number
            return after
        machine.outcome = OutOfChoices(line)
        return None

    return execute


def _branch(test: Term, then: _Instruction | None, orelse: _Instruction | None) -> Execute:
    holds = compiled(test)
    return lambda machine: then if holds(machine.state) else orelse


def _loop(loop: While, after: _Instruction | None, labels: Labels) -> _Instruction:
    holds, number, line = compiled(loop.test), loop.loop, loop.line

    def execute(machine: _Machine) -> _Instruction | None:
        state = machine.state
        machine.arrivals += 1
        if machine.keep is None or machine.arrivals in machine.keep:
            machine.visits.append(Visit(number, line, state.copy(), machine.steps - 1, len(machine.chosen)))
        return inside if holds(state) else after

    arrival = _Instruction(line, execute)
    inside = _sequence(loop.body, arrival, labels)
    return arrival


def _stop(test: Term, outcome: Stopped | Failed, after: _Instruction | None) -> Execute:
    holds = compiled(test)

    def execute(machine: _Machine) -> _Instruction | None:
        if holds(machine.state):
            return after
        machine.outcome = outcome
        return None

    return execute


def _end(value: Term | None, line: int) -> Execute:
    result, sure = None if value is None else compiled(value), value is None or not may_fail(value)

    def execute(machine: _Machine) -> None:
        known: int | None = None
        try:
            known = None if result is None else int(result(machine.state))
        except KeyError as error:
            if error.args[0] not in machine.unknown or not sure:
                raise
        machine.outcome = Returned(known, line)

    return execute
