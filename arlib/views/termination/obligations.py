"""What must be shown, and that the checker accepted it: a row for each obligation, with its multipliers to unfold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from arlib import terms as t
from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.termination import FALSE
from arlib.checking import Accepted, Rejected
from arlib.polynomials import Polynomial, constraint_text
from arlib.printing import to_text
from arlib.views.page.html import BLUE, VERMILLION, Cell, Html, badge
from arlib.views.page.sheets import code, constraints, fold, join, lines, names, plain, table

Judgement = Literal["checked", "rejected", "open"]
OPEN = 8  # up to so many obligations in all are shown unfolded


@dataclass(frozen=True)
class Duty:
    """An obligation with its multipliers, and what the checker says of it."""

    obligation: Obligation
    proof: Farkas | None
    judgement: Judgement
    reason: str = ""


def judged(wanted: Sequence[Obligation], proofs: Sequence[Farkas | None], answer: Accepted | Rejected) -> list[Duty]:
    """The obligations, each with its part of the checker's answer, which ends at the first that fails."""
    multipliers = [*proofs, *[None] * len(wanted)]
    pairs = list(zip(wanted, multipliers, strict=False))
    if isinstance(answer, Accepted):
        return [Duty(obligation, proof, "checked") for obligation, proof in pairs]
    failing = next(
        (
            n
            for n, (obligation, proof) in enumerate(pairs)
            if obligation.name == answer.obligation
            and (proof is None or not proof.shows(obligation.premises, obligation.goal))
        ),
        -1,
    )
    return [
        Duty(
            obligation,
            proof,
            "checked" if n < failing else "rejected" if n == failing else "open",
            answer.countermodel if n == failing else "",
        )
        for n, (obligation, proof) in enumerate(pairs)
    ]


def duties_table(duties: Sequence[Duty], titles: Sequence[Cell], *, opened: bool, goals: Sequence[Cell] = ()) -> Html:
    """Obligations under a line that counts them; ``titles`` say each in words, ``goals`` more clearly what follows."""
    wanted = goals or [goal_text(duty.obligation.goal) for duty in duties]
    rows = [
        [title, because(duty, goal), verdict(duty)] for duty, title, goal in zip(duties, titles, wanted, strict=True)
    ]
    return fold(_count(duties), table(["To show", "Because", "Checker"], rows, "obligations"), opened=opened)


def _count(duties: Sequence[Duty]) -> str:
    many = f"{len(duties)} obligation{'s' * (len(duties) != 1)}"
    for duty in duties:
        if duty.judgement == "rejected":
            return f"{many}, ✗ one rejected"
    if any(duty.judgement == "open" for duty in duties):
        return f"{many}, ? not all checked"
    return f"{many}, ✓ {'checked' if len(duties) == 1 else 'all checked'}"


def goal_text(goal: Polynomial) -> Html:
    """What an obligation shows."""
    return plain("a contradiction") if goal == FALSE else code(names(constraint_text(goal)))


def at_least(value: Polynomial, bound: int) -> Html:
    """A lower bound on a polynomial, which is not rearranged.

    >>> at_least(Polynomial.variable("y"), 1)
    y >= 1
    """
    return code(names(to_text(t.Ge(value.term(), t.Const(bound)))))


def because(duty: Duty, goal: Cell) -> Html:
    """The premises that the multipliers use, and the goal; all premises where there are no multipliers."""
    premises = duty.obligation.premises
    if duty.proof is not None and duty.judgement != "rejected":
        used = sorted({n for key, m in duty.proof.multipliers.items() if m for n in key if n < len(premises)})
        premises = tuple(premises[n] for n in used)
        if not premises and duty.obligation.goal.known is not None:
            return join(goal)
    return join(constraints(premises), " ⟹ ", goal)


def verdict(duty: Duty) -> Html:
    """Whether the checker accepted it, and under it, folded, the sum that it multiplied out."""
    match duty.judgement:
        case "rejected":
            return plain(f"✗ rejected: {duty.reason}")
        case "open":
            return plain("? not checked")
        case "checked" if duty.proof is None:
            return plain("✓ checked by the solver")
        case "checked":
            made = fold("✓ checked", multiplied(duty), opened=False)
            return Html(made, "✓ checked")
        case _:
            raise TypeError(f"not a judgement: {duty.judgement!r}")


def multiplied(duty: Duty) -> Html:
    """The goal as a sum of the premises, each times a number that is not negative: multiply it out.

    >>> x = Polynomial.variable("x")
    >>> from fractions import Fraction
    >>> proof = Farkas({(0,): Fraction(1, 2), (): Fraction(1)})
    >>> multiplied(Duty(Obligation("", (x * 2 - 4,), x - 1, 1), proof, "checked"))
    x - 1 = 1/2 · (2 * x - 4) + 1
    2 * x >= 4 says that 2 * x - 4 is not negative
    x > 0 says that x - 1 is not negative
    """
    assert duty.proof is not None
    premises, goal = duty.obligation.premises, duty.obligation.goal
    parts: list[str] = []
    used: dict[Polynomial, None] = {}
    for key, multiplier in sorted(duty.proof.multipliers.items(), key=lambda item: (not item[0], item[0])):
        if not multiplier:
            continue
        factors = "".join(f" · ({premises[n]})" for n in key)
        parts.append(f"{multiplier}{factors}" if factors else str(multiplier))
        used |= dict.fromkeys(premises[n] for n in key)
    equation = code(names(f"{goal} = {' + '.join(parts) or '0'}"))
    meanings: list[Cell] = [
        join(code(names(constraint_text(p))), " says that ", code(names(str(p))), " is not negative")
        for p in (used | {goal: None})
        if p.known is None
    ]
    if goal == FALSE:
        meanings.append("a sum of such numbers is not negative, and -1 is: no state meets all these conditions")
    return lines([equation, *meanings])


def headline(answer: Accepted | Rejected, claim: str, word: Literal["proved", "refuted"]) -> Html:
    """What was claimed, if the checker accepts it, and what that rests on.

    >>> headline(Accepted(), "f(x) always ends", "proved")
    ✓ proved: f(x) always ends. Checked by rational arithmetic alone
    """
    match answer:
        case Accepted(reasons):
            trust = f"Checked; it rests on {'; '.join(reasons)}" if reasons else "Checked by rational arithmetic alone"
            sign, colour = ("✓", BLUE) if word == "proved" else ("✗", VERMILLION)
            return badge(sign, word, f"{claim}. {trust}", colour)
        case Rejected(obligation, reason):
            return badge("✗", "rejected", f"the checker does not accept this: {obligation}: {reason}", VERMILLION)
        case _:
            raise TypeError(f"not an answer of the checker: {answer!r}")
