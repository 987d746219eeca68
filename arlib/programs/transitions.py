"""Programs to transition systems: locations at the loops' heads, and a transition for each path between them.

A transition is exact: it may be taken from just the states that meet its guard for some values of its own
variables (choices, quotients), and its update says what the state is then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from arlib.polynomials import Polynomial, constraints_text
from arlib.programs.elimination import eliminate
from arlib.programs.paths import Choice, Computed, Path
from arlib.programs.symbolic import Reader
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
    loops,
    may_fail,
)
from arlib.verdict import Unsupported

Location = int  # 0 is the entry, the number of a loop its head; larger numbers stand where two branches meet
ENTRY, END, UNDEFINED = 0, -1, -2
MOST_PATHS, MOST_TRANSITIONS = 64, 1000


@dataclass(frozen=True)
class Transition:
    """A path between two locations: when it can be taken, and what it does to the variables.

    ``chosen`` are the choices along the path, in order; other names that are no variables of the system stand
    for quotients and the like, which the guard determines. An inexact transition does more than the program: what is
    ``approximate`` may be anything, and where its guard does not speak of it, it may still keep a run from it.
    """

    source: Location
    target: Location
    guard: tuple[Polynomial, ...]
    update: Mapping[str, Polynomial]
    chosen: tuple[Choice, ...] = ()
    exact: bool = True
    lines: tuple[int, ...] = ()
    why: str = ""  # of a transition to UNDEFINED
    computed: Mapping[str, Computed] = field(default_factory=dict)  # how to run what makes it inexact
    approximate: Mapping[str, str] = field(default_factory=dict)  # variables of its own that may be anything, and why

    def choosing(self, values: Sequence[Polynomial]) -> Transition:
        """The transition with a value, told in the variables of the system, in place of each choice, in order."""
        chosen = {choice.name: value for choice, value in zip(self.chosen, values, strict=False)}
        guard = tuple(p.substitute(chosen) for p in self.guard)
        update = {name: value.substitute(chosen) for name, value in self.update.items()}
        computed = {n: (f, tuple(p.substitute(chosen) for p in operands)) for n, (f, operands) in self.computed.items()}
        return replace(self, guard=guard, update=update, chosen=(), computed=computed)

    def __str__(self) -> str:
        changed = [f"{name}' = {value}" for name, value in self.update.items() if value != Polynomial.variable(name)]
        return f"{self.source} -> {self.target}: {constraints_text(self.guard)}; {', '.join(changed) or 'no change'}"


@dataclass(frozen=True)
class TransitionSystem:
    """What a program does between its locations, told in the variables that decide how long it runs.

    ``transitions`` lead from location to location, ``exits`` to the end or to where an operation has no value.
    """

    program: Program = field(repr=False)
    variables: tuple[str, ...]
    transitions: tuple[Transition, ...]
    exits: tuple[Transition, ...]
    parents: Mapping[Location, Location] = field(default_factory=dict)  # of locations that are cases of others

    @cached_property
    def locations(self) -> tuple[Location, ...]:
        """Every location, the entry first."""
        ends = {t.source for t in (*self.transitions, *self.exits)} | {t.target for t in self.transitions}
        return tuple(sorted(ends | {ENTRY}))

    def name(self, location: Location) -> str:
        """What a person calls a location."""
        while location in self.parents:
            location = self.parents[location]
        if location == ENTRY:
            return "the start"
        found = loops(self.program).get(location)
        return f"the loop in line {found.line}" if found else f"join {location}"

    def __str__(self) -> str:
        return "\n".join(map(str, (*self.transitions, *self.exits)))


def transition_system(program: Program, pause: Callable[[], None] = lambda: None) -> TransitionSystem:
    """The transitions between the heads of a program's loops.

    Where too many paths lead from one location, places where two branches meet become locations too. Raises
    ``Unsupported`` if there are too many even then. ``pause`` is called often, and may raise to give up.

    >>> from arlib.languages.python.functions import python_program
    >>> print(transition_system(python_program("def f(x):\\n    while x > 0:\\n        x = x - 1")))
    0 -> 1: true; no change
    1 -> 1: x > 0; x' = x - 1
    1 -> -1: x <= 0; no change
    """
    for cut in (False, True):
        builder = _Builder(program, cut, pause)
        if builder.build():
            return builder.system()
    raise Unsupported(f"more than {MOST_PATHS} paths between two loops, or {MOST_TRANSITIONS:,} in all", program.source)


@dataclass(frozen=True)
class _Frame:
    """What is left to do: these statements, then those outside; a block's frame has its label."""

    statements: tuple[Statement, ...]
    outside: _Frame | None
    label: str | None = None


class _Builder:
    def __init__(self, program: Program, cut: bool, pause: Callable[[], None]):
        self.program, self.cut, self.pause = program, cut, pause
        self.reader = Reader(program.types)
        self.found: list[tuple[Location, Location, Path, str]] = []
        self.behind: dict[Location, _Frame] = {ENTRY: _Frame(program.body, None)}
        self.waiting = [ENTRY]
        self.joins: dict[int, Location] = {}
        self.heads = loops(program)
        self.first_join = max(self.heads, default=0) + 1

    def build(self) -> bool:
        """Follow every path from every location; False if they are too many."""
        while self.waiting:
            location = self.waiting.pop(0)
            before = len(self.found)
            for arrival in self.follow(self.behind[location], self.reader.start(), leaving=location in self.heads):
                self.found.append((location, *arrival))
                if len(self.found) - before > MOST_PATHS and not self.cut or len(self.found) > MOST_TRANSITIONS:
                    return False
        return True

    def arrive(self, location: Location, frame: _Frame, path: Path) -> tuple[Location, Path, str]:
        if location not in self.behind:
            self.behind[location] = frame
            self.waiting.append(location)
        return location, path, ""

    def follow(self, frame: _Frame | None, path: Path, leaving: bool = False) -> Iterator[tuple[Location, Path, str]]:
        """Where the paths from here arrive, each with the path. ``leaving``: the first test is this location's."""
        self.pause()
        while frame is not None and not frame.statements:
            frame = frame.outside
        if frame is None:
            yield END, path, ""
            return
        first, rest = frame.statements[0], _Frame(frame.statements[1:], frame.outside, frame.label)
        path = path.at(first.line) if not isinstance(first, Block) else path
        match first:
            case While(test, body, loop) if leaving:
                for after, truth in self.reader.formula(test, path):
                    if truth is None:
                        yield UNDEFINED, after, after.why
                    else:
                        again = _Frame((first,), rest)
                        yield from self.follow(_Frame(body, again) if truth else rest, after)
            case While(loop=loop):
                yield self.arrive(loop, frame, path)
            case Block(label, body):
                yield from self.follow(_Frame(body, rest, label), path)
            case Leave(label):
                outer: _Frame | None = frame
                while outer is not None and outer.label != label:
                    outer = outer.outside
                if outer is None:
                    raise ValueError(f"there is no block {label} around line {first.line}")
                yield from self.follow(outer.outside, path)
            case Assign(targets, values):
                for after, numbers in self.reader.numbers(values, path):
                    if numbers is None:
                        yield UNDEFINED, after, after.why
                    else:
                        yield from self.follow(rest, after.assign(dict(zip(targets, numbers, strict=True))))
            case Choose(target=target, approximate=reason, line=line) if reason:
                yield from self.follow(rest, path.approximately(target, f"{reason} (line {line})"))
            case Choose(target, kind):
                yield from self.follow(rest, path.choose(target, kind))
            case If(test, then, orelse):
                behind = rest
                if self.cut and rest.statements:
                    behind = _Frame((_Join(id(first), first.line),), rest)  # type: ignore[arg-type]
                for after, truth in self.reader.formula(test, path):
                    if truth is None:
                        yield UNDEFINED, after, after.why
                    else:
                        yield from self.follow(_Frame(then if truth else orelse, behind), after)
            case Assert(test) | Assume(test):
                for after, truth in self.reader.formula(test, path):
                    if truth is None:
                        yield UNDEFINED, after, after.why
                    elif truth:
                        yield from self.follow(rest, after)
                    else:
                        yield END, after, ""
            case Return(value) if value is not None and may_fail(value):
                # The value does not matter here, only whether there is one.
                for after, known in self.reader.number(value, path):
                    yield (END, after, "") if known is not None else (UNDEFINED, after, after.why)
            case Return():
                yield END, path, ""
            case NoValue(why):
                yield UNDEFINED, path, why
            case _Join(identity):
                location = self.joins.setdefault(identity, self.first_join + len(self.joins))
                yield self.arrive(location, rest, path)
            case _:
                raise TypeError(f"not a statement: {first!r}")

    def system(self) -> TransitionSystem:
        """The transitions, over the variables on which some guard depends."""
        relevant = self.relevant()
        variables = tuple(name for name in self.reader.variables if name in relevant)
        made: list[Transition] = []
        for source, target, path, why in self.found:
            update = {name: path.values.get(name, Polynomial.variable(name)) for name in variables}
            needed = _without_unneeded(path, variables)
            if needed is None:
                continue
            typed = self.program.parameters if source == ENTRY else variables  # others have no value at the start
            guard = tuple(dict.fromkeys((*self.reader.ranges(typed), *needed)))
            used = {name for p in (*guard, *update.values(), *_operands(path)) for name in p.variables}
            used |= {name for p in path.guard for name in p.variables}
            unknown = {name: reason for name, reason in path.approximate.items() if name in used}
            exact, lines, known = path.exact and not unknown, path.lines, path.computed
            each = Transition(source, target, guard, update, path.chosen, exact, lines, why, known, unknown)
            if not unknown or each not in made:  # two paths of which nobody can say which one is taken are often one
                made.append(each)
        own, exits = ([t for t in made if (t.target >= 0) == inside] for inside in (True, False))
        return TransitionSystem(self.program, variables, tuple(own), tuple(exits))

    def relevant(self) -> set[str]:
        """The variables on which some guard depends, or an operation that a guard asks for."""
        relevant: set[str] = set()
        while True:
            found = {name for *_, path, _ in self.found for p in _operands(path) for name in p.variables}
            for *_, path, _ in self.found:
                found |= {name for p in _without_unneeded(path, relevant) or () for name in p.variables}
                found |= {n for name in relevant if name in path.values for n in path.values[name].variables}
            if found <= relevant:
                return relevant
            relevant |= found


def _operands(path: Path) -> list[Polynomial]:
    return [p for _, parts in path.computed.values() for p in parts]


def _without_unneeded(path: Path, relevant: Collection[str]) -> tuple[Polynomial, ...] | None:
    """The path's guard without approximations on which nothing relevant depends; None if it cannot be met."""
    if not path.approximate:
        return path.guard
    values = (path.values[name] for name in relevant if name in path.values)
    needed = {name for p in (*values, *_operands(path)) for name in p.variables}
    return eliminate(path.guard, [name for name in path.approximate if name not in needed])


@dataclass(frozen=True)
class _Join:
    """A place where two branches meet again, made a location."""

    identity: int
    line: int
