"""A random walk: change one letter of a false clause after the other, until none is false. It finds models, no proof.

WalkSAT (Selman, Kautz and Cohen 1994), with the probabilities of probSAT (Balint and Schöning 2012).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from arlib.clauses import CNF, Assignment
from arlib.sat.events import Event, Flip, Learned, Model
from arlib.seconds import timed

EASY, POWER = 0.9, 2.06  # as published for three literals a clause


def walk(formula: CNF, *, seed: int = 0) -> Iterator[Event]:
    """Change a letter of a false clause, rather one that makes few clauses false.

    With b of them, its weight is (0.9 + b) ** -2.06. There is no end where there is no model.

    >>> from arlib.clauses import cnf
    >>> for event in walk(cnf([[1, 2], [1, -2], [-1, 2]])):
    ...     last = event
    >>> print(last)
    a model: 1 2
    """
    chance, cells = random.Random(seed), 2 * formula.variables + 1
    clauses = [list(dict.fromkeys(clause)) for clause in timed(formula.clauses)]
    if [] in clauses:
        yield Learned(len(clauses) + 1, (), (clauses.index([]) + 1,))
        return
    true = [False] * cells
    for letter in timed(range(1, formula.variables + 1)):
        true[chance.choice((letter, -letter))] = True
    occurrences: list[list[int]] = [[] for _ in range(cells)]
    for number, clause in enumerate(timed(clauses)):
        for literal in clause:
            occurrences[literal].append(number)
    # With one true literal in a clause, the sum is that literal; ``breaks`` counts the clauses that need it.
    counts = [sum(true[each] for each in clause) for clause in timed(clauses)]
    sums = [sum(each for each in clause if true[each]) for clause in timed(clauses)]
    breaks = [0] * cells
    for count, only in timed(zip(counts, sums, strict=True)):
        if count == 1:
            breaks[only] += 1
    false = [number for number, count in enumerate(counts) if not count]
    places = {number: place for place, number in enumerate(false)}
    weights = [(EASY + many) ** -POWER for many in timed(range(len(clauses) + 1))]
    while false:
        clause = clauses[false[int(chance.random() * len(false))]]
        if len(clause) == 1:
            flipped = clause[0]
        else:
            (flipped,) = chance.choices(clause, [weights[breaks[-literal]] for literal in clause])
        true[flipped], true[-flipped] = True, False
        breaks[flipped] = breaks[-flipped] = 0
        for number in timed(occurrences[flipped]):
            counts[number] += 1
            sums[number] += flipped
            if counts[number] == 1:
                breaks[flipped] += 1
                last, place = false.pop(), places.pop(number)
                if last != number:
                    false[place] = last
                    places[last] = place
            elif counts[number] == 2:
                breaks[sums[number] - flipped] -= 1
        for number in timed(occurrences[-flipped]):
            counts[number] -= 1
            sums[number] += flipped
            if counts[number] == 1:
                breaks[sums[number]] += 1
            elif not counts[number]:
                places[number] = len(false)
                false.append(number)
        yield Flip(flipped, len(false))
    yield Model(Assignment(tuple(v if true[v] else -v for v in range(1, formula.variables + 1))))
