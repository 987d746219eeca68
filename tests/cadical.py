"""CaDiCaL, a solver of others that writes proofs: through python-sat, whose part that names the file is not public."""

import random

import pysolvers
from pysat.solvers import Solver

from arlib.clauses import cnf


def write_proof(formula, path, *, lrat=True, binary=False):
    """Solve a formula and write what CaDiCaL writes, in LRAT or DRAT; whether it found a model."""
    solver = Solver("cadical195")
    solver.configure({"lrat": int(lrat), "binary": int(binary)})
    inside = solver.solver
    with open(path, "wb+") as file:
        inside.prfile, inside.prfp = file, pysolvers.cadical195_tracepr(inside.cadical, file)
        for clause in formula.clauses:
            solver.add_clause(list(clause))
        found = solver.solve()
        pysolvers.flushpr(inside.prfp)
        solver.delete()
    return found


def random_formula(variables, count, seed, width=3):
    """Clauses of one width over letters drawn without repetition."""
    source = random.Random(seed)
    return cnf(
        [source.choice((-1, 1)) * letter for letter in source.sample(range(1, variables + 1), width)]
        for _ in range(count)
    )


def pigeons(holes):
    """One pigeon more than there are holes, in which no two fit: no model, and only long proofs."""
    at = [[pigeon * holes + hole + 1 for hole in range(holes)] for pigeon in range(holes + 1)]
    pairs = [(one, other) for one in range(holes + 1) for other in range(one)]
    return cnf([*at, *([-at[one][hole], -at[other][hole]] for hole in range(holes) for one, other in pairs)])
