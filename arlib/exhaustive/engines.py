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
from typing import Any

from arlib import integers as z
from arlib import terms as t
from arlib.exhaustive.cases import Cases, Grid, Place, grids, places, split_row
from arlib.exhaustive.lanes import Lanes, lane_width
from arlib.integers import Machine, Signed, Undefined
from arlib.printing import INFIX
from arlib.terms import Claim, Term

Counter = Callable[[int, int], int]


@lru_cache(maxsize=64)
def counter(engine: str, claim: Claim, integers: Machine) -> Counter:
    """The counter that the named engine makes for a claim; ValueError where it cannot.

    >>> from arlib.integers import Unsigned
    >>> from arlib.programs.from_python import claim
    >>> counter("python", claim("x < 100"), Unsigned(8))(0, 256)
    100
    """
    if engine not in ENGINES:
        raise ValueError(f"no engine is called {engine!r}; there are {', '.join(ENGINES)} and auto")
    if engine not in available():
        raise ValueError(f"the {engine} engine needs {NEEDS[engine]}, which is not installed")
    return ENGINES[engine](claim, integers)


def available() -> list[str]:
    """The engines whose libraries are installed, slowest first."""
    return [name for name, library in NEEDS.items() if find_spec(library)]


# ---- plain Python -------------------------------------------------------------------------


def python_engine(claim: Claim, integers: Machine) -> Counter:
    """One loop in Python over the columns of each row; for integers of any width."""
    column_bits = min(integers.width, 12) if claim.inputs else 0
    where = places(Cases(claim.inputs, integers), column_bits)
    names = [f"i{n}" for n in range(len(claim.inputs))]
    *leading, last = names or ["unused"]
    text = _python_text(claim.formula, dict(zip(claim.inputs, names, strict=True)), integers)
    source = f"""
def count(values, columns):
    [{", ".join([*leading, "origin"])}] = values
    total = 0
    for {last} in range(origin + columns.start, origin + columns.stop):
        try:
            if {text}:
                total += 1
        except Undefined:
            pass
    return total
"""
    try:
        count_row = _define(source, "count", vars(z))
    except (SyntaxError, RecursionError, MemoryError):
        # Python's own parser gives up at about 200 nested brackets; the evaluator goes on.
        return _evaluating_engine(claim, integers)

    def count(start: int, stop: int) -> int:
        total = 0
        for grid in grids(start, stop, column_bits):
            for row in range(grid.base, grid.base + grid.rows):
                values = [place.value(row) + integers.low for place in where] or [0]
                total += count_row(values, range(grid.first, grid.last))
        return total

    return count


def _python_text(term: Term, names: dict[str, str], integers: Machine) -> str:
    def text(term: Term) -> str:
        match term:
            case t.Var(name):
                return names[name]
            case t.Const(value):
                return f"({integers.wrap(value)})"
            case t.Truth(value):
                return str(value)
            case t.IfThenElse(test, then, orelse):
                return f"({text(then)} if {text(test)} else {text(orelse)})"
            case t.Not(arg):
                return f"(not {text(arg)})"
            case t.Implies(left, right):
                return f"(not {text(left)} or {text(right)})"
            case t.Formula():
                return f"({f' {INFIX[type(term)][0]} '.join(map(text, term.children))})"
            case t.ShiftLeft(left, right):
                return f"shift_left({text(left)}, {text(right)}, {integers!r})"
            case t.Neg(arg):
                return wrapped(f"-{text(arg)}")
            case t.BitNot(arg):
                return wrapped(f"~{text(arg)}")
            case t.Add() | t.Sub() | t.Mul() | t.BitAnd() | t.BitOr() | t.BitXor():
                return wrapped(f"({f' {INFIX[type(term)][0]} '.join(map(text, term.children))})")
            case _:
                return wrapped(f"{t.ARITHMETIC[type(term)].__name__}({', '.join(map(text, term.children))})")

    def wrapped(code: str) -> str:
        mask = 2**integers.width - 1
        if isinstance(integers, Signed):
            return f"(({code} - {integers.low} & {mask}) + {integers.low})"
        return f"({code} & {mask})"

    return text(term)


def _evaluating_engine(claim: Claim, integers: Machine) -> Counter:
    cases = Cases(claim.inputs, integers)

    def holds(case: int) -> bool:
        try:
            return bool(t.evaluate(claim.formula, cases.assignment(case), integers))
        except Undefined:
            return False

    return lambda start, stop: sum(map(holds, range(start, stop)))


def _define(source: str, name: str, scope: dict[str, Any]) -> Any:
    """Run generated source in a scope of its own and return what it defines."""
    namespace = dict(scope)
    exec(compile(source, f"<arlib {name}>", "exec"), namespace)
    return namespace[name]


# ---- numpy --------------------------------------------------------------------------------

# A block of this many bytes for each operand stays in a processor's second-level cache.
_BLOCK_BYTES = 1 << 17
_BATCH = 1 << 10


def numpy_engine(claim: Claim, integers: Machine) -> Counter:
    """One numpy operation for each operator, over blocks of cases that stay in the cache."""
    import numpy as np

    dtype = np.dtype(f"{'i' if isinstance(integers, Signed) else 'u'}{lane_width(integers) // 8}")
    block = _BLOCK_BYTES // dtype.itemsize
    column_bits = min(integers.width, block.bit_length() - 1) if claim.inputs else 0
    where = places(Cases(claim.inputs, integers), column_bits)
    names = {name: f"i{n}" for n, name in enumerate(claim.inputs)}
    lanes = Lanes(integers, names.__getitem__)
    success = lanes.success(claim.formula)
    source = "\n    ".join([f"def holds({', '.join(names.values())}):", *lanes.lines, f"return {success}"])
    scope = {"T": lambda v: v if isinstance(v, np.ndarray) else dtype.type(v), "where": np.where}
    holds = _define(source, "holds", scope)
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


# ---- compiled -----------------------------------------------------------------------------


def compiled_engine(claim: Claim, integers: Machine) -> Counter:
    """A loop that numba compiles to vector instructions, and that really evaluates the claim each time.

    A compiler proves ``x + y == y + x`` and deletes the loop. It cannot here: every *occurrence* of an
    input reads an array of its own, and nothing tells the compiler that two arrays hold the same numbers.
    """
    return compiled_kernel(claim, integers).count


class compiled_kernel:
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

        lanes = Lanes(integers, read)
        success = lanes.success(claim.formula)
        self.places = [all_places[i] for i in self.occurrences]
        self.on_columns = [i == len(claim.inputs) - 1 for i in self.occurrences]
        source = _kernel_source(self, lanes.lines, success, width)
        scope = {
            "T": getattr(numba, f"{'' if signed else 'u'}int{width}"),
            "U": getattr(numba, f"uint{width}"),
            "lane": dtype.type,
            "empty": np.empty,
            "int64": numba.int64,
            "where": numba.njit(lambda c, a, b: a if c else b),
        }
        # error_model="numpy": a divisor was made nonzero before, so no test for it is needed.
        self.loop = numba.njit(nogil=True, error_model="numpy")(_define(source, "loop", scope))
        column = np.arange(1 << self.column_bits, dtype=np.uint64).astype(dtype)
        self.columns = tuple(column.copy() for on in self.on_columns if on)
        self.count(0, 0)

    def count(self, start: int, stop: int) -> int:
        """The number of cases from ``start`` to before ``stop`` in which the claim is true."""
        total = 0
        for grid in grids(start, stop, self.column_bits) if stop > start else [None]:
            base, rows, first, last = (grid.base, grid.rows, grid.first, grid.last) if grid else (0, 0, 0, 0)
            high, low = split_row(base)
            origins = tuple(self.lane(place.value(high) + self.integers.low) for place in self.places)
            total += int(self.loop(low, rows, first, last, origins, self.columns))
        return total


# Operands of this many rows are written before they are read; a run of columns is short enough
# for its successes to be counted in one lane.
_ROWS = 64


def _kernel_source(kernel: compiled_kernel, lines: list[str], success: str, width: int) -> str:
    parts = [place.low_part() for place in kernel.places]
    numbers = range(len(parts))
    columns = [sum(kernel.on_columns[:n]) for n in numbers]
    fill = [f"r{n}[i] = T(origins[{n}] + T((q >> {p.shift} & {p.mask}) << {p.scale}))" for n, p in enumerate(parts)]
    load = [f"o{n} = T(s{n} + c{n}[j])" if kernel.on_columns[n] else f"o{n} = s{n}" for n in numbers]
    chunk = 128 if width == 8 else 4096

    def at(depth: int, code: list[str]) -> str:
        return "\n".join(" " * 4 * depth + line for line in code)

    return f"""
def loop(low, rows, first, last, origins, columns):
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


ENGINES: dict[str, Callable[[Claim, Machine], Counter]] = {
    "python": python_engine,
    "numpy": numpy_engine,
    "compiled": compiled_engine,
}
NEEDS = {"python": "sys", "numpy": "numpy", "compiled": "numba"}
