"""Integers that notice when a result leaves a machine's type, so that Python can run what means another integer."""

from __future__ import annotations

import operator


class Small(int):
    """A number of 8 bits with its sign; ``Small.left`` says whether any result was none."""

    left = False


def _noticing(name: str) -> None:
    function = getattr(operator, name)

    def method(self: Small, *others: int) -> object:
        if others and type(others[0]) not in (int, bool, Small):
            return NotImplemented
        result = function(int(self), *map(int, others))
        Small.left |= not -128 <= result <= 127
        return Small(result)

    def reflected(self: Small, other: int) -> object:
        return getattr(Small(other), name)(self) if type(other) in (int, bool, Small) else NotImplemented

    setattr(Small, name, method)
    if name not in ("__neg__", "__abs__", "__pos__", "__invert__"):
        setattr(Small, f"__r{name[2:]}", reflected)


for each in ("add", "sub", "mul", "floordiv", "mod", "lshift", "rshift", "and", "or", "xor"):
    _noticing(f"__{each}__")
for each in ("neg", "abs", "pos", "invert"):
    _noticing(f"__{each}__")
