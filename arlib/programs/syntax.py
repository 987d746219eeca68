"""Programs: statements over terms, in the few forms to which the front ends bring every source text.

``break``, ``continue``, ``return`` from an inlined call and ``goto`` out of loops are all one statement:
``Leave`` a labelled ``Block`` (Böhm and Jacopini 1966 do it with flags; a name is easier to read).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from arlib import terms as t
from arlib.integers import Machine
from arlib.terms import Const, Term

Reading = Literal["unbounded", "machine", "wrap"]
State = Mapping[str, int]


@dataclass(frozen=True)
class Assign:
    """The targets get the values, all at once: ``x, y = y, x`` swaps."""

    targets: tuple[str, ...]
    values: tuple[Term, ...]
    line: int


@dataclass(frozen=True)
class Choose:
    """The target gets any integer, or any one of a type: an input that arrives while the program runs.

    Or, if it is ``approximate``, a number that the program determines and that was not read: the text says of what,
    and why. Such a value may be anything, and nobody can choose it. What holds for any value holds for the one that
    it is; but no run is known to go on where such a value decides.
    """

    target: str
    kind: Machine | None
    line: int
    approximate: str = ""


@dataclass(frozen=True)
class If:
    """The one branch or the other."""

    test: Term
    then: tuple[Statement, ...]
    orelse: tuple[Statement, ...]
    line: int


@dataclass(frozen=True)
class While:
    """The body, as long as the test is true; ``loop`` is its number, in the order of the text, from 1."""

    test: Term
    body: tuple[Statement, ...]
    loop: int
    line: int


@dataclass(frozen=True)
class Block:
    """Statements that ``Leave(label)`` leaves, to go on behind them."""

    label: str
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class Leave:
    """Go on behind the enclosing block of this label."""

    label: str
    line: int


@dataclass(frozen=True)
class Assert:
    """Where the test is false the program ends here, with an error."""

    test: Term
    line: int


@dataclass(frozen=True)
class Assume:
    """Where the test is false the program ends here, since this input is not meant."""

    test: Term
    line: int


@dataclass(frozen=True)
class Return:
    """The program ends here, with a value or without."""

    value: Term | None
    line: int


@dataclass(frozen=True)
class NoValue:
    """Here the program comes to an operation without a value, such as the use of a variable that has none yet."""

    why: str
    line: int


@dataclass(frozen=True)
class Call:
    """A procedure is executed in a frame of its own; then the target, if there is one, gets its result."""

    target: str | None
    function: str
    arguments: tuple[Term, ...]
    line: int


Statement = Assign | Choose | If | While | Block | Leave | Assert | Assume | Return | NoValue | Call


@dataclass(frozen=True)
class Procedure:
    """A function that may be active several times at once, each time with variables of its own.

    Its frame begins with the parameters, which the body never assigns, so that they keep what was given. Behind the
    body it returns the value of its variable ``result``, if it has one; a ``Return`` inside ends the whole program.
    ``entry`` is the number of the place where it begins, among those of the loops.
    """

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    result: str | None
    entry: int
    line: int

    def __post_init__(self) -> None:
        if changed := sorted(assigned(self.body).intersection(self.parameters)):
            raise ValueError(f"{self.name} assigns its parameter {changed[0]}")


@dataclass(frozen=True)
class Program:
    """One function, with the functions that it calls written into it, but for those that call one another in a circle.

    These are ``functions``, which ``Call`` calls. Terms are over the unbounded integers and say themselves, by
    ``Wrap`` and ``Checked``, where a machine's integers are converted: ``reading`` repeats which reading of the
    source made them so. ``types`` holds the types of the variables that have one, to which whatever they get is
    converted. An operation without a value ends the program with an error.
    """

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    source: str = field(repr=False)
    language: Literal["Python", "C"]
    reading: Reading = "unbounded"
    types: Mapping[str, Machine] = field(default_factory=dict)
    functions: tuple[Procedure, ...] = ()

    @property
    def bodies(self) -> tuple[Statement, ...]:
        """All that is executed: its own statements, then those of its functions."""
        return (*self.body, *(statement for each in self.functions for statement in each.body))


ANY_VALUE = ".any.value"  # behind the name of a function: the variable that takes what it returns
ANY_READ = ".any.read"  # behind the name of a volatile variable: the variable that takes what it holds


def taken(program: Program, what: str = ANY_VALUE) -> tuple[str, ...]:
    """The functions without a body that are taken to return, with any value; the volatile variables by ``ANY_READ``.

    >>> taken(Program("f", (), (Choose("g.any.value.2", None, 1),), "", "C"))
    ('g',)
    """
    form = re.compile(rf"(.+){re.escape(what)}(\.\d+)?")
    targets = (each.target for each in statements(program.bodies) if isinstance(each, Choose))
    return tuple(dict.fromkeys(found[1] for target in targets if (found := form.fullmatch(target))))


def statements(body: tuple[Statement, ...]) -> Iterator[Statement]:
    """Every statement, in the order of the text, each before those inside it.

    >>> inner = Leave("out", 2)
    >>> list(statements((Block("out", (inner,)),)))[1] == inner
    True
    """
    for statement in body:
        yield statement
        match statement:
            case While(body=inside) | Block(body=inside):
                yield from statements(inside)
            case If(then=then, orelse=orelse):
                yield from statements(then)
                yield from statements(orelse)


def assigned(body: tuple[Statement, ...]) -> frozenset[str]:
    """The variables that some statement gives a value.

    >>> sorted(assigned((Assign(("x", "y"), (Const(1), Const(2)), 1), Choose("z", None, 2))))
    ['x', 'y', 'z']
    """
    found: set[str | None] = set()
    for each in statements(body):
        match each:
            case Assign(targets=targets):
                found.update(targets)
            case Choose(target=target) | Call(target=target):
                found.add(target)
    return frozenset(name for name in found if name is not None)


def recursive(calls: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The functions that call themselves, directly or through others, by what each calls.

    >>> sorted(recursive({"even": ["odd"], "odd": ["even", "help"], "help": []}))
    ['even', 'odd']
    """
    found = set()
    for start in calls:
        reached, waiting = set[str](), list(calls[start])
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(calls.get(name, ()))
        if start in reached:
            found.add(start)
    return frozenset(found)


def fails(term: Term) -> bool:
    """Whether a term's outermost operation might have no value, whatever its operands have."""
    match term:
        case t.Division(_, Const(divisor)):
            return divisor == 0
        case t.ShiftLeft(_, Const(amount)) | t.ShiftRight(_, Const(amount)):
            return amount < 0
        case _:
            return isinstance(term, t.Division | t.Shift | t.Checked)


def may_fail(term: Term) -> bool:
    """Whether some state might give the term no value.

    >>> x = t.Var("x")
    >>> may_fail(t.FloorMod(x, Const(2))), may_fail(t.FloorMod(Const(2), x))
    (False, True)
    """
    return any(map(fails, t.subterms(term)))


def loops(program: Program) -> dict[int, While]:
    """The loops of a program by their numbers."""
    return {each.loop: each for each in statements(program.bodies) if isinstance(each, While)}


def entries(program: Program) -> dict[int, Procedure]:
    """The functions that are called, by the numbers of their entries."""
    return {each.entry: each for each in program.functions}


def heads(program: Program) -> frozenset[int]:
    """The numbers of the places at which the interpreter counts arrivals."""
    return frozenset((*loops(program), *entries(program)))


def place_name(program: Program, number: int) -> str | None:
    """What a person calls the place of a number: a loop, or the entry of a function; None if it is neither."""
    if number in (found := entries(program)):
        return f"the entry of {found[number].name} in line {found[number].line}"
    loop = loops(program).get(number)
    return f"the loop in line {loop.line}" if loop else None


def checked_inputs(program: Program, inputs: Mapping[str, int]) -> dict[str, int]:
    """The inputs, if each parameter has one of its type; raises ValueError."""
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
