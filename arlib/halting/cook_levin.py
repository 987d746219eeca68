"""A machine's run as clauses, which is how Cook (1971) and Levin (1973) show that satisfiability is hard.

A letter says of a moment which state the machine is in, where its head stands, or that a cell holds a 1; clauses say
how one moment follows from the one before. Whatever a machine checks in few steps becomes clauses that are not many.
"""

from __future__ import annotations

from collections.abc import Collection

from arlib.clauses import Assignment
from arlib.halting.turing_machines import HALT, Configuration, TuringMachine, state_name
from arlib.problems import Problem, Statement

Fact = tuple[str, int, int]  # ("state", moment, state), ("head", moment, cell), ("one", moment, cell)


def halts_within(machine: TuringMachine, steps: int, free: Collection[int] = ()) -> Problem[Fact]:
    """A run from the first state that has halted after so many steps, or before; after halting nothing changes.

    The tape is blank but for the cells ``free``, which may hold anything at first: the head starts at cell 0.

    >>> from arlib.halting.turing_machines import parse
    >>> print(halts_within(parse("1RB1LB_1LA1RZ"), 6).clauses)
    175 variables, 1,084 clauses
    """
    said: Statement[Fact] = Statement()
    states = (*range(machine.states), HALT)
    cells = range(-steps - 1, steps + 2)  # also those that a head would move to after the last step
    for cell in cells:
        if cell not in free:
            said.not_all(f"cell {cell} is blank", ("one", 0, cell))
    said.one_of("it begins in the first state", ("state", 0, 0))
    said.one_of("it begins at cell 0", ("head", 0, 0))
    for now in range(steps + 1):
        where = cells[steps + 1 - now : steps + 2 + now]
        for kind, values in (("state", states), ("head", where)):
            said.one_of(f"at {now} it has a {kind}", *((kind, now, value) for value in values))
            said.at_most_one(f"at {now} it has one {kind}", *((kind, now, value) for value in values))
        if now < steps:
            for cell in cells:
                _step(said, machine, now, cell, cell in where)
    said.one_of(f"it has halted after {steps}", ("state", steps, HALT))
    return said.problem()


def _step(said: Statement[Fact], machine: TuringMachine, now: int, cell: int, reached: bool) -> None:
    """What the next moment has in a cell, and where the head there leads to, if it may be there."""
    one, then, head = ("one", now, cell), ("one", now + 1, cell), ("head", now, cell)
    a, b, here = said.letter(one), said.letter(then), [said.letter(head)] if reached else []
    for change in ((-a, b), (a, -b)):
        said.clause("only the cell under the head changes", *here, *change)
    for state in (*range(machine.states), HALT) if reached else ():
        for symbol in (0, 1):
            name = f"{state_name(state)}{symbol}"
            condition = [-here[0], -said.letter(("state", now, state)), -a if symbol else a]
            action = None if state == HALT else machine.action(state, symbol)
            if state == HALT:
                write, move, to = symbol, 0, HALT
            elif action is None:
                said.clause(f"{name} is not filled in", *condition)
                continue
            else:
                write, move, to = action.write, action.move, action.state
            said.clause(f"{name} writes {write}", *condition, b if write else -b)
            said.clause(f"{name} moves", *condition, said.letter(("head", now + 1, cell + move)))
            said.clause(f"{name} goes to {state_name(to)}", *condition, said.letter(("state", now + 1, to)))


def run_of(problem: Problem[Fact], assignment: Assignment) -> list[Configuration]:
    """The configurations that an assignment describes, one for each moment; after halting they repeat."""
    states, heads, ones = dict[int, int](), dict[int, int](), dict[int, set[int]]()
    for kind, now, value in problem.chosen(assignment):
        match kind:
            case "state":
                states[now] = value
            case "head":
                heads[now] = value
            case _:
                ones.setdefault(now, set()).add(value)
    return [Configuration(states[now], heads[now], frozenset(ones.get(now, ()))) for now in sorted(states)]
