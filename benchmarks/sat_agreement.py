"""Random formulas of every kind, answered by each rung of the ladder, by all rows, and by MiniSat and CaDiCaL.

python benchmarks/sat_agreement.py [FORMULAS] [SEED]
"""

import random
import sys
import time
from collections import Counter
from itertools import product

from pysat.solvers import Solver

from arlib.clauses import CNF, Assignment, satisfies
from arlib.sat import cdcl, refute
from arlib.verdict import Proved, Refuted

RUNGS = ("rows", "davis-putnam", "dpll", "watched", "cdcl")
LONG = 600.0


def formula(source):
    """Up to twelve letters; clauses of up to five literals, some with a letter twice, and now and then an empty one."""
    letters = source.randint(1, 12)
    widths = source.choice([(3,), (1, 2, 3), (2, 3, 4), (2,), (3, 4, 5)])
    return CNF(
        letters,
        tuple(
            tuple(source.choice((-1, 1)) * source.randint(1, letters) for _ in range(source.choice(widths)))
            for _ in range(source.randint(0, 5 * letters))
        )
        + ((),) * (source.random() < 0.01),
    )


def satisfiable(asked):
    rows = product(*((-letter, letter) for letter in range(1, asked.variables + 1)))
    return any(satisfies(Assignment(row), asked) for row in rows)


def others(asked):
    for name in ("minisat22", "cadical195"):
        with Solver(name, bootstrap_with=[each for each in asked.clauses if each]) as solver:
            yield name, solver.solve() and () not in asked.clauses


def main(count=20_000, seed=0):
    source, answers, begun = random.Random(seed), Counter(), time.perf_counter()
    for number in range(count):
        asked = formula(source)
        # Often, so that forgetting and restarting are tried on small formulas too.
        cdcl.RESTART, cdcl.FORGET, cdcl.LATER = source.choice([(100, 500, 20), (1, 2, 1)])
        found = dict(others(asked))
        if asked.variables < 9:
            found["all rows"] = satisfiable(asked)
        for rung in RUNGS:
            if rung == "rows" and asked.variables > 8:
                continue
            answer = refute(asked, engine=rung, seconds=LONG)
            assert isinstance(answer, Proved | Refuted), f"formula {number}, {rung}: {answer}\n{asked.clauses}"
            found[rung] = isinstance(answer, Refuted)
        assert len(set(found.values())) == 1, f"formula {number}: {found}\n{asked.clauses}"
        answers[found["cdcl"]] += 1
    spent = time.perf_counter() - begun
    print(f"{count:,} formulas, {answers[True]:,} with a model, all agree; {spent:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
