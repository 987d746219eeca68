"""What people see: pure functions from results to tables and figures, and a few widgets.

``%load_ext arlib.views`` in a notebook shows results as tables and proofs in mathematical notation. Reading
order: ``scale`` (durations and amounts in words), ``html`` (tables), ``chart`` and ``plots`` (pictures), ``latex``,
``derivations`` and ``trees`` (terms and proofs), ``sheets``, ``run_table``, ``obligations``, ``termination``,
``nontermination`` and ``arguments`` (does it end?), ``axes``, ``ranks``, ``run_plots`` and ``plane`` (runs as
pictures), ``halting`` (the diagonal), ``exercises``, ``install`` (how IPython finds them), ``panel``, ``controls`` and
``widgets``, ``choices`` and ``stepper``, ``run_words`` and ``runs``, ``own_decider`` and ``diagonal_machine``. What
needs matplotlib or ipywidgets imports it when it is used, not here.
"""

from __future__ import annotations

from typing import Any

from arlib.views.arguments import argument_html
from arlib.views.chart import describe_timing_chart, timing_chart
from arlib.views.derivations import derivation_table, models_table
from arlib.views.halting import busy_beaver_table, confrontation_html, diagonal_table
from arlib.views.html import Html, exhaustion_table, timing_table, verdict_html
from arlib.views.latex import derivation_latex, to_latex
from arlib.views.plane import plot_plane
from arlib.views.plots import (
    describe_miss_probability,
    describe_time_against_bits,
    miss_probability,
    time_against_bits,
)
from arlib.views.run_plots import plot_run
from arlib.views.run_table import run_table, system_table
from arlib.views.trees import term_tree

__all__ = [
    "Html",
    "argument_html",
    "busy_beaver_table",
    "confrontation_html",
    "derivation_latex",
    "derivation_table",
    "describe_miss_probability",
    "describe_time_against_bits",
    "describe_timing_chart",
    "diagonal_table",
    "exhaustion_table",
    "miss_probability",
    "models_table",
    "plot_plane",
    "plot_run",
    "run_table",
    "system_table",
    "term_tree",
    "time_against_bits",
    "timing_chart",
    "timing_table",
    "to_latex",
    "verdict_html",
]


def load_ipython_extension(ipython: Any) -> None:
    """Show arlib's results as tables in this notebook: what ``%load_ext arlib.views`` calls."""
    from arlib.views.install import install

    install(ipython)
