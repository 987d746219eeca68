r"""Terms and derivations as LaTeX, in the notation of a textbook, which MathJax and LaTeX both read.

Where mathematics has a convention, brackets follow it: $\cdot$ before $+$, $\land$ before $\lor$. Where it has
none, as for bits or a remainder inside a sum, they stay. What is rewritten is underlined and coloured.
"""

from __future__ import annotations

import re

from arlib import terms as t
from arlib.certificates import Derivation
from arlib.printing import to_text
from arlib.terms import Term

Position = tuple[int, ...]

# How tightly each form binds, loosest first. A remainder and operations on bits bind loosely, and are put in
# brackets within anything but a comparison.
(_CASES, _IFF, _IMPLIES, _OR, _AND, _NOT, _COMPARE, _BITS, _SUM, _SIGN, _PRODUCT, _PREFIX, _ATOM) = range(13)

# The symbol, how tightly it binds, and how tightly its left and right operands must.
INFIX: dict[type[Term], tuple[str, int, int, int]] = {
    t.Iff: (r"\Leftrightarrow", _IFF, _IMPLIES, _IMPLIES),
    t.Implies: (r"\Rightarrow", _IMPLIES, _OR, _IMPLIES),
    t.Or: (r"\lor", _OR, _OR, _AND),
    t.And: (r"\land", _AND, _AND, _NOT),
    t.Eq: ("=", _COMPARE, _BITS, _BITS),
    t.Ne: (r"\ne", _COMPARE, _BITS, _BITS),
    t.Lt: ("<", _COMPARE, _BITS, _BITS),
    t.Le: (r"\le", _COMPARE, _BITS, _BITS),
    t.Gt: (">", _COMPARE, _BITS, _BITS),
    t.Ge: (r"\ge", _COMPARE, _BITS, _BITS),
    t.FloorMod: (r"\bmod", _BITS, _PRODUCT, _PREFIX),
    t.BitOr: (r"\mathbin{|}", _BITS, _PREFIX, _PREFIX),
    t.BitXor: (r"\oplus", _BITS, _PREFIX, _PREFIX),
    t.BitAnd: (r"\mathbin{\&}", _BITS, _PREFIX, _PREFIX),
    t.ShiftLeft: (r"\ll", _BITS, _PREFIX, _PREFIX),
    t.ShiftRight: (r"\gg", _BITS, _PREFIX, _PREFIX),
    t.Add: ("+", _SUM, _SUM, _PRODUCT),
    t.Sub: ("-", _SUM, _SUM, _PRODUCT),
    t.Mul: (r"\cdot", _PRODUCT, _PRODUCT, _PREFIX),
}
ASSOCIATIVE = (t.BitOr, t.BitXor, t.BitAnd)
PREFIX: dict[type[Term], tuple[str, int, int]] = {
    t.Not: (r"\lnot ", _NOT, _PREFIX),
    t.Neg: ("-", _SIGN, _PREFIX),
    t.BitNot: (r"\mathord{\sim} ", _PREFIX, _PREFIX),
}
CALL: dict[type[Term], str] = {
    t.Min: r"\min",
    t.Max: r"\max",
    t.TruncDiv: r"\operatorname{tdiv}",
    t.TruncMod: r"\operatorname{tmod}",
    t.EuclidDiv: r"\operatorname{ediv}",
    t.EuclidMod: r"\operatorname{emod}",
}

# What stands for a character that LaTeX would take for more than itself, in mathematics.
SPECIAL = {c: rf"\{c}" for c in "#$%&_{}"} | {"\\": r"\backslash ", "^": r"\wedge ", "~": r"\sim "}
# In the name of a rule, the operators of Python as they stand in the formulas.
NAMED = {
    "*": r"{\cdot}",
    "==": "{=}",
    "!=": r"{\ne}",
    "<=": r"{\le}",
    ">=": r"{\ge}",
    "^": r"{\oplus}",
    "<<": r"{\ll}",
    ">>": r"{\gg}",
    **{c: f"{{{c}}}" for c in "+-<>|"},
}
WIDEST = 100  # characters in a line: MathJax breaks none, and a page holds no more
WHOLE, FIRST, LAST = 30, 12, 6  # up to 30 steps are shown in full, of others the first and the last


def to_latex(term: Term, highlight: Position | None = None) -> str:
    r"""The term in mathematical notation; the subterm at ``highlight`` is underlined and coloured.

    >>> from arlib.languages.python.claims import parse
    >>> print(to_latex(parse("(x + 1) * y <= abs(x) and x % 2 != 0")))
    (x + 1) \cdot y \le \lvert x \rvert \land x \bmod 2 \ne 0
    >>> print(to_latex(parse("x + y * z"), highlight=(1,)))
    x + \textcolor[RGB]{26,128,208}{\underline{y \cdot z}}
    """
    if highlight is not None:
        t.subterm(term, highlight)  # IndexError if there is no such place
    return _latex(term, highlight)[0]


def derivation_latex(derivation: Derivation) -> str:
    r"""A derivation, one formula a line: what the next step rewrites is marked, and each line names its rule.

    Of more than 30 steps, the first 12 and the last 6.

    >>> from arlib.rewriting import simplify
    >>> from arlib.languages.python.claims import parse
    >>> print(derivation_latex(simplify(parse("x * 1 + 0"))))
    \begin{aligned}
    & \textcolor[RGB]{26,128,208}{\underline{x \cdot 1 + 0}} && \\
    ={} & \textcolor[RGB]{26,128,208}{\underline{x \cdot 1}} && \text{zero} \\
    ={} & x && \text{one}
    \end{aligned}
    """
    steps, formulas = derivation.steps, derivation.formulas
    sign = r"\iff{}" if t.is_formula(derivation.claim.formula) else "={}"
    lines = []
    for number in shown(len(steps)):
        if number is None:
            hidden = len(steps) - FIRST - LAST
            lines.append(rf"& \;\;\vdots && \text{{… {hidden} more step{'s' * (hidden != 1)} …}}")
            continue
        place = steps[number].position if number < len(steps) else None
        formula = to_latex(formulas[number], place)
        if number == 0:
            lines.append(f"& {formula} &&")
        else:
            lines.append(f"{sign} & {formula} && {_named(steps[number - 1].rule.name)}")
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def shown(steps: int) -> list[int | None]:
    """Which formulas of a derivation are shown, by number; None stands for those left out.

    >>> shown(2)
    [0, 1, 2]
    >>> shown(31)[11:15]
    [11, 12, None, 26]
    """
    if steps <= WHOLE:
        return list(range(steps + 1))
    return [*range(FIRST + 1), None, *range(steps - LAST + 1, steps + 1)]


def term_display(term: Term) -> str:
    """A term between dollar signs, as a notebook shows it."""
    return f"$\\displaystyle {to_latex(term)}$"


def derivation_display(derivation: Derivation) -> str | None:
    """A derivation between dollar signs, as a notebook shows it; None for one so wide that a table does better."""
    formulas, steps = derivation.formulas, derivation.steps
    seen = [number for number in shown(len(steps)) if number is not None]
    formula = max(len(to_text(formulas[number])) for number in seen)
    name = max((len(steps[number - 1].rule.name) for number in seen if number), default=0)
    return f"$$\n{derivation_latex(derivation)}\n$$" if formula + name <= WIDEST else None


def _latex(term: Term, highlight: Position | None) -> tuple[str, int]:
    """The text, and how tightly it binds."""

    def below(number: int) -> Position | None:
        return highlight[1:] if highlight and highlight[0] == number else None

    def inside(number: int) -> str:
        return _latex(term.children[number], below(number))[0]

    def bracketed(number: int, least: int) -> str:
        text, binds = _latex(term.children[number], below(number))
        return text if binds >= least else _brackets("(", text, ")")

    text, binds = "", _ATOM
    match term:
        case t.Var(name) | t.Prop(name):
            text = _name(name)
        case t.Const(value):
            text, binds = str(value), _ATOM if value >= 0 else _SIGN
        case t.Truth(value):
            text = rf"\mathsf{{{'true' if value else 'false'}}}"
        case t.IfThenElse():
            first, last = rf"{inside(1)} & \text{{if }} {inside(0)}", rf"{inside(2)} & \text{{otherwise}}"
            text = rf"\begin{{cases}} {first} \\ {last} \end{{cases}}"
            binds = _CASES
        case t.Abs():
            text = _brackets(r"\lvert ", bracketed(0, _SUM), r" \rvert")
        case t.FloorDiv():
            text = rf"\left\lfloor \frac{{{inside(0)}}}{{{inside(1)}}} \right\rfloor"
        case t.Unary() if type(term) in PREFIX:
            symbol, binds, least = PREFIX[type(term)]
            nested = isinstance(term, t.Not) and isinstance(term.arg, t.Not)
            text = symbol + (inside(0) if nested else bracketed(0, least))
        case t.Binary(left, _) if type(term) in INFIX:
            symbol, binds, least_left, least_right = INFIX[type(term)]
            chained = isinstance(term, ASSOCIATIVE) and type(left) is type(term)
            first = inside(0) if chained else bracketed(0, least_left)
            text = f"{first} {symbol} {bracketed(1, least_right)}"
        case t.Wrap(_, integers) | t.Checked(_, integers):
            called = str(integers) if isinstance(term, t.Wrap) else rf"fits\_{integers}"
            text = rf"\operatorname{{{called}}}" + _brackets("(", inside(0), ")")
        case t.Unary() | t.Binary():
            operands = ", ".join(inside(number) for number in range(len(term.children)))
            text = CALL[type(term)] + _brackets("(", operands, ")")
        case _:
            raise TypeError(f"not a term: {term!r}")
    return (_marked(text) if highlight == () else text), binds


def _brackets(opening: str, text: str, closing: str) -> str:
    """Brackets, which grow only around what is more than one line high."""
    if r"\begin" in text or r"\frac" in text:
        return rf"\left{opening.strip()} {text} \right{closing.strip()}"
    return opening + text + closing


def _marked(text: str) -> str:
    """Blue (after Okabe and Ito 2008), and underlined for whom no colour helps."""
    return rf"\textcolor[RGB]{{26,128,208}}{{\underline{{{text}}}}}"


def _name(name: str) -> str:
    """A variable: one letter, a letter with a number as its index, or a word."""
    indexed = re.fullmatch("([A-Za-z])([0-9]+)", name)
    if indexed:
        return f"{indexed[1]}_{{{indexed[2]}}}"
    if re.fullmatch("[A-Za-z]", name):
        return name
    return rf"\mathit{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return "".join(SPECIAL.get(c, c) for c in text)


def _named(name: str) -> str:
    r"""The name of a rule: words as text, operators as in formulas, all else escaped.

    >>> print(_named("commutativity of *"))
    \text{commutativity of }{\cdot}
    """
    markup, plain = "", ""
    # Text mode reads some characters differently from viewer to viewer, so they stand outside it.
    for part in re.split(r"(?<=\s)([*+<>|-]|[=!<>]=|<<|>>)(?=\s|$)|([#$%&_{}\\^~])", name):
        symbol = NAMED.get(part or "") or SPECIAL.get(part or "")
        if symbol is None:
            plain += part or ""
            continue
        markup += rf"\text{{{plain}}}" * bool(plain) + symbol
        plain = ""
    return markup + rf"\text{{{plain}}}" * bool(plain)
