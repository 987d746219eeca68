"""Evidence that a program runs for ever: an input, and a set of states that the run enters and never leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.termination import FALSE, Malformed, divided_system, only_variables, path_name
from arlib.polynomials import Polynomial, constraint_text, constraints_text
from arlib.printing import inputs_text
from arlib.programs.syntax import Program
from arlib.programs.transitions import NOTHING, Location, TransitionSystem
from arlib.residues import Classes, residues_text


@dataclass(frozen=True)
class Entry:
    """An input that anyone can run, the choices made on the way, and which arrival at a loop, from 1 on, matters."""

    inputs: Mapping[str, int]
    choices: tuple[int, ...]
    arrival: int

    def __str__(self) -> str:
        if not self.choices:
            return inputs_text(self.inputs)
        choices = f"choices {', '.join(map(str, self.choices))}"
        return f"{inputs_text(self.inputs)}, {choices}" if self.inputs else choices


@dataclass(frozen=True)
class Lasso:
    """A run that comes back to a state in which it was: with the same choices again, it goes round for ever.

    The state at the arrival ``entry.arrival`` is met again at the arrival ``again``, at least in the variables on
    which some guard depends; the choices after the entry's are those made in between.
    """

    program: Program
    entry: Entry
    repeated: tuple[int, ...]
    again: int
    reason: ClassVar[str] = "runs for ever"

    def __str__(self) -> str:
        return str(self.entry)


@dataclass(frozen=True)
class Phase:
    """States at a location, and what is chosen in them, in order, on the way to the next location."""

    location: Location
    constraints: tuple[Polynomial, ...]
    choices: tuple[Polynomial, ...] = ()


@dataclass(frozen=True)
class RecurrenceSet:
    """States that a run enters and never leaves (Gupta, Henzinger, Majumdar, Rybalchenko, Xu 2008).

    The entry's run arrives in the first phase. From the states of a phase, each transition either cannot be taken,
    or leads into the phase that ``moves`` names for it; and no exit can be taken. Since a program always does
    something, it then goes on for ever. What goes over a call needs no move: from the same states another transition
    leads into the call, and since that one stays in the set, the call never returns.
    ``proofs`` has the multipliers of every obligation, in order. Where ``classes`` divide locations by remainders,
    phases and moves are those of the divided system.
    """

    program: Program
    entry: Entry
    phases: tuple[Phase, ...]
    moves: Mapping[tuple[int, int], int]
    proofs: tuple[Farkas | None, ...] = field(repr=False, default=())
    classes: tuple[Classes, ...] = ()
    reason: ClassVar[str] = "runs for ever"

    @property
    def system(self) -> TransitionSystem:
        """The system in which it is a set of states; raises ``Malformed`` for classes that do not fit the program."""
        return divided_system(self.program, (), NOTHING, self.classes)

    def states(self) -> list[str]:
        """The states of each phase as text, with their classes; nothing where they are all."""
        residues = self.system.residues if self.classes else {}
        known = [residues_text(residues.get(phase.location, {})) for phase in self.phases]
        shown = [constraints_text(phase.constraints) if phase.constraints else "" for phase in self.phases]
        return [" and ".join(filter(None, pair)) for pair in zip(known, shown, strict=True)]

    def __str__(self) -> str:
        states = self.states()
        if not all(states):
            return f"{self.entry}; from there on it goes round whatever the values are"
        return f"{self.entry}; it stays where {' or '.join(states)}"


@dataclass(frozen=True)
class UndefinedRun:
    """A run that comes to an operation without a value, where the language says nothing of what happens next."""

    program: Program
    entry: Entry
    line: int
    why: str

    @property
    def reason(self) -> str:
        """What kind of operation has no value: "overflow", or "division by zero", say."""
        return self.why.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.entry}: line {self.line}, {self.why}"


def closure_obligations(system: TransitionSystem, found: RecurrenceSet) -> Iterator[Obligation]:
    """That the set is never left, transition by transition; raises ``Malformed``."""
    every = (*system.transitions, *system.exits)
    if not found.phases:
        raise Malformed("a recurrence set has a phase")
    only_variables(system, (p for phase in found.phases for p in (*phase.constraints, *phase.choices)))
    for i, phase in enumerate(found.phases):
        if phase.location not in system.locations or phase.location == 0:
            raise Malformed(f"there is no place {phase.location}")
        for n, transition in enumerate(every):
            if transition.source != phase.location or transition.over:
                continue
            if len(transition.chosen) > len(phase.choices):
                raise Malformed(f"a choice in {path_name(system, transition)} is left open")
            for choice, value in zip(transition.chosen, phase.choices, strict=False):
                for bound in choice.bounds:
                    name = f"the choice {value} is one of the type {choice.kind}"
                    yield Obligation(name, phase.constraints, bound.substitute({choice.name: value}), i)
            taken = transition.choosing(phase.choices)
            premises = (*phase.constraints, *taken.guard)
            target = found.moves.get((i, n))
            if target is None:
                what = "is not left" if transition.target < 0 else f"does not take {path_name(system, transition)}"
                yield Obligation(f"{system.name(phase.location)} {what}", premises, FALSE, i)
                continue
            if not 0 <= target < len(found.phases) or found.phases[target].location != transition.target:
                raise Malformed(f"{path_name(system, transition)} does not lead to phase {target}")
            for p in found.phases[target].constraints:
                name = f"{constraint_text(p)} after {path_name(system, transition)}"
                yield Obligation(name, premises, p.substitute(taken.update), i, (target, p))
