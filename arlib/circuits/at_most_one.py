"""At most one of some literals is true, as clauses: three ways, of which two need letters of their own.

None of them says more of the literals than that: whatever few are true, the added letters have values.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import isqrt

from arlib.circuits.gates import Circuit
from arlib.clauses import Literal

FEW = 7  # among fewer, pairs take no more clauses than rows and columns do


def pairwise(circuit: Circuit, literals: Sequence[Literal]) -> None:
    """No two at once: n (n - 1) / 2 clauses, and no letter.

    >>> circuit = Circuit()
    >>> pairwise(circuit, circuit.word(3))
    >>> circuit.clauses
    [(-1, -2), (-1, -3), (-2, -3)]
    """
    for one, other in combinations(literals, 2):
        circuit.require(-one, -other)


def sequential(circuit: Circuit, literals: Sequence[Literal]) -> None:
    """One after the other, with a letter for "one so far": 3 n - 4 clauses, n - 1 letters (Sinz 2005).

    >>> circuit = Circuit()
    >>> sequential(circuit, circuit.word(3))
    >>> circuit.clauses
    [(-1, 4), (-4, -2), (-4, 5), (-2, 5), (-5, -3)]
    """
    before: Literal | None = None
    for number, literal in enumerate(literals, 1):
        if before is not None:
            circuit.require(-before, -literal)
        if number < len(literals):
            now = circuit.letter()
            if before is not None:
                circuit.require(-before, now)
            circuit.require(-literal, now)
            before = now


def by_rows_and_columns(circuit: Circuit, literals: Sequence[Literal]) -> None:
    """In a square, at most one row and at most one column: about 2 n + 4 sqrt(n) clauses (Chen 2010).

    >>> circuit = Circuit()
    >>> by_rows_and_columns(circuit, circuit.word(100))
    >>> circuit.letters - 100, len(circuit.clauses)
    (34, 258)
    """
    if len(literals) < FEW:
        pairwise(circuit, literals)
        return
    width = isqrt(len(literals) - 1) + 1
    columns = circuit.word(width)
    rows = circuit.word(-(-len(literals) // width))
    for number, literal in enumerate(literals):
        circuit.require(-literal, rows[number // width])
        circuit.require(-literal, columns[number % width])
    by_rows_and_columns(circuit, rows)
    by_rows_and_columns(circuit, columns)


def at_most(circuit: Circuit, most: int, literals: Sequence[Literal]) -> None:
    """At most so many are true: counted up, with a letter for "so many so far" (Sinz 2005).

    >>> circuit = Circuit()
    >>> at_most(circuit, 2, circuit.word(4))
    >>> circuit.letters, len(circuit.clauses)
    (9, 10)
    """
    if most < 0:
        circuit.require()
        return
    if most >= len(literals):
        return
    if most == 0:
        for literal in literals:
            circuit.require(-literal)
        return
    before: tuple[Literal, ...] = ()  # the letter at place k says that more than k are true so far
    for number, literal in enumerate(literals, 1):
        if len(before) == most:
            circuit.require(-before[-1], -literal)
        if number == len(literals):
            break
        now = circuit.word(min(number, most))
        circuit.require(-literal, now[0])
        for place, letter in enumerate(before):
            circuit.require(-letter, now[place])
            if place + 1 < len(now):
                circuit.require(-letter, -literal, now[place + 1])
        before = now
