"""What a reader foresees at one place of a notebook, how it is asked, and how it compares with what came."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from arlib.exercises.base import Prediction, Unreadable
from arlib.exercises.kinds.reading import shown
from arlib.verdict import Unsupported

LONGEST = 300  # characters of a guess or an explanation


@dataclass(frozen=True)
class Ask:
    """One prediction: the question, the choices (none where a number is asked for), what comes, and why.

    ``comes`` computes the outcome. ``why`` says why people often say otherwise; neither stands in the notebook.

    >>> Ask("0.0", "How much is 2 + 2?", (), lambda: 4, "It is 4.")
    Prediction 0.0. How much is 2 + 2? A number.
    """

    name: str
    question: str
    choices: tuple[str, ...]
    comes: Callable[[], str | int]
    why: str

    def __repr__(self) -> str:
        form = f"One of: {', '.join(self.choices)}." if self.choices else "A number."
        return f"Prediction {self.name}. {self.question} {form}"


@dataclass(frozen=True)
class Guess:
    """What a reader said, how sure (in percent), what came, and the line that the reader wrote about it.

    Until something has come, ``came`` is empty. What was said after the answer could be seen is never kept.
    """

    said: str
    sure: int
    came: str = ""
    explained: str = ""

    @property
    def right(self) -> bool:
        """Whether what was said came."""
        return self.said == self.came

    def foreseen(self, name: str) -> Prediction:
        """The same for the calibration. No time was foreseen."""
        return Prediction(name, self.said, self.sure, 0.0, self.came, 0.0)


def read(ask: Ask, said: object) -> str:
    """An answer as it is kept; raises ``Unreadable`` for one of another kind.

    >>> read(Ask("0.0", "How much is 2 + 2?", (), lambda: 4, "It is 4."), "65_536")
    '65536'
    >>> read(Ask("0.0", "Is it so?", ("yes", "no"), lambda: "no", "It is not."), True)
    'yes'
    """
    words = {True: "yes", False: "no"}[said] if isinstance(said, bool) else str(said).strip()
    if ask.choices:
        for choice in ask.choices:
            if words.casefold() == choice.casefold():
                return choice
        raise Unreadable(f"{shown(said)} is none of: {', '.join(ask.choices)}.")
    plain = words.replace(",", "").replace("_", "").replace(" ", "")
    if len(plain) <= 30 and plain.isdecimal() and plain.isascii():
        return str(int(plain))
    raise Unreadable(f"{shown(said)} is not a whole number of at most 30 digits.")


def sure_of(given: object) -> int:
    """How sure, in percent; raises ``Unreadable`` for what is not a whole number from 50 to 100."""
    if type(given) is int and 50 <= given <= 100:
        return given
    raise Unreadable("Say how sure you are, from 50 to 100 percent.")


def off_by(guess: Guess) -> str:
    """By which factor a number was off; empty for words, for a number that is right, and beside 0.

    >>> off_by(Guess("256", 80, "512"))
    'You said 256, and 512 came: too small by a factor of 2.'
    """
    if guess.right or not (guess.said.isdecimal() and guess.came.isdecimal()):
        return ""
    said, came = int(guess.said), int(guess.came)
    head = f"You said {said:,}, and {came:,} came"
    if not said or not came:
        return f"{head}."
    ratio = math.exp(abs(math.log(said) - math.log(came)))
    return f"{head}: too {'small' if said < came else 'large'} by a factor of {ratio:.3g}."


# ---- JSON ------------------------------------------------------------------------------------


def as_json(guesses: Mapping[str, Guess]) -> dict[str, object]:
    """The part of the file of progress; what is empty is left out.

    >>> as_json({"0.1": Guess("yes", 80)})
    {'predictions': {'0.1': {'said': 'yes', 'sure': 80}}}
    """
    found = {name: {key: value for key, value in asdict(each).items() if value} for name, each in guesses.items()}
    return {"predictions": found} if found else {}


def guesses_in(text: str) -> dict[str, Guess]:
    """The guesses in a file of progress that is JSON; raises ``Unsupported`` for what are none.

    >>> guesses_in('{"predictions": {"0.1": {"said": "yes", "sure": 80}}}')
    {'0.1': Guess(said='yes', sure=80, came='', explained='')}
    """
    found = json.loads(text).get("predictions", {})
    if not isinstance(found, dict):
        raise Unsupported('"predictions" gives a guess for each name', text)
    return {name: _guess(name, each, text) for name, each in found.items()}


def _guess(name: str, found: object, text: str) -> Guess:
    if isinstance(found, dict) and type(found.get("sure")) is int and 50 <= found["sure"] <= 100:
        words = [found.get(key, "") for key in ("said", "came", "explained")]
        if words[0] and all(isinstance(each, str) for each in words):
            return Guess(words[0], found["sure"], *words[1:])
    raise Unsupported(f"prediction {name} is not a guess with how sure one was", text)
