"""A claim that a person rewrites, step by step, until it says True."""

from __future__ import annotations

from dataclasses import dataclass, replace

from arlib.certificates import Derivation, Step
from arlib.checking import Accepted, Rejected, check
from arlib.integers import IntegerModel, Unbounded
from arlib.rewriting.moves import Move, Position, moves_at
from arlib.rules import Rule
from arlib.terms import Claim, Term, Truth


@dataclass(frozen=True)
class Play:
    """A claim, the rules that may be used, by their names or all, and the steps taken so far.

    >>> from arlib.languages.python.claims import claim
    >>> play = Play(claim("x + y == y + x"))
    >>> swapped = play.take(play.offers((1,))[0])
    >>> swapped.take(swapped.offers(())[0]).answer()
    Accepted(rests_on=())
    """

    claim: Claim
    integers: IntegerModel = Unbounded()
    names: frozenset[str] | None = None
    own: tuple[Rule, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def formula(self) -> Term:
        """What the claim has become."""
        return self.steps[-1].after if self.steps else self.claim.formula

    @property
    def derivation(self) -> Derivation:
        """The steps, as the checker takes them."""
        return Derivation(self.claim, self.integers, self.steps)

    def offers(self, position: Position) -> list[Move]:
        """The moves that may be made at a place."""
        found = moves_at(self.formula, position, self.integers, self.own)
        return [move for move in found if self.names is None or move.rule.name in self.names]

    def take(self, move: Move) -> Play:
        """The play after one more step."""
        step = Step(self.formula, move.rule, move.position, move.after)
        return replace(self, steps=(*self.steps, step))

    def undone(self) -> Play:
        """The play without its last step."""
        return replace(self, steps=self.steps[:-1])

    def circle(self) -> int:
        """How many steps ago the formula was last what it is now; 0 if it never was."""
        earlier = self.derivation.formulas[:-1]
        return next((ago for ago, formula in enumerate(reversed(earlier), start=1) if formula == self.formula), 0)

    def answer(self) -> Accepted | Rejected | None:
        """What the checker says of the derivation; None while the formula is not True."""
        return check(self.derivation) if self.formula == Truth(True) else None
