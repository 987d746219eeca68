"""Three engines that count for how many cases a claim holds: plain Python, numpy blocks, a compiled loop.

An engine turns a claim into a counter. ``count(start, stop)`` is the number of cases from ``start`` to
before ``stop`` in which the claim is true; a case without a value, such as a division by zero, is not.
The code that the engines generate and run is made from the parsed term alone: it contains no text
that a reader typed, not even a variable's name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec

from arlib.exhaustive.cases import Counter
from arlib.exhaustive.compiled_engine import compiled_engine
from arlib.exhaustive.lanes import lane_width
from arlib.exhaustive.numpy_engine import numpy_engine
from arlib.exhaustive.python_engine import python_engine
from arlib.integers import Machine
from arlib.terms import Claim

ENGINES: dict[str, Callable[[Claim, Machine], Counter]] = {
    "python": python_engine,
    "numpy": numpy_engine,
    "compiled": compiled_engine,
}
NEEDS = {"python": "sys", "numpy": "numpy", "compiled": "llvmlite"}


@lru_cache(maxsize=64)
def counter(engine: str, claim: Claim, integers: Machine) -> Counter:
    """The counter that the named engine makes for a claim; ValueError where it cannot.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> counter("python", claim("x < 100"), Unsigned(8))(0, 256)
    100
    """
    require(engine, integers)
    return ENGINES[engine](claim, integers)


def require(engine: str, integers: Machine) -> None:
    """ValueError where no engine has this name, where it is not installed, or where it cannot hold the integers."""
    if engine not in ENGINES:
        raise ValueError(f"no engine is called {engine!r}; there are {', '.join(ENGINES)} and auto")
    if engine not in available():
        raise ValueError(f"the {engine} engine needs {NEEDS[engine]}, which is not installed")
    if engine != "python":
        lane_width(integers)


def available() -> list[str]:
    """The engines whose libraries are installed, slowest first."""
    return [name for name, library in NEEDS.items() if find_spec(library)]
