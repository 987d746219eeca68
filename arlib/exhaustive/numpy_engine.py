"""The engine on numpy: a few operations over many cases at once."""

from __future__ import annotations

import re
from typing import Any

from arlib.exhaustive.cases import Cases, Counter, Grid, Place, grids, places, split_row
from arlib.exhaustive.lanes import Code, Lanes, define, lane_width
from arlib.integers import Machine, Signed
from arlib.terms import Claim

# A block of this many bytes for each operand stays in a processor's second-level cache.
_BLOCK_BYTES = 1 << 18
_BATCH = 1 << 10


class ArrayCode(Code):
    """Python text over numpy arrays; it expects ``T`` (make a lane) and ``where`` (choose).

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import parse
    >>> code = ArrayCode()
    >>> Lanes(Unsigned(7), code, str).success(parse("x + y == y")), code.lines
    ('v2', ['v0 = T(x + y)', 'v1 = T(v0 & T(127))', 'v2 = v1 == y'])
    """

    def _let(self, expression: str) -> str:
        self.lines.append(f"v{len(self.lines)} = {expression}")
        return f"v{len(self.lines) - 1}"

    def number(self, value: int) -> str:
        """A scalar of the arrays' type."""
        return f"T({value})"

    def truth(self, value: bool) -> str:
        """Python's own truth value."""
        return str(value)

    def apply(self, symbol: str, a: str, b: str) -> str:
        """Numpy has each operation, and wraps."""
        return self._let(f"T({a} {symbol} {b})")

    def test(self, symbol: str, a: str, b: str) -> str:
        """An array of truth values."""
        return self._let(f"{a} {symbol} {b}")

    def logic(self, symbol: str, a: str, b: str) -> str:
        """An array of truth values."""
        return self._let(f"{a} {symbol} {b}")

    def choose(self, test: str, a: str, b: str) -> str:
        """Numpy's ``where``."""
        return self._let(f"where({test}, {a}, {b})")


def freed(lines: list[str], result: str) -> list[str]:
    """The lines, each followed by the deletion of what is not used again: blocks that stay fill the cache.

    >>> freed(["v0 = x + y", "v1 = v0 & x", "v2 = v1 == y"], "v2")
    ['v0 = x + y', 'v1 = v0 & x; del v0', 'v2 = v1 == y; del v1']
    """
    last = {name: n for n, line in enumerate(lines) for name in re.findall(r"\bv\d+\b", line)}
    unused: dict[int, list[str]] = {}
    for name, n in last.items():
        if name != result:
            unused.setdefault(n, []).append(name)
    return [f"{line}; del {', '.join(unused[n])}" if n in unused else line for n, line in enumerate(lines)]


def numpy_engine(claim: Claim, integers: Machine) -> Counter:
    """One numpy operation for each operator, over blocks of cases that stay in the cache."""
    import numpy as np

    dtype = np.dtype(f"{'i' if isinstance(integers, Signed) else 'u'}{lane_width(integers) // 8}")
    block = _BLOCK_BYTES // dtype.itemsize
    column_bits = min(integers.width, block.bit_length() - 1) if claim.inputs else 0
    where = places(Cases(claim.inputs, integers), column_bits)
    names = {name: f"i{n}" for n, name in enumerate(claim.inputs)}
    code = ArrayCode()
    success = Lanes(integers, code, names.__getitem__).success(claim.formula)
    body = [*freed(code.lines, success), f"return {success}"]
    source = "\n    ".join([f"def holds({', '.join(names.values())}):", *body])
    scope = {"T": lambda v: v if isinstance(v, np.ndarray) else dtype.type(v), "where": np.where}
    holds = define(source, "holds", scope)
    columns = np.arange(1 << column_bits, dtype=np.uint64).astype(dtype)
    # Where a row holds every value of the last input, its columns serve as they are.
    whole = columns + dtype.type(integers.low) if column_bits == integers.width else None

    def operand(place: Place, base: int, rows: int) -> Any:
        """What the rows say of one input, as a column vector."""
        high, low = split_row(base)
        part = place.low_part()
        bits = ((np.arange(low, low + rows) >> part.shift) & part.mask) << part.scale
        return (bits.astype(dtype) + dtype.type(place.value(high) + integers.low))[:, None]

    def count_grid(grid: Grid) -> int:
        total = 0
        width = grid.last - grid.first
        size = max(1, block // width)
        inner = columns[None, grid.first : grid.last]
        for start in range(0, grid.rows, _BATCH):
            batch = min(_BATCH, grid.rows - start)
            operands = [operand(place, grid.base + start, batch) for place in where]
            for at in range(0, batch, size):
                values = [column[at : at + size] for column in operands]
                if values:
                    values[-1] = whole[None, grid.first : grid.last] if whole is not None else values[-1] + inner
                result = holds(*values)
                shape = (min(size, batch - at), width)
                if np.shape(result) != shape:  # the formula does not depend on every input
                    result = np.broadcast_to(result, shape)
                total += int(np.count_nonzero(result))
        return total

    def count(start: int, stop: int) -> int:
        with np.errstate(all="ignore"):  # wrapping is what we want
            return sum(map(count_grid, grids(start, stop, column_bits)))

    return count
