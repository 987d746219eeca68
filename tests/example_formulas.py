"""Formulas of clauses for tests: small random ones, and pigeons."""

from hypothesis import strategies as st

from arlib.clauses import CNF, cnf

LITERALS = st.integers(1, 7).flatmap(lambda letter: st.sampled_from((letter, -letter)))
CLAUSES = st.lists(LITERALS, min_size=1, max_size=3, unique_by=abs).map(tuple)
FORMULAS = st.lists(CLAUSES, min_size=8, max_size=36).map(lambda rows: CNF(7, tuple(rows)))


def pigeons(holes):
    """One pigeon more than holes, each in a hole and no two in one: a letter for each pigeon in each hole."""
    birds = range(holes + 1)
    at = [[bird * holes + hole + 1 for hole in range(holes)] for bird in birds]
    alone = [[-at[a][hole], -at[b][hole]] for hole in range(holes) for a in birds for b in range(a)]
    return cnf([*at, *alone])
