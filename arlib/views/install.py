"""Registers the views with IPython's formatters: one rich format for each type."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

from arlib.certificates import Derivation, Solved
from arlib.exercises.base import Exercise, Feedback, Hint, Solution
from arlib.exercises.calibration import Calibration
from arlib.exercises.workbook import Standing, Summary, Task, Workbook
from arlib.exhaustive import Exhaustion
from arlib.halting.busy_beaver import BusyBeaver
from arlib.halting.diagonal import Confrontation
from arlib.halting.table import Table
from arlib.languages.iam.syntax import Policy
from arlib.languages.vpc.syntax import Network
from arlib.policies.order import Order
from arlib.programs.interpreter import Run
from arlib.programs.transitions import TransitionSystem
from arlib.terms import Term
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.exercises import (
    calibration_html,
    exercise_html,
    feedback_html,
    hint_html,
    solution_html,
    standing_html,
    summary_html,
)
from arlib.views.halting.confrontations import busy_beaver_table, confrontation_html, diagonal_table
from arlib.views.networks.pages import network_html
from arlib.views.page.html import Html, exhaustion_table, verdict_html
from arlib.views.page.latex import derivation_display, term_display
from arlib.views.page.pictures import seen_everywhere
from arlib.views.policies.inclusion import order_html
from arlib.views.policies.statements import policy_table
from arlib.views.programs.run_table import run_table, system_table
from arlib.views.rewriting.derivations import derivation_table
from arlib.views.termination.arguments import ARGUMENTS, argument_html, evidence

VIEWS: dict[type, Callable[[Any], Html]] = {
    Exercise: exercise_html,
    Task: exercise_html,
    Feedback: feedback_html,
    Hint: hint_html,
    Solution: solution_html,
    Standing: standing_html,
    Summary: summary_html,
    Workbook: summary_html,
    Calibration: calibration_html,
    Confrontation: confrontation_html,
    Table: diagonal_table,
    BusyBeaver: busy_beaver_table,
    Policy: policy_table,
    Network: network_html,
    Order: order_html,
}
SHARPNESS = 2  # pixels of the picture for each pixel of the page


def install(ipython: Any) -> None:
    """Show results and verdicts as HTML, terms and derivations as LaTeX, and figures as sharp pictures with alt text.

    Calling it again changes nothing.
    """
    formatters = ipython.display_formatter.formatters
    html = formatters["text/html"]
    html.for_type(Exhaustion, seen(exhaustion_table))
    html.for_type(Unknown, seen(verdict_html))
    for answer in (Proved, Refuted, *ARGUMENTS):
        html.for_type(answer, seen(argument_html))
    html.for_type(Run, seen(run_table))
    html.for_type(TransitionSystem, seen(system_table))
    for kind, view in VIEWS.items():
        html.for_type(kind, seen(view))
    formatters["text/latex"].for_type(Term, term_display)
    formatters["text/latex"].for_type(Derivation, derivation_display)
    html.for_type(
        Derivation, lambda derivation: None if derivation_display(derivation) else derivation_table(derivation)
    )
    plain = formatters["text/plain"]
    plain.for_type(Derivation, lambda derivation, printer, _cycle: printer.text(derivation_table(derivation).text))
    for answer in (Proved, Refuted, *ARGUMENTS):
        plain.for_type(answer, _print_argument)
    plain.for_type(Run, lambda run, printer, _cycle: printer.text(run_table(run).text))
    plain.for_type(TransitionSystem, lambda system, printer, _cycle: printer.text(system_table(system).text))
    for kind in VIEWS:
        plain.for_type(kind, lambda value, printer, _cycle: printer.text(VIEWS[type(value)](value).text))
    # By name: matplotlib is imported only by a notebook that draws.
    html.for_type_by_name("matplotlib.figure", "Figure", figure_html)
    plain.for_type_by_name("matplotlib.figure", "Figure", lambda figure, printer, _cycle: printer.text(words(figure)))


def seen(view: Callable[[Any], Html]) -> Callable[[Any], Html]:
    """A view whose drawings are seen on a page that is not trusted yet, too."""

    def shown(value: Any) -> Html:
        found = view(value)
        return Html(seen_everywhere(found), found.text)

    return shown


def _print_argument(value: Any, printer: Any, _cycle: bool) -> None:
    """In words where the evidence's own notation would fill the page."""
    found = evidence(value)
    brief = isinstance(found, ARGUMENTS) or (isinstance(value, Proved) and isinstance(found, Derivation | Solved))
    printer.text(argument_html(value).text if brief else repr(value))


def figure_html(figure: Any) -> str:
    """A matplotlib figure as a picture with its size on the page and its label as alt text.

    As image/png it would have no alt text: JupyterLab shows none.
    """
    picture = BytesIO()
    figure.savefig(picture, format="png", dpi=SHARPNESS * figure.dpi)
    width, height = (round(inches * figure.dpi) for inches in figure.get_size_inches())
    shown = b64encode(picture.getvalue()).decode()
    return f'<img src="data:image/png;base64,{shown}" alt="{escape(words(figure))}" width="{width}" height="{height}">'


def words(figure: Any) -> str:
    """What a figure shows in words: its label, if it has one."""
    return str(figure.get_label() or figure)
