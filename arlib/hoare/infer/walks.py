"""Short ways from the start to a bad exit, and inputs and choices that take them: bounded model checking.

Each way is one question about integers (Biere, Cimatti, Clarke, Zhu 1999, with paths one by one). What is found is
only a proposal: the interpreter runs it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from arlib.hoare.infer.points import NoPoint, Point, find_point
from arlib.hoare.infer.runs import Beginning
from arlib.polynomials import Polynomial
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.termination.simplex import FOREVER, Deadline

MOST_ASKED = 150
MOST_MONOMIALS, WIDEST = 60, 256  # of a polynomial; bits of its numbers


@dataclass(frozen=True)
class _Walk:
    location: Location
    guard: tuple[Polynomial, ...]
    values: Mapping[str, Polynomial]  # of the variables, in those at the start and the walk's own
    chosen: tuple[str, ...]
    length: int

    def on(self, way: Transition) -> _Walk | None:
        """The walk, one way longer; None where its numbers become too many or too wide."""
        own = {n for p in (*way.guard, *way.update.values()) for n in p.variables} | {c.name for c in way.chosen}
        here = {name: Polynomial.variable(f"{name}@{self.length}") for name in own} | dict(self.values)
        guard = tuple(p.substitute(here) for p in way.guard)
        values = {name: value.substitute(here) for name, value in way.update.items()}
        if not all(map(_small, (*guard, *values.values()))):
            return None
        chosen = tuple(f"{choice.name}@{self.length}" for choice in way.chosen)
        return _Walk(way.target, (*self.guard, *guard), values, (*self.chosen, *chosen), self.length + 1)


def _small(p: Polynomial) -> bool:
    return len(p.coefficients) <= MOST_MONOMIALS and all(c.bit_length() <= WIDEST for c in p.coefficients.values())


def beginnings(
    system: TransitionSystem, bad: Sequence[Transition], deadline: Deadline = FOREVER
) -> Iterator[Beginning]:
    """Inputs and choices that lead to a bad exit, by short ways first. Raises ``OutOfTime``."""
    start = {name: Polynomial.variable(name) for name in system.variables}
    waiting = deque([_Walk(ENTRY, (), start, (), 0)])
    asked = 0
    while waiting:
        walk = waiting.popleft()
        for way in (*bad, *system.transitions):
            if way.source != walk.location:
                continue
            deadline.check()
            further = walk.on(way)
            if further is None:
                continue
            asked += 1
            if asked > MOST_ASKED:
                return
            found = find_point(further.guard, (), deadline)
            if isinstance(found, Point) and way.target < 0:
                yield beginning(system, found.state, further.chosen)
            elif not isinstance(found, NoPoint) and way.target >= 0:
                waiting.append(further)


def beginning(system: TransitionSystem, state: Mapping[str, int], chosen: Sequence[str]) -> Beginning:
    """The beginning that a point describes; what it does not mention may be anything."""
    kinds = system.program.types
    inputs = {name: state.get(name, 0) for name in system.program.parameters}
    inputs = {name: kinds[name].wrap(value) if name in kinds else value for name, value in inputs.items()}
    return Beginning(inputs, tuple(state.get(name, 0) for name in chosen))
