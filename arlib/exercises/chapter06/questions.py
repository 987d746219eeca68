"""The exercises of chapter 6, policies and networks, in their order; each kind has a file of its own."""

from __future__ import annotations

from arlib.exercises.chapter06 import accounts, repairs, requests
from arlib.exercises.chapter06.accounts import several
from arlib.exercises.chapter06.patterns import apart
from arlib.exercises.chapter06.ranges import union
from arlib.exercises.chapter06.repairs import deny, redundant
from arlib.exercises.chapter06.requests import absent, witness

EXERCISES = (absent, apart, witness, deny, redundant, several, union)
SOURCES = (
    requests.CONDITIONS,
    *(requests.FIRST, requests.SECOND),
    *(repairs.WIDE, repairs.TARGET, repairs.CROWDED),
    *(accounts.LAYERS, accounts.REQUESTS),
)
