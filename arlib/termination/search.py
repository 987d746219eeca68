"""Put an argument together: invariants, then ranking functions, component by component, and cases where these fail."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from arlib.certificates.splits import Split, components, split, within
from arlib.certificates.termination import RankingFunction
from arlib.polynomials import Monomial, Polynomial, negation
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem
from arlib.termination.cases import candidates
from arlib.termination.equalities import equal_everywhere
from arlib.termination.invariants import Invariants, Samples, guesses, houdini, minimal
from arlib.termination.ranking import linear_ranking, nested_ranking
from arlib.termination.runs import constants
from arlib.termination.simplex import Deadline

DEEPEST = 3  # nested functions
MOST_SPLITS = 5
MOST_PRODUCTS = 4
NEAR = 16  # to an end of a type
MOST_ALONE = 6  # transitions of a component of a case, up to which each is asked alone to bound a function


@dataclass(frozen=True)
class Attempt:
    """How far an argument has come: the transitions that no ranking function removes are stuck."""

    system: TransitionSystem
    splits: tuple[Split, ...]
    samples: Samples = field(repr=False)
    invariants: Invariants
    infeasible: frozenset[int]
    rankings: tuple[RankingFunction, ...]
    stuck: Mapping[int, Transition]


def attempts(system: TransitionSystem, samples: Samples, deadline: Deadline) -> Iterator[Attempt]:
    """Arguments with more and more invariants: none, bounds of variables, bounds of sums and differences."""
    yield rank(system, (), samples, *houdini(system, {}, deadline), deadline)
    mentioned = constants(system.program)
    for pairs in (False, True):
        found, infeasible = houdini(system, guesses(system, samples, mentioned, pairs=pairs), deadline)
        yield rank(system, (), samples, found, infeasible, deadline)


def with_equalities(system: TransitionSystem, samples: Samples, deadline: Deadline) -> Iterator[Attempt]:
    """An argument with bounds of variables and polynomial equalities as invariants, if there are such."""
    places = [(at, samples.get(at, ())) for at in system.locations if at != ENTRY]
    equal = equal_everywhere(system, places, deadline)
    if any(equal):
        guessed = guesses(system, samples, constants(system.program), pairs=False)
        for (at, _), own in zip(places, equal, strict=True):
            guessed[at] = [*own, *guessed.get(at, ())]
        yield rank(system, (), samples, *houdini(system, guessed, deadline), deadline)


def rank(
    system: TransitionSystem,
    splits: tuple[Split, ...],
    samples: Samples,
    invariants: Invariants,
    infeasible: frozenset[int],
    deadline: Deadline,
    deepest: int = DEEPEST,
    alone: int = 100,
) -> Attempt:
    """Rank every component: by a linear function if one exists, then by nested ones; then what it leaves."""
    left = {n: t for n, t in enumerate(system.transitions) if n not in infeasible}
    rankings: list[RankingFunction] = []
    stuck: dict[int, Transition] = {}
    premises = {n: tuple(minimal((*invariants.get(t.source, ()), *relevant(t)))) for n, t in left.items()}
    # A function that needs no bounds of the types says more to a reader.
    ends = {end for kind in system.program.types.values() for end in (kind.low, kind.high)}
    plain = {n: tuple(p for p in each if not _at_an_end(p, ends)) for n, each in premises.items()}
    monomials = [*((name,) for name in system.variables), *_products(system)]
    while found := components(left):
        for component in found:
            own = within(left, component)
            ranking = _ranking(own, plain, monomials, deepest, alone, deadline) if plain != premises else None
            ranking = ranking or _ranking(own, premises, monomials, deepest, alone, deadline)
            if ranking is None:
                stuck |= own
            else:
                rankings.append(ranking)
            gone = own.keys() if ranking is None else ranking.strict
            left = {n: t for n, t in left.items() if n not in gone}
    return Attempt(system, splits, samples, invariants, infeasible, tuple(rankings), stuck)


def _at_an_end(p: Polynomial, ends: Collection[int]) -> bool:
    """Whether a constraint seems to say no more than that something is in its type, or will be after a small step."""
    number = p.coefficients.get((), 0)
    return any(abs(number + sign * end) <= NEAR for end in ends for sign in (1, -1) if end)


def _ranking(
    own: Mapping[int, Transition],
    premises: Mapping[int, tuple[Polynomial, ...]],
    monomials: Sequence[Monomial],
    deepest: int,
    alone: int,
    deadline: Deadline,
) -> RankingFunction | None:
    """A ranking function of a component; transitions that differ in nothing that matters are taken for one."""
    alike: dict[Hashable, list[int]] = {}
    for n, t in own.items():
        alike.setdefault((t.source, t.target, frozenset(premises[n]), frozenset(t.update.items())), []).append(n)
    first = {numbers[0]: own[numbers[0]] for numbers in alike.values()}
    ranking = linear_ranking(first, premises, monomials, alone, deadline)
    for depth in range(2, deepest + 1):
        ranking = ranking or nested_ranking(first, premises, monomials, depth, deadline)
    if ranking is None:
        return None
    strict = frozenset(n for numbers in alike.values() if numbers[0] in ranking.strict for n in numbers)
    return replace(ranking, strict=strict)


def _products(system: TransitionSystem) -> list[Monomial]:
    """The products of variables that occur in guards: what a loop counts up to may be one."""
    own = set(system.variables)
    found = dict.fromkeys(m for t in system.transitions for p in t.guard for m in p.coefficients if len(m) > 1)
    return [monomial for monomial in found if own.issuperset(monomial)][:MOST_PRODUCTS]


def relevant(transition: Transition) -> tuple[Polynomial, ...]:
    """The guard without what it says of a choice alone that changes nothing."""
    used = {name for value in transition.update.values() for name in value.variables}
    names = {choice.name for choice in transition.chosen} - used
    names -= {name for p in transition.guard if len(p.variables) > 1 for name in p.variables}
    return tuple(p for p in transition.guard if not p.variables <= names)


def with_cases(first: Attempt, deadline: Deadline) -> Iterator[Attempt]:
    """Split by one candidate after another, and go on from what leaves the smallest part stuck."""
    mentioned = constants(first.system.program)
    order = itertools.count()
    waiting = [(_stuck(first), next(order), first)]
    seen: set[frozenset[Split]] = set()
    while waiting:
        _, _, attempt = heapq.heappop(waiting)
        # Where all is ranked, a case may still help to show that an operation has a value.
        for case in candidates(attempt.system, attempt.stuck or dict(enumerate(attempt.system.transitions))):
            splits = (*attempt.splits, case)
            if frozenset(splits) in seen:
                continue
            seen.add(frozenset(splits))
            found = divided(attempt, case, mentioned, deadline)
            yield found
            if len(splits) < MOST_SPLITS:
                heapq.heappush(waiting, (_stuck(found), next(order), found))


def _stuck(attempt: Attempt) -> float:
    whole = len(attempt.system.transitions) or 1
    return len(attempt.stuck) / whole + 0.05 * len(attempt.splits)


def divided(attempt: Attempt, case: Split, mentioned: Sequence[int], deadline: Deadline) -> Attempt:
    """The attempt after another split: what was invariant stays so, and in each case the case is known too."""
    system = split(attempt.system, case)
    new = max(system.locations)
    samples: dict[Location, Sequence[Mapping[str, int]]] = dict(attempt.samples)
    there = attempt.samples.get(case.location, ())
    samples[case.location] = [state for state in there if case.constraint.evaluate(state) >= 0]
    samples[new] = [state for state in there if case.constraint.evaluate(state) < 0]
    guessed = guesses(system, samples, mentioned, pairs=False)
    known: dict[Location, list[Polynomial]] = {k: list(v) for k, v in attempt.invariants.items()}
    before = attempt.invariants.get(case.location, ())
    known[case.location] = [case.constraint, *before, *guessed.get(case.location, ())]
    known[new] = [negation(case.constraint), *before, *guessed.get(new, ())]
    found, infeasible = houdini(system, known, deadline)
    return rank(system, (*attempt.splits, case), samples, found, infeasible, deadline, deepest=2, alone=MOST_ALONE)
