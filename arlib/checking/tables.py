"""Check evidence that is a table: its form says that the rows stand for all integers, and every row is computed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Literal

from arlib import terms as t
from arlib.certificates.tables import Residues, TruthTable
from arlib.checking.claims import Accepted, Rejected, replay
from arlib.integers import IntegerModel, Unbounded
from arlib.printing import to_text
from arlib.terms import Claim, Term, evaluate, free_variables, subterms

MOST_ROWS = 100_000
MOST_INPUTS = 12  # of a truth table
LONGEST_SHIFT = 4096


def check_residues(certificate: Residues, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether the claim depends on residues alone, and is true for all of them; nothing else is trusted.

    >>> from arlib.languages.python.claims import claim
    >>> check_residues(Residues(claim("(n * n * n - n) % 6 == 0"), 6))
    Accepted(rests_on=())
    >>> check_residues(Residues(claim("(n * n * n - n) % 6 == 0"), 3))
    Rejected(obligation='form', countermodel='(n * n * n - n) % 6 == 0 is not decided by residues modulo 3')
    >>> check_residues(Residues(claim("n * n % 4 != 1"), 4))
    Rejected(obligation='rows', countermodel='n = 1')
    """
    claim, modulus = certificate.claim, certificate.modulus
    if modulus < 1:
        return Rejected("form", f"{modulus} is no modulus")
    if not _closed(claim):
        return Rejected("form", "the inputs are not those of the formula, or have types")
    if (term := undecided_by_residues(claim.formula, modulus)) is not None:
        return Rejected("form", f"{to_text(term)} is not decided by residues modulo {modulus:,}")
    if certificate.count > MOST_ROWS:
        return Rejected("rows", f"{certificate} are more than {MOST_ROWS:,}")
    return _check_rows(claim, Unbounded(), certificate.rows(), seconds, lambda row: None)


def undecided_by_residues(formula: Term, modulus: int) -> Term | None:
    """Where a formula depends on more than its variables' residues modulo ``modulus``; None if it does not.

    The rule. A number is *kept* if it changes by multiples of the modulus only, when variables do: so are variables,
    and sums, differences and products of what is kept. A term is *decided* by residues if it is the remainder of
    what is kept by a constant divisor of the modulus, or if all its operands are decided. Python's % and Euclid's are
    such remainders. The remainder of C is not, since ``tmod(-1, 3)`` is -1 and ``tmod(2, 3)`` is 2; but whether it
    is 0 is decided. ``a & c`` is, for a constant c from 0 on, as a function of a modulo 2^k where c < 2^k.

    >>> from arlib.languages.python.claims import parse
    >>> undecided_by_residues(parse("n % 3 == 1 and (n * n + n % 6) % 2 == 0"), 6) is None
    True
    >>> undecided_by_residues(parse("n % 2 == 0 or n > 0"), 2)
    Gt(Var('n'), Const(0))
    """

    def divides(divisor: int | None) -> bool:
        return divisor is not None and divisor != 0 and modulus % divisor == 0

    # A term, whether it need only be kept, and the smallest comparison around it.
    waiting: list[tuple[Term, bool, Term]] = [(formula, False, formula)]
    while waiting:
        term, kept, around = waiting.pop()
        around = term if isinstance(term, t.Comparison) else around
        match term:
            case t.Var() if not kept:
                return around
            case t.Add() | t.Sub() | t.Mul() | t.Neg() | t.BitNot() if kept:
                waiting += [(child, True, around) for child in term.children]
            case t.FloorMod(a, c) | t.EuclidMod(a, c) if divides(constant(c)):
                waiting.append((a, True, around))
            case t.Eq(t.TruncMod(a, c), t.Const(0)) | t.Ne(t.TruncMod(a, c), t.Const(0)) if divides(constant(c)):
                waiting.append((a, True, around))
            case t.BitAnd(a, t.Const(c)) | t.BitAnd(t.Const(c), a) if c >= 0 and divides(1 << c.bit_length()):
                waiting.append((a, True, around))
            case _:
                waiting += [(child, False, around) for child in term.children]
    return None


def check_truth_table(certificate: TruthTable, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Whether the claim compares linear combinations of bits, whose rows say the same of all integers.

    >>> from arlib.languages.python.claims import claim
    >>> check_truth_table(TruthTable(claim("(x ^ y) + 2 * (x & y) == x + y"), Unbounded()))
    Accepted(rests_on=())
    >>> check_truth_table(TruthTable(claim("x * y == y * x"), Unbounded()))
    Rejected(obligation='form', countermodel='y * x is no linear combination of bitwise expressions')
    >>> check_truth_table(TruthTable(claim("implies(x == y, x - y == 0)"), Unbounded()))
    Rejected(obligation='differences', countermodel='the sides of x == y differ by 0 in one row, by 1 in another')
    """
    claim, integers = certificate.claim, certificate.integers
    if not _closed(claim):
        return Rejected("form", "the inputs are not those of the formula, or have types")
    if (term := nonlinear(claim.formula, integers)) is not None:
        what = "equation" if isinstance(term, t.Comparison) else "linear combination of bitwise expressions"
        return Rejected("form", f"{to_text(term)} is no {what}")
    if len(claim.inputs) > MOST_INPUTS:
        return Rejected("rows", f"{len(claim.inputs)} inputs are more than {MOST_INPUTS}")
    compared = [part for part in subterms(claim.formula) if isinstance(part, t.Comparison)]
    first: dict[Term, int] = {}

    def differs(row: dict[str, int]) -> str | None:
        for part in compared:
            difference = evaluate(t.Sub(part.left, part.right), row, integers)
            if (before := first.setdefault(part, difference)) != difference:
                return f"the sides of {to_text(part)} differ by {before} in one row, by {difference} in another"
        return None

    return _check_rows(claim, integers, certificate.rows(), seconds, differs)


def nonlinear(formula: Term, integers: IntegerModel) -> Term | None:
    """Where a formula is no comparison of linear combinations of bitwise expressions, joined by and, or, not.

    A bitwise expression is made of variables, 0 and -1 by &, |, ^ and ~. A linear combination is a sum of
    those and of constants, times constants. In a machine model the sides may be compared by == and != only, since
    there the difference does not say which side is larger.

    >>> from arlib.languages.python.claims import parse
    >>> nonlinear(parse("x + 3 == (x | 1) * 2"), Unbounded())
    BitOr(Var('x'), Const(1))
    >>> nonlinear(parse("x + 3 == (x | -1) * 2"), Unbounded()) is None
    True
    """
    # A term, what it should be, and the bitwise expression around it.
    waiting: list[tuple[Term, Literal["formula", "sum", "bits"], Term | None]] = [(formula, "formula", None)]
    while waiting:
        term, kind, around = waiting.pop()
        match kind, term:
            case "formula", t.Comparison():
                if not isinstance(integers, Unbounded) and not isinstance(term, t.Eq | t.Ne):
                    return term
                waiting += [(child, "sum", None) for child in term.children]
            case "formula", t.Truth() | t.Not() | t.Connective() | t.IfThenElse():
                waiting += [(child, "formula", None) for child in term.children]
            case (("sum" | "bits"), t.Var()):
                pass
            case "sum", t.Const():
                pass
            case "sum", t.Add() | t.Sub() | t.Neg() | t.BitNot():
                waiting += [(child, "sum", None) for child in term.children]
            case "sum", t.Mul(left, right) if not (free_variables(left) and free_variables(right)):
                waiting += [(left, "sum", None), (right, "sum", None)]
            case "sum", t.ShiftLeft(left, t.Const(amount)) if 0 <= amount <= LONGEST_SHIFT and amount in integers:
                waiting.append((left, "sum", None))
            case (("sum" | "bits"), t.BitAnd() | t.BitOr() | t.BitXor() | t.BitNot()):
                waiting += [(child, "bits", around or term) for child in term.children]
            case "bits", _ if (k := constant(term)) is not None and integers.wrap(k) in (0, integers.wrap(-1)):
                pass
            case _:
                return around or term
    return None


def constant(term: Term) -> int | None:
    """The number that a constant is, perhaps with a minus sign before it."""
    match term:
        case t.Const(value):
            return value
        case t.Neg(t.Const(value)):
            return -value
        case _:
            return None


def _closed(claim: Claim) -> bool:
    """Whether the claim is about all integers, and names each of its variables once."""
    distinct = len(set(claim.inputs)) == len(claim.inputs)
    return distinct and not claim.types and {*free_variables(claim.formula)} <= {*claim.inputs}


def _check_rows(
    claim: Claim,
    integers: IntegerModel,
    rows: Iterable[dict[str, int]],
    seconds: float,
    also: Callable[[dict[str, int]], str | None],
) -> Accepted | Rejected:
    """Whether the evaluator finds the claim true in each row, and nothing is said against one."""
    deadline = time.perf_counter() + seconds
    for number, row in enumerate(rows):
        if time.perf_counter() > deadline:
            return Rejected("rows", f"the limit of {seconds:.2g} seconds was reached after {number:,} rows")
        failure = replay(claim, row, integers)
        if failure is not None:
            return Rejected("rows", str(failure), row)
        if (objection := also(row)) is not None:
            return Rejected("differences", objection)
    return Accepted()
