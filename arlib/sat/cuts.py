"""The clauses that a conflict could teach: one for each cut through the implication graph of its level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arlib.clauses import Clause
from arlib.sat.events import Conflict, Decision, Learned, Propagation


def cuts(trail: Sequence[Decision | Propagation], conflict: Conflict, number: int) -> Iterator[Learned]:
    """From the conflict back to what was supposed last: each clause is the one before, resolved with one reason more.

    A clause with one literal of the conflict's level is one to learn: after going back it makes that literal true. The
    first of those is that of the first unique implication point (Marques-Silva and Sakallah 1996).

    >>> trail = (Decision(1, 1), Propagation(2, 1, 1, (-1, 2)), Propagation(3, 1, 2, (-2, 3)))
    >>> [each.clause for each in cuts(trail, Conflict(1, 3, (-2, -3)), 4)]
    [(-2, -3), (-2,), (-1,)]
    """
    clause: Clause = tuple(dict.fromkeys(conflict.clause))
    hints: tuple[int, ...] = (conflict.number,)
    yield Learned(number, clause, hints)
    for step in reversed(trail):
        if isinstance(step, Propagation) and step.level == conflict.level and -step.literal in clause:
            rest = (each for each in (*clause, *step.clause) if each not in (step.literal, -step.literal))
            clause, hints = tuple(dict.fromkeys(rest)), (step.number, *hints)
            yield Learned(number, clause, hints)
