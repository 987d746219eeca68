"""A tour of what arlib can do, on real computations, in a few seconds: ``arlib`` without arguments."""

from __future__ import annotations

import time

from arlib import __version__
from arlib.exhaustive import Exhaustion, explore, extrapolate, humanize
from arlib.integers import IntegerModel, Signed, Unbounded, Unsigned
from arlib.proving import prove
from arlib.reports import report, verdict_lines, watch


def tour() -> None:
    """Print the tour as it is computed."""
    print(f"arlib {__version__}: is it true for every input? Three answers: proved, refuted, don't know.\n")
    _try("1. Try every pair of bytes.", "x + y == y + x", Unsigned(8))
    _try("2. A claim that fails, and the first input for which it does.", "x - y == y - x", Unsigned(8))
    _try("3. The midpoint of two bytes, as many a program computes it.", "x > y or x <= (x + y) // 2", Unsigned(8))
    result = _try("4. The first claim again, with 32 bits, for three seconds.", "x + y == y + x", Unsigned(32), 3)
    if result.rate > 0:
        print(f"At 64 bits it would take {humanize(extrapolate(2**128, result.rate))}. You knew the answer: how?\n")
    _reason("5. The same claim by reasoning, for all the integers there are.", "x + y == y + x", Unbounded())
    _reason("6. True in mathematics, and not in a machine.", "x < x + 1", Signed(64))
    print("The course:         jupyter lab notebooks/00_start_here.ipynb")
    print('Claims of your own: arlib exhaust "x & y <= x" --type uint16')
    print('                    arlib prove "x ^ y == (x | y) - (x & y)" --type int64')


def _try(title: str, claim: str, integers: IntegerModel, seconds: float | None = None) -> Exhaustion:
    print(title, flush=True)
    result = watch(explore(claim, integers, seconds=seconds))
    print("\n".join(f"   {line}" for line in report(claim, result)), end="\n\n")
    return result


def _reason(title: str, claim: str, integers: IntegerModel) -> None:
    print(title, flush=True)
    begun = time.perf_counter()
    lines = verdict_lines(prove(claim, integers))
    seconds = time.perf_counter() - begun
    head = f"{claim}   over {integers.describe()}"
    print("\n     ".join([f"   {head}", *lines, f"in {humanize(seconds)}"]), end="\n\n")
