"""An exercise for chapter 7 in which a sequent is closed by Wang's rules."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

from arlib.certificates.sequents import Inference, Sequent
from arlib.checking.claims import Accepted
from arlib.checking.sequents import check_sequents
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.documents import read_texts
from arlib.exercises.kinds.programs import Grader
from arlib.exercises.kinds.reading import shown
from arlib.exercises.variants import one_of
from arlib.languages.propositions import proposition, to_symbols
from arlib.sequents.rules import closing, places, reduce

# ---- 7.2 ----------------------------------------------------------------------------------

MOST_RULES = 40
CONNECTIVES = {"~": "P2", "&": "P3", "|": "P4", "->": "P5", "<->": "P6"}
SPELLED = {
    "not": "~", "¬": "~", "and": "&", "∧": "&", "or": "|", "∨": "|", "implies": "->", "→": "->", "⊃": "->",
    "iff": "<->", "↔": "<->", "≡": "<->",
}  # fmt: skip
NAME = re.compile(r"(?:rule\s*)?p\s*([1-6])\s*([ab]?)", re.IGNORECASE)
WORDS = re.compile(r"(\S+?)[\s,]*(?:on the\s+)?(left|right|l|r)", re.IGNORECASE)


def sequent(text: str) -> Sequent:
    """The sequent that a text means: formulas with commas between them on both sides of ⊢.

    >>> sequent_text(sequent("p, p -> q ⊢ q"))
    'p, p → q ⊢ q'
    """
    left, right = (tuple(map(proposition, side.split(","))) if side.strip() else () for side in text.split("⊢"))
    return Sequent(left, right)


def sequent_text(found: Sequent) -> str:
    """A sequent in the symbols of logic."""
    left, right = (", ".join(map(to_symbols, side)) for side in (found.left, found.right))
    return f"{left} ⊢ {right}".strip()


def _rule(given: str) -> str:
    """The name of a rule: as Wang has it, or by a connective and a side."""
    text = given.strip()
    if match := NAME.fullmatch(text):
        number, side = match[1], match[2].lower()
        if (number == "1") == (not side):
            return f"P{number}{side}"
    if match := WORDS.fullmatch(text):
        symbol = SPELLED.get(match[1].lower(), match[1])
        if symbol in CONNECTIVES:
            return CONNECTIVES[symbol] + ("a" if match[2].lower().startswith("r") else "b")
    raise Unreadable(f"{shown(given)} is not the name of a rule.")


def _applied(found: Sequent, rule: str) -> tuple[Sequent, ...] | None:
    """What a sequent follows from by a rule, at the first formula for it; None if there is none."""
    if rule == "P1":
        return () if closing(found) == "P1" else None
    return next(
        (premises for place in places(found) for name, premises in [reduce(found, place)] if name == rule), None
    )


@cache
def shortest(found: Sequent) -> tuple[str, ...]:
    """The rules of a smallest proof of a valid sequent, each at the first formula for it; a left premise comes first.

    >>> shortest(sequent("p, p -> q ⊢ q"))
    ('P5b', 'P1', 'P1')
    """
    if closing(found) == "P1":
        return ("P1",)
    rules = dict.fromkeys(reduce(found, place)[0] for place in places(found))
    ways = [(rule, *(each for one in _applied(found, rule) or () for each in shortest(one))) for rule in rules]
    return min(ways, key=len)


def _grade(start: Sequent) -> Grader:
    """A grader: as few rules as possible that close a sequent, in the order of the tree."""
    enough = len(shortest(start))

    def grade(answer: object) -> Feedback:
        rules = [_rule(each) for each in read_texts(answer)]
        if not rules or len(rules) > MOST_RULES:
            raise Unreadable(f"These are {len(rules)} rules, and {enough} close it.")
        waiting, conclusions, above = [start], [], []
        for number, rule in enumerate(rules, 1):
            if not waiting:
                return Feedback(False, f"after {number - 1} rules nothing is open, and there are more in your list.")
            here = waiting.pop()
            premises = _applied(here, rule)
            if premises is None:
                why = "no letter stands on both sides" if rule == "P1" else _lacks(rule)
                return Feedback(False, f"rule {number}, {rule}, does not fit {sequent_text(here)}: {why}.")
            waiting += reversed(premises)
            conclusions.append((rule, here))
            above.append(len(premises))
        if waiting:
            said = f"still open {'are' if waiting[1:] else 'is'} {'; '.join(map(sequent_text, reversed(waiting)))}"
            return Feedback(False, f"so far each rule fits, and {said}.")
        proof = _tree(conclusions, above)
        if not isinstance(check_sequents(proof), Accepted):
            return Feedback(False, "the checker does not accept it.")
        if len(rules) > enough:
            return Feedback(False, f"it is a proof, by {len(rules)} rules, and {enough} are enough.\n{_drawn(proof)}")
        return Feedback(True, f"the checker accepts the tree of these {len(rules)} rules.\n{_drawn(proof)}")

    return grade


def _lacks(rule: str) -> str:
    symbol = next(symbol for symbol, name in CONNECTIVES.items() if name == rule[:2])
    shown_as = {"~": "¬", "&": "∧", "|": "∨", "->": "→", "<->": "↔"}[symbol]
    return f"on the {'right' if rule.endswith('a') else 'left'} no formula is one of {shown_as}"


def _tree(conclusions: list[tuple[str, Sequent]], above: list[int]) -> Inference:
    """The tree from its rules in order, a left premise first, with the number of premises of each."""
    made: list[Inference] = []
    for (rule, conclusion), count in zip(reversed(conclusions), reversed(above), strict=True):
        premises = tuple(made.pop() for _ in range(count))
        made.append(Inference(rule, conclusion, premises))
    return made.pop()


def _drawn(proof: Inference, deep: int = 0) -> str:
    """The tree, what is concluded before what it follows from, with a mark for each level."""
    line = f"    {'. ' * deep}{sequent_text(proof.conclusion)}  ({proof.rule})"
    return "\n".join([line, *(_drawn(each, deep + 1) for each in proof.premises)])


START = "p -> q, q -> r ⊢ ~r -> ~p"
CASES = (
    START,
    "p | q, p -> r, q -> r ⊢ r",
    "p -> q, p -> ~q ⊢ ~p",
    "p | q, ~p | r ⊢ q | r",
    "p -> q, r -> s ⊢ p & r -> q & s",
    "~p | q, ~q | r ⊢ p -> r",
    "p -> (q -> r) ⊢ q -> (p -> r)",
)


def _ask(start: Sequent) -> str:
    return (
        f"Prove {sequent_text(start)} by Wang's rules, by at most {len(shortest(start))} of them, each P1 counted. P1 "
        "closes a branch as soon as a letter stands on both sides. Every other rule is for the first formula that it "
        "fits, and the left one of two branches is closed before the right one is begun."
    )


def _vary(choose: Random) -> Exercise:
    start = sequent(one_of(choose, CASES))
    return replace(
        close,
        question=_ask(start),
        grade=_grade(start),
        key=Solution(f"answer = {[*shortest(start)]}", "Rules that do not split the branch come early."),
    )


BASE = sequent(START)

close = Exercise(
    "7.2",
    "close",
    1,
    _ask(BASE),
    'a list of rules such as ["P3a", "P1", "P1"]: P2 is for ¬, P3 for ∧, P4 for ∨, P5 for →, P6 for ↔, with a on the '
    "right and b on the left",
    _grade(BASE),
    (
        "P5a takes an arrow on the right away: what is before it goes to the left, and what is after it stays.",
        "A rule that splits a branch repeats what is left to do in both. Do first what does not split.",
        "P5b splits: in the left branch stands what is after the arrow, and in the right one what is before it has to "
        "be shown.",
    ),
    _vary,
)
