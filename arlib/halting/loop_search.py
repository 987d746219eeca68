"""Look for a proof that a Turing machine runs for ever: a ladder of finders, the simplest first.

Nothing that is found here is believed: ``loops.check_loop`` replays it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeGuard

from arlib.halting.loops import (
    DEEPEST,
    BackwardReasoning,
    ClosedWindows,
    Context,
    Cycle,
    Loop,
    NoHaltTransition,
    TranslatedCycle,
    Window,
)
from arlib.halting.turing_machines import BLANK, HALT, RIGHT, Action, Configuration, Run, TuringMachine

WIDEST = 3  # cells on each side of the head
MOST_CASES = 100  # partial configurations that backward reasoning follows at a time

Finder = Callable[[Run], Loop | None]
Cells = frozenset[tuple[int, int]]  # what is known of a tape: places, counted from the head, and their symbols


def find_loop(run: Run, finders: tuple[Finder, ...] | None = None) -> Loop | None:
    """The first proof that a ladder of finders has for it that this run of a machine never stops; None if none has.

    >>> from arlib.halting.turing_machines import parse, run
    >>> for text in (
    ...     "1RB1LA_0LA0RB", "0RB---_0LA---", "1RA---", "0RB0RC_1LA1RB_---1LB", "0RB---_1LC1RB_1LA1LC",
    ...     "1RB---_1LC0RB_1LC1LA",
    ... ):
    ...     print(find_loop(run(parse(text), 200)))
    no way out of the states A, B
    the configuration after 0 steps is met again after 2
    what the head meets after 0 steps, it meets again after 1, further on
    no configuration stops after exactly 2 steps
    a closed set of 19 contexts of 2 cells on each side
    None
    """
    for finder in FINDERS if finders is None else finders:
        found = finder(run)
        if found is not None:
            return found
    return None


def no_halt_transition(run: Run) -> NoHaltTransition | None:
    """All states to which entries lead from the first, if none of these entries halts or is missing."""
    reached, new = {BLANK.state}, [BLANK.state]
    while new:
        for action in run.machine.table[new.pop()]:
            if not _goes_on(action):
                return None
            if action.state not in reached:
                reached.add(action.state)
                new.append(action.state)
    return NoHaltTransition(frozenset(reached))


def cycle(run: Run) -> Cycle | None:
    """The first configuration that is met twice."""
    if run.last not in run.configurations[:-1]:
        return None  # a run that is in a cycle stays in it
    met: dict[Configuration, int] = {}
    for number, configuration in enumerate(run.configurations):
        if configuration in met:
            return Cycle(met[configuration], number)
        met[configuration] = number
    return None


def translated_cycle(run: Run) -> TranslatedCycle | None:
    """The last time that the head was further to one side than before, against the earlier such times.

    A run that moves on by d cells in each round goes further than ever before once in each, at the same place of the
    round. There all cells ahead are blank, so only those behind the head have to be compared.
    """
    for side in (-1, 1):
        furthest = [0]
        for number, configuration in enumerate(run.configurations):
            if side * configuration.head > side * run.configurations[furthest[-1]].head:
                furthest.append(number)
        again = furthest.pop()
        for start in reversed(furthest):
            if _moves_on(run, start, again, side):
                rounds = again - start
                first = next(s for s in range(start + 1) if _moves_on(run, s, s + rounds, side))
                return TranslatedCycle(first, first + rounds)
    return None


def _moves_on(run: Run, start: int, again: int, side: int) -> bool:
    before, after = run.configurations[start], run.configurations[again]
    shift = after.head - before.head
    if before.state != after.state or side * shift <= 0:
        return False
    last = min(side * c.head for c in run.configurations[start : again + 1])
    ahead = {cell + shift for cell in before.ones if side * cell >= last}
    return ahead == {cell for cell in after.ones if side * (cell - shift) >= last}


def backward_reasoning(run: Run) -> BackwardReasoning | None:
    """Step back from every entry that stops, with only those cells known that matter, until nothing is left."""
    level: set[tuple[int, Cells]] = {
        (state, frozenset({(0, symbol)}))
        for state, row in enumerate(run.machine.table)
        for symbol, action in enumerate(row)
        if not _goes_on(action)
    }
    for depth in range(min(DEEPEST, run.steps) + 1):
        if not level:
            return BackwardReasoning(depth)
        level = {before for state, cells in level for before in _before(run.machine, state, dict(cells))}
        if len(level) > MOST_CASES:
            return None
    return None


def _before(machine: TuringMachine, state: int, cells: dict[int, int]) -> set[tuple[int, Cells]]:
    """All that one step leads to this state and these cells."""
    found = set()
    for source, row in enumerate(machine.table):
        for symbol, action in enumerate(row):
            if action is not None and action.state == state and cells.get(-action.move, action.write) == action.write:
                known = {**cells, -action.move: symbol}
                found.add((source, frozenset((place + action.move, cell) for place, cell in known.items())))
    return found


def closed_windows(run: Run) -> ClosedWindows | None:
    """The least closed set of contexts that has the blank tape, of the smallest width at which no context stops."""
    return next(filter(None, (_close(run.machine, width) for width in range(1, WIDEST + 1))), None)


def _close(machine: TuringMachine, width: int) -> ClosedWindows | None:
    blank: Window = (0,) * width
    contexts: set[Context] = {(BLANK.state, 0, blank, blank)}
    left, right = {blank}, {blank}
    size = 0
    while size != (size := len(contexts) + len(left) + len(right)):
        for state, symbol, *sides in list(contexts):
            action = machine.table[state][symbol]
            if not _goes_on(action):
                return None
            rightward = action.move == RIGHT
            behind, ahead = sides if rightward else reversed(sides)
            behind = (action.write, *behind[:-1])
            (left if rightward else right).add(behind)
            for far in (0, 1):
                sight = (*ahead[1:], far)
                if sight in (right if rightward else left):
                    near = (behind, sight) if rightward else (sight, behind)
                    contexts.add((action.state, ahead[0], *near))
    return ClosedWindows(width, frozenset(contexts), frozenset(left), frozenset(right))


def _goes_on(action: Action | None) -> TypeGuard[Action]:
    return action is not None and action.state != HALT


FINDERS: tuple[Finder, ...] = (no_halt_transition, cycle, translated_cycle, backward_reasoning, closed_windows)
