"""The engine that numba compiles: vector instructions, and every case really evaluated."""

from __future__ import annotations

from arlib.exhaustive.cases import Cases, Counter, grids, places, split_row
from arlib.exhaustive.lanes import Lanes, define, lane_width
from arlib.integers import Machine, Signed
from arlib.terms import Claim


def compiled_engine(claim: Claim, integers: Machine) -> Counter:
    """A loop that numba compiles to vector instructions, and that really evaluates the claim each time.

    A compiler proves ``x + y == y + x`` and deletes the loop. It cannot here: every *occurrence* of an
    input reads an array of its own, and nothing tells the compiler that two arrays hold the same numbers.
    Constants are operands too, or ``x >= 0`` over unsigned integers would be answered without looking at x.
    """
    return Kernel(claim, integers).count


class Kernel:
    """The compiled loop and its operands: ``columns`` has one array for each occurrence of the last input."""

    def __init__(self, claim: Claim, integers: Machine):
        import numba
        import numpy as np

        width, signed = lane_width(integers), isinstance(integers, Signed)
        dtype = np.dtype(f"{'i' if signed else 'u'}{width // 8}")
        self.integers = integers
        self.column_bits = min(integers.width, 12) if claim.inputs else 0
        all_places = places(Cases(claim.inputs, integers), self.column_bits)
        self.lane = dtype.type
        self.occurrences: list[int] = []

        def read(name: str) -> str:
            self.occurrences.append(claim.inputs.index(name))
            return f"o{len(self.occurrences) - 1}"

        def constant(value: int) -> str:
            constants.append(value)
            return f"k{len(constants) - 1}"

        constants: list[int] = []
        lanes = Lanes(integers, read, constant)
        success = lanes.success(claim.formula)
        self.places = [all_places[i] for i in self.occurrences]
        varying = [i == len(claim.inputs) - 1 for i in self.occurrences]
        # A formula without the last input would be evaluated once for a whole row; zeros keep it in the loop.
        self.on_columns = varying if any(varying) else [True] * len(varying)
        source = _kernel_source(self, constants, lanes.lines, success, width)
        scope = {
            "T": getattr(numba, f"{'' if signed else 'u'}int{width}"),
            "U": getattr(numba, f"uint{width}"),
            "lane": dtype.type,
            "empty": np.empty,
            "int64": numba.int64,
            "where": numba.njit(lambda c, a, b: a if c else b),
        }
        # error_model="numpy": a divisor was made nonzero before, so no test for it is needed.
        self.loop = numba.njit(nogil=True, error_model="numpy")(define(source, "loop", scope))
        column = np.arange(1 << self.column_bits, dtype=np.uint64).astype(dtype)
        self.columns = tuple(column * lane for on, lane in zip(self.on_columns, varying, strict=True) if on)
        self.constants = tuple(map(self.lane, constants))
        self.count(0, 0)

    def count(self, start: int, stop: int) -> int:
        """The number of cases from ``start`` to before ``stop`` in which the claim is true."""
        total = 0
        for grid in grids(start, stop, self.column_bits) if stop > start else [None]:
            base, rows, first, last = (grid.base, grid.rows, grid.first, grid.last) if grid else (0, 0, 0, 0)
            high, low = split_row(base)
            origins = tuple(self.lane(place.value(high) + self.integers.low) for place in self.places)
            total += int(self.loop(low, rows, first, last, origins, self.constants, self.columns))
        return total


# Operands of this many rows are written before they are read; a run of columns is short enough
# for its successes to be counted in one lane.
_ROWS = 64


def _kernel_source(kernel: Kernel, constants: list[int], lines: list[str], success: str, width: int) -> str:
    parts = [place.low_part() for place in kernel.places]
    numbers = range(len(parts))
    columns = [sum(kernel.on_columns[:n]) for n in numbers]
    fill = [f"r{n}[i] = T(origins[{n}] + T((q >> {p.shift} & {p.mask}) << {p.scale}))" for n, p in enumerate(parts)]
    load = [f"o{n} = T(s{n} + c{n}[j])" if kernel.on_columns[n] else f"o{n} = s{n}" for n in numbers]
    chunk = 128 if width == 8 else 4096

    def at(depth: int, code: list[str]) -> str:
        return "\n".join(" " * 4 * depth + line for line in code)

    return f"""
def loop(low, rows, first, last, origins, constants, columns):
{at(1, [f"k{n} = constants[{n}]" for n in range(len(constants))])}
{at(1, [f"r{n} = empty({_ROWS}, lane)" for n in numbers])}
{at(1, [f"c{n} = columns[{columns[n]}][first:last]" for n in numbers if kernel.on_columns[n]])}
    total = 0
    for at in range(0, rows, {_ROWS}):
        size = min({_ROWS}, rows - at)
        for i in range(size):
            q = low + at + i
{at(3, fill)}
        for i in range(size):
{at(3, [f"s{n} = r{n}[i]" for n in numbers])}
            for begin in range(0, last - first, {chunk}):
                successes = U(0)
                for j in range(begin, min(begin + {chunk}, last - first)):
{at(5, load + lines)}
                    successes = U(successes + U({success}))
                total += int64(successes)
    return total
"""
