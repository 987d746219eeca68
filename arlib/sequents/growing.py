"""A tree of sequents that a person grows, connective by connective; whatever the order, it shows the same in the end.

The tree is made of inferences; one whose rule is still empty is an open leaf, which the checker would not accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from arlib.certificates.sequents import Inference, Sequent, Valuation
from arlib.sequents.rules import Place, closing, places, reduce
from arlib.sequents.search import row_of

OPEN = ""
Path = tuple[int, ...]  # of an inference: the numbers of the premises that lead to it


def planted(sequent: Sequent) -> Inference:
    """A tree of one sequent: closed, if a letter is on both sides already, or open."""
    return Inference(closing(sequent) or OPEN, sequent)


def grown(tree: Inference, path: Path, place: Place) -> Inference:
    """The tree in which a connective is taken away from an open leaf; ValueError if that is no open leaf.

    >>> from arlib.terms import Not, Or, Prop
    >>> p = Prop("p")
    >>> tree = planted(Sequent((), (Or(p, Not(p)),)))
    >>> tree = grown(grown(tree, (), ("right", 0)), (0,), ("right", 1))
    >>> print(tree.rule, tree.premises[0].rule, tree.premises[0].premises[0])
    P4a P2a a proof of p ⊢ p in 1 inference
    """
    if path:
        number, *rest = path
        if number >= len(tree.premises):
            raise ValueError(f"there is no premise {number}")
        above = grown(tree.premises[number], tuple(rest), place)
        return replace(tree, premises=(*tree.premises[:number], above, *tree.premises[number + 1 :]))
    if tree.rule != OPEN:
        raise ValueError(f"{tree.conclusion} follows already, by {tree.rule}")
    rule, premises = reduce(tree.conclusion, place)
    return Inference(rule, tree.conclusion, tuple(map(planted, premises)))


def open_leaves(tree: Inference) -> Iterator[tuple[Path, Sequent]]:
    """The leaves that are not closed, from left to right.

    >>> from arlib.terms import Prop
    >>> [*open_leaves(planted(Sequent((Prop("p"),), (Prop("p"),))))]
    []
    """
    todo: list[tuple[Path, Inference]] = [((), tree)]
    while todo:
        path, step = todo.pop()
        if step.rule == OPEN:
            yield path, step.conclusion
        todo += reversed([((*path, number), premise) for number, premise in enumerate(step.premises)])


def next_leaf(tree: Inference) -> tuple[Path, Sequent] | None:
    """The first open leaf that can grow."""
    return next(((path, leaf) for path, leaf in open_leaves(tree) if places(leaf)), None)


def refuting_row(tree: Inference) -> Valuation | None:
    """A row that refutes the whole sequent: that of the first open leaf which has no connective left."""
    leaf = next((leaf for _, leaf in open_leaves(tree) if not places(leaf)), None)
    return None if leaf is None else row_of(tree.conclusion, leaf)
