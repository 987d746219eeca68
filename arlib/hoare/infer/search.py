"""Find invariants: the states in which an obligation fails choose them, one at a time.

The search begins with no conjunct. A state from which something fails picks the shortest candidate that it violates;
if it violates none, no candidate can keep the program from there, and what fails behind it is dropped. In the end that
is the fixed point of Houdini (Flanagan and Leino 2001), with few and small questions, and short invariants.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arlib.hoare.infer.candidates import Pool, State, forms
from arlib.hoare.infer.literals import Clause
from arlib.hoare.infer.points import NoAnswer, NoPoint, Point, find_point
from arlib.hoare.infer.runs import Beginning
from arlib.hoare.infer.walks import beginning
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.termination.simplex import FOREVER, Deadline

Annotations = Mapping[Location, tuple[Clause, ...]]


@dataclass(frozen=True)
class Found:
    """Conjuncts at each location that keep one another and rule out every bad exit."""

    conjuncts: Annotations


@dataclass(frozen=True)
class Stuck:
    """From this state a bad exit is taken, and no candidate excludes it; ``why`` where nothing could decide."""

    way: Transition
    state: State
    why: str = ""
    started: tuple[Beginning, ...] = ()  # of runs that were met on the way


@dataclass(frozen=True, eq=False)
class Goal:
    """From the way's source, with its conjuncts, the way is not taken (``clause`` is None) or arrives in the clause."""

    way: Transition
    clause: Clause | None


@dataclass
class Search:
    """A lazy search over the clauses of one or of two literals."""

    system: TransitionSystem
    bad: Sequence[Transition]
    pools: Mapping[Location, Pool]
    deadline: Deadline = FOREVER
    chosen: dict[Location, list[Clause]] = field(default_factory=dict)
    shown: list[Goal] = field(default_factory=list)
    waiting: deque[Goal] = field(default_factory=deque)
    begun: list[Beginning] = field(default_factory=list)
    asked: int = 0

    def run(self) -> Found | Stuck:
        """Choose conjuncts until nothing fails, or nothing is left to choose. Raises ``OutOfTime``."""
        self.chosen = {location: [] for location in self.pools}
        self.waiting = deque(Goal(way, None) for way in self.bad)
        while self.waiting:
            goal = self.waiting.popleft()
            if goal.clause is not None and goal.clause not in self.chosen[goal.way.target]:
                continue
            match self.failing(goal):
                case NoPoint():
                    self.shown.append(goal)
                case NoAnswer(why):
                    if goal.clause is None:
                        return Stuck(goal.way, {}, why, tuple(self.begun))
                    self.pools[goal.way.target].banned.add(goal.clause)
                    self.drop(goal.way.target)
                case Point(state):
                    stuck = self.repair(goal, state)
                    if stuck is not None:
                        return stuck
        return Found({location: tuple(clauses) for location, clauses in self.chosen.items()})

    def failing(self, goal: Goal) -> Point | NoPoint | NoAnswer:
        """A state, with the choices of the way, in which the goal fails."""
        self.asked += 1
        choices = [
            [case for j, literal in enumerate(clause) for case in literal.true_cases(f"#q{i}.{j}")]
            for i, clause in enumerate(self.chosen.get(goal.way.source, ()))
        ]
        for j, literal in enumerate(goal.clause or ()):
            choices.append(list(literal.after(goal.way.update).false_cases(f"#n{j}")))
        sure = [p for cases in choices if len(cases) == 1 for p in cases[0]]
        return find_point((*goal.way.guard, *sure), [cases for cases in choices if len(cases) > 1], self.deadline)

    def repair(self, goal: Goal, state: Mapping[str, int]) -> Stuck | None:
        """Choose a conjunct that excludes the state, or drop what fails behind it."""
        way = goal.way
        names = {name for value in way.update.values() for name in value.variables} | set(self.system.variables)
        known = {**dict.fromkeys(names, 0), **state}
        here = {name: known[name] for name in self.system.variables}
        if way.source != ENTRY:
            clause = self.pools[way.source].violated(here)
            if clause is not None:
                self.chosen[way.source].append(clause)
                self.waiting.appendleft(goal)
                self.waiting.extend(Goal(each, clause) for each in self.system.transitions if each.target == way.source)
                return None
        elif not way.computed and not way.approximate:
            self.begun.append(beginning(self.system, known, [choice.name for choice in way.chosen]))
        if goal.clause is None:
            return Stuck(way, here, started=tuple(self.begun))
        after = {name: value.evaluate(known) for name, value in way.update.items()}
        self.pools[way.target].add(after)
        self.drop(way.target)
        return None

    def drop(self, location: Location) -> None:
        """Give up the conjuncts at a location that are no candidates any more, and ask again what they helped show."""
        kept = [clause for clause in self.chosen[location] if self.pools[location].alive(clause)]
        if len(kept) == len(self.chosen[location]):
            return
        self.chosen[location] = kept
        again = [goal for goal in self.shown if goal.way.source == location]
        self.shown = [goal for goal in self.shown if goal.way.source != location]
        self.waiting.extend(again)


def search(
    system: TransitionSystem,
    bad: Sequence[Transition],
    samples: Mapping[Location, Sequence[State]],
    constants: Sequence[int],
    *,
    pairs: bool,
    degree: int,
    deadline: Deadline = FOREVER,
) -> Found | Stuck:
    """The search with candidates true in the samples. Raises ``OutOfTime``."""
    pools = {}
    for location in system.locations:
        if location != ENTRY:
            pools[location] = Pool(forms(system, location, constants), system.variables, pairs, degree)
            pools[location].begin(samples.get(location, ()))
    return Search(system, bad, pools, deadline).run()
