"""Which variables may be used before they have a value: those for which that depends on the way that is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from arlib import terms as t
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
)
from arlib.terms import Term, free_variables

Without = frozenset[tuple[str, int]]  # variables that may have no value, each with the number of its declaration


def used_too_early(program: Program, declarations: Mapping[int, int]) -> frozenset[int]:
    """The declarations whose variables may be used before they have a value.

    ``declarations`` gives each its number, by the ``id`` of the ``Choose`` that stands where its variable begins
    without a value. It is a forward data flow analysis (Kildall 1973); a term counts as using all its variables.
    """
    analysis = _Analysis(declarations)
    for body in (program.body, *(each.body for each in program.functions)):
        analysis.follow(body, frozenset())
    return frozenset(analysis.found)


class _Analysis:
    def __init__(self, declarations: Mapping[int, int]):
        self.declarations = declarations
        self.behind: dict[str, Without | None] = {}  # what leaves the block of a label; None as long as nothing does
        self.found: set[int] = set()

    def follow(self, body: tuple[Statement, ...], now: Without | None) -> Without | None:
        """What may have no value behind the statements; None if nothing comes there."""
        for each in body:
            if now is None:
                return None
            now = self.step(each, now)
        return now

    def step(self, statement: Statement, now: Without) -> Without | None:
        match statement:
            case Choose(target) if id(statement) in self.declarations:
                return _without(now, [target]) | {(target, self.declarations[id(statement)])}
            case Choose(target):
                return _without(now, [target])
            case Assign(targets, values):
                self.use(values, now)
                return _without(now, targets)
            case Call(target, _, arguments):
                self.use(arguments, now)
                return now if target is None else _without(now, [target])
            case Assert(test) | Assume(test):
                self.use([test], now)
                return now
            case If(test, then, orelse):
                self.use([test], now)
                return _join(self.follow(then, now), self.follow(orelse, now))
            case While(test, inside):
                while True:
                    self.use([test], now)
                    again = _join(now, self.follow(inside, now))
                    if again is None or again == now:
                        return None if test == t.Truth(True) else now
                    now = again
            case Block(label, inside):
                self.behind[label] = None
                after = self.follow(inside, now)
                return _join(after, self.behind.pop(label))
            case Leave(label):
                self.behind[label] = _join(self.behind[label], now)
                return None
            case Return(value):
                self.use([] if value is None else [value], now)
                return None
            case NoValue():
                return None
            case _:
                raise TypeError(f"not a statement: {statement!r}")

    def use(self, terms: Iterable[Term], now: Without) -> None:
        if now:
            used = {name for term in terms for name in free_variables(term)}
            self.found.update(number for name, number in now if name in used)


def _without(now: Without, assigned: Iterable[str]) -> Without:
    gone = set(assigned)
    return frozenset(each for each in now if each[0] not in gone)


def _join(one: Without | None, other: Without | None) -> Without | None:
    return one if other is None else other if one is None else one | other
