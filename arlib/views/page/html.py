"""Results to HTML: verdicts and tables, every text escaped, readable in light and dark themes.

A verdict is a sign, a word and a colour, so that nobody needs the colour. Styles are inline because
some viewers drop style sheets; what is left then is a plain table.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from arlib.certificates.claims import EVALUATOR, Counterexample, Derivation, Enumeration, Solved
from arlib.exhaustive import Exhaustion
from arlib.printing import engines_to_text, to_text
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.page.pictures import seen_everywhere
from arlib.views.plots.scale import (
    ESSAY_CALLS,
    ESSAY_RATE,
    ESSAY_SECONDS,
    ESSAY_YEARS,
    amount,
    count,
    duration,
    seconds_for_all,
)

# After Okabe and Ito (2008), "Color Universal Design": told apart with any colour vision. Their blue
# is made lighter, so that it stands out from a dark page as well.
BLUE, VERMILLION, ORANGE = "#1a80d0", "#d55e00", "#e69f00"
INK = "var(--jp-ui-font-color1, currentColor)"
RULE = "var(--jp-border-color2, #bdbdbd)"
MONO = "font-family:var(--jp-code-font-family, monospace)"
# A caption has room of its own: it need not be as narrow as its table.
CAPTION = f"text-align:left;font-weight:bold;padding:0 0 4px 0;color:{INK};width:max-content;max-width:50em"
WIDTHS = (8, 16, 32, 64)
MOST_RULES = 6  # named in a verdict; a table names them all


class Html(str):
    """Markup that a notebook shows; ``text`` says the same in plain text.

    >>> Html("<b>yes</b>", "yes")
    yes
    """

    text: str

    def __new__(cls, markup: str, text: str) -> Html:
        """Both forms of one thing."""
        self = super().__new__(cls, markup)
        self.text = text
        return self

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return seen_everywhere(self)


Cell = str | Html


def verdict_html(verdict: Proved[object] | Refuted[object] | Unknown) -> Html:
    """A verdict as a sign, a word, and what it rests on.

    >>> verdict_html(Unknown("the time limit of 2 s was reached"))
    ? don't know: the time limit of 2 s was reached
    """
    match verdict:
        case Proved(Enumeration(engine=engine)) if engine != EVALUATOR:
            return badge("✓", "proved", f"every case tried by the {engines_to_text(engine)}", BLUE)
        case Proved(Derivation() as certificate):
            return badge("✓", "proved", f"by {_derivation(certificate)}", BLUE)
        case Proved(Solved() as certificate):
            return badge("✓", "proved", f"it rests on {certificate}", BLUE)
        case Proved(certificate):
            return badge("✓", "proved", f"by {certificate}", BLUE)
        case Refuted(Counterexample() as witness):
            return badge("✗", "refuted", f"not true for {witness}", VERMILLION)
        case Refuted(witness):
            return badge("✗", "refuted", f"by {witness}", VERMILLION)
        case Unknown(reason):
            return badge("?", "don't know", reason, ORANGE)
        case _:
            raise TypeError(f"not a verdict: {verdict!r}")


def badge(sign: str, word: str, detail: str, colour: str) -> Html:
    """An answer in one line: a sign, a word and a colour, and what there is to say."""
    markup = (
        f'<span style="display:inline-block;border-left:4px solid {colour};padding:0 0 0 8px;color:{INK}">'
        f'<b><span aria-hidden="true">{sign}</span> {escape(word)}</b>: {escape(detail)}</span>'
    )
    return Html(markup, f"{sign} {word}: {detail}")


def _derivation(derivation: Derivation) -> str:
    """How many steps it has, and its rules: all, or the first few of many."""
    names = list(dict.fromkeys(step.rule.name for step in derivation.steps))
    if not names:
        return "a derivation of 0 steps: the claim is True itself"
    more = len(names) - MOST_RULES
    shown = ", ".join(names[:MOST_RULES]) + f" and {more} more rule{'s' * (more != 1)}" * (more > 0)
    return str(derivation).partition(":")[0] + f": {shown}"


def exhaustion_table(result: Exhaustion) -> Html:
    """What an exhaustive test tried, what it found and how fast, as a table.

    >>> from arlib import exhaust, Unsigned
    >>> print(exhaustion_table(exhaust("x - y == y - x", Unsigned(8))).text.splitlines()[3])
    Verdict: ✗ refuted: not true for x = 0, y = 1
    """
    return _table(f"Testing {to_text(result.claim.formula)} exhaustively", [(None, _facts(result))])


def timing_table(result: Exhaustion) -> Html:
    """An exhaustive test, what its rate means for wider integers, and the essay's figure: the widget as a table."""
    essay = [
        ("Calls, (2³² - 1)²", f"{ESSAY_CALLS:,}"),
        ("Rate", f"{amount(ESSAY_RATE)} a second"),
        ("Time", f"{ESSAY_YEARS} ({duration(ESSAY_SECONDS)} of 365.25 days)"),
    ]
    return _table(
        f"Testing {to_text(result.claim.formula)} exhaustively, and what that rate means",
        [
            (None, _facts(result)),
            ("All cases of wider integers at this rate", _extrapolation(result)),
            ("The essay's example (Cook 2021)", essay),
        ],
    )


def _facts(result: Exhaustion) -> list[tuple[str, Cell]]:
    return [
        ("Claim", _code(to_text(result.claim.formula))),
        ("Type", result.integers.describe()),
        ("Verdict", verdict_html(result.verdict)),
        ("First counterexample", _counterexample(result)),
        ("Cases tried", f"{count(result.cases)} of {count(result.cases_in_all)}"),
        ("Setup", _measured(duration(result.setup))),
        ("Time", _measured(duration(result.seconds))),
        ("Rate", _measured(f"{amount(result.rate)} a second") if result.rate > 0 else "none yet"),
        ("Engine", result.engine),
    ]


def _counterexample(result: Exhaustion) -> Cell:
    match result.verdict:
        case Refuted(witness):
            return _code(str(witness))
        case Proved():
            return "there is none"
        case _:
            return "none found"


def _extrapolation(result: Exhaustion) -> list[tuple[str, Cell]]:
    """The time for all cases at each width; a claim without inputs has one case at any width."""
    inputs = len(result.claim.inputs)
    if not result.rate > 0:
        return [("No rate yet", "no case has been counted")]
    kind = str(result.integers).rstrip("0123456789")
    return [
        (
            f"{kind}{width}",
            _join(
                f"{count(1 << width * inputs)} cases in ",
                _measured(duration(seconds_for_all(width, inputs, result.rate))),
            ),
        )
        for width in WIDTHS
    ]


def _code(text: str) -> Html:
    return Html(f'<code style="background:none;padding:0;color:{INK};{MONO}">{escape(text)}</code>', text)


def _measured(text: str) -> Html:
    """A text that differs between runs, marked so that a comparison of outputs can leave it out."""
    return Html(f'<span class="arlib-measured">{escape(text)}</span>', text)


def _join(*cells: Cell) -> Html:
    return Html("".join(map(_markup, cells)), "".join(map(_text, cells)))


def _markup(cell: Cell) -> str:
    return str(cell) if isinstance(cell, Html) else escape(cell)


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Html) else cell


def _table(caption: str, sections: Iterable[tuple[str | None, list[tuple[str, Cell]]]]) -> Html:
    """A table of two columns, in sections that may have a heading, and the same as lines of text."""
    body, lines = [], [caption]
    for heading, rows in sections:
        body.append("<tbody>")
        if heading is not None:
            body.append(
                f'<tr><th scope="rowgroup" colspan="2" style="text-align:left;padding:10px 8px 3px 0;'
                f'border-bottom:1px solid {RULE}">{escape(heading)}</th></tr>'
            )
            lines.append(heading)
        for name, cell in rows:
            body.append(
                '<tr style="background:none"><th scope="row" style="text-align:left;vertical-align:top;'
                f'font-weight:normal;white-space:nowrap;padding:3px 20px 3px 0">{escape(name)}</th>'
                f'<td style="text-align:left;vertical-align:top;padding:3px 0">{_markup(cell)}</td></tr>'
            )
            lines.append(f"{name}: {_text(cell)}")
        body.append("</tbody>")
    markup = (
        f'<table style="border-collapse:collapse;border:none;margin:4px 0;color:{INK};'
        'font-size:var(--jp-ui-font-size1, 13px)">'
        f'<caption style="{CAPTION}">{escape(caption)}</caption>'
        f"{''.join(body)}</table>"
    )
    return Html(markup, "\n".join(lines))
