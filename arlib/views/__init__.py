"""What people see: pure functions from results to tables and figures, and a few widgets.

``%load_ext arlib.views`` in a notebook shows results as tables and proofs in mathematical notation. Reading order:
``page`` (typography) and ``plots`` (axes and scales), then a room for each engine, with its static views and its
widget: ``exhaustive``, ``rewriting``, ``programs``, ``termination``, ``halting``, ``policies``, ``networks`` and
``sat``; ``exercises``, and ``install`` (how IPython finds them). What needs matplotlib or ipywidgets imports it when
it is used, not here.
"""

from __future__ import annotations

from typing import Any

from arlib.views.exhaustive.chart import describe_timing_chart, timing_chart
from arlib.views.exhaustive.plots import (
    describe_miss_probability,
    describe_time_against_bits,
    miss_probability,
    time_against_bits,
)
from arlib.views.halting.confrontations import busy_beaver_table, confrontation_html, diagonal_table
from arlib.views.halting.tapes import tape_picture
from arlib.views.networks.drawing import network_picture
from arlib.views.networks.pages import exposed_html, network_html, reach_html, rules_table
from arlib.views.page.html import Html, exhaustion_table, timing_table, verdict_html
from arlib.views.page.latex import derivation_latex, to_latex
from arlib.views.page.trees import term_tree
from arlib.views.plots.circle import number_circle
from arlib.views.policies.inclusion import inclusion_diagram
from arlib.views.policies.own_policy import policy_html
from arlib.views.policies.statements import decision_html, policy_table, request_table
from arlib.views.policies.verdicts import at_most_html, findings_table, public_html, redundant_html, who_can_html
from arlib.views.programs.run_plots import plot_run
from arlib.views.programs.run_table import run_table, system_table
from arlib.views.rewriting.derivations import derivation_table, models_table
from arlib.views.sat.frame_pages import implications_html
from arlib.views.sat.growth import describe_growth, growth
from arlib.views.sat.searches import searches_html
from arlib.views.sat.sequent_tree import sequent_tree
from arlib.views.sat.transition_chart import transition_html
from arlib.views.sat.truth_table import truth_table
from arlib.views.termination.arguments import argument_html
from arlib.views.termination.control_graph import control_graph
from arlib.views.termination.own_argument import judgement_html
from arlib.views.termination.own_program import termination_html
from arlib.views.termination.plane import plot_plane

__all__ = [
    "Html",
    "argument_html",
    "at_most_html",
    "busy_beaver_table",
    "confrontation_html",
    "control_graph",
    "decision_html",
    "derivation_latex",
    "derivation_table",
    "describe_growth",
    "describe_miss_probability",
    "describe_time_against_bits",
    "describe_timing_chart",
    "diagonal_table",
    "exhaustion_table",
    "exposed_html",
    "findings_table",
    "growth",
    "implications_html",
    "inclusion_diagram",
    "judgement_html",
    "miss_probability",
    "models_table",
    "number_circle",
    "network_html",
    "network_picture",
    "plot_plane",
    "plot_run",
    "policy_html",
    "policy_table",
    "public_html",
    "reach_html",
    "redundant_html",
    "request_table",
    "rules_table",
    "run_table",
    "searches_html",
    "sequent_tree",
    "system_table",
    "tape_picture",
    "term_tree",
    "termination_html",
    "time_against_bits",
    "timing_chart",
    "timing_table",
    "transition_html",
    "to_latex",
    "truth_table",
    "verdict_html",
    "who_can_html",
]


def load_ipython_extension(ipython: Any) -> None:
    """Show arlib's results as tables in this notebook: what ``%load_ext arlib.views`` calls."""
    from arlib.views.install import install

    install(ipython)
