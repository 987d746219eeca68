"""Proofs that a Turing machine runs for ever on the blank tape, and the checker that accepts or rejects them.

A proof is found by whatever means, and checked here by replaying only. A table that is not filled in is read as the
machines that fill it in: a proof shows that none of them ever stops, since the run meets no missing entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from arlib.checking.claims import Accepted, Rejected
from arlib.halting.turing_machines import BLANK, HALT, RIGHT, TuringMachine, counted, run, state_name

DEEPEST = 8  # steps of backward reasoning that are replayed: the cases can double with each

Window = tuple[int, ...]  # the cells on one side of the head, the nearest first
Context = tuple[int, int, Window, Window]  # state, symbol under the head, the cells to its left and to its right


@dataclass(frozen=True)
class NoHaltTransition:
    """States, the first among them, none of whose entries halts, is missing, or leads out of them."""

    states: frozenset[int]

    def __str__(self) -> str:
        return f"no way out of the states {', '.join(state_name(s) for s in sorted(self.states))}"


@dataclass(frozen=True)
class Cycle:
    """A configuration that is met again: from there on the run repeats itself."""

    start: int
    again: int

    def __str__(self) -> str:
        return f"the configuration after {counted(self.start, 'step')} is met again after {self.again}"


@dataclass(frozen=True)
class TranslatedCycle:
    """A state and surroundings of the head that are met again, further to one side (Lin 1963, Lin and Rado 1965).

    Say that the head is d > 0 cells further right after ``again`` steps than after ``start``, and that m is the
    leftmost cell where it was from ``start`` to ``again``. The condition: the states agree, and for all i >= 0
    the cell m + d + i holds ``again`` what the cell m + i held at the ``start``.

    Then the run never stops. Between ``start`` and ``again`` it read nothing to the left of m. So from ``again`` on
    it makes the same moves d cells further right, where it reads nothing to the left of m + d. And since the cells
    from m on were turned into what they are ``again`` whatever lies to their left, those from m + d on are turned
    into the same, d cells further right: the condition holds once more, and so on. To the left, the mirror image.

    It would not do to compare just the cells that were read: 1RB---_1LC---_0LZ0RC reads a 1 in state C after 2 steps
    and, one cell further right, after 3. It halts on the blank that lies ahead.
    """

    start: int
    again: int

    def __str__(self) -> str:
        return f"what the head meets after {counted(self.start, 'step')}, it meets again after {self.again}, further on"


@dataclass(frozen=True)
class BackwardReasoning:
    """No configuration at all stops after exactly that many steps more (Marxen and Buntrock 1990).

    So a run that makes that many steps never stops: that many before its stop, it would be in such a configuration.
    """

    depth: int

    def __str__(self) -> str:
        return f"no configuration stops after exactly {counted(self.depth, 'step')}"


@dataclass(frozen=True)
class ClosedWindows:
    """An inductive invariant: what the head may see near it, and all that may stand further off on either side.

    A context is a state, the symbol under the head and the nearest cells on both sides; ``left`` and ``right`` have
    all rows of cells, of that width, that occur anywhere on the side. Every step from a context leads to a context,
    whatever row from the set comes into sight. (The n-gram closed position set, after ideas of Georgiev (Skelet)
    and Fenner; The bbchallenge Collaboration 2025.)
    """

    width: int
    contexts: frozenset[Context] = field(repr=False)
    left: frozenset[Window] = field(repr=False)
    right: frozenset[Window] = field(repr=False)

    def __str__(self) -> str:
        return f"a closed set of {len(self.contexts)} contexts of {counted(self.width, 'cell')} on each side"


Loop = NoHaltTransition | Cycle | TranslatedCycle | BackwardReasoning | ClosedWindows


def check_loop(machine: TuringMachine, proof: Loop) -> Accepted | Rejected:
    """Check that a machine runs for ever on the blank tape, by replaying what the proof says.

    >>> from arlib.halting.turing_machines import parse
    >>> check_loop(parse("1RB---_0LA---"), TranslatedCycle(0, 1))
    Rejected(obligation='the state is met again', countermodel='it is A at first and B then')
    >>> check_loop(parse("1RA---"), TranslatedCycle(0, 1))
    Accepted(rests_on=())
    """
    match proof:
        case NoHaltTransition():
            return _check_states(machine, proof)
        case Cycle() | TranslatedCycle():
            return _check_cycle(machine, proof)
        case BackwardReasoning():
            return _check_backward(machine, proof)
        case ClosedWindows():
            return _check_windows(machine, proof)
    raise TypeError(f"no proof that a machine runs for ever: {proof!r}")


def _check_states(machine: TuringMachine, proof: NoHaltTransition) -> Accepted | Rejected:
    if 0 not in proof.states:
        return Rejected("the run starts in these states", "it starts in A")
    for state in sorted(proof.states):
        if not 0 <= state < machine.states:
            return Rejected("they are states of the machine", f"there is none of number {state}")
        for symbol in (0, 1):
            action = machine.action(state, symbol)
            if action is None or action.state not in proof.states:
                return Rejected("no entry leads out of these states", f"{state_name(state)}{symbol} does")
    return Accepted()


def _check_cycle(machine: TuringMachine, proof: Cycle | TranslatedCycle) -> Accepted | Rejected:
    if not 0 <= proof.start < proof.again:
        return Rejected(
            "the start comes first", f"it is after {proof.start} steps, and the other one after {proof.again}"
        )
    replayed = run(machine, proof.again)
    if replayed.steps < proof.again or replayed.halted or replayed.stuck:
        return Rejected("the run goes on", str(replayed))
    start, again = replayed.configurations[proof.start], replayed.last
    if start.state != again.state:
        return Rejected(
            "the state is met again", f"it is {state_name(start.state)} at first and {state_name(again.state)} then"
        )
    if isinstance(proof, Cycle):
        return (
            Accepted()
            if start == again
            else Rejected("the configuration is met again", f"it is {start} at first and {again} then")
        )
    shift = again.head - start.head
    if shift == 0:
        return Rejected("the head has moved on", f"it is at {start.head} both times")
    side = 1 if shift > 0 else -1  # positions times side: the head moves towards the larger ones
    last = min(side * c.head for c in replayed.configurations[proof.start :])
    ahead = {cell for cell in start.ones if side * cell >= last}
    ahead_again = {cell - shift for cell in again.ones if side * (cell - shift) >= last}
    for cell in sorted(ahead ^ ahead_again):
        return Rejected("the surroundings are met again", f"the cells {cell} and {cell + shift} differ")
    return Accepted()


def _check_backward(machine: TuringMachine, proof: BackwardReasoning) -> Accepted | Rejected:
    """Forward from every state, on a tape of which each cell is chosen, both ways, when it is first read."""
    if not 0 <= proof.depth <= DEEPEST:
        return Rejected("the cases can be gone through", counted(proof.depth, "step"))
    replayed = run(machine, proof.depth)
    if replayed.halted or replayed.stuck or replayed.steps < proof.depth:
        return Rejected("the run makes that many steps", str(replayed))
    cases: list[tuple[int, int, dict[int, int], int]] = [(state, 0, {}, 0) for state in range(machine.states)]
    while cases:
        state, head, tape, made = cases.pop()
        if head not in tape:
            cases += [(state, head, {**tape, head: symbol}, made) for symbol in (0, 1)]
            continue
        action = machine.action(state, tape[head])
        if action is None or action.state == HALT:
            # The step into the halting state is not made: "stops" is said of the configuration before it.
            if made == proof.depth:
                return Rejected("no configuration stops after that many steps", f"{state_name(state)} on {tape}")
        elif made < proof.depth:
            cases.append((action.state, head + action.move, {**tape, head: action.write}, made + 1))
    return Accepted()


def _check_windows(machine: TuringMachine, proof: ClosedWindows) -> Accepted | Rejected:
    blank = (0,) * proof.width
    start: Context = (BLANK.state, 0, blank, blank)
    if proof.width < 1 or start not in proof.contexts or blank not in proof.left or blank not in proof.right:
        return Rejected("the run starts in these contexts", str(start))
    for context in sorted(proof.contexts):
        state, symbol, left, right = context
        if not (0 <= state < machine.states and symbol in (0, 1) and len(left) == len(right) == proof.width):
            return Rejected("these are contexts of the machine", str(context))
        action = machine.action(state, symbol)
        if action is None or action.state == HALT:
            return Rejected("no context stops", str(context))
        rightward = action.move == RIGHT
        behind, before = (left, right) if rightward else (right, left)
        here, there = (proof.left, proof.right) if rightward else (proof.right, proof.left)
        behind = (action.write, *behind[:-1])
        if behind not in here:
            return Rejected("the row left behind is known", str(context))
        for far in (0, 1):  # the cell that comes into sight
            sight = (*before[1:], far)
            sides = (behind, sight) if rightward else (sight, behind)
            if sight in there and (action.state, before[0], *sides) not in proof.contexts:
                return Rejected("every step leads to a context", str(context))
    return Accepted()
