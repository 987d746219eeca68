"""The evidence of Wang's method (1960): a tree of sequents, each of which follows from those above it by one rule.

Against a sequent, the evidence is a valuation in which it is false.
"""

from __future__ import annotations

from dataclasses import dataclass

from arlib.printing import assignment_text, to_text
from arlib.terms import Formula, evaluate


@dataclass(frozen=True)
class Sequent:
    """If all formulas on the left are true, then one of those on the right is.

    >>> from arlib.terms import Not, Prop
    >>> print(Sequent((Prop("p"),), (Prop("q"), Not(Prop("p")))))
    p ⊢ q, not p
    """

    left: tuple[Formula, ...]
    right: tuple[Formula, ...]

    def __str__(self) -> str:
        left, right = (", ".join(map(to_text, side)) for side in (self.left, self.right))
        return f"{left} ⊢ {right}".strip()


@dataclass(frozen=True)
class Inference:
    """The conclusion follows from what the premises conclude, by the rule with this name.

    The rules are Wang's: P1 closes a branch whose two sides share a letter; P2a to P6b take a connective away, on the
    right (a) or on the left (b). The rule ``truth`` closes one with True on the right or False on the left.
    """

    rule: str
    conclusion: Sequent
    premises: tuple[Inference, ...] = ()

    def __str__(self) -> str:
        return f"a proof of {self.conclusion} in {self.size:,} inference{'s' * (self.size != 1)}"

    @property
    def size(self) -> int:
        """The number of inferences in the tree."""
        count, todo = 0, [self]
        while todo:
            count += 1
            todo += todo.pop().premises
        return count


@dataclass(frozen=True)
class Valuation:
    """Each letter with its value: a row of a truth table.

    >>> from arlib.terms import And, Prop
    >>> row = Valuation((("p", True), ("q", False)))
    >>> print(row, row.refutes(Sequent((Prop("p"),), (And(Prop("p"), Prop("q")),))), sep="; ")
    p = True, q = False; True
    """

    values: tuple[tuple[str, bool], ...]

    def __str__(self) -> str:
        return assignment_text(dict(self.values), "no letters")

    def makes_true(self, formula: Formula) -> bool:
        """Whether the formula is true in this row; raises KeyError for a letter that the row leaves out."""
        return bool(evaluate(formula, dict(self.values)))

    def refutes(self, sequent: Sequent) -> bool:
        """Whether all on the left is true in this row, and nothing on the right."""
        return all(map(self.makes_true, sequent.left)) and not any(map(self.makes_true, sequent.right))
