"""Runs that suggest invariants: the interpreter's own, from inputs at random and from numbers of the program."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from arlib import terms as t
from arlib.programs.interpreter import Run, run
from arlib.programs.syntax import Assert, Assign, Assume, Call, If, Program, Return, While, statements
from arlib.terms import subterms

RUNS, SMALL, MOST_CONSTANTS = 24, 6, 16


def constants(program: Program) -> list[int]:
    """The numbers that a program mentions, small ones first.

    >>> from arlib.languages.python.functions import python_program
    >>> constants(python_program("def f(x):\\n    while x > 10:\\n        x = x - 2"))
    [2, 10]
    """
    found: set[int] = set()
    for statement in statements(program.bodies):
        match statement:
            case Assign(values=terms) | Call(arguments=terms):
                pass
            case If(test=test) | While(test=test) | Assert(test=test) | Assume(test=test):
                terms = (test,)
            case Return(value=value) if value is not None:
                terms = (value,)
            case _:
                continue
        found |= {part.value for term in terms for part in subterms(term) if isinstance(part, t.Const)}
    return sorted(found, key=lambda number: (abs(number), number))[:MOST_CONSTANTS]


def random_runs(program: Program, *, count: int = RUNS, steps: int = 300, arrivals: int = 60) -> Iterator[Run]:
    """Runs from small numbers, from those that the program mentions, and from large ones, always the same runs."""
    near = list(dict.fromkeys([0, 1, -1, *(c + d for c in constants(program) for d in (0, 1, -1))]))
    for number in range(count):
        yield _run(program, near, number, steps, arrivals)


def _run(program: Program, near: Sequence[int], number: int, steps: int, arrivals: int) -> Run:
    choose = random.Random(number)
    pools: list[Callable[[], int]] = [
        lambda: choose.randint(-SMALL, SMALL),
        lambda: choose.randint(0, 2 * SMALL),
        lambda: choose.choice(near),
        lambda: choose.randint(-1000, 1000) if choose.random() < 0.5 else choose.randint(-1, 1),
        lambda: choose.choice((choose.randint(-SMALL, SMALL), choose.choice(near), choose.randint(0, 100))),
        lambda: choose.randint(-1, 1),
    ]
    pool = pools[number % len(pools)]

    def typed(name: str) -> int:
        kind = program.types.get(name)
        return pool() if kind is None else kind.wrap(pool())

    inputs = {name: typed(name) for name in program.parameters}
    return run(program, inputs, choices=iter(pool, None), steps=steps, arrivals=arrivals)
