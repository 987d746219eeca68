"""The exercises of chapter 3, on loops that end: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter03.farkas import (
    multipliers,
)
from arlib.exercises.chapter03.obligations import obligations
from arlib.exercises.chapter03.own_program import no_single
from arlib.exercises.chapter03.questions import (
    EXERCISES,
    foresee,
    predict,
    which_type,
)
from arlib.exercises.chapter03.ranking import (
    THROW,
    countdown,
    faster,
    share,
    taxi,
    throw,
)
from arlib.exercises.chapter03.recurrence_sets import (
    BOUNCE,
    bounce,
    endless,
)

__all__ = [
    "BOUNCE",
    "EXERCISES",
    "THROW",
    "bounce",
    "countdown",
    "endless",
    "faster",
    "foresee",
    "multipliers",
    "no_single",
    "obligations",
    "predict",
    "share",
    "taxi",
    "throw",
    "which_type",
]
