"""What the notebooks ask their readers to foresee, by number, with what comes and why many say otherwise."""

from arlib.exercises.predictions import chapter00, chapter01, chapter02, chapter03, chapter04, chapter06, chapter07
from arlib.exercises.predictions.guesses import Ask, Guess, off_by, read, sure_of

CHAPTERS = (chapter00, chapter01, chapter02, chapter03, chapter04, chapter06, chapter07)
ASKS = {each.name: each for chapter in CHAPTERS for each in chapter.ASKS}

__all__ = ["ASKS", "Ask", "Guess", "off_by", "read", "sure_of"]
