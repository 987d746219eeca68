"""How a learner's answer is read, without running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from numbers import Integral
from types import FunctionType

from arlib.exercises.base import Unreadable
from arlib.integers import IntegerModel
from arlib.languages.python.claims import claim, parse
from arlib.printing import to_text
from arlib.rules import Rule, rule
from arlib.terms import Claim, Term, free_variables, is_formula, subterms

# Answers are short. A longer one, such as 40 doublings in a function, could keep the grader busy for years.
MOST_PARTS = 100
MOST_LETTERS = 500
MOST_BITS = 256
MOST_PARTS_OF_RULE, MOST_LETTERS_OF_SIDE = 40, 200


@dataclass(frozen=True)
class Operations:
    """Which operations an answer may use: ``only`` these, and ``never`` those; ``words`` name them.

    >>> from arlib.terms import Add, Var
    >>> Operations("+ only", only=(Add, Var)).demand(parse("x + y * x"))
    Traceback (most recent call last):
    ...
    arlib.exercises.base.Unreadable: y * x is not allowed here: + only.
    """

    words: str = ""
    only: tuple[type[Term], ...] = (Term,)
    never: tuple[type[Term], ...] = ()

    def demand(self, term: Term) -> None:
        """Raise ``Unreadable`` for a term with another operation in it."""
        for part in subterms(term):
            if not isinstance(part, self.only) or isinstance(part, self.never):
                raise Unreadable(f"{to_text(part)} is not allowed here: {self.words}.")


ANY = Operations()


def read_integer(answer: object) -> int:
    """The integer that an answer is: an int, a numpy integer, or a float without a fraction.

    >>> read_integer(2.0 ** 10)
    1024
    """
    if isinstance(answer, float) and answer.is_integer():
        return int(answer)
    if isinstance(answer, bool) or not isinstance(answer, Integral):
        raise Unreadable(f"{shown(answer)} is not a whole number.")
    number = int(answer)
    if number.bit_length() > MOST_BITS:
        raise Unreadable(f"This number has more than {MOST_BITS} bits, which is far too many here.")
    return number


def read_assignment(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> dict[str, int]:
    """The assignment that an answer is: one value of the model for each input, and nothing else."""
    if not isinstance(answer, Mapping):
        raise Unreadable(f"{shown(answer)} is not a dict.")
    if set(answer) != set(inputs):
        raise Unreadable(f"The names in the answer are {shown(list(answer))}, and should be {list(inputs)}.")
    values = {name: read_integer(answer[name]) for name in inputs}
    for name, value in values.items():
        if value not in integers:
            raise Unreadable(f"{name} = {value:,} is not in {integers.describe()}.")
    return values


def read_claim(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> Claim:
    """The claim that a text or a Python function makes, over all the inputs, whether it names them or not."""
    if not isinstance(answer, str | FunctionType):
        raise Unreadable(f"{shown(answer)} is neither a text nor a function.")
    _refuse_long(answer)
    formula = claim(answer, integers).formula
    _refuse_others(formula, inputs)
    return Claim(formula, inputs)


def read_number(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> Term:
    """The integer expression over the inputs that a text means."""
    if not isinstance(answer, str):
        raise Unreadable(f"{shown(answer)} is not a text in quotes.")
    _refuse_long(answer)
    term = parse(answer, integers)
    if is_formula(term):
        raise Unreadable(f"{shown(answer)} is true or false, not a number.")
    _refuse_others(term, inputs)
    return term


def read_rule(answer: object) -> Rule:
    """The rule that a pair of short texts is; both of its sides are numbers."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Unreadable(f"{shown(answer)} is not a pair of a left side and a right side.")
    for side in answer:
        if not isinstance(side, str) or len(side) > MOST_LETTERS_OF_SIDE:
            raise Unreadable("Each side should be a short text in quotes.")
    yours = rule("your rule", *answer)
    if len(list(subterms(yours.left))) + len(list(subterms(yours.right))) > MOST_PARTS_OF_RULE:
        raise Unreadable(f"This has more than {MOST_PARTS_OF_RULE} parts, and a short answer exists.")
    for side in (yours.left, yours.right):
        if is_formula(side):
            raise Unreadable(f"{to_text(side)} is true or false. Here both sides should be numbers.")
    return yours


def read_text(answer: object) -> str:
    """The short text that an answer is."""
    if not isinstance(answer, str):
        raise Unreadable(f"{shown(answer)} is not a text in quotes.")
    _refuse_long(answer)
    return answer


def read_texts(answer: object, most: int) -> list[str]:
    """The few short texts that a list or a tuple has."""
    if not isinstance(answer, list | tuple) or not 1 <= len(answer) <= most:
        raise Unreadable(f"{shown(answer)} is not a list of 1 to {most} texts.")
    return [read_text(each) for each in answer]


def _refuse_long(answer: object) -> None:
    if isinstance(answer, str) and len(answer) > MOST_LETTERS:
        raise Unreadable(f"This has {len(answer):,} letters, and a short answer exists.")


def _refuse_others(term: Term, inputs: tuple[str, ...]) -> None:
    if len(list(islice(subterms(term), MOST_PARTS + 1))) > MOST_PARTS:
        raise Unreadable(f"This has more than {MOST_PARTS} parts, and a short answer exists.")
    others = [name for name in free_variables(term) if name not in inputs]
    if others:
        raise Unreadable(f"This speaks of {', '.join(others)}; it should speak of {' and '.join(inputs)} only.")


def shown(answer: object) -> str:
    """The answer on one short line; an object of the learner's own may print anything, so it is only named."""
    if not isinstance(answer, str | int | float | list | tuple | set | dict):
        return f"An answer of type {type(answer).__name__}"
    try:
        text = repr(answer)
    except ValueError:  # Python refuses to write an integer of more than 4,300 digits
        return "This number"
    return text if len(text) <= 60 else text[:57] + "..."
