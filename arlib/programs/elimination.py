"""Leave out what a path does not need to know: a number that may be anything, and that only its own guard asks for."""

from __future__ import annotations

from collections.abc import Iterable

from arlib.polynomials import Polynomial, tighten

MOST_PAIRS = 4


def eliminate(guard: tuple[Polynomial, ...], names: Iterable[str]) -> tuple[Polynomial, ...] | None:
    """The guard without these names, where some numbers for them meet it; None where none do.

    Lower bounds meet upper bounds (Fourier 1826), exactly over the integers, since the name's coefficients are 1
    or -1. Where they are others, or many bounds meet, the name stays.

    >>> x, c = Polynomial.variable("x"), Polynomial.variable("#1")
    >>> eliminate((c, x - c, x - 5), ["#1"])
    (x - 5, x)
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
