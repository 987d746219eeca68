"""Check a proof in DRAT, whose steps name no reasons: each of them by unit propagation over all clauses.

After Wetzler, Heule and Hunt 2014. A clause in which one literal is true and all others are false before anything is
supposed is never erased: literals may be true by it. All solvers' proofs are written for checkers that do so.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable

from arlib.certificates.refutation import Erasure, Lemma
from arlib.checking.claims import Accepted, Rejected
from arlib.clauses import CNF, Clause, Literal

MOST_LITERALS = 20_000_000  # of the clauses that are kept


def check_drat(formula: CNF, steps: Iterable[Lemma | Erasure], *, seconds: float = 10.0) -> Accepted | Rejected:
    """Check steps one after the other, until unit propagation alone comes to a contradiction.

    >>> from arlib.clauses import cnf
    >>> formula = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])
    >>> check_drat(formula, [Lemma((1,)), Lemma(())])
    Accepted(rests_on=())
    >>> check_drat(formula, [Lemma(())])
    Rejected(obligation='step 1', countermodel='unit propagation leads to no contradiction')
    """
    kept = _Clauses(time.monotonic() + seconds)
    try:
        return _check(formula, steps, kept)
    except TimeoutError:
        return Rejected("time", f"the limit of {seconds:g} seconds was reached")


def _check(formula: CNF, steps: Iterable[Lemma | Erasure], kept: _Clauses) -> Accepted | Rejected:
    if not all(map(kept.add, formula.clauses)):
        return Accepted()
    for number, step in enumerate(steps, 1):
        clause = tuple(step.clause)  # read once: what is no tuple could differ later
        if 0 in clause or not {int}.issuperset(map(type, clause)):
            return Rejected(f"step {number:,}", "it has a literal that is none")
        if isinstance(step, Erasure):
            kept.erase(clause)
        elif not kept.follows(clause):
            return Rejected(f"step {number:,}", "unit propagation leads to no contradiction")
        elif not kept.add(clause):
            return Accepted()
        if kept.size > MOST_LITERALS:
            return Rejected("memory", f"more than {MOST_LITERALS:,} literals at step {number:,}")
    return Rejected("the end", "unit propagation leads to no contradiction")


class _Clauses:
    """Clauses, and the literals that they make false: two that are not false are watched in each other clause."""

    def __init__(self, deadline: float = math.inf) -> None:
        self.deadline = deadline
        self.by_literals: defaultdict[frozenset[Literal], list[list[Literal]]] = defaultdict(list)
        self.watching: defaultdict[Literal, list[list[Literal]]] = defaultdict(list)
        self.false: set[Literal] = set()
        self.trail: list[Literal] = []  # the false ones in their order
        self.done = self.size = 0  # how many of them were propagated; how many literals all clauses have

    def add(self, clause: Clause) -> bool:
        """Add a clause, with what follows by propagation; False for a contradiction. A tautology adds nothing."""
        literals = frozenset(clause)
        if any(-literal in literals for literal in literals):
            return True
        # Those that are not false come first: these are watched.
        own = sorted(literals, key=self.false.__contains__)
        self.by_literals[literals].append(own)
        self.size += len(own)
        for literal in own[:2]:
            self.watching[literal].append(own)
        left = [literal for literal in own[:2] if literal not in self.false]
        if len(left) == 1:
            self._falsify(-left[0])
        return bool(left) and self._propagate()

    def erase(self, clause: Clause) -> None:
        """Erase a clause once; what is not there, and what literals may be true by, stays."""
        if time.monotonic() > self.deadline:
            raise TimeoutError
        literals = frozenset(clause)
        same = self.by_literals.get(literals)
        if same and (len(literals - self.false) > 1 or all(-literal not in self.false for literal in literals)):
            self.size -= len(literals)
            same.pop().clear()
            if not same:
                del self.by_literals[literals]

    def follows(self, clause: Clause) -> bool:
        """Whether a clause is RUP, or RAT on its first literal; nothing stays supposed."""
        before = len(self.trail)
        found = not self._suppose(clause) or (bool(clause) and self._is_rat(clause[0]))
        self._forget(before)
        return found

    def _is_rat(self, pivot: Literal) -> bool:
        """Whether each resolvent on the pivot leads to a contradiction, too, with what is supposed already."""
        before = len(self.trail)
        for literals in [each for each in self.by_literals if -pivot in each]:
            contradiction = not self._suppose(literals - {-pivot})
            self._forget(before)
            if not contradiction:
                return False
        return True

    def _suppose(self, literals: Iterable[Literal]) -> bool:
        """Suppose that literals are false, and propagate; False for a contradiction."""
        for literal in literals:
            if -literal in self.false:
                return False
            self._falsify(literal)
        return self._propagate()

    def _falsify(self, literal: Literal) -> None:
        if literal not in self.false:
            self.false.add(literal)
            self.trail.append(literal)

    def _forget(self, before: int) -> None:
        self.false.difference_update(self.trail[before:])
        del self.trail[before:]
        self.done = before

    def _propagate(self) -> bool:
        """Make literals true in clauses that have no other left; False if a clause has none at all."""
        if time.monotonic() > self.deadline:
            raise TimeoutError
        false = self.false
        while self.done < len(self.trail):
            literal = self.trail[self.done]
            self.done += 1
            waiting, still = self.watching[literal], list[list[Literal]]()
            for place, clause in enumerate(waiting):
                if not clause:
                    continue  # it was erased
                if clause[0] == literal and len(clause) > 1:
                    clause[0], clause[1] = clause[1], clause[0]
                first = clause[0]
                if -first not in false:
                    for other in range(2, len(clause)):
                        if clause[other] not in false:
                            clause[1], clause[other] = clause[other], clause[1]
                            self.watching[clause[1]].append(clause)
                            break
                    else:
                        still.append(clause)
                        if first in false:
                            self.watching[literal] = still + waiting[place + 1 :]
                            return False
                        self._falsify(-first)
                else:
                    still.append(clause)
            self.watching[literal] = still
        return True
