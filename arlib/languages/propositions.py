"""Propositional text to formulas over letters, in the spellings of logic and of Python, and back.

    loosest   p <-> q   p ↔ q   p ≡ q           if and only if; brackets are needed for a chain
              p -> q    p → q   p ⊃ q           implies; p -> q -> r is p -> (q -> r)
              p or q    p || q
              p and q   p && q
              not p
              p == q    p != q                  as Python has them; brackets are needed for a chain
              p | q     p ∨ q
              p & q     p ∧ q
    tightest  ~p        ¬p      !p

The order of Python's connectives is Python's. Where it is not that of logic, as in ``not p | q``, brackets are needed.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from arlib import terms as t
from arlib.languages.size import MOST_CHARACTERS, require_short
from arlib.terms import Formula
from arlib.verdict import Unsupported

DEEPEST = 200  # levels of a formula: what shows and compares terms calls itself up to four times for each
IFF, IMPLIES, OR, AND, NOT, EQUAL, BITOR, BITAND, TILDE, ATOM = range(10)

# fmt: off
SPELLED: dict[str, str] = {
    "<=>": "<->", "↔": "<->", "≡": "<->", "⇔": "<->",
    "=>": "->", "→": "->", "⊃": "->", "⇒": "->",
    "||": "or", "&&": "and", "∨": "|", "∧": "&", "¬": "~", "!": "~", "⊤": "True", "⊥": "False",
}
# fmt: on
BINARY: dict[str, tuple[int, type[t.Connective]]] = {
    "<->": (IFF, t.Iff),
    "->": (IMPLIES, t.Implies),
    "or": (OR, t.Or),
    "and": (AND, t.And),
    "==": (EQUAL, t.Iff),
    "!=": (EQUAL, t.Iff),
    "|": (BITOR, t.Or),
    "&": (BITAND, t.And),
}
PREFIX = {"not": NOT, "~": TILDE}
TWO_READINGS = {(AND, BITOR), (NOT, BITOR), (NOT, BITAND)}  # Python reads the second before the first, logic does not
TOKEN = re.compile(r"\s+|<->|<=>|->|=>|==|!=|\|\||&&|[~&|!()∨∧¬→↔⊃≡⇒⇔⊤⊥,]|[^\W\d]\w*")
SYMBOLS: dict[type[t.Term], tuple[str, int]] = {
    t.Iff: ("↔", IFF),
    t.Implies: ("→", IMPLIES),
    t.Or: ("∨", BITOR),
    t.And: ("∧", BITAND),
}


def proposition(source: str | Formula) -> Formula:
    """The formula over letters that a text means; raises ``Unsupported`` with the place if there is none.

    A formula is returned as it is, and refused if it is about more than letters.

    >>> proposition("~p | q -> r")
    Implies(Or(Not(Prop('p')), Prop('q')), Prop('r'))
    >>> proposition("p and (q == True)")
    And(Prop('p'), Iff(Prop('q'), Truth(True)))
    >>> proposition("not p | q")
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 7: Python reads | before not, and logic after it: write the brackets
        not p | q
              ^
    """
    if isinstance(source, t.Term):
        require_letters(source)
        return source
    if not isinstance(source, str):
        raise TypeError(f"a proposition is a text or a formula, not a {type(source).__name__}")
    require_short(source)
    reader = _Reader(source, [*_tokens(source)])
    found = reader.expression(IFF)
    if reader.now.text:
        reader.fail("a bracket opens nowhere" if reader.now.text == ")" else "a connective is missing")
    return found.formula


def require_letters(formula: t.Term) -> None:
    """Raise ``Unsupported`` unless the formula is one over letters, by the connectives, and not nested too deeply."""
    level: list[t.Term] = [formula]
    count = 0
    for _ in range(DEEPEST + 1):
        if not level:
            return
        count += len(level)
        if count > MOST_CHARACTERS:
            raise Unsupported(f"the formula has more than {MOST_CHARACTERS:,} parts")
        for each in level:
            if type(each) not in (t.Prop, t.Truth, t.Not, *SYMBOLS):
                raise Unsupported(f"{type(each).__name__} is no part of a formula over letters")
        level = [child for each in level for child in each.children]
    raise Unsupported(f"this is nested more than {DEEPEST} levels deep")


def to_symbols(formula: t.Term) -> str:
    """The formula in the symbols of logic; ``proposition`` reads it back, and an arrow inside an arrow has brackets.

    >>> to_symbols(proposition("implies(not (p or q), not p) == (p and True)"))
    '(¬(p ∨ q) → ¬p) ↔ p ∧ ⊤'
    """
    return _symbols(formula, IFF)


def _symbols(formula: t.Term, least: int) -> str:
    match formula:
        case t.Prop(name):
            return name
        case t.Truth(value):
            return "⊤" if value else "⊥"
        case t.Not(arg):
            return f"¬{_symbols(arg, TILDE)}"
        case t.Connective(left, right) if type(formula) in SYMBOLS:
            symbol, binds = SYMBOLS[type(formula)]
            arrow = binds <= IMPLIES
            text = (
                f"{_symbols(left, BITOR if arrow else binds)} {symbol} {_symbols(right, BITOR if arrow else binds + 1)}"
            )
            return text if binds >= least else f"({text})"
        case _:
            raise TypeError(f"not a formula over letters: {formula!r}")


@dataclass(frozen=True)
class _Token:
    """A word or symbol in its first spelling; no text at the end."""

    text: str
    at: int


@dataclass(frozen=True)
class _Read:
    """A formula, how tightly its last unbracketed connective binds and where that stands, and how deep it is."""

    formula: Formula
    binds: int
    at: int
    depth: int


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while at < len(source):
        found = TOKEN.match(source, at)
        if found is None:
            shown = source[at]
            hint = "; write == or <->" if shown == "=" else ""
            _fail(source, at, f"{shown!r} is neither a letter nor a connective{hint}")
        text = found[0]
        if not text.isspace():
            yield _Token(SPELLED.get(text, text), at)
        at = found.end()
    yield _Token("", len(source.rstrip()))


class _Reader:
    """Reads tokens from left to right: each connective takes what binds more tightly."""

    def __init__(self, source: str, tokens: list[_Token]):
        self.source, self.tokens, self.next, self.level = source, tokens, 0, 0

    @property
    def now(self) -> _Token:
        return self.tokens[self.next]

    def fail(self, reason: str) -> NoReturn:
        _fail(self.source, self.now.at, reason)

    def take(self, text: str, reason: str) -> None:
        if self.now.text != text:
            self.fail(reason)
        self.next += 1

    def expression(self, least: int) -> _Read:
        """The longest formula whose connectives bind at least so tightly."""
        self.level += 1
        if self.level > DEEPEST:
            self.fail(f"this is nested more than {DEEPEST} levels deep")
        left, chained = self.operand(least), False
        while self.now.text in BINARY and BINARY[self.now.text][0] >= least:
            token, (binds, connective) = self.now, BINARY[self.now.text]
            if chained and binds == left.binds:
                self.fail(f"a chain of {token.text} means one thing in logic and another in Python: write the brackets")
            self.next += 1
            right = self.expression(binds + (binds != IMPLIES))
            for side in (left, right):
                self.require_one_reading(binds, side, token.text)
            formula: Formula = connective(left.formula, right.formula)
            depth = max(left.depth, right.depth) + 1
            if token.text == "!=":
                formula, depth = t.Not(formula), depth + 1
            left = self.made(formula, binds, token.at, depth)
            chained = binds in (IFF, EQUAL)
        self.level -= 1
        return left

    def operand(self, least: int) -> _Read:
        token = self.now
        if token.text in PREFIX:
            binds = PREFIX[token.text]
            if binds < least:
                self.fail(f"{token.text} binds less tightly than what stands before it: write the brackets")
            self.next += 1
            arg = self.expression(binds)
            self.require_one_reading(binds, arg, token.text)
            return self.made(t.Not(arg.formula), binds, token.at, arg.depth + 1)
        self.next += bool(token.text)
        match token.text:
            case "(":
                inside = self.expression(IFF)
                self.take(")", "a bracket is still open")
                return _Read(inside.formula, ATOM, token.at, inside.depth)
            case "True" | "False":
                return _Read(t.Truth(token.text == "True"), ATOM, token.at, 0)
            case "implies" if self.now.text == "(":
                self.next += 1
                left = self.expression(IFF)
                self.take(",", "implies takes two formulas, with a comma between them")
                right = self.expression(IFF)
                self.take(")", "a bracket is still open")
                depth = max(left.depth, right.depth) + 1
                return self.made(t.Implies(left.formula, right.formula), ATOM, token.at, depth)
            case name if name.isidentifier():
                self.require_letter(token)
                return _Read(t.Prop(name), ATOM, token.at, 0)
        self.next -= bool(token.text)
        self.fail(f"{token.text} is no name of a letter" if token.text[:1].isalpha() else "a letter is missing")

    def made(self, formula: Formula, binds: int, at: int, depth: int) -> _Read:
        if depth > DEEPEST:
            _fail(self.source, at, f"this is nested more than {DEEPEST} levels deep")
        return _Read(formula, binds, at, depth)

    def require_one_reading(self, outer: int, inner: _Read, text: str) -> None:
        if (outer, inner.binds) in TWO_READINGS:
            reason = f"Python reads {self.source[inner.at]} before {text}, and logic after it: write the brackets"
            _fail(self.source, inner.at, reason)

    def require_letter(self, token: _Token) -> None:
        plain = unicodedata.normalize("NFKC", token.text)
        if keyword.iskeyword(token.text):
            _fail(self.source, token.at, f"{token.text} is a word of Python's, and no letter")
        if plain != token.text:  # Python takes them for the same name, and a reader for two
            _fail(self.source, token.at, f"write {plain} for {token.text}, which looks like it")


def _fail(source: str, at: int, reason: str) -> NoReturn:
    lines = (source[:at] + "x").splitlines()
    raise Unsupported(reason, source, len(lines), len(lines[-1]) - 1)
