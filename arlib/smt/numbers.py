"""Integers as z3 is given them where every input has a type: as few bits as their bounds and their use require."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import z3

from arlib.intervals import Interval, width


class Number:
    """An integer in an interval, of which ``build`` makes as many low bits as are asked for, up to its width.

    C's ``(unsigned)(x * y)`` needs the low 32 of a product's 64 bits, and they depend on the low bits of x
    and y alone: z3 then sees one product of 32 bits, and its laws, as ``x * y == y * x``, need no search.
    """

    def __init__(self, interval: Interval, build: Callable[[int], Any]):
        self.interval, self.build = interval, build
        self.built: dict[int, Any] = {}

    def at(self, bits: int) -> Any:
        """The integer modulo 2^bits."""
        if bits not in self.built:
            low, high = self.interval
            missing = bits - width(self.interval)
            if missing <= 0 or low == high:
                self.built[bits] = self.build(bits)
            else:
                self.built[bits] = (z3.SignExt if low < 0 else z3.ZeroExt)(missing, self.at(bits - missing))
        return self.built[bits]
