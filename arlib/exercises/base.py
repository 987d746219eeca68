"""What an exercise is, what feedback is, and how a learner's answer is read without running it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from numbers import Integral
from types import FunctionType

from arlib.integers import IntegerModel
from arlib.programs.from_python import claim, parse
from arlib.terms import Claim, Term, free_variables, is_formula, subterms
from arlib.verdict import Unsupported

MINUTES_FOR_A_STAR = 5
# Answers are short. A longer one, such as 40 doublings in a function, could keep the grader busy for years.
MOST_PARTS = 100
MOST_LETTERS = 500
MOST_BITS = 256


class Unreadable(Exception):
    """An answer of the wrong kind; says which kind is expected."""


@dataclass(frozen=True, repr=False)
class Feedback:
    """Whether an answer passed, and what there is to say about it.

    >>> Feedback(False, "with x = 0 your claim is false.")
    Not yet: with x = 0 your claim is false.
    """

    passed: bool
    text: str

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return f"{'Passed' if self.passed else 'Not yet'}: {self.text}"


@dataclass(frozen=True, repr=False)
class Exercise:
    """A question, the function that grades its answers, and hints, the mildest first.

    >>> double = Exercise("0.1", "double", 1, "What is 2 * 21?", "a number",
    ...                   lambda answer: Feedback(answer == 42, f"{answer} was your answer."), ("Try 2 * 20.",))
    >>> double
    Exercise 0.1, one star (about 5 minutes). What is 2 * 21?
    >>> double.check(...)
    Not yet: no answer so far; it is expected to be a number.
    >>> double.check(42)
    Passed: 42 was your answer.
    """

    number: str
    name: str
    stars: int
    question: str
    expects: str
    grade: Callable[[object], Feedback] = field(compare=False)
    hints: tuple[str, ...]

    def check(self, answer: object = None) -> Feedback:
        """Grade an answer; one that cannot be read is told why and is never an error."""
        if answer is None or answer is ...:
            return Feedback(False, f"no answer so far; it is expected to be {self.expects}.")
        try:
            return self.grade(answer)
        except Unreadable as problem:
            return Feedback(False, f"{problem} The answer is expected to be {self.expects}.")
        except Unsupported as problem:
            return Feedback(False, f"this cannot be read.\n{problem}")

    def hint(self, number: int = 1) -> str:
        """One hint; the same number gives the same hint, so that a cell can be run again."""
        if number not in range(1, len(self.hints) + 1):
            return f"There are {len(self.hints)} hints, from hint(1) to hint({len(self.hints)})."
        after = f" (The next one: {self.name}.hint({number + 1}).)" if number < len(self.hints) else ""
        return f"Hint {number} of {len(self.hints)}: {self.hints[number - 1]}{after}"

    def __repr__(self) -> str:
        stars = ["no", "one", "two", "three", "four"][self.stars] + (" star" if self.stars == 1 else " stars")
        return f"Exercise {self.number}, {stars} (about {MINUTES_FOR_A_STAR * self.stars} minutes). {self.question}"


def read_integer(answer: object) -> int:
    """The integer that an answer is: an int, a numpy integer, or a float without a fraction.

    >>> read_integer(2.0 ** 10)
    1024
    """
    if isinstance(answer, float) and answer.is_integer():
        return int(answer)
    if isinstance(answer, bool) or not isinstance(answer, Integral):
        raise Unreadable(f"{_shown(answer)} is not a whole number.")
    number = int(answer)
    if number.bit_length() > MOST_BITS:
        raise Unreadable(f"This number has more than {MOST_BITS} bits, which is far too many here.")
    return number


def read_assignment(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> dict[str, int]:
    """The assignment that an answer is: one value of the model for each input, and nothing else."""
    if not isinstance(answer, Mapping):
        raise Unreadable(f"{_shown(answer)} is not a dict.")
    if set(answer) != set(inputs):
        raise Unreadable(f"The names in the answer are {_shown(list(answer))}, and should be {list(inputs)}.")
    values = {name: read_integer(answer[name]) for name in inputs}
    for name, value in values.items():
        if value not in integers:
            raise Unreadable(f"{name} = {value:,} is not in {integers.describe()}.")
    return values


def read_claim(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> Claim:
    """The claim that a text or a Python function makes, over all the inputs, whether it names them or not."""
    if not isinstance(answer, str | FunctionType):
        raise Unreadable(f"{_shown(answer)} is neither a text nor a function.")
    _refuse_long(answer)
    formula = claim(answer, integers).formula
    _refuse_others(formula, inputs)
    return Claim(formula, inputs)


def read_number(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> Term:
    """The integer expression over the inputs that a text means."""
    if not isinstance(answer, str):
        raise Unreadable(f"{_shown(answer)} is not a text in quotes.")
    _refuse_long(answer)
    term = parse(answer, integers)
    if is_formula(term):
        raise Unreadable(f"{_shown(answer)} is true or false, not a number.")
    _refuse_others(term, inputs)
    return term


def read_text(answer: object) -> str:
    """The short text that an answer is."""
    if not isinstance(answer, str):
        raise Unreadable(f"{_shown(answer)} is not a text in quotes.")
    _refuse_long(answer)
    return answer


def read_texts(answer: object, most: int) -> list[str]:
    """The few short texts that a list or a tuple has."""
    if not isinstance(answer, list | tuple) or not 1 <= len(answer) <= most:
        raise Unreadable(f"{_shown(answer)} is not a list of 1 to {most} texts.")
    return [read_text(each) for each in answer]


def in_words(assignment: Mapping[str, int]) -> str:
    """An assignment as a person says it.

    >>> in_words({"x": 1, "y": 2})
    'x = 1, y = 2'
    """
    return ", ".join(f"{name} = {value}" for name, value in assignment.items())


def _refuse_long(answer: object) -> None:
    if isinstance(answer, str) and len(answer) > MOST_LETTERS:
        raise Unreadable(f"This has {len(answer):,} letters, and a short answer exists.")


def _refuse_others(term: Term, inputs: tuple[str, ...]) -> None:
    if len(list(islice(subterms(term), MOST_PARTS + 1))) > MOST_PARTS:
        raise Unreadable(f"This has more than {MOST_PARTS} parts, and a short answer exists.")
    others = [name for name in free_variables(term) if name not in inputs]
    if others:
        raise Unreadable(f"This speaks of {', '.join(others)}; it should speak of {' and '.join(inputs)} only.")


def _shown(answer: object) -> str:
    """The answer on one short line; an object of the learner's own may print anything, so it is only named."""
    if not isinstance(answer, str | int | float | list | tuple | set | dict):
        return f"An answer of type {type(answer).__name__}"
    try:
        text = repr(answer)
    except ValueError:  # Python refuses to write an integer of more than 4,300 digits
        return "This number"
    return text if len(text) <= 60 else text[:57] + "..."
