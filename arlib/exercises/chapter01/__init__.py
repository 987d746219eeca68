"""The exercises of chapter 1, on exhaustive testing: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter01.exact import (
    halfway,
    overflow,
    repair,
)
from arlib.exercises.chapter01.questions import (
    EXERCISES,
    cases,
    foresee,
    midpoint,
    one_pair,
    widths,
)

__all__ = ["cases", "foresee", "halfway", "midpoint", "one_pair", "overflow", "repair", "widths", "EXERCISES"]
