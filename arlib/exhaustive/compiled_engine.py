"""The engine that LLVM compiles: vector instructions, and every case really evaluated."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from arlib.exhaustive.cases import Cases, Counter, Grid, grids, places, split_row
from arlib.exhaustive.lanes import Lanes, lane_width
from arlib.exhaustive.processors import Processor, host
from arlib.exhaustive.vector_code import TURNS, Loop, Operand, VectorCode
from arlib.integers import Machine, Signed
from arlib.terms import Claim


def compiled_engine(claim: Claim, integers: Machine) -> Counter:
    """A loop of vector instructions that really evaluates the claim each time.

    A compiler proves ``x + y == y + x`` and deletes the loop. It cannot here: every *occurrence* of an
    input reads memory of its own, and nothing tells the compiler that two places hold the same numbers.
    Constants are operands too, or ``x >= 0`` over unsigned integers would be answered without looking at x.
    """
    kernel = Kernel(claim, integers)
    kernel.count(0, 1)  # compiles it now, and not during the first measurement
    return kernel.count


# Arrays of all values of a short input are not made for more occurrences than this.
_FEW = 16


class Kernel:
    """The compiled loop and its operands: ``columns`` has one array for each occurrence of the last input."""

    def __init__(self, claim: Claim, integers: Machine, processor: Processor | None = None):
        self.claim, self.integers, self.width = claim, integers, lane_width(integers)
        self.processor = processor or host()
        self.lanes = self.processor.vector_bytes * 8 // self.width
        self.word = getattr(ctypes, f"c_uint{self.width}")
        self.occurrences: list[int] = []
        self._constants: list[int] = []
        signed = isinstance(integers, Signed)
        self._write(VectorCode(self.width, self.lanes, signed))  # finds the occurrences
        # All values of a short input are columns; of a long one, as many as are soon written.
        complete = integers.width <= (16 if len(self.occurrences) <= _FEW else 12)
        self.column_bits = (integers.width if complete else 12) if claim.inputs else 0
        all_places = places(Cases(claim.inputs, integers), self.column_bits)
        self.places = [all_places[i] for i in self.occurrences]
        varying = [i == len(claim.inputs) - 1 for i in self.occurrences]
        # A formula without the last input would be evaluated once for a whole row; zeros keep it in the loop.
        on_columns = varying if any(varying) else [True] * len(varying)
        operands = [
            Operand(None if complete and varies else place, sum(on_columns[:n]) if on_columns[n] else None)
            for n, (place, varies) in enumerate(zip(self.places, varying, strict=True))
        ]
        columns = 1 << self.column_bits
        padded = -(-columns // self.lanes) * self.lanes
        loop = Loop(self.width, self.lanes, signed, operands, len(self._constants), padded, self._write)
        self.module = loop.module()
        self.constants = self._words(self._constants)
        # Where the columns are all values of the last input, the arrays hold them as they are.
        lowest = integers.low if complete else 0
        values = self._words(range(lowest, lowest + columns))
        arrays = [values if varies else None for varies, on in zip(varying, on_columns, strict=True) if on]
        self.columns, self._buffer = self._arrays(arrays, padded)

    def _write(self, code: VectorCode) -> str:
        """Add the claim's operations, and number its operands in the order in which it has them."""
        self.occurrences.clear()
        self._constants.clear()

        def read(name: str) -> str:
            self.occurrences.append(self.claim.inputs.index(name))
            return code.operand(len(self.occurrences) - 1)

        def constant(value: int) -> str:
            self._constants.append(value)
            return f"%k{len(self._constants) - 1}"

        return Lanes(self.integers, code, read, constant).success(self.claim.formula)

    def _words(self, values: Sequence[int]) -> Any:
        return (self.word * max(1, len(values)))(*values)  # the word keeps the lowest bits

    def _arrays(self, contents: list[Any], length: int) -> tuple[list[Any], Any]:
        """Arrays, one after another from a place where a vector may begin; and the memory that they are in."""
        size, align = length * self.width // 8, self.processor.vector_bytes
        buffer = (ctypes.c_uint8 * (max(1, len(contents)) * size + align))()
        start = -ctypes.addressof(buffer) % align
        arrays = [(self.word * length).from_buffer(buffer, start + n * size) for n in range(max(1, len(contents)))]
        for array, content in zip(arrays, contents, strict=False):
            if content is not None:
                ctypes.memmove(array, content, ctypes.sizeof(content))
        return arrays, buffer

    @cached_property
    def loops(self) -> list[Any]:
        """The two loops as machine code; what a kernel is for another processor can be read, and not run."""
        return self.processor.functions(self.module, "whole", "edge")

    def count(self, start: int, stop: int) -> int:
        """The number of cases from ``start`` to before ``stop`` in which the claim is true."""
        return sum(map(self._count_grid, grids(start, stop, self.column_bits)))

    def _count_grid(self, grid: Grid) -> int:
        high, low = split_row(grid.base)
        mask = (1 << self.width) - 1
        origins = self._words([place.value(high) + self.integers.low for place in self.places])
        whole, edge = self.loops
        step = self.lanes * TURNS
        loop = edge if grid.first % step or grid.last % step else whole
        # So many rows that no lane counts to more than it can hold.
        vectors = -(-grid.last // self.lanes) - grid.first // self.lanes
        group = min(mask // vectors, 1 << 20)
        args = (low, grid.rows, group, grid.first, grid.last)
        return int(loop(*args, origins, self.constants, self.columns[0]))
