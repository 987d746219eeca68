"""Runs that suggest invariants: the interpreter's own, from inputs at random and from numbers of the program."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from arlib.programs.interpreter import Run, run
from arlib.programs.syntax import Choose, Program, statements
from arlib.termination.runs import constants

Pool = Callable[[], int]
RUNS, SMALL = 24, 6


@dataclass(frozen=True)
class Beginning:
    """Inputs, and the first choices."""

    inputs: Mapping[str, int]
    choices: tuple[int, ...]


def random_runs(program: Program, *, count: int = RUNS, steps: int = 300, arrivals: int = 60) -> Iterator[Run]:
    """Runs from small numbers, from those that the program mentions, and from large ones, always the same runs."""
    near = list(dict.fromkeys([0, 1, -1, *(c + d for c in constants(program) for d in (0, 1, -1))]))
    for number in range(count):
        pool = _pool(random.Random(number), near, number)
        inputs = {name: _typed(program, name, pool()) for name in program.parameters}
        yield _run(program, inputs, (), pool, steps, arrivals)


def continued(program: Program, begun: Beginning, *, count: int = 3, steps: int = 2_000) -> Iterator[Run]:
    """Runs from these inputs, whose first choices are given."""
    near = list(dict.fromkeys([0, 1, -1, *constants(program)]))
    for number in range(count):
        pool = _pool(random.Random(number), near, number)
        yield _run(program, begun.inputs, begun.choices, pool, steps, steps)


def _run(
    program: Program, inputs: Mapping[str, int], first: Sequence[int], pool: Pool, steps: int, arrivals: int
) -> Run:
    """A run; choices behind the first ones are of every type that the program chooses from."""
    kinds = [each.kind for each in statements(program.bodies) if isinstance(each, Choose) and each.kind is not None]
    ranges = [(max(kind.low for kind in kinds), min(kind.high for kind in kinds))] if kinds else []

    def later() -> int:
        number = pool()
        for low, high in ranges:
            number = number if low <= number <= high else low + (number - low) % (high - low + 1)
        return number

    return run(program, inputs, choices=chain(first, iter(later, None)), steps=steps, arrivals=arrivals)


def _typed(program: Program, name: str, number: int) -> int:
    kind = program.types.get(name)
    return number if kind is None else kind.wrap(number)


def _pool(choose: random.Random, near: Sequence[int], number: int) -> Pool:
    pools: list[Pool] = [
        lambda: choose.randint(-SMALL, SMALL),
        lambda: choose.randint(0, 2 * SMALL),
        lambda: choose.choice(near),
        lambda: choose.randint(-1000, 1000) if choose.random() < 0.5 else choose.randint(-1, 1),
        lambda: choose.choice((choose.randint(-SMALL, SMALL), choose.choice(near), choose.randint(0, 100))),
        lambda: choose.randint(-1, 1),
    ]
    return pools[number % len(pools)]
