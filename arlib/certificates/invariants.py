"""Evidence that no assertion fails: formulas at the loops that keep one another (Floyd 1967), and their obligations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import ClassVar

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.termination import FALSE, Malformed, path_name
from arlib.printing import to_text
from arlib.programs.guarded import guarded
from arlib.programs.paths import Path
from arlib.programs.symbolic import Reader
from arlib.programs.syntax import Program
from arlib.programs.transitions import ENTRY, UNDEFINED, Location, Transition, TransitionSystem, transition_system
from arlib.terms import And, Term, free_variables

MOST_CASES = 400  # of an obligation


@dataclass(frozen=True)
class InductiveInvariants:
    """What is true whenever a run comes to a location; so no assertion is false, and every operation has a value.

    Each obligation says of one case of one way that it cannot be: the way is taken from where the formulas hold, and
    comes to where one does not, or to a false assertion. ``proofs`` has the multipliers by which the constraints of
    the case add up to -1, in order; None where only the solver knows.
    """

    program: Program
    annotations: Mapping[Location, tuple[Term, ...]]
    proofs: tuple[Farkas | None, ...] = field(repr=False, default=())
    reason: ClassVar[str] = "has no assertion that is ever false"

    @property
    def system(self) -> TransitionSystem:
        """The ways of the program, with those to false assertions."""
        return transition_system(guarded(self.program))

    def __str__(self) -> str:
        system = self.system
        places = (
            f"{to_text(reduce(And, formulas))} at {system.name(at)}"
            for at, formulas in sorted(self.annotations.items())
            if formulas
        )
        return f"invariant {'; '.join(places) or 'true'}"


def invariant_obligations(proof: InductiveInvariants) -> Iterator[Obligation]:
    """Initiation, consecution and sufficiency, each case by case; raises ``Malformed``."""
    if proof.program.functions:
        raise Malformed("functions that call one another in a circle need contracts of their own")
    system = proof.system
    for at, formulas in proof.annotations.items():
        if at == ENTRY or at not in system.locations:
            raise Malformed(f"there is no loop {at}")
        for formula in formulas:
            for name in free_variables(formula):
                if name not in system.variables:
                    raise Malformed(f"{name} does not decide how the program goes on")
    for way in (*system.transitions, *(out for out in system.exits if out.target == UNDEFINED)):
        here = proof.annotations.get(way.source, ())
        if way.target < 0:
            cases = _cases(system, way, here, None)
            yield from _obligations(f"never: {path_name(system, way)}", way, cases)
        for goal in proof.annotations.get(way.target, ()) if way.target >= 0 else ():
            how = "is kept by" if way.source == way.target else "holds after"
            cases = _cases(system, way, here, goal)
            yield from _obligations(f"{to_text(goal)} {how} {path_name(system, way)}", way, cases)


def _obligations(name: str, way: Transition, cases: Iterator[Path]) -> Iterator[Obligation]:
    for number, case in enumerate(cases, start=1):
        if number > MOST_CASES:
            raise Malformed(f"{name}: more than {MOST_CASES} cases")
        yield Obligation(name if number == 1 else f"{name}, case {number}", case.guard, FALSE, way.source)


def _cases(system: TransitionSystem, way: Transition, known: Sequence[Term], goal: Term | None) -> Iterator[Path]:
    """The ways of taking a way from where the formulas hold, and coming to where the goal is not true."""
    reader = Reader(system.program.types)
    own = re.findall(r"#(\d+)", " ".join(n for p in (*way.guard, *way.update.values()) for n in sorted(p.variables)))
    start = Path(guard=way.guard, own=max(map(int, own), default=0))
    for path in _where(reader, known, start):
        if goal is None:
            yield path
            continue
        for after, truth in reader.formula(goal, replace(path, values=way.update)):
            if truth is not True:  # false, or without a value
                yield after


def _where(reader: Reader, formulas: Sequence[Term], path: Path) -> Iterator[Path]:
    if not formulas:
        yield path
        return
    for after, truth in reader.formula(formulas[0], path):
        if truth:
            yield from _where(reader, formulas[1:], after)
