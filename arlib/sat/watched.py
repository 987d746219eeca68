"""The same search on a trail: nothing is copied, and of each clause only two literals are watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from arlib.clauses import CNF, Assignment
from arlib.sat.events import Backjump, Conflict, Decision, Event, Learned, Model, Propagation
from arlib.sat.trail import Trail


def watched(formula: CNF) -> Iterator[Event]:
    """Split on the letters that occur most, first.

    >>> from arlib.clauses import cnf
    >>> for event in watched(cnf([[1, 2], [1, -2], [-1]])):
    ...     print(event)
    so -1, by clause 3
    so 2, by clause 1
    clause 2 is false
    learn the empty clause as clause 4
    """
    search, following, shown = Trail(formula), len(formula.clauses) + 1, 0
    counts = Counter(literal for clause in formula.clauses for literal in clause)
    letters = range(1, formula.variables + 1)
    order = sorted(letters, key=lambda letter: -counts[letter] - counts[-letter])
    refuted: list[int] = []  # for each level, the clause that refutes its other case, or 0
    while True:
        conflict = search.falsified or search.propagate()
        for literal in search.trail[shown:]:
            if reason := search.reasons[literal]:
                yield Propagation(literal, len(search.limits), reason, tuple(search.clauses[reason]))
        if conflict:
            yield Conflict(len(search.limits), conflict, tuple(search.clauses[conflict]))
            hints = (*(search.reasons[each] for each in search.trail if search.reasons[each]), conflict)
            while True:
                supposed = [search.trail[limit] for limit in search.limits]
                yield Learned(following, tuple(-literal for literal in supposed), hints)
                if not supposed:
                    return
                search.backjump(len(supposed) - 1)
                if not refuted[-1]:
                    break
                hints = (refuted.pop(), following)
                following += 1
            refuted[-1] = following
            following += 1
            literal = -supposed[-1]
            yield Backjump(len(search.limits))
        else:
            free = next((letter for letter in order if search.values[letter] is None), 0)
            if not free:
                yield Model(Assignment(tuple(each if search.values[each] else -each for each in letters)))
                return
            literal = free if counts[free] > counts[-free] else -free
            refuted.append(0)
        search.suppose(literal)
        shown = len(search.trail)
        yield Decision(literal, len(search.limits))
