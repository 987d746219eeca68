"""A search that learns, told event by event."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator

from arlib.clauses import CNF, Literal
from arlib.sat.cdcl import Search, Step
from arlib.sat.events import Backjump, Conflict, Decision, Event, Forgotten, Learned, Model, Propagation, Restart


class Guided(Search):
    """A search whose first suppositions are given; those that have a value by then are left out."""

    def __init__(self, formula: CNF, decisions: Iterable[Literal]):
        super().__init__(formula)
        self.given = deque(decisions)
        for literal in self.given:
            if not 0 < abs(literal) <= formula.variables:
                raise ValueError(f"the letters are 1 to {formula.variables}, and {literal} cannot be supposed")

    def _choice(self) -> Literal:
        while self.given:
            literal = self.given.popleft()
            if self.values[literal] is None:
                return literal
        return super()._choice()


def events(formula: CNF, decisions: Iterable[Literal] = ()) -> Iterator[Event]:
    """All that happens until a model or the empty clause is found, if ``decisions`` are supposed first, in their order.

    >>> from arlib.clauses import cnf
    >>> for event in events(cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])):
    ...     print(event)
    suppose -1
    so 2, by clause 1
    clause 2 is false
    learn 1 as clause 5
    back to level 0
    so 1, by clause 5
    so 2, by clause 3
    learn 2 as clause 6
    clause 4 is false
    learn the empty clause as clause 7
    """
    search = Guided(formula, decisions)
    shown = proved = 0
    for step in search.run():
        # What was learned makes the last literal of the trail true.
        shown = min(shown, len(search.trail) - (step is Step.LEARNED))
        if step is not Step.LEARNED:
            yield from _followed(search, shown)
            shown = len(search.trail)
        first = len(formula.clauses) + proved + 1
        for number, (clause, hints) in enumerate(search.proof[proved:], first):
            yield Learned(number, clause, hints)
        proved = len(search.proof)
        match step:
            case Step.CONFLICT:
                yield Conflict(len(search.limits), search.conflict, tuple(search.clauses[search.conflict]))
            case Step.LEARNED:
                yield Backjump(len(search.limits))
            case Step.RESTARTED:
                yield Restart()
            case Step.FORGOT:
                yield Forgotten(search.forgotten)
            case Step.MODEL:
                yield Model(search.assignment())
            case Step.DECIDED | Step.REFUTED:
                pass


def _followed(search: Search, begin: int) -> Iterator[Event]:
    """The literals of the trail from a place on, as they became true."""
    for position, literal in enumerate(search.trail[begin:], begin):
        level = bisect_right(search.limits, position)
        if number := search.reasons[literal]:
            yield Propagation(literal, level, number, tuple(search.clauses[number]))
        else:
            yield Decision(literal, level)
