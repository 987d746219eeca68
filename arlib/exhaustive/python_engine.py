"""The engine in plain Python: slow, for integers of any width, and always there."""

from __future__ import annotations

from arlib import integers as z
from arlib import terms as t
from arlib.exhaustive.cases import Cases, Counter, grids, places
from arlib.exhaustive.lanes import define
from arlib.integers import Machine, Signed, Undefined
from arlib.printing import INFIX
from arlib.terms import Claim, Term


def python_engine(claim: Claim, integers: Machine) -> Counter:
    """One loop in Python over the columns of each row; for integers of any width."""
    column_bits = min(integers.width, 12) if claim.inputs else 0
    where = places(Cases(claim.inputs, integers), column_bits)
    names = [f"i{n}" for n in range(len(claim.inputs))]
    *leading, last = names or ["unused"]
    text = _python_text(claim.formula, dict(zip(claim.inputs, names, strict=True)), integers)
    source = f"""
def count(values, columns):
    [{", ".join([*leading, "origin"])}] = values
    total = 0
    for {last} in range(origin + columns.start, origin + columns.stop):
        try:
            if {text}:
                total += 1
        except Undefined:
            pass
    return total
"""
    try:
        count_row = define(source, "count", vars(z))
    except (SyntaxError, RecursionError, MemoryError):
        # Python's own parser gives up at about 200 nested brackets; the evaluator goes on.
        return evaluating_engine(claim, integers)

    def count(start: int, stop: int) -> int:
        total = 0
        for grid in grids(start, stop, column_bits):
            for row in range(grid.base, grid.base + grid.rows):
                values = [place.value(row) + integers.low for place in where] or [0]
                total += count_row(values, range(grid.first, grid.last))
        return total

    return count


def _python_text(term: Term, names: dict[str, str], integers: Machine) -> str:
    def text(term: Term) -> str:
        match term:
            case t.Var(name):
                return names[name]
            case t.Const(value):
                return f"({integers.wrap(value)})"
            case t.Truth(value):
                return str(value)
            case t.IfThenElse(test, then, orelse):
                return f"({text(then)} if {text(test)} else {text(orelse)})"
            case t.Not(arg):
                return f"(not {text(arg)})"
            case t.Implies(left, right):
                return f"(not {text(left)} or {text(right)})"
            case t.Formula():
                return f"({f' {INFIX[type(term)][0]} '.join(map(text, term.children))})"
            case t.ShiftLeft(left, right):
                return f"shift_left({text(left)}, {text(right)}, {integers!r})"
            case t.Neg(arg):
                return wrapped(f"-{text(arg)}")
            case t.BitNot(arg):
                return wrapped(f"~{text(arg)}")
            case t.Add() | t.Sub() | t.Mul() | t.BitAnd() | t.BitOr() | t.BitXor():
                return wrapped(f"({f' {INFIX[type(term)][0]} '.join(map(text, term.children))})")
            case _:
                return wrapped(f"{t.ARITHMETIC[type(term)].__name__}({', '.join(map(text, term.children))})")

    def wrapped(code: str) -> str:
        mask = 2**integers.width - 1
        if isinstance(integers, Signed):
            return f"(({code} - {integers.low} & {mask}) + {integers.low})"
        return f"({code} & {mask})"

    return text(term)


def evaluating_engine(claim: Claim, integers: Machine) -> Counter:
    """The evaluator on one case after another: the slowest engine, against which the others are tested."""
    cases = Cases(claim.inputs, integers)

    def holds(case: int) -> bool:
        try:
            return bool(t.evaluate(claim.formula, cases.assignment(case), integers))
        except Undefined:
            return False

    return lambda start, stop: sum(map(holds, range(start, stop)))
