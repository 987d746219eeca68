"""Davis, Logemann and Loveland (1962): split instead of resolving; time grows in place of memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from arlib.clauses import CNF, Assignment, Clause, Literal, is_tautology
from arlib.sat.events import Backjump, Conflict, Decision, Event, Learned, Model, Propagation
from arlib.seconds import timed

Left = dict[int, Clause]  # by number, the literals that are not false of the clauses that are not true


@dataclass
class Split:
    """A literal that is supposed, what was left and true before, and the clause that refutes the other case, or 0."""

    literal: Literal
    left: Left
    true: dict[Literal, int]
    refuted: int = 0


def dpll(formula: CNF) -> Iterator[Event]:
    """Make true what a clause of one literal says, then split: suppose a literal, and where that fails its negation.

    What is supposed is refuted by what follows from it. Two such clauses refute what was supposed before them.

    >>> from arlib.clauses import cnf
    >>> for event in dpll(cnf([[1, 2], [1, -2], [-1]])):
    ...     print(event)
    so -1, by clause 3
    so 2, by clause 1
    clause 2 is false
    learn the empty clause as clause 4
    """
    following = len(formula.clauses) + 1
    splits: list[Split] = []
    true: dict[Literal, int] = {}  # with the clause that makes it so, or 0
    left: Left = {}
    for number, clause in enumerate(timed(formula.clauses), 1):
        if not is_tautology(clause):
            left[number] = tuple(dict.fromkeys(clause))
    while True:
        left, conflict = yield from _units(formula, left, true, len(splits))
        if not conflict and not left:
            yield Model(Assignment(tuple(v if v in true else -v for v in range(1, formula.variables + 1))))
            return
        if not conflict:
            splits.append(Split(_choice(left), left, dict(true)))
        else:
            yield Conflict(len(splits), conflict, formula.clauses[conflict - 1])
            hints = (*filter(None, true.values()), conflict)
            while True:
                yield Learned(following, tuple(-split.literal for split in splits), hints)
                if not splits:
                    return
                if not splits[-1].refuted:
                    break
                hints = (splits.pop().refuted, following)
                following += 1
            last = splits.pop()
            splits.append(Split(-last.literal, last.left, last.true, following))
            following += 1
            yield Backjump(len(splits) - 1)
        split = splits[-1]
        true = {**split.true, split.literal: 0}
        left = given(split.left, split.literal)
        yield Decision(split.literal, len(splits))


def given(left: Left, literal: Literal) -> Left:
    """What is left of clauses where a literal is true.

    >>> given({1: (1, 2), 2: (-1, 3)}, 1)
    {2: (3,)}
    """
    return {
        number: tuple(each for each in clause if each != -literal) if -literal in clause else clause
        for number, clause in timed(left.items())
        if literal not in clause
    }


def _units(formula: CNF, left: Left, true: dict[Literal, int], level: int) -> Generator[Event, None, tuple[Left, int]]:
    """What is left after unit propagation, and the number of a clause that is then false, or 0."""
    while short := next(((number, clause) for number, clause in left.items() if len(clause) < 2), None):
        number, clause = short
        if not clause:
            return left, number
        (literal,) = clause
        true[literal] = number
        yield Propagation(literal, level, number, formula.clauses[number - 1])
        left = given(left, literal)
    return left, 0


def _choice(left: Left) -> Literal:
    """The literal that most of the shortest clauses have."""
    shortest = min(map(len, left.values()))
    counts = Counter(literal for clause in left.values() if len(clause) == shortest for literal in clause)
    return max(counts, key=lambda literal: (counts[literal], -abs(literal), literal))
