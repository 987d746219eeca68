"""The values of ranking functions along a run, component by component."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from arlib import terms as t
from arlib.certificates.splits import Split, origin, split_system
from arlib.certificates.termination import TerminationProof
from arlib.integers import Undefined
from arlib.languages.python.claims import parse
from arlib.polynomials import Polynomial
from arlib.printing import to_text
from arlib.programs.interpreter import Run
from arlib.programs.transitions import Location, TransitionSystem
from arlib.verdict import Proved
from arlib.views.page.sheets import names

Ranking = TerminationProof | Proved[TerminationProof] | str


@dataclass(frozen=True)
class Series:
    """A value for each arrival of a run; None where it has none."""

    name: str
    values: tuple[int | None, ...]


def ranking_values(run: Run, ranking: Ranking) -> tuple[Series, ...]:
    """The components of a proof's ranking function, or the value of an expression, at each arrival of a run.

    A component has a value at the locations that it ranks.

    >>> from arlib.programs.interpreter import run
    >>> from arlib.languages.python.functions import python_program
    >>> ranking_values(run(python_program("def f(x):\\n    while x > 0:\\n        x = x - 1"), {"x": 2}), "2 * x")
    (Series(name='2 * x', values=(4, 2, 0)),)
    """
    return ranker(ranking)(run)


def ranker(ranking: Ranking) -> Callable[[Run], tuple[Series, ...]]:
    """The function that gives ``ranking_values`` for run after run."""
    match ranking:
        case str():
            term = parse(ranking)
            return lambda run: (_expression(run, term),)
        case Proved(TerminationProof() as proof) | (TerminationProof() as proof):
            numbers = _numbers(proof)
            return lambda run: tuple(_components(run, proof, numbers))
        case _:
            raise TypeError(f"neither a proof that a program ends nor an expression: {ranking!r}")


def _expression(run: Run, term: t.Term) -> Series:
    values: list[int | None] = []
    for visit in run.visits:
        try:
            values.append(int(t.evaluate(term, visit.state)))
        except (Undefined, KeyError):  # a variable may not have a value yet
            values.append(None)
    return Series(to_text(term), tuple(values))


def _components(run: Run, proof: TerminationProof, numbers: list[tuple[Split, Location]]) -> list[Series]:
    system = split_system(proof.program, (), proof.summaries, proof.classes)
    places = [_location(_class(system, visit.loop, visit.state), visit.state, numbers) for visit in run.visits]
    found = []
    for ranking in proof.rankings:
        for functions in ranking.functions:
            name = " | ".join(dict.fromkeys(names(str(function)) for function in functions.values()))
            values = (
                _value(functions.get(place), visit.state) for place, visit in zip(places, run.visits, strict=True)
            )
            found.append(Series(name, tuple(values)))
    return list(dict.fromkeys(found))  # several paths may be ranked by one function, one after the other


def _value(function: Polynomial | None, state: Mapping[str, int]) -> int | None:
    if function is None or not function.variables <= state.keys():
        return None
    return function.evaluate(state)


def _numbers(proof: TerminationProof) -> list[tuple[Split, Location]]:
    """Each split with the number of the location that it makes."""
    known = range(len(proof.splits))
    systems = (split_system(proof.program, proof.splits[:n], proof.summaries, proof.classes) for n in known)
    return [(each, max(system.locations) + 1) for each, system in zip(proof.splits, systems, strict=True)]


def _class(system: TransitionSystem, loop: int, state: Mapping[str, int]) -> Location:
    """The class of a loop in which a state is."""
    own = [n for n in system.locations if origin(system, n) == loop]
    known = ((n, system.residues.get(n, {})) for n in own)
    return next((n for n, said in known if all(x in state and state[x] in each for x, each in said.items())), loop)


def _location(loop: int, state: Mapping[str, int], splits: list[tuple[Split, Location]]) -> Location:
    """The case of a loop in which a state is."""
    here = loop
    for each, new in splits:
        if each.location == here and each.constraint.variables <= state.keys() and each.constraint.evaluate(state) < 0:
            here = new
    return here
