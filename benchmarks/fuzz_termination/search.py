"""Searches the states that a program comes to for one that leads back to itself."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from fuzz_termination.programs import TYPES, Source
from fuzz_termination.steps import Steps, UndefinedBehaviour

CHOICES = {"bool": (0, 1), "char": range(-128, 128), "uchar": range(256), "int": (-3, -1, 0, 1, 2, 7)}

State = tuple[int, tuple[int, ...]]  # a loop's head, and the values of the variables


@dataclass
class Behaviour:
    """What the search found: whether some run goes on for ever, or is undefined, and whether that is all there is."""

    cycle: tuple[int, ...] | None = None
    undefined: bool = False
    complete: bool = True
    known: set[State] = field(default_factory=set)  # from which no run goes on for ever


class Choosing:
    """Chooses as a script says, and notes how many other ways there are."""

    def __init__(self) -> None:
        self.script: list[int] = []
        self.open: list[int] = []
        self.place = 0
        self.partly = False

    def __call__(self, kind: str) -> int:
        values = CHOICES[kind]
        self.partly |= kind == "int"
        if self.place == len(self.script):
            self.script.append(0)
            self.open.append(len(values))
        self.place += 1
        return values[self.script[self.place - 1]]

    def another(self) -> bool:
        """Set the script to the next one, if there is one."""
        while self.script and self.script[-1] + 1 == self.open[-1]:
            self.script.pop()
            self.open.pop()
        if self.script:
            self.script[-1] += 1
        self.place = 0
        return bool(self.script)


def explore(steps: Steps, inputs: Sequence[tuple[int, ...]], most: int) -> Behaviour:
    """Search the graph of states that the inputs lead to, depth first, for a state that leads back to itself."""
    found = Behaviour()
    start, count = (0,) * len(steps.program.locals), 0

    def following(go: Callable, state: tuple[int, ...]) -> list[State]:
        nonlocal count
        choosing, targets = Choosing(), {}
        while True:
            count += 1
            try:
                target = go(*state, choosing)
                if target is not None:
                    targets[target] = None
            except UndefinedBehaviour:
                found.undefined = True
            if not choosing.another():
                break
            if count > most:
                found.complete = False
                break
        found.complete &= not choosing.partly
        return list(targets)

    for given in inputs:
        if count > most:
            found.complete = False
            break
        path: list[tuple[State | None, Iterator[State]]] = [(None, iter(following(steps.begin, given + start)))]
        active: set[State | None] = set()
        while path:
            state = next(path[-1][1], None)
            if state is None:
                done, _ = path.pop()
                active.discard(done)
                if done is not None:
                    found.known.add(done)
                continue
            if state in active:
                found.cycle = given
                return found
            if state in found.known:
                continue
            if count > most or max(map(abs, state[1])).bit_length() > 500:
                found.complete = False
                break  # what is known so far was seen to its end
            active.add(state)
            path.append((state, iter(following(steps.heads[state[0]], state[1]))))
    return found


def grid(program: Source) -> list[tuple[int, ...]]:
    """The inputs to try: all that matter where the integers are a machine's, else some."""
    ranges: list[Sequence[int]] = []
    for name, kind in program.parameters.items():
        if program.reading in ("unbounded", "python"):
            small = (*range(-6, 8), 13, -20, 50) if len(program.parameters) > 1 else (*range(-30, 31), 100, -100)
            ranges.append([n for n in small if n >= 0 or kind != "unsigned"])
        elif name in program.limits:
            low, high = program.limits[name]
            ranges.append(range(low, min(high, 127 if kind == "signed char" else 255) + 1))
        else:
            bits, signed = TYPES[kind]
            ranges.append(range(-128, 128) if signed else range(256))
    return list(itertools.product(*ranges))


def inside(program: Source, inputs: tuple[int, ...]) -> bool:
    limits = [program.limits.get(name) for name in program.parameters]
    return all(limit is None or limit[0] <= n <= limit[1] for n, limit in zip(inputs, limits, strict=True))


def follow(steps: Steps, inputs: tuple[int, ...], choices: Iterator[int], most: int) -> str:
    """One run with given choices: "ends", "undefined", or "goes on" after so many heads."""
    state = inputs + (0,) * len(steps.program.locals)
    go = steps.begin
    try:
        for _ in range(most):
            target = go(*state, lambda kind: next(choices))
            if target is None:
                return "ends"
            go, state = steps.heads[target[0]], target[1]
            if max(map(abs, state)).bit_length() > 2_000:
                break  # it would take longer and longer
    except UndefinedBehaviour:
        return "undefined"
    except StopIteration:
        pass
    return "goes on"
