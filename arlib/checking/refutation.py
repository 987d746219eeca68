"""Check that no assignment makes every clause true: each step by its hints, without search."""

from __future__ import annotations

import time
from collections.abc import Iterable

from arlib.certificates.refutation import Addition, Deletion, Refutation
from arlib.checking.claims import Accepted, Rejected
from arlib.clauses import CNF, Literal

MOST_LITERALS = 20_000_000  # of the clauses that are kept
Clauses = dict[int, frozenset[Literal]]


def check_refutation(found: Refutation, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Check each step.

    >>> from arlib.clauses import cnf
    >>> formula = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])
    >>> check_refutation(Refutation(formula, (Addition(5, (1,), (1, 2)), Addition(6, (), (5, 3, 4)))))
    Accepted(rests_on=())
    >>> check_refutation(Refutation(formula, (Addition(5, (1,), (1, 3)), Addition(6, (), (5, 3, 4)))))
    Rejected(obligation='step 5', countermodel='hint 3 has 2 literals left')
    """
    return check_steps(found.formula, found.steps, seconds=seconds)


def check_steps(formula: CNF, steps: Iterable[Addition | Deletion], *, seconds: float = 10.0) -> Accepted | Rejected:
    """Check steps one after the other, up to the empty clause; what follows it does not matter.

    A deletion of what is not there does nothing: with fewer clauses, less is refuted.
    """
    deadline = time.monotonic() + seconds
    clauses = dict(enumerate(map(frozenset, formula.clauses), 1))
    size = sum(map(len, clauses.values()))
    for step in steps:
        if time.monotonic() > deadline:
            return Rejected("time", f"the limit of {seconds:g} seconds was reached before step {step.number}")
        if isinstance(step, Deletion):
            size -= sum(len(clauses.pop(number, ())) for number in step.clauses)
            continue
        if step.number in clauses:
            return Rejected(f"step {step.number}", "its number is that of another clause")
        if (why := _gap(step, clauses)) is not None:
            return Rejected(f"step {step.number}", why)
        if not step.clause:
            return Accepted()
        clauses[step.number] = frozenset(step.clause)
        if (size := size + len(clauses[step.number])) > MOST_LITERALS:
            return Rejected("memory", f"more than {MOST_LITERALS:,} literals at step {step.number}")
    return Rejected("the end", "no step adds the empty clause")


def _gap(step: Addition, clauses: Clauses) -> str | None:
    """Why a step does not follow; None if it does.

    By unit propagation (RUP), the clause is true in each assignment that makes the others true. Otherwise it may be a
    resolution asymmetric tautology (RAT) on its first literal: each clause D with the complement of that literal has
    hints of its own, after its negated number, for the resolvent with D. Then an assignment that makes the others true
    and the clause false can be changed at that literal, and still makes each D true.
    """
    false = set[Literal]()
    if _assume(step.clause, false):
        return None  # two of its literals are complements
    ended, why = _propagate(step.hints, clauses, false)
    if ended:
        return why
    groups = _groups(step.hints)
    if not step.clause or not groups:
        return "its hints lead to no contradiction"
    pivot = step.clause[0]
    for number, clause in clauses.items():
        if -pivot in clause:
            there = set(false)
            if _assume(clause - {-pivot}, there):
                continue
            ended, why = _propagate(groups.get(number, ()), clauses, there)
            if why is not None or not ended:
                return why or f"the resolvent with clause {number} is not shown to follow"
    return None


def _groups(hints: tuple[int, ...]) -> dict[int, list[int]]:
    """The hints after each negated number; those before the first are for the step itself."""
    here, groups = list[int](), dict[int, list[int]]()
    for hint in hints:
        if hint < 0:
            here = groups.setdefault(-hint, [])
        else:
            here.append(hint)
    return groups


def _assume(literals: Iterable[Literal], false: set[Literal]) -> bool:
    """Suppose that each literal is false; whether that contradicts what is false already."""
    for literal in literals:
        if -literal in false:
            return True
        false.add(literal)
    return False


def _propagate(hints: Iterable[int], clauses: Clauses, false: set[Literal]) -> tuple[bool, str | None]:
    """Whether the hints before a negated one come to an end: no literal is left, or a hint is wrong, and then why."""
    for hint in hints:
        if hint < 0:
            break
        if hint not in clauses:
            return True, f"there is no clause {hint}"
        left = clauses[hint] - false
        if not left:
            return True, None
        if len(left) > 1:
            return True, f"hint {hint} has {len(left)} literals left"
        (literal,) = left
        false.add(-literal)
    return False, None
