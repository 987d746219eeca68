"""The exercises of chapter 6, on policies and networks: each by its name, and all in the order of the chapter."""

from arlib.exercises.chapter06.accounts import (
    several,
)
from arlib.exercises.chapter06.closing import (
    close,
)
from arlib.exercises.chapter06.invariants import (
    deceive,
    invariant,
)
from arlib.exercises.chapter06.networks import (
    one_way,
    repair,
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

__all__ = [
    "absent",
    "apart",
    "close",
    "deceive",
    "deny",
    "invariant",
    "one_way",
    "redundant",
    "repair",
    "several",
    "union",
    "witness",
    "EXERCISES",
]
