"""How long proofs take: prove beside bare z3 and cvc5 on the same queries, and how often prove doesn't know.

    python benchmarks/proofs.py [--repeat 200] [--claims 2000]

First the article's f, in C and in Python, at several widths: medians of many runs after import. z3 and cvc5
get the negated claim, and their own simplifiers at work; neither returns a derivation. Then random
claims over small widths: prove against brute force, and the proportion of don't-knows.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable

from arlib import (
    Claim,
    Proved,
    Refuted,
    Signed,
    Unbounded,
    Unknown,
    Unsigned,
    exhaust,
    humanize,
    prove,
    replay,
)  # fmt: skip
from arlib import terms as t
from arlib.certificates import Solved
from arlib.integers import IntegerModel
from arlib.smt import to_smtlib
from arlib.terms import Term

F_IN_C = "bool f(unsigned int x, unsigned int y) {\n   return (x+y == y+x);\n}"
MODELS: list[IntegerModel] = [Unsigned(8), Unsigned(32), Unsigned(64), Unsigned(1024), Unbounded()]


def f(x: int, y: int) -> bool:
    return x + y == y + x


def median(run: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def bare_z3(integers: IntegerModel) -> Callable[[], object]:
    import z3

    def run() -> object:
        sort = z3.IntSort() if isinstance(integers, Unbounded) else z3.BitVecSort(integers.width)
        x, y = z3.Const("x", sort), z3.Const("y", sort)
        solver = z3.Solver()
        solver.add(x + y != y + x)
        assert solver.check() == z3.unsat
        return solver

    return run


def bare_cvc5(integers: IntegerModel) -> Callable[[], object] | None:
    try:
        import cvc5
        from cvc5 import Kind
    except ImportError:
        return None

    def run() -> object:
        manager = cvc5.TermManager()
        solver = cvc5.Solver(manager)
        solver.setLogic("ALL")
        unbounded = isinstance(integers, Unbounded)
        sort = manager.getIntegerSort() if unbounded else manager.mkBitVectorSort(integers.width)
        plus = Kind.ADD if unbounded else Kind.BITVECTOR_ADD
        x, y = manager.mkConst(sort, "x"), manager.mkConst(sort, "y")
        both = [manager.mkTerm(plus, x, y), manager.mkTerm(plus, y, x)]
        solver.assertFormula(manager.mkTerm(Kind.DISTINCT, *both))
        assert solver.checkSat().isUnsat()
        return solver

    return run


def table_of_f(repeat: int) -> None:
    print(f"f, median of {repeat} runs after import\n")
    print(f"{'':18}{'prove, C':>12}{'prove, Python':>15}{'bare z3':>12}{'bare cvc5':>12}")
    for integers in MODELS:
        runs = [lambda m=integers: prove(F_IN_C, m), lambda m=integers: prove(f, m), bare_z3(integers)]
        assert all(isinstance(run(), Proved) for run in runs[:2])
        second = bare_cvc5(integers)
        shown = [humanize(median(run, repeat)) for run in runs]
        shown.append(humanize(median(second, repeat)) if second else "-")
        print(f"{integers!s:18}{shown[0]:>12}{shown[1]:>15}{shown[2]:>12}{shown[3]:>12}")


def random_claim(choose: random.Random) -> Claim:
    unary, leaves = (t.Neg, t.Abs, t.BitNot), ("x", "y")
    binary = (
        t.Add, t.Sub, t.Mul, t.BitAnd, t.BitOr, t.BitXor, t.Min, t.Max, t.FloorDiv, t.TruncMod, t.ShiftLeft,
    )  # fmt: skip

    def number(depth: int) -> Term:
        if depth == 0 or choose.random() < 0.2:
            return t.Var(choose.choice(leaves)) if choose.random() < 0.8 else t.Const(choose.randrange(4))
        if choose.random() < 0.2:
            return choose.choice(unary)(number(depth - 1))
        return choose.choice(binary)(number(depth - 1), number(depth - 1))

    def formula(depth: int) -> Term:
        if depth == 0 or choose.random() < 0.6:
            comparison = choose.choice((t.Eq, t.Ne, t.Lt, t.Le, t.Gt, t.Ge))
            return comparison(number(3), number(3))
        return choose.choice((t.And, t.Or, t.Implies))(formula(depth - 1), formula(depth - 1))

    def shuffled(term: Term) -> Term:
        children = [shuffled(child) for child in term.children]
        if isinstance(term, t.Add | t.Mul | t.BitAnd | t.BitOr | t.BitXor | t.Min | t.Max):
            choose.shuffle(children)
        return t.rebuild(term, tuple(children))

    # A random formula is almost always false for some input; half of the claims say that a term
    # equals itself with operands exchanged, alone or as one of two alternatives.
    if choose.random() < 0.5:
        return Claim(formula(2), leaves)
    term = number(3)
    equation = t.Eq(term, shuffled(term))
    return Claim(equation if choose.random() < 0.5 else t.Or(equation, formula(1)), leaves)


def cvc5_answer(script: str) -> str:
    """What cvc5 says of an SMT-LIB script: sat, unsat, or unknown (also where it is not installed)."""
    try:
        import cvc5
    except ImportError:
        return "unknown"
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("tlimit-per", "5000")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "claim")
    symbols, answer = parser.getSymbolManager(), ""
    while not (command := parser.nextCommand()).isNull():
        answer += command.invoke(solver, symbols)
    return answer.strip() or "unknown"


def agreement(claims: int) -> None:
    """In every integer model: over the unbounded ones a proof is tried on a grid, a refutation replayed."""
    print(f"\n{claims:,} random claims, each in every integer model\n")
    for kind in (Unsigned, Signed, Unbounded):
        choose, counts, wrong = random.Random(1), Counter[str](), 0
        for _ in range(claims):
            claim = random_claim(choose)
            integers = Unbounded() if kind is Unbounded else kind(choose.choice((1, 2, 3, 4)))
            verdict = prove(claim, integers, seconds=0.25)
            counts[type(verdict).__name__] += 1
            if isinstance(verdict, Proved) and isinstance(verdict.certificate, Solved):
                counts["by the solver"] += 1
                second = cvc5_answer(to_smtlib(claim, integers))
                counts[f"of these, cvc5 says {second}"] += 1
                wrong += second == "sat"
            if isinstance(integers, Unbounded):
                grid = [{"x": x, "y": y} for x in range(-5, 6) for y in range(-5, 6)]
                fails = any(replay(claim, state, integers) for state in grid)
            else:
                fails = isinstance(exhaust(claim, integers, engine="python").verdict, Refuted)
                wrong += isinstance(verdict, Refuted) and not fails
            wrong += isinstance(verdict, Proved) and fails
            wrong += isinstance(verdict, Refuted) and replay(claim, verdict.witness.assignment, integers) is None
        unknown = counts[Unknown.__name__] / claims
        shown = ", ".join(f"{what}: {count:,}" for what, count in sorted(counts.items()))
        print(f"{kind.__name__}\n  {shown}\n  wrong: {wrong}, don't know: {unknown:.2%}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--repeat", type=int, default=200)
    options.add_argument("--claims", type=int, default=2000)
    chosen = options.parse_args()
    table_of_f(chosen.repeat)
    agreement(chosen.claims)


if __name__ == "__main__":
    main()
