"""Terms as JSON and back: an operator with its operands, [">=", ["Var", "x"], ["Const", 0]] by the operator's name."""

from __future__ import annotations

from arlib import terms as t
from arlib.certificates.json_values import Value

ABSTRACT = (t.Unary, t.Binary, t.Division, t.Quotient, t.Shift, t.Conversion, t.Comparison, t.Connective)
SIZES = {t.Unary: 1, t.Binary: 2, t.IfThenElse: 3}
OPERATORS: dict[str, tuple[type[t.Term], int]] = {
    each.__name__: (each, size)
    for each in vars(t).values()
    if isinstance(each, type) and issubclass(each, t.Term)
    if each not in ABSTRACT and not issubclass(each, t.Conversion)
    for kind, size in SIZES.items()
    if issubclass(each, kind)
}


def term_data(term: t.Term) -> list[object]:
    """A term as data; raises ValueError for a conversion between integers.

    >>> term_data(t.Ge(t.Var("x"), t.Const(0)))
    ['Ge', ['Var', 'x'], ['Const', 0]]
    """
    match term:
        case t.Var(name):
            return ["Var", name]
        case t.Const(value):
            return ["Const", value]
        case t.Truth(value):
            return ["Truth", value]
        case _ if type(term).__name__ in OPERATORS:
            return [type(term).__name__, *map(term_data, term.children)]
        case _:
            raise ValueError(f"{type(term).__name__} is not written in a certificate")


def term_of(value: Value) -> t.Term:
    """The term that data are; raises ValueError, with the key.

    >>> term_of(Value(["Neg", ["Var", "x"]]))
    Neg(Var('x'))
    """
    operator, *parts = value.each() or [value]
    name = operator.string()
    if name in ("Var", "Const", "Truth") and len(parts) == 1:
        if name == "Var":
            return t.Var(parts[0].string())
        if name == "Const":
            return t.Const(parts[0].number())
        if isinstance(parts[0].value, bool):
            return t.Truth(parts[0].value)
        parts[0].fail("true or false")
    kind, size = OPERATORS.get(name, (None, 0))
    if kind is None or len(parts) != size:
        value.fail("an operator with its operands")
    return kind(*map(term_of, parts))


def formula_of(value: Value) -> t.Term:
    """The formula that data are, each operand of the kind that its operator needs; raises ValueError."""
    found = term_of(value)
    if not well_formed(found) or not t.is_formula(found):
        value.fail("a formula")
    return found


def well_formed(term: t.Term) -> bool:
    """Whether formulas stand where truth is asked for, and numbers where numbers are."""
    match term:
        case t.IfThenElse(test, then, orelse):
            kinds = t.is_formula(test) and t.is_formula(then) == t.is_formula(orelse)
        case t.Not() | t.Connective():
            kinds = all(map(t.is_formula, term.children))
        case _:
            kinds = not any(map(t.is_formula, term.children))
    return kinds and all(map(well_formed, term.children))
