"""Exercises for chapter 4 in which one foresees what deciders say: of their own diagonals, and of programs that ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from textwrap import dedent

from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.kinds.predictions import EXPECTS, Question, prediction
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.words import read_row, word
from arlib.exercises.variants import between, one_of
from arlib.halting.deciders import ours
from arlib.halting.diagonal import Reply, confront, diagonal, with_own_source
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown

# ---- Deciders and their diagonals ------------------------------------------------------------

DECIDERS = (
    """
def a(source):
    return "no" if "pass" in source else "yes"
""",
    """
def b(source):
    return "yes" if source.startswith("def h") else "no"
""",
    """
def c(source):
    return None if "while" in source else "yes"
""",
    """
def d(source):
    return "yes" if source.count("while") == 1 else "no"
""",
    """
def e(source):
    return "no" if e(source) == "yes" else "yes"
""",
)
ANSWERS = ("yes", "no", "don't know")
REASONS = {
    "a": "its diagonal contains the word pass",
    "b": "the text of its diagonal begins with def h",
    "c": "its diagonal contains the word while",
    "d": "its diagonal has the word while twice, once in the template and once in the body",
    "e": "it asks itself, and never comes back with an answer",
}


def function_of(text: str) -> Callable[[str], object]:
    """The function that one of the texts above defines."""
    found: dict[str, Callable[[str], object]] = {}
    exec(text, found)
    return found[text.split("(")[0].removeprefix("\ndef ")]


def _said(deciders: Sequence[str], reasons: Mapping[str, str]) -> Grader:
    """A grader: what each decider says of its own diagonal."""

    def grade(answer: object) -> Feedback:
        names = [function_of(text).__name__ for text in deciders]
        silent = []
        guesses = read_row(answer, names, word, ", ".join(map(repr, ANSWERS)))
        for guess, text in zip(guesses, deciders, strict=True):
            met = confront(function_of(text))
            silent += [met.decider] * (met.verdict == "did not answer")
            if guess != met.prediction.answer:
                why = reasons[met.decider]
                return Feedback(
                    False, f"{met.decider} says {met.prediction.answer!r} of its own diagonal, since {why}."
                )
        return Feedback(True, f"these do not answer: {', '.join(silent)}. The others do, and each of them is wrong.")

    return grade


WORDS = ("pass", "template", "while", "yes", "source", "return", "for", "print", "h()", "import")
COUNTED = ("while", "pass", "yes")


def _draw(choose: Random, name: str, kind: int) -> tuple[str, str]:
    """A decider, and why it says what it says of its own diagonal."""
    word, counted, number = one_of(choose, WORDS), one_of(choose, COUNTED), between(choose, 1, 2)
    one, other = one_of(choose, (("no", "yes"), ("yes", "no")))
    source = diagonal(name)
    has = f"its diagonal {'has' if word in source else 'does not have'} the text {word} in it"
    test, why = (
        (f'return "{one}" if "{word}" in source else "{other}"', has),
        (
            f'return "{one}" if source.startswith("def {"hp"[number - 1]}") else "{other}"',
            "its diagonal begins with def h",
        ),
        (f'return None if "{word}" in source else "{other}"', has),
        (
            f'return "{one}" if source.count("{counted}") == {number} else "{other}"',
            f"its diagonal has the word {counted} {source.count(counted)} times, in the body and in the template",
        ),
        (
            f'return "{one}" if {name}(source) == "{other}" else "{other}"',
            "it asks itself, and never comes back with an answer",
        ),
    )[kind]
    return f"def {name}(source):\n    {test}", why


def _vary_predict(choose: Random) -> Exercise:
    drawn = {name: _draw(choose, name, kind) for kind, name in enumerate("abcde")}
    texts = [f"\n{text}\n" for text, _ in drawn.values()]
    reasons = {name: why for name, (_, why) in drawn.items()}
    said = [confront(function_of(text)).prediction.answer for text in texts]
    return replace(
        predict,
        question=listed(predict.question, *texts),
        grade=_said(texts, reasons),
        key=Solution(
            f"answer = {said}",
            f"{'; '.join(f'{name}: {why}' for name, why in reasons.items())}.",
        ),
    )


predict = Exercise(
    "4.1",
    "predict",
    1,
    "What does each of the five deciders a, b, c, d and e say of its own diagonal?",
    """a list of five texts, each "yes", "no" or "don't know", such as ["yes", "yes", "yes", "yes", "yes"]""",
    _said(DECIDERS, REASONS),
    (
        'Print diagonal("a"), and read it as the decider does, letter by letter.',
        "Everything in the body of the diagonal stands in its template as well.",
    ),
    _vary_predict,
)

# ---- What terminates says --------------------------------------------------------------------

# What comes after the first lines, in which a program computes its own text.
ASKING = {
    "polite": """
    answer = terminates(source)
    return answer
""",
    "truthful": """
    if terminates(source) == 'no':
        while True:
            pass
""",
    "stubborn": """
    answer = terminates(source)
    while True:
        pass
""",
}
PLAIN = {
    "odd": """
def odd():
    n = 1
    while n != 0:
        n = n + 2
""",
    "quoting": """
def quoting():
    text = 'while True'
    return text
""",
}


def texts() -> dict[str, str]:
    """The five programs by their names.

    >>> list(texts())
    ['polite', 'truthful', 'stubborn', 'odd', 'quoting']
    """
    asking = {name: with_own_source(dedent(body).strip(), name) for name, body in ASKING.items()}
    return {**asking, **{name: text.lstrip() for name, text in PLAIN.items()}}


def _answer(text: str) -> Proved[object] | Refuted[object] | Unknown:
    """What ``ours`` answers, with the evidence where there is some."""
    if "terminates" not in text:
        return terminates(text, seconds=10)
    match ours()(text):
        case Reply("yes", why):
            return Proved(why)
        case Reply("no", why):
            return Refuted(why)
        case Reply(_, why):
            return Unknown(why)
    raise TypeError("no such reply")


def _ask(name: str, text: str) -> Question:
    return Question(f"Does {name} end?", lambda: _answer(text))


foresee = Exercise(
    "4.11",
    "foresee",
    1,
    "What will terminates answer for each of the five programs polite, truthful, stubborn, odd and quoting, how sure "
    "are you, and how long will it take?",
    EXPECTS,
    prediction([_ask(*each) for each in texts().items()], "you foresaw all five answers. Your times are kept as well."),
    (
        "Where a program asks terminates, go through the three answers: with which of them does it end?",
        "What stands in quotation marks is a value like a number. Does quoting ever run it?",
    ),
)
