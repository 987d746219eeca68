"""What happens during a search for a model, one event after the other: a stepper records them, a solver drops them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from arlib.clauses import Assignment, Clause, Literal


@dataclass(frozen=True)
class Decision:
    """A literal is supposed to be true; the level counts the suppositions that stand."""

    literal: Literal
    level: int

    def __str__(self) -> str:
        return f"suppose {self.literal}"


@dataclass(frozen=True)
class Propagation:
    """A literal must be true, since all others of a clause are false."""

    literal: Literal
    level: int
    number: int
    clause: Clause

    def __str__(self) -> str:
        return f"so {self.literal}, by clause {self.number}"


@dataclass(frozen=True)
class Conflict:
    """All literals of a clause are false."""

    level: int
    number: int
    clause: Clause

    def __str__(self) -> str:
        return f"clause {self.number} is false"


@dataclass(frozen=True)
class Learned:
    """A clause that follows, and the clauses from which it does by unit propagation: a line of the proof.

    >>> print(Learned(10, (-2,), (7, 8, 2)))
    learn -2 as clause 10
    """

    number: int
    clause: Clause
    hints: tuple[int, ...]

    def __str__(self) -> str:
        return f"learn {' '.join(map(str, self.clause)) or 'the empty clause'} as clause {self.number}"


@dataclass(frozen=True)
class Forgotten:
    """Learned clauses that are not looked at any longer."""

    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"forget {len(self.numbers):,} learned clauses"


@dataclass(frozen=True)
class Backjump:
    """What was supposed and followed above the level is taken back."""

    level: int

    def __str__(self) -> str:
        return f"back to level {self.level}"


@dataclass(frozen=True)
class Restart:
    """All that was supposed is taken back; what was learned stays."""

    def __str__(self) -> str:
        return "start again"


@dataclass(frozen=True)
class Model:
    """No clause is false, and every letter has a value."""

    assignment: Assignment

    def __str__(self) -> str:
        return f"a model: {self.assignment}"


@dataclass(frozen=True)
class Eliminated:
    """A letter is gone: its clauses were resolved with one another, and so many are left."""

    letter: int
    clauses: int

    def __str__(self) -> str:
        return f"letter {self.letter} is gone, {self.clauses:,} clauses are left"


@dataclass(frozen=True)
class Flip:
    """A letter changes its value, and so many clauses are false then."""

    literal: Literal
    false: int

    def __str__(self) -> str:
        return f"flip to {self.literal}, {self.false:,} clauses are false"


@dataclass(frozen=True)
class GaveUp:
    """Neither a model nor the empty clause was found, and why."""

    reason: str

    def __str__(self) -> str:
        return f"give up: {self.reason}"


Event: TypeAlias = (
    Decision | Propagation | Conflict | Learned | Forgotten | Backjump | Restart | Model | Eliminated | Flip | GaveUp
)
