"""What is true so far, in the order in which it became so; two literals of each clause are watched for what follows.

Nothing is copied and little is taken back: while neither watched literal is false, no clause needs a look (Moskewicz,
Madigan, Zhao, Zhang and Malik 2001). Lists have a cell for each literal, since Python counts ``-v`` from the end.
"""

from __future__ import annotations

from collections.abc import Iterable

from arlib.clauses import CNF, Literal, is_tautology
from arlib.seconds import OFTEN, in_time, timed


class Trail:
    """The clauses by number, from 1 on, the values of literals, and why each literal of the trail is true.

    ``limits`` tells where each level begins: with a literal that was supposed, and has no reason.
    """

    def __init__(self, formula: CNF):
        cells = 2 * formula.variables + 1
        self.formula = formula
        self.clauses: list[list[Literal]] = [[]]
        self.values: list[bool | None] = [None] * cells
        self.positions = [0] * cells
        self.reasons = [0] * cells
        self.trail: list[Literal] = []
        self.limits: list[int] = []
        self.head = 0
        self.falsified = 0
        self.binary: list[list[tuple[Literal, int]]] = [[] for _ in timed(range(cells))]
        self.watches: list[list[int]] = [[] for _ in timed(range(cells))]
        for clause in timed(formula.clauses):
            self.add(clause)

    def add(self, clause: Iterable[Literal]) -> int:
        """Give a clause the next number and watch its first two literals; at level 0, make a single one true."""
        literals = list(clause)
        number = len(self.clauses)
        self.clauses.append(literals)
        if len({*map(abs, literals)}) < len(literals):
            literals[:] = dict.fromkeys(literals)
            if is_tautology(literals):
                return number  # it is always true
        if len(literals) > 2:
            self.watches[literals[0]].append(number)
            self.watches[literals[1]].append(number)
        elif len(literals) == 2:
            first, second = literals
            self.binary[first].append((second, number))
            self.binary[second].append((first, number))
        elif not literals or self.values[literals[0]] is False:
            self.falsified = self.falsified or number
        elif self.values[literals[0]] is None and not self.limits:
            self.assign(literals[0], number)
        return number

    def assign(self, literal: Literal, reason: int) -> None:
        """Make a literal true, by the clause with this number, or 0 where it is supposed."""
        self.values[literal], self.values[-literal] = True, False
        self.positions[literal] = len(self.trail)
        self.reasons[literal] = reason
        self.trail.append(literal)

    def suppose(self, literal: Literal) -> None:
        """Begin a level with a literal."""
        self.limits.append(len(self.trail))
        self.assign(literal, 0)

    def backjump(self, level: int) -> list[Literal]:
        """Take back what is above the level, and return it."""
        begin = self.limits[level]
        taken = self.trail[begin:]
        del self.trail[begin:], self.limits[level:]
        for literal in taken:
            self.values[literal] = self.values[-literal] = None
        self.head = begin
        return taken

    def propagate(self) -> int:
        """Make true what must be; the number of a clause that is then false, or 0."""
        values, positions, reasons, trail = self.values, self.positions, self.reasons, self.trail
        clauses, binary, watches = self.clauses, self.binary, self.watches
        head, length = self.head, len(trail)
        look = head + OFTEN
        while head < length:
            if head > look:
                in_time()
                look = head + OFTEN
            false = -trail[head]
            head += 1
            for other, number in binary[false]:
                value = values[other]
                if value is None:
                    values[other], values[-other] = True, False
                    positions[other] = length
                    reasons[other] = number
                    trail.append(other)
                    length += 1
                elif not value:
                    return number
            watching = watches[false]
            watches[false] = kept = []
            pending = iter(watching)
            for number in pending:
                clause = clauses[number]
                first = clause[0]
                if values[first]:
                    kept.append(number)
                    continue
                if first == false:
                    first = clause[1]
                    if values[first]:
                        kept.append(number)
                        continue
                    clause[0] = first
                    clause[1] = false
                for place in range(2, len(clause)):
                    other = clause[place]
                    if values[other] is not False:
                        clause[1] = other
                        clause[place] = false
                        watches[other].append(number)
                        break
                else:
                    kept.append(number)
                    if values[first] is None:
                        values[first] = True
                        values[-first] = False
                        positions[first] = length
                        reasons[first] = number
                        trail.append(first)
                        length += 1
                    else:
                        kept.extend(pending)
                        return number
        self.head = head
        return 0
