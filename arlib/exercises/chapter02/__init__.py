"""The exercises of chapter 2, on algebraic simplification: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter02.bits import (
    clear_bit,
    division,
    no_branch,
)
from arlib.exercises.chapter02.questions import (
    EXERCISES,
    eight,
    foresee,
    own_rule,
    scratchpad,
    square,
)

__all__ = ["clear_bit", "division", "eight", "foresee", "no_branch", "own_rule", "scratchpad", "square", "EXERCISES"]
