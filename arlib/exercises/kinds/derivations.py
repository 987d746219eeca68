"""Answers that are derivations: lines, each made from the one before by one rule at one place."""

from __future__ import annotations

from arlib.certificates import Counterexample
from arlib.exercises.base import Feedback, Unreadable
from arlib.exercises.kinds.claims import Grade
from arlib.exercises.kinds.failures import failure_of, value, worked_out
from arlib.exercises.kinds.reading import read_number
from arlib.integers import IntegerModel, Signed, Unbounded
from arlib.languages.python.claims import parse
from arlib.printing import assignment_text, to_text
from arlib.rewriting.moves import move_between
from arlib.rules import literal
from arlib.terms import Claim, Eq, Term
from arlib.verdict import Unknown

MOST_LINES = 24
MODELS: tuple[IntegerModel, ...] = (Unbounded(), Signed(32))


def derivation(first: str, last: str, inputs: tuple[str, ...]) -> Grade:
    """Grade lines from the first term to the last: a step is one rule at one place, read from left or from right.

    Nothing is left to the eye: a line that equals the one before it may still take several steps.
    """

    def grade(answer: object) -> Feedback:
        if not isinstance(answer, list | tuple) or len(answer) > MOST_LINES:
            raise Unreadable(f"This is not a list of at most {MOST_LINES} lines.")
        lines = [literal(read_number(line, inputs, Signed(32))) for line in answer]
        for name, wanted, line in (("first", first, lines[:1]), ("last", last, lines[-1:])):
            if line != [literal(parse(wanted))]:
                return Feedback(False, f"the {name} line should be {wanted}.")
        steps: list[tuple[Term, str]] = []
        for before, after in zip(lines, lines[1:], strict=False):
            used = rule_between(before, after)
            if not used:
                said = f"line {len(steps) + 2}, {to_text(after)}, {_refusal(before, after, inputs)}"
                return Feedback(False, said + "\nThe steps before it are right:\n" * bool(steps) + _table(steps))
            steps.append((after, used))
        return Feedback(True, "each line is one rule at one place.\n" + _table(steps))

    return grade


def rule_between(before: Term, after: Term) -> str:
    """The rule that leads from one line to the next over the unbounded integers and in int32; "" if none does.

    >>> rule_between(parse("x * y + x * 2"), parse("x * (y + 2)"))
    'distributivity, from right to left'
    """
    for words, one, other in (("", before, after), (", from right to left", after, before)):
        found = [move_between(one, other, integers) for integers in MODELS]
        if found[0] is not None and all(found):
            return found[0].rule.name + words
    return ""


def _refusal(before: Term, after: Term, inputs: tuple[str, ...]) -> str:
    if before == after:
        return "is the line before it again."
    for integers in MODELS:
        if said := _compare(Claim(Eq(before, after), inputs), integers):
            return said
    return "equals the line before it, and no single rule at a single place leads there. Write the lines between."


def _compare(equation: Claim, integers: IntegerModel) -> str:
    """What tells two lines apart; nothing if they are equal."""
    match failure_of(equation, integers):
        case Counterexample(state):
            before, after = equation.formula.children
            here, there = (value(term, state, integers) for term in (after, before))
            where = "over the unbounded integers" if isinstance(integers, Unbounded) else "in int32"
            return (
                f"does not equal the line before it {where}: "
                f"with {assignment_text(state)} it is {here}, and the line before it is {there}.\n"
                + worked_out([after], state, integers)
            )
        case Unknown(reason):
            return f"may or may not equal the line before it: {reason}. Try smaller steps."
        case _:
            return ""


def _table(steps: list[tuple[Term, str]]) -> str:
    """The steps, each with its rule, letter under letter."""
    texts = [to_text(term) for term, _ in steps]
    width = max(map(len, texts), default=0)
    rows = zip(texts, steps, strict=True)
    return "\n".join(f"    {n:>2}  {text:<{width}}  by {rule}" for n, (text, (_, rule)) in enumerate(rows, start=2))
