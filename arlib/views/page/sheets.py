"""Pages of an argument: titled sections of sentences, tables and folds, as markup and as plain text at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from arlib.polynomials import Polynomial, constraint_text
from arlib.programs.syntax import Program
from arlib.views.page.html import INK, MONO, RULE, Cell, Html

LONGEST = 24  # digits; a longer number is shown by its ends
WRITTEN = 10_000  # bits: Python writes out no more than 4,300 digits
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def plain(text: str) -> Html:
    """A text, escaped."""
    return Html(escape(text), text)


def bold(text: str) -> Html:
    """A text in bold type."""
    return Html(f"<b>{escape(text)}</b>", text)


def code(text: str) -> Html:
    """A text as code; it breaks anywhere rather than widen the page."""
    style = f"background:none;padding:0;color:{INK};{MONO};font-size:inherit;white-space:pre-wrap"
    return Html(f'<code style="{style};overflow-wrap:break-word">{escape(text)}</code>', text)


def join(*cells: Cell) -> Html:
    """Cells one after the other.

    >>> join(code("x"), " falls")
    x falls
    """
    parts = [cell if isinstance(cell, Html) else plain(cell) for cell in cells]
    return Html("".join(map(str, parts)), "".join(part.text for part in parts))


def listed(cells: Iterable[Cell], separator: str = ", ") -> Html:
    """Cells with a separator between them."""
    parts: list[Cell] = []
    for cell in cells:
        parts += [separator, cell] if parts else [cell]
    return join(*parts)


def lines(cells: Iterable[Cell]) -> Html:
    """Cells on a line each."""
    parts = [join(cell) for cell in cells]
    return Html("<br>".join(map(str, parts)), "\n".join(part.text for part in parts))


def indented(cell: Html) -> Html:
    """A part that belongs to what stands above it."""
    text = "\n".join(f"  {line}" for line in cell.text.splitlines())
    return Html(f'<div style="padding:0 0 0 18px">{cell!s}</div>', f"\n{text}")


def sheet(cells: Iterable[Html]) -> Html:
    """Parts under one another: a whole answer."""
    parts = list(cells)
    markup = "".join(f"<div>{part!s}</div>" for part in parts)
    style = f"color:{INK};line-height:1.5;font-size:var(--jp-ui-font-size1, 13px);max-width:1000px"
    return Html(f'<div style="{style}">{markup}</div>', "\n".join(part.text for part in parts))


def section(title: str, question: str, body: Iterable[Html]) -> Html:
    """A part with a name and the question that it answers.

    Its name is no heading of the document: nobody knows at what level a notebook shows it.
    """
    parts = [part for part in body if part]
    markup = (
        f'<div role="group" aria-label="{escape(title)}" style="margin:8px 0 0 0;padding:0 0 0 10px;'
        f'border-left:2px solid {RULE}"><div><b>{escape(title)}</b>: {escape(question)}</div>'
        f"{''.join(f'<div>{part!s}</div>' for part in parts)}</div>"
    )
    text = "\n".join(part.text for part in parts)
    return Html(markup, f"{title}: {question}" + indented(plain(text)).text)


def fold(summary: str, body: Html, *, opened: bool) -> Html:
    """A part that can be folded away; in plain text it is there."""
    markup = (
        f'<details{" open" * opened}><summary style="white-space:nowrap">{escape(summary)}</summary>'
        f'<div style="padding:0 0 0 14px">{body!s}</div></details>'
    )
    return Html(markup, f"{summary}{indented(body).text}")


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]], label: str) -> Html:
    """A table with a row of headings; ``label`` names it for those who do not see where it stands.

    >>> table(["Arrival", "x"], [["1", "17"], ["2", "5"]], "run")
    Arrival  x
    1        17
    2        5
    """
    made = [[join(cell) for cell in row] for row in rows]
    cell_style = "text-align:left;vertical-align:top;padding:2px 18px 2px 0"
    top = "".join(
        f'<th scope="col" style="{cell_style};border-bottom:1px solid {RULE}">{escape(name)}</th>' for name in head
    )
    body = "".join(
        '<tr style="background:none">' + "".join(f'<td style="{cell_style}">{cell!s}</td>' for cell in row) + "</tr>"
        for row in made
    )
    markup = (
        f'<table aria-label="{escape(label)}" style="border-collapse:collapse;border:none;margin:2px 0 4px 0;'
        f'color:{INK};line-height:1.4;font-size:inherit"><thead><tr style="background:none">{top}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    texts = [list(head), *([cell.text for cell in row] for row in made)]
    widths = [max((len(row[column]) for row in texts if column < len(row)), default=0) for column in range(len(head))]
    text = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)).rstrip() for row in texts]
    return Html(markup, "\n".join(text))


# ---- Words for what programs are made of -------------------------------------------------------


def names(text: str) -> str:
    """A formula with the names that its path gives to choices and quotients made readable.

    >>> names("x > nondet1#1 + 2 * #3")
    'x > choice₁ + 2 * q₃'
    """

    def shown(found: re.Match[str]) -> str:
        stem = "choice" if "nondet" in found[1] else found[1] or "q"
        return stem + found[2].translate(SUBSCRIPTS)

    return re.sub(r"([\w.]*)#(\d+)", shown, text)


def polynomial(value: Polynomial) -> Html:
    """A polynomial as code."""
    return code(names(str(value)))


def constraints(found: Iterable[Polynomial], otherwise: str = "always") -> Html:
    """Constraints, joined by "and"."""
    texts = list(dict.fromkeys(names(constraint_text(p)) for p in found))
    return listed(map(code, texts), " and ") if texts else plain(otherwise)


def number(value: int) -> str:
    """A number, of which a very long one keeps its ends.

    >>> number(-5), number(7**60)
    ('-5', '5080218607…4524836001 (51 digits)')
    """
    if abs(value) < 10**LONGEST:
        return str(value)
    if value.bit_length() > WRITTEN:
        return f"about {'-' * (value < 0)}2^{abs(value).bit_length() - 1}"
    digits = str(value)
    return f"{digits[:10]}…{digits[-10:]} ({len(digits.lstrip('-'))} digits)"


def signature(program: Program) -> str:
    """A program's name and parameters."""
    names = (name[4:-1] if name.startswith("len(") else name for name in program.parameters)
    return f"{program.name}({', '.join(names)})"


def reading(program: Program) -> str:
    """Which integers a program's answer is about."""
    match program.reading:
        case "unbounded":
            return "over the unbounded integers"
        case "machine":
            return "over C's own integers, where overflow is undefined"
        case "wrap":
            return "over machine integers that wrap around"
        case _:
            raise TypeError(f"not a reading: {program.reading!r}")


def source_line(program: Program, line: int) -> Html:
    """A line of the source, with its number."""
    found = program.source.splitlines()
    text = found[line - 1].strip() if 1 <= line <= len(found) else ""
    return join(f"line {line}", *(["  ", code(text)] if text else []))
