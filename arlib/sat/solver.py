"""Has a formula of clauses a model? A rung of the ladder answers, and a checker that shares no code judges."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from typing import TypeAlias

from arlib.certificates.refutation import Addition, Refutation
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, Assignment, satisfies
from arlib.sat.cdcl import MOST_NUMBERS, learning
from arlib.sat.davis_putnam import davis_putnam
from arlib.sat.dpll import dpll
from arlib.sat.events import Event, GaveUp, Learned, Model
from arlib.sat.industrial import industrial
from arlib.sat.rows import rows
from arlib.sat.trimming import trimmed
from arlib.sat.walk import walk
from arlib.sat.watched import watched
from arlib.seconds import OutOfTime, time_limit, until
from arlib.verdict import Proved, Refuted, Unknown

Found: TypeAlias = Assignment | tuple[Addition, ...] | str
Engine: TypeAlias = Callable[[CNF], Generator[object, None, Found]]
Answer: TypeAlias = Proved[Refutation] | Refuted[Assignment] | Unknown


def refute(formula: CNF, *, engine: str = "cdcl", seconds: float = 10.0) -> Answer:
    """Prove that no assignment makes every clause true, or refute that by one that does.

    The engines are the rungs of a ladder: rows, davis-putnam, dpll, watched and cdcl answer both ways, walk finds
    models only, and industrial is CaDiCaL, if python-sat is installed. Raises ValueError for any other.

    >>> from arlib.clauses import cnf
    >>> print(refute(cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])))
    proved by a refutation of 3 steps of 4 clauses
    >>> print(refute(cnf([[1, 2], [1, -2], [-1, 2]])))
    refuted by 1 2
    >>> print(refute(cnf([[1], [-1]]), engine="walk", seconds=0.1))
    don't know: the limit of 0.1 seconds was reached
    """
    if engine not in ENGINES:
        raise ValueError(f"no engine is called {engine!r}; there are {', '.join(ENGINES)}")
    limit = time_limit(seconds, least=0)
    deadline = time.monotonic() + limit
    try:
        with until(deadline):
            return _answer(formula, engine, deadline)
    except OutOfTime:
        return Unknown(f"the limit of {limit:g} seconds was reached")


def _answer(formula: CNF, engine: str, deadline: float) -> Answer:
    """What the engine finds, once it was judged; raises ``OutOfTime``."""
    match _outcome(ENGINES[engine](formula), deadline):
        case str(reason):
            return Unknown(reason)
        case Assignment() as model:
            if satisfies(model, formula):
                return Refuted(model)
            return Unknown(f"what {engine} takes for a model makes a clause false: an error in arlib")
        case steps:
            proof = trimmed(Refutation(formula, steps))
            match check_refutation(proof, seconds=max(deadline - time.monotonic(), 0.0)):
                case Accepted():
                    return Proved(proof)
                case Rejected(where, why):
                    return Unknown(f"a proof was found, and the checker does not accept it: {where}, {why}")


def _outcome(search: Generator[object, None, Found], deadline: float) -> Found:
    """What a search returns; raises ``OutOfTime`` if the time is up before."""
    try:
        while time.monotonic() < deadline:
            next(search)
    except StopIteration as ended:
        found: Found = ended.value
        return found
    finally:
        search.close()
    raise OutOfTime


def _told(rung: Callable[[CNF], Iterator[Event]]) -> Engine:
    """What comes of a rung that tells each event: what it learned is the proof."""

    def search(formula: CNF) -> Generator[object, None, Found]:
        steps: list[Addition] = []
        size = 0
        for event in rung(formula):
            match event:
                case Model(assignment):
                    return assignment
                case GaveUp(reason):
                    return reason
                case Learned(number, clause, hints):
                    steps.append(Addition(number, clause, hints))
                    size += len(clause) + len(hints)
                    if not clause:
                        return tuple(steps)
                    if size > MOST_NUMBERS:
                        return f"the proof has more than {MOST_NUMBERS:,} literals and hints"
            yield event
        raise AssertionError("a search ends with a model, the empty clause or a reason")

    return search


ENGINES: dict[str, Engine] = {
    "rows": _told(rows),
    "davis-putnam": _told(davis_putnam),
    "dpll": _told(dpll),
    "watched": _told(watched),
    "cdcl": learning,
    "walk": _told(walk),
    "industrial": industrial,
}
