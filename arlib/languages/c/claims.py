"""C source to claims, by its syntax tree: the source is parsed and never compiled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from arlib import terms as t
from arlib.integers import Integers, Machine, Unsigned, integer_model
from arlib.languages.c.source import declarations
from arlib.terms import Claim, Term
from arlib.verdict import Unsupported

if TYPE_CHECKING:
    from pycparser import c_ast

    from arlib.languages.c.declarations import Declarations


def c_claim(
    source: str, function: str | None = None, integers: Integers | None = None, folder: Path | None = None
) -> Claim:
    """What a C function claims: that it returns true, or a number other than 0, whatever its inputs are.

    The types and their promotions are those of C11 where int has 32 bits and long 64. The claim is not
    true where C leaves the behaviour undefined. What C leaves to the compiler is as gcc has it.
    ``integers`` replaces all types by one model, in which every operation computes. ``function`` may be
    left out if the file has one that qualifies. Raises ``Unsupported`` with the place.

    >>> c_claim("bool f(unsigned x, unsigned y) { return x + y == y + x; }", integers=Unsigned(8))
    Claim(formula=Eq(Add(Var('x'), Var('y')), Add(Var('y'), Var('x'))), inputs=('x', 'y'), types=())
    >>> c_claim("int f(char c) { return c * c >= 0; }").types
    (Signed(width=8),)
    """
    from arlib.languages.c.reader import Reader

    integers = None if integers is None else integer_model(integers)
    if integers is not None and 1 not in integers:
        raise Unsupported(f"C's truth values 0 and 1 do not fit in {integers.describe()}", source)
    try:
        file = declarations(source, folder)
        return Reader(file, integers).claim(_choose(file, function))
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None


def _choose(file: Declarations, name: str | None) -> c_ast.FuncDef:
    found = file.functions
    if name is not None and name in found:
        return found[name]
    others = [each for each in found if each != "main"]
    if name is None:
        for candidates in (
            [each for each in found if file.says_yes_or_no(found[each])],
            others,
            [each for each in others if file.says_yes_or_no(found[each])],
        ):
            if len(candidates) == 1:
                return found[candidates[0]]
    if not found:
        raise Unsupported("there is no function here; a claim in C is a function such as `bool f(int x) { ... }`")
    reason = "say which function states the claim" if name is None else f"there is no function {name}"
    raise Unsupported(f"{reason}; here are {', '.join(found)}")


def uniform(claim: Claim) -> tuple[Claim, Machine] | None:
    """The same claim without its conversions and the one unsigned model it computes in, if there is one.

    It exists if all inputs are of one type Unsigned(n) and every operation is reduced modulo 2^n, at the
    latest where its result is compared, divided or shifted: then it may as well compute in the model.

    >>> claim = c_claim("bool f(unsigned x, unsigned y) { return x + y == y + x; }")
    >>> uniform(claim)[0].formula
    Eq(Add(Var('x'), Var('y')), Add(Var('y'), Var('x')))
    >>> uniform(c_claim("bool f(int x) { return x + 1 > x; }")) is None
    True
    """
    if len(set(claim.types)) != 1 or not isinstance(claim.types[0], Unsigned):
        return None
    formula = _exact(claim.formula, claim.types[0])
    return None if formula is None else (Claim(formula, claim.inputs), claim.types[0])


def _exact(term: Term, model: Machine) -> Term | None:
    """The term without conversions, if in the model it then has the value of ``term``."""
    match term:
        case t.Wrap(arg, target):
            return _congruent(arg, model) if target == model else None
        case t.Const(value):
            return term if value in model else None
        case t.Var() | t.Truth():
            return term
        case t.Comparison() | t.Connective() | t.Not() | t.IfThenElse():
            return _each(term, [_exact(child, model) for child in term.children])
        case t.TruncDiv() | t.TruncMod() | t.BitAnd() | t.BitOr() | t.BitXor() | t.ShiftRight():
            # Of unsigned numbers these give no larger ones.
            return _each(term, [_exact(child, model) for child in term.children])
        case _:
            return None


def _congruent(term: Term, model: Machine) -> Term | None:
    """The term without conversions, if in the model it then has the value of ``term`` modulo 2^width."""
    match term:
        case t.Add() | t.Sub() | t.Mul() | t.Neg() | t.BitNot() | t.BitAnd() | t.BitOr() | t.BitXor():
            return _each(term, [_congruent(child, model) for child in term.children])
        case t.ShiftLeft(number, t.Const(amount)) if 0 <= amount < model.width:
            return _each(term, [_congruent(number, model), t.Const(amount)])
        case t.IfThenElse(test, then, orelse):
            return _each(term, [_exact(test, model), _congruent(then, model), _congruent(orelse, model)])
        case _:
            return _exact(term, model)


def _each(term: Term, children: list[Term | None]) -> Term | None:
    found = [child for child in children if child is not None]
    return t.rebuild(term, tuple(found)) if len(found) == len(children) else None
