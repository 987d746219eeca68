"""A program as a graph of instructions, each of which knows its successor, so that neither loops nor calls need any
recursion of the interpreter."""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field

from arlib.integers import Machine
from arlib.programs.compiled_terms import Value, compiled, narrow
from arlib.programs.outcomes import (
    Failed,
    Frame,
    Outcome,
    OutOfChoices,
    Returned,
    Stopped,
    TooDeep,
    Visit,
)
from arlib.programs.syntax import (
    Assert,
    Assign,
    Assume,
    Block,
    Call,
    Choose,
    If,
    Leave,
    NoValue,
    Procedure,
    Return,
    Statement,
    While,
    may_fail,
)
from arlib.terms import Term, Truth, Var

DEEPEST = 100_000  # calls that may be active at once


@dataclass
class Running:
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
    frame: Frame | None = None
    waiting: list[tuple[dict[str, int], str | None, Instruction | None]] = field(default_factory=list)

    def arrive(self, number: int, line: int) -> None:
        """Write down that the run has come to a loop or an entry."""
        self.arrivals += 1
        if self.keep is None or self.arrivals in self.keep:
            self.visits.append(Visit(number, line, self.state.copy(), self.steps - 1, len(self.chosen), self.frame))


@dataclass(slots=True)
class Instruction:
    """``execute`` does one step and gives what is next, None behind the program."""

    line: int
    execute: Callable[[Running], Instruction | None]


Execute = Callable[[Running], Instruction | None]
Labels = Mapping[str, Instruction | None]  # what follows the block of a label
Entries = dict[str, tuple[Procedure, Instruction]]


@functools.lru_cache(maxsize=64)
def instructions(body: tuple[Statement, ...], functions: tuple[Procedure, ...]) -> Instruction | None:
    """The first instruction of a program; None if it has none."""
    entries: Entries = {}
    for each in functions:
        entries[each.name] = each, Instruction(each.line, lambda machine: None)
    for procedure, entry in entries.values():
        entry.execute = _entry(procedure, _sequence(procedure.body, _end_of_call(procedure), {}, entries))
    return _sequence(body, None, {}, entries)


def _entry(procedure: Procedure, inside: Instruction | None) -> Execute:
    def execute(machine: Running) -> Instruction | None:
        machine.arrive(procedure.entry, procedure.line)
        return inside

    return execute


def _call(call: Call, after: Instruction | None, entries: Entries) -> Execute:
    procedure, entry = entries[call.function]
    target, line, each = call.target, call.line, [compiled(value) for value in call.arguments]
    sure = not any(map(may_fail, call.arguments))

    def execute(machine: Running) -> Instruction | None:
        if len(machine.waiting) == DEEPEST:
            machine.outcome = TooDeep(line, f"more than {DEEPEST:,} calls are active at once")
            return None
        given, lost = _known(machine, procedure.parameters, each, sure)
        machine.waiting.append((machine.state, target, after))
        machine.state, machine.frame = given, Frame(machine.frame)
        machine.unknown |= lost
        return entry

    return execute


def _end_of_call(procedure: Procedure) -> Instruction:
    result = None if procedure.result is None else compiled(Var(procedure.result))

    def execute(machine: Running) -> Instruction | None:
        assert machine.frame is not None
        outside, target, after = machine.waiting.pop()
        if target is not None and result is not None:
            given, lost = _known(machine, (target,), [result], True)
            outside.pop(target, None)
            outside.update(given)
            machine.unknown |= lost
        machine.frame, machine.state = machine.frame.below, outside
        return after

    return Instruction(procedure.line, execute)


def _sequence(
    body: tuple[Statement, ...], after: Instruction | None, labels: Labels, entries: Entries
) -> Instruction | None:
    for statement in reversed(body):
        after = _one(statement, after, labels, entries)
    return after


def _one(statement: Statement, after: Instruction | None, labels: Labels, entries: Entries) -> Instruction | None:
    match statement:
        case Block(label, body):
            return _sequence(body, after, {**labels, label: after}, entries)
        case Leave(label, line):
            target = labels[label]
            return Instruction(line, lambda machine: target)
        case Assign(targets, values, line):
            return Instruction(line, _assignment(targets, values, after))
        case Choose(target=name, line=line, approximate=why) if why:
            return Instruction(line, _forgetting(name, why, after))
        case Choose(target=name, kind=kind, line=line):
            return Instruction(line, _choice(name, kind, line, after))
        case If(test, then, orelse, line):
            yes, no = (_sequence(branch, after, labels, entries) for branch in (then, orelse))
            return Instruction(line, _branch(test, yes, no))
        case While():
            return _loop(statement, after, labels, entries)
        case Assert(test, line):
            return Instruction(line, _stop(test, Stopped(line, "the assertion is false"), after))
        case Assume(test, line):
            return Instruction(line, _stop(test, Stopped(line, "the assumption is false"), after))
        case Return(value, line):
            return Instruction(line, _end(value, line))
        case Call(line=line):
            return Instruction(line, _call(statement, after, entries))
        case NoValue(why, line):
            return Instruction(line, _stop(Truth(False), Failed(line, why), after))
        case _:
            raise TypeError(f"not a statement: {statement!r}")


def _assignment(targets: tuple[str, ...], values: tuple[Term, ...], after: Instruction | None) -> Execute:
    each, sure = [compiled(value) for value in values], not any(map(may_fail, values))
    only = each[0] if len(each) == 1 else None

    def execute(machine: Running) -> Instruction | None:
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


def _forget(machine: Running, targets: tuple[str, ...], values: list[Value]) -> None:
    """Assign what is known; what is reckoned with something unknown becomes unknown."""
    found, lost = _known(machine, targets, values, True)
    machine.state.update(found)
    for target in lost:
        machine.state.pop(target, None)
    machine.unknown |= lost


def _known(
    machine: Running, targets: tuple[str, ...], values: list[Value], sure: bool
) -> tuple[dict[str, int], dict[str, str]]:
    """The values that are known, and of the others why they are not; ``sure``: none of them can fail."""
    found: dict[str, int] = {}
    lost: dict[str, str] = {}
    for target, value in zip(targets, values, strict=True):
        try:
            found[target] = narrow(value(machine.state))
        except KeyError as error:
            if error.args[0] not in machine.unknown or not sure:
                raise
            lost[target] = machine.unknown[error.args[0]]
    return found, lost


def _forgetting(name: str, why: str, after: Instruction | None) -> Execute:
    def execute(machine: Running) -> Instruction | None:
        machine.state.pop(name, None)
        machine.unknown[name] = why
        return after

    return execute


def _choice(name: str, kind: Machine | None, line: int, after: Instruction | None) -> Execute:
    def execute(machine: Running) -> Instruction | None:
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


def _branch(test: Term, then: Instruction | None, orelse: Instruction | None) -> Execute:
    holds = compiled(test)
    return lambda machine: then if holds(machine.state) else orelse


def _loop(loop: While, after: Instruction | None, labels: Labels, entries: Entries) -> Instruction:
    holds, number, line = compiled(loop.test), loop.loop, loop.line

    def execute(machine: Running) -> Instruction | None:
        machine.arrive(number, line)
        return inside if holds(machine.state) else after

    arrival = Instruction(line, execute)
    inside = _sequence(loop.body, arrival, labels, entries)
    return arrival


def _stop(test: Term, outcome: Stopped | Failed, after: Instruction | None) -> Execute:
    holds = compiled(test)

    def execute(machine: Running) -> Instruction | None:
        if holds(machine.state):
            return after
        machine.outcome = outcome
        return None

    return execute


def _end(value: Term | None, line: int) -> Execute:
    result, sure = None if value is None else compiled(value), value is None or not may_fail(value)

    def execute(machine: Running) -> None:
        known: int | None = None
        try:
            known = None if result is None else int(result(machine.state))
        except KeyError as error:
            if error.args[0] not in machine.unknown or not sure:
                raise
        machine.outcome = Returned(known, line)

    return execute
