"""Registers the views with IPython's formatters: one rich format for each type."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from arlib.certificates import Derivation, Solved
from arlib.exhaustive import Exhaustion
from arlib.terms import Term
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.derivations import derivation_table
from arlib.views.html import exhaustion_table, verdict_html
from arlib.views.latex import derivation_display, term_display

SHARPNESS = 2  # pixels of the picture for each pixel of the page


def install(ipython: Any) -> None:
    """Show results and verdicts as HTML, terms and derivations as LaTeX, and figures as sharp pictures.

    Calling it again changes nothing.
    """
    formatters = ipython.display_formatter.formatters
    html = formatters["text/html"]
    html.for_type(Exhaustion, exhaustion_table)
    for verdict in (Proved, Refuted, Unknown):
        html.for_type(verdict, verdict_html)
    formatters["text/latex"].for_type(Term, term_display)
    formatters["text/latex"].for_type(Derivation, derivation_display)
    html.for_type(
        Derivation, lambda derivation: None if derivation_display(derivation) else derivation_table(derivation)
    )
    plain = formatters["text/plain"]
    plain.for_type(Derivation, lambda derivation, printer, _cycle: printer.text(derivation_table(derivation).text))
    plain.for_type(Proved, _print_proved)
    # By name: matplotlib is imported only by a notebook that draws.
    formatters["image/png"].for_type_by_name("matplotlib.figure", "Figure", figure_png)


def _print_proved(verdict: Proved[object], printer: Any, _cycle: bool) -> None:
    """In words where the certificate's own notation would fill the page."""
    brief = isinstance(verdict.certificate, Derivation | Solved)
    printer.text(verdict_html(verdict).text if brief else repr(verdict))


def figure_png(figure: Any) -> tuple[bytes, dict[str, Any]]:
    """A matplotlib figure as PNG, with its size on the page and, where it has one, its alt text."""
    picture = BytesIO()
    dots = SHARPNESS * figure.dpi
    figure.savefig(picture, format="png", dpi=dots)
    width, height = (round(inches * figure.dpi) for inches in figure.get_size_inches())
    metadata: dict[str, Any] = {"width": width, "height": height}
    if figure.get_label():
        metadata["alt"] = figure.get_label()
    return picture.getvalue(), metadata
