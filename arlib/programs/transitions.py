"""Programs to transition systems: locations at the loops' heads, and a transition for each path between them.

A transition is exact: it may be taken from just the states that meet its guard for some values of its own
variables (choices, quotients), and its update says what the state is then.

Entries of functions that are called are locations too, and a state is that of the frame that is active. A call leads
into the function, where the caller is forgotten, and over it, with any result that the function's summary allows. So
a run for ever is one of transitions for ever: into more and more calls that never return, or round and round in one
of them (Cook, Podelski, Rybalchenko 2009, "Summarization for termination: no return!").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from arlib.polynomials import Polynomial, constraints_text
from arlib.programs.elimination import deciding, operands, without_unneeded
from arlib.programs.paths import Choice, Computed, Path, in_type
from arlib.programs.symbolic import Reader
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
    Program,
    Return,
    Statement,
    While,
    entries,
    loops,
    may_fail,
    place_name,
)
from arlib.residues import Classes, Residues
from arlib.verdict import Unsupported

Location = int  # 0 is the start; then loops' heads, the entries of functions, and places where two branches meet
ENTRY, END, UNDEFINED, RETURN = 0, -1, -2, -3
MOST_PATHS, MOST_TRANSITIONS = 64, 1000
Summaries = Mapping[str, tuple[Polynomial, ...]]
NOTHING: Summaries = {}


@dataclass(frozen=True)
class Transition:
    """A path between two locations: when it can be taken, and what it does to the variables.

    ``chosen`` are the choices along the path, in order; other names that are no variables of the system stand
    for quotients and the like, which the guard determines. An inexact transition does more than the program: what is
    ``approximate`` may be anything, and where its guard does not speak of it, it may still keep a run from it; one
    that goes ``over`` a call is taken where the call returns, and another one leads from the same place into it.
    """

    source: Location
    target: Location
    guard: tuple[Polynomial, ...]
    update: Mapping[str, Polynomial]
    chosen: tuple[Choice, ...] = ()
    exact: bool = True
    lines: tuple[int, ...] = ()
    why: str = ""  # of a transition to UNDEFINED; the function of one to RETURN
    over: bool = False
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

    ``transitions`` lead from location to location, ``exits`` to the end, to the return of a call, or to where an
    operation has no value. ``summaries`` say of each function's parameters and result what is so when it returns.
    """

    program: Program = field(repr=False)
    variables: tuple[str, ...]
    transitions: tuple[Transition, ...]
    exits: tuple[Transition, ...]
    parents: Mapping[Location, Location] = field(default_factory=dict)  # of locations that are cases of others
    summaries: Summaries = field(default_factory=dict)
    classes: tuple[Classes, ...] = ()  # by which locations are divided
    residues: Mapping[Location, Residues] = field(default_factory=dict)  # what that says of a location's variables

    @cached_property
    def locations(self) -> tuple[Location, ...]:
        """Every location, the entry first."""
        ends = {t.source for t in (*self.transitions, *self.exits)} | {t.target for t in self.transitions}
        return tuple(sorted(ends | {ENTRY}))

    def name(self, location: Location) -> str:
        """What a person calls a location."""
        while location in self.parents:
            location = self.parents[location]
        return "the start" if location == ENTRY else place_name(self.program, location) or f"join {location}"

    def __str__(self) -> str:
        return "\n".join(map(str, (*self.transitions, *self.exits)))


def transition_system(
    program: Program, pause: Callable[[], None] = lambda: None, summaries: Summaries = NOTHING
) -> TransitionSystem:
    """The transitions between the heads of a program's loops and the entries of its functions.

    ``summaries`` are taken for granted where a call returns; whether they are so is another question. Where too many
    paths lead from one location, places where two branches meet become locations too. Raises ``Unsupported`` if there
    are too many even then. ``pause`` is called often, and may raise to give up.

    >>> from arlib.languages.python.functions import python_program
    >>> print(transition_system(python_program("def f(x):\\n    while x > 0:\\n        x = x - 1")))
    0 -> 1: true; no change
    1 -> 1: x > 0; x' = x - 1
    1 -> -1: x <= 0; no change
    """
    for cut in (False, True):
        if (builder := _Builder(program, cut, pause, summaries)).build():
            return builder.system()
    raise Unsupported(f"more than {MOST_PATHS} paths between two loops, or {MOST_TRANSITIONS:,} in all", program.source)


@dataclass(frozen=True)
class _Frame:
    """What is left to do: these statements, then those outside; a block's frame has its label."""

    statements: tuple[Statement, ...]
    outside: _Frame | None
    label: str | None = None


class _Builder:
    def __init__(self, program: Program, cut: bool, pause: Callable[[], None], summaries: Summaries):
        self.program, self.cut, self.pause, self.summaries = program, cut, pause, summaries
        self.told = {name for summary in summaries.values() for p in summary for name in p.variables}
        self.reader = Reader(program.types)
        self.found: list[tuple[Location, Location, Path, str]] = []
        self.behind: dict[Location, _Frame] = {ENTRY: _Frame(program.body, None)}
        self.waiting, self.joins = [ENTRY], dict[int, Location]()
        self.heads, self.functions = loops(program), {each.name: each for each in program.functions}
        self.first_join = max((*self.heads, *entries(program)), default=0) + 1

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
            case Choose(target, kind, line, reason) if reason:
                yield from self.follow(rest, path.approximately(target, kind, f"{reason} (line {line})"))
            case Choose(target, kind):
                yield from self.follow(rest, path.choose(target, kind))
            case If(test, then, orelse):
                behind = rest
                if self.cut and rest.statements:
                    behind = _Frame((_Place(id(first), first.line),), rest)  # type: ignore[arg-type]
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
            case Call():
                yield from self.call(first, rest, path)
            case NoValue(why):
                yield UNDEFINED, path, why
            case _Place(str(function)):
                yield RETURN, path, function
            case _Place(int(identity)):
                location = self.joins.setdefault(identity, self.first_join + len(self.joins))
                yield self.arrive(location, rest, path)
            case _:
                raise TypeError(f"not a statement: {first!r}")

    def call(self, call: Call, rest: _Frame, path: Path) -> Iterator[tuple[Location, Path, str]]:
        """Into the function, with values for its parameters; and over it, to what stands behind the call."""
        function = self.functions[call.function]
        for after, given in self.reader.numbers(call.arguments, path):
            if given is None:
                yield UNDEFINED, after, after.why
                continue
            values = dict(zip(function.parameters, given, strict=True))
            inside = _Frame((*function.body, _Place(function.name, function.line)), None)  # type: ignore[arg-type]
            yield self.arrive(function.entry, inside, replace(after, values=values))
            behind, result = after.fresh(exact=False)
            known = {**values, function.result or "": result}
            allowed = [p.substitute(known) for p in self.summaries.get(function.name, ())]
            for name, kind in self.program.types.items():
                allowed += [p.substitute({name: result}) for p in in_type(name, kind) if name == call.target]
            over = replace(behind, over=True).where(*allowed)
            if over is not None:
                yield from self.follow(rest, over.assign({call.target: result} if call.target else {}))

    def system(self) -> TransitionSystem:
        """The transitions, over the variables on which some guard depends, or of which a summary speaks."""
        self.reader.variables |= dict.fromkeys(sorted(self.told))
        relevant = deciding([path for *_, path, _ in self.found], self.told)
        variables = tuple(name for name in self.reader.variables if name in relevant)
        made: list[Transition] = []
        for source, target, path, why in self.found:
            update = {name: path.values.get(name, Polynomial.variable(name)) for name in variables}
            needed = without_unneeded(path, variables)
            if needed is None:
                continue
            typed = self.program.parameters if source == ENTRY else variables  # others have no value at the start
            guard = tuple(dict.fromkeys((*self.reader.ranges(typed), *path.bounded(needed, update))))
            used = {n for p in (*guard, *update.values(), *operands(path), *path.guard) for n in p.variables}
            unknown = {name: reason for name, reason in path.approximate.items() if name in used}
            exact, rest = path.exact and not unknown, (path.lines, why, path.over, path.computed, unknown)
            each = Transition(source, target, guard, update, path.chosen, exact, *rest)
            if not unknown or each not in made:  # two paths of which nobody can say which one is taken are often one
                made.append(each)
        own, exits = ([t for t in made if (t.target >= 0) == inside] for inside in (True, False))
        return TransitionSystem(self.program, variables, tuple(own), tuple(exits), summaries=self.summaries)


@dataclass(frozen=True)
class _Place:
    """What is no statement: where two branches meet again, by a number, or the end of a function, by its name."""

    which: int | str
    line: int
