"""The exercises of chapter 6, policies and networks, in their order; each kind has a file of its own."""

from __future__ import annotations

from arlib.exercises.chapter06 import accounts, closing, invariants, networks, repairs, requests
from arlib.exercises.chapter06.accounts import several
from arlib.exercises.chapter06.closing import close
from arlib.exercises.chapter06.invariants import deceive, invariant
from arlib.exercises.chapter06.networks import one_way, repair
from arlib.exercises.chapter06.patterns import apart
from arlib.exercises.chapter06.ranges import union
from arlib.exercises.chapter06.repairs import deny, redundant
from arlib.exercises.chapter06.requests import absent, witness

EXERCISES = (absent, apart, witness, close, deny, redundant, several, invariant, one_way, repair, deceive, union)
SOURCES = (
    requests.CONDITIONS,
    *(requests.FIRST, requests.SECOND),
    *(closing.LEAKY, closing.KEPT),
    *(repairs.WIDE, repairs.TARGET, repairs.CROWDED),
    *(accounts.LAYERS, accounts.REQUESTS),
    *(networks.LIST_OF_WEB, networks.LIST_OF_BOTH),
    invariants.CHECKER,
)
