"""Check a tree of sequents: a table says what each rule must have above its line; nothing is searched."""

from __future__ import annotations

from arlib.certificates.sequents import Inference, Sequent
from arlib.checking.claims import Accepted, Rejected
from arlib.terms import And, Iff, Implies, Not, Or, Prop, Term, Truth, subterms

# Of each rule: the side of the conclusion, the connective there, and the premises. A premise is the conclusion
# without that formula and with its parts, a and b: in front on the left, in its place, last on the left, last on the
# right.
RULES: dict[str, tuple[str, type[Term], tuple[tuple[str, str, str, str], ...]]] = {
    "P2a": ("right", Not, (("a", "", "", ""),)),
    "P2b": ("left", Not, (("", "", "", "a"),)),
    "P3a": ("right", And, (("", "a", "", ""), ("", "b", "", ""))),
    "P3b": ("left", And, (("", "ab", "", ""),)),
    "P4a": ("right", Or, (("", "ab", "", ""),)),
    "P4b": ("left", Or, (("", "a", "", ""), ("", "b", "", ""))),
    "P5a": ("right", Implies, (("", "b", "a", ""),)),
    "P5b": ("left", Implies, (("", "b", "", ""), ("", "", "", "a"))),
    "P6a": ("right", Iff, (("a", "b", "", ""), ("b", "a", "", ""))),
    "P6b": ("left", Iff, (("ab", "", "", ""), ("", "", "", "ab"))),
}
PARTS = {Prop, Truth, Not, And, Or, Implies, Iff}  # of formulas over letters, which all have a value


def check_sequents(proof: Inference) -> Accepted | Rejected:
    """Check that each conclusion follows from its premises by the rule that is named, up to leaves that are closed."""
    every = (part for each in (*proof.conclusion.left, *proof.conclusion.right) for part in subterms(each))
    if (other := next((part for part in every if type(part) not in PARTS), None)) is not None:
        return Rejected("letters", f"{type(other).__name__} is no part of a formula over letters")
    todo = [proof]
    while todo:
        step = todo.pop()
        if not _follows(step):
            return Rejected(step.rule, f"{step.conclusion} does not follow from what stands above it")
        todo += step.premises
    return Accepted()


def _follows(step: Inference) -> bool:
    left, right = step.conclusion.left, step.conclusion.right
    if step.rule == "P1":
        return not step.premises and any(isinstance(each, Prop) and each in right for each in left)
    if step.rule == "truth":
        return not step.premises and (Truth(False) in left or Truth(True) in right)
    side, connective, wanted = RULES.get(step.rule, ("left", Term, ()))  # a formula's type is never Term itself
    above = [premise.conclusion for premise in step.premises]
    return any(
        type(each) is connective and above == [_premise(step.conclusion, side, at, how) for how in wanted]
        for at, each in enumerate(left if side == "left" else right)
    )


def _premise(below: Sequent, side: str, at: int, how: tuple[str, str, str, str]) -> Sequent:
    here = below.left if side == "left" else below.right
    first, place, last_left, last_right = (tuple(here[at].children["ab".index(p)] for p in parts) for parts in how)
    changed = (*here[:at], *place, *here[at + 1 :])
    left, right = (changed, below.right) if side == "left" else (below.left, changed)
    return Sequent((*first, *left, *last_left), (*right, *last_right))  # type: ignore[arg-type]
