"""Formulas to try the methods on, and what the rows of the truth table say about them."""

from itertools import product

from hypothesis import strategies as st

from arlib.clauses import CNF, Assignment, satisfies


def literals(letters):
    return st.integers(1, letters).flatmap(lambda letter: st.sampled_from((letter, -letter)))


def formulas(letters=6, clauses=30, least=1):
    """Clauses of any kind: also with a literal twice, or with its negation; the empty clause, if the least is 0."""
    rows = st.lists(st.lists(literals(letters), min_size=least, max_size=4), max_size=clauses)
    return rows.map(lambda found: CNF(letters, tuple(map(tuple, found))))


def satisfiable(formula):
    rows = product(*((-letter, letter) for letter in range(1, formula.variables + 1)))
    return any(satisfies(Assignment(row), formula) for row in rows)
