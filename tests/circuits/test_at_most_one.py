"""Each encoding allows just the choices that it should, by all assignments of few literals."""

from itertools import product

import pytest

from arlib.circuits import Circuit
from arlib.circuits.at_most_one import at_most, by_rows_and_columns, pairwise, sequential

ENCODINGS = [pairwise, sequential, by_rows_and_columns]


def allowed(circuit, letters):
    """The choices of the first letters that some values of the others make true, by splitting on one after another."""
    found = set()
    for values in product((False, True), repeat=letters):
        given = [letter if value else -letter for letter, value in enumerate(values, 1)]
        if satisfiable([*circuit.clauses, *((literal,) for literal in given)], circuit.letters):
            found.add(values)
    return found


def satisfiable(clauses, letters):
    """By splitting, with the clauses of one literal first."""
    true = set()
    while (single := next((clause for clause in clauses if len(clause) < 2), None)) is not None:
        if not single:
            return False
        true.add(single[0])
        clauses = [
            tuple(literal for literal in clause if literal != -single[0])
            for clause in clauses
            if single[0] not in clause
        ]
    if not clauses:
        return True
    literal = clauses[0][0]
    return any(satisfiable([*clauses, (choice,)], letters) for choice in (literal, -literal))


@pytest.mark.parametrize("encode", ENCODINGS)
@pytest.mark.parametrize("letters", range(8))
def test_at_most_one(encode, letters):
    circuit = Circuit()
    encode(circuit, circuit.word(letters))
    assert allowed(circuit, letters) == {v for v in product((False, True), repeat=letters) if sum(v) <= 1}


@pytest.mark.parametrize("letters", range(7))
def test_at_most_so_many(letters):
    for most in range(-1, letters + 2):
        circuit = Circuit()
        at_most(circuit, most, circuit.word(letters))
        assert allowed(circuit, letters) == {v for v in product((False, True), repeat=letters) if sum(v) <= most}


@pytest.mark.parametrize("letters", [3, 10, 30, 100])
def test_as_many_clauses_as_they_say(letters):
    sizes = []
    for encode in ENCODINGS:
        circuit = Circuit()
        encode(circuit, circuit.word(letters))
        sizes.append((circuit.letters - letters, len(circuit.clauses)))
    assert sizes[0] == (0, letters * (letters - 1) // 2)
    assert sizes[1] == (letters - 1, 3 * letters - 4)
    assert letters < 100 or sizes[2][1] < sizes[1][1] < sizes[0][1]
