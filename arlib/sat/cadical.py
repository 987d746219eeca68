"""CaDiCaL in a process of its own: reads a formula in DIMACS, prints the answer, and writes a proof in LRAT.

The only file that imports python-sat; it is run by its path, and imports nothing else of ours.
"""

from __future__ import annotations

import sys


def main(formula: str, proof: str) -> None:
    """Solve the formula in one file, and write the proof into another; that part of python-sat has no public name."""
    import pysolvers
    from pysat.solvers import Solver

    with Solver("cadical195") as solver, open(proof, "wb+") as written:
        solver.configure({"lrat": 1, "binary": 0})
        inside = solver.solver
        inside.prfile, inside.prfp = written, pysolvers.cadical195_tracepr(inside.cadical, written)
        with open(formula) as file:
            next(file)
            for line in file:
                solver.add_clause([*map(int, line.split()[:-1])])
        if solver.solve():
            print("s SATISFIABLE\nv", *solver.get_model(), 0)
        else:
            print("s UNSATISFIABLE")


if __name__ == "__main__":
    main(*sys.argv[1:])
