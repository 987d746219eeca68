"""Which machine with n states writes the most ones, and which runs longest, before it halts? (Rado 1962)

All machines are counted, few are run: a table is filled in only where its run needs it, which gives a tree whose
leaves each stand for many machines (tree normal form; Brady 1966, Marxen and Buntrock 1990).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from arlib.checking.claims import Accepted
from arlib.halting.loop_search import FINDERS, cycle, find_loop, no_halt_transition, translated_cycle
from arlib.halting.loops import Loop, check_loop
from arlib.halting.turing_machines import (
    BLANK,
    HALT,
    LEFT,
    LETTERS,
    RIGHT,
    Action,
    Configuration,
    Run,
    TuringMachine,
    counted,
    extend,
)

SHORT = 32  # steps after which a first look for loops is taken: most are short


@dataclass(frozen=True)
class Halts:
    """The run reached the halting state, in so many steps and with so many ones on the tape."""

    steps: int
    ones: int


@dataclass(frozen=True)
class Undecided:
    """Nothing is known of the run beyond the steps that were made, and why."""

    reason: str


@dataclass(frozen=True)
class Leaf:
    """A machine whose run is not known to ask for more of its table, and the number of machines that it stands for."""

    machine: TuringMachine
    stands_for: int
    outcome: Halts | Loop | Undecided


@dataclass(frozen=True, repr=False)
class BusyBeaver:
    """What became of all machines with that many states; the counts add up to their number.

    ``looping`` has the number of machines for each kind of proof, the simplest that does. While a machine is
    undecided, ``ones`` and ``steps`` are only known to be reached: Rado's numbers may be larger.
    """

    states: int
    machines: int
    leaves: int
    halting: int
    looping: Mapping[str, int]
    undecided: tuple[Leaf, ...]
    ones: int
    steps: int
    most_ones: tuple[TuringMachine, ...] = field(repr=False)
    most_steps: tuple[TuringMachine, ...] = field(repr=False)
    seconds: float

    @property
    def undecided_machines(self) -> int:
        """The number of machines that the undecided leaves stand for."""
        return sum(leaf.stands_for for leaf in self.undecided)

    def __repr__(self) -> str:
        bound = "at least " if self.undecided else ""
        return (
            f"<BusyBeaver: {counted(self.states, 'state')}, {bound}{counted(self.ones, 'one')}, "
            f"{bound}{counted(self.steps, 'step')}, "
            f"{self.undecided_machines:,} of {self.machines:,} machines undecided>"
        )

    def __str__(self) -> str:
        bound = "at least " if self.undecided else ""
        rows = [
            ("machines", self.machines),
            ("halt", self.halting),
            *((f"loop: {name}", count) for name, count in self.looping.items()),
            ("undecided", self.undecided_machines),
        ]
        lines = [f"{name:<26}{count:>16,}" for name, count in rows]
        return "\n".join([*lines, f"most ones: {bound}{self.ones}, most steps: {bound}{self.steps}"])


def count_machines(states: int) -> int:
    """The number of machines: each of 2n entries is one of 2 symbols, 2 moves and n + 1 next states (Rado 1962).

    >>> [count_machines(states) for states in (1, 2, 3)]
    [64, 20736, 16777216]
    """
    return int((4 * (states + 1)) ** (2 * states))


def busy_beaver(states: int, *, steps: int = 200, seconds: float = float("inf")) -> BusyBeaver:
    """Sort all machines with two symbols and that many states into halting, looping and undecided.

    Past the time limit, what was not looked at counts as undecided.

    >>> print(busy_beaver(2))
    machines                            20,736
    halt                                 9,784
    loop: TranslatedCycle               10,368
    loop: Cycle                            408
    loop: NoHaltTransition                 176
    undecided                                0
    most ones: 4, most steps: 6
    """
    begin = time.perf_counter()
    leaves, halting, looping = 0, 0, Counter[str]()
    undecided: list[Leaf] = []
    most_ones, most_steps = _Champions(), _Champions()
    for leaf in explore(states, steps=steps, seconds=seconds):
        leaves += 1
        match leaf.outcome:
            case Halts(made, written):
                halting += leaf.stands_for
                most_ones.enter(leaf.machine, written)
                most_steps.enter(leaf.machine, made)
            case Undecided():
                undecided.append(leaf)
            case proof:
                looping[type(proof).__name__] += leaf.stands_for
    return BusyBeaver(
        states,
        count_machines(states),
        leaves,
        halting,
        dict(looping.most_common()),
        tuple(undecided),
        most_ones.score,
        most_steps.score,
        tuple(most_ones.machines),
        tuple(most_steps.machines),
        time.perf_counter() - begin,
    )


@dataclass
class _Champions:
    score: int = 0
    machines: list[TuringMachine] = field(default_factory=list)

    def enter(self, machine: TuringMachine, score: int) -> None:
        if score > self.score:
            self.score, self.machines = score, []
        if score == self.score:
            self.machines.append(machine)


def explore(states: int, *, steps: int = 200, seconds: float = float("inf")) -> Iterator[Leaf]:
    """The leaves of the tree of all machines with that many states.

    A machine is run until it halts, loops, or reaches an entry that is not filled in. There the tree branches: into
    every action that halts, and every other. The rest of the table is never read, so a leaf stands for all machines
    that fill it in, (4n + 4)^(entries missing). Two symmetries save work, and are counted:

    - Of the first action, only the move to the right: the others are mirror images, with mirrored runs.
    - Of the states that the table does not mention yet, only the first: the others differ in their names.

    >>> for leaf in explore(1):
    ...     print(leaf.machine, leaf.stands_for, leaf.outcome)
    0RZ--- 16 Halts(steps=1, ones=0)
    1RZ--- 16 Halts(steps=1, ones=1)
    0RA--- 16 what the head meets after 0 steps, it meets again after 1, further on
    1RA--- 16 what the head meets after 0 steps, it meets again after 1, further on
    """
    if not 1 <= states <= len(LETTERS):
        raise ValueError(f"the states are 1 to {len(LETTERS)}")
    deadline = time.perf_counter() + seconds
    empty = TuringMachine(((None, None),) * states)
    pending: list[tuple[TuringMachine, tuple[Configuration, ...], int]] = [(empty, (BLANK,), 1)]
    while pending:
        machine, before, times = pending.pop()
        stands_for = times * (4 * states + 4) ** machine.undefined
        if time.perf_counter() > deadline:
            yield Leaf(machine, stands_for, Undecided("the time was up"))
            continue
        run, proof = _settle(machine, before, steps)
        if run.stuck:
            # The last in is the first out: reversed, the leaves come in order.
            pending += reversed([(child, run.configurations, times * same) for child, same in _children(run)])
        else:
            yield Leaf(machine, stands_for, _outcome(run, proof))


def _children(run: Run) -> Iterator[tuple[TuringMachine, int]]:
    """The machines that fill in the entry at which a run is stuck, each with the number of those like it."""
    states = run.machine.states
    named = {action.state for row in run.machine.table for action in row if action is not None} - {HALT}
    fresh = max(named, default=0) + 1  # states are named in order, and the run starts in the first
    moves, mirrored = ((RIGHT,), 2) if run.steps == 0 else ((LEFT, RIGHT), 1)
    for state in (HALT, *range(min(fresh + 1, states))):
        renamed = states - fresh if state == fresh else 1
        for move in moves:
            for write in (0, 1):
                child = run.machine.fill(run.last.state, run.last.symbol, Action(write, move, state))
                yield child, mirrored * renamed


def _settle(machine: TuringMachine, before: tuple[Configuration, ...], steps: int) -> tuple[Run, Loop | None]:
    """Run on until the machine halts, is stuck, or is shown to loop; the cheap looks are taken first."""
    run = Run(machine, before)
    for limit, finders in ((0, (no_halt_transition,)), (SHORT, (cycle, translated_cycle)), (steps, FINDERS)):
        run = Run(machine, tuple(extend(machine, run.configurations, min(limit, steps))))
        if run.halted or run.stuck:
            return run, None
        found = find_loop(run, finders)
        if found is not None:
            return run, found
    return run, None


def _outcome(run: Run, proof: Loop | None) -> Halts | Loop | Undecided:
    if run.halted:
        return Halts(run.steps, len(run.last.ones))
    if proof is None:
        return Undecided(f"no proof found in {counted(run.steps, 'step')}")
    # The finder is not trusted: a mistake in it costs an answer, and never makes a wrong one.
    verdict = check_loop(run.machine, proof)
    return proof if isinstance(verdict, Accepted) else Undecided(f"the checker rejects that {proof}")
