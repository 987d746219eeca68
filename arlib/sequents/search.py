"""Wang's method (1960): take connectives away, one by one, until every branch is closed or one cannot be.

A branch of letters alone that is not closed is a row in which the sequent is false: its letters on the left are true,
and all others are false. Each rule can be read in both directions, so that no choice has to be taken back; which
connective comes first decides how large the tree grows, and not what it shows.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal, get_args

from arlib.certificates.sequents import Inference, Sequent, Valuation
from arlib.checking import Accepted, check
from arlib.languages.propositions import proposition, require_letters
from arlib.seconds import time_limit
from arlib.sequents.rules import Side, closing, places, reduce
from arlib.terms import Formula, Prop, subterms
from arlib.verdict import Proved, Refuted, Unknown

MOST_INFERENCES, MOST_FORMULAS = 200_000, 5_000_000  # of a tree; as many of either take about 100 MB
Close = Literal["last", "early"]
Verdict = Proved[Inference] | Refuted[Valuation] | Unknown


@dataclass
class _Node:
    """A sequent of the tree that grows, the rule by which it follows, and the numbers of its premises."""

    sequent: Sequent
    rule: str = ""
    premises: tuple[int, ...] = ()


def wang(formula: str | Formula, *, first: Side = "left", close: Close = "last", seconds: float = 10.0) -> Verdict:
    """Whether a formula is a tautology, by Wang's method: ``prove_sequent`` with nothing on the left.

    >>> print(wang("~(p | q) -> ~p").certificate)
    a proof of ⊢ implies(not (p or q), not p) in 5 inferences
    >>> print(wang("(p -> q) -> (q -> p)").witness)
    p = False, q = True
    """
    return prove_sequent(Sequent((), (proposition(formula),)), first=first, close=close, seconds=seconds)


def prove_sequent(
    sequent: Sequent,
    *,
    first: Side = "left",
    close: Close = "last",
    seconds: float = 10.0,
    inferences: int = MOST_INFERENCES,
) -> Verdict:
    """Whether a sequent is valid: a tree that the checker accepted, a row that was replayed, or don't know.

    The connective that is taken away is the first one on the side that comes ``first``, as Wang has it on the left,
    and if there is none, the first on the other. A branch is closed when only letters are left, as Wang has it, or
    early, as soon as a letter stands on both sides. Raises ``Unsupported`` for formulas about more than letters.
    """
    for each in (*sequent.left, *sequent.right):
        require_letters(each)
    if first not in get_args(Side) or close not in get_args(Close):
        raise ValueError(f'first is "left" or "right", and close "last" or "early", not {first!r} and {close!r}')
    deadline = time.perf_counter() + time_limit(seconds)
    nodes, waiting, size = [_Node(sequent)], [0], 0
    while waiting:
        node = nodes[waiting.pop()]
        if time.perf_counter() > deadline:
            return Unknown("out of time")
        found = places(node.sequent)
        if not found or close == "early":
            node.rule = closing(node.sequent) or ""
            if node.rule:
                continue
            if not found:
                return _refuted(sequent, node.sequent)
        place = found[0] if first == "left" else next((p for p in found if p[0] == "right"), found[0])
        node.rule, premises = reduce(node.sequent, place)
        if len(nodes) + len(premises) > inferences:
            return Unknown(f"{inferences:,} inferences are not enough")
        size += sum(len(each.left) + len(each.right) for each in premises)
        if size > MOST_FORMULAS:
            return Unknown(f"the sequents of the tree have more than {MOST_FORMULAS:,} formulas")
        node.premises = tuple(range(len(nodes), len(nodes) + len(premises)))
        nodes += map(_Node, premises)
        waiting += reversed(node.premises)
    return _proved(nodes, deadline)


def _proved(nodes: list[_Node], deadline: float) -> Verdict:
    """Premises have higher numbers than what follows from them, so that the last inferences are made first."""
    made: dict[int, Inference] = {}
    for number in reversed(range(len(nodes))):
        node = nodes[number]
        made[number] = Inference(node.rule, node.sequent, tuple(made.pop(each) for each in node.premises))
    match check(made[0], seconds=max(deadline - time.perf_counter(), 0.01)):
        case Accepted():
            return Proved(made[0])
        case rejected:
            return Unknown(f"the checker rejects the tree: {rejected}")


def _refuted(sequent: Sequent, leaf: Sequent) -> Verdict:
    """The row that an open leaf shows; it is tried on the sequent itself."""
    row = row_of(sequent, leaf)
    if not row.refutes(sequent):
        return Unknown(f"the row that an open branch shows does not refute it: {row}")
    return Refuted(row)


def row_of(sequent: Sequent, leaf: Sequent) -> Valuation:
    """The row that an open leaf shows: the letters on its left are true, and all others of the sequent are false."""
    letters = dict.fromkeys(
        part.name for each in (*sequent.left, *sequent.right) for part in subterms(each) if isinstance(part, Prop)
    )
    true = {each.name for each in leaf.left if isinstance(each, Prop)}
    return Valuation(tuple((name, name in true) for name in letters))
