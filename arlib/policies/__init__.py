"""Is one policy no more permissive than another? And what follows from that: who can get in, is it public."""

from arlib.policies.findings import Finding, Findings, who_can
from arlib.policies.order import Order, order
from arlib.policies.public import not_public
from arlib.policies.questions import Equivalence, equivalent, no_more_permissive, redundant

__all__ = [
    "Equivalence",
    "Finding",
    "Findings",
    "Order",
    "equivalent",
    "no_more_permissive",
    "not_public",
    "order",
    "redundant",
    "who_can",
]
