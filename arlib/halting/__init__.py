"""Why no tool can always answer: the diagonal, the deciders that lose to it, and the busy beavers."""

from arlib.halting.deciders import all_deciders, ours
from arlib.halting.diagonal import Confrontation, Decider, confront, diagonal, with_own_source
from arlib.halting.reductions import first_then, growing_budget, halting_from
from arlib.halting.table import Table, halting_table
from arlib.halting.texts import run_text

__all__ = [
    "Confrontation",
    "Decider",
    "Table",
    "all_deciders",
    "confront",
    "diagonal",
    "first_then",
    "growing_budget",
    "halting_from",
    "halting_table",
    "ours",
    "run_text",
    "with_own_source",
]
