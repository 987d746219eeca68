"""Evidence that is too long to replay: a run in which the same turn of a loop is taken again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arlib.certificates.nontermination import Entry
from arlib.programs.syntax import Program


@dataclass(frozen=True)
class Step:
    """A transition, by its number among the system's transitions and then its exits, and its own variables.

    ``first`` has their values in the first turn: choices, quotients. In every turn they grow by ``change``.
    """

    transition: int
    first: Mapping[str, int]
    change: Mapping[str, int]


@dataclass(frozen=True)
class Turns:
    """Steps that lead round, taken so many times; a single time where they lead on, and None stands for ever."""

    steps: tuple[Step, ...]
    count: int | None


@dataclass(frozen=True)
class AcceleratedRun:
    """A run that is summed up, not replayed (acceleration: Frohn and Giesl 2023).

    The interpreter makes the entry's run to its arrival; from there it goes through the phases. A turn that is
    repeated adds the same constants each time, so that after k turns each variable, and each side of each guard,
    has grown by k times as much; what is at least 0 in the first turn and in the last is so in between.

    The run then comes to an operation without a value, ``failure``: a line, and why. Or it goes on for ever: in
    its last phase, or since the state behind the phases is that before phase ``again``, from 0 on.
    """

    program: Program
    entry: Entry
    phases: tuple[Turns, ...]
    failure: tuple[int, str] | None = None
    again: int | None = None

    @property
    def reason(self) -> str:
        """What kind of operation has no value, or that the run goes on for ever."""
        return self.failure[1].partition(":")[0] if self.failure else "runs for ever"

    @property
    def turns(self) -> int:
        """How many turns are repeated."""
        return sum(each.count for each in self.phases if each.count is not None and each.count > 1)

    def __str__(self) -> str:
        end = f"line {self.failure[0]}, {self.failure[1]}" if self.failure else "it runs for ever"
        return f"{self.entry}: after {self.turns:,} turns, {end}" if self.turns else f"{self.entry}: {end}"
