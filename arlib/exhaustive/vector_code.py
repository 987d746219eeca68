"""A claim as a loop over vectors of cases, in LLVM's intermediate language.

A compiler may find that a loop is not worth vector instructions, as LLVM does for processors with AVX-512
when successes are counted one by one. Here the vectors are written out, and no optimiser is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from arlib.exhaustive.cases import Place
from arlib.exhaustive.lanes import Code

_ARITHMETIC = {"+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or", "^": "xor", "<<": "shl"}
TURNS = 2  # so many vectors in one turn of the loop, which spreads the cost of turning
CHUNK = 4096  # so many columns stay in a processor's first cache while row after row reads them
_AVX512 = 512  # the bits of its vectors; no other processor has any of this size
_TESTS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


class VectorCode(Code):
    """LLVM instructions over vectors of ``lanes`` words of ``width`` bits, in one of the turns of a loop."""

    def __init__(self, width: int, lanes: int, signed: bool, turn: int = 0):
        super().__init__()
        self.width, self.lanes, self.signed, self.turn = width, lanes, signed, turn
        self.lane, self.flag = f"<{lanes} x i{width}>", f"<{lanes} x i1>"
        self._flags: set[str] = set()

    def let(self, expression: str) -> str:
        """A new name for the result of an instruction."""
        name = f"%v{len(self.lines)}.{self.turn}"
        self.lines.append(f"{name} = {expression}")
        return name

    def _flag(self, name: str) -> str:
        self._flags.add(name)
        return name

    def operand(self, n: int) -> str:
        """The name of the n-th occurrence of an input."""
        return f"%o{n}.{self.turn}"

    def number(self, value: int) -> str:
        """The same literal in every lane."""
        return f"splat (i{self.width} {value})"

    def truth(self, value: bool) -> str:
        """The same truth value in every lane."""
        return self._flag(f"splat (i1 {str(value).lower()})")

    def apply(self, symbol: str, a: str, b: str) -> str:
        """One instruction, except for a division that rounds down."""
        match symbol:
            case ">>":
                return self.let(f"{'ashr' if self.signed else 'lshr'} {self.lane} {a}, {b}")
            case "//":
                return self._quotient(a, b)
            case "%":
                return self.apply("-", a, self.apply("*", self._quotient(a, b), b))
            case _:
                return self.let(f"{_ARITHMETIC[symbol]} {self.lane} {a}, {b}")

    def test(self, symbol: str, a: str, b: str) -> str:
        """A comparison, whose result is a mask."""
        sign = "" if symbol in ("==", "!=") else "s" if self.signed else "u"
        return self._flag(self.let(f"icmp {sign}{_TESTS[symbol]} {self.lane} {a}, {b}"))

    def logic(self, symbol: str, a: str, b: str) -> str:
        """An operation on two masks."""
        return self._flag(self.let(f"{_ARITHMETIC[symbol]} {self.flag} {a}, {b}"))

    def choose(self, test: str, a: str, b: str) -> str:
        """A selection by a mask."""
        kind = self.flag if {a, b} <= self._flags else self.lane
        name = self.let(f"select {self.flag} {test}, {kind} {a}, {kind} {b}")
        return self._flag(name) if kind == self.flag else name

    def _quotient(self, a: str, b: str) -> str:
        """Processors divide vectors of fractions only; the quotient of two short integers is exact there.

        It is rounded to 24 bits, or 53. An exact quotient a/b that is no integer is at least 1/b away from
        one, and the rounding moves it by at most 2^-24 a/b, or 2^-53 a/b, which is less where a has 16 bits, or 32.
        """
        sign = "s" if self.signed else "u"
        if b.startswith("splat") or self.width == 64:
            q = self.let(f"{sign}div {self.lane} {a}, {b}")
        else:
            fraction = f"<{self.lanes} x {'double' if self.width == 32 else 'float'}>"
            q = self.let(f"fdiv {fraction} {self._fraction(a, fraction)}, {self._fraction(b, fraction)}")
            q = self.let(f"fpto{sign}i {fraction} {q} to {self.lane}")
        if not self.signed:
            return q
        # LLVM's quotient rounds towards zero.
        r = self.apply("-", a, self.apply("*", q, b))
        unlike = self.test("<", self.apply("^", r, b), self.number(0))
        low = self.logic("&", unlike, self.test("!=", r, self.number(0)))
        return self.choose(low, self.apply("-", q, self.number(1)), q)

    def _fraction(self, a: str, kind: str) -> str:
        return self.let(f"{'s' if self.signed else 'u'}itofp {self.lane} {a} to {kind}")


@dataclass(frozen=True)
class Operand:
    """An occurrence of an input: the sum of what the row number says, and of what one of the arrays has."""

    place: Place | None
    column: int | None


@dataclass(frozen=True)
class Loop:
    """What a loop over cases is made of; ``write`` adds the claim's operations and names the mask of successes.

    The n-th constant is called ``%k`` and its number, and the n-th occurrence of an input as the code says.
    """

    width: int
    lanes: int
    signed: bool
    operands: Sequence[Operand]
    constants: int
    columns: int
    write: Callable[[VectorCode], str]

    def module(self) -> str:
        """The functions ``whole``, for columns that fill their vectors, and ``edge``, for some of a vector's.

        Both count over a grid of cases. Successes are counted lane by lane, and the lanes are added up before
        one can overflow, after ``group`` rows.
        """
        return f"""{self._function("whole", TURNS)}
{self._function("edge", 1)}
declare i64 @llvm.vector.reduce.add.v{self.lanes}i64(<{self.lanes} x i64>)
declare i64 @llvm.umin.i64(i64, i64)
"""

    def _function(self, name: str, turns: int) -> str:
        lane, wide, numbers = f"<{self.lanes} x i{self.width}>", f"<{self.lanes} x i64>", range(len(self.operands))
        summed = f"%wide = zext {lane} %acc.{turns} to {wide}" if self.width < 64 else ""
        return f"""
define i64 @{name}(i64 %low, i64 %rows, i64 %group, i64 %first, i64 %last,
                   ptr %origins, ptr %constants, ptr %columns) {{
entry:
  %begin = and i64 %first, -{self.lanes}
  %until = sub i64 %last, 1
{"".join(self._loaded(f"k{n}", "constants", n) + self._splat(f"k{n}", f"%k{n}.s") for n in range(self.constants))}
{"".join(self._loaded(f"g{n}", "origins", n) for n in numbers)}
{self._bounds() if name == "edge" else ""}
  br label %groups
groups:
  %at = phi i64 [0, %entry], [%at.next, %close]
  %total = phi i64 [0, %entry], [%total.next, %close]
  %at.next = add i64 %at, %group
  %stop = call i64 @llvm.umin.i64(i64 %at.next, i64 %rows)
  br label %chunk
chunk:
  %c = phi i64 [%begin, %groups], [%c.next, %close.chunk]
  %acc.chunk = phi {lane} [zeroinitializer, %groups], [%acc.{turns}, %close.chunk]
  %c.next = add i64 %c, {CHUNK}
  %c.stop = call i64 @llvm.umin.i64(i64 %c.next, i64 %last)
  br label %row
row:
  %i = phi i64 [%at, %chunk], [%i.next, %close.row]
  %acc.row = phi {lane} [%acc.chunk, %chunk], [%acc.{turns}, %close.row]
  %q = add i64 %low, %i
{"".join(self._row(n) for n in numbers)}
  br label %vectors
vectors:
  %j = phi i64 [%c, %row], [%j.next, %vectors]
  %acc.0 = phi {lane} [%acc.row, %row], [%acc.{turns}, %vectors]
{"".join(self._vector(turn, name == "edge") for turn in range(turns))}
  %j.next = add i64 %j, {turns * self.lanes}
  %j.more = icmp ult i64 %j.next, %c.stop
  br i1 %j.more, label %vectors, label %close.row
close.row:
  %i.next = add i64 %i, 1
  %i.more = icmp ult i64 %i.next, %stop
  br i1 %i.more, label %row, label %close.chunk
close.chunk:
  %c.more = icmp ult i64 %c.next, %last
  br i1 %c.more, label %chunk, label %close
close:
  {summed}
  %sum = call i64 @llvm.vector.reduce.add.v{self.lanes}i64({wide} {"%wide" if summed else f"%acc.{turns}"})
  %total.next = add i64 %total, %sum
  %at.more = icmp ult i64 %at.next, %rows
  br i1 %at.more, label %groups, label %done
done:
  ret i64 %total.next
}}
"""

    def _splat(self, name: str, scalar: str) -> str:
        lane, first = f"<{self.lanes} x i{self.width}>", f"%{name}.first"
        return f"""
  {first} = insertelement {lane} poison, i{self.width} {scalar}, i64 0
  %{name} = shufflevector {lane} {first}, {lane} poison, <{self.lanes} x i32> zeroinitializer"""

    def _loaded(self, name: str, array: str, number: int) -> str:
        return f"""
  %{name}.p = getelementptr i{self.width}, ptr %{array}, i64 {number}
  %{name}.s = load i{self.width}, ptr %{name}.p"""

    def _narrowed(self, name: str, source: str) -> str:
        return f"\n  %{name} = " + (
            f"trunc i64 {source} to i{self.width}" if self.width < 64 else f"or i64 {source}, 0"
        )

    def _row(self, n: int) -> str:
        """The value that the row number gives operand n: ``(row >> shift & mask) << scale``, from its origin on."""
        operand = self.operands[n]
        if operand.place is None:
            return ""
        place = operand.place.low_part()
        return f"""
  %s{n}.1 = lshr i64 %q, {place.shift}
  %s{n}.2 = and i64 %s{n}.1, {place.mask}
  %s{n}.3 = shl i64 %s{n}.2, {place.scale}{self._narrowed(f"s{n}.4", f"%s{n}.3")}
  %s{n}.5 = add i{self.width} %s{n}.4, %g{n}.s{self._splat(f"s{n}", f"%s{n}.5")}"""

    def _bounds(self) -> str:
        """The first and the last column in every lane; the number after the last may not fit."""
        names = ("first", "until")
        return "".join(self._narrowed(f"{n}.s", f"%{n}") + self._splat(f"{n}.v", f"%{n}.s") for n in names)

    def _vector(self, turn: int, edge: bool) -> str:
        """One vector of cases. A success adds one where its mask is set."""
        code, at, count = VectorCode(self.width, self.lanes, self.signed, turn), f"%j.{turn}", f"%acc.{turn}"
        lines = ["", f"{at} = add i64 %j, {turn * self.lanes}"]
        for n, operand in enumerate(self.operands):
            lines += self._operand(code, n, operand, at)
        success = self.write(code)
        if edge:
            lines += [self._narrowed("e.s", at) + self._splat("e", "%e.s")]
            code.signed = False
            column = code.apply("+", "%e", f"<{', '.join(f'i{self.width} {n}' for n in range(self.lanes))}>")
            inside = code.logic("&", code.test(">=", column, "%first.v"), code.test("<=", column, "%until.v"))
            success = code.logic("&", inside, success)
        if self.lanes * self.width == _AVX512:
            # A mask is in a register of its own; as lanes of ones it is subtracted sooner than by a masked operation.
            code.lines.append(f"%ones.{turn} = sext {code.flag} {success} to {code.lane}")
            code.lines.append(f"%acc.{turn + 1} = sub {code.lane} {count}, %ones.{turn}")
        else:
            # A mask has the form of lanes, and LLVM finds that this is a subtraction.
            code.lines.append(f"%more.{turn} = add {code.lane} {count}, {code.number(1)}")
            chosen = f"{code.lane} %more.{turn}, {code.lane} {count}"
            code.lines.append(f"%acc.{turn + 1} = select {code.flag} {success}, {chosen}")
        return "\n  ".join([*lines, *code.lines])

    def _operand(self, code: VectorCode, n: int, operand: Operand, at: str) -> list[str]:
        """An occurrence of an input in the columns from ``at`` on."""
        name = code.operand(n)
        if operand.column is None:
            return [f"{name} = bitcast {code.lane} %s{n} to {code.lane}"]
        loaded = name if operand.place is None else f"{name}.c"
        lines = [
            f"{name}.i = add i64 {at}, {operand.column * self.columns}",
            f"{name}.p = getelementptr i{self.width}, ptr %columns, i64 {name}.i",
            f"{loaded} = load {code.lane}, ptr {name}.p, align {self.lanes * self.width // 8}",
        ]
        return lines if operand.place is None else [*lines, f"{name} = add {code.lane} %s{n}, {loaded}"]
