"""The exercises of chapter 4, on the halting problem: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter04.deciders import (
    foresee,
    predict,
)
from arlib.exercises.chapter04.machines import (
    beaver,
    moves_on,
)
from arlib.exercises.chapter04.questions import (
    EXERCISES,
    other,
    perfect,
    rice,
    table,
)
from arlib.exercises.chapter04.texts import (
    copy,
    own,
    silent,
)

__all__ = [
    "beaver",
    "copy",
    "foresee",
    "moves_on",
    "other",
    "own",
    "perfect",
    "predict",
    "rice",
    "silent",
    "table",
    "EXERCISES",
]
