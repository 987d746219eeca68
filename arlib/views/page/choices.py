"""What a reader may do next to a formula: which rules apply where; and whether a rule of their own may join them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from arlib import terms as t
from arlib.checking import Accepted, Rejected, check_rule
from arlib.integers import IntegerModel, Undefined
from arlib.printing import to_text
from arlib.rules import RULES, Rule, is_total, match, rule
from arlib.terms import Term
from arlib.verdict import Unsupported
from arlib.views.page import panel
from arlib.views.page.html import BLUE, VERMILLION
from arlib.views.page.latex import Position
from arlib.views.rewriting.derivations import formula_html, rule_html

WIDEST = 256  # bits: a longer constant would fill the line
SECONDS = 5.0  # for the solver, while a reader waits
EXAMPLE = "a + b = b + a"


@dataclass(frozen=True)
class Choice:
    """A rule, the place where it applies, and the formula that it makes."""

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


def choices(formula: Term, integers: IntegerModel, own: Iterable[Rule] = ()) -> list[Choice]:
    """Every rule of the model that applies to a formula, the reader's own first, with each place where it does.

    None where the formula may have no value: a rule could rewrite the undefined part away.

    >>> from arlib.integers import Unbounded
    >>> from arlib.languages.python.claims import parse
    >>> labels(choices(parse("x == 1 + 2"), Unbounded()))[1:]
    ['subtract the right side  at  x == 1 + 2', 'arithmetic  at  1 + 2']
    """
    if not is_total(formula, integers):
        return []
    places = list(_places(formula, ()))
    sound = [*own, *(each for each in RULES if type(integers) in each.models)]
    found = []
    for each in sound:
        for position, part in places:
            binding = match(each.left, part)
            if binding is not None:
                after = t.replace_at(formula, position, t.substitute(each.right, binding))
                found.append(Choice(each, position, formula, after))
    for position, part in places:
        if (value := _value(part, integers)) is not None:
            after = t.replace_at(formula, position, value)
            found.append(Choice(Rule("arithmetic", part, value), position, formula, after))
    # A rule that changes nothing here, such as exchanging two equal summands, is no step.
    return [choice for choice in found if choice.after != formula]


def labels(offered: list[Choice]) -> list[str]:
    """A line for each choice: the rule and the place, and what it gives or which of equal places where need be."""
    lines = [f"{choice.rule.name}  at  {choice.place}" for choice in offered]
    results: dict[str, set[str]] = {}
    for line, choice in zip(lines, offered, strict=True):
        results.setdefault(line, set()).add(choice.result)
    lines = [
        f"{line}  gives  {choice.result}" if len(results[line]) > 1 else line
        for line, choice in zip(lines, offered, strict=True)
    ]
    often, seen = Counter(lines), Counter[str]()
    for number, line in enumerate(lines):
        if often[line] > 1:
            seen[line] += 1
            lines[number] = f"{line}  (place {seen[line]} of {often[line]})"
    return lines


def describe(choice: Choice) -> str:
    """The rule, what its variables stand for, and what it does here, as markup."""
    part = t.subterm(choice.before, choice.position)
    after = formula_html(t.subterm(choice.after, choice.position))
    return f"{rule_html(choice.rule, part)}.<br>It turns {formula_html(part)} into {after}."


def read_rule(text: str, name: str) -> Rule:
    """A rule from its two sides with = between; raises ``Unsupported`` with the place in the whole text.

    >>> print(read_rule("a + b = b + a", "mine"))
    mine: a + b = b + a
    """
    signs = list(re.finditer(r"(?<![=!<>])=(?!=)", text))
    if len(signs) != 1:
        column = signs[1].start() if signs else len(text.rstrip())
        raise Unsupported(f"a rule has two sides with one = between, such as {EXAMPLE}", text or " ", 1, column)
    sign = signs[0]
    sides = []
    for start, side in ((0, text[: sign.start()]), (sign.end(), text[sign.end() :])):
        start += len(side) - len(side.lstrip())
        try:
            rule(name, side.strip(), "0")
        except Unsupported as error:
            raise Unsupported(error.reason, text, 1, start + error.column) from None
        sides.append(side.strip())
    return rule(name, sides[0], sides[1])


def accept_rule(text: str, name: str, integers: IntegerModel) -> tuple[Rule | None, str]:
    """The reader's rule if it is sound, and words for them; None with the reason or the counterexample if not."""
    try:
        own = read_rule(text, name)
    except Unsupported as error:
        return None, panel.problem(error).replace("This cannot be tried", "This rule cannot be read")
    shown = f"{to_text(own.left)} = {to_text(own.right)}"
    match check_rule(own, integers, seconds=SECONDS):
        case Accepted():
            words = f"{shown} holds over {integers.describe()}; where it applies it is offered as {name}"
            return own, note("✓", "accepted", escape(words), BLUE)
        case Rejected(_, countermodel, assignment):
            reason = f"{shown} is not sound over {integers.describe()}: {countermodel}"
            if assignment is not None:
                reason += f". Then the left side is {_side(own.left, assignment, integers)}"
                reason += f" and the right side {_side(own.right, assignment, integers)}"
            return None, note("✗", "refused", escape(reason), VERMILLION)


def note(sign: str, word: str, detail: str, colour: str) -> str:
    """An answer in one line, as markup: a sign, a word, a colour, and ``detail``, which is markup already."""
    return (
        f'<div role="status" style="border-left:4px solid {colour};padding:0 0 0 10px;line-height:1.5">'
        f'<b><span aria-hidden="true">{sign}</span> {escape(word)}</b>{": " * bool(detail)}{detail}</div>'
    )


def _side(side: Term, assignment: dict[str, int], integers: IntegerModel) -> str:
    try:
        value = t.evaluate(side, assignment, integers)
    except Undefined as undefined:
        return f"undefined ({undefined})"
    return str(bool(value) if t.is_formula(side) else value)


def _places(term: Term, position: Position) -> Iterator[tuple[Position, Term]]:
    yield position, term
    for number, child in enumerate(term.children):
        yield from _places(child, (*position, number))


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
