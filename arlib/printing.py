"""Terms to text, in Python's syntax with as few parentheses as its grammar allows."""

from __future__ import annotations

from collections.abc import Mapping

from arlib import terms as t
from arlib.terms import Term

# How tightly each form binds, loosest first, after Python's grammar.
LONGEST_LIST = 8  # elements that are written out
_IF, _OR, _AND, _NOT, _COMPARE, _BITOR, _BITXOR, _BITAND, _SHIFT, _SUM, _PRODUCT, _SIGN, _ATOM = range(13)

INFIX: dict[type[Term], tuple[str, int]] = {
    t.Or: ("or", _OR),
    t.And: ("and", _AND),
    t.Eq: ("==", _COMPARE),
    t.Iff: ("==", _COMPARE),
    t.Ne: ("!=", _COMPARE),
    t.Lt: ("<", _COMPARE),
    t.Le: ("<=", _COMPARE),
    t.Gt: (">", _COMPARE),
    t.Ge: (">=", _COMPARE),
    t.BitOr: ("|", _BITOR),
    t.BitXor: ("^", _BITXOR),
    t.BitAnd: ("&", _BITAND),
    t.ShiftLeft: ("<<", _SHIFT),
    t.ShiftRight: (">>", _SHIFT),
    t.Add: ("+", _SUM),
    t.Sub: ("-", _SUM),
    t.Mul: ("*", _PRODUCT),
    t.FloorDiv: ("//", _PRODUCT),
    t.FloorMod: ("%", _PRODUCT),
}
PREFIX: dict[type[Term], tuple[str, int]] = {t.Not: ("not ", _NOT), t.Neg: ("-", _SIGN), t.BitNot: ("~", _SIGN)}
CALL: dict[type[Term], str] = {
    t.Abs: "abs",
    t.Min: "min",
    t.Max: "max",
    t.TruncDiv: "tdiv",
    t.TruncMod: "tmod",
    t.EuclidDiv: "ediv",
    t.EuclidMod: "emod",
    t.Implies: "implies",
}


def to_text(term: Term) -> str:
    """The term as text that ``parse`` reads back to the same term.

    >>> to_text(t.Mul(t.Add(t.Var("x"), t.Const(1)), t.Sub(t.Var("y"), t.Sub(t.Var("x"), t.Const(2)))))
    '(x + 1) * (y - (x - 2))'
    """
    return _text(term)[0]


def assignment_text(assignment: Mapping[str, int], nothing: str = "no variables") -> str:
    """An input or a state, as a sentence goes on; ``nothing`` is said where there are no variables.

    >>> assignment_text({"x": 1, "y": -2})
    'x = 1, y = -2'
    """
    return ", ".join(f"{name} = {value}" for name, value in assignment.items()) or nothing


def inputs_text(inputs: Mapping[str, int], nothing: str = "no inputs") -> str:
    """An input as somebody gives it to a function: a list of a length is one of zeros.

    >>> inputs_text({"n": 1, "len(xs)": 2, "len(ys)": 100})
    'n = 1, xs = [0, 0], ys = [0] * 100'
    """
    shown = {}
    for name, value in inputs.items():
        if name.startswith("len(") and value >= 0:
            shown[name[4:-1]] = str([0] * value) if value <= LONGEST_LIST else f"[0] * {value}"
        else:
            shown[name] = str(value)
    return ", ".join(f"{name} = {value}" for name, value in shown.items()) or nothing


def count_to_text(count: int) -> str:
    """A number of cases: in full, or as a power of two where nobody could read it in full.

    >>> count_to_text(2**32), count_to_text(2**128)
    ('4,294,967,296', '2^128')
    """
    power = count.bit_length() - 1
    return f"2^{power}" if power >= 70 and count == 1 << power else f"{count:,}"


def engines_to_text(names: str) -> str:
    """The engines that tried the cases of a claim, in turn.

    >>> engines_to_text("numpy"), engines_to_text("numpy and compiled")
    ('numpy engine', 'numpy and compiled engines')
    """
    return f"{names} engine{'s' * (' and ' in names)}"


def rate_to_text(rate: float) -> str:
    """A number of cases a second, to three digits.

    >>> rate_to_text(28_412_000_000.0), rate_to_text(430e6), rate_to_text(950.0)
    ('28.4 billion cases a second', '430 million cases a second', '950 cases a second')
    """
    for name, size in (("billion", 1e9), ("million", 1e6), ("thousand", 1e3)):
        if rate >= 0.9995 * size:
            return (
                f"{rate / size:,.3g} {name} cases a second"
                if rate < 1e12
                else f"{rate / size:,.0f} {name} cases a second"
            )
    return f"{rate:.3g} cases a second"


def _text(term: Term) -> tuple[str, int]:
    """The text, and how tightly it binds."""

    def bracketed(child: Term, least: int) -> str:
        text, binds = _text(child)
        return text if binds >= least else f"({text})"

    match term:
        case t.Var(name) | t.Prop(name):
            return name, _ATOM
        case t.Const(value):
            return str(value), _ATOM if value >= 0 else _SIGN
        case t.Truth(value):
            return str(value), _ATOM
        case t.IfThenElse(test, then, orelse):
            return f"{bracketed(then, _OR)} if {bracketed(test, _OR)} else {bracketed(orelse, _IF)}", _IF
        case t.Unary(arg) if type(term) in PREFIX:
            symbol, binds = PREFIX[type(term)]
            return symbol + bracketed(arg, binds), binds
        case t.Binary(left, right) if type(term) in INFIX:
            symbol, binds = INFIX[type(term)]
            # Python chains comparisons, so `(a < b) == c` keeps its brackets on both sides.
            loosest = binds + 1 if binds == _COMPARE else binds
            return f"{bracketed(left, loosest)} {symbol} {bracketed(right, binds + 1)}", binds
        case t.Wrap(arg, integers) | t.Checked(arg, integers):
            name = str(integers) if isinstance(term, t.Wrap) else f"fits_{integers}"
            return f"{name}({to_text(arg)})", _ATOM
        case t.Unary() | t.Binary():
            return f"{CALL[type(term)]}({', '.join(map(to_text, term.children))})", _ATOM
        case _:
            raise TypeError(f"not a term: {term!r}")
