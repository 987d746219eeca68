"""Conflict-driven clause learning: each conflict teaches a clause, which cuts off more than one branch.

First unique implication point (Marques-Silva and Sakallah 1996; Zhang, Madigan, Moskewicz and Malik 2001), minimised
(Sörensson and Biere 2009); letters of recent conflicts first, their last values kept (Pipatsrisawat and Darwiche 2007),
restarts after Luby's sequence, and clauses forgotten by the number of their levels (Audemard and Simon 2009).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator, Iterator
from enum import Enum, auto
from heapq import heapify, heappop, heappush

from arlib.certificates.refutation import Addition
from arlib.clauses import CNF, Assignment, Clause, Literal
from arlib.sat.trail import Trail
from arlib.seconds import timed

RESTART = 100  # conflicts, times Luby's sequence
FORGET, LATER = 500, 20  # forget after so many conflicts, and each time so many more
DECAY = 0.95
MOST_LITERALS = 3_000_000  # of the formula: with its lists about a gigabyte
MOST_NUMBERS = 20_000_000  # literals and hints of the proof: about 200 megabytes


class Step(Enum):
    """Where a search stands when it yields."""

    DECIDED = auto()
    CONFLICT = auto()
    LEARNED = auto()
    RESTARTED = auto()
    FORGOT = auto()
    MODEL = auto()
    REFUTED = auto()


class Search(Trail):
    """A search for a model, and the proof that there is none as it grows: the clause and hints of each step."""

    def __init__(self, formula: CNF):
        super().__init__(formula)
        letters = formula.variables
        self.proof: list[tuple[Clause, tuple[int, ...]]] = []
        self.size = 0
        self.units = {clause[0]: number for number, clause in enumerate(self.clauses) if len(clause) == 1}
        self.settled = 0
        self.conflict = self.falsified
        self.scores: dict[int, tuple[int, int]] = {}  # levels and length of the learned clauses, by number
        self.forgotten: tuple[int, ...] = ()
        self.activity = [0.0] * (letters + 1)  # negative, since a heap has the least first
        self.bump = 1.0
        self.queue = [(0.0, letter) for letter in range(1, letters + 1)]
        self.queued = [0.0] * (letters + 1)  # the activity with which a letter stands in the queue, or 1: in none
        self.phases = [-letter for letter in range(letters + 1)]

    def run(self) -> Iterator[Step]:
        """Search until a model or the empty clause is found."""
        conflicts, restarts, forgettings = 0, 0, 0
        restart, forget = RESTART, FORGET
        while True:
            self.conflict = self.falsified or self.propagate()
            if not self.limits:
                self._settle()
            if self.conflict:
                yield Step.CONFLICT
                if not self.limits:
                    self._close()
                    yield Step.REFUTED
                    return
                conflicts += 1
                self._learn()
                yield Step.LEARNED
            elif conflicts >= restart and self.limits:
                restarts += 1
                restart = conflicts + RESTART * luby(restarts + 1)
                self.backjump(0)
                yield Step.RESTARTED
                if conflicts >= forget:
                    forgettings += 1
                    forget = conflicts + FORGET + LATER * forgettings
                    self._forget()
                    yield Step.FORGOT
            elif literal := self._choice():
                self.suppose(literal)
                yield Step.DECIDED
            else:
                yield Step.MODEL
                return

    def assignment(self) -> Assignment:
        """The literals that are true, once each letter has a value."""
        return Assignment(tuple(v if self.values[v] else -v for v in range(1, self.formula.variables + 1)))

    def steps(self) -> Iterator[Addition]:
        """The proof so far, with the numbers that follow those of the formula."""
        for number, (clause, hints) in enumerate(self.proof, len(self.formula.clauses) + 1):
            yield Addition(number, clause, hints)

    def backjump(self, level: int) -> list[Literal]:
        """Take back what is above the level, keep the values for later, and queue the letters again."""
        taken = super().backjump(level)
        activity, queue, queued, phases = self.activity, self.queue, self.queued, self.phases
        for literal in taken:
            letter = abs(literal)
            phases[letter] = literal
            if queued[letter] != (now := activity[letter]):
                queued[letter] = now
                heappush(queue, (now, letter))
        return taken

    def _choice(self) -> Literal:
        """The letter without a value that was active most recently, with its last value; 0 if all have one."""
        values, queue = self.values, self.queue
        while queue:
            activity, letter = heappop(queue)
            if self.queued[letter] == activity:
                self.queued[letter] = 1.0
            if values[letter] is None:
                return self.phases[letter]
        return 0

    def _prove(self, clause: Clause, hints: tuple[int, ...]) -> None:
        self.proof.append((clause, hints))
        self.size += len(clause) + len(hints)

    def _settle(self) -> None:
        """Note what is true at level 0 as clauses of one literal, so that no later proof repeats why."""
        for literal in timed(self.trail[self.settled :]):
            if literal not in self.units:
                reason = self.reasons[literal]
                self._prove((literal,), (*self._single(reason, literal), reason))
                self.units[literal] = self.add((literal,))
        self.settled = len(self.trail)

    def _single(self, number: int, but: Literal = 0) -> list[int]:
        return [self.units[-literal] for literal in self.clauses[number] if literal != but]

    def _close(self) -> None:
        self._prove((), (*self._single(self.conflict), self.conflict))

    def _learn(self) -> None:
        """Learn the clause at the first literal through which all of the conflict's level goes, and jump back.

        Afterwards the literal that remains of it is true, by the new clause.
        """
        clauses, trail, positions, reasons, limits = self.clauses, self.trail, self.positions, self.reasons, self.limits
        units, settled, begin = self.units, limits[0], limits[-1]
        lower: list[Literal] = []
        used: list[Literal] = []  # true literals whose reasons are resolved with the conflict
        fixed: dict[int, None] = {}  # the clauses of one literal on the way
        seen: set[Literal] = set()
        clause, index, here = clauses[self.conflict], len(trail), 0
        while True:
            for literal in clause:
                if literal not in seen:
                    seen.add(literal)
                    position = positions[-literal]
                    if position >= begin:
                        here += 1
                    elif position >= settled:
                        lower.append(literal)
                    else:
                        fixed[units[-literal]] = None
            while True:
                index -= 1
                pivot = trail[index]
                if -pivot in seen:
                    break
            here -= 1
            if not here:
                break
            used.append(pivot)
            seen.add(pivot)
            clause = clauses[reasons[pivot]]
        self._excite(seen)
        kept = [literal for literal in lower if not self._implied(literal, seen, used, fixed)]
        used.sort(key=positions.__getitem__)
        learned = [-pivot, *kept]
        levels = len({bisect_right(limits, positions[-literal]) for literal in learned})
        level = 0
        if kept:
            latest = max(range(1, len(learned)), key=lambda place: positions[-learned[place]])
            learned[1], learned[latest] = learned[latest], learned[1]
            level = bisect_right(limits, positions[-learned[1]])
        self._prove(tuple(learned), (*fixed, *(reasons[literal] for literal in used), self.conflict))
        self.backjump(level)
        number = self.add(learned)
        if level:
            self.assign(learned[0], number)
            self.scores[number] = (levels, len(learned))
        else:
            self.units[learned[0]] = number

    def _excite(self, seen: set[Literal]) -> None:
        activity, bump = self.activity, self.bump
        for letter in {*map(abs, seen)}:
            activity[letter] -= bump
        self.bump = bump / DECAY
        if self.bump > 1e100:
            self.activity = [each * 1e-100 for each in activity]
            self.queued = [each * 1e-100 if each <= 0 else each for each in self.queued]
            self.queue = [(each * 1e-100, letter) for each, letter in self.queue]
            heapify(self.queue)
            self.bump *= 1e-100

    def _implied(self, literal: Literal, seen: set[Literal], used: list[Literal], fixed: dict[int, None]) -> bool:
        """Whether a literal of the learned clause is false whenever the others are."""
        clauses, positions, reasons, settled = self.clauses, self.positions, self.reasons, self.limits[0]
        todo = [literal]
        fresh: list[Literal] = []
        single: list[int] = []
        while todo:
            true = -todo.pop()
            if not reasons[true]:
                seen.difference_update(fresh)
                return False
            for other in clauses[reasons[true]]:
                if other not in seen and other != true:
                    if positions[-other] < settled:
                        single.append(self.units[-other])
                    else:
                        seen.add(other)
                        fresh.append(other)
                        todo.append(other)
        used += [-literal, *(-other for other in fresh)]
        fixed.update(dict.fromkeys(single))
        return True

    def _forget(self) -> None:
        """At level 0, forget the worse half of the learned clauses, and all that level 0 makes true."""
        assert not self.limits
        ranked = sorted((number for number in self.scores if self.scores[number][0] > 2), key=self.scores.__getitem__)
        self.forgotten = tuple(ranked[len(ranked) // 2 :])
        gone = set(self.forgotten)
        for number in gone:
            del self.scores[number]
        values, clauses = self.values, self.clauses
        for watching in self.watches:
            watching[:] = [
                watch
                for watch in watching
                if watch not in gone and not any(values[literal] for literal in clauses[watch])
            ]


def luby(number: int) -> int:
    """The terms of 1, 1, 2, 1, 1, 2, 4, 1, 1, 2, ... (Luby, Sinclair and Zuckerman 1993).

    >>> [luby(number) for number in range(1, 16)]
    [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]
    """
    size = number.bit_length()
    if number == 2**size - 1:
        return 1 << (size - 1)
    return luby(number - 2 ** (size - 1) + 1)


def learning(formula: CNF) -> Generator[Step, None, Assignment | tuple[Addition, ...] | str]:
    """Search, and return a model, the steps of a refutation, or why neither."""
    if sum(map(len, formula.clauses)) > MOST_LITERALS:
        return f"the clauses have more than {MOST_LITERALS:,} literals"
    search = Search(formula)
    for step in search.run():
        if step is Step.MODEL:
            return search.assignment()
        if step is Step.LEARNED and search.size > MOST_NUMBERS:
            return f"the proof has more than {MOST_NUMBERS:,} literals and hints"
        yield step
    return tuple(search.steps())
