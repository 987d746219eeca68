"""From a decider for some other behaviour to one for halting, and what can be had instead of a decider."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from arlib.halting.texts import functions
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted


def first_then(first: str, then: str) -> str:
    """A program that runs one program, and if that ends behaves like another.

    >>> print(first_then("def p():\\n    pass", "def q():\\n    return 42"))
    def p():
        pass
    <BLANKLINE>
    def q():
        return 42
    <BLANKLINE>
    def first_then():
        p()
        return q()
    <BLANKLINE>
    """
    ours, theirs = functions(first), functions(then)
    a, b = next(reversed(ours)), next(reversed(theirs))
    for name in (b, *theirs, "first_then"):
        if name in ours:
            raise ValueError(f"both programs have a function called {name}")
    return f"{first.strip()}\n\n{then.strip()}\n\ndef first_then():\n    {a}()\n    return {b}()\n"


def halting_from(has_behaviour: Callable[[str], bool], example: str) -> Callable[[str], bool]:
    """A halting decider, from a decider for any behaviour that ``example`` has and an endless loop has not (Rice 1953).

    The program that first runs p and then behaves like the example has the behaviour just if p ends.

    >>> decide = halting_from(lambda source: "while" not in source, "def q():\\n    return 42")
    >>> decide("def p():\\n    pass"), decide("def p():\\n    while True:\\n        pass")
    (True, False)
    """
    return lambda source: has_behaviour(first_then(source, example))


@dataclass(frozen=True)
class Tally:
    """How many programs were answered yes, no, and not, with a budget of so many seconds for each."""

    seconds: float
    yes: int
    no: int
    unknown: int


def growing_budget(sources: Sequence[str], budgets: Sequence[float]) -> list[Tally]:
    """What ``terminates`` says of some programs as its budget grows: fewer don't knows, and never a way to have none.

    >>> growing_budget(["def p(n):\\n    while n > 0:\\n        n = n - 1"], [1.0])
    [Tally(seconds=1.0, yes=1, no=0, unknown=0)]
    """
    tallies = []
    for seconds in budgets:
        verdicts = [terminates(source, seconds=seconds) for source in sources]
        yes = sum(isinstance(verdict, Proved) for verdict in verdicts)
        no = sum(isinstance(verdict, Refuted) for verdict in verdicts)
        tallies.append(Tally(seconds, yes, no, len(verdicts) - yes - no))
    return tallies
