"""Derivations and verdicts as tables, and formulas in which one place is marked; each with its plain text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from arlib import terms as t
from arlib.certificates import Counterexample, Derivation
from arlib.integers import IntegerModel, Signed, Unbounded, Undefined, Unsigned
from arlib.languages.python.claims import claim as read_claim
from arlib.printing import to_text
from arlib.proving import prove
from arlib.rules import Rule, match
from arlib.terms import Term
from arlib.verdict import Proved, Refuted, Unknown, Unsupported
from arlib.views.page.html import BLUE, CAPTION, INK, MONO, RULE, Html, verdict_html
from arlib.views.page.latex import FIRST, LAST, Position, shown

MODELS: tuple[IntegerModel, ...] = (Unbounded(), Unsigned(8), Signed(8), Unsigned(32), Signed(32))
HEAD = f"text-align:left;vertical-align:bottom;padding:3px 16px 3px 0;border-bottom:1px solid {RULE}"
CELL = "text-align:left;vertical-align:top;padding:3px 16px 3px 0"


def split_at(term: Term, position: Position) -> tuple[str, str, str]:
    """The text of a term in three: before the subterm at a position, the subterm, and after it.

    >>> from arlib.languages.python.claims import parse
    >>> split_at(parse("x * (y + 1) == z"), (0, 1))
    ('x * (', 'y + 1', ') == z')
    """
    part = t.subterm(term, position)
    # Something as tight in the subterm's place gets the same brackets around it, and is found again.
    unique = "\ue000"
    while unique in to_text(term):
        unique += "\ue000"
    if isinstance(part, t.Const) and part.value < 0:
        stand_in: Term = t.Neg(t.Var(unique))
    else:
        stand_in = t.rebuild(part, (t.Var(unique),) * len(part.children)) if part.children else t.Var(unique)
    before, _, after = to_text(t.replace_at(term, position, stand_in)).partition(to_text(stand_in))
    return before, to_text(part), after


def formula_html(term: Term, position: Position | None = None) -> Html:
    """A formula as code, with the subterm at a position underlined and bold; in plain text, between [ and ].

    >>> from arlib.languages.python.claims import parse
    >>> formula_html(parse("x + y * 1"), (1,))
    x + [y * 1]
    """
    if position is None:
        return Html(_code(escape(to_text(term))), to_text(term))
    before, inside, after = split_at(term, position)
    return Html(_code(f"{escape(before)}{_mark(inside)}{escape(after)}"), f"{before}[{inside}]{after}")


def rule_html(rule: Rule, part: Term | None = None) -> Html:
    """A rule's name and its two sides; given the subterm that it rewrites, also what its variables stand for.

    >>> from arlib.rules import rule
    >>> rule_html(rule("commutativity of +", "a + b", "b + a"), t.Add(t.Const(1), t.Var("x")))
    commutativity of +: a + b = b + a, where a is 1 and b is x
    """
    equation = f"{to_text(rule.left)} = {to_text(rule.right)}"
    binding = {} if part is None else match(rule.left, part) or {}
    meanings = [(name, to_text(value)) for name, value in binding.items()]
    # A rule for one computation, such as 1 + 2 = 3, has no variables.
    where = _words([f"{_code(escape(name))} is {_code(escape(text))}" for name, text in sorted(meanings)])
    plain = _words([f"{name} is {text}" for name, text in sorted(meanings)])
    return Html(
        f"<b>{escape(rule.name)}</b>: {_code(escape(equation))}" + f", where {where}" * bool(meanings),
        f"{rule.name}: {equation}" + f", where {plain}" * bool(meanings),
    )


def derivation_table(derivation: Derivation, *, full: bool = False) -> Html:
    """A derivation as a table: each formula, with the place that the next step rewrites, and the rule that led to it.

    Of more than 30 steps the first 12 and the last 6 are shown, unless ``full`` asks for all.

    >>> derivation_table(prove("x + y == y + x").certificate)
    x + y == y + x, over the unbounded integers
      0  x + y == [y + x]
      1  [x + y == x + y]   by commutativity of +
      2  True               by reflexivity of ==
    """
    steps, formulas = derivation.steps, derivation.formulas
    caption = f"{to_text(derivation.claim.formula)}, over {derivation.integers.describe()}"
    rows, lines = [], []
    for number in range(len(formulas)) if full else shown(len(steps)):
        if number is None:
            words = f"… {len(steps) - FIRST - LAST} more steps …"
            rows.append([Html("", ""), Html(words, words), Html("", "")])
            lines.append(("…", words, ""))
            continue
        formula = formula_html(formulas[number], steps[number].position if number < len(steps) else None)
        name = steps[number - 1].rule.name if number else ""
        rows.append([Html(str(number), str(number)), formula, Html(_unbroken(name), name)])
        lines.append((str(number), formula.text, f"by {name}" if name else ""))
    width = min(max(len(formula) for _, formula, _ in lines), 76)
    text = [f"{number:>3}  {formula:<{width}}   {name}".rstrip() for number, formula, name in lines]
    return Html(grid(caption, ("Step", "Formula", "Rule"), rows), "\n".join([caption, *text]))


def models_table(claim: str, models: Iterable[IntegerModel] = MODELS, *, seconds: float = 10.0) -> Html:
    """One claim in several integer models: the verdict, and what it rests on or how it fails.

    >>> models_table("x < x + 1", (Unbounded(), Unsigned(8)))
    x < x + 1
      unbounded  ✓ proved    a derivation of 7 steps
      uint8      ✗ refuted   x = 255: then 255 < 0 is false
    """
    rows, lines = [], []
    for model in models:
        verdict, how = _answer(claim, model, seconds)
        bold = Html(f"<b>{escape(verdict)}</b>", verdict)
        rows.append([Html(_code(str(model)), str(model)), bold, Html(escape(how), how)])
        lines.append((str(model), verdict, how))
    widths = [max((len(line[column]) for line in lines), default=0) for column in (0, 1)]
    text = [f"  {model:<{widths[0]}}  {verdict:<{widths[1]}}   {how}" for model, verdict, how in lines]
    return Html(grid(claim, ("Integers", "Verdict", "How"), rows), "\n".join([claim, *text]))


def _answer(claim: str, model: IntegerModel, seconds: float) -> tuple[str, str]:
    try:
        verdict = prove(claim, model, seconds=seconds)
    except Unsupported as error:
        return "not a claim here", error.reason
    sign = verdict_html(verdict).text.partition(":")[0]
    match verdict:
        case Proved(Derivation(_, _, steps)):
            return sign, f"a derivation of {len(steps)} step{'s' * (len(steps) != 1)}"
        case Proved(certificate):
            return sign, str(certificate)
        case Refuted(witness):
            return sign, f"{witness}{replayed(read_claim(claim, model).formula, witness, model)}"
        case Unknown(reason):
            return sign, reason
        case _:
            raise TypeError(f"not a verdict: {verdict!r}")


def replayed(formula: Term, witness: Counterexample, integers: IntegerModel) -> str:
    """Both sides of a comparison for a counterexample, computed again; nothing for another formula."""
    if not isinstance(formula, t.Comparison | t.Iff):
        return ""
    try:
        left, right = (t.evaluate(side, witness.assignment, integers) for side in formula.children)
    except Undefined:
        return ""
    symbol = split_at(type(formula)(t.Var("a"), t.Var("b")), (0,))[2].removesuffix("b")
    return f": then {left}{symbol}{right} is false"


def grid(caption: str, head: Iterable[str], rows: Iterable[Iterable[Html]]) -> str:
    """A table with a caption and a row of headings, as markup."""
    top = "".join(f'<th scope="col" style="{HEAD}">{escape(name)}</th>' for name in head)
    body = "".join(
        '<tr style="background:none">' + "".join(f'<td style="{CELL}">{cell!s}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f'<table style="border-collapse:collapse;border:none;margin:4px 0;color:{INK};'
        'line-height:1.4;font-size:var(--jp-ui-font-size1, 13px)">'
        f'<caption style="{CAPTION}">{escape(caption)}</caption>'
        f'<thead><tr style="background:none">{top}</tr></thead><tbody>{body}</tbody></table>'
    )


def _mark(text: str) -> str:
    style = f"font-weight:bold;text-decoration:underline 2px {BLUE};text-underline-offset:3px"
    return f'<u style="{style}">{escape(text)}</u>'


def _code(markup: str) -> str:
    style = (
        f"background:none;padding:0;color:{INK};{MONO};font-size:inherit;white-space:pre-wrap;overflow-wrap:break-word"
    )
    return f'<code style="{style}">{markup}</code>'


def _unbroken(name: str) -> str:
    """A name on one line, unless it is long."""
    return f'<span style="white-space:nowrap">{escape(name)}</span>' if 0 < len(name) <= 26 else escape(name)


def _words(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
