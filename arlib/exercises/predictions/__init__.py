"""What the notebooks ask their readers to foresee, by number, with what comes and why many say otherwise."""

from arlib.exercises.predictions import chapter00, chapter01, chapter02, chapter04
from arlib.exercises.predictions.guesses import Ask, Guess, off_by, read, sure_of

ASKS = {each.name: each for each in (*chapter00.ASKS, *chapter01.ASKS, *chapter02.ASKS, *chapter04.ASKS)}

__all__ = ["ASKS", "Ask", "Guess", "off_by", "read", "sure_of"]
