"""Check that no assignment makes every clause true: each step by its hints, without search."""

from __future__ import annotations

import time
from collections.abc import Iterable

from arlib.certificates.refutation import Addition, Deletion, Refutation
from arlib.checking.claims import Accepted, Rejected
from arlib.clauses import CNF, Clause, Literal

MOST_LITERALS = 20_000_000  # of the clauses that are kept
OPEN = "its hints lead to no contradiction"
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
    try:
        return _check(formula, steps, time.monotonic() + seconds)
    except TimeoutError:
        return Rejected("time", f"the limit of {seconds:g} seconds was reached")


def _check(formula: CNF, steps: Iterable[Addition | Deletion], deadline: float) -> Accepted | Rejected:
    clauses, size = dict[int, frozenset[Literal]](), 0
    for number, clause in enumerate(formula.clauses, 1):
        clauses[number] = frozenset(clause)
        size += len(clauses[number])
        if time.monotonic() > deadline:
            raise TimeoutError
    for step in steps:
        if time.monotonic() > deadline:
            raise TimeoutError
        if isinstance(step, Deletion):
            size -= sum(len(clauses.pop(number, ())) for number in step.clauses)
            continue
        clause, hints = tuple(step.clause), tuple(step.hints)  # read once: what is no tuple could differ later
        if (why := _gap(step.number, clause, hints, clauses, deadline)) is not None:
            return Rejected(f"step {step.number}", why)
        if not clause:
            return Accepted()
        clauses[step.number] = frozenset(clause)
        if (size := size + len(clauses[step.number])) > MOST_LITERALS:
            return Rejected("memory", f"more than {MOST_LITERALS:,} literals at step {step.number}")
    return Rejected("the end", "no step adds the empty clause")


def _gap(number: int, clause: Clause, hints: tuple[int, ...], clauses: Clauses, deadline: float) -> str | None:
    """Why a step does not follow; None if it does.

    By unit propagation (RUP), the clause is true in each assignment that makes the others true. Otherwise it may be a
    resolution asymmetric tautology (RAT) on its first literal: each clause D with the complement of that literal has
    hints of its own, after its negated number, for the resolvent with D. Then an assignment that makes the others true
    and the clause false can be changed at that literal, and still makes each D true.
    """
    if number in clauses:
        return "its number is that of another clause"
    if 0 in clause or not {int}.issuperset(map(type, clause)):
        return "it has a literal that is none"
    false = set(clause)
    if any(-literal in false for literal in clause):
        return None  # a tautology
    why = _propagate(hints, clauses, false, deadline)
    if why != OPEN or not clause:
        return why
    here, groups = list[int](), dict[int, list[int]]()
    for hint in hints:
        if hint < 0:
            here = groups.setdefault(-hint, [])
        else:
            here.append(hint)
    for against, other in clauses.items():
        if -clause[0] in other:
            rest = other - {-clause[0]}
            if any(-literal in false for literal in rest):
                continue  # one of the rest is true
            if (why := _propagate(groups.get(against, ()), clauses, false | rest, deadline)) is not None:
                return f"{why} against clause {against}"
    return None


def _propagate(hints: Iterable[int], clauses: Clauses, false: set[Literal], deadline: float) -> str | None:
    """Why the hints before a negated one lead to no contradiction; None if they do."""
    for hint in hints:
        if hint < 0:
            break
        if hint not in clauses:
            return f"there is no clause {hint}"
        left = clauses[hint] - false
        if not left:
            return None
        if len(left) > 1:
            return f"hint {hint} has {len(left)} literals left"
        (literal,) = left
        false.add(-literal)
        if time.monotonic() > deadline:
            raise TimeoutError
    return OPEN
