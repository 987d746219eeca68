"""What may be done next to a term: which rules fit at a place, and what each makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from arlib import terms as t
from arlib.integers import IntegerModel, Undefined
from arlib.printing import to_text
from arlib.rules import TRUSTED, Rule, is_total, match
from arlib.terms import Term

ARITHMETIC = "arithmetic"
WIDEST = 256  # bits: a longer constant would fill the line
Position = tuple[int, ...]


@dataclass(frozen=True)
class Move:
    """A rule, the place where it fits, and the term before and after."""

    rule: Rule
    position: Position
    before: Term
    after: Term

    @property
    def place(self) -> str:
        """The text of the subterm that is rewritten."""
        return to_text(t.subterm(self.before, self.position))

    @property
    def result(self) -> str:
        """The text of what stands there afterwards."""
        return to_text(t.subterm(self.after, self.position))


def moves_at(term: Term, position: Position, integers: IntegerModel, own: Iterable[Rule] = ()) -> list[Move]:
    """The moves at one place: rules of the reader's own first, then arlib's, then computing an operation on constants.

    A rule that changes nothing there, such as exchanging two equal summands, is no move. There is none where the term
    may have no value: a rule could rewrite the undefined part away.

    >>> from arlib.integers import Unbounded
    >>> from arlib.languages.python.claims import parse
    >>> [(move.rule.name, move.result) for move in moves_at(parse("x == 1 + 2"), (1,), Unbounded())]
    [('commutativity of +', '2 + 1'), ('arithmetic', '3')]
    """
    if not is_total(term, integers):
        return []
    part = t.subterm(term, position)
    # Two rules of one name may do the same, as commutativity of two or of three summands: one of them is enough.
    found: dict[tuple[str, Term], Rule] = {}
    for rule in (*own, *_BY_OPERATOR.get(type(part), ())):
        if type(integers) in rule.models and (binding := match(rule.left, part)) is not None:
            found.setdefault((rule.name, t.substitute(rule.right, binding)), rule)
    if (value := _value(part, integers)) is not None:
        found[ARITHMETIC, value] = Rule(ARITHMETIC, part, value)
    return [
        Move(rule, position, term, t.replace_at(term, position, new)) for (_, new), rule in found.items() if new != part
    ]


def moves(term: Term, integers: IntegerModel, own: Iterable[Rule] = ()) -> Iterator[Move]:
    """The moves at every place, from the root on."""
    own = tuple(own)
    for position, _ in places(term):
        yield from moves_at(term, position, integers, own)


def move_between(before: Term, after: Term, integers: IntegerModel) -> Move | None:
    """The move that leads from one term to the other; None if no single rule at a single place does.

    >>> from arlib.integers import Unbounded
    >>> from arlib.languages.python.claims import parse
    >>> move_between(parse("x * (y + 1)"), parse("x * y + x * 1"), Unbounded()).rule.name
    'distributivity'
    >>> move_between(parse("x * (y + 1)"), parse("x * y + x"), Unbounded())
    """
    return next((move for move in moves(before, integers) if move.after == after), None)


def places(term: Term, position: Position = ()) -> Iterator[tuple[Position, Term]]:
    """Every place in a term with the subterm that stands there, from the root on."""
    yield position, term
    for number, child in enumerate(term.children):
        yield from places(child, (*position, number))


def _value(term: Term, integers: IntegerModel) -> Term | None:
    """The value of one operation on constants."""
    if not term.children or not all(isinstance(child, t.Const | t.Truth) for child in term.children):
        return None
    try:
        value = t.evaluate(term, {}, integers)
    except Undefined:
        return None
    if t.is_formula(term):
        return t.Truth(bool(value))
    return t.Const(value) if value.bit_length() <= WIDEST else None


_BY_OPERATOR: dict[type[Term], list[Rule]] = {}
for _rule in TRUSTED:
    _BY_OPERATOR.setdefault(type(_rule.left), []).append(_rule)
