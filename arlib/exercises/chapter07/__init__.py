"""The exercises of chapter 7, on hard problems: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter07.encodings import (
    clauses,
    few,
)
from arlib.exercises.chapter07.factoring import (
    factors,
)
from arlib.exercises.chapter07.learning import (
    conflict,
)
from arlib.exercises.chapter07.packages import (
    explain,
)
from arlib.exercises.chapter07.pigeons import (
    pigeons,
)
from arlib.exercises.chapter07.proofs import (
    false_step,
    hints,
)
from arlib.exercises.chapter07.propagation import (
    order,
    trail,
)
from arlib.exercises.chapter07.questions import (
    EXERCISES,
)
from arlib.exercises.chapter07.rows import (
    rows,
)
from arlib.exercises.chapter07.sequents import (
    close,
)

__all__ = [
    "clauses",
    "close",
    "conflict",
    "explain",
    "factors",
    "false_step",
    "few",
    "hints",
    "order",
    "pigeons",
    "rows",
    "trail",
    "EXERCISES",
]
