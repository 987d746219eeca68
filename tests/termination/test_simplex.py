"""The simplex method against z3's optimiser, on random linear programs with free columns and objectives."""

import random
from fractions import Fraction

import pytest
import z3

from arlib.termination.simplex import Deadline, OutOfTime, solve


def draw(seed):
    choose = random.Random(seed)
    columns, count = choose.randint(1, 6), choose.randint(0, 5)
    rows = []
    for _ in range(count):
        row = {c: choose.randint(-4, 4) for c in choose.sample(range(columns), choose.randint(0, columns))}
        rows.append((row, choose.choice((0, 0, 1, -1, 3, choose.randint(-9, 9)))))
    if rows and choose.random() < 0.3:
        rows.append(rows[0])  # says nothing new
    if len(rows) > 1 and choose.random() < 0.3:
        (a, n), (b, m) = rows[:2]
        rows.append(({c: 2 * a.get(c, 0) - b.get(c, 0) for c in {*a, *b}}, 2 * n - m))
    free = [c for c in range(columns) if choose.random() < 0.3]
    objective = {c: choose.randint(-3, 3) for c in range(columns)} if choose.random() < 0.7 else None
    return rows, columns, free, objective


def optimum(rows, columns, free, objective):
    """None if there is no solution, infinity if the objective has no largest value, or that value."""
    values = z3.Reals(" ".join(f"v{c}" for c in range(columns)))
    solver = z3.Optimize()
    solver.add(*(value >= 0 for c, value in enumerate(values) if c not in free))
    solver.add(*(z3.Sum([values[c] * a for c, a in row.items()] or [z3.RealVal(0)]) == n for row, n in rows))
    goal = solver.maximize(z3.Sum([values[c] * a for c, a in (objective or {}).items()] or [z3.RealVal(0)]))
    if solver.check() != z3.sat:
        return None
    best = str(goal.value())
    return float("inf") if best == "oo" else Fraction(best)


@pytest.mark.parametrize("part", range(8))
def test_solutions_are_solutions_and_the_best(part):
    solved = unbounded = 0
    for seed in range(part * 60, part * 60 + 60):
        rows, columns, free, objective = draw(seed)
        found = solve(rows, columns, free=free, objective=objective)
        best = optimum(rows, columns, free, objective)
        assert (found is None) == (best is None), (rows, columns, free, objective)
        if found is None:
            continue
        assert all(value >= 0 for c, value in enumerate(found) if c not in free)
        for row, number in rows:
            assert sum(a * found[c] for c, a in row.items()) == number
        solved += 1
        if best == float("inf"):
            unbounded += 1
        else:
            assert sum(a * found[c] for c, a in (objective or {}).items()) == best, (rows, columns, free, objective)
    assert solved > 10 and unbounded > 0


def test_a_program_that_cycles_without_care_comes_to_its_end():
    """Beale 1955: with the largest coefficient as the only rule, the method goes round for ever."""
    rows = [
        ({0: 1, 3: 25, 4: -6000, 5: -4, 6: 900}, 0),
        ({1: 1, 3: 50, 4: -9000, 5: -2, 6: 300}, 0),
        ({2: 1, 5: 1}, 1),
    ]
    objective = {3: 75, 4: -15000, 5: 2, 6: -600}
    found = solve(rows, 7, objective=objective, deadline=Deadline(5))
    assert sum(a * found[c] for c, a in objective.items()) == optimum(rows, 7, (), objective)


def test_edges():
    assert solve([], 2) == [0, 0]
    assert solve([({}, 0)], 1) == [0]
    assert solve([({}, 1)], 1) is None
    assert solve([({0: 2}, 3)], 1) == [Fraction(3, 2)]
    assert solve([({0: 2}, -3)], 1) is None
    assert solve([({0: 2}, -3)], 1, free=[0]) == [Fraction(-3, 2)]
    assert solve([({0: 1, 1: 1}, 0)], 2, free=[0, 1]) is not None


def test_the_deadline_holds():
    with pytest.raises(OutOfTime):
        solve([({0: 1, 1: 1}, 4)], 2, objective={1: 1}, deadline=Deadline(-1))
