"""Run Turing machines with two symbols on the blank tape, and print what they do (Turing 1936, Rado 1962)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from arlib.verdict import Unsupported

HALT = -1
LEFT, RIGHT = -1, 1
LETTERS = ascii_uppercase[:7]  # so that neither of the usual names of the halting state, H and Z, is taken


@dataclass(frozen=True)
class Action:
    """What a machine does in one step: it writes a symbol, moves the head by one cell, and goes to a state.

    >>> print(Action(1, RIGHT, 1))
    1RB
    """

    write: int
    move: int
    state: int

    def __str__(self) -> str:
        return f"{self.write}{'R' if self.move == RIGHT else 'L'}{state_name(self.state)}"


@dataclass(frozen=True)
class TuringMachine:
    """A Turing machine with the symbols 0 (blank) and 1: for each state, what it does on reading 0, and on reading 1.

    The run starts in the first state. An entry that is None is not filled in yet: such a machine stands for all
    those that fill it in.

    >>> machine = parse("1RB1LB_1LA1RZ")
    >>> machine.states, machine.undefined
    (2, 0)
    >>> print(machine.action(1, 1))
    1RZ
    """

    table: tuple[tuple[Action | None, Action | None], ...]

    @property
    def states(self) -> int:
        """The number of states, the halting state not counted."""
        return len(self.table)

    @property
    def undefined(self) -> int:
        """The number of entries that are not filled in."""
        return sum(action is None for row in self.table for action in row)

    def action(self, state: int, symbol: int) -> Action | None:
        """The entry for a state and the symbol under the head; None if it is not filled in."""
        return self.table[state][symbol]

    def fill(self, state: int, symbol: int, action: Action) -> TuringMachine:
        """The machine with one entry filled in.

        >>> print(parse("1RB---_1LA---").fill(1, 1, Action(1, RIGHT, HALT)))
        1RB---_1LA1RZ
        """
        zero, one = self.table[state]
        row = (action, one) if symbol == 0 else (zero, action)
        return TuringMachine((*self.table[:state], row, *self.table[state + 1 :]))

    def __str__(self) -> str:
        return "_".join("".join("---" if a is None else str(a) for a in row) for row in self.table)


@dataclass(frozen=True)
class Configuration:
    """All that the rest of a run depends on: the state, the place of the head, and the tape.

    Of the endless tape, ``ones`` has the cells that hold a 1. All the others are blank.
    """

    state: int
    head: int
    ones: frozenset[int]

    @property
    def symbol(self) -> int:
        """The symbol under the head."""
        return int(self.head in self.ones)


BLANK = Configuration(0, 0, frozenset())


@dataclass(frozen=True)
class Run:
    """The configurations of a machine from the blank tape on, one more than steps were made.

    >>> print(run(parse("1RB1LB_1LA1RZ"), 100))
    halts after 6 steps, with 4 ones
    >>> print(run(parse("1RB---_1RA---"), 100))
    still running after 100 steps
    """

    machine: TuringMachine
    configurations: tuple[Configuration, ...] = field(repr=False)

    @property
    def steps(self) -> int:
        """The number of steps made; the one into the halting state counts (Rado 1962)."""
        return len(self.configurations) - 1

    @property
    def last(self) -> Configuration:
        """The last configuration of the run."""
        return self.configurations[-1]

    @property
    def halted(self) -> bool:
        """Whether the run reached the halting state."""
        return self.last.state == HALT

    @property
    def stuck(self) -> bool:
        """Whether the run arrived at an entry that is not filled in."""
        return not self.halted and self.machine.action(self.last.state, self.last.symbol) is None

    def __str__(self) -> str:
        if self.halted:
            return f"halts after {counted(self.steps, 'step')}, with {counted(len(self.last.ones), 'one')}"
        if self.stuck:
            entry = f"{state_name(self.last.state)}{self.last.symbol}"
            return f"stops after {counted(self.steps, 'step')}: the entry {entry} is not filled in"
        return f"still running after {counted(self.steps, 'step')}"


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where needed.

    >>> counted(1, "step"), counted(2, "step")
    ('1 step', '2 steps')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"


def state_name(state: int) -> str:
    """The letter of a state, Z for the halting state."""
    return "Z" if state == HALT else LETTERS[state]


def parse(text: str) -> TuringMachine:
    """Read a machine in the usual notation: the states in order, each with its entries for 0 and for 1.

    An entry is the symbol written, the move (L or R) and the next state, where Z or H is the halting state, or
    ``---`` if it is not filled in. A line of ``_`` separates states.

    >>> print(parse("1RB1LC_1RC1RB_1RZ0LA"))
    1RB1LC_1RC1RB_1RZ0LA
    >>> parse("1RB1LD_1LA1RZ")
    Traceback (most recent call last):
    arlib.verdict.Unsupported: line 1, column 6: a machine with 2 states has no state D
        1RB1LD_1LA1RZ
             ^
    """
    rows = text.split("_")
    if len(rows) > len(LETTERS):
        raise Unsupported(f"a machine has at most {len(LETTERS)} states", text)
    table = []
    for number, row in enumerate(rows):
        column = sum(len(r) + 1 for r in rows[:number])
        if len(row) != 6:
            raise Unsupported("a state has two entries of three letters each", text, column=column)
        table.append((_entry(text, column, len(rows)), _entry(text, column + 3, len(rows))))
    return TuringMachine(tuple(table))


def _entry(text: str, column: int, states: int) -> Action | None:
    entry = text[column : column + 3]
    if entry == "---":
        return None
    write, move, state = entry[0], entry[1], entry[2]
    if write not in "01":
        raise Unsupported("the symbols are 0 and 1", text, column=column)
    if move not in "LR":
        raise Unsupported("the moves are L and R", text, column=column + 1)
    if state not in "HZ" and state not in LETTERS[:states]:
        raise Unsupported(f"a machine with {counted(states, 'state')} has no state {state}", text, column=column + 2)
    return Action(int(write), RIGHT if move == "R" else LEFT, HALT if state in "HZ" else LETTERS.index(state))


def step(machine: TuringMachine, configuration: Configuration) -> Configuration:
    """The next configuration; there is none after halting, nor where the table is not filled in.

    >>> step(parse("1RB---_------"), BLANK)
    Configuration(state=1, head=1, ones=frozenset({0}))
    """
    head, ones = configuration.head, configuration.ones
    action = None if configuration.state == HALT else machine.table[configuration.state][head in ones]
    if action is None:
        raise ValueError("there is no next step: the run halted, or the entry is not filled in")
    if action.write != (head in ones):
        ones = ones ^ {head}
    return Configuration(action.state, head + action.move, ones)


def run(machine: TuringMachine, steps: int) -> Run:
    """Run a machine from the blank tape until it halts, is stuck, or has made that many steps.

    >>> run(parse("1RB1RZ_1LB0RC_1LC1LA"), 100).steps  # the longest run of three states (Lin and Rado 1965)
    21
    """
    return Run(machine, tuple(extend(machine, [BLANK], steps)))


def extend(machine: TuringMachine, configurations: Sequence[Configuration], steps: int) -> list[Configuration]:
    """Run on from the last of some configurations, until that many steps are made in all."""
    longer = list(configurations)
    while len(longer) <= steps:
        last = longer[-1]
        if last.state == HALT or machine.table[last.state][last.head in last.ones] is None:
            break
        longer.append(step(machine, last))
    return longer


def picture(run: Run) -> str:
    """The space-time picture of a run: a line for each configuration, the head between brackets.

    >>> print(picture(run(parse("1RB1LB_1LA1RZ"), 100)))
    0 A  0  0 [0] 0
    1 B  0  0  1 [0]
    2 A  0  0 [1] 1
    3 B  0 [0] 1  1
    4 A [0] 1  1  1
    5 B  1 [1] 1  1
    6 Z  1  1 [1] 1
    """
    heads = [c.head for c in run.configurations]
    cells = range(min(heads), max(heads) + 1)
    width = len(str(run.steps))
    lines = []
    for number, now in enumerate(run.configurations):
        shown = [f"[{int(c in now.ones)}]" if c == now.head else f" {int(c in now.ones)} " for c in cells]
        lines.append(f"{number:>{width}} {state_name(now.state)} {''.join(shown)}".rstrip())
    return "\n".join(lines)
