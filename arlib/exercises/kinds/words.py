"""How a learner says yes, no or don't know, true or false, and how rows of such answers are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from arlib.exercises.base import Unreadable
from arlib.exercises.kinds.reading import shown
from arlib.verdict import Proved, Refuted, Unknown

Item = TypeVar("Item")
Word = Literal["yes", "no", "don't know"]

# The course's own words for its three answers, and what people write for them.
YES = frozenset({"yes", "y", "true", "t", "proved", "ends", "it ends", "halts"})
NO = frozenset({"no", "n", "false", "f", "refuted", "runs for ever", "it runs for ever", "never ends", "loops"})
OPEN = frozenset({"don't know", "dont know", "do not know", "unknown", "i don't know", "?"})


def word(given: object) -> Word | None:
    """Which of the three answers is meant; None where none is.

    >>> word("Yes"), word("refuted"), word("unknown"), word(True), word("perhaps")
    ('yes', 'no', "don't know", 'yes', None)
    """
    match given:
        case bool():
            return "yes" if given else "no"
        case Proved():
            return "yes"
        case Refuted():
            return "no"
        case Unknown():
            return "don't know"
        case str() if len(given) < 40:
            text = " ".join(given.replace("’", "'").lower().split()).rstrip(".!")
            return "yes" if text in YES else "no" if text in NO else "don't know" if text in OPEN else None
    return None


def truth(given: object) -> bool | None:
    """Which truth value is meant: True or False, 1 or 0, or a word for yes or no; None where none is.

    >>> truth(1), truth("false"), truth(2), truth("unknown")
    (True, False, None, None)
    """
    if type(given) is int or type(given).__name__ in ("bool_", "bool"):  # numpy's are values of its own
        return {0: False, 1: True}.get(int(given))  # type: ignore[call-overload]
    if isinstance(given, str) and given.strip() in ("0", "1"):
        return given.strip() == "1"
    said = word(given)
    return None if said in (None, "don't know") else said == "yes"


def read_row(answer: object, names: Sequence[str], value: Callable[[object], Item | None], what: str) -> list[Item]:
    """One value for each name: a list or a tuple in their order, a text with commas, or a dict by the names.

    >>> read_row("yes, no", ("a", "b"), word, "yes or no")
    ['yes', 'no']
    """
    given: object = answer
    if isinstance(given, str):
        given = [each.strip(" '\"") for each in given.strip("[]() ").split(",")]
    if isinstance(given, Mapping) and len(given) == len(names) and all(name in given for name in names):
        given = [given[name] for name in names]
    if not isinstance(given, list | tuple) or len(given) != len(names):
        raise Unreadable(f"{shown(answer)} is not a list of {len(names)} values.")
    found = [value(each) for each in given]
    for each, read in zip(given, found, strict=True):
        if read is None:
            raise Unreadable(f"{shown(each)} is not an answer here: each of the values should be {what}.")
    return [each for each in found if each is not None]
