"""A tree of sequents as lines of text, in the symbols of logic, the sequent that is proved first.

A line follows from the one below it, or, where a rule has two premises, from the two branches below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlib.certificates.sequents import Inference, Sequent
from arlib.languages.propositions import to_symbols


def sequent_text(sequent: Sequent) -> str:
    """A sequent in the symbols of logic.

    >>> from arlib.terms import Not, Prop
    >>> sequent_text(Sequent((Prop("p"),), (Prop("q"), Not(Prop("p")))))
    'p ⊢ q, ¬p'
    """
    left, right = (", ".join(map(to_symbols, side)) for side in (sequent.left, sequent.right))
    return f"{left} ⊢ {right}".strip()


def tree_lines(proof: Inference) -> Iterator[str]:
    """The inferences, one a line, with the names of their rules.

    >>> from arlib.terms import And, Prop
    >>> p = Prop("p")
    >>> leaf = Inference("P1", Sequent((p,), (p,)))
    >>> for line in tree_lines(Inference("P3a", Sequent((p,), (And(p, p),)), (leaf, leaf))):
    ...     print(line)
    p ⊢ p ∧ p   P3a
    ├ p ⊢ p     P1
    └ p ⊢ p     P1
    """
    rows = [*_rows(proof)]
    width = max(len(text) for text, _ in rows)
    return (f"{text:{width}}   {rule}" for text, rule in rows)


def _rows(proof: Inference) -> Iterator[tuple[str, str]]:
    todo = [(proof, "", "")]
    while todo:
        step, first, rest = todo.pop()
        yield first + sequent_text(step.conclusion), step.rule or "open"
        if len(step.premises) == 1:
            todo.append((step.premises[0], rest, rest))
        for number, premise in enumerate(reversed(step.premises) if len(step.premises) > 1 else ()):
            todo.append((premise, *((f"{rest}└ ", f"{rest}  ") if number == 0 else (f"{rest}├ ", f"{rest}│ "))))
