"""The exercises of chapter 6, on policies and networks: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter06.accounts import (
    several,
)
from arlib.exercises.chapter06.patterns import (
    apart,
)
from arlib.exercises.chapter06.questions import (
    EXERCISES,
)
from arlib.exercises.chapter06.ranges import (
    union,
)
from arlib.exercises.chapter06.repairs import (
    deny,
    redundant,
)
from arlib.exercises.chapter06.requests import (
    absent,
    witness,
)

__all__ = ["absent", "apart", "deny", "redundant", "several", "union", "witness", "EXERCISES"]
