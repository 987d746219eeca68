"""What is always true at a program's loops, so that none of its assertions fails: ``find_invariants``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from arlib.hoare.infer.candidates import State
from arlib.hoare.infer.literals import clause_formula
from arlib.hoare.infer.needed import needed
from arlib.hoare.infer.runs import continued, random_runs
from arlib.hoare.infer.search import Found, Stuck, search
from arlib.hoare.infer.walks import beginnings
from arlib.programs.guarded import guarded
from arlib.programs.interpreter import Run, run
from arlib.programs.outcomes import Failed
from arlib.programs.syntax import Program, loops
from arlib.programs.transitions import UNDEFINED, Location, Transition, TransitionSystem, transition_system
from arlib.termination.runs import constants
from arlib.termination.simplex import Deadline, OutOfTime
from arlib.terms import Term

LEVELS = ((False, 1), (True, 1), (True, 2))  # clauses of two literals; the degree of equalities
STATES, LONG, WIDEST = 60, 20_000, 64


@dataclass(frozen=True)
class Invariants:
    """Formulas over the program's variables, by the numbers of the loops; a proposal, for a checker to check.

    ``by_sums`` of its ``obligations`` follow by multipliers, without any solver.
    """

    annotations: Mapping[int, tuple[Term, ...]]
    by_sums: int
    obligations: int


@dataclass(frozen=True)
class BrokenBy:
    """A run in which an assertion fails, or an operation has no value."""

    run: Run


@dataclass(frozen=True)
class NotFound:
    """Neither; ``state`` at the loop leads to a bad end, and no run that was tried comes to it."""

    why: str
    loop: int | None = None
    state: State | None = None


def find_invariants(program: Program, *, seconds: float = 10.0) -> Invariants | BrokenBy | NotFound:
    """Conjuncts at the loops that keep one another and exclude every failing assertion and undefined operation.

    First runs are tried, since one in which something fails ends the question, and since what was true in all of
    them is what there is to choose from. Raises ``Unsupported`` where there are too many paths.

    >>> from arlib.languages.python.functions import python_program
    >>> text = "def f(n):\\n    x = 0\\n    while x < n:\\n        x = x + 1\\n    assert x == n or n < 0"
    >>> from arlib.printing import to_text
    >>> for each in find_invariants(python_program(text)).annotations[1]:
    ...     print(to_text(each))
    n > 0 or x == 0
    n < 0 or n >= x
    """
    if program.functions:
        return NotFound("functions that call one another in a circle need contracts of their own")
    deadline = Deadline(seconds)
    try:
        return _Finding(program, deadline).find()
    except OutOfTime:
        return NotFound(f"the time is up: {seconds:g} seconds")


class _Finding:
    def __init__(self, program: Program, deadline: Deadline):
        self.program, self.guarded, self.deadline = program, guarded(program), deadline
        self.reached: dict[int, list[State]] = {}

    def find(self) -> Invariants | BrokenBy | NotFound:
        """Runs, then the search level by level, then longer runs and short ways to where it got stuck."""
        if (broken := self.broken(random_runs(self.guarded))) is not None:
            return BrokenBy(broken)
        system = transition_system(self.guarded, self.deadline.check)
        bad = [way for way in system.exits if way.target == UNDEFINED]
        known = constants(self.program)
        stuck: Stuck | None = None
        for pairs, degree in LEVELS:
            samples = self.samples(system)
            match search(system, bad, samples, known, pairs=pairs, degree=degree, deadline=self.deadline):
                case Found(conjuncts):
                    least = needed(system, bad, conjuncts, self.deadline)
                    annotations = {
                        at: tuple(map(clause_formula, clauses))
                        for at, clauses in least.conjuncts.items()
                        if at in loops(self.program)
                    }
                    return Invariants(annotations, least.by_sums, least.obligations)
                case Stuck() as stuck:
                    begun = (run for each in stuck.started for run in continued(self.guarded, each))
                    if (broken := self.broken(begun)) is not None:
                        return BrokenBy(broken)
        assert stuck is not None
        with suppress(OutOfTime):
            if (broken := self.longer(system, bad)) is not None:
                return BrokenBy(broken)
        at = stuck.way.source
        why = stuck.why or "no candidate excludes this state, and no run that was tried reaches it"
        return NotFound(why, at if at in loops(self.program) else None, stuck.state or None)

    def longer(self, system: TransitionSystem, bad: Sequence[Transition]) -> Run | None:
        """A run that fails among longer ones, and among those that begin with a short way to a bad exit."""
        if (broken := self.broken(random_runs(self.guarded, steps=LONG, arrivals=LONG))) is not None:
            return broken
        begun = beginnings(system, bad, self.deadline)
        return self.broken(run for each in begun for run in continued(self.guarded, each))

    def broken(self, runs: Iterable[Run]) -> Run | None:
        """The first run that fails, run again in the program itself; of the others the states are kept."""
        for each in runs:
            self.deadline.check()
            if isinstance(each.outcome, Failed):
                return run(self.program, each.inputs, choices=each.choices, steps=each.steps + 1)
            for visit in each.visits:
                self.reached.setdefault(visit.loop, []).append(visit.state)
        return None

    def samples(self, system: TransitionSystem) -> dict[Location, list[State]]:
        """Different states that runs came to, in the variables of the system."""
        found: dict[Location, list[State]] = {}
        names = system.variables
        for loop, states in self.reached.items():
            usable = [s for s in states if all(name in s and s[name].bit_length() <= WIDEST for name in names)]
            rows = list(dict.fromkeys(tuple(state[name] for name in names) for state in usable))
            chosen = rows[:: max(1, len(rows) // STATES)][:STATES]
            found[loop] = [dict(zip(names, row, strict=True)) for row in chosen]
        return found
