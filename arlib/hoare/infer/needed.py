"""Which conjuncts are needed: from the multipliers by which each obligation follows, case by case (Farkas 1902)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arlib.hoare.infer.literals import Case, Clause
from arlib.polynomials import Polynomial
from arlib.programs.transitions import Location, Transition, TransitionSystem
from arlib.termination.farkas import contradictory
from arlib.termination.simplex import FOREVER, Deadline

MOST_CASES = 200


@dataclass(frozen=True)
class Premise:
    """A constraint, or several cases of which one holds; ``clause`` is the conjunct that says so, None where none."""

    cases: tuple[Case, ...]
    clause: Clause | None


class _TooMany(Exception):
    """There are too many cases."""


def used(premises: Sequence[Premise], deadline: Deadline = FOREVER) -> frozenset[Clause] | None:
    """The conjuncts by which the premises contradict one another in every case; None if sums do not show that.

    >>> from arlib.hoare.infer.literals import Literal, Relation
    >>> x = Polynomial.variable("x")
    >>> known = (Literal(x, Relation.AT_LEAST, 3),)
    >>> used((Premise(((x - 3,),), known), Premise(((-x + 2,),), None))) == {known}
    True
    """
    left = MOST_CASES

    def refute(sure: list[tuple[Polynomial, Clause | None]], open_: list[Premise]) -> frozenset[int | Clause] | None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _TooMany
        found = contradictory([p for p, _ in sure], deadline)
        if found is not None:
            return frozenset(number for key in found.multipliers for number in key)
        if not open_:
            return None
        first, rest = open_[0], open_[1:]
        spent: set[int | Clause] = set()
        for case in first.cases:
            inside = refute([*sure, *((p, first.clause) for p in case)], rest)
            if inside is None:
                return None
            own = {number for number in inside if isinstance(number, int) and number >= len(sure)}
            if not own:
                return inside  # without this case
            spent |= inside - own
        return frozenset(spent | ({first.clause} if first.clause else set()))

    sure = [(p, each.clause) for each in premises if len(each.cases) == 1 for p in each.cases[0]]
    try:
        found = refute(sure, [each for each in premises if len(each.cases) != 1])
    except _TooMany:
        return None
    if found is None:
        return None
    clauses = [sure[each][1] if isinstance(each, int) else each for each in found]
    return frozenset(clause for clause in clauses if clause is not None)


def premises(way: Transition, known: Sequence[Clause], goal: Clause | None) -> list[Premise]:
    """That a way is taken from where the conjuncts hold, and arrives where the goal does not."""
    found = [Premise((way.guard,), None)]
    for j, literal in enumerate(goal or ()):
        found.append(Premise(literal.after(way.update).false_cases(f"#n{j}"), None))
    for i, clause in enumerate(known):
        cases = tuple(case for j, each in enumerate(clause) for case in each.true_cases(f"#q{i}.{j}"))
        found.append(Premise(cases, clause))
    return found


@dataclass(frozen=True)
class Needed:
    """The conjuncts that rule the bad exits out, and how many obligations follow by sums, of how many."""

    conjuncts: Mapping[Location, tuple[Clause, ...]]
    by_sums: int
    obligations: int


def needed(
    system: TransitionSystem,
    bad: Sequence[Transition],
    conjuncts: Mapping[Location, tuple[Clause, ...]],
    deadline: Deadline = FOREVER,
) -> Needed:
    """Leave out the conjuncts that no obligation uses which rules out a bad exit, or keeps one that is used."""
    waiting: list[tuple[Transition, Clause | None]] = [(way, None) for way in bad]
    wanted: set[tuple[Location, Clause]] = set()
    asked = by_sums = 0
    while waiting:
        way, goal = waiting.pop()
        known = conjuncts.get(way.source, ())
        found = used(premises(way, known, goal), deadline)
        asked, by_sums = asked + 1, by_sums + (found is not None)
        for clause in known if found is None else found:
            if (way.source, clause) not in wanted:
                wanted.add((way.source, clause))
                waiting += [(each, clause) for each in system.transitions if each.target == way.source]
    kept = {at: tuple(clause for clause in own if (at, clause) in wanted) for at, own in conjuncts.items()}
    return Needed(kept, by_sums, asked)
