"""Leave out what a path does not need to know: a number that may be anything, and that only its own guard asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from arlib.polynomials import Polynomial, tighten
from arlib.programs.paths import Path

MOST_PAIRS = 4


def eliminate(guard: tuple[Polynomial, ...], names: Iterable[str]) -> tuple[Polynomial, ...] | None:
    """The guard without these names, where some numbers for them meet it; None where none do.

    Lower bounds meet upper bounds, as Fourier and Motzkin eliminate, exactly over the integers, since the name's
    coefficients are 1 or -1. Where they are others, or many bounds meet, the name stays.

    >>> x, c = Polynomial.variable("x"), Polynomial.variable("#1")
    >>> eliminate((c, x - c), ["#1"])
    (x,)
    >>> eliminate((c, c * x), ["#1"])
    (#1, #1 * x)
    """
    for name in names:
        own = [p for p in guard if name in p.variables]
        if any(name in monomial and len(monomial) > 1 for p in own for monomial in p.coefficients):
            continue
        lower = [p for p in own if p.coefficients.get((name,)) == 1]
        upper = [p for p in own if p.coefficients.get((name,)) == -1]
        if len(lower) + len(upper) < len(own) or len(lower) * len(upper) > MOST_PAIRS:
            continue
        guard = tuple(p for p in guard if p not in own)
        for p in (tighten(a + b) for a in lower for b in upper):
            if p.known is not None and p.known < 0:
                return None
            if p.known is None and not any(p.at_least(q) for q in guard):
                guard = (*guard, p)
    return guard


def deciding(paths: Sequence[Path], told: Collection[str]) -> set[str]:
    """The variables on which some guard depends, or an operation that a guard asks for; and those that are ``told``."""
    relevant = set(told)
    while True:
        found = {name for path in paths for p in operands(path) for name in p.variables}
        for path in paths:
            found |= {name for p in without_unneeded(path, relevant) or () for name in p.variables}
            found |= {n for name in relevant if name in path.values for n in path.values[name].variables}
        if found <= relevant:
            return relevant
        relevant |= found


def operands(path: Path) -> list[Polynomial]:
    """What the path's operations of which no constraint is known are reckoned with."""
    return [p for _, parts in path.computed.values() for p in parts]


def without_unneeded(path: Path, relevant: Collection[str]) -> tuple[Polynomial, ...] | None:
    """The path's guard without approximations on which nothing relevant depends; None if it cannot be met."""
    if not path.approximate:
        return path.guard
    values = (path.values[name] for name in relevant if name in path.values)
    needed = {name for p in (*values, *operands(path)) for name in p.variables}
    while not needed >= (found := _determining(path, needed)):
        needed |= found
    return eliminate(path.guard, [name for name in path.approximate if name not in needed])


def _determining(path: Path, needed: Collection[str]) -> set[str]:
    """What determines those of the path's own variables that are needed, such as the quotient of something unknown."""
    quotients = {name for name in needed if name.startswith("#") and name not in path.approximate}
    return {name for p in path.guard if quotients & p.variables for name in p.variables}
