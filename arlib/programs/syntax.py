"""Programs: statements over terms, in the few forms to which the front ends bring every source text.

``break``, ``continue``, ``return`` from an inlined call and ``goto`` out of loops are all one statement:
``Leave`` a labelled ``Block`` (Böhm and Jacopini 1966 do it with flags; a name is easier to read).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


Statement = Assign | Choose | If | While | Block | Leave | Assert | Assume | Return | NoValue


@dataclass(frozen=True)
class Program:
    """One function, with the functions that it calls written into it.

    Terms are over the unbounded integers and say themselves, by ``Wrap`` and ``Checked``, where a machine's
    integers are converted: ``reading`` repeats which reading of the source made them so. ``types`` holds the
    types of the variables that have one, to which whatever they get is converted. An operation without a
    value ends the program with an error.
    """

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    source: str = field(repr=False)
    language: Literal["Python", "C"]
    reading: Reading = "unbounded"
    types: Mapping[str, Machine] = field(default_factory=dict)


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
    return {each.loop: each for each in statements(program.body) if isinstance(each, While)}
