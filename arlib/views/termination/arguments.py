"""Which page shows which argument: on whether a program ends, what policies and networks allow, a table, a tree."""

from __future__ import annotations

from typing import Any

from arlib.certificates import Residues, TruthTable
from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.propositions import EveryRow
from arlib.certificates.sequents import Inference, Valuation
from arlib.certificates.termination import TerminationProof
from arlib.verdict import Proved, Refuted
from arlib.views.networks.pages import NETWORK_ANSWERS, network_argument_html
from arlib.views.page.html import Html, verdict_html
from arlib.views.policies.verdicts import POLICY_ANSWERS, policy_argument_html
from arlib.views.proving.tables import table_html
from arlib.views.sat.sequent_tree import sequent_answer_html, sequent_tree
from arlib.views.sat.truth_table import every_row_html, truth_table
from arlib.views.termination.acceleration import accelerated_html
from arlib.views.termination.nontermination import lasso_html, recurrence_html, undefined_html
from arlib.views.termination.proofs import proof_html

ARGUMENTS = (
    TerminationProof,
    RecurrenceSet,
    Lasso,
    UndefinedRun,
    AcceleratedRun,
    Residues,
    TruthTable,
    Inference,
    EveryRow,
    *POLICY_ANSWERS,
    *NETWORK_ANSWERS,
)


def argument_html(value: Any) -> Html:
    """An argument, alone or in a verdict, step by step or row by row; any other verdict as one line.

    >>> from arlib.termination import terminates
    >>> print(argument_html(terminates("def f(x):\\n    while x > 0:\\n        x = x - 1")).text.splitlines()[0])
    ✓ proved: f(x) always ends, over the unbounded integers. Checked by rational arithmetic alone
    """
    match evidence(value):
        case TerminationProof() as proof:
            return proof_html(proof)
        case RecurrenceSet() as found:
            return recurrence_html(found)
        case Lasso() as lasso:
            return lasso_html(lasso)
        case UndefinedRun() as found:
            return undefined_html(found)
        case AcceleratedRun() as found:
            return accelerated_html(found)
        case Residues() | TruthTable() as table:
            return table_html(table)
        case Inference() as tree if tree is value:
            return sequent_tree(tree)
        case Inference() | Valuation() if isinstance(value, Proved | Refuted):
            return sequent_answer_html(value)
        case EveryRow() as table:
            return every_row_html(value) if isinstance(value, Proved | Refuted) else truth_table(table.formula)
        case found if isinstance(found, POLICY_ANSWERS):
            return policy_argument_html(value)
        case found if isinstance(found, NETWORK_ANSWERS):
            return network_argument_html(value)
        case _:
            return verdict_html(value)


def evidence(value: Any) -> Any:
    """What a verdict carries; anything else as it is."""
    match value:
        case Proved(found) | Refuted(found):
            return found
        case _:
            return value
