"""Wang's eleven rules (1960, pages 5 and 6), read upwards: what a sequent follows from.

A capital stands for any number of formulas; the rules of a column are for one connective, and those of a row for one
side. In what a rule makes of a sequent, the formulas stand where Wang puts them.

           on the right (a)                        on the left (b)

    P2  ~  φ, Z ⊢ L, R                             L, R ⊢ P, φ
           -----------                             -----------
           Z ⊢ L, ~φ, R                            L, ~φ, R ⊢ P

    P3  &  Z ⊢ L, φ, R     Z ⊢ L, ψ, R             L, φ, ψ, R ⊢ P
           ---------------------------             ----------------
           Z ⊢ L, φ & ψ, R                         L, φ & ψ, R ⊢ P

    P4  ∨  Z ⊢ L, φ, ψ, R                          L, φ, R ⊢ P     L, ψ, R ⊢ P
           ----------------                        ---------------------------
           Z ⊢ L, φ ∨ ψ, R                         L, φ ∨ ψ, R ⊢ P

    P5  ⊃  Z, φ ⊢ L, ψ, R                          L, ψ, R ⊢ P     L, R ⊢ P, φ
           ----------------                        ---------------------------
           Z ⊢ L, φ ⊃ ψ, R                         L, φ ⊃ ψ, R ⊢ P

    P6  ≡  φ, Z ⊢ L, ψ, R     ψ, Z ⊢ L, φ, R       φ, ψ, L, R ⊢ P     L, R ⊢ P, φ, ψ
           ---------------------------------       ---------------------------------
           Z ⊢ L, φ ≡ ψ, R                         L, φ ≡ ψ, R ⊢ P

P1 closes a sequent of letters with one of them on both sides. Wang's formulas have no True and False; here the rule
``truth`` closes one with True on the right or False on the left.
"""

from __future__ import annotations

from typing import Literal

from arlib.certificates.sequents import Sequent
from arlib.terms import And, Formula, Iff, Implies, Not, Or, Prop, Truth

Side = Literal["left", "right"]
CONNECTIVES = {Not, And, Or, Implies, Iff}
Place = tuple[Side, int]  # a formula of a sequent: its side, and how many stand before it


def places(sequent: Sequent) -> tuple[Place, ...]:
    """Where a connective can be taken away, those on the left first.

    >>> p, q = Prop("p"), Prop("q")
    >>> places(Sequent((p, Not(q)), (And(p, q),)))
    (('left', 1), ('right', 0))
    """
    left: tuple[Place, ...] = tuple(("left", n) for n, each in enumerate(sequent.left) if _joined(each))
    right: tuple[Place, ...] = tuple(("right", n) for n, each in enumerate(sequent.right) if _joined(each))
    return left + right


def closing(sequent: Sequent) -> str | None:
    """The rule that closes a sequent: P1, truth, or None if neither does.

    >>> p, q = Prop("p"), Prop("q")
    >>> closing(Sequent((p,), (q, p))), closing(Sequent((p,), (q,)))
    ('P1', None)
    """
    if any(isinstance(each, Prop) and each in sequent.right for each in sequent.left):
        return "P1"
    return "truth" if Truth(False) in sequent.left or Truth(True) in sequent.right else None


def reduce(sequent: Sequent, place: Place) -> tuple[str, tuple[Sequent, ...]]:
    """The rule that takes away the connective in a place, and the sequents from which it then follows.

    >>> p, q = Prop("p"), Prop("q")
    >>> rule, premises = reduce(Sequent((Implies(p, q),), (q,)), ("left", 0))
    >>> print(rule, *premises, sep="; ")
    P5b; q ⊢ q; ⊢ q, p
    """
    side, number = place
    z, p = sequent.left, sequent.right
    if side == "right":
        before, after = p[:number], p[number + 1 :]
        match p[number]:
            case Not(a):
                return "P2a", (_of((a, *z), (*before, *after)),)
            case And(a, b):
                return "P3a", (_of(z, (*before, a, *after)), _of(z, (*before, b, *after)))
            case Or(a, b):
                return "P4a", (_of(z, (*before, a, b, *after)),)
            case Implies(a, b):
                return "P5a", (_of((*z, a), (*before, b, *after)),)
            case Iff(a, b):
                return "P6a", (_of((a, *z), (*before, b, *after)), _of((b, *z), (*before, a, *after)))
    else:
        before, after = z[:number], z[number + 1 :]
        match z[number]:
            case Not(a):
                return "P2b", (_of((*before, *after), (*p, a)),)
            case And(a, b):
                return "P3b", (_of((*before, a, b, *after), p),)
            case Or(a, b):
                return "P4b", (_of((*before, a, *after), p), _of((*before, b, *after), p))
            case Implies(a, b):
                return "P5b", (_of((*before, b, *after), p), _of((*before, *after), (*p, a)))
            case Iff(a, b):
                return "P6b", (_of((a, b, *before, *after), p), _of((*before, *after), (*p, a, b)))
    raise ValueError(f"no connective stands in place {number} on the {side}")


def _joined(formula: Formula) -> bool:
    return type(formula) in CONNECTIVES


def _of(left: tuple[object, ...], right: tuple[object, ...]) -> Sequent:
    """The parts of a formula over letters are formulas, which the types of terms do not say."""
    return Sequent(left, right)  # type: ignore[arg-type]
